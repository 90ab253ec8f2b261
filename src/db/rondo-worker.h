/* SPDX-License-Identifier: GPL-3.0-or-later
 * The one thread that owns a database connection. Jobs run on it one after the other. */
#pragma once

#include <gio/gio.h>

#include "rondo-db.h"

G_BEGIN_DECLS

#define RONDO_TYPE_WORKER (rondo_worker_get_type ())
G_DECLARE_FINAL_TYPE (RondoWorker, rondo_worker, RONDO, WORKER, GObject)

/* Work for the database thread. Returns what finish hands out, or NULL with @error. @state is
 * borrowed and is not used by anybody else meanwhile. */
typedef gpointer (*RondoWorkerFunc) (RondoDb *db,
                                     gpointer state,
                                     GCancellable *cancellable,
                                     GError **error);

/* Opens (or opens again) the connection, on the database thread. */
typedef RondoDb *(*RondoWorkerOpenFunc) (gpointer state, GError **error);

RondoWorker *rondo_worker_new (void);

/** rondo_worker_open_async: opens the connection with @open; every later job gets it. Jobs fail
 * with %RONDO_DB_ERROR_FAILED while there is none. @state is freed by @free_state. */
void rondo_worker_open_async (RondoWorker *worker,
                              RondoWorkerOpenFunc open,
                              gpointer state,
                              GDestroyNotify free_state,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
gboolean rondo_worker_open_finish (RondoWorker *worker, GAsyncResult *result, GError **error);

/** rondo_worker_run_async: runs @func on the database thread. @tag identifies the caller, as in
 * g_task_set_source_tag(). @free_result frees a result nobody collects (NULL: not needed). */
void rondo_worker_run_async (RondoWorker *worker,
                             gpointer tag,
                             RondoWorkerFunc func,
                             gpointer state,
                             GDestroyNotify free_state,
                             GDestroyNotify free_result,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gpointer
rondo_worker_run_finish (RondoWorker *worker, gpointer tag, GAsyncResult *result, GError **error);

/** rondo_worker_run_sync: runs @func on the database thread and waits for it. For other threads
 * that are not the GTK thread (the sync thread) and for tests. */
gpointer rondo_worker_run_sync (RondoWorker *worker,
                                RondoWorkerFunc func,
                                gpointer state,
                                GCancellable *cancellable,
                                GError **error);

/** rondo_worker_start: the same in two steps, so that the caller can do something else meanwhile;
 * rondo_worker_wait() ends it. @state has to last until then. (transfer full) */
typedef struct _RondoWorkerCall RondoWorkerCall;
RondoWorkerCall *rondo_worker_start (RondoWorker *worker,
                                     RondoWorkerFunc func,
                                     gpointer state,
                                     GCancellable *cancellable);

/** rondo_worker_wait: @call: (transfer full): has to be called once for each that was started. */
gpointer rondo_worker_wait (RondoWorkerCall *call, GError **error);

/** rondo_worker_close: waits for the jobs at hand, closes the connection, ends the thread. */
void rondo_worker_close (RondoWorker *worker);

G_END_DECLS
