/* SPDX-License-Identifier: GPL-3.0-or-later
 * What all overviews need while they are read: who is asking, names, and which records wait. */
#pragma once

#include "rondo-db.h"
#include "rondo-overviews.h"

G_BEGIN_DECLS

typedef struct _RondoView RondoView;

/** rondo_view_new: begins a read transaction, so that all that is read agrees. */
RondoView *rondo_view_new (RondoDb *db, GError **error);

/** rondo_view_free: ends it. */
void rondo_view_free (RondoView *view);

RondoDb *rondo_view_get_db (RondoView *view);

/** rondo_view_get_self: id of the member of this computer. (nullable) */
const char *rondo_view_get_self (RondoView *view);

/** rondo_view_is_waiting, rondo_view_is_refused: what becomes of the user's edits of record @id. */
gboolean rondo_view_is_waiting (RondoView *view, const char *id);
gboolean rondo_view_is_refused (RondoView *view, const char *id);

/** rondo_view_dup_name: of the member @id, "" while unknown. */
gboolean rondo_view_dup_name (RondoView *view, const char *id, char **name, GError **error);

/** rondo_view_take_pairings: (transfer full) (element-type RondoPairingOverview): the same
 * @pairings (of RondoPairing, taken over; NULL: failed already) with names and progress. */
GPtrArray *rondo_view_take_pairings (RondoView *view, GPtrArray *pairings, GError **error);

/** rondo_view_list_summaries: (transfer full) (element-type RondoRoundSummary): newest first
 * @only_open: those that may be joined or left */
GPtrArray *rondo_view_list_summaries (RondoView *view, gboolean only_open, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoView, rondo_view_free)

G_END_DECLS
