/* SPDX-License-Identifier: GPL-3.0-or-later
 * The table "desk", derived from the bodies of its records. */
#include "config.h"

#include "rondo-desks-table.h"

#include "rondo-rows.h"
#include "rondo-wire-bodies.h"

#define SQL_PUT "INSERT INTO desk (id) VALUES ($1) ON CONFLICT (id) DO NOTHING"
#define SQL_DELETE "DELETE FROM desk WHERE id = $1"
#define SQL_CLEAR "DELETE FROM desk"
#define SQL_FIND                                                                                   \
  "SELECT r.id, r.body, r.version FROM desk t JOIN record r ON r.id = t.id "                       \
  "ORDER BY t.id <> $1, t.id LIMIT 1"

static gpointer
decode (const char *id, const char *body, int64_t version)
{
  return rondo_wire_decode_desk (id, body, NULL);
}

gboolean
rondo_desks_table_put (RondoDb *db, const RondoDeskSettings *settings, GError **error)
{
  return rondo_db_run (db, error, SQL_PUT, "t", settings->id);
}

gboolean
rondo_desks_table_delete (RondoDb *db, const char *id, GError **error)
{
  return rondo_db_run (db, error, SQL_DELETE, "t", id);
}

gboolean
rondo_desks_table_clear (RondoDb *db, GError **error)
{
  return rondo_db_run (db, error, SQL_CLEAR, "");
}

gboolean
rondo_desks_table_find (RondoDb *db,
                        const char *first,
                        RondoDeskSettings **settings,
                        GError **error)
{
  RondoStatement *statement = rondo_db_query (db, error, SQL_FIND, "t", first != NULL ? first : "");
  gpointer value = NULL;

  if (!rondo_rows_take_value (statement, decode, &value, error))
    return FALSE;
  *settings = value;
  return TRUE;
}
