/* SPDX-License-Identifier: GPL-3.0-or-later
 * Rounds by their start. */
#pragma once

#include "rondo-db.h"
#include "rondo-round.h"

G_BEGIN_DECLS

gboolean rondo_rounds_table_put (RondoDb *db, const RondoRound *round, GError **error);
gboolean rondo_rounds_table_delete (RondoDb *db, const char *id, GError **error);
gboolean rondo_rounds_table_clear (RondoDb *db, GError **error);

/** rondo_rounds_table_list: (transfer full): (element-type RondoRound): newest first */
GPtrArray *rondo_rounds_table_list (RondoDb *db, GError **error);

/** rondo_rounds_table_find: @round becomes a new value, or NULL if there is none. */
gboolean rondo_rounds_table_find (RondoDb *db, const char *id, RondoRound **round, GError **error);

G_END_DECLS
