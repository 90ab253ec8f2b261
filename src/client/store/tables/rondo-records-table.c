/* SPDX-License-Identifier: GPL-3.0-or-later
 * The table "record". */
#include "config.h"

#include "rondo-records-table.h"

#define SQL_READ "SELECT kind, version, body, base_body, is_deleted FROM record WHERE id = $1"
#define SQL_WRITE                                                                                  \
  "INSERT INTO record (id, kind, version, body, base_body, is_deleted) "                           \
  "VALUES ($1, $2, $3, $4, $5, $6) "                                                               \
  "ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, version = excluded.version, "              \
  "body = excluded.body, base_body = excluded.base_body, is_deleted = excluded.is_deleted"
#define HELD_VERSION "CASE WHEN r.version > 0 THEN r.version ELSE r.held_version END"
#define SQL_ADD                                                                                    \
  "INSERT INTO record (id, kind, version, body, scope, scope_version) "                            \
  "VALUES ($1, $2, $3, $4, $5, $3) ON CONFLICT (id) DO NOTHING"
#define IS_AS_SENT                                                                                 \
  "id = $1 AND version < $3 AND body = $2 "                                                        \
  "AND NOT EXISTS (SELECT 1 FROM outbox t WHERE t.record = $1) "                                   \
  "AND NOT EXISTS (SELECT 1 FROM outbox_more t WHERE t.record = $1)"
#define SQL_ADD_MANY                                                                               \
  "INSERT OR FAIL INTO record (id, kind, version, body, scope, scope_version) "                    \
  "VALUES " RONDO_DB_ROWS ("(?, ?, ?, ?, ?, ?)")
#define SQL_CONFIRM                                                                                \
  "UPDATE record SET version = $3, base_body = NULL, is_deleted = 0 WHERE " IS_AS_SENT
#define SQL_CONFIRM_NEW                                                                            \
  "UPDATE record SET version = $3, base_body = NULL, is_deleted = 0, "                             \
  "scope = $4, scope_version = $3, is_stale = 0 WHERE scope IS NULL "                              \
  "AND NOT EXISTS (SELECT 1 FROM record_scope_more m WHERE m.record = $1 AND m.scope = $4) "       \
  "AND " IS_AS_SENT
/* While an op touches a record, the server's state is the base. */
#define SQL_LIST_HELD                                                                              \
  "SELECT r.id, r.kind, " HELD_VERSION ", "                                                        \
  "CASE WHEN EXISTS (SELECT 1 FROM outbox t WHERE t.record = r.id) "                               \
  "OR EXISTS (SELECT 1 FROM outbox_more t WHERE t.record = r.id) "                                 \
  "THEN r.base_body ELSE r.body END, r.is_deleted FROM record r "                                  \
  "WHERE r.kind = $1 AND " HELD_VERSION                                                            \
  " > 0 AND (r.id > $2 OR $2 IS NULL) ORDER BY r.id LIMIT $3"
#define SQL_LIST_WITH_BODY "SELECT id, kind, version, body FROM record WHERE body IS NOT NULL"
#define SQL_LIST_OWN                                                                               \
  "SELECT r.id, r.kind, r.version, r.body FROM record r WHERE r.body IS NOT NULL "                 \
  "AND (r.kind IN ('client', 'log') OR r.id = $1 "                                                 \
  "OR r.id IN (SELECT t.session FROM log_entry t WHERE t.session IS NOT NULL) "                    \
  "OR EXISTS (SELECT 1 FROM record_scope s WHERE s.record = r.id AND s.scope = $2)) "              \
  "ORDER BY r.kind, r.id"
#define SQL_FORGET_VERSIONS                                                                        \
  "UPDATE record SET held_version = version, version = 0 WHERE version > 0"

void
rondo_record_clear (RondoRecord *record)
{
  g_clear_pointer (&record->id, g_free);
  g_clear_pointer (&record->kind, g_free);
  g_clear_pointer (&record->body, g_free);
  g_clear_pointer (&record->base_body, g_free);
  record->version = 0;
  record->is_deleted = FALSE;
}

gboolean
rondo_records_table_read (RondoDb *db, const char *id, RondoRecord *record, GError **error)
{
  g_autoptr (RondoStatement) statement = rondo_db_query (db, error, SQL_READ, "t", id);
  g_autoptr (GError) local_error = NULL;

  rondo_record_clear (record);
  if (statement == NULL)
    return FALSE;
  record->id = g_strdup (id);
  if (rondo_statement_step (statement, &local_error)) {
    record->kind = g_strdup (rondo_statement_get_text (statement, 0));
    record->version = rondo_statement_get_int (statement, 1);
    record->body = g_strdup (rondo_statement_get_text (statement, 2));
    record->base_body = g_strdup (rondo_statement_get_text (statement, 3));
    record->is_deleted = rondo_statement_get_int (statement, 4) != 0;
  }
  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return FALSE;
  }
  return TRUE;
}

gboolean
rondo_records_table_write (RondoDb *db, const RondoRecord *record, GError **error)
{
  return rondo_db_run (db,
                       error,
                       SQL_WRITE,
                       "ttitti",
                       record->id,
                       record->kind,
                       record->version,
                       record->body,
                       record->base_body,
                       (int64_t)record->is_deleted);
}

gboolean
rondo_records_table_add (
    RondoDb *db, const RondoRecord *record, const char *scope, gboolean *is_new, GError **error)
{
  if (!rondo_db_run (db,
                     error,
                     SQL_ADD,
                     "ttitt",
                     record->id,
                     record->kind,
                     record->version,
                     record->body,
                     scope))
    return FALSE;
  *is_new = rondo_db_changes (db) > 0;
  return TRUE;
}

static void
bind_row (RondoStatement *statement, int first, gconstpointer data)
{
  const RondoRow *row = data;

  rondo_statement_bind_borrowed (statement, first, row->id);
  rondo_statement_bind_borrowed (statement, first + 1, rondo_row_get_kind_word (row));
  rondo_statement_bind_int (statement, first + 2, row->version);
  rondo_statement_bind_borrowed (statement, first + 3, row->body);
  rondo_statement_bind_borrowed (statement, first + 4, row->scope);
  rondo_statement_bind_int (statement, first + 5, row->version);
}

gboolean
rondo_records_table_add_many (RondoDb *db, RondoRow *const *rows, guint *n_new, GError **error)
{
  static const RondoInsertion insertion = {SQL_ADD_MANY, 6, bind_row};

  return rondo_db_insert (db, &insertion, (const gconstpointer *)rows, n_new, error);
}

gboolean
rondo_records_table_confirm (RondoDb *db,
                             const char *id,
                             const char *body,
                             int64_t version,
                             gboolean *is_done,
                             GError **error)
{
  if (!rondo_db_run (db, error, SQL_CONFIRM, "tti", id, body, version))
    return FALSE;
  *is_done = rondo_db_changes (db) > 0;
  return TRUE;
}

gboolean
rondo_records_table_confirm_new (RondoDb *db,
                                 const char *id,
                                 const char *body,
                                 int64_t version,
                                 const char *scope,
                                 gboolean *is_done,
                                 GError **error)
{
  if (!rondo_db_run (db, error, SQL_CONFIRM_NEW, "ttit", id, body, version, scope))
    return FALSE;
  *is_done = rondo_db_changes (db) > 0;
  return TRUE;
}

static void
record_free (gpointer data)
{
  rondo_record_clear (data);
  g_free (data);
}

static RondoRecord *
read_held (RondoStatement *statement)
{
  RondoRecord *record = g_new0 (RondoRecord, 1);

  record->id = g_strdup (rondo_statement_get_text (statement, 0));
  record->kind = g_strdup (rondo_statement_get_text (statement, 1));
  record->version = rondo_statement_get_int (statement, 2);
  record->body = g_strdup (rondo_statement_get_text (statement, 3));
  record->is_deleted = rondo_statement_get_int (statement, 4) != 0;
  return record;
}

GPtrArray *
rondo_records_table_list_held (
    RondoDb *db, const char *kind, const char *after, int64_t limit, GError **error)
{
  g_autoptr (RondoStatement) statement =
      rondo_db_query (db, error, SQL_LIST_HELD, "tti", kind, after, limit);
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (record_free);
  g_autoptr (GError) local_error = NULL;

  if (statement == NULL)
    return NULL;
  while (rondo_statement_step (statement, &local_error))
    g_ptr_array_add (records, read_held (statement));
  if (local_error == NULL)
    return g_steal_pointer (&records);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

/* Takes @statement over, which may have failed already. */
static gboolean
take_each (RondoDb *db,
           RondoStatement *statement,
           RondoRecordFunc func,
           gpointer user_data,
           GError **error)
{
  g_autoptr (RondoStatement) owned = statement;
  g_autoptr (GError) local_error = NULL;

  if (owned == NULL)
    return FALSE;
  while (rondo_statement_step (owned, &local_error)) {
    const RondoRecord record = {
        .id = (char *)rondo_statement_get_text (owned, 0),
        .kind = (char *)rondo_statement_get_text (owned, 1),
        .version = rondo_statement_get_int (owned, 2),
        .body = (char *)rondo_statement_get_text (owned, 3),
    };

    if (!func (db, &record, user_data, error))
      return FALSE;
  }
  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return FALSE;
  }
  return TRUE;
}

gboolean
rondo_records_table_each (RondoDb *db, RondoRecordFunc func, gpointer user_data, GError **error)
{
  return take_each (db, rondo_db_query (db, error, SQL_LIST_WITH_BODY, ""), func, user_data, error);
}

gboolean
rondo_records_table_each_own (
    RondoDb *db, const char *self, RondoRecordFunc func, gpointer user_data, GError **error)
{
  g_autofree char *scope = self != NULL ? g_strconcat ("u:", self, NULL) : NULL;

  return take_each (
      db, rondo_db_query (db, error, SQL_LIST_OWN, "tt", self, scope), func, user_data, error);
}

gboolean
rondo_records_table_forget_versions (RondoDb *db, GError **error)
{
  return rondo_db_run (db, error, SQL_FORGET_VERSIONS, "");
}
