/* SPDX-License-Identifier: GPL-3.0-or-later
 * The sync cycle against a scripted server, without main loop and thread. */
#include "config.h"

#include "client-fixture.h"

#include "rondo-cursors-table.h"
#include "rondo-enroll.h"
#include "rondo-error.h"
#include "rondo-push.h"
#include "rondo-store-private.h"
#include "rondo-sync-cycle.h"

/* A server that remembers what it was asked. */
typedef struct {
  guint request_count;
  guint op_count;
  guint largest;      /* most ops in a request */
  guint max_ops;      /* more than that is too large; 0: no limit */
  const char *bad_id; /* an op on this record is a bad request */
  gboolean drop_next_answer;
  GHashTable *seen; /* ops, as in the ledger of the server */
  guint applied_count;
} Server;

static void
server_clear (Server *server)
{
  g_clear_pointer (&server->seen, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Server, server_clear)

static Server
server_init (void)
{
  return (Server){.seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL)};
}

static char *
refuse_request (guint code, const char *word, RondoTransportHead *head)
{
  head->status = code;
  return g_strdup_printf ("{\"code\":\"%s\",\"message\":\"No %s.\"}", word, word);
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
  Server *server = data;
  g_autoptr (RondoSyncAnswer) answer = NULL;

  server->request_count++;
  server->largest = MAX (server->largest, request->ops->len);
  if (server->max_ops > 0 && request->ops->len > server->max_ops)
    return refuse_request (413, "too-large", head);
  for (guint i = 0; i < request->ops->len; i++)
    if (g_strcmp0 (((RondoOp *)g_ptr_array_index (request->ops, i))->id, server->bad_id) == 0)
      return refuse_request (400, "bad-request", head);
  for (guint i = 0; i < request->ops->len; i++)
    if (g_hash_table_add (server->seen,
                          g_strdup (((RondoOp *)g_ptr_array_index (request->ops, i))->op)))
      server->applied_count++;
  server->op_count += request->ops->len;
  if (server->drop_next_answer) {
    server->drop_next_answer = FALSE;
    g_set_error_literal (error, RONDO_ERROR, RONDO_ERROR_TIMEOUT, "No answer.");
    return NULL;
  }
  answer = script_acknowledge (request, server->request_count);
  return rondo_wire_encode_sync_answer (answer);
}

static gboolean
run (Local *local, RondoTransport *transport, RondoSyncReport *report, GError **error)
{
  return rondo_sync_cycle_run (local->db, transport, "http://test", "t", NULL, report, error);
}

static void
put_members (Local *local, guint n_members)
{
  RondoChange *change = rondo_change_new ();

  for (guint i = 1; i <= n_members; i++) {
    g_autoptr (RondoMember) member = fixture_member (i, "Ana");

    rondo_change_put_member (change, member);
  }
  local_save (local, change);
}

static void
test_until_empty (void)
{
  g_autoptr (Local) local = local_new ();
  g_auto (Server) server = server_init ();
  g_autoptr (RondoTransport) transport = script_transport_new (serve, &server);
  RondoSyncReport report;
  g_autoptr (GError) error = NULL;

  put_members (local, 2500);
  g_assert_true (run (local, transport, &report, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (report.acknowledged_count, ==, 2500);
  g_assert_cmpuint (report.waiting_left, ==, 0);
  g_assert_cmpuint (server.applied_count, ==, 2500);
  g_assert_cmpuint (server.largest, <=, RONDO_WIRE_MAX_OPS);
  g_assert_cmpuint (server.request_count, ==, 1 + 3);
}

typedef struct {
  Server server;
  Local *local;
  int64_t most_waiting; /* of all changes, when the second request with changes came */
  guint lost;           /* number of the request whose answer is lost; 0: none */
} Hurried;

static char *
serve_hurried (const char *path,
               const char *token,
               const char *body,
               const RondoSyncRequest *request,
               RondoTransportHead *head,
               gpointer data,
               GError **error)
{
  Hurried *hurried = data;

  if (hurried->server.request_count == 2)
    hurried->most_waiting = local_count (hurried->local, "SELECT count(*) FROM outbox");
  hurried->server.drop_next_answer = hurried->server.request_count + 1 == hurried->lost;
  return serve (path, token, body, request, head, &hurried->server, error);
}

/* The second request goes out before the answer to the first is saved, and the third is made while
 * the second is on its way; whichever answer is lost, every change counts once. */
static void
test_hurry (gconstpointer data)
{
  g_autoptr (Local) local = local_new ();
  Hurried hurried = {.server = server_init (), .local = local, .lost = GPOINTER_TO_UINT (data)};
  g_autoptr (RondoTransport) transport = script_transport_new (serve_hurried, &hurried);
  RondoSyncReport report;
  g_autoptr (GError) error = NULL;

  put_members (local, 2500);
  while (!run (local, transport, &report, &error)) {
    g_assert_error (error, RONDO_ERROR, RONDO_ERROR_TIMEOUT);
    g_clear_error (&error);
  }
  g_assert_cmpint (hurried.most_waiting, ==, 2500);
  g_assert_cmpuint (report.waiting_left, ==, 0);
  g_assert_cmpuint (hurried.server.applied_count, ==, 2500);
  g_assert_cmpuint (hurried.server.request_count, <=, 1 + 3 + 1 + (hurried.lost == 2));
  g_assert_cmpint (local_count (local, "SELECT count(*) FROM record WHERE version = 1"), ==, 2500);
  server_clear (&hurried.server);
}

static void
test_idle (void)
{
  g_autoptr (Local) local = local_new ();
  g_auto (Server) server = server_init ();
  g_autoptr (RondoTransport) transport = script_transport_new (serve, &server);
  RondoSyncReport report;
  g_autoptr (GError) error = NULL;

  g_assert_true (run (local, transport, &report, &error));
  g_assert_true (run (local, transport, &report, &error));
  g_assert_cmpuint (server.request_count, ==, 2);
  g_assert_false (report.is_changed);
}

static void
test_lost_answer (void)
{
  g_autoptr (Local) local = local_new ();
  g_auto (Server) server = server_init ();
  g_autoptr (RondoTransport) transport = script_transport_new (serve, &server);
  RondoSyncReport report;
  g_autoptr (GError) error = NULL;

  g_assert_true (run (local, transport, &report, &error));
  put_members (local, 3);
  server.drop_next_answer = TRUE;
  g_assert_false (run (local, transport, &report, &error));
  g_assert_error (error, RONDO_ERROR, RONDO_ERROR_TIMEOUT);
  g_assert_cmpuint (report.waiting_left, ==, 3);
  g_clear_error (&error);
  local_reopen (local);
  g_assert_true (run (local, transport, &report, &error));
  g_assert_cmpuint (server.op_count, ==, 6);
  g_assert_cmpuint (server.applied_count, ==, 3);
  g_assert_cmpuint (report.waiting_left, ==, 0);
}

static void
test_too_large (void)
{
  g_autoptr (Local) local = local_new ();
  g_auto (Server) server = server_init ();
  g_autoptr (RondoTransport) transport = script_transport_new (serve, &server);
  RondoSyncReport report;
  g_autoptr (GError) error = NULL;

  put_members (local, 20);
  server.max_ops = 3;
  g_assert_true (run (local, transport, &report, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (server.applied_count, ==, 20);
  g_assert_cmpuint (report.refused_count, ==, 0);
}

static void
test_bad_op (void)
{
  g_autoptr (Local) local = local_new ();
  g_auto (Server) server = server_init ();
  g_autoptr (RondoTransport) transport = script_transport_new (serve, &server);
  g_autofree char *message = NULL;
  RondoSyncReport report;
  g_autoptr (GError) error = NULL;

  put_members (local, 20);
  server.bad_id = fixture_id (7);
  g_assert_true (run (local, transport, &report, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (server.applied_count, ==, 19);
  g_assert_cmpuint (report.refused_left, ==, 1);
  message = local_text (local, "SELECT message FROM outbox");
  g_assert_cmpstr (message, ==, "No bad-request.");
}

static char *
answer_text (const char *path,
             const char *token,
             const char *body,
             const RondoSyncRequest *request,
             RondoTransportHead *head,
             gpointer data,
             GError **error)
{
  const char *const *answer = data;

  head->status = (guint)g_ascii_strtoull (answer[0], NULL, 10);
  return g_strdup (answer[1]);
}

static void
check_failure (const char *status, const char *text, RondoError code)
{
  const char *answer[] = {status, text};
  g_autoptr (Local) local = local_new ();
  g_autoptr (RondoTransport) transport = script_transport_new (answer_text, answer);
  RondoSyncReport report;
  g_autoptr (GError) error = NULL;

  put_members (local, 1);
  g_assert_false (run (local, transport, &report, &error));
  g_assert_error (error, RONDO_ERROR, (int)code);
  g_assert_cmpuint (report.waiting_left, ==, 1);
}

static void
test_failures (void)
{
  check_failure ("200", "<html>Please sign in to the hotel</html>", RONDO_ERROR_OFFLINE);
  check_failure ("200", "{\"epoch\":", RONDO_ERROR_OFFLINE);
  check_failure ("302", "", RONDO_ERROR_OFFLINE);
  check_failure ("404", "not here", RONDO_ERROR_OFFLINE);
  check_failure ("500", "oops", RONDO_ERROR_OFFLINE);
  check_failure ("503", "{\"code\":\"unavailable\",\"message\":\"Later.\"}", RONDO_ERROR_OFFLINE);
  check_failure (
      "401", "{\"code\":\"unauthorized\",\"message\":\"Sign in.\"}", RONDO_ERROR_UNAUTHORIZED);
  check_failure ("409", "{\"code\":\"epoch\",\"message\":\"Other.\"}", RONDO_ERROR_FOREIGN);
  check_failure ("400", "{\"code\":\"bad-request\",\"message\":\"No.\"}", RONDO_ERROR_REJECTED);
}

static char *
serve_silence (const char *path,
               const char *token,
               const char *body,
               const RondoSyncRequest *request,
               RondoTransportHead *head,
               gpointer data,
               GError **error)
{
  g_autoptr (RondoSyncAnswer) answer = answer_new (1);

  return rondo_wire_encode_sync_answer (answer);
}

static void
test_silent_server (void)
{
  g_autoptr (Local) local = local_new ();
  g_autoptr (RondoTransport) transport = script_transport_new (serve_silence, NULL);
  RondoSyncReport report;
  g_autoptr (GError) error = NULL;

  put_members (local, 1);
  g_assert_false (run (local, transport, &report, &error));
  g_assert_error (error, RONDO_ERROR, RONDO_ERROR_INVALID);
  g_assert_cmpint (script_transport_get_count (transport), ==, 2);
  g_assert_cmpuint (report.waiting_left, ==, 1);
}

static char *
serve_pages (const char *path,
             const char *token,
             const char *body,
             const RondoSyncRequest *request,
             RondoTransportHead *head,
             gpointer data,
             GError **error)
{
  guint *page = data;
  g_autoptr (RondoSyncAnswer) answer = answer_new (*page + 1);
  g_autoptr (RondoMember) member = fixture_member (*page + 1, "Ana");
  g_autofree char *text = rondo_wire_encode_member (member, NULL);

  answer_add_row (answer, "pub", RONDO_KIND_MEMBER, member->id, 1, text);
  answer->more = ++*page < 5;
  return rondo_wire_encode_sync_answer (answer);
}

static void
test_pages (void)
{
  g_autoptr (Local) local = local_new ();
  guint page = 0;
  g_autoptr (RondoTransport) transport = script_transport_new (serve_pages, &page);
  RondoSyncReport report;
  g_autoptr (GError) error = NULL;

  g_assert_true (run (local, transport, &report, &error));
  g_assert_cmpuint (report.exchange_count, ==, 5);
  g_assert_true (report.is_changed);
  g_assert_cmpint (local_count (local, "SELECT count(*) FROM member"), ==, 5);
}

static void
test_cancelled (void)
{
  g_autoptr (Local) local = local_new ();
  g_auto (Server) server = server_init ();
  g_autoptr (RondoTransport) transport = script_transport_new (serve, &server);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  RondoSyncReport report;
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_false (rondo_sync_cycle_run (
      local->db, transport, "http://test", "t", cancellable, &report, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (server.request_count, ==, 0);
}

static gpointer
sign_in_func (RondoDb *db, gpointer state, GCancellable *cancellable, GError **error)
{
  RondoAccountAnswer answer = {
      .token = (char *)"t",
      .refresh = (char *)"family.secret-token",
      .seconds = 900,
      .member = state,
      .name = (char *)"Ana",
      .community = (char *)"Lake",
      .epoch = (char *)EPOCH,
  };

  return GINT_TO_POINTER (rondo_enroll_save_answer (db, "http://test", &answer, error));
}

static void
sign_in (RondoWorker *worker, const char *member)
{
  g_autoptr (GError) error = NULL;

  rondo_worker_run_sync (worker, sign_in_func, (gpointer)member, NULL, &error);
  g_assert_no_error (error);
}

/* Somebody else signs in while the server is asked. */
static char *
serve_other (const char *path,
             const char *token,
             const char *body,
             const RondoSyncRequest *request,
             RondoTransportHead *head,
             gpointer data,
             GError **error)
{
  g_autoptr (RondoSyncAnswer) answer = script_acknowledge (request, 1);
  g_autoptr (RondoMember) member = fixture_member (77, "Row");
  g_autofree char *row = rondo_wire_encode_member (member, NULL);

  sign_in (data, fixture_id (2));
  answer_add_row (answer, "pub", RONDO_KIND_MEMBER, member->id, 1, row);
  return rondo_wire_encode_sync_answer (answer);
}

static void
test_other_member (void)
{
  g_autofree char *dir = fixture_make_dir ();
  g_autofree char *path = g_build_filename (dir, "rondo.db", NULL);
  g_autoptr (RondoStore) store = fixture_open_store (path);
  RondoWorker *worker = rondo_store_get_worker (store);
  g_autoptr (RondoTransport) transport = script_transport_new (serve_other, worker);

  sign_in (worker, SELF);
  for (int i = 0; i < 2; i++) {
    g_autoptr (GError) error = NULL;
    RondoSyncReport report;

    /* Once while it asks, and once before. */
    g_assert_false (rondo_sync_cycle_run_on_worker (
        worker, transport, "http://test", SELF, "t", NULL, &report, &error));
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    g_assert_false (report.is_changed);
  }
  g_assert_cmpint (script_transport_get_count (transport), ==, 1);
  rondo_store_close (store);
  g_clear_object (&store);
  fixture_remove_dir (dir);
}

#define PAGES 6

/* A server with a page for each number; who comes to the third is told on the way there that all is
 * to be read again. */
typedef struct {
  RondoWorker *worker;
  gboolean is_rewound;
  guint first_count; /* requests for the first page */
} Rewinder;

static gpointer
rewind_func (RondoDb *db, gpointer state, GCancellable *cancellable, GError **error)
{
  return GINT_TO_POINTER (rondo_cursors_table_rewind (db, error));
}

static char *
serve_rewinding (const char *path,
                 const char *token,
                 const char *body,
                 const RondoSyncRequest *request,
                 RondoTransportHead *head,
                 gpointer data,
                 GError **error)
{
  Rewinder *rewinder = data;
  const RondoCursor *cursor =
      request->cursors->len > 0 ? g_ptr_array_index (request->cursors, 0) : NULL;
  guint seq = cursor != NULL ? (guint)cursor->seq : 0;
  g_autoptr (RondoSyncAnswer) answer = answer_new (seq + 1);
  g_autoptr (RondoMember) member = fixture_member (seq + 1, "Ana");
  g_autofree char *text = rondo_wire_encode_member (member, NULL);

  rewinder->first_count += seq == 0;
  if (seq == 2 && !rewinder->is_rewound) {
    rewinder->is_rewound = TRUE;
    rondo_worker_run_sync (rewinder->worker, rewind_func, NULL, NULL, NULL);
  }
  answer_add_row (answer, "pub", RONDO_KIND_MEMBER, member->id, 1, text);
  answer->more = seq + 1 < PAGES;
  return rondo_wire_encode_sync_answer (answer);
}

static gpointer
count_func (RondoDb *db, gpointer state, GCancellable *cancellable, GError **error)
{
  g_autoptr (RondoStatement) statement = rondo_db_query (db, error, state, "");

  g_assert_true (rondo_statement_step (statement, error));
  return GINT_TO_POINTER (rondo_statement_get_int (statement, 0));
}

/* The page that was asked for before is not taken: it begins where this computer is not any more.
 */
static void
test_rewound_while_reading_ahead (void)
{
  g_autofree char *dir = fixture_make_dir ();
  g_autofree char *path = g_build_filename (dir, "rondo.db", NULL);
  g_autoptr (RondoStore) store = fixture_open_store (path);
  RondoWorker *worker = rondo_store_get_worker (store);
  Rewinder rewinder = {.worker = worker};
  g_autoptr (RondoTransport) transport = script_transport_new (serve_rewinding, &rewinder);
  g_autoptr (GError) error = NULL;
  RondoSyncReport report;

  sign_in (worker, SELF);
  g_assert_true (rondo_sync_cycle_run_on_worker (
      worker, transport, "http://test", SELF, "t", NULL, &report, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (rewinder.first_count, ==, 2);
  g_assert_cmpint (
      GPOINTER_TO_INT (rondo_worker_run_sync (
          worker, count_func, (gpointer) "SELECT count(*) FROM record_scope", NULL, &error)),
      ==,
      PAGES);
  rondo_store_close (store);
  g_clear_object (&store);
  fixture_remove_dir (dir);
}

/* The change was taken, and before its row came the role was gone. What waits stays. */
static void
test_lost_before_it_came (void)
{
  g_autoptr (Local) local = local_new ();
  g_autoptr (RondoSyncAnswer) with = answer_new (4);
  g_autoptr (RondoSyncAnswer) taken = answer_new (4);
  g_autoptr (RondoSyncAnswer) without = answer_new (6);
  g_autoptr (RondoSyncRequest) request = NULL;
  const RondoOp *op;

  g_ptr_array_add (with->cursors, rondo_cursor_new ("coord", 4));
  local_merge (local, with);
  local_put_member (local, 1, "Ana");
  request = rondo_push_prepare (local->db, 100, NULL);
  g_assert_cmpuint (request->ops->len, ==, 1);
  op = g_ptr_array_index (request->ops, 0);
  g_ptr_array_add (taken->cursors, rondo_cursor_new ("coord", 4));
  answer_add_ack (taken, op->op, 1);
  taken->more = TRUE;
  local_merge (local, taken);
  local_put_member (local, 2, "Ben");
  g_assert_cmpint (
      local_count (local, "SELECT count(*) FROM record WHERE body IS NOT NULL"), ==, 2);
  local_merge (local, without);
  g_assert_cmpint (
      local_count (local, "SELECT count(*) FROM record WHERE body IS NOT NULL"), ==, 1);
}

#define HELD 3

/* A server with HELD members; while it answers the first change, this computer is told that all is
 * to be read again. */
typedef struct {
  Local *local;
  gboolean is_rewound;
  guint full_count; /* requests that read from the beginning */
} Rebuilder;

static char *
serve_rebuilding (const char *path,
                  const char *token,
                  const char *body,
                  const RondoSyncRequest *request,
                  RondoTransportHead *head,
                  gpointer data,
                  GError **error)
{
  Rebuilder *rebuilder = data;
  g_autoptr (RondoSyncAnswer) answer = script_acknowledge (request, 9);

  rebuilder->full_count += request->cursors->len == 0;
  for (guint i = 1; request->cursors->len == 0 && i <= HELD; i++) {
    g_autoptr (RondoMember) member = fixture_member (i, "Ana");
    g_autofree char *text = rondo_wire_encode_member (member, NULL);

    answer_add_row (answer, "pub", RONDO_KIND_MEMBER, member->id, 1, text);
  }
  if (request->ops->len > 0 && !rebuilder->is_rewound) {
    rebuilder->is_rewound = TRUE;
    g_assert_true (rondo_cursors_table_rewind (rebuilder->local->db, NULL));
  }
  return rondo_wire_encode_sync_answer (answer);
}

/* The answer tells what became of the change; how far this computer has read it does not tell any
 * more, and nothing goes. */
static void
test_rewound_while_asking (void)
{
  g_autoptr (Local) local = local_new ();
  Rebuilder rebuilder = {.local = local};
  g_autoptr (RondoTransport) transport = script_transport_new (serve_rebuilding, &rebuilder);
  g_autoptr (GError) error = NULL;
  RondoSyncReport report;

  g_assert_true (run (local, transport, &report, &error));
  local_put_member (local, HELD + 1, "Ben");
  g_assert_true (run (local, transport, &report, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (report.acknowledged_count, ==, 1);
  g_assert_cmpuint (rebuilder.full_count, ==, 2);
  g_assert_cmpint (
      local_count (local, "SELECT count(*) FROM record WHERE body IS NOT NULL"), >=, HELD);
  g_assert_cmpint (local_count (local, "SELECT min(seq) FROM cursor"), ==, 9);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/client/cycle/goes-on-until-nothing-waits", test_until_empty);
  for (guint lost = 0; lost <= 4; lost++) {
    g_autofree char *name =
        lost > 0
            ? g_strdup_printf ("/client/cycle/the-next-goes-out-while-one-is-saved-lost-%u", lost)
            : g_strdup ("/client/cycle/the-next-goes-out-while-one-is-saved");

    g_test_add_data_func (name, GUINT_TO_POINTER (lost), test_hurry);
  }
  g_test_add_func ("/client/cycle/an-idle-cycle-is-one-request", test_idle);
  g_test_add_func ("/client/cycle/a-lost-answer-is-asked-for-again", test_lost_answer);
  g_test_add_func ("/client/cycle/what-is-too-large-is-sent-in-parts", test_too_large);
  g_test_add_func ("/client/cycle/one-bad-op-does-not-hold-up-the-others", test_bad_op);
  g_test_add_func ("/client/cycle/each-failure-keeps-the-outbox", test_failures);
  g_test_add_func ("/client/cycle/a-silent-server-ends-the-cycle", test_silent_server);
  g_test_add_func ("/client/cycle/reads-all-pages", test_pages);
  g_test_add_func ("/client/cycle/cancelled-asks-nobody", test_cancelled);
  g_test_add_func ("/client/cycle/an-answer-to-somebody-else-is-not-applied", test_other_member);
  g_test_add_func ("/client/cycle/a-lost-scope-takes-what-it-was-going-to-show",
                   test_lost_before_it_came);
  g_test_add_func ("/client/cycle/an-answer-from-before-a-rewind-brings-results-alone",
                   test_rewound_while_asking);
  g_test_add_func ("/client/cycle/a-page-read-ahead-of-a-rewind-is-not-taken",
                   test_rewound_while_reading_ahead);
  return g_test_run ();
}
