/* SPDX-License-Identifier: GPL-3.0-or-later
 * The table "meta". */
#include "config.h"

#include "rondo-meta-table.h"

#include <inttypes.h>

#define SQL_READ "SELECT value FROM meta WHERE key = $1"
#define SQL_WRITE                                                                                  \
  "INSERT INTO meta (key, value) VALUES ($1, $2) "                                                 \
  "ON CONFLICT (key) DO UPDATE SET value = excluded.value"
#define SQL_DELETE "DELETE FROM meta WHERE key = $1"

gboolean
rondo_meta_table_read (RondoDb *db, const char *key, char **value, GError **error)
{
  g_autoptr (RondoStatement) statement = rondo_db_query (db, error, SQL_READ, "t", key);
  g_autoptr (GError) local_error = NULL;

  *value = NULL;
  if (statement == NULL)
    return FALSE;
  if (rondo_statement_step (statement, &local_error))
    *value = g_strdup (rondo_statement_get_text (statement, 0));
  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return FALSE;
  }
  return TRUE;
}

gboolean
rondo_meta_table_write (RondoDb *db, const char *key, const char *value, GError **error)
{
  if (value == NULL)
    return rondo_db_run (db, error, SQL_DELETE, "t", key);
  return rondo_db_run (db, error, SQL_WRITE, "tt", key, value);
}

gboolean
rondo_meta_table_read_int (RondoDb *db, const char *key, int64_t *value, GError **error)
{
  g_autofree char *text = NULL;

  *value = 0;
  if (!rondo_meta_table_read (db, key, &text, error))
    return FALSE;
  if (text != NULL)
    *value = g_ascii_strtoll (text, NULL, 10);
  return TRUE;
}

gboolean
rondo_meta_table_write_int (RondoDb *db, const char *key, int64_t value, GError **error)
{
  g_autofree char *text = g_strdup_printf ("%" PRId64, value);

  return rondo_meta_table_write (db, key, text, error);
}
