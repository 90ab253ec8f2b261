/* SPDX-License-Identifier: GPL-3.0-or-later
 * The table "log_entry", derived from the bodies of its records. */
#include "config.h"

#include "rondo-log-entries-table.h"

#include "rondo-rows.h"
#include "rondo-wire-bodies.h"

#define SQL_PUT                                                                                    \
  "INSERT INTO log_entry (id, client, day) VALUES ($1, $2, $3) "                                   \
  "ON CONFLICT (id) DO UPDATE SET client = excluded.client, day = excluded.day"
#define SQL_DELETE "DELETE FROM log_entry WHERE id = $1"
#define SQL_CLEAR "DELETE FROM log_entry"
#define VALUES "SELECT r.id, r.body, r.version FROM log_entry t JOIN record r ON r.id = t.id "
#define SQL_LIST VALUES "ORDER BY t.day DESC, t.id DESC"

static gpointer
decode (const char *id, const char *body, int64_t version)
{
  return rondo_wire_decode_log_entry (id, body, NULL);
}

gboolean
rondo_log_entries_table_put (RondoDb *db, const RondoLogEntry *entry, GError **error)
{
  return rondo_db_run (db, error, SQL_PUT, "tti", entry->id, entry->client, (int64_t)entry->date);
}

gboolean
rondo_log_entries_table_delete (RondoDb *db, const char *id, GError **error)
{
  return rondo_db_run (db, error, SQL_DELETE, "t", id);
}

gboolean
rondo_log_entries_table_clear (RondoDb *db, GError **error)
{
  return rondo_db_run (db, error, SQL_CLEAR, "");
}

GPtrArray *
rondo_log_entries_table_list (RondoDb *db, GError **error)
{
  return rondo_rows_take_values (rondo_db_query (db, error, SQL_LIST, ""),
                                 decode,
                                 (GDestroyNotify)rondo_log_entry_free,
                                 error);
}
