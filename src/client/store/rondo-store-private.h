/* SPDX-License-Identifier: GPL-3.0-or-later
 * What account and sync share of the store. */
#pragma once

#include "rondo-store.h"
#include "rondo-worker.h"

G_BEGIN_DECLS

/* One call, from the caller's thread to the database thread and back. */
typedef struct {
  gpointer tag; /* the public function */
  RondoWorkerFunc func;
  gpointer state;
  GDestroyNotify free_state;
  GDestroyNotify free_result;
  gboolean is_write;
} RondoStoreCall;

/** rondo_store_run: makes @call, whose state is taken over. */
void rondo_store_run (RondoStore *store,
                      const RondoStoreCall *call,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data);

/** rondo_store_finish: what the function of the call gave; NULL with @error. */
gpointer rondo_store_finish (RondoStore *store, gpointer tag, GAsyncResult *result, GError **error);

/** rondo_store_get_worker: the thread behind the store. (transfer none) */
RondoWorker *rondo_store_get_worker (RondoStore *store);

/** rondo_store_emit_changed: after somebody else than the store wrote; on the owner's thread. */
void rondo_store_emit_changed (RondoStore *store);

G_END_DECLS
