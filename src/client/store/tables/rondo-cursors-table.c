/* SPDX-License-Identifier: GPL-3.0-or-later
 * The table "cursor". */
#include "config.h"

#include "rondo-cursors-table.h"

#include "rondo-scopes-table.h"
#include "rondo-wire-messages.h"

#define SQL_LIST "SELECT scope, seq FROM cursor ORDER BY scope"
#define SQL_WRITE                                                                                  \
  "INSERT INTO cursor (scope, seq) VALUES ($1, $2) "                                               \
  "ON CONFLICT (scope) DO UPDATE SET seq = excluded.seq"
#define SQL_DELETE "DELETE FROM cursor WHERE scope = $1"
#define SQL_READ_STATE                                                                             \
  "SELECT count, hash, is_marking, removed, repaired_us FROM cursor WHERE scope = $1"
#define SQL_WRITE_STATE                                                                            \
  "UPDATE cursor SET count = $2, hash = $3, is_marking = $4, removed = $5, repaired_us = $6 "      \
  "WHERE scope = $1"
#define SQL_REWIND "UPDATE cursor SET seq = -1, is_marking = 1, removed = 0, count = 0, hash = 0"
#define SQL_REWIND_SCOPE SQL_REWIND " WHERE scope = $1"

GPtrArray *
rondo_cursors_table_list (RondoDb *db, GError **error)
{
  g_autoptr (RondoStatement) statement = rondo_db_query (db, error, SQL_LIST, "");
  g_autoptr (GPtrArray) cursors =
      g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_cursor_free);
  g_autoptr (GError) local_error = NULL;

  if (statement == NULL)
    return NULL;
  while (rondo_statement_step (statement, &local_error))
    g_ptr_array_add (cursors,
                     rondo_cursor_new (rondo_statement_get_text (statement, 0),
                                       rondo_statement_get_int (statement, 1)));
  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return NULL;
  }
  return g_steal_pointer (&cursors);
}

gboolean
rondo_cursors_table_write (RondoDb *db, const char *scope, int64_t seq, GError **error)
{
  return rondo_db_run (db, error, SQL_WRITE, "ti", scope, seq);
}

gboolean
rondo_cursors_table_delete (RondoDb *db, const char *scope, GError **error)
{
  return rondo_db_run (db, error, SQL_DELETE, "t", scope);
}

gboolean
rondo_cursors_table_rewind (RondoDb *db, GError **error)
{
  return rondo_db_run (db, error, SQL_REWIND, "") && rondo_scopes_table_mark (db, NULL, error);
}

gboolean
rondo_cursors_table_rewind_scope (RondoDb *db, const char *scope, GError **error)
{
  return rondo_db_run (db, error, SQL_REWIND_SCOPE, "t", scope) &&
         rondo_scopes_table_mark (db, scope, error);
}

gboolean
rondo_cursors_table_read_state (RondoDb *db,
                                const char *scope,
                                RondoScopeState *state,
                                GError **error)
{
  g_autoptr (RondoStatement) statement = rondo_db_query (db, error, SQL_READ_STATE, "t", scope);
  g_autoptr (GError) local_error = NULL;

  *state = (RondoScopeState){0};
  if (statement == NULL)
    return FALSE;
  if (rondo_statement_step (statement, &local_error))
    *state = (RondoScopeState){
        .count = rondo_statement_get_int (statement, 0),
        .hash = (uint64_t)rondo_statement_get_int (statement, 1),
        .is_marking = rondo_statement_get_int (statement, 2) != 0,
        .removed = rondo_statement_get_int (statement, 3),
        .repaired_us = rondo_statement_get_int (statement, 4),
    };
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

gboolean
rondo_cursors_table_write_state (RondoDb *db,
                                 const char *scope,
                                 const RondoScopeState *state,
                                 GError **error)
{
  return rondo_db_run (db,
                       error,
                       SQL_WRITE_STATE,
                       "tiiiii",
                       scope,
                       state->count,
                       (int64_t)state->hash,
                       (int64_t)state->is_marking,
                       state->removed,
                       state->repaired_us);
}
