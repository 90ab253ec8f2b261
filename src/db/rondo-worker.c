/* SPDX-License-Identifier: GPL-3.0-or-later
 * The database thread: a queue of jobs, taken one after the other by the owner of the connection.
 */
#include "config.h"

#include "rondo-worker.h"

#include "rondo-db-private.h"

#include <glib/gi18n-lib.h>

/* What the caller of a synchronous job waits for. */
typedef struct {
  GMutex mutex;
  GCond cond;
  gboolean is_done;
  gpointer result;
  GError *error;
} Waiter;

/* One of three: open, run, or (without both) the end of the thread. */
typedef struct {
  RondoWorkerOpenFunc open;
  RondoWorkerFunc run;
  gpointer state;            /* borrowed from the task or from the waiting caller */
  GCancellable *cancellable; /* (nullable): owned */
  GTask *task;               /* owned; NULL if somebody waits */
  Waiter *waiter;            /* borrowed; NULL if there is a task */
  GDestroyNotify free_result;
} Job;

struct _RondoWorker {
  GObject parent_instance;

  /* owned */
  GThread *thread;
  GAsyncQueue *queue; /* of Job */
  GMutex mutex;       /* keeps the last job last */
  gboolean is_closed;
};

G_DEFINE_FINAL_TYPE (RondoWorker, rondo_worker, G_TYPE_OBJECT)

static void
job_free (Job *job)
{
  g_clear_object (&job->cancellable);
  g_clear_object (&job->task);
  g_free (job);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Job, job_free)

static Job *
job_new (gpointer state, GCancellable *cancellable)
{
  Job *job = g_new0 (Job, 1);

  job->state = state;
  g_set_object (&job->cancellable, cancellable);
  return job;
}

static void
set_not_open_error (GError **error)
{
  g_set_error_literal (error,
                       RONDO_DB_ERROR,
                       RONDO_DB_ERROR_FAILED,
                       _ ("The database is not open. Open it and try again."));
}

static void
answer (Job *job, gpointer result, GError *error)
{
  if (job->task != NULL) {
    if (error != NULL)
      g_task_return_error (job->task, error);
    else
      g_task_return_pointer (job->task, result, job->free_result);
    return;
  }
  g_mutex_lock (&job->waiter->mutex);
  job->waiter->result = result;
  job->waiter->error = error;
  job->waiter->is_done = TRUE;
  g_cond_signal (&job->waiter->cond);
  g_mutex_unlock (&job->waiter->mutex);
}

static gpointer
run_job (Job *job, RondoDb *db, GError **error)
{
  gpointer result;

  if (db == NULL) {
    set_not_open_error (error);
    return NULL;
  }
  rondo_db_set_cancellable (db, job->cancellable);
  result = job->run (db, job->state, job->cancellable, error);
  rondo_db_set_cancellable (db, NULL);
  rondo_db_end_leaked_transaction (db);
  return result;
}

static gpointer
handle_job (Job *job, RondoDb **db, GError **error)
{
  if (g_cancellable_set_error_if_cancelled (job->cancellable, error))
    return NULL;
  if (job->run != NULL)
    return run_job (job, *db, error);
  g_clear_pointer (db, rondo_db_close);
  *db = job->open (job->state, error);
  if (*db != NULL) {
    (*db)->owner = g_thread_self ();
    rondo_db_move_log_aside (*db);
  }
  return *db;
}

/* Knows the queue alone: the worker object may be gone before the thread is. */
static gpointer
run_thread (gpointer data)
{
  g_autoptr (GAsyncQueue) queue = data;
  g_autoptr (RondoDb) db = NULL;

  for (;;) {
    g_autoptr (Job) job = g_async_queue_pop (queue);
    g_autoptr (GError) error = NULL;
    gpointer result;

    if (job->open == NULL && job->run == NULL)
      return NULL;
    result = handle_job (job, &db, &error);
    answer (job, result, g_steal_pointer (&error));
  }
}

/* Takes @job over. FALSE if the worker is closed. */
static gboolean
push (RondoWorker *self, Job *job)
{
  gboolean is_closed;

  g_mutex_lock (&self->mutex);
  is_closed = self->is_closed;
  if (!is_closed)
    g_async_queue_push (self->queue, job);
  g_mutex_unlock (&self->mutex);
  return !is_closed;
}

static void
push_task (RondoWorker *self, Job *job)
{
  g_autoptr (GError) error = NULL;

  if (push (self, job))
    return;
  set_not_open_error (&error);
  answer (job, NULL, g_steal_pointer (&error));
  job_free (job);
}

static GTask *
make_task (RondoWorker *self,
           gpointer tag,
           gpointer state,
           GDestroyNotify free_state,
           GCancellable *cancellable,
           GAsyncReadyCallback callback,
           gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, state, free_state);
  return task;
}

static void
rondo_worker_dispose (GObject *object)
{
  rondo_worker_close (RONDO_WORKER (object));
  G_OBJECT_CLASS (rondo_worker_parent_class)->dispose (object);
}

static void
rondo_worker_finalize (GObject *object)
{
  RondoWorker *self = RONDO_WORKER (object);

  g_clear_pointer (&self->queue, g_async_queue_unref);
  g_mutex_clear (&self->mutex);
  G_OBJECT_CLASS (rondo_worker_parent_class)->finalize (object);
}

static void
rondo_worker_class_init (RondoWorkerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = rondo_worker_dispose;
  object_class->finalize = rondo_worker_finalize;
}

static void
rondo_worker_init (RondoWorker *self)
{
  g_mutex_init (&self->mutex);
  self->queue = g_async_queue_new ();
  self->thread = g_thread_new ("rondo-db", run_thread, g_async_queue_ref (self->queue));
}

RondoWorker *
rondo_worker_new (void)
{
  return g_object_new (RONDO_TYPE_WORKER, NULL);
}

void
rondo_worker_open_async (RondoWorker *self,
                         RondoWorkerOpenFunc open,
                         gpointer state,
                         GDestroyNotify free_state,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  Job *job;

  g_return_if_fail (RONDO_IS_WORKER (self));
  g_return_if_fail (open != NULL);

  job = job_new (state, cancellable);
  job->open = open;
  job->task = make_task (
      self, rondo_worker_open_async, state, free_state, cancellable, callback, user_data);
  push_task (self, job);
}

gboolean
rondo_worker_open_finish (RondoWorker *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, rondo_worker_open_async), FALSE);

  return g_task_propagate_pointer (G_TASK (result), error) != NULL;
}

void
rondo_worker_run_async (RondoWorker *self,
                        gpointer tag,
                        RondoWorkerFunc func,
                        gpointer state,
                        GDestroyNotify free_state,
                        GDestroyNotify free_result,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  Job *job;

  g_return_if_fail (RONDO_IS_WORKER (self));
  g_return_if_fail (func != NULL);

  job = job_new (state, cancellable);
  job->run = func;
  job->free_result = free_result;
  job->task = make_task (self, tag, state, free_state, cancellable, callback, user_data);
  push_task (self, job);
}

gpointer
rondo_worker_run_finish (RondoWorker *self, gpointer tag, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, tag), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

struct _RondoWorkerCall {
  Waiter waiter;
};

RondoWorkerCall *
rondo_worker_start (RondoWorker *self,
                    RondoWorkerFunc func,
                    gpointer state,
                    GCancellable *cancellable)
{
  RondoWorkerCall *call;
  Job *job;

  g_return_val_if_fail (RONDO_IS_WORKER (self), NULL);
  g_return_val_if_fail (func != NULL, NULL);
  g_return_val_if_fail (g_thread_self () != self->thread, NULL);

  call = g_new0 (RondoWorkerCall, 1);
  job = job_new (state, cancellable);
  job->run = func;
  job->waiter = &call->waiter;
  g_mutex_init (&call->waiter.mutex);
  g_cond_init (&call->waiter.cond);
  if (push (self, job))
    return call;
  job_free (job);
  set_not_open_error (&call->waiter.error);
  call->waiter.is_done = TRUE;
  return call;
}

gpointer
rondo_worker_wait (RondoWorkerCall *call, GError **error)
{
  Waiter *waiter = &call->waiter;
  gpointer result;

  g_mutex_lock (&waiter->mutex);
  while (!waiter->is_done)
    g_cond_wait (&waiter->cond, &waiter->mutex);
  g_mutex_unlock (&waiter->mutex);
  g_cond_clear (&waiter->cond);
  g_mutex_clear (&waiter->mutex);
  result = waiter->result;
  if (waiter->error != NULL)
    g_propagate_error (error, waiter->error);
  g_free (call);
  return result;
}

gpointer
rondo_worker_run_sync (RondoWorker *self,
                       RondoWorkerFunc func,
                       gpointer state,
                       GCancellable *cancellable,
                       GError **error)
{
  RondoWorkerCall *call = rondo_worker_start (self, func, state, cancellable);

  return call != NULL ? rondo_worker_wait (call, error) : NULL;
}

void
rondo_worker_close (RondoWorker *self)
{
  g_return_if_fail (RONDO_IS_WORKER (self));

  g_mutex_lock (&self->mutex);
  if (!self->is_closed)
    g_async_queue_push (self->queue, job_new (NULL, NULL));
  self->is_closed = TRUE;
  g_mutex_unlock (&self->mutex);
  if (self->thread == NULL)
    return;
  /* The last reference to the worker may be dropped by its own thread, with the last task. */
  if (self->thread == g_thread_self ())
    g_thread_unref (self->thread);
  else
    g_thread_join (self->thread);
  self->thread = NULL;
}
