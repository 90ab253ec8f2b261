/* SPDX-License-Identifier: GPL-3.0-or-later
 * What came from files. */
#include "config.h"

#include "rondo-imports-table.h"

#include "rondo-rows.h"

#define SQL_ADD "INSERT INTO import (name, made_us) VALUES ($1, $2)"
#define SQL_GET_LAST_ID "SELECT max(id) FROM import"
#define SQL_ADD_RECORD                                                                             \
  "INSERT INTO import_record (import, record) VALUES ($1, $2) ON CONFLICT DO NOTHING"
#define SQL_FIND_LAST                                                                              \
  "SELECT i.id, i.name FROM import i WHERE EXISTS (SELECT 1 FROM import_record t "                 \
  "JOIN log_entry e ON e.id = t.record WHERE t.import = i.id) ORDER BY i.id DESC LIMIT 1"
#define SQL_LIST_ENTRIES                                                                           \
  "SELECT e.id FROM import_record t JOIN log_entry e ON e.id = t.record WHERE t.import = $1"
#define SQL_LIST_CLIENTS                                                                           \
  "SELECT c.id FROM import_record t JOIN client c ON c.id = t.record WHERE t.import = $1 "         \
  "AND c.id NOT IN (SELECT e.client FROM log_entry e WHERE NOT EXISTS "                            \
  "(SELECT 1 FROM import_record o WHERE o.import = $1 AND o.record = e.id))"
#define SQL_READ_MAPPING "SELECT mapping FROM import_mapping WHERE key = $1"
#define SQL_WRITE_MAPPING                                                                          \
  "INSERT INTO import_mapping (key, mapping) VALUES ($1, $2) "                                     \
  "ON CONFLICT (key) DO UPDATE SET mapping = excluded.mapping"

gboolean
rondo_imports_table_begin (
    RondoDb *db, const char *name, int64_t made_us, int64_t *id, GError **error)
{
  return rondo_db_run (db, error, SQL_ADD, "ti", name, made_us) &&
         rondo_rows_take_int (rondo_db_query (db, error, SQL_GET_LAST_ID, ""), id, error);
}

static gboolean
add_all (RondoDb *db, const char *name, GPtrArray *records, int64_t made_us, GError **error)
{
  int64_t id = 0;

  if (!rondo_imports_table_begin (db, name, made_us, &id, error))
    return FALSE;
  for (guint i = 0; i < records->len; i++)
    if (!rondo_db_run (db, error, SQL_ADD_RECORD, "it", id, records->pdata[i]))
      return FALSE;
  return TRUE;
}

gboolean
rondo_imports_table_add (
    RondoDb *db, const char *name, GPtrArray *records, int64_t made_us, GError **error)
{
  return rondo_db_begin (db, error) &&
         rondo_db_end (db, add_all (db, name, records, made_us, error), error);
}

gboolean
rondo_imports_table_take_found (RondoStatement *statement, int64_t *id, char **name, GError **error)
{
  g_autoptr (RondoStatement) owned = statement;
  g_autoptr (GError) local_error = NULL;

  *id = 0;
  *name = NULL;
  if (owned == NULL)
    return FALSE;
  if (rondo_statement_step (owned, &local_error)) {
    *id = rondo_statement_get_int (owned, 0);
    *name = g_strdup (rondo_statement_get_text (owned, 1));
  }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

gboolean
rondo_imports_table_find_last (RondoDb *db, int64_t *id, char **name, GError **error)
{
  return rondo_imports_table_take_found (
      rondo_db_query (db, error, SQL_FIND_LAST, ""), id, name, error);
}

/* The first column of each row; takes @statement over, which may have failed already. */
static GPtrArray *
take_texts (RondoStatement *statement, GError **error)
{
  g_autoptr (RondoStatement) owned = statement;
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) local_error = NULL;

  if (owned == NULL)
    return NULL;
  while (rondo_statement_step (owned, &local_error))
    g_ptr_array_add (texts, g_strdup (rondo_statement_get_text (owned, 0)));
  if (local_error == NULL)
    return g_steal_pointer (&texts);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

GPtrArray *
rondo_imports_table_list_entries (RondoDb *db, int64_t id, GError **error)
{
  return take_texts (rondo_db_query (db, error, SQL_LIST_ENTRIES, "i", id), error);
}

GPtrArray *
rondo_imports_table_list_clients (RondoDb *db, int64_t id, GError **error)
{
  return take_texts (rondo_db_query (db, error, SQL_LIST_CLIENTS, "i", id), error);
}

gboolean
rondo_imports_table_read_mapping (RondoDb *db, const char *key, char **mapping, GError **error)
{
  g_autoptr (GPtrArray) found =
      take_texts (rondo_db_query (db, error, SQL_READ_MAPPING, "t", key), error);

  *mapping = NULL;
  if (found == NULL)
    return FALSE;
  if (found->len > 0)
    *mapping = g_strdup (found->pdata[0]);
  return TRUE;
}

gboolean
rondo_imports_table_write_mapping (RondoDb *db,
                                   const char *key,
                                   const char *mapping,
                                   GError **error)
{
  return rondo_db_run (db, error, SQL_WRITE_MAPPING, "tt", key, mapping);
}
