/* SPDX-License-Identifier: GPL-3.0-or-later
 * Two values of one record, of which one has to be chosen. */
#pragma once

#include "rondo-db.h"
#include "rondo-wire-bodies.h"

G_BEGIN_DECLS

gboolean rondo_conflicts_table_put (RondoDb *db, const RondoConflict *conflict, GError **error);
gboolean rondo_conflicts_table_delete (RondoDb *db, const char *id, GError **error);
gboolean rondo_conflicts_table_clear (RondoDb *db, GError **error);

/** rondo_conflicts_table_list: (transfer full) (element-type RondoConflict): in the order of their
 * ids */
GPtrArray *rondo_conflicts_table_list (RondoDb *db, GError **error);

/** rondo_conflicts_table_find: @conflict becomes a new value, or NULL if there is none. */
gboolean
rondo_conflicts_table_find (RondoDb *db, const char *id, RondoConflict **conflict, GError **error);

gboolean rondo_conflicts_table_count (RondoDb *db, guint *count, GError **error);

G_END_DECLS
