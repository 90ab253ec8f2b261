/* SPDX-License-Identifier: GPL-3.0-or-later
 * The table "cursor". */
#include "config.h"

#include "rondo-cursors-table.h"

#include "rondo-wire-messages.h"

#define SQL_LIST "SELECT scope, seq FROM cursor ORDER BY scope"
#define SQL_WRITE                                                                                  \
  "INSERT INTO cursor (scope, seq) VALUES ($1, $2) "                                               \
  "ON CONFLICT (scope) DO UPDATE SET seq = excluded.seq"
#define SQL_DELETE "DELETE FROM cursor WHERE scope = $1"
#define SQL_REWIND "UPDATE cursor SET seq = -1"

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
  return rondo_db_run (db, error, SQL_REWIND, "");
}
