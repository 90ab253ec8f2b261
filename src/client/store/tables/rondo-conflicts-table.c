/* SPDX-License-Identifier: GPL-3.0-or-later
 * The table "conflict", derived from the bodies of its records. */
#include "config.h"

#include "rondo-conflicts-table.h"

#include "rondo-rows.h"

#define SQL_PUT                                                                                    \
  "INSERT INTO conflict (id, record) VALUES ($1, $2) "                                             \
  "ON CONFLICT (id) DO UPDATE SET record = excluded.record"
#define SQL_DELETE "DELETE FROM conflict WHERE id = $1"
#define SQL_CLEAR "DELETE FROM conflict"
#define SQL_COUNT "SELECT count(*) FROM conflict"
#define VALUES "SELECT r.id, r.body, r.version FROM conflict t JOIN record r ON r.id = t.id "
#define SQL_LIST VALUES "ORDER BY t.id"
#define SQL_FIND VALUES "WHERE t.id = $1"

static gpointer
decode (const char *id, const char *body, int64_t version)
{
  return rondo_wire_decode_conflict (id, body, NULL);
}

gboolean
rondo_conflicts_table_put (RondoDb *db, const RondoConflict *conflict, GError **error)
{
  return rondo_db_run (db, error, SQL_PUT, "tt", conflict->id, conflict->record);
}

gboolean
rondo_conflicts_table_delete (RondoDb *db, const char *id, GError **error)
{
  return rondo_db_run (db, error, SQL_DELETE, "t", id);
}

gboolean
rondo_conflicts_table_clear (RondoDb *db, GError **error)
{
  return rondo_db_run (db, error, SQL_CLEAR, "");
}

GPtrArray *
rondo_conflicts_table_list (RondoDb *db, GError **error)
{
  return rondo_rows_take_values (
      rondo_db_query (db, error, SQL_LIST, ""), decode, (GDestroyNotify)rondo_conflict_free, error);
}

gboolean
rondo_conflicts_table_find (RondoDb *db, const char *id, RondoConflict **conflict, GError **error)
{
  gpointer value = NULL;

  if (!rondo_rows_take_value (rondo_db_query (db, error, SQL_FIND, "t", id), decode, &value, error))
    return FALSE;
  *conflict = value;
  return TRUE;
}

gboolean
rondo_conflicts_table_count (RondoDb *db, guint *count, GError **error)
{
  int64_t number = 0;

  if (!rondo_rows_take_int (rondo_db_query (db, error, SQL_COUNT, ""), &number, error))
    return FALSE;
  *count = (guint)number;
  return TRUE;
}
