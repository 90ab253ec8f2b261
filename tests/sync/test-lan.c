/* SPDX-License-Identifier: GPL-3.0-or-later
 * A server at home that made its own certificate: the app goes by the invitation, and by nothing
 * else. */
#include "config.h"

#include "test-device.h"
#include "test-process.h"

#include "rondo-error.h"
#include "rondo-invitation.h"

#include <glib/gstdio.h>
#include <string.h>

#define PASSWORD "correct horse battery"

typedef struct {
  TestProcess process;
  char *dir;
  char *server; /* "https://127.0.0.1:1234" */
  char *code;   /* with the pin */
  TestDevice *device;
} World;

static void
start_server (World *world)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (world->process.config, &text, NULL, &error);
  g_assert_no_error (error);
  if (strstr (text, "tls=true") == NULL) {
    g_autofree char *safe = g_strconcat (text, "tls=true\n", NULL);

    g_file_set_contents (world->process.config, safe, -1, &error);
    g_assert_no_error (error);
  }
  test_process_start (&world->process);
  g_free (world->server);
  world->server = g_strdup (world->process.address);
}

static void
set_up (World *world, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  test_process_init (&world->process, "name,email\nAna Alvarez,ana@example.org\n");
  world->dir = g_dir_make_tmp ("rondo-lan-XXXXXX", &error);
  g_assert_no_error (error);
  start_server (world);
  g_assert_true (g_str_has_prefix (world->server, "https://"));
  world->code = test_process_run (
      "invite", "--database", world->process.database, "--email", "ana@example.org", NULL);
  world->device = test_device_new (world->dir, "ana", NULL);
}

static void
remove_dir (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *file = g_build_filename (path, name, NULL);

    g_assert_cmpint (g_unlink (file), ==, 0);
  }
  g_assert_cmpint (g_rmdir (path), ==, 0);
}

static void
tear_down (World *world, gconstpointer data)
{
  test_device_free (world->device);
  test_process_clear (&world->process);
  remove_dir (world->dir);
  g_free (world->dir);
  g_free (world->server);
  g_free (world->code);
}

static void
sync_until (World *world, RondoSyncState state)
{
  while (test_device_try_sync (world->device) != state)
    ;
}

static void
open_again (World *world)
{
  test_device_free (world->device);
  world->device = test_device_new (world->dir, "ana", NULL);
}

/* Typed as two fields, or pasted as one link. */
static void
test_right_pin (World *world, gconstpointer data)
{
  gboolean is_link = data != NULL;
  g_autofree char *link = g_strconcat (world->server, "/#", world->code, NULL);
  g_autoptr (GError) error = NULL;

  test_device_join (world->device,
                    is_link ? link : world->server,
                    is_link ? "" : world->code,
                    NULL,
                    NULL,
                    PASSWORD,
                    &error);
  g_assert_no_error (error);
  g_assert_cmpstr (rondo_account_get_server (world->device->account), ==, world->server);
  sync_until (world, RONDO_SYNC_IDLE);
  g_assert_cmpint (rondo_sync_get_last_success_us (world->device->sync), >, 0);
}

/* The pin is known after a restart: the keyring is not there, so one signs in again. */
static void
test_pin_is_kept (World *world, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  test_device_join (world->device, world->server, world->code, NULL, NULL, PASSWORD, &error);
  g_assert_no_error (error);
  open_again (world);
  test_device_login (world->device, world->server, "ana@example.org", PASSWORD, &error);
  g_assert_no_error (error);
  sync_until (world, RONDO_SYNC_IDLE);
}

static void
assert_refused (World *world, const char *code, RondoError expected, const char *about)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (
      test_device_join (world->device, world->server, code, NULL, NULL, PASSWORD, &error));
  g_assert_error (error, RONDO_ERROR, (int)expected);
  if (strstr (error->message, about) == NULL)
    g_error ("“%s” does not say “%s”", error->message, about);
}

static void
test_wrong_pin (World *world, gconstpointer data)
{
  g_autofree char *wrong = g_strdup (world->code);
  char *last = wrong + strlen (wrong) - 1;
  g_autofree char *bare = g_strndup (world->code, 19);
  g_autofree char *plain = NULL;
  g_autoptr (GError) error = NULL;

  *last = *last == '0' ? '1' : '0';
  assert_refused (world, wrong, RONDO_ERROR_FOREIGN, "certificate that your invitation names");
  /* Without a pin it is as any web site that nobody knows; */
  open_again (world);
  assert_refused (world, bare, RONDO_ERROR_OFFLINE, "No safe connection");
  /* and a pin is never sent in clear. */
  open_again (world);
  plain = g_strconcat ("http", world->server + strlen ("https"), NULL);
  g_assert_false (
      test_device_join (world->device, plain, world->code, NULL, NULL, PASSWORD, &error));
  g_assert_error (error, RONDO_ERROR, RONDO_ERROR_FOREIGN);
  g_clear_error (&error);
  /* None of that has used the invitation up. */
  open_again (world);
  test_device_join (world->device, world->server, world->code, NULL, NULL, PASSWORD, &error);
  g_assert_no_error (error);
}

/* Set up anew, or somebody in between: sync stops and says so, and nothing is lost. */
static void
test_other_certificate_later (World *world, gconstpointer data)
{
  g_autofree char *file = g_strconcat (world->process.database, "-tls.pem", NULL);
  g_autoptr (GError) error = NULL;

  test_device_join (world->device, world->server, world->code, NULL, NULL, PASSWORD, &error);
  g_assert_no_error (error);
  sync_until (world, RONDO_SYNC_IDLE);
  test_process_stop (&world->process);
  g_assert_cmpint (g_unlink (file), ==, 0);
  start_server (world);
  sync_until (world, RONDO_SYNC_PROBLEM);
  g_assert_nonnull (
      strstr (rondo_sync_get_message (world->device->sync), "certificate that your invitation"));
  g_assert_true (rondo_account_get_is_signed_in (world->device->account));
}

static void
test_words (void)
{
#define PIN "0123456789abcdef0123456789abcdef0123456789ABCDEF0123456789abcdef"
  static const struct {
    const char *address;
    const char *code;
    const char *expected_address;
    const char *expected_code;
    gboolean has_pin;
  } CASES[] = {
      {"host", NULL, "host", NULL, FALSE},
      {"host", " AAAA-BBBB-CCCC-DDDD ", "host", "AAAA-BBBB-CCCC-DDDD", FALSE},
      {"host", "AAAA-BBBB-CCCC-DDDD-" PIN, "host", "AAAA-BBBB-CCCC-DDDD", TRUE},
      {"https://host:8730/#AAAA-BBBB-CCCC-DDDD-" PIN,
       NULL,
       "https://host:8730/",
       "AAAA-BBBB-CCCC-DDDD",
       TRUE},
      {"https://host:8730/#AAAA-BBBB-CCCC-DDDD",
       "",
       "https://host:8730/",
       "AAAA-BBBB-CCCC-DDDD",
       FALSE},
      {"https://host#" PIN, NULL, "https://host", NULL, TRUE},
      {"host#" PIN, "EEEE-EEEE-EEEE-EEEE", "host", "EEEE-EEEE-EEEE-EEEE", TRUE},
      {"host#", NULL, "host", NULL, FALSE},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (CASES); i++) {
    g_autoptr (RondoInvitation) read = rondo_invitation_read (CASES[i].address, CASES[i].code);

    g_assert_cmpstr (read->address, ==, CASES[i].expected_address);
    g_assert_cmpstr (read->code, ==, CASES[i].expected_code);
    g_assert_true ((read->pin != NULL) == CASES[i].has_pin);
    if (read->pin != NULL)
      g_assert_true (g_ascii_strcasecmp (read->pin, PIN) == 0 && strchr (read->pin, 'A') == NULL);
  }
}

static void
add (const char *path, void (*test) (World *, gconstpointer), const char *data)
{
  g_test_add (path, World, data, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/lan/invitations-are-read-in-every-form", test_words);
  add ("/sync/lan/right-pin-joins-and-syncs", test_right_pin, NULL);
  add ("/sync/lan/link-is-address-code-and-pin-in-one", test_right_pin, "link");
  add ("/sync/lan/pin-is-kept-with-the-account", test_pin_is_kept, NULL);
  add ("/sync/lan/wrong-pin-is-refused-before-anything-is-sent", test_wrong_pin, NULL);
  add ("/sync/lan/another-certificate-later-stops-sync", test_other_certificate_later, NULL);
  return g_test_run ();
}
