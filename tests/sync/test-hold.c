/* SPDX-License-Identifier: GPL-3.0-or-later
 * An account that a coordinator holds: nothing of its own is lost, and nothing happens twice. */
#include "config.h"

#include "rondo-client-schema.h"
#include "rondo-deposit.h"
#include "rondo-server-accounts.h"
#include "rondo-server-deposits.h"
#include "rondo-source.h"
#include "test-community.h"

#define DAY 20500
#define ENTRY "018f3b5e-7c1a-7d00-8000-00000000e0e0"
#define OTHER "018f3b5e-7c1a-7d00-8000-00000000e0e1"
#define LOST "018f3b5e-7c1a-7d00-8000-00000000e0e2"

typedef void (*DeskFunc) (RondoDb *db, const char *member);

/* What the command line of the server does; it is off meanwhile. */
static void
at_the_desk (TestCommunity *community, const char *member, DeskFunc func)
{
  g_autoptr (GError) error = NULL;

  test_server_stop (community->server);
  do {
    g_autoptr (RondoDb) db = rondo_db_open (
        test_server_get_database (community->server), rondo_server_schema (), &error);

    g_assert_no_error (error);
    func (db, member);
  } while (FALSE);
  test_server_start (community->server);
}

static void
hold (RondoDb *db, const char *member)
{
  g_assert_true (rondo_server_accounts_set_held (db, member, TRUE, NULL, NULL));
}

static void
release (RondoDb *db, const char *member)
{
  g_assert_true (rondo_server_accounts_set_held (db, member, FALSE, NULL, NULL));
}

static void
accept (RondoDb *db, const char *member)
{
  g_autoptr (GError) error = NULL;
  RondoServerCommunity *community = rondo_server_community_load (db, &error);
  guint done = 0;
  guint refused = 0;

  g_assert_no_error (error);
  rondo_server_deposits_accept (
      db, community, member, rondo_source_now_us (), &done, &refused, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (refused, ==, 0);
  rondo_server_community_free (community);
}

static void
keep_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **slot = user_data;

  *slot = g_object_ref (result);
}

static guint
hand_in (TestDevice *device, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  guint count = 0;

  rondo_deposit_async (device->account, NULL, keep_result, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  rondo_deposit_finish (device->account, result, &count, error);
  return count;
}

static int64_t
get_deposited_us (TestDevice *device)
{
  g_autoptr (RondoOutboxOverview) outbox = test_device_load_outbox (device);

  return outbox->deposited_us;
}

static void
assert_waiting (TestDevice *device, int count)
{
  g_autoptr (RondoOutboxOverview) outbox = test_device_load_outbox (device);

  g_assert_cmpint (outbox->waiting_count, ==, count);
  g_assert_cmpuint (outbox->refused->len, ==, 0);
}

/* An entry that the server knows is edited, another one made, and the account is held before either
 * is sent. */
static TestDevice *
set_up (TestCommunity *community, char **member)
{
  TestDevice *coach = test_community_join (community, 0);

  *member = g_strdup (rondo_account_get_member (coach->account));
  test_device_put_log (coach, ENTRY, DAY, 60);
  test_device_settle (coach);
  at_the_desk (community, *member, hold);
  test_device_put_log (coach, ENTRY, DAY, 45);
  test_device_put_log (coach, OTHER, DAY + 1, 30);
  g_assert_cmpint (test_device_try_sync (coach), ==, RONDO_SYNC_ON_HOLD);
  return coach;
}

static void
test_hours_stay (void)
{
  g_autoptr (TestCommunity) community = test_community_new ();
  g_autofree char *member = NULL;
  TestDevice *coach = set_up (community, &member);
  g_autoptr (RondoHoursOverview) hours = test_device_load_hours (coach);

  g_assert_cmpuint (hours->entries->len, ==, 2);
  g_assert_cmpint (test_device_get_minutes (coach, ENTRY), ==, 45);
  assert_waiting (coach, 2);
  g_assert_nonnull (strstr (rondo_sync_get_message (coach->sync), "on hold"));
  at_the_desk (community, member, release);
  test_device_settle (coach);
  assert_waiting (coach, 0);
}

/* Accepted while the account is held; the device learns of it when it is released. */
static void
test_handed_in (void)
{
  g_autoptr (TestCommunity) community = test_community_new ();
  g_autofree char *member = NULL;
  TestDevice *coach = set_up (community, &member);
  g_autoptr (TestDevice) other = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (get_deposited_us (coach), ==, 0);
  for (int i = 0; i < 2; i++) {
    g_assert_cmpuint (hand_in (coach, &error), ==, 2);
    g_assert_no_error (error);
  }
  g_assert_cmpint (get_deposited_us (coach), >, 0);
  assert_waiting (coach, 2);
  /* What was handed in is not altered: the next edit is a change of its own. */
  test_device_put_log (coach, OTHER, DAY + 1, 35);
  assert_waiting (coach, 3);
  at_the_desk (community, member, accept);
  at_the_desk (community, member, release);
  test_device_settle (coach);
  assert_waiting (coach, 0);
  g_assert_cmpint (get_deposited_us (coach), ==, 0);
  other = test_community_login (community, 0, "other");
  g_assert_cmpint (test_device_get_minutes (other, ENTRY), ==, 45);
  g_assert_cmpint (test_device_get_minutes (other, OTHER), ==, 35);
  do {
    g_autoptr (RondoHoursOverview) hours = test_device_load_hours (other);
    g_autoptr (GPtrArray) conflicts = test_device_load_conflicts (other);

    g_assert_cmpuint (hours->entries->len, ==, 2);
    g_assert_cmpuint (conflicts->len, ==, 0);
  } while (FALSE);
}

/* While the account was held, another device had changed the same entry before: both values stand
 * in a conflict, as with any change. */
static void
test_handed_in_edit_is_merged (void)
{
  g_autoptr (TestCommunity) community = test_community_new ();
  TestDevice *coach = test_community_join (community, 0);
  g_autoptr (TestDevice) second = NULL;
  g_autofree char *member = g_strdup (rondo_account_get_member (coach->account));
  g_autoptr (GPtrArray) conflicts = NULL;
  g_autoptr (GError) error = NULL;

  test_device_put_log (coach, ENTRY, DAY, 60);
  test_device_settle (coach);
  second = test_community_login (community, 0, "second");
  test_device_put_log (second, ENTRY, DAY, 90);
  test_device_settle (second);
  at_the_desk (community, member, hold);
  test_device_put_log (coach, ENTRY, DAY, 45);
  test_device_put_log (coach, LOST, DAY, 20);
  g_assert_cmpuint (hand_in (coach, &error), ==, 2);
  g_assert_no_error (error);
  at_the_desk (community, member, accept);
  at_the_desk (community, member, release);
  test_device_settle (coach);
  g_assert_cmpint (test_device_get_minutes (coach, ENTRY), ==, 90);
  g_assert_cmpint (test_device_get_minutes (coach, LOST), ==, 20);
  conflicts = test_device_load_conflicts (coach);
  g_assert_cmpuint (conflicts->len, ==, 1);
}

/* An account that is not held sends its changes like everybody else. */
static void
test_not_held (void)
{
  g_autoptr (TestCommunity) community = test_community_new ();
  TestDevice *coach = test_community_join (community, 0);
  g_autoptr (GError) error = NULL;

  /* The sync would send it before it could be handed in. */
  rondo_sync_stop (coach->sync);
  g_clear_object (&coach->sync);
  test_device_put_log (coach, ENTRY, DAY, 60);
  g_assert_cmpuint (hand_in (coach, &error), ==, 0);
  g_assert_nonnull (error);
  g_assert_cmpint (get_deposited_us (coach), ==, 0);
  test_device_settle (coach);
  assert_waiting (coach, 0);
}

static gboolean
knows_partners (TestDevice *device)
{
  g_autoptr (RondoHomeOverview) home = test_device_load_home (device);
  gboolean knows = home->pairings->len > 0;

  for (guint i = 0; i < home->pairings->len; i++)
    knows &= ((const RondoPairingOverview *)home->pairings->pdata[i])->partner != NULL;
  return knows;
}

/* How many records in the file of @device tell an address of somebody else; it is gone then. */
static int64_t
count_foreign_addresses (TestDevice *device)
{
  g_autofree char *database = g_strdup (device->database);
  g_autoptr (RondoDb) db = NULL;
  g_autoptr (RondoStatement) statement = NULL;
  g_autoptr (GError) error = NULL;

  test_device_free (device);
  db = rondo_db_open (database, rondo_client_schema_get (), &error);
  g_assert_no_error (error);
  statement = rondo_db_query (db,
                              &error,
                              "SELECT count(*) FROM record WHERE body LIKE '%@example.org%' "
                              "AND body NOT LIKE '%coach0@example.org%'",
                              "");
  g_assert_true (rondo_statement_step (statement, &error));
  return rondo_statement_get_int (statement, 0);
}

/* With the account the sight of others goes; it comes back with the release. */
static void
test_others_go (void)
{
  g_autoptr (TestCommunity) community = test_community_new ();
  TestDevice *coach = test_community_join (community, 0);
  g_autofree char *round = test_community_publish_round (community);
  g_autofree char *member = g_strdup (rondo_account_get_member (coach->account));

  test_device_settle (coach);
  test_device_log_session (coach, DAY, 55);
  g_assert_true (knows_partners (coach));
  for (int i = 0; i < 2; i++) {
    at_the_desk (community, member, hold);
    g_assert_cmpint (test_device_try_sync (coach), ==, RONDO_SYNC_ON_HOLD);
    g_assert_false (knows_partners (coach));
    do {
      g_autoptr (RondoHoursOverview) hours = test_device_load_hours (coach);

      g_assert_cmpuint (hours->entries->len, ==, 1);
      g_assert_cmpuint (hours->clients->len, ==, 1);
    } while (FALSE);
    if (i > 0)
      break;
    at_the_desk (community, member, release);
    test_device_settle (coach);
    g_assert_true (knows_partners (coach));
    assert_waiting (coach, 0);
  }
  g_assert_cmpint (count_foreign_addresses (g_steal_pointer (&community->coaches[0])), ==, 0);
}

static guint
count_members (TestDevice *device)
{
  g_autoptr (GPtrArray) members = test_device_load_members (device);

  return members->len;
}

/* A coordinator has read what everybody told; a change that waits stays with its record. */
static void
test_coordinator_is_held (void)
{
  g_autoptr (TestCommunity) community = test_community_new ();
  TestDevice *coordinator = community->coordinator;
  g_autofree char *member = g_strdup (rondo_account_get_member (coordinator->account));
  guint all = count_members (coordinator);
  g_autoptr (GPtrArray) members = test_device_load_members (coordinator);
  RondoChange *change = rondo_change_new ();

  for (guint i = 0; i < members->len; i++) {
    RondoMember *other = ((RondoMemberOverview *)members->pdata[i])->member;

    if (!g_str_equal (other->id, member)) {
      g_free (other->phone);
      other->phone = g_strdup ("+1");
      rondo_change_put_member (change, other);
      break;
    }
  }
  at_the_desk (community, member, hold);
  test_device_save (coordinator, change);
  g_assert_cmpint (test_device_try_sync (coordinator), ==, RONDO_SYNC_ON_HOLD);
  g_assert_cmpuint (count_members (coordinator), ==, 2);
  assert_waiting (coordinator, 1);
  at_the_desk (community, member, release);
  test_device_settle (coordinator);
  g_assert_cmpuint (count_members (coordinator), ==, all);
  assert_waiting (coordinator, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/hold/hours-stay-and-go-out-after-the-release", test_hours_stay);
  g_test_add_func ("/sync/hold/what-was-handed-in-counts-once", test_handed_in);
  g_test_add_func ("/sync/hold/an-edit-that-was-handed-in-is-merged",
                   test_handed_in_edit_is_merged);
  g_test_add_func ("/sync/hold/what-others-told-of-themselves-goes", test_others_go);
  g_test_add_func ("/sync/hold/a-coordinator-keeps-nothing-of-others", test_coordinator_is_held);
  g_test_add_func ("/sync/hold/who-is-not-held-hands-nothing-in", test_not_held);
  return g_test_run ();
}
