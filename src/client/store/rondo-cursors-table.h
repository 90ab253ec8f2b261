/* SPDX-License-Identifier: GPL-3.0-or-later
 * How far each scope of the account has been read. */
#pragma once

#include "rondo-db.h"

G_BEGIN_DECLS

/** rondo_cursors_table_list: (transfer full) (element-type RondoCursor): a seq below 0 is that of a
 * scope that was read once, and has to be read again from the start */
GPtrArray *rondo_cursors_table_list (RondoDb *db, GError **error);
gboolean rondo_cursors_table_write (RondoDb *db, const char *scope, int64_t seq, GError **error);
gboolean rondo_cursors_table_delete (RondoDb *db, const char *scope, GError **error);

/** rondo_cursors_table_rewind: keeps the scopes, but has all of them read again. */
gboolean rondo_cursors_table_rewind (RondoDb *db, GError **error);

G_END_DECLS
