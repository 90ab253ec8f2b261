/* SPDX-License-Identifier: GPL-3.0-or-later
 * A server as an administrator treats it: killed in the middle of a big push, asked for invitations
 * and backups meanwhile, started twice. */
#include "config.h"

#include "rondo-id.h"
#include "test-device.h"
#include "test-process.h"

#include <string.h>

#define N_CLIENTS 900
#define PASSWORD "correct horse battery"
#define KILLS_MAX 12

static const char MEMBERS[] = "name,email,languages,time_zone\n"
                              "Ana,ana@example.org,en,UTC\n"
                              "Ben,ben@example.org,en,UTC\n";

static TestDevice *
join (const TestProcess *process, const char *email, const char *name)
{
  TestDevice *device = test_device_new (process->dir, name, NULL);
  g_autofree char *code =
      test_process_run ("invite", "--database", process->database, "--email", email, NULL);
  g_autoptr (GError) error = NULL;

  test_device_join (device, process->address, code, NULL, NULL, PASSWORD, &error);
  g_assert_no_error (error);
  test_device_settle (device);
  return device;
}

/* What a second computer of the same member finds on the server. */
static guint
count_clients (const TestProcess *process, const char *email, const char *name)
{
  g_autoptr (TestDevice) second = test_device_new (process->dir, name, NULL);
  g_autoptr (RondoHoursOverview) hours = NULL;
  g_autoptr (GError) error = NULL;

  test_device_login (second, process->address, email, PASSWORD, &error);
  g_assert_no_error (error);
  test_device_settle (second);
  hours = test_device_load_hours (second);
  return hours->clients->len;
}

static void
save_clients (TestDevice *device, guint n_clients)
{
  RondoChange *change = rondo_change_new ();

  for (guint i = 0; i < n_clients; i++) {
    g_autoptr (RondoClientPerson) client = rondo_client_person_new ();

    g_free (client->id);
    client->id = rondo_id_new (g_get_real_time ());
    g_free (client->name);
    client->name = g_strdup_printf ("Client %u", i);
    rondo_change_put_client (change, client);
  }
  test_device_save (device, change);
}

static guint
count_waiting (TestDevice *device)
{
  g_autoptr (RondoOutboxOverview) outbox = test_device_load_outbox (device);

  g_assert_cmpuint (outbox->refused->len, ==, 0);
  return outbox->waiting_count;
}

static gboolean
strike_cb (gpointer user_data)
{
  TestProcess *process = user_data;

  test_process_kill (process);
  return G_SOURCE_REMOVE;
}

/* Ever later after the push has begun, until it comes through. */
static void
test_killed_in_a_push (void)
{
  TestProcess process;
  TestDevice *device = NULL;
  guint kills = 0;

  test_process_init (&process, MEMBERS);
  test_process_start (&process);
  device = join (&process, "ana@example.org", "first");
  save_clients (device, N_CLIENTS);
  for (; kills < KILLS_MAX && count_waiting (device) > 0; kills++) {
    g_timeout_add (1U << kills, strike_cb, &process);
    test_device_try_sync (device);
    while (process.process != NULL)
      g_main_context_iteration (NULL, TRUE);
    test_process_check (&process);
    test_process_start (&process);
  }
  g_assert_cmpuint (kills, >, 1);
  test_device_settle (device);
  g_assert_cmpuint (count_clients (&process, "ana@example.org", "second"), ==, N_CLIENTS);
  test_device_free (device);
  test_process_stop (&process);
  test_process_check (&process);
  test_process_clear (&process);
}

static void
state_changed_cb (RondoSync *sync, GParamSpec *pspec, gpointer user_data)
{
  *(gboolean *)user_data |= rondo_sync_get_state (sync) == RONDO_SYNC_IDLE;
}

static void
test_commands_beside_a_push (void)
{
  TestProcess process;
  TestDevice *device = NULL;
  g_autofree char *code = NULL;
  gboolean is_done = FALSE;
  guint backups = 0;

  test_process_init (&process, MEMBERS);
  test_process_start (&process);
  device = join (&process, "ana@example.org", "first");
  g_signal_connect (device->sync, "notify::state", G_CALLBACK (state_changed_cb), &is_done);
  save_clients (device, N_CLIENTS);
  code = test_process_run (
      "invite", "--database", process.database, "--email", "ben@example.org", NULL);
  do {
    g_autofree char *name = g_strdup_printf ("copy%u.db", backups++);
    g_autofree char *copy = g_build_filename (process.dir, name, NULL);
    g_autofree char *made = test_process_run ("backup", "--database", process.database, copy, NULL);
    g_autofree char *checked = test_process_run ("check", "--database", copy, NULL);

    while (g_main_context_iteration (NULL, FALSE))
      ;
  } while (!is_done);
  test_device_settle (device);
  test_process_check (&process);
  g_assert_cmpuint (count_clients (&process, "ana@example.org", "second"), ==, N_CLIENTS);
  test_device_free (device);
  test_process_clear (&process);
}

/* Nobody should, but then nothing is lost and both tell the same. */
static void
test_two_servers (void)
{
  TestProcess one;
  TestProcess two;
  TestDevice *ana = NULL;
  TestDevice *ben = NULL;

  test_process_init (&one, MEMBERS);
  test_process_start (&one);
  test_process_share (&two, &one);
  ana = join (&one, "ana@example.org", "ana");
  ben = join (&two, "ben@example.org", "ben");
  for (guint i = 0; i < 5; i++) {
    save_clients (ana, 60);
    save_clients (ben, 60);
    test_device_settle (ana);
    test_device_settle (ben);
  }
  g_assert_cmpuint (count_clients (&two, "ana@example.org", "second"), ==, 300);
  g_assert_cmpuint (count_clients (&one, "ben@example.org", "second"), ==, 300);
  test_device_free (ana);
  test_device_free (ben);
  test_process_check (&one);
  test_process_stop (&two);
  test_process_stop (&one);
  test_process_check (&one);
  test_process_clear (&two);
  test_process_clear (&one);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/restart/a-push-that-is-killed-arrives-once", test_killed_in_a_push);
  g_test_add_func ("/sync/restart/invite-backup-and-check-run-beside-a-push",
                   test_commands_beside_a_push);
  g_test_add_func ("/sync/restart/two-servers-on-one-database-agree", test_two_servers);
  return g_test_run ();
}
