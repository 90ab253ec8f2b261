/* SPDX-License-Identifier: GPL-3.0-or-later
 * Client and server together over real sockets, with a transport that lies between them. */
#include "config.h"

#include "rondo-error.h"
#include "rondo-id.h"
#include "rondo-server.h"
#include "test-community.h"

#include <glib/gstdio.h>

#define DAY(n) (20500 + (n))

/* What everybody should agree on: how many sessions a coach has held, and their minutes. */
typedef struct {
  int sessions;
  int64_t minutes;
} Books;

static Books
read_books (TestDevice *device)
{
  g_autoptr (RondoHoursOverview) hours = test_device_load_hours (device);
  Books books = {0};

  for (guint i = 0; i < hours->entries->len; i++) {
    const RondoLogEntryOverview *entry = g_ptr_array_index (hours->entries, i);

    books.sessions++;
    books.minutes += entry->entry->minutes;
  }
  return books;
}

static Books
read_coordinators_books (TestDevice *coordinator, const char *round)
{
  g_autoptr (RondoRoundOverview) overview = test_device_load_round (coordinator, round);
  Books books = {0};

  for (guint i = 0; i < overview->pairings->len; i++) {
    const RondoPairingOverview *pairing = g_ptr_array_index (overview->pairings, i);

    books.sessions += pairing->sessions_held;
    books.minutes += pairing->minutes_held;
  }
  return books;
}

static void
assert_books (Books books, int sessions, int64_t minutes)
{
  g_assert_cmpint (books.sessions, ==, sessions);
  g_assert_cmpint (books.minutes, ==, minutes);
}

static void
assert_nothing_refused (TestDevice *device)
{
  g_autoptr (RondoOutboxOverview) outbox = test_device_load_outbox (device);

  g_assert_cmpuint (outbox->refused->len, ==, 0);
  g_assert_cmpint (outbox->waiting_count, ==, 0);
}

static void
test_pairings_reach_the_coaches (void)
{
  g_autoptr (TestCommunity) community = test_community_new ();
  TestDevice *coach = test_community_join (community, 0);
  g_autofree char *round = test_community_publish_round (community);
  g_autoptr (RondoHomeOverview) home = test_device_load_home (coach);
  int coached = 0;
  int coaching = 0;

  for (guint i = 0; i < home->pairings->len; i++) {
    const RondoPairingOverview *pairing = g_ptr_array_index (home->pairings, i);

    coaching += pairing->is_coach;
    coached += pairing->is_client;
    g_assert_nonnull (pairing->partner);
    g_assert_true (g_str_has_suffix (pairing->partner->email, "@example.org"));
    g_assert_cmpstr (pairing->round->name, ==, "Spring");
  }
  g_assert_cmpint (coaching, ==, 1);
  g_assert_cmpint (coached, ==, 1);
}

static void
test_every_fault_leaves_one_session (gconstpointer data)
{
  Fault fault = GPOINTER_TO_INT (data);
  g_autoptr (TestCommunity) community = test_community_new ();
  TestDevice *coach = test_community_join (community, 0);
  g_autofree char *round = test_community_publish_round (community);
  g_autoptr (TestDevice) second = NULL;

  test_device_log_session (coach, DAY (1), 45);
  fault_transport_push (community->faults, fault);
  test_device_try_sync (coach);
  test_device_log_session (coach, DAY (2), 30);
  fault_transport_push (community->faults, fault);
  test_device_settle (coach);
  test_device_settle (community->coordinator);
  second = test_community_login (community, 0, "second");

  assert_nothing_refused (coach);
  assert_books (read_books (coach), 2, 75);
  assert_books (read_books (second), 2, 75);
  assert_books (read_coordinators_books (community->coordinator, round), 2, 75);
}

static void
test_hours_wait_for_the_server (void)
{
  g_autoptr (TestCommunity) community = test_community_new ();
  TestDevice *coach = test_community_join (community, 0);
  g_autofree char *round = test_community_publish_round (community);
  g_autoptr (RondoHoursOverview) hours = NULL;
  g_autoptr (RondoHoursOverview) later = NULL;
  const RondoLogEntryOverview *entry = NULL;

  test_server_stop (community->server);
  test_device_log_session (coach, DAY (1), 60);
  g_assert_cmpint (test_device_try_sync (coach), ==, RONDO_SYNC_OFFLINE);
  hours = test_device_load_hours (coach);
  g_assert_cmpuint (hours->entries->len, ==, 1);
  entry = g_ptr_array_index (hours->entries, 0);
  g_assert_true (entry->is_waiting);

  test_device_free (g_steal_pointer (&community->coaches[0]));
  test_server_start (community->server);
  coach = community->coaches[0] = test_community_login (community, 0, "coach0");
  later = test_device_load_hours (coach);
  g_assert_cmpuint (later->entries->len, ==, 1);
  entry = g_ptr_array_index (later->entries, 0);
  g_assert_false (entry->is_waiting);
  test_device_settle (community->coordinator);
  assert_books (read_coordinators_books (community->coordinator, round), 1, 60);
}

static void
test_a_coach_holds_nothing_foreign (void)
{
  g_autoptr (TestCommunity) community = test_community_new ();
  TestDevice *coach = test_community_join (community, 0);
  TestDevice *other = test_community_join (community, 1);
  g_autofree char *round = test_community_publish_round (community);
  g_autoptr (RondoRoundOverview) overview = NULL;
  g_autoptr (GPtrArray) members = NULL;

  test_device_log_session (other, DAY (1), 60);
  test_device_settle (other);
  test_device_settle (coach);

  members = test_device_load_members (coach);
  g_assert_cmpuint (members->len, ==, 1);
  overview = test_device_load_round (coach, round);
  g_assert_cmpuint (overview->registrations->len, ==, 1);
  g_assert_cmpuint (overview->pairings->len, ==, 2);
  g_assert_null (overview->plan);
  assert_books (read_books (coach), 0, 0);
}

static void
test_what_was_made_alone_goes_out_on_connect (void)
{
  g_autofree char *dir = g_dir_make_tmp ("rondo-alone-XXXXXX", NULL);
  g_autoptr (TestServer) server = NULL;
  g_autoptr (TestDevice) alone = test_device_new (dir, "alone", NULL);
  g_autoptr (TestDevice) second = NULL;
  g_autofree char *round = NULL;
  g_autofree char *code = NULL;
  g_autoptr (GPtrArray) members = NULL;
  g_autoptr (RondoRoundOverview) overview = NULL;
  g_autoptr (GError) error = NULL;
  RondoChange *change = rondo_change_new ();

  for (int i = 0; i < TEST_COACHES; i++) {
    g_autoptr (RondoMember) member = rondo_member_new ();

    g_free (member->id);
    member->id = rondo_id_new (1);
    g_free (member->name);
    member->name = g_strdup_printf ("Coach %d", i);
    g_free (member->email);
    member->email = test_community_get_email (i);
    g_strfreev (member->languages);
    member->languages = g_strsplit ("en", ",", -1);
    g_free (member->time_zone);
    member->time_zone = g_strdup ("Europe/Berlin");
    member->is_active = TRUE;
    rondo_change_put_member (change, member);
  }
  test_device_save (alone, change);
  round = test_device_open_round (alone, "Alone");
  test_device_publish (alone, round, 7);

  server = test_server_new (dir);
  code = test_server_invite (server, NULL, TRUE);
  test_device_join (alone,
                    test_server_get_address (server),
                    code,
                    "Cora Dinata",
                    "cora@example.org",
                    "correct horse battery",
                    &error);
  g_assert_no_error (error);
  test_device_settle (alone);

  second = test_device_new (dir, "second", NULL);
  test_device_login (second,
                     test_server_get_address (server),
                     "cora@example.org",
                     "correct horse battery",
                     &error);
  g_assert_no_error (error);
  test_device_settle (second);
  members = test_device_load_members (second);
  g_assert_cmpuint (members->len, ==, TEST_COACHES + 1);
  overview = test_device_load_round (second, round);
  g_assert_cmpint (overview->round->state, ==, RONDO_ROUND_PUBLISHED);
  g_assert_cmpuint (overview->pairings->len, ==, TEST_COACHES);
  g_assert_nonnull (overview->plan);
  g_clear_pointer (&second, test_device_free);
  g_clear_pointer (&alone, test_device_free);
  g_clear_pointer (&server, test_server_free);
  test_remove_dir (dir);
}

static void
discarded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **slot = user_data;

  *slot = g_object_ref (result);
}

static guint
count_pairings (TestDevice *device, const char *round)
{
  g_autoptr (RondoRoundOverview) overview = test_device_load_round (device, round);

  return overview->pairings->len;
}

static gboolean
discard (TestDevice *device, const char *op)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  rondo_store_discard_refused_async (device->store, op, NULL, discarded_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  rondo_store_discard_refused_finish (device->store, result, &error);
  g_assert_no_error (error);
  return TRUE;
}

static void
test_a_stale_plan_is_refused_whole (void)
{
  g_autoptr (TestCommunity) community = test_community_new ();
  g_autofree char *code = test_server_invite (community->server, NULL, TRUE);
  g_autoptr (TestDevice) second = test_device_new (community->dir, "second", NULL);
  g_autoptr (RondoOutboxOverview) outbox = NULL;
  g_autoptr (RondoRoundOverview) mine = NULL;
  g_autoptr (RondoRoundOverview) theirs = NULL;
  g_autofree char *round = NULL;
  g_autoptr (GError) error = NULL;
  const RondoRefusedChange *refused = NULL;

  round = test_device_open_round (community->coordinator, "Twice");
  test_device_settle (community->coordinator);
  test_device_join (second,
                    test_server_get_address (community->server),
                    code,
                    "Second",
                    "second@example.org",
                    "correct horse battery",
                    &error);
  g_assert_no_error (error);
  test_device_settle (second);
  test_device_publish (community->coordinator, round, 7);
  test_device_settle (community->coordinator);
  test_device_publish (second, round, 8);
  while (test_device_try_sync (second) != RONDO_SYNC_IDLE)
    ;

  outbox = test_device_load_outbox (second);
  g_assert_cmpuint (outbox->refused->len, ==, 1);
  refused = g_ptr_array_index (outbox->refused, 0);
  g_assert_cmpuint (strlen (refused->message), >, 10);
  g_assert_true (discard (second, refused->op));
  test_device_settle (second);
  mine = test_device_load_round (community->coordinator, round);
  theirs = test_device_load_round (second, round);
  g_assert_cmpuint (count_pairings (community->coordinator, round), ==, mine->plan->pairs->len);
  g_assert_cmpuint (count_pairings (second, round), ==, mine->plan->pairs->len);
  g_assert_cmpstr (theirs->plan->id, ==, mine->plan->id);
}

/* Several devices write at random while the network lies; at the end nothing is lost or doubled. */
static void
test_random_histories (gconstpointer data)
{
  guint32 seed = GPOINTER_TO_UINT (data);
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  g_autoptr (TestCommunity) community = test_community_new ();
  g_autofree char *round = NULL;
  Books expected[3] = {{0}};
  Books all = {0};

  g_test_message ("seed %u", seed);
  for (int i = 0; i < 3; i++)
    test_community_join (community, i);
  round = test_community_publish_round (community);
  fault_transport_set_random (community->faults, seed, 50);
  for (int step = 0; step < 40; step++) {
    int who = g_rand_int_range (random, 0, 3);

    if (g_rand_boolean (random)) {
      int minutes = g_rand_int_range (random, 15, 120);

      test_device_log_session (community->coaches[who], DAY (step), minutes);
      expected[who].sessions++;
      expected[who].minutes += minutes;
    } else {
      test_device_try_sync (community->coaches[who]);
    }
    if (step % 17 == 16) {
      test_server_stop (community->server);
      test_device_try_sync (community->coaches[who]);
      test_server_start (community->server);
    }
  }
  for (int i = 0; i < 3; i++) {
    g_autofree char *name = g_strdup_printf ("second%d", i);
    g_autoptr (TestDevice) second = NULL;

    test_device_settle (community->coaches[i]);
    assert_nothing_refused (community->coaches[i]);
    fault_transport_set_random (community->faults, seed, 0);
    second = test_community_login (community, i, name);
    fault_transport_set_random (community->faults, seed + (guint32)i, 50);
    assert_books (read_books (community->coaches[i]), expected[i].sessions, expected[i].minutes);
    assert_books (read_books (second), expected[i].sessions, expected[i].minutes);
    all.sessions += expected[i].sessions;
    all.minutes += expected[i].minutes;
  }
  test_device_settle (community->coordinator);
  assert_books (read_coordinators_books (community->coordinator, round), all.sessions, all.minutes);
}

/* Somebody who has copied the token can do nothing with it afterwards. */
static void
test_signed_out_is_signed_out_on_the_server (void)
{
  g_autoptr (TestCommunity) community = test_community_new ();
  TestDevice *coach = test_community_join (community, 0);
  TestDevice *device = test_community_login (community, 0, "second");
  g_autofree char *token = rondo_account_dup_token (device->account);
  g_autofree char *url =
      g_strconcat (test_server_get_address (community->server), "/v1/sync", NULL);
  g_autoptr (GBytes) answer = NULL;
  RondoTransportHead head;

  test_device_sign_out (device);
  answer = rondo_transport_exchange (RONDO_TRANSPORT (community->faults),
                                     "POST",
                                     url,
                                     token,
                                     "{\"epoch\":null,\"cursors\":{},\"ops\":[],\"limit\":1}",
                                     &head,
                                     NULL,
                                     NULL);
  g_assert_nonnull (answer);
  g_assert_cmpuint (head.status, ==, 401);
  g_assert_cmpint (test_device_try_sync (coach), ==, RONDO_SYNC_IDLE);
  test_device_free (device);
}

static void
test_another_history_changes_nothing (void)
{
  g_autoptr (TestCommunity) community = test_community_new ();
  g_autoptr (GPtrArray) members = NULL;
  g_autoptr (GError) error = NULL;
  const char *suffixes[] = {"", "-wal", "-shm"};

  test_server_stop (community->server);
  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++) {
    g_autofree char *path =
        g_strconcat (test_server_get_database (community->server), suffixes[i], NULL);

    g_remove (path);
  }
  rondo_server_create (test_server_get_database (community->server), "Another", &error);
  g_assert_no_error (error);
  test_server_start (community->server);

  g_assert_cmpint (test_device_try_sync (community->coordinator), !=, RONDO_SYNC_IDLE);
  members = test_device_load_members (community->coordinator);
  g_assert_cmpuint (members->len, ==, TEST_COACHES + 1);
}

/* Nobody asks: the server tells. */
static void
test_changes_come_by_themselves (void)
{
  g_autoptr (TestCommunity) community = test_community_new ();
  TestDevice *coach = test_community_join (community, 0);
  g_autofree char *round = test_community_publish_round (community);
  g_autoptr (TestDevice) second = test_community_login (community, 0, "second");
  Books books = {0};

  test_device_settle (coach);
  test_device_settle (second);
  rondo_sync_set_is_watching (second->sync, TRUE);
  test_device_log_session (coach, DAY (3), 50);
  test_device_settle (coach);
  while (books.sessions == 0) {
    g_main_context_iteration (NULL, TRUE);
    books = read_books (second);
  }
  assert_books (books, 1, 50);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sync/pull/pairings-reach-the-coaches", test_pairings_reach_the_coaches);
  for (int fault = FAULT_NONE; fault < N_FAULTS; fault++) {
    g_autofree char *path =
        g_strdup_printf ("/sync/push/%s-leaves-every-session-once", fault_to_word ((Fault)fault));

    g_test_add_data_func (path, GINT_TO_POINTER (fault), test_every_fault_leaves_one_session);
  }
  g_test_add_func ("/sync/wait/changes-come-by-themselves", test_changes_come_by_themselves);
  g_test_add_func ("/sync/offline/hours-wait-for-the-server", test_hours_wait_for_the_server);
  g_test_add_func ("/sync/scope/a-coach-holds-nothing-foreign", test_a_coach_holds_nothing_foreign);
  g_test_add_func ("/sync/connect/what-was-made-alone-goes-out",
                   test_what_was_made_alone_goes_out_on_connect);
  g_test_add_func ("/sync/publish/a-stale-plan-is-refused-whole",
                   test_a_stale_plan_is_refused_whole);
  g_test_add_func ("/sync/epoch/another-history-changes-nothing",
                   test_another_history_changes_nothing);
  g_test_add_func ("/sync/account/signed-out-is-signed-out-on-the-server",
                   test_signed_out_is_signed_out_on_the_server);
  for (guint seed = 1; seed <= 6; seed++) {
    g_autofree char *path = g_strdup_printf ("/sync/random/nothing-lost-or-doubled-%u", seed);

    g_test_add_data_func (path, GUINT_TO_POINTER (seed), test_random_histories);
  }
  return g_test_run ();
}
