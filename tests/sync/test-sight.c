/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a computer holds follows what its member may see: with the end of a pairing, and with a
 * role.
 */
#include "config.h"

#include "rondo-client-schema.h"
#include "rondo-db.h"
#include "rondo-server-accounts.h"
#include "rondo-server-community.h"
#include "test-community.h"

static int64_t
ask (const char *database, const RondoDbSchema *schema, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RondoDb) db = rondo_db_open (database, schema, &error);
  g_autoptr (RondoStatement) statement = NULL;

  g_assert_no_error (error);
  statement = rondo_db_query (db, &error, sql, "");
  g_assert_no_error (error);
  g_assert_true (rondo_statement_step (statement, &error));
  return rondo_statement_get_int (statement, 0);
}

/* How many records on the computer of @device know an address of somebody else. */
static int64_t
count_foreign_addresses (TestCommunity *community)
{
  g_autofree char *database = g_strdup (community->coaches[0]->database);
  int64_t count;

  test_device_free (g_steal_pointer (&community->coaches[0]));
  count = ask (database,
               rondo_client_schema_get (),
               "SELECT count(*) FROM record WHERE body LIKE '%@example.org%' "
               "AND body NOT LIKE '%coach0@example.org%'");
  community->coaches[0] = test_community_login (community, 0, "coach0");
  return count;
}

static void
end_all_pairings (TestDevice *coordinator, const char *round)
{
  g_autoptr (RondoRoundOverview) overview = test_device_load_round (coordinator, round);
  RondoChange *change = rondo_change_new ();

  for (guint i = 0; i < overview->pairings->len; i++) {
    RondoPairing *pairing = ((RondoPairingOverview *)overview->pairings->pdata[i])->pairing;

    pairing->state = RONDO_PAIRING_ENDED;
    rondo_change_put_pairing (change, pairing);
  }
  test_device_save (coordinator, change);
  test_device_settle (coordinator);
}

static void
test_contact_goes (void)
{
  g_autoptr (TestCommunity) community = test_community_new ();
  TestDevice *coach = test_community_join (community, 0);
  g_autofree char *round = test_community_publish_round (community);
  g_autoptr (RondoHomeOverview) before = NULL;

  test_device_settle (coach);
  before = test_device_load_home (coach);
  g_assert_cmpuint (before->pairings->len, ==, 2);
  for (guint i = 0; i < before->pairings->len; i++) {
    const RondoPairingOverview *pairing = before->pairings->pdata[i];

    g_assert_nonnull (pairing->partner);
    g_assert_nonnull (strstr (pairing->partner->email, "@example.org"));
  }
  g_assert_cmpint (count_foreign_addresses (community), >, 0);
  end_all_pairings (community->coordinator, round);
  test_device_settle (community->coaches[0]);
  g_assert_cmpint (count_foreign_addresses (community), ==, 0);
  /* The name stays with the ended pairing. */
  do {
    g_autofree char *database = g_strdup (community->coaches[0]->database);

    test_device_free (g_steal_pointer (&community->coaches[0]));
    g_assert_cmpint (ask (database,
                          rondo_client_schema_get (),
                          "SELECT count(*) FROM record WHERE kind = 'pairing' "
                          "AND body LIKE '%\"coach_name\":\"Coach %'"),
                     ==,
                     2);
  } while (FALSE);
}

static void
set_role (TestCommunity *community, const char *member, gboolean is_coordinator)
{
  g_autoptr (GError) error = NULL;

  test_server_stop (community->server);
  do {
    g_autoptr (RondoDb) db = rondo_db_open (
        test_server_get_database (community->server), rondo_server_schema (), &error);

    g_assert_no_error (error);
    g_assert_true (rondo_server_accounts_set_role (db, member, is_coordinator, &error));
  } while (FALSE);
  test_server_start (community->server);
}

static guint
count_members (TestDevice *device)
{
  g_autoptr (GPtrArray) members = test_device_load_members (device);

  return members->len;
}

/* Nobody restarts anything, and nobody signs in again. */
static void
test_role_is_data (void)
{
  g_autoptr (TestCommunity) community = test_community_new ();
  TestDevice *coach = test_community_join (community, 0);
  const char *member = rondo_account_get_member (coach->account);

  test_device_put_log (coach, "018f3b5e-7c1a-7d00-8000-00000000e0e0", 20500, 60);
  test_device_settle (coach);
  g_assert_cmpuint (count_members (coach), ==, 1);
  set_role (community, member, TRUE);
  test_device_settle (coach);
  g_assert_true (rondo_account_get_is_coordinator (coach->account));
  g_assert_cmpuint (count_members (coach), ==, TEST_COACHES + 1);
  set_role (community, member, FALSE);
  test_device_settle (coach);
  g_assert_false (rondo_account_get_is_coordinator (coach->account));
  g_assert_cmpuint (count_members (coach), ==, 1);
  g_assert_cmpint (count_foreign_addresses (community), ==, 0);
  g_assert_cmpint (
      test_device_get_minutes (community->coaches[0], "018f3b5e-7c1a-7d00-8000-00000000e0e0"),
      ==,
      60);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/sight/contact-data-go-with-the-end-of-a-pairing", test_contact_goes);
  g_test_add_func ("/sync/sight/a-role-comes-and-goes-as-data", test_role_is_data);
  return g_test_run ();
}
