/* SPDX-License-Identifier: GPL-3.0-or-later
 * The table "record_scope". */
#include "config.h"

#include "rondo-scopes-table.h"

#include "rondo-rows.h"

#define SQL_READ "SELECT version FROM record_scope WHERE record = $1 AND scope = $2"
#define SQL_ADD                                                                                    \
  "INSERT INTO record_scope (record, scope, version) VALUES ($1, $2, $3) "                         \
  "ON CONFLICT (record, scope) DO UPDATE SET version = excluded.version, is_stale = 0"
#define SQL_REMOVE "DELETE FROM record_scope WHERE record = $1 AND scope = $2"
#define SQL_IS_SHOWN "SELECT count(*) FROM record_scope WHERE record = $1"
#define SQL_LIST_RECORDS "SELECT record FROM record_scope WHERE scope = $1 ORDER BY record"
#define SQL_LIST_STALE                                                                             \
  "SELECT record FROM record_scope WHERE scope = $1 AND is_stale = 1 ORDER BY record"
#define SQL_LIST_UNSHOWN                                                                           \
  "SELECT id FROM record WHERE body IS NOT NULL AND NOT EXISTS "                                   \
  "(SELECT 1 FROM record_scope s WHERE s.record = record.id) ORDER BY id"
#define SQL_COUNT "SELECT count(*) FROM record_scope WHERE scope = $1"
#define SQL_CLEAR "DELETE FROM record_scope"

gboolean
rondo_scopes_table_read (
    RondoDb *db, const char *record, const char *scope, int64_t *version, GError **error)
{
  *version = -1;
  return rondo_rows_take_int (
      rondo_db_query (db, error, SQL_READ, "tt", record, scope), version, error);
}

gboolean
rondo_scopes_table_add (
    RondoDb *db, const char *record, const char *scope, int64_t version, GError **error)
{
  return rondo_db_run (db, error, SQL_ADD, "tti", record, scope, version);
}

gboolean
rondo_scopes_table_remove (RondoDb *db, const char *record, const char *scope, GError **error)
{
  return rondo_db_run (db, error, SQL_REMOVE, "tt", record, scope);
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

gboolean
rondo_scopes_table_clear (RondoDb *db, GError **error)
{
  return rondo_db_run (db, error, SQL_CLEAR, "");
}
