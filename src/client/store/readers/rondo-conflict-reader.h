/* SPDX-License-Identifier: GPL-3.0-or-later
 * What was changed in two places: both values in words, and the choice between them. */
#pragma once

#include "rondo-db.h"
#include "rondo-overviews.h"

G_BEGIN_DECLS

/** rondo_conflict_reader_list: (transfer full) (element-type RondoConflictOverview) */
GPtrArray *rondo_conflict_reader_list (RondoDb *db, GError **error);

/** rondo_conflict_resolve: keeps what there is, or makes the other values the user's change; either
 * way the conflict is closed. One transaction. */
gboolean rondo_conflict_resolve (
    RondoDb *db, const char *id, gboolean take_other, int64_t now_us, GError **error);

G_END_DECLS
