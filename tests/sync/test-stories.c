/* SPDX-License-Identifier: GPL-3.0-or-later
 * What has happened to the users of other programs, one story each. */
#include "config.h"

#include "rondo-server-history.h"
#include "rondo-server.h"
#include "test-community.h"

#include <glib/gstdio.h>

#define DAY 20500
#define DAY_2050 29220
#define ENTRY "018f3b5e-7c1a-7d00-8000-00000000e0e0"
#define OTHER "018f3b5e-7c1a-7d00-8000-00000000e0e1"
#define DAY_US (24 * 60 * 60 * G_GINT64_CONSTANT (1000000))

static char *
log_id (int number)
{
  return g_strdup_printf ("018f3b5e-7c1a-7d00-8000-%012d", number);
}

static void
put_logs (TestDevice *device, int count)
{
  for (int i = 0; i < count; i++) {
    g_autofree char *id = log_id (i);

    test_device_put_log (device, id, DAY + i, 10 + i);
  }
}

static guint
count_logs (TestDevice *device)
{
  g_autoptr (RondoHoursOverview) hours = test_device_load_hours (device);

  return hours->entries->len;
}

static void
assert_nothing_open (TestDevice *device)
{
  g_autoptr (RondoOutboxOverview) outbox = test_device_load_outbox (device);
  g_autoptr (GPtrArray) conflicts = test_device_load_conflicts (device);

  g_assert_cmpint (outbox->waiting_count, ==, 0);
  g_assert_cmpuint (outbox->refused->len, ==, 0);
  g_assert_cmpuint (conflicts->len, ==, 0);
}

static void
remove_database (const char *database)
{
  const char *suffixes[] = {"", "-wal", "-shm"};

  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++) {
    g_autofree char *path = g_strconcat (database, suffixes[i], NULL);

    g_remove (path);
  }
}

/* Somebody sets the server up anew: another community at the same address, without a record. */
static void
test_emptied_server (void)
{
  g_autoptr (TestCommunity) community = test_community_new ();
  TestDevice *coach = test_community_join (community, 0);
  g_autoptr (GError) error = NULL;

  put_logs (coach, 40);
  test_device_settle (coach);
  test_server_stop (community->server);
  remove_database (test_server_get_database (community->server));
  rondo_server_create (test_server_get_database (community->server), "Another", &error);
  g_assert_no_error (error);
  test_server_start (community->server);
  test_device_put_log (coach, ENTRY, DAY, 60);
  for (int i = 0; i < 3; i++)
    g_assert_cmpint (test_device_try_sync (coach), !=, RONDO_SYNC_IDLE);
  g_assert_cmpuint (count_logs (coach), ==, 41);
}

/* A day that is far off is data like any other. */
static void
test_day_of_2050 (void)
{
  g_autoptr (TestCommunity) community = test_community_new ();
  TestDevice *coach = test_community_join (community, 0);
  g_autoptr (TestDevice) other = NULL;

  test_device_put_log (coach, ENTRY, DAY_2050, 60);
  test_device_put_log (coach, OTHER, 1, 45);
  test_device_settle (coach);
  assert_nothing_open (coach);
  other = test_community_login (community, 0, "other");
  g_assert_cmpint (test_device_get_minutes (other, ENTRY), ==, 60);
  g_assert_cmpint (test_device_get_minutes (other, OTHER), ==, 45);
}

/* Written, sent, and deleted before what was sent comes back as news. */
static void
test_own_news (void)
{
  g_autoptr (TestCommunity) community = test_community_new ();
  TestDevice *coach = test_community_join (community, 0);
  g_autoptr (TestDevice) other = NULL;

  test_device_put_log (coach, ENTRY, DAY, 60);
  fault_transport_push (community->faults, FAULT_DROP_ANSWER);
  test_device_try_sync (coach);
  test_device_delete_log (coach, ENTRY);
  test_device_settle (coach);
  test_device_settle (coach);
  g_assert_cmpint (test_device_get_minutes (coach, ENTRY), ==, -1);
  assert_nothing_open (coach);
  other = test_community_login (community, 0, "other");
  g_assert_cmpint (test_device_get_minutes (other, ENTRY), ==, -1);
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

/* A telephone lies in a drawer for so long that nobody remembers the deletion. */
static void
test_absent_device (void)
{
  g_autoptr (TestCommunity) community = test_community_new ();
  TestDevice *coach = test_community_join (community, 0);
  g_autoptr (TestDevice) telephone = NULL;
  g_autofree char *first = log_id (0);

  put_logs (coach, 3);
  test_device_settle (coach);
  telephone = test_community_login (community, 0, "telephone");
  test_device_settle (telephone);
  test_device_delete_log (coach, first);
  test_device_settle (coach);
  for (int i = 0; i < 3; i++) {
    test_device_put_log (coach, ENTRY, DAY, 60 + i);
    test_device_settle (coach);
  }
  forget_old (community);
  test_device_put_log (telephone, OTHER, DAY, 20);
  test_device_settle (telephone);
  test_device_settle (coach);
  g_assert_cmpint (test_device_get_minutes (telephone, first), ==, -1);
  g_assert_cmpint (test_device_get_minutes (coach, first), ==, -1);
  g_assert_cmpint (test_device_get_minutes (coach, OTHER), ==, 20);
  g_assert_cmpuint (count_logs (telephone), ==, 4);
  assert_nothing_open (telephone);
  assert_nothing_open (coach);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/story/a-server-set-up-anew-empties-nobody", test_emptied_server);
  g_test_add_func ("/sync/story/a-day-of-2050-stops-nothing", test_day_of_2050);
  g_test_add_func ("/sync/story/ones-own-change-is-no-news-that-undoes-a-deletion", test_own_news);
  g_test_add_func ("/sync/story/an-absent-device-brings-nothing-back", test_absent_device);
  return g_test_run ();
}
