/* SPDX-License-Identifier: GPL-3.0-or-later
 * Many rows into a table by one statement. */
#include "config.h"

#include "rondo-db-private.h"

gboolean
rondo_db_insert (RondoDb *db,
                 const RondoInsertion *insertion,
                 const gconstpointer *rows,
                 guint *n_in,
                 GError **error)
{
  g_autoptr (RondoStatement) statement = rondo_db_prepare (db, insertion->sql, error);
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
