/* SPDX-License-Identifier: GPL-3.0-or-later
 * What account and sync share of the store. */
#pragma once

#include "rondo-store.h"
#include "rondo-worker.h"

G_BEGIN_DECLS

/** rondo_store_get_worker: the thread behind the store. (transfer none) */
RondoWorker *rondo_store_get_worker (RondoStore *store);

/** rondo_store_emit_changed: after somebody else than the store wrote; on the owner's thread. */
void rondo_store_emit_changed (RondoStore *store);

G_END_DECLS
