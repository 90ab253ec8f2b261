/* SPDX-License-Identifier: GPL-3.0-or-later
 * When RondoSync tries, and what it says, against a scripted server. */
#include "config.h"

#include <string.h>

#include "client-fixture.h"

#include "rondo-account.h"
#include "rondo-error.h"
#include "rondo-sync.h"

typedef enum { GOOD, OFFLINE, UNAUTHORIZED, EPOCH_PROBLEM, REFUSE, HANG, BUSY } Mood;

typedef struct {
  char *dir;
  RondoStore *store;
  RondoTransport *transport;
  RondoAccount *account;
  RondoSync *sync;
  int changed;

  /* shared with the sync thread */
  GMutex mutex;
  GCond cond;
  Mood mood;
  gboolean is_hanging;
  gboolean has_row; /* the next good answer brings a member */
  guint busy_status;
  guint busy_seconds;
  int64_t asked_us; /* monotonic, of the last request */
  int64_t seq;
} World;

static char *
problem (guint status, const char *code, RondoTransportHead *head)
{
  head->status = status;
  return g_strdup_printf ("{\"code\":\"%s\",\"message\":\"It is %s.\"}", code, code);
}

static char *
answer_well (World *world, const RondoSyncRequest *request)
{
  g_autoptr (RondoSyncAnswer) answer = script_acknowledge (request, ++world->seq);
  g_autoptr (RondoMember) member = fixture_member (77, "Row");
  g_autofree char *body = rondo_wire_encode_member (member, NULL);

  for (guint i = 0; world->mood == REFUSE && i < answer->results->len; i++) {
    RondoOpResult *result = g_ptr_array_index (answer->results, i);

    result->is_refused = TRUE;
    result->version = 0;
    result->code = g_strdup ("forbidden");
    result->message = g_strdup ("No.");
  }
  if (world->has_row)
    answer_add_row (answer, "pub", RONDO_KIND_MEMBER, member->id, 1, body);
  world->has_row = FALSE;
  answer->is_coordinator = TRUE;
  return rondo_wire_encode_sync_answer (answer);
}

/* Until the test wakes it; the test stops the sync meanwhile. */
static void
hang (World *world)
{
  world->is_hanging = TRUE;
  g_cond_broadcast (&world->cond);
  while (world->mood == HANG)
    g_cond_wait (&world->cond, &world->mutex);
  world->is_hanging = FALSE;
}

static char *
serve_sync (World *world, const RondoSyncRequest *request, RondoTransportHead *head, GError **error)
{
  if (world->mood == HANG)
    hang (world);
  switch (world->mood) {
  case OFFLINE:
    g_set_error_literal (error, RONDO_ERROR, RONDO_ERROR_OFFLINE, "Nobody there.");
    return NULL;
  case UNAUTHORIZED:
    return problem (401, "unauthorized", head);
  case EPOCH_PROBLEM:
    return problem (409, "epoch", head);
  case BUSY:
    head->retry_seconds = world->busy_seconds;
    return problem (world->busy_status, "busy", head);
  case GOOD:
  case REFUSE:
  case HANG:
  default:
    return answer_well (world, request);
  }
}

static char *
serve (const char *path,
       const char *token,
       const char *body,
       const RondoSyncRequest *request,
       RondoTransportHead *head,
       gpointer data,
       GError **error)
{
  World *world = data;
  char *answer;
  RondoAccountAnswer account = {
      .token = (char *)"token",
      .refresh = (char *)"family.secret-token",
      .seconds = 900,
      .member = (char *)SELF,
      .name = (char *)"Ana",
      .community = (char *)"Lake",
      .epoch = (char *)EPOCH,
  };

  if (strcmp (path, "/v1/hello") == 0)
    return rondo_wire_encode_hello (&(RondoHello){
        .server = (char *)"rondo",
        .protocol = RONDO_WIRE_VERSION,
        .community = (char *)"Lake",
        .community_id = (char *)"ffffffffffffffffffffffffffffffff",
        .epoch = (char *)"ffffffffffffffffffffffffffffffff",
    });
  if (request == NULL)
    return rondo_wire_encode_account_answer (&account);
  g_mutex_lock (&world->mutex);
  world->asked_us = g_get_monotonic_time ();
  answer = serve_sync (world, request, head, error);
  g_mutex_unlock (&world->mutex);
  return answer;
}

static void
set_mood (World *world, Mood mood)
{
  g_mutex_lock (&world->mutex);
  world->mood = mood;
  g_cond_broadcast (&world->cond);
  g_mutex_unlock (&world->mutex);
}

static void
login (World *world)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  rondo_account_login_async (
      world->account, "http://localhost:1", "a@b.org", "p", NULL, fixture_got_result, &result);
  rondo_account_login_finish (world->account, fixture_await (&result), &error);
  g_assert_no_error (error);
}

static void
changed_cb (RondoStore *store, gpointer user_data)
{
  ((World *)user_data)->changed++;
}

static void
world_set_up (World *world, gconstpointer data)
{
  g_autofree char *path = NULL;

  world->dir = fixture_make_dir ();
  path = g_build_filename (world->dir, "rondo.db", NULL);
  g_mutex_init (&world->mutex);
  g_cond_init (&world->cond);
  world->store = fixture_open_store (path);
  g_signal_connect (world->store, "changed", G_CALLBACK (changed_cb), world);
  world->transport = script_transport_new (serve, world);
  world->account = rondo_account_new_with_transport (world->store, world->transport);
  if (data != NULL)
    login (world);
  world->sync = rondo_sync_new (world->store, world->account, world->transport);
}

static void
world_tear_down (World *world, gconstpointer data)
{
  set_mood (world, GOOD);
  rondo_sync_stop (world->sync);
  g_assert_finalize_object (g_steal_pointer (&world->sync));
  g_clear_object (&world->account);
  rondo_store_close (world->store);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (g_steal_pointer (&world->store));
  g_clear_object (&world->transport);
  g_mutex_clear (&world->mutex);
  g_cond_clear (&world->cond);
  fixture_remove_dir (world->dir);
  g_free (world->dir);
}

static void
wait_for (World *world, RondoSyncState state)
{
  while (rondo_sync_get_state (world->sync) != state)
    g_main_context_iteration (NULL, TRUE);
}

static void
wait_for_waiting (World *world, guint count)
{
  while (rondo_sync_get_waiting_count (world->sync) != count)
    g_main_context_iteration (NULL, TRUE);
}

static void
save_member (World *world, guint number)
{
  g_autoptr (RondoMember) member = fixture_member (number, "Ana");
  RondoChange *change = rondo_change_new ();

  rondo_change_put_member (change, member);
  fixture_save (world->store, change);
}

static void
test_local (World *world, gconstpointer data)
{
  save_member (world, 1);
  wait_for_waiting (world, 1);
  g_assert_cmpint (rondo_sync_get_state (world->sync), ==, RONDO_SYNC_LOCAL);
  g_assert_cmpint (script_transport_get_count (world->transport), ==, 0);
}

static void
test_connect (World *world, gconstpointer data)
{
  save_member (world, 1);
  wait_for_waiting (world, 1);
  login (world);
  wait_for (world, RONDO_SYNC_IDLE);
  wait_for_waiting (world, 0);
  g_assert_cmpint (rondo_sync_get_last_success_us (world->sync), >, 0);
  g_assert_null (rondo_sync_get_message (world->sync));
  g_assert_true (rondo_account_get_is_coordinator (world->account));
}

static void
test_after_change (World *world, gconstpointer data)
{
  wait_for (world, RONDO_SYNC_IDLE);
  save_member (world, 1);
  wait_for_waiting (world, 1);
  wait_for_waiting (world, 0);
  wait_for (world, RONDO_SYNC_IDLE);
}

static void
test_row_is_told (World *world, gconstpointer data)
{
  int before;

  wait_for (world, RONDO_SYNC_IDLE);
  before = world->changed;
  rondo_sync_now (world->sync);
  wait_for (world, RONDO_SYNC_RUNNING);
  wait_for (world, RONDO_SYNC_IDLE);
  g_assert_cmpint (world->changed, ==, before);
  world->has_row = TRUE;
  rondo_sync_now (world->sync);
  wait_for (world, RONDO_SYNC_RUNNING);
  wait_for (world, RONDO_SYNC_IDLE);
  g_assert_cmpint (world->changed, ==, before + 1);
}

static void
test_offline (World *world, gconstpointer data)
{
  wait_for (world, RONDO_SYNC_IDLE);
  set_mood (world, OFFLINE);
  save_member (world, 1);
  wait_for (world, RONDO_SYNC_OFFLINE);
  g_assert_cmpstr (rondo_sync_get_message (world->sync), ==, "Nobody there.");
  g_assert_cmpuint (rondo_sync_get_waiting_count (world->sync), ==, 1);
  set_mood (world, GOOD);
  /* By itself, after the first pause. */
  wait_for (world, RONDO_SYNC_IDLE);
  g_assert_cmpuint (rondo_sync_get_waiting_count (world->sync), ==, 0);
}

static void
make_busy (World *world, guint status, guint seconds)
{
  g_mutex_lock (&world->mutex);
  world->mood = BUSY;
  world->busy_status = status;
  world->busy_seconds = seconds;
  g_mutex_unlock (&world->mutex);
}

/* Nobody but the user disturbs a server that wants to be left alone. */
static void
test_busy (World *world, gconstpointer data)
{
  static const guint STATUSES[] = {429, 503};

  for (guint i = 0; i < G_N_ELEMENTS (STATUSES); i++) {
    int count;

    rondo_sync_now (world->sync);
    wait_for (world, RONDO_SYNC_IDLE);
    make_busy (world, STATUSES[i], 3600);
    save_member (world, 10 + i);
    wait_for (world, RONDO_SYNC_OFFLINE);
    g_assert_cmpstr (rondo_sync_get_message (world->sync), ==, "It is busy.");
    count = script_transport_get_count (world->transport);
    save_member (world, 20 + i);
    wait_for_waiting (world, 2);
    g_assert_cmpint (script_transport_get_count (world->transport), ==, count);
    set_mood (world, GOOD);
    rondo_sync_now (world->sync);
    wait_for_waiting (world, 0);
  }
}

static void
test_busy_for_a_while (World *world, gconstpointer data)
{
  int64_t refused_us;

  wait_for (world, RONDO_SYNC_IDLE);
  make_busy (world, 503, 2);
  rondo_sync_now (world->sync);
  wait_for (world, RONDO_SYNC_OFFLINE);
  refused_us = world->asked_us;
  set_mood (world, GOOD);
  wait_for (world, RONDO_SYNC_IDLE);
  g_assert_cmpint (world->asked_us - refused_us, >=, 2 * G_USEC_PER_SEC);
}

static void
test_signed_out (World *world, gconstpointer data)
{
  int count;

  wait_for (world, RONDO_SYNC_IDLE);
  set_mood (world, UNAUTHORIZED);
  save_member (world, 1);
  wait_for (world, RONDO_SYNC_SIGNED_OUT);
  g_assert_cmpstr (rondo_sync_get_message (world->sync), ==, "It is unauthorized.");
  /* The same token is not tried again by itself, and the change is kept. */
  count = script_transport_get_count (world->transport);
  save_member (world, 2);
  wait_for_waiting (world, 2);
  g_assert_cmpint (script_transport_get_count (world->transport), ==, count);
  set_mood (world, GOOD);
  login (world);
  wait_for_waiting (world, 0);
}

static void
test_epoch (World *world, gconstpointer data)
{
  wait_for (world, RONDO_SYNC_IDLE);
  set_mood (world, EPOCH_PROBLEM);
  save_member (world, 1);
  wait_for (world, RONDO_SYNC_PROBLEM);
  g_assert_nonnull (strstr (rondo_sync_get_message (world->sync), "another community"));
  g_assert_cmpuint (rondo_sync_get_waiting_count (world->sync), ==, 1);
}

static void
test_refused (World *world, gconstpointer data)
{
  wait_for (world, RONDO_SYNC_IDLE);
  set_mood (world, REFUSE);
  save_member (world, 1);
  while (rondo_sync_get_refused_count (world->sync) != 1)
    g_main_context_iteration (NULL, TRUE);
  wait_for (world, RONDO_SYNC_IDLE);
  g_assert_cmpuint (rondo_sync_get_waiting_count (world->sync), ==, 0);
}

static void
wait_until_hanging (World *world)
{
  g_mutex_lock (&world->mutex);
  while (!world->is_hanging)
    g_cond_wait (&world->cond, &world->mutex);
  g_mutex_unlock (&world->mutex);
}

static gpointer
wake_thread (gpointer data)
{
  set_mood (data, GOOD);
  return NULL;
}

static void
test_stop (World *world, gconstpointer data)
{
  g_autoptr (GThread) waker = NULL;
  RondoSyncState state;

  wait_for (world, RONDO_SYNC_IDLE);
  set_mood (world, HANG);
  rondo_sync_now (world->sync);
  wait_until_hanging (world);
  waker = g_thread_new ("waker", wake_thread, world);
  state = rondo_sync_get_state (world->sync);
  rondo_sync_stop (world->sync);
  g_thread_join (g_steal_pointer (&waker));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpint (rondo_sync_get_state (world->sync), ==, state);
}

static void
add (const char *path, void (*test) (World *, gconstpointer), gboolean has_account)
{
  g_test_add (path,
              World,
              has_account ? GINT_TO_POINTER (TRUE) : NULL,
              world_set_up,
              test,
              world_tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  fixture_use_no_keyring ();
  add ("/client/sync/alone-the-outbox-waits", test_local, FALSE);
  add ("/client/sync/what-waited-goes-out-when-connected", test_connect, FALSE);
  add ("/client/sync/a-change-goes-out-at-once", test_after_change, TRUE);
  add ("/client/sync/only-news-is-told", test_row_is_told, TRUE);
  add ("/client/sync/offline-is-tried-again-by-itself", test_offline, TRUE);
  add ("/client/sync/a-busy-server-is-left-alone", test_busy, TRUE);
  add ("/client/sync/a-busy-server-is-asked-again-when-it-said", test_busy_for_a_while, TRUE);
  add ("/client/sync/a-refused-token-waits-for-the-user", test_signed_out, TRUE);
  add ("/client/sync/another-community-is-a-problem-in-words", test_epoch, TRUE);
  add ("/client/sync/refused-changes-are-counted", test_refused, TRUE);
  add ("/client/sync/stop-ends-a-request-and-says-nothing-more", test_stop, TRUE);
  return g_test_run ();
}
