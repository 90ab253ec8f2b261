/* SPDX-License-Identifier: GPL-3.0-or-later
 * Many rows into a table by one statement. */
#include "config.h"

#include "rondo-db-private.h"

/* "INSERT OR FAIL INTO t (a, b) VALUES ($1, $2), ($3, $4), …": FAIL keeps what is in before the
 * failure, so that SQLite need not keep what its pages were before. (transfer full) */
static char *
make_sql (const RondoInsertion *insertion)
{
  GString *sql = g_string_new ("INSERT OR FAIL INTO ");
  int parameter = 0;

  g_string_append (sql, insertion->table);
  for (int row = 0; row < RONDO_DB_ROWS_AT_ONCE; row++) {
    g_string_append (sql, row == 0 ? " VALUES (" : ", (");
    for (int column = 0; column < insertion->n_columns; column++)
      g_string_append_printf (sql, column == 0 ? "$%d" : ", $%d", ++parameter);
    g_string_append_c (sql, ')');
  }
  return g_string_free (sql, FALSE);
}

static const char *
get_sql (RondoDb *db, const RondoInsertion *insertion)
{
  char *sql = g_hash_table_lookup (db->insertions, insertion);

  if (sql != NULL)
    return sql;
  sql = make_sql (insertion);
  g_hash_table_insert (db->insertions, (gpointer)insertion, sql);
  return sql;
}

gboolean
rondo_db_insert (RondoDb *db,
                 const RondoInsertion *insertion,
                 const gconstpointer *rows,
                 guint *n_in,
                 GError **error)
{
  g_autoptr (RondoStatement) statement = rondo_db_prepare (db, get_sql (db, insertion), error);
  g_autoptr (GError) failure = NULL;

  *n_in = 0;
  if (statement == NULL)
    return FALSE;
  for (int row = 0; row < RONDO_DB_ROWS_AT_ONCE; row++)
    insertion->bind (statement, row * insertion->n_columns + 1, rows[row]);
  rondo_statement_step (statement, &failure);
  if (failure == NULL) {
    *n_in = RONDO_DB_ROWS_AT_ONCE;
    return TRUE;
  }
  *n_in = (guint)rondo_db_changes (db);
  if (g_error_matches (failure, RONDO_DB_ERROR, RONDO_DB_ERROR_CONSTRAINT))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}
