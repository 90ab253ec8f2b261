/* SPDX-License-Identifier: GPL-3.0-or-later
 * The next request to the server: cursors, and the ops whose turn it is. */
#pragma once

#include "rondo-db.h"
#include "rondo-wire-messages.h"

G_BEGIN_DECLS

/**
 * rondo_push_prepare:
 * @max_ops: most ops to send at once
 *
 * The ops it holds count as sent from now on: they are never altered again. A computer that has not
 * read anything yet sends no ops: what the server knows of the same records has to be known first.
 *
 * Returns: (transfer full): the request, or NULL with @error
 */
RondoSyncRequest *rondo_push_prepare (RondoDb *db, guint max_ops, GError **error);

/** rondo_push_prepare_two: the same; @next: (out) (transfer full) (element-type RondoOp): what can
 * go out with the request after it, before its answer is saved. They count as sent too. */
RondoSyncRequest *
rondo_push_prepare_two (RondoDb *db, guint max_ops, GPtrArray **next, GError **error);

/** rondo_push_take_after: in the caller's transaction: ops that can go out while those of @before
 * are on their way; none of them touches what those touch, and they count as sent from now on.
 * (transfer full) (element-type RondoOp) */
GPtrArray *rondo_push_take_after (RondoDb *db, GPtrArray *before, guint max_ops, GError **error);

/** rondo_push_export: all changes that wait or were refused, as JSON text. (transfer full) */
GBytes *rondo_push_export (RondoDb *db, GError **error);

/** rondo_push_take_own_work: what waits of clients, log entries and sessions; counts as sent from
 * now on. (transfer full) (element-type RondoOp) */
GPtrArray *rondo_push_take_own_work (RondoDb *db, GError **error);

G_END_DECLS
