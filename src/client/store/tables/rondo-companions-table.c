/* SPDX-License-Identifier: GPL-3.0-or-later
 * The table "companion", derived from the bodies of its records. */
#include "config.h"

#include "rondo-companions-table.h"

#include "rondo-rows.h"
#include "rondo-wire-bodies.h"

#define SQL_PUT                                                                                    \
  "INSERT INTO companion (id, round, member, name) VALUES ($1, $2, $3, $4) "                       \
  "ON CONFLICT (id) DO UPDATE SET round = excluded.round, member = excluded.member, "              \
  "name = excluded.name"
#define SQL_DELETE "DELETE FROM companion WHERE id = $1"
#define SQL_CLEAR "DELETE FROM companion"
#define VALUES "SELECT r.id, r.body, r.version FROM companion t JOIN record r ON r.id = t.id "
#define SQL_LIST_FOR_ROUND VALUES "WHERE t.round = $1 ORDER BY t.id"

static gpointer
decode (const char *id, const char *body, int64_t version)
{
  return rondo_wire_decode_companion (id, body, NULL);
}

gboolean
rondo_companions_table_put (RondoDb *db, const RondoCompanion *companion, GError **error)
{
  return rondo_db_run (db,
                       error,
                       SQL_PUT,
                       "tttt",
                       companion->id,
                       companion->round,
                       companion->profile->member,
                       companion->profile->name);
}

gboolean
rondo_companions_table_delete (RondoDb *db, const char *id, GError **error)
{
  return rondo_db_run (db, error, SQL_DELETE, "t", id);
}

gboolean
rondo_companions_table_clear (RondoDb *db, GError **error)
{
  return rondo_db_run (db, error, SQL_CLEAR, "");
}

GPtrArray *
rondo_companions_table_list_for_round (RondoDb *db, const char *round, GError **error)
{
  return rondo_rows_take_values (rondo_db_query (db, error, SQL_LIST_FOR_ROUND, "t", round),
                                 decode,
                                 (GDestroyNotify)rondo_companion_free,
                                 error);
}
