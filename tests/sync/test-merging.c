/* SPDX-License-Identifier: GPL-3.0-or-later
 * Two accounts of one person become one while the device of one of them holds hours that were never
 * sent, or that the server has lost: every hour is there once, on all devices. */
#include "config.h"

#include "rondo-people.h"
#include "test-community.h"

#include <glib/gstdio.h>

#define DAY 20500
#define ENTRY "018f3b5e-7c1a-7d00-8000-00000000e0e0"
#define WAITING "018f3b5e-7c1a-7d00-8000-00000000e0e1"

static void
keep_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **)user_data = g_object_ref (result);
}

static void
merge (TestCommunity *community, const char *stays, const char *goes)
{
  RondoAccount *account = community->coordinator->account;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  rondo_people_merge_async (account, stays, goes, NULL, keep_result, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  rondo_people_merge_finish (account, result, &error);
  g_assert_no_error (error);
}

static void
assert_log (TestDevice *device)
{
  g_autoptr (RondoHoursOverview) hours = test_device_load_hours (device);
  g_autoptr (RondoOutboxOverview) outbox = test_device_load_outbox (device);

  g_assert_cmpint (outbox->waiting_count, ==, 0);
  g_assert_cmpuint (outbox->refused->len, ==, 0);
  g_assert_cmpuint (hours->entries->len, ==, 2);
  g_assert_cmpint (test_device_get_minutes (device, ENTRY), ==, 60);
  g_assert_cmpint (test_device_get_minutes (device, WAITING), ==, 30);
}

static void
test_merging (void)
{
  g_autoptr (TestCommunity) community = test_community_new ();
  TestDevice *stays = test_community_join (community, 0);
  TestDevice *goes = test_community_join (community, 1);
  g_autofree char *email = test_community_get_email (1);
  g_autofree char *member = g_strdup (rondo_account_get_member (stays->account));
  g_autoptr (GError) error = NULL;

  test_device_put_log (goes, ENTRY, DAY, 60);
  test_device_settle (goes);
  test_device_put_log (goes, WAITING, DAY + 1, 30);
  merge (community, member, rondo_account_get_member (goes->account));
  /* Signed out, and nothing of its own is lost. */
  g_assert_cmpint (test_device_try_sync (goes), !=, RONDO_SYNC_IDLE);
  g_assert_cmpint (test_device_get_minutes (goes, WAITING), ==, 30);
  test_device_login (
      goes, test_server_get_address (community->server), email, "correct horse battery", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (rondo_account_get_member (goes->account), ==, member);
  test_device_settle (goes);
  test_device_settle (stays);
  assert_log (goes);
  assert_log (stays);
  test_device_rebuild (goes);
  test_device_settle (goes);
  assert_log (goes);
}

static void
copy_file (const char *from, const char *to)
{
  g_autofree char *data = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  g_file_get_contents (from, &data, &length, &error);
  g_assert_no_error (error);
  g_file_set_contents (to, data, (gssize)length, &error);
  g_assert_no_error (error);
}

/* Only the computer of the account that goes still knows of the hours. */
static void
test_restored (void)
{
  g_autoptr (TestCommunity) community = test_community_new ();
  TestDevice *stays = test_community_join (community, 0);
  TestDevice *goes = test_community_join (community, 1);
  const char *database = test_server_get_database (community->server);
  g_autofree char *backup = g_build_filename (community->dir, "backup.db", NULL);
  g_autofree char *log = g_strconcat (database, "-wal", NULL);
  g_autofree char *email = test_community_get_email (1);
  g_autoptr (GError) error = NULL;

  test_server_stop (community->server);
  copy_file (database, backup);
  test_server_start (community->server);
  test_device_put_log (goes, ENTRY, DAY, 60);
  test_device_put_log (goes, WAITING, DAY + 1, 30);
  test_device_settle (goes);
  test_device_settle (community->coordinator);
  test_server_stop (community->server);
  g_remove (log);
  copy_file (backup, database);
  test_server_start (community->server);
  /* Shows what the server has lost, so that it begins another history. */
  test_device_settle (community->coordinator);
  merge (community,
         rondo_account_get_member (stays->account),
         rondo_account_get_member (goes->account));
  test_device_login (
      goes, test_server_get_address (community->server), email, "correct horse battery", &error);
  g_assert_no_error (error);
  test_device_settle (goes);
  test_device_settle (stays);
  assert_log (goes);
  assert_log (stays);
}

static void
change_own_phone (TestDevice *device)
{
  g_autoptr (GPtrArray) members = test_device_load_members (device);
  g_autoptr (RondoMember) member = NULL;
  RondoChange *change = rondo_change_new ();

  g_assert_cmpuint (members->len, ==, 1);
  member = rondo_member_copy (((RondoMemberOverview *)members->pdata[0])->member);
  g_free (member->phone);
  member->phone = g_strdup ("+31 20 123");
  rondo_change_put_member (change, member);
  test_device_save (device, change);
}

/* Nothing goes out by itself any more. */
static void
stop_sync (TestDevice *device)
{
  rondo_sync_stop (device->sync);
  g_clear_object (&device->sync);
}

/* What the server took of the one who goes, and told nobody, is not left behind on their computer.
 */
static void
test_told_too_late (void)
{
  g_autoptr (TestCommunity) community = test_community_new ();
  TestDevice *stays = test_community_join (community, 0);
  TestDevice *goes = test_community_join (community, 1);
  g_autofree char *email = test_community_get_email (1);
  g_autoptr (GPtrArray) members = NULL;
  g_autoptr (GError) error = NULL;

  stop_sync (goes);
  change_own_phone (goes);
  fault_transport_push (community->faults, FAULT_DROP_ANSWER);
  g_assert_cmpint (test_device_try_sync (goes), ==, RONDO_SYNC_OFFLINE);
  stop_sync (goes);
  merge (community,
         rondo_account_get_member (stays->account),
         rondo_account_get_member (goes->account));
  test_device_login (
      goes, test_server_get_address (community->server), email, "correct horse battery", &error);
  g_assert_no_error (error);
  test_device_settle (goes);
  members = test_device_load_members (goes);
  g_assert_cmpuint (members->len, ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/merging/nothing-of-the-one-who-goes-stays-behind", test_told_too_late);
  g_test_add_func ("/sync/merging/hours-that-a-server-has-lost-are-there-once", test_restored);
  g_test_add_func ("/sync/merging/hours-that-were-not-sent-are-there-once", test_merging);
  return g_test_run ();
}
