/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which scopes of the account show which record. */
#pragma once

#include "rondo-db.h"

G_BEGIN_DECLS

/** rondo_scopes_table_read: the @version of @record that @scope told; 0: none since the scope is
 * read again; −1: it does not show it. */
gboolean rondo_scopes_table_read (
    RondoDb *db, const char *record, const char *scope, int64_t *version, GError **error);

/** rondo_scopes_table_show: @scope shows @record in @version. @before: as it did before, see
 * rondo_scopes_table_read(). */
gboolean rondo_scopes_table_show (RondoDb *db,
                                  const char *record,
                                  const char *scope,
                                  int64_t version,
                                  int64_t *before,
                                  GError **error);
gboolean
rondo_scopes_table_remove (RondoDb *db, const char *record, const char *scope, GError **error);

/** rondo_scopes_table_is_shown: whether any scope shows @record. */
gboolean
rondo_scopes_table_is_shown (RondoDb *db, const char *record, gboolean *is_shown, GError **error);

/** rondo_scopes_table_list_records: (transfer full): ids of the records that @scope shows. */
GPtrArray *rondo_scopes_table_list_records (RondoDb *db, const char *scope, GError **error);

/** rondo_scopes_table_list_stale: (transfer full): those of them that were not mentioned since the
 * scope is read again. */
GPtrArray *rondo_scopes_table_list_stale (RondoDb *db, const char *scope, GError **error);

/** rondo_scopes_table_list_unshown: (transfer full): records with a body that no scope shows. */
GPtrArray *rondo_scopes_table_list_unshown (RondoDb *db, GError **error);

/** rondo_scopes_table_count: how many records @scope shows. */
gboolean rondo_scopes_table_count (RondoDb *db, const char *scope, int64_t *count, GError **error);

/** rondo_scopes_table_mark: @scope (nullable: each) is read again; nothing of it was mentioned yet.
 */
gboolean rondo_scopes_table_mark (RondoDb *db, const char *scope, GError **error);

G_END_DECLS
