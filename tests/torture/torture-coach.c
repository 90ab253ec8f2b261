/* SPDX-License-Identifier: GPL-3.0-or-later
 * A coach's app without windows that is going to be killed: logs, corrects and deletes entries,
 * says before and after each what it does, and syncs as it can, without end. "story" is a short one
 * with an end; "settle" only syncs. At the end everything is synced, and what is held is said. */
#include "config.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rondo-id.h"
#include "test-device.h"

#define PASSWORD "correct horse battery"
#define FIRST_DAY 20500
#define STORY_ENTRIES 3
/* Syncs that may fail one after the other when everything has to come to rest. */
#define PATIENCE 200

typedef struct {
  TestDevice *device;
  GRand *random;
  GPtrArray *own; /* of char *: ids of entries that this run has made */
  char *client;
  int number;
} Coach;

static void
set_text (char **slot, const char *text)
{
  g_free (*slot);
  *slot = g_strdup (text);
}

static gboolean
sign_in (TestDevice *device, const char *address, const char *code, const char *email)
{
  g_autoptr (GError) error = NULL;

  if (rondo_account_get_is_signed_in (device->account))
    return TRUE;
  return test_device_login (device, address, email, PASSWORD, NULL) ||
         test_device_join (device, address, code, NULL, NULL, PASSWORD, &error);
}

static RondoLogEntry *
make_entry (Coach *coach, const char *id)
{
  RondoLogEntry *entry = rondo_log_entry_new ();

  set_text (&entry->id, id);
  set_text (&entry->client, coach->client);
  entry->date = FIRST_DAY + coach->number;
  entry->minutes = 1 + coach->number % 1000;
  return entry;
}

/* Whoever reads this knows that from "saved" on the change has to stay. */
static void
save (Coach *coach, RondoChange *change, const char *id, int minutes)
{
  g_print ("saving %s %d\n", id, minutes);
  test_device_save (coach->device, change);
  g_print ("saved %s %d\n", id, minutes);
}

static void
put_entry (Coach *coach, const char *id)
{
  g_autoptr (RondoLogEntry) entry = NULL;
  RondoChange *change = rondo_change_new ();

  coach->number++;
  entry = make_entry (coach, id);
  rondo_change_put_log_entry (change, entry);
  save (coach, change, id, entry->minutes);
}

static void
act (Coach *coach)
{
  int dice = g_rand_int_range (coach->random, 0, 10);
  guint at =
      coach->own->len > 0 ? (guint)g_rand_int_range (coach->random, 0, (gint32)coach->own->len) : 0;

  if (dice < 6 || coach->own->len == 0) {
    g_ptr_array_add (coach->own, rondo_id_new (g_get_real_time ()));
    put_entry (coach, coach->own->pdata[coach->own->len - 1]);
  } else if (dice < 9) {
    put_entry (coach, coach->own->pdata[at]);
  } else {
    RondoChange *change = rondo_change_new ();

    rondo_change_delete_log_entry (change, coach->own->pdata[at]);
    save (coach, change, coach->own->pdata[at], 0);
    g_ptr_array_remove_index (coach->own, at);
  }
}

static G_GNUC_NORETURN void
work (TestDevice *device, int first)
{
  Coach coach = {.device = device, .number = first};

  coach.random = g_rand_new_with_seed ((guint32)first);
  coach.own = g_ptr_array_new_with_free_func (g_free);
  coach.client = rondo_id_new (1);
  for (;;) {
    act (&coach);
    if (g_rand_int_range (coach.random, 0, 10) == 0)
      test_device_try_sync (device);
  }
}

static guint
count_entries (TestDevice *device)
{
  g_autoptr (RondoHoursOverview) hours = test_device_load_hours (device);

  return hours->entries->len;
}

/* Three entries of 1, 2 and 3 minutes, going on where an earlier run was killed. */
static void
tell_story (TestDevice *device)
{
  Coach coach = {.device = device};

  coach.client = rondo_id_new (1);
  for (guint i = count_entries (device); i < STORY_ENTRIES; i++) {
    g_autofree char *id = rondo_id_new (g_get_real_time ());

    coach.number = (int)i - 1;
    put_entry (&coach, id);
    test_device_try_sync (device);
  }
  g_free (coach.client);
}

static guint
count_waiting (TestDevice *device)
{
  g_autoptr (RondoOutboxOverview) outbox = test_device_load_outbox (device);

  for (guint i = 0; i < outbox->refused->len; i++) {
    const RondoRefusedChange *change = g_ptr_array_index (outbox->refused, i);

    g_print ("refused %s %s\n", change->title, change->message);
  }
  return (guint)outbox->waiting_count;
}

static void
settle (TestDevice *device)
{
  g_autoptr (RondoHoursOverview) hours = NULL;
  RondoSyncState state;
  guint tries = 0;

  do {
    state = test_device_try_sync (device);
    if (++tries > PATIENCE)
      g_error ("it does not come to rest");
  } while (state != RONDO_SYNC_IDLE || count_waiting (device) > 0);
  hours = test_device_load_hours (device);
  for (guint i = 0; i < hours->entries->len; i++) {
    const RondoLogEntry *entry =
        ((RondoLogEntryOverview *)g_ptr_array_index (hours->entries, i))->entry;

    g_print ("entry %s %d\n", entry->id, entry->minutes);
  }
  g_print ("done\n");
}

static gboolean
retry_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

int
main (int argc, char **argv)
{
  g_autoptr (TestDevice) device = NULL;
  guint retry = 0;

  setlocale (LC_ALL, "");
  setvbuf (stdout, NULL, _IOLBF, 0);
  if (argc != 7) {
    g_printerr ("usage: torture-coach DIR NAME ADDRESS CODE EMAIL NUMBER|story|settle\n");
    return 2;
  }
  device = test_device_new (argv[1], argv[2], NULL);
  retry = g_timeout_add (50, retry_cb, NULL);
  while (!sign_in (device, argv[3], argv[4], argv[5]))
    g_main_context_iteration (NULL, TRUE);
  g_print ("signed-in\n");
  if (strcmp (argv[6], "story") == 0)
    tell_story (device);
  else if (strcmp (argv[6], "settle") != 0)
    work (device, atoi (argv[6]));
  settle (device);
  g_source_remove (retry);
  return 0;
}
