/* SPDX-License-Identifier: GPL-3.0-or-later
 * The database thread: order, where callbacks arrive, cancellation, closing. */
#include "config.h"

#include "db-fixture.h"
#include "rondo-worker.h"

#include <gio/gio.h>
#include <glib/gstdio.h>

#define JOBS 200
#define DROPS 2000

static int destroyed_states;
static int freed_results;

static void
count_state (gpointer state)
{
  destroyed_states++;
}

static void
count_result (gpointer result)
{
  freed_results++;
}

static RondoDb *
open_v1 (gpointer state, GError **error)
{
  return rondo_db_open (state, &schema_v1, error);
}

static void
got_result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **slot = user_data;

  g_assert_null (*slot);
  *slot = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **slot)
{
  while (*slot == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *slot;
}

static RondoWorker *
make_open_worker (Fixture *fixture)
{
  RondoWorker *worker = rondo_worker_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  rondo_worker_open_async (
      worker, open_v1, g_strdup (fixture->path), g_free, NULL, got_result_cb, &result);
  g_assert_true (rondo_worker_open_finish (worker, wait_for (&result), &error));
  g_assert_no_error (error);
  return worker;
}

static gpointer
add_note_job (RondoDb *db, gpointer state, GCancellable *cancellable, GError **error)
{
  if (!rondo_db_run (db,
                     error,
                     "INSERT INTO note (minutes, text) VALUES ($1, 'from a job')",
                     "i",
                     (int64_t)GPOINTER_TO_INT (state)))
    return NULL;
  return GINT_TO_POINTER (GPOINTER_TO_INT (state) + 1);
}

static gpointer
count_notes_job (RondoDb *db, gpointer state, GCancellable *cancellable, GError **error)
{
  return GINT_TO_POINTER ((int)fixture_ask (db, "SELECT COUNT(*) FROM note"));
}

static gpointer
forget_transaction_job (RondoDb *db, gpointer state, GCancellable *cancellable, GError **error)
{
  g_assert_true (rondo_db_begin (db, NULL));
  g_assert_true (rondo_db_run (db, NULL, "INSERT INTO note (text) VALUES ('lost')", ""));
  return NULL;
}

/* Would run for minutes; tells by @state that it has begun. */
static gpointer
endless_job (RondoDb *db, gpointer state, GCancellable *cancellable, GError **error)
{
  const char *sql = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
                    " SELECT COUNT(*) FROM n WHERE i < 0";

  g_async_queue_push (state, state);
  return rondo_db_run (db, error, sql, "") ? GINT_TO_POINTER (1) : NULL;
}

/* Waits until somebody says go. */
static gpointer
gate_job (RondoDb *db, gpointer state, GCancellable *cancellable, GError **error)
{
  g_async_queue_pop (state);
  return GINT_TO_POINTER (1);
}

typedef struct {
  GThread *thread;
  int next;
} Order;

static void
check_order_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Order *order = user_data;
  g_autoptr (GError) error = NULL;
  gpointer value = rondo_worker_run_finish (RONDO_WORKER (source), add_note_job, result, &error);

  g_assert_no_error (error);
  g_assert_true (g_thread_self () == order->thread);
  g_assert_cmpint (GPOINTER_TO_INT (value), ==, order->next + 1);
  order->next++;
}

static void
test_jobs_run_in_order (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RondoWorker) worker = make_open_worker (fixture);
  g_autoptr (GError) error = NULL;
  Order order = {g_thread_self (), 0};
  gpointer count;

  for (int i = 0; i < JOBS; i++)
    rondo_worker_run_async (worker,
                            add_note_job,
                            add_note_job,
                            GINT_TO_POINTER (i),
                            NULL,
                            NULL,
                            NULL,
                            check_order_cb,
                            &order);
  count = rondo_worker_run_sync (worker, count_notes_job, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (GPOINTER_TO_INT (count), ==, JOBS);
  g_assert_cmpint (order.next, ==, 0);
  while (order.next < JOBS)
    g_main_context_iteration (NULL, TRUE);
  rondo_worker_close (worker);
}

/* Two threads with a context each: every one gets its own answers. */
static gpointer
context_thread (gpointer data)
{
  RondoWorker *worker = data;
  g_autoptr (GMainContext) context = g_main_context_new ();
  Order order = {g_thread_self (), 0};

  g_main_context_push_thread_default (context);
  for (int i = 0; i < JOBS; i++)
    rondo_worker_run_async (worker,
                            add_note_job,
                            add_note_job,
                            GINT_TO_POINTER (i),
                            NULL,
                            NULL,
                            NULL,
                            check_order_cb,
                            &order);
  while (order.next < JOBS)
    g_main_context_iteration (context, TRUE);
  g_main_context_pop_thread_default (context);
  return NULL;
}

static void
test_answers_arrive_in_the_context_of_the_caller (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RondoWorker) worker = make_open_worker (fixture);
  GThread *first = g_thread_new ("first", context_thread, worker);
  GThread *second = g_thread_new ("second", context_thread, worker);
  gpointer count;

  g_thread_join (first);
  g_thread_join (second);
  count = rondo_worker_run_sync (worker, count_notes_job, NULL, NULL, NULL);
  g_assert_cmpint (GPOINTER_TO_INT (count), ==, 2 * JOBS);
}

static void
test_jobs_without_a_database_fail (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RondoWorker) worker = rondo_worker_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  rondo_worker_run_async (worker,
                          test_jobs_without_a_database_fail,
                          add_note_job,
                          NULL,
                          NULL,
                          NULL,
                          NULL,
                          got_result_cb,
                          &result);
  g_assert_null (rondo_worker_run_finish (
      worker, test_jobs_without_a_database_fail, wait_for (&result), &error));
  g_assert_error (error, RONDO_DB_ERROR, RONDO_DB_ERROR_FAILED);
  g_clear_error (&error);
  g_assert_null (rondo_worker_run_sync (worker, add_note_job, NULL, NULL, &error));
  g_assert_error (error, RONDO_DB_ERROR, RONDO_DB_ERROR_FAILED);
}

static void
test_failed_open_is_told_and_can_be_repeated (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RondoWorker) worker = rondo_worker_new ();
  g_autoptr (GAsyncResult) failed = NULL;
  g_autoptr (GAsyncResult) opened = NULL;
  g_autoptr (GError) error = NULL;

  fixture_write (fixture->path, "not a database", 14);
  rondo_worker_open_async (worker, open_v1, fixture->path, NULL, NULL, got_result_cb, &failed);
  g_assert_false (rondo_worker_open_finish (worker, wait_for (&failed), &error));
  g_assert_error (error, RONDO_DB_ERROR, RONDO_DB_ERROR_CORRUPT);
  g_clear_error (&error);
  fixture_write (fixture->path, "", 0);
  rondo_worker_open_async (worker, open_v1, fixture->path, NULL, NULL, got_result_cb, &opened);
  g_assert_true (rondo_worker_open_finish (worker, wait_for (&opened), &error));
  g_assert_no_error (error);
  g_assert_nonnull (rondo_worker_run_sync (worker, add_note_job, NULL, NULL, &error));
}

static void
test_cancelled_job_is_not_begun (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RondoWorker) worker = make_open_worker (fixture);
  g_autoptr (GAsyncQueue) gate = g_async_queue_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  rondo_worker_run_async (worker, gate_job, gate_job, gate, NULL, NULL, NULL, NULL, NULL);
  rondo_worker_run_async (
      worker, add_note_job, add_note_job, NULL, NULL, NULL, cancellable, got_result_cb, &result);
  g_cancellable_cancel (cancellable);
  g_async_queue_push (gate, gate);
  g_assert_null (rondo_worker_run_finish (worker, add_note_job, wait_for (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (rondo_worker_run_sync (worker, count_notes_job, NULL, NULL, NULL));
}

static void
test_long_statement_can_be_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RondoWorker) worker = make_open_worker (fixture);
  g_autoptr (GAsyncQueue) begun = g_async_queue_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  rondo_worker_run_async (
      worker, endless_job, endless_job, begun, NULL, NULL, cancellable, got_result_cb, &result);
  g_async_queue_pop (begun);
  g_cancellable_cancel (cancellable);
  g_assert_null (rondo_worker_run_finish (worker, endless_job, wait_for (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_nonnull (rondo_worker_run_sync (worker, add_note_job, NULL, NULL, &error));
  g_assert_no_error (error);
}

static void
test_forgotten_transaction_does_not_reach_the_next_job (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RondoWorker) worker = make_open_worker (fixture);
  g_autoptr (GError) error = NULL;

  g_test_expect_message ("rondo-db", G_LOG_LEVEL_CRITICAL, "*begun at*test-worker.c:*never ended*");
  rondo_worker_run_sync (worker, forget_transaction_job, NULL, NULL, &error);
  g_test_assert_expected_messages ();
  g_assert_null (rondo_worker_run_sync (worker, count_notes_job, NULL, NULL, &error));
  g_assert_no_error (error);
}

static void
test_close_waits_for_the_jobs_at_hand (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RondoWorker) worker = make_open_worker (fixture);
  g_autoptr (RondoDb) db = NULL;
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < JOBS; i++)
    rondo_worker_run_async (worker, add_note_job, add_note_job, NULL, NULL, NULL, NULL, NULL, NULL);
  rondo_worker_close (worker);
  rondo_worker_close (worker);
  db = fixture_open (fixture, &schema_v1);
  g_assert_cmpint (fixture_ask (db, "SELECT COUNT(*) FROM note"), ==, JOBS);
  g_assert_null (rondo_worker_run_sync (worker, add_note_job, NULL, NULL, &error));
  g_assert_error (error, RONDO_DB_ERROR, RONDO_DB_ERROR_FAILED);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static goffset
measure (const char *path)
{
  GStatBuf status;

  g_assert_cmpint (g_stat (path, &status), ==, 0);
  return status.st_size;
}

/* The last reference may be the one of a task that ends on the database thread. */
static void
test_worker_may_be_dropped_with_jobs_at_hand (Fixture *fixture, gconstpointer data)
{
  g_autofree char *log = g_strconcat (fixture->path, "-wal", NULL);

  for (int i = 0; i < 20; i++) {
    g_autoptr (RondoWorker) worker = make_open_worker (fixture);

    g_assert_nonnull (rondo_worker_run_sync (worker, add_note_job, NULL, NULL, NULL));
    g_assert_cmpint (measure (log), >, 0);
    rondo_worker_run_async (worker, add_note_job, add_note_job, NULL, NULL, NULL, NULL, NULL, NULL);
    g_clear_object (&worker);
    /* Closing empties the log: then the thread has come to its end. */
    while (measure (log) > 0) {
      g_main_context_iteration (NULL, FALSE);
      g_thread_yield ();
    }
  }
}

/* The same without a database, often enough that the thread is the last to let go now and then. */
static void
test_worker_may_be_dropped_by_its_own_thread (Fixture *fixture, gconstpointer data)
{
  for (int i = 0; i < DROPS; i++) {
    g_autoptr (GAsyncResult) result = NULL;
    RondoWorker *worker = rondo_worker_new ();

    rondo_worker_run_async (
        worker, add_note_job, add_note_job, NULL, NULL, NULL, NULL, got_result_cb, &result);
    g_object_unref (worker);
    wait_for (&result);
  }
}

static void
test_states_and_uncollected_results_are_freed (Fixture *fixture, gconstpointer data)
{
  RondoWorker *worker = make_open_worker (fixture);

  destroyed_states = 0;
  freed_results = 0;
  for (int i = 0; i < 10; i++)
    rondo_worker_run_async (worker,
                            add_note_job,
                            add_note_job,
                            GINT_TO_POINTER (i + 1),
                            count_state,
                            count_result,
                            NULL,
                            NULL,
                            NULL);
  rondo_worker_close (worker);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpint (destroyed_states, ==, 10);
  g_assert_cmpint (freed_results, ==, 10);
  g_assert_finalize_object (worker);
}

static gpointer
hand_out (RondoDb *db, gpointer state, GCancellable *cancellable, GError **error)
{
  return db;
}

static void
test_other_threads_are_told (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RondoWorker) worker = make_open_worker (fixture);
  RondoDb *db = rondo_worker_run_sync (worker, hand_out, NULL, NULL, NULL);

  g_test_expect_message ("rondo-db", G_LOG_LEVEL_CRITICAL, "*does not belong to*");
  g_assert_true (rondo_db_run (db, NULL, "SELECT 1", ""));
  g_test_assert_expected_messages ();
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_test ("/db/worker/jobs-run-in-order", test_jobs_run_in_order);
  add_test ("/db/worker/answers-arrive-in-the-context-of-the-caller",
            test_answers_arrive_in_the_context_of_the_caller);
  add_test ("/db/worker/jobs-without-a-database-fail", test_jobs_without_a_database_fail);
  add_test ("/db/worker/failed-open-is-told-and-can-be-repeated",
            test_failed_open_is_told_and_can_be_repeated);
  add_test ("/db/worker/cancelled-job-is-not-begun", test_cancelled_job_is_not_begun);
  add_test ("/db/worker/long-statement-can-be-cancelled", test_long_statement_can_be_cancelled);
  add_test ("/db/worker/forgotten-transaction-does-not-reach-the-next-job",
            test_forgotten_transaction_does_not_reach_the_next_job);
  add_test ("/db/worker/close-waits-for-the-jobs-at-hand", test_close_waits_for_the_jobs_at_hand);
  add_test ("/db/worker/may-be-dropped-with-jobs-at-hand",
            test_worker_may_be_dropped_with_jobs_at_hand);
  add_test ("/db/worker/may-be-dropped-by-its-own-thread",
            test_worker_may_be_dropped_by_its_own_thread);
  add_test ("/db/worker/states-and-uncollected-results-are-freed",
            test_states_and_uncollected_results_are_freed);
  add_test ("/db/worker/another-thread-with-its-database-is-told", test_other_threads_are_told);
  return g_test_run ();
}
