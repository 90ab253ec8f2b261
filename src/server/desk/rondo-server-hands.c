/* SPDX-License-Identifier: GPL-3.0-or-later
 * The threads that do the work of requests. */
#include "config.h"

#include "rondo-server-hands.h"

/* Jobs of one commit: enough for what waits while one is written to the disk. */
#define GROUP_MAX 64

struct _RondoServerHands {
  RondoDb *db; /* borrowed */

  GMainContext *writer_context; /* owned */
  GSource *to_write;            /* owned */
  GAsyncQueue *writes;          /* owned; of RondoServerJob */
  GThread *writer;
  GMutex mutex; /* the writer has it whenever it does not sleep */
  int is_over;  /* atomic */

  GAsyncQueue *reads;     /* owned; of RondoServerJob; the hands themselves: no more */
  GPtrArray *readers;     /* owned; of GThread */
  GPtrArray *connections; /* owned; of RondoDb */

  GMainContext *context; /* owned */
  GSource *ended;        /* owned */
  GAsyncQueue *ends;     /* owned; of RondoServerJob */
};

/* A source that is ready while its queue is not empty. */
typedef struct {
  GSource source;
  GAsyncQueue *queue; /* borrowed */
} QueueSource;

/* What a reader needs of the world. */
typedef struct {
  RondoServerHands *hands;
  RondoDb *db;
} Reader;

/* The hands whose writer runs on this thread, for its poll function. */
static GPrivate own_hands;

static gboolean
queue_prepare (GSource *source, int *timeout_ms)
{
  *timeout_ms = -1;
  return g_async_queue_length (((QueueSource *)source)->queue) > 0;
}

static gboolean
queue_check (GSource *source)
{
  return g_async_queue_length (((QueueSource *)source)->queue) > 0;
}

static gboolean
queue_dispatch (GSource *source, GSourceFunc callback, gpointer data)
{
  return callback (data);
}

static GSourceFuncs queue_funcs = {queue_prepare, queue_check, queue_dispatch, NULL, NULL, NULL};

static GSource *
watch_queue (GAsyncQueue *queue, GMainContext *context, GSourceFunc callback, gpointer data)
{
  GSource *source = g_source_new (&queue_funcs, sizeof (QueueSource));

  ((QueueSource *)source)->queue = queue;
  g_source_set_callback (source, callback, data, NULL);
  g_source_attach (source, context);
  return source;
}

static gboolean
ended_cb (gpointer data)
{
  RondoServerHands *hands = data;
  RondoServerJob *job;

  while ((job = g_async_queue_try_pop (hands->ends)) != NULL)
    job->done (job);
  return G_SOURCE_CONTINUE;
}

static void
put_end (RondoServerHands *hands, RondoServerJob *job)
{
  g_async_queue_push (hands->ends, job);
}

void
rondo_server_hands_end (RondoServerHands *hands, RondoServerJob *job)
{
  job->finish (job);
  put_end (hands, job);
  g_main_context_wakeup (hands->context);
}

/* All of @jobs in one transaction. What each of them thinks has failed is rolled back alone. */
static void
work_together (RondoServerHands *hands, GPtrArray *jobs, RondoServerNext *nexts)
{
  g_autoptr (GError) error = NULL;

  if (rondo_db_begin_group (hands->db, &error)) {
    for (guint i = 0; i < jobs->len; i++) {
      RondoServerJob *job = g_ptr_array_index (jobs, i);

      nexts[i] = job->work (job, hands->db, TRUE);
    }
    rondo_db_end_group (hands->db, &error);
  }
  for (guint i = 0; error != NULL && i < jobs->len; i++) {
    RondoServerJob *job = g_ptr_array_index (jobs, i);

    if (nexts[i] != RONDO_SERVER_NEXT_LATER)
      job->failure = g_error_copy (error);
  }
}

static GPtrArray *
take_group (RondoServerHands *hands)
{
  GPtrArray *jobs = g_ptr_array_new ();
  gpointer job;

  while (jobs->len < GROUP_MAX && (job = g_async_queue_try_pop (hands->writes)) != NULL)
    g_ptr_array_add (jobs, job);
  return jobs;
}

static gboolean
to_write_cb (gpointer data)
{
  RondoServerHands *hands = data;
  g_autoptr (GPtrArray) jobs = take_group (hands);
  RondoServerNext nexts[GROUP_MAX] = {RONDO_SERVER_NEXT_DONE};

  if (jobs->len > 1) {
    work_together (hands, jobs, nexts);
  } else if (jobs->len == 1) {
    RondoServerJob *job = g_ptr_array_index (jobs, 0);

    nexts[0] = job->work (job, hands->db, TRUE);
  }
  for (guint i = 0; i < jobs->len; i++) {
    RondoServerJob *job = g_ptr_array_index (jobs, i);

    if (nexts[i] == RONDO_SERVER_NEXT_LATER)
      continue;
    if (job->is_large) {
      g_async_queue_push (hands->reads, job);
      continue;
    }
    job->finish (job);
    put_end (hands, job);
  }
  g_main_context_wakeup (hands->context);
  return G_SOURCE_CONTINUE;
}

/* While the writer sleeps its connection can be held by others. */
static int
sleeping_poll (GPollFD *fds, guint count, int timeout_ms)
{
  RondoServerHands *hands = g_private_get (&own_hands);
  int result;

  if (hands == NULL || timeout_ms == 0)
    return g_poll (fds, count, timeout_ms);
  g_mutex_unlock (&hands->mutex);
  result = g_poll (fds, count, timeout_ms);
  g_mutex_lock (&hands->mutex);
  return result;
}

static gpointer
run_writer (gpointer data)
{
  RondoServerHands *hands = data;

  g_private_set (&own_hands, hands);
  g_main_context_push_thread_default (hands->writer_context);
  g_mutex_lock (&hands->mutex);
  while (!g_atomic_int_get (&hands->is_over))
    g_main_context_iteration (hands->writer_context, TRUE);
  g_mutex_unlock (&hands->mutex);
  g_main_context_pop_thread_default (hands->writer_context);
  return NULL;
}

static void
read_job (RondoServerHands *hands, RondoServerJob *job, RondoDb *db)
{
  if (!job->is_large && job->work (job, db, FALSE) == RONDO_SERVER_NEXT_WRITE) {
    job->is_large = FALSE;
    rondo_server_hands_write (hands, job);
    return;
  }
  job->finish (job);
  put_end (hands, job);
  g_main_context_wakeup (hands->context);
}

static gpointer
run_reader (gpointer data)
{
  g_autofree Reader *reader = data;
  RondoServerHands *hands = reader->hands;
  gpointer job;

  while ((job = g_async_queue_pop (hands->reads)) != hands)
    read_job (hands, job, reader->db);
  return NULL;
}

static gboolean
open_connections (RondoServerHands *hands, const char *path, guint count, GError **error)
{
  for (guint i = 0; i < count; i++) {
    RondoDb *db = rondo_db_open_reader (path, error);

    if (db == NULL)
      return FALSE;
    g_ptr_array_add (hands->connections, db);
  }
  return TRUE;
}

static void
start_threads (RondoServerHands *hands)
{
  hands->writer = g_thread_new ("rondo-writer", run_writer, hands);
  for (guint i = 0; i < hands->connections->len; i++) {
    Reader *reader = g_new0 (Reader, 1);

    reader->hands = hands;
    reader->db = g_ptr_array_index (hands->connections, i);
    g_ptr_array_add (hands->readers, g_thread_new ("rondo-reader", run_reader, reader));
  }
}

static void
stop_threads (RondoServerHands *hands)
{
  for (guint i = 0; i < hands->readers->len; i++)
    g_async_queue_push (hands->reads, hands);
  for (guint i = 0; i < hands->readers->len; i++)
    g_thread_join (g_ptr_array_index (hands->readers, i));
  g_atomic_int_set (&hands->is_over, TRUE);
  g_main_context_wakeup (hands->writer_context);
  g_clear_pointer (&hands->writer, g_thread_join);
}

RondoServerHands *
rondo_server_hands_new (
    RondoDb *db, const char *path, guint readers, GMainContext *context, GError **error)
{
  g_autoptr (RondoServerHands) hands = g_new0 (RondoServerHands, 1);

  g_mutex_init (&hands->mutex);
  hands->db = db;
  rondo_db_move_log_aside (db);
  hands->writer_context = g_main_context_new ();
  g_main_context_set_poll_func (hands->writer_context, sleeping_poll);
  hands->writes = g_async_queue_new ();
  hands->to_write = watch_queue (hands->writes, hands->writer_context, to_write_cb, hands);
  hands->reads = g_async_queue_new ();
  hands->readers = g_ptr_array_new ();
  hands->connections = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_db_close);
  hands->context = g_main_context_ref (context);
  hands->ends = g_async_queue_new ();
  hands->ended = watch_queue (hands->ends, context, ended_cb, hands);
  if (!open_connections (hands, path, readers, error))
    return NULL;
  start_threads (hands);
  return g_steal_pointer (&hands);
}

static void
unwatch_queue (GSource *source)
{
  g_source_destroy (source);
  g_source_unref (source);
}

void
rondo_server_hands_free (RondoServerHands *hands)
{
  stop_threads (hands);
  unwatch_queue (hands->to_write);
  unwatch_queue (hands->ended);
  g_ptr_array_unref (hands->readers);
  g_ptr_array_unref (hands->connections);
  g_async_queue_unref (hands->writes);
  g_async_queue_unref (hands->reads);
  g_async_queue_unref (hands->ends);
  g_main_context_unref (hands->writer_context);
  g_main_context_unref (hands->context);
  g_mutex_clear (&hands->mutex);
  g_free (hands);
}

void
rondo_server_hands_write (RondoServerHands *hands, RondoServerJob *job)
{
  g_async_queue_push (hands->writes, job);
  g_main_context_wakeup (hands->writer_context);
}

void
rondo_server_hands_read (RondoServerHands *hands, RondoServerJob *job)
{
  g_async_queue_push (hands->reads, job);
}

void
rondo_server_hands_hold (RondoServerHands *hands)
{
  g_mutex_lock (&hands->mutex);
}

void
rondo_server_hands_release (RondoServerHands *hands)
{
  g_mutex_unlock (&hands->mutex);
}
