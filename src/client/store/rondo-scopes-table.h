/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which scopes of the account show which record. */
#pragma once

#include "rondo-db.h"

G_BEGIN_DECLS

gboolean
rondo_scopes_table_add (RondoDb *db, const char *record, const char *scope, GError **error);
gboolean
rondo_scopes_table_remove (RondoDb *db, const char *record, const char *scope, GError **error);

/** rondo_scopes_table_is_shown: whether any scope shows @record. */
gboolean
rondo_scopes_table_is_shown (RondoDb *db, const char *record, gboolean *is_shown, GError **error);

/** rondo_scopes_table_list_records: (transfer full): ids of the records that @scope shows. */
GPtrArray *rondo_scopes_table_list_records (RondoDb *db, const char *scope, GError **error);

/** rondo_scopes_table_clear: forgets what shows what. */
gboolean rondo_scopes_table_clear (RondoDb *db, GError **error);

G_END_DECLS
