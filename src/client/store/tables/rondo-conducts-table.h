/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reports about conduct. */
#pragma once

#include "rondo-conduct.h"
#include "rondo-db.h"

G_BEGIN_DECLS

gboolean rondo_conducts_table_put (RondoDb *db, const RondoConduct *conduct, GError **error);
gboolean rondo_conducts_table_delete (RondoDb *db, const char *id, GError **error);
gboolean rondo_conducts_table_clear (RondoDb *db, GError **error);

/** rondo_conducts_table_list: all of them, the newest first. (transfer full) (element-type
 * RondoConduct) */
GPtrArray *rondo_conducts_table_list (RondoDb *db, GError **error);

G_END_DECLS
