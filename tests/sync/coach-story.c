/* SPDX-License-Identifier: GPL-3.0-or-later
 * A coach's app without windows, to be killed: joins, logs sessions, sends them. Says "step NAME"
 * at each step and goes on when a line comes in. Started again, it goes on where its data stands.
 */
#include "config.h"

#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "test-device.h"

typedef struct {
  const char *address;
  const char *code;
  const char *email;
  const char *password;
  guint sessions;
} Story;

static void
step (const char *name, guint number)
{
  char line[16];

  g_print ("step %s %u\n", name, number);
  if (fgets (line, sizeof line, stdin) == NULL)
    exit (3);
}

/* As a person would: the invitation first; if it was used (by an earlier, killed run), sign in. */
static gboolean
sign_in (TestDevice *device, const Story *story)
{
  g_autoptr (GError) error = NULL;

  if (rondo_account_get_is_signed_in (device->account))
    return TRUE;
  if (rondo_account_get_server (device->account) == NULL &&
      test_device_join (device, story->address, story->code, NULL, NULL, story->password, &error))
    return TRUE;
  return test_device_login (device, story->address, story->email, story->password, NULL);
}

static guint
count_waiting (TestDevice *device)
{
  g_autoptr (RondoOutboxOverview) outbox = test_device_load_outbox (device);

  return outbox->waiting_count;
}

static guint
count_entries (TestDevice *device)
{
  g_autoptr (RondoHoursOverview) hours = test_device_load_hours (device);

  return hours->entries->len;
}

static gboolean
has_pairing (TestDevice *device)
{
  g_autoptr (RondoHoursOverview) hours = test_device_load_hours (device);

  return hours->pairings->len > 0;
}

static gboolean
retry_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

static void
tell (TestDevice *device, const Story *story)
{
  while (!sign_in (device, story))
    g_main_context_iteration (NULL, TRUE);
  step ("signed-in", 0);
  while (!has_pairing (device))
    test_device_try_sync (device);
  step ("paired", 0);

  for (guint i = count_entries (device); i < story->sessions; i++) {
    step ("before-logging", i);
    test_device_log_session (device, 20500 + (RondoDate)i, 10 + (int)i);
    step ("logged", i);
    g_print ("step sending %u\n", i);
    while (count_waiting (device) > 0)
      test_device_try_sync (device);
    step ("sent", i);
  }
  while (count_waiting (device) > 0)
    test_device_try_sync (device);
  g_print ("done\n");
}

int
main (int argc, char **argv)
{
  Story story = {0};
  g_autoptr (TestDevice) device = NULL;
  guint retry = 0;

  setlocale (LC_ALL, "");
  setvbuf (stdout, NULL, _IOLBF, 0);
  if (argc != 6) {
    g_printerr ("usage: coach-story DIR ADDRESS CODE EMAIL SESSIONS\n");
    return 2;
  }
  story.address = argv[2];
  story.code = argv[3];
  story.email = argv[4];
  story.password = "correct horse battery";
  story.sessions = (guint)g_ascii_strtoull (argv[5], NULL, 10);
  device = test_device_new (argv[1], "killed", NULL);
  retry = g_timeout_add (50, retry_cb, NULL);
  tell (device, &story);
  g_source_remove (retry);
  return 0;
}
