/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which scope shows which record: the first one in the row of the record, more in a table. */
#include "config.h"

#include "rondo-scopes-table.h"

#include "rondo-rows.h"

#define SQL_READ "SELECT version FROM record_scope WHERE record = $1 AND scope = $2"
#define IS_FREE                                                                                    \
  "scope IS NULL AND NOT EXISTS "                                                                  \
  "(SELECT 1 FROM record_scope_more m WHERE m.record = $1 AND m.scope = $2)"
#define SQL_TAKE                                                                                   \
  "UPDATE record SET scope = $2, scope_version = $3, is_stale = 0 WHERE id = $1 AND " IS_FREE
#define SQL_RENEW "UPDATE record SET scope_version = $3, is_stale = 0 WHERE id = $1 AND scope = $2"
#define SQL_ADD_MORE                                                                               \
  "INSERT INTO record_scope_more (record, scope, version) VALUES ($1, $2, $3) "                    \
  "ON CONFLICT (record, scope) DO UPDATE SET version = excluded.version, is_stale = 0"
#define SQL_REMOVE                                                                                 \
  "UPDATE record SET scope = NULL, scope_version = 0, is_stale = 0 WHERE id = $1 AND scope = $2"
#define SQL_REMOVE_MORE "DELETE FROM record_scope_more WHERE record = $1 AND scope = $2"
#define SQL_IS_SHOWN "SELECT count(*) FROM record_scope WHERE record = $1"
#define SQL_LIST_RECORDS "SELECT record FROM record_scope WHERE scope = $1 ORDER BY record"
#define SQL_LIST_STALE                                                                             \
  "SELECT record FROM record_scope WHERE scope = $1 AND is_stale = 1 ORDER BY record"
#define SQL_LIST_UNSHOWN                                                                           \
  "SELECT id FROM record WHERE body IS NOT NULL AND NOT EXISTS "                                   \
  "(SELECT 1 FROM record_scope s WHERE s.record = record.id) ORDER BY id"
#define SQL_COUNT "SELECT count(*) FROM record_scope WHERE scope = $1"
#define SQL_MARK "UPDATE record SET is_stale = 1, scope_version = 0 WHERE scope = $1 OR $1 IS NULL"
#define SQL_MARK_MORE                                                                              \
  "UPDATE record_scope_more SET is_stale = 1, version = 0 WHERE scope = $1 OR $1 IS NULL"

gboolean
rondo_scopes_table_read (
    RondoDb *db, const char *record, const char *scope, int64_t *version, GError **error)
{
  *version = -1;
  return rondo_rows_take_int (
      rondo_db_query (db, error, SQL_READ, "tt", record, scope), version, error);
}

/* One of the statements that write a scope of a record. @is_done: it had something to do. */
static gboolean
write_scope (RondoDb *db,
             const char *sql,
             const char *record,
             const char *scope,
             int64_t version,
             gboolean *is_done,
             GError **error)
{
  if (!rondo_db_run (db, error, sql, "tti", record, scope, version))
    return FALSE;
  *is_done = rondo_db_changes (db) > 0;
  return TRUE;
}

gboolean
rondo_scopes_table_show (RondoDb *db,
                         const char *record,
                         const char *scope,
                         int64_t version,
                         int64_t *before,
                         GError **error)
{
  gboolean is_done;

  *before = -1;
  if (!write_scope (db, SQL_TAKE, record, scope, version, &is_done, error))
    return FALSE;
  if (is_done)
    return TRUE;
  return rondo_scopes_table_read (db, record, scope, before, error) &&
         write_scope (db, SQL_RENEW, record, scope, version, &is_done, error) &&
         (is_done || write_scope (db, SQL_ADD_MORE, record, scope, version, &is_done, error));
}

gboolean
rondo_scopes_table_remove (RondoDb *db, const char *record, const char *scope, GError **error)
{
  return rondo_db_run (db, error, SQL_REMOVE, "tt", record, scope) &&
         rondo_db_run (db, error, SQL_REMOVE_MORE, "tt", record, scope);
}

gboolean
rondo_scopes_table_mark (RondoDb *db, const char *scope, GError **error)
{
  return rondo_db_run (db, error, SQL_MARK, "t", scope) &&
         rondo_db_run (db, error, SQL_MARK_MORE, "t", scope);
}

gboolean
rondo_scopes_table_is_shown (RondoDb *db, const char *record, gboolean *is_shown, GError **error)
{
  int64_t count = 0;

  if (!rondo_rows_take_int (rondo_db_query (db, error, SQL_IS_SHOWN, "t", record), &count, error))
    return FALSE;
  *is_shown = count > 0;
  return TRUE;
}

GPtrArray *
rondo_scopes_table_list_records (RondoDb *db, const char *scope, GError **error)
{
  return rondo_rows_take_texts (rondo_db_query (db, error, SQL_LIST_RECORDS, "t", scope), error);
}

GPtrArray *
rondo_scopes_table_list_stale (RondoDb *db, const char *scope, GError **error)
{
  return rondo_rows_take_texts (rondo_db_query (db, error, SQL_LIST_STALE, "t", scope), error);
}

GPtrArray *
rondo_scopes_table_list_unshown (RondoDb *db, GError **error)
{
  return rondo_rows_take_texts (rondo_db_query (db, error, SQL_LIST_UNSHOWN, ""), error);
}

gboolean
rondo_scopes_table_count (RondoDb *db, const char *scope, int64_t *count, GError **error)
{
  *count = 0;
  return rondo_rows_take_int (rondo_db_query (db, error, SQL_COUNT, "t", scope), count, error);
}
