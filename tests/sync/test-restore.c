/* SPDX-License-Identifier: GPL-3.0-or-later
 * Servers and clients that come back from a backup, in whole and in part, and clocks that lie. */
#include "config.h"

#include "rondo-client-schema.h"
#include "rondo-id.h"
#include "rondo-server-history.h"
#include "rondo-source.h"
#include "test-community.h"

#include <glib/gstdio.h>
#include <string.h>

#define DAY 20500
#define DAY_US (24 * 60 * 60 * G_GINT64_CONSTANT (1000000))
#define YEARS_US (30 * 365 * 24 * 60 * 60 * G_GINT64_CONSTANT (1000000))
#define ENTRY "018f3b5e-7c1a-7d00-8000-00000000e0e0"

static char *
log_id (int number)
{
  return g_strdup_printf ("018f3b5e-7c1a-7d00-8000-%012d", number);
}

static void
put_logs (TestDevice *device, int first, int count)
{
  for (int i = first; i < first + count; i++) {
    g_autofree char *id = log_id (i);

    test_device_put_log (device, id, DAY + i, 10 + i);
  }
}

static void
assert_logs (TestDevice *device, int first, int count)
{
  g_autoptr (RondoHoursOverview) hours = test_device_load_hours (device);

  g_assert_cmpuint (hours->entries->len, ==, count);
  for (int i = first; i < first + count; i++) {
    g_autofree char *id = log_id (i);

    g_assert_cmpint (test_device_get_minutes (device, id), ==, 10 + i);
  }
}

static void
assert_nothing_open (TestDevice *device)
{
  g_autoptr (RondoOutboxOverview) outbox = test_device_load_outbox (device);
  g_autoptr (GPtrArray) conflicts = test_device_load_conflicts (device);

  for (guint i = 0; i < outbox->refused->len; i++) {
    const RondoRefusedChange *change = g_ptr_array_index (outbox->refused, i);

    g_test_message ("%s: %s", change->title, change->message);
  }
  g_assert_cmpint (outbox->waiting_count, ==, 0);
  g_assert_cmpuint (outbox->refused->len, ==, 0);
  g_assert_cmpuint (conflicts->len, ==, 0);
}

static void
copy_file (const char *from, const char *to)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *data = NULL;
  gsize length;

  g_file_get_contents (from, &data, &length, &error);
  g_assert_no_error (error);
  g_file_set_contents (to, data, (gssize)length, &error);
  g_assert_no_error (error);
}

static void
remove_log (const char *database)
{
  const char *suffixes[] = {"-wal", "-shm"};

  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++) {
    g_autofree char *path = g_strconcat (database, suffixes[i], NULL);

    g_remove (path);
  }
}

static char *
backup_path (TestCommunity *community)
{
  return g_build_filename (community->dir, "backup.db", NULL);
}

static void
back_up_server (TestCommunity *community)
{
  g_autofree char *backup = backup_path (community);

  test_server_stop (community->server);
  copy_file (test_server_get_database (community->server), backup);
  test_server_start (community->server);
}

static void
restore_server (TestCommunity *community)
{
  g_autofree char *backup = backup_path (community);

  test_server_stop (community->server);
  remove_log (test_server_get_database (community->server));
  copy_file (backup, test_server_get_database (community->server));
  test_server_start (community->server);
}

/* A new device sees what the server has. */
static TestDevice *
look (TestCommunity *community, int coach, const char *name)
{
  return test_community_login (community, coach, name);
}

/* No command was given: the server notices, and gets back what its clients hold. */
static void
test_hours_come_back (void)
{
  g_autoptr (TestCommunity) community = test_community_new ();
  TestDevice *coach = test_community_join (community, 0);
  g_autofree char *round = test_community_publish_round (community);
  g_autoptr (RondoRoundOverview) overview = NULL;
  g_autoptr (TestDevice) other = NULL;
  int held = 0;

  put_logs (coach, 0, 5);
  test_device_settle (coach);
  back_up_server (community);
  put_logs (coach, 5, 40);
  test_device_log_session (coach, DAY, 55);
  test_device_settle (coach);
  test_device_settle (community->coordinator);
  restore_server (community);

  test_device_settle (coach);
  test_device_settle (community->coordinator);
  assert_nothing_open (coach);
  other = look (community, 0, "other");
  g_assert_cmpint (test_device_get_minutes (other, "018f3b5e-7c1a-7d00-8000-000000000044"), ==, 54);
  overview = test_device_load_round (community->coordinator, round);
  for (guint i = 0; i < overview->pairings->len; i++)
    held += ((RondoPairingOverview *)g_ptr_array_index (overview->pairings, i))->sessions_held;
  g_assert_cmpint (held, ==, 1);
}

/* The whole round was made after the backup; the coach is there before the coordinator. */
static void
test_round_comes_back (void)
{
  g_autoptr (TestCommunity) community = test_community_new ();
  TestDevice *coach = test_community_join (community, 0);
  g_autofree char *round = NULL;
  g_autoptr (RondoHoursOverview) hours = NULL;
  const RondoPairingOverview *pairing;

  back_up_server (community);
  round = test_community_publish_round (community);
  test_device_log_session (coach, DAY, 55);
  test_device_settle (coach);
  restore_server (community);

  test_device_settle (coach);
  test_device_settle (community->coordinator);
  test_device_settle (coach);
  test_device_settle (coach);
  assert_nothing_open (coach);
  hours = test_device_load_hours (coach);
  g_assert_cmpuint (hours->entries->len, ==, 1);
  g_assert_cmpuint (hours->pairings->len, ==, 1);
  pairing = g_ptr_array_index (hours->pairings, 0);
  g_assert_cmpint (pairing->sessions_held, ==, 1);
  g_assert_cmpint (pairing->minutes_held, ==, 55);
  g_assert_nonnull (pairing->partner);
}

static void
test_deleted_stays_deleted (void)
{
  g_autoptr (TestCommunity) community = test_community_new ();
  TestDevice *coach = test_community_join (community, 0);
  g_autoptr (TestDevice) other = NULL;

  test_device_put_log (coach, ENTRY, DAY, 60);
  test_device_settle (coach);
  back_up_server (community);
  test_device_delete_log (coach, ENTRY);
  test_device_settle (coach);
  restore_server (community);
  test_device_settle (coach);
  g_assert_cmpint (test_device_get_minutes (coach, ENTRY), ==, -1);
  other = look (community, 0, "other");
  g_assert_cmpint (test_device_get_minutes (other, ENTRY), ==, -1);
  assert_nothing_open (other);
}

/* Somebody else writes first: the server gives out numbers again that it has given before. */
static void
test_numbers_used_twice (void)
{
  g_autoptr (TestCommunity) community = test_community_new ();
  TestDevice *coach = test_community_join (community, 0);
  TestDevice *fresh = test_community_join (community, 1);
  g_autoptr (TestDevice) other = NULL;

  back_up_server (community);
  put_logs (coach, 0, 3);
  test_device_settle (coach);
  restore_server (community);
  put_logs (fresh, 10, 30);
  test_device_settle (fresh);
  test_device_settle (coach);
  test_device_settle (fresh);
  assert_logs (coach, 0, 3);
  assert_logs (fresh, 10, 30);
  assert_nothing_open (coach);
  assert_nothing_open (fresh);
  other = look (community, 0, "other");
  assert_logs (other, 0, 3);
}

/* Two devices of one coach: one has healed and gone on, the other comes with what was lost. */
static void
test_lost_edit_meets_new_one (void)
{
  g_autoptr (TestCommunity) community = test_community_new ();
  TestDevice *coach = test_community_join (community, 0);
  g_autoptr (TestDevice) second = test_community_login (community, 0, "second");
  g_autoptr (GPtrArray) conflicts = NULL;
  const RondoConflictLine *line;

  test_device_put_log (coach, ENTRY, DAY, 60);
  test_device_settle (coach);
  test_device_settle (second);
  back_up_server (community);
  test_device_put_log (coach, ENTRY, DAY, 45);
  test_device_settle (coach);
  restore_server (community);
  test_device_put_log (second, ENTRY, DAY, 90);
  test_device_settle (second);
  test_device_settle (coach);
  test_device_settle (second);
  g_assert_cmpint (test_device_get_minutes (coach, ENTRY), ==, 90);
  conflicts = test_device_load_conflicts (second);
  g_assert_cmpuint (conflicts->len, ==, 1);
  line = g_ptr_array_index (((RondoConflictOverview *)conflicts->pdata[0])->lines, 0);
  g_assert_cmpstr (line->kept, ==, "90");
  g_assert_cmpstr (line->other, ==, "45");
}

/* (transfer full): what @device knows of the member with @email. */
static RondoMember *
find_member (TestDevice *device, const char *email)
{
  g_autoptr (GPtrArray) members = test_device_load_members (device);

  for (guint i = 0; i < members->len; i++) {
    const RondoMemberOverview *overview = g_ptr_array_index (members, i);

    if (g_str_equal (overview->member->email, email))
      return rondo_member_copy (overview->member);
  }
  g_assert_not_reached ();
}

static void
set_phone (TestDevice *device, const char *email, const char *phone)
{
  g_autoptr (RondoMember) member = find_member (device, email);
  RondoChange *change = rondo_change_new ();

  g_free (member->phone);
  member->phone = g_strdup (phone);
  rondo_change_put_member (change, member);
  test_device_save (device, change);
  test_device_settle (device);
}

/* The coordinator has not been there since: who a member is, only the member knows. */
static void
test_own_profile_comes_back (void)
{
  g_autoptr (TestCommunity) community = test_community_new ();
  TestDevice *coach = test_community_join (community, 0);
  g_autofree char *email = test_community_get_email (0);
  g_autoptr (TestDevice) other = NULL;
  g_autoptr (RondoMember) own = NULL;
  g_autoptr (RondoMember) there = NULL;

  test_device_settle (coach);
  back_up_server (community);
  set_phone (coach, email, "+99 123");
  restore_server (community);
  test_device_settle (coach);
  assert_nothing_open (coach);
  own = find_member (coach, email);
  g_assert_cmpstr (own->phone, ==, "+99 123");
  other = look (community, 0, "other");
  there = find_member (other, email);
  g_assert_cmpstr (there->phone, ==, "+99 123");
}

static void
test_restored_twice (void)
{
  g_autoptr (TestCommunity) community = test_community_new ();
  TestDevice *coach = test_community_join (community, 0);

  back_up_server (community);
  put_logs (coach, 0, 3);
  test_device_settle (coach);
  restore_server (community);
  test_device_settle (coach);
  put_logs (coach, 3, 3);
  test_device_settle (coach);
  restore_server (community);
  test_device_settle (coach);
  assert_logs (coach, 0, 6);
  assert_nothing_open (coach);
}

/* The healing is cut off after each of its answers in turn, and then the same backup comes back:
 * the client has the epoch in between from this server, and nobody else ever heard of it. */
static void
test_restored_while_healing (void)
{
  g_autoptr (TestCommunity) community = test_community_new ();
  TestDevice *coach = test_community_join (community, 0);
  g_autoptr (TestDevice) other = NULL;

  back_up_server (community);
  put_logs (coach, 0, 30);
  test_device_settle (coach);
  for (int cut = 0; cut < 7; cut++) {
    restore_server (community);
    for (int i = 0; i < cut; i++)
      fault_transport_push (community->faults, FAULT_NONE);
    fault_transport_push (community->faults, FAULT_DROP_ANSWER);
    test_device_try_sync (coach);
    restore_server (community);
    test_device_settle (coach);
    assert_logs (coach, 0, 30);
    assert_nothing_open (coach);
  }
  other = look (community, 0, "other");
  assert_logs (other, 0, 30);
}

static void
forget_old (TestCommunity *community)
{
  g_autoptr (GError) error = NULL;

  test_server_stop (community->server);
  do {
    g_autoptr (RondoDb) db = rondo_db_open (
        test_server_get_database (community->server), rondo_server_schema (), &error);

    g_assert_no_error (error);
    rondo_server_history_forget (db, g_get_real_time () + 401 * DAY_US, &error);
    g_assert_no_error (error);
  } while (FALSE);
  test_server_start (community->server);
}

/* The computer that holds what was lost comes back after more than a year, when the server can not
 * tell any more whether its tags are old or lost. */
static void
test_restored_long_ago (void)
{
  g_autoptr (TestCommunity) community = test_community_new ();
  TestDevice *coach = test_community_join (community, 0);
  TestDevice *fresh = test_community_join (community, 1);
  g_autoptr (TestDevice) other = NULL;

  put_logs (coach, 0, 6);
  test_device_put_log (coach, ENTRY, DAY, 60);
  test_device_settle (coach);
  back_up_server (community);
  put_logs (coach, 6, 3);
  test_device_put_log (coach, ENTRY, DAY, 45);
  test_device_settle (coach);
  test_device_delete_log (coach, "018f3b5e-7c1a-7d00-8000-000000000000");
  test_device_settle (coach);
  restore_server (community);
  for (int i = 0; i < 6; i++) {
    put_logs (fresh, 20 + i, 1);
    test_device_settle (fresh);
  }
  forget_old (community);
  test_device_settle (coach);
  assert_nothing_open (coach);
  other = look (community, 0, "other");
  g_assert_cmpint (test_device_get_minutes (other, ENTRY), ==, 45);
  g_assert_cmpint (test_device_get_minutes (other, "018f3b5e-7c1a-7d00-8000-000000000000"), ==, -1);
  test_device_delete_log (other, ENTRY);
  test_device_settle (other);
  assert_logs (other, 1, 8);
}

/* Each answer on the way is lost once; giving back twice changes nothing. */
static void
test_healing_is_interrupted (void)
{
  g_autoptr (TestCommunity) community = test_community_new ();
  TestDevice *coach = test_community_join (community, 0);
  g_autoptr (TestDevice) other = NULL;

  back_up_server (community);
  put_logs (coach, 0, 30);
  test_device_settle (coach);
  restore_server (community);
  for (int lost = 0; lost < 6; lost++) {
    for (int i = 0; i < lost; i++)
      fault_transport_push (community->faults, FAULT_NONE);
    fault_transport_push (community->faults, FAULT_DROP_ANSWER);
    test_device_try_sync (coach);
  }
  test_device_settle (coach);
  assert_logs (coach, 0, 30);
  assert_nothing_open (coach);
  other = look (community, 0, "other");
  assert_logs (other, 0, 30);
}

/* The home directory comes back from yesterday: nothing is lost, nothing counts twice. */
static void
test_client_restored (void)
{
  g_autoptr (TestCommunity) community = test_community_new ();
  TestDevice *coach = test_community_join (community, 0);
  g_autofree char *database = g_strdup (coach->database);
  g_autofree char *backup = backup_path (community);

  put_logs (coach, 0, 3);
  test_device_free (g_steal_pointer (&community->coaches[0]));
  copy_file (database, backup);
  coach = community->coaches[0] = test_community_login (community, 0, "coach0");
  put_logs (coach, 3, 3);
  test_device_settle (coach);
  test_device_free (g_steal_pointer (&community->coaches[0]));
  remove_log (database);
  copy_file (backup, database);
  coach = community->coaches[0] = test_community_login (community, 0, "coach0");
  assert_logs (coach, 0, 6);
  assert_nothing_open (coach);
}

/* A computer is copied with a change that waits; both copies go on with it. */
static void
test_client_cloned (void)
{
  g_autoptr (TestCommunity) community = test_community_new ();
  TestDevice *coach = test_community_join (community, 0);
  g_autofree char *database = g_strdup (coach->database);
  g_autofree char *clone = g_build_filename (community->dir, "clone.db", NULL);
  g_autoptr (TestDevice) copy = NULL;
  g_autoptr (GPtrArray) conflicts = NULL;

  test_server_stop (community->server);
  test_device_put_log (coach, ENTRY, DAY, 60);
  put_logs (coach, 0, 2);
  test_device_free (g_steal_pointer (&community->coaches[0]));
  copy_file (database, clone);
  test_server_start (community->server);
  coach = community->coaches[0] =
      test_device_new (community->dir, "coach0", RONDO_TRANSPORT (community->faults));
  test_device_put_log (coach, ENTRY, DAY, 45);
  test_device_free (g_steal_pointer (&community->coaches[0]));
  coach = community->coaches[0] = test_community_login (community, 0, "coach0");
  copy = test_device_new (community->dir, "clone", RONDO_TRANSPORT (community->faults));
  test_device_put_log (copy, ENTRY, DAY, 90);
  g_clear_pointer (&copy, test_device_free);
  copy = test_community_login (community, 0, "clone");
  test_device_settle (coach);
  g_assert_cmpint (test_device_get_minutes (coach, ENTRY), ==, 45);
  conflicts = test_device_load_conflicts (coach);
  g_assert_cmpuint (conflicts->len, ==, 1);
  test_device_resolve (
      coach, ((RondoConflictOverview *)g_ptr_array_index (conflicts, 0))->id, TRUE);
  test_device_settle (coach);
  test_device_settle (copy);
  g_assert_cmpint (test_device_get_minutes (copy, ENTRY), ==, 90);
  assert_nothing_open (copy);
}

static void
run_sql (const char *database, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RondoDb) db = rondo_db_open (database, rondo_client_schema_get (), &error);

  g_assert_no_error (error);
  g_assert_true (rondo_db_run (db, &error, sql, ""));
  g_assert_no_error (error);
}

/* What a bug or a bad disk has taken away is noticed by the digest and read again. */
static void
test_local_copy_drifts (void)
{
  g_autoptr (TestCommunity) community = test_community_new ();
  TestDevice *coach = test_community_join (community, 0);
  g_autofree char *database = g_strdup (coach->database);

  put_logs (coach, 0, 4);
  test_device_settle (coach);
  test_device_free (g_steal_pointer (&community->coaches[0]));
  run_sql (database, "UPDATE cursor SET count = count - 1, hash = 0 WHERE scope LIKE 'u:%'");
  run_sql (database, "UPDATE record SET scope = NULL WHERE id LIKE '%000000000002'");
  run_sql (database, "UPDATE record SET body = NULL, version = 0 WHERE id LIKE '%000000000002'");
  coach = community->coaches[0] = test_community_login (community, 0, "coach0");
  put_logs (coach, 4, 1);
  test_device_settle (coach);
  test_device_settle (coach);
  assert_logs (coach, 0, 5);
}

static int64_t clock_offset_us;

static int64_t
wrong_now_us (gpointer data)
{
  return g_get_real_time () + clock_offset_us;
}

static uint32_t
random_number (gpointer data)
{
  return g_random_int ();
}

/* Order is a number of the server; hours of people are only data. */
static void
test_wrong_clock (gconstpointer data)
{
  static const RondoSource source = {wrong_now_us, random_number, NULL};
  g_autoptr (TestCommunity) community = NULL;
  TestDevice *coach = NULL;
  g_autoptr (TestDevice) second = NULL;

  rondo_source_set (&source);
  clock_offset_us = 0;
  community = test_community_new ();
  coach = test_community_join (community, 0);
  second = test_community_login (community, 0, "second");
  test_device_put_log (coach, ENTRY, DAY, 60);
  test_device_settle (coach);
  test_device_settle (second);
  clock_offset_us = GPOINTER_TO_INT (data) * YEARS_US;
  test_device_put_log (second, ENTRY, DAY, 45);
  test_device_settle (second);
  clock_offset_us = 0;
  test_device_settle (coach);
  test_device_put_log (coach, ENTRY, DAY, 30);
  test_device_settle (coach);
  test_device_settle (second);
  g_assert_cmpint (test_device_get_minutes (second, ENTRY), ==, 30);
  assert_nothing_open (second);
  rondo_source_set (NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/restore/hours-come-back-from-their-coach", test_hours_come_back);
  g_test_add_func ("/sync/restore/a-round-comes-back-and-its-sessions-after-it",
                   test_round_comes_back);
  g_test_add_func ("/sync/restore/what-was-deleted-stays-deleted", test_deleted_stays_deleted);
  g_test_add_func ("/sync/restore/numbers-used-twice-are-noticed", test_numbers_used_twice);
  g_test_add_func ("/sync/restore/a-lost-edit-meets-a-new-one-as-a-conflict",
                   test_lost_edit_meets_new_one);
  g_test_add_func ("/sync/restore/a-members-own-profile-comes-back", test_own_profile_comes_back);
  g_test_add_func ("/sync/restore/twice", test_restored_twice);
  g_test_add_func ("/sync/restore/of-long-ago-that-nobody-can-prove", test_restored_long_ago);
  g_test_add_func ("/sync/restore/again-while-a-client-heals", test_restored_while_healing);
  g_test_add_func ("/sync/restore/healing-can-be-interrupted-anywhere",
                   test_healing_is_interrupted);
  g_test_add_func ("/sync/restore/a-client-from-yesterday-catches-up", test_client_restored);
  g_test_add_func ("/sync/restore/two-copies-of-a-client-keep-both-changes", test_client_cloned);
  g_test_add_func ("/sync/story/a-local-copy-that-drifts-is-read-again", test_local_copy_drifts);
  g_test_add_data_func (
      "/sync/story/a-clock-of-the-future-decides-nothing", GINT_TO_POINTER (1), test_wrong_clock);
  g_test_add_data_func (
      "/sync/story/a-clock-of-the-past-decides-nothing", GINT_TO_POINTER (-1), test_wrong_clock);
  return g_test_run ();
}
