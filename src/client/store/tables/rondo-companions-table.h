/* SPDX-License-Identifier: GPL-3.0-or-later
 * Who has joined the same round. */
#pragma once

#include "rondo-companion.h"
#include "rondo-db.h"

G_BEGIN_DECLS

gboolean rondo_companions_table_put (RondoDb *db, const RondoCompanion *companion, GError **error);
gboolean rondo_companions_table_delete (RondoDb *db, const char *id, GError **error);
gboolean rondo_companions_table_clear (RondoDb *db, GError **error);

/** rondo_companions_table_list_for_round: (transfer full) (element-type RondoCompanion) */
GPtrArray *rondo_companions_table_list_for_round (RondoDb *db, const char *round, GError **error);

G_END_DECLS
