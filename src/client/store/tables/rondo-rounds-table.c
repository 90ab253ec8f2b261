/* SPDX-License-Identifier: GPL-3.0-or-later
 * The table "round", derived from the bodies of its records. */
#include "config.h"

#include "rondo-rounds-table.h"

#include "rondo-life.h"
#include "rondo-rows.h"
#include "rondo-wire-bodies.h"

#define SQL_PUT                                                                                    \
  "INSERT INTO round (id, name, start_day, state) VALUES ($1, $2, $3, $4) "                        \
  "ON CONFLICT (id) DO UPDATE SET name = excluded.name, start_day = excluded.start_day, state = "  \
  "excluded.state"
#define SQL_DELETE "DELETE FROM round WHERE id = $1"
#define SQL_CLEAR "DELETE FROM round"
#define VALUES "SELECT r.id, r.body, r.version FROM round t JOIN record r ON r.id = t.id "
#define SQL_LIST VALUES "ORDER BY t.start_day DESC, t.id DESC"
#define SQL_FIND VALUES "WHERE t.id = $1"

static gpointer
decode (const char *id, const char *body, int64_t version)
{
  RondoRound *value = rondo_wire_decode_round (id, body, NULL);

  if (value != NULL)
    value->version = version;
  return value;
}

gboolean
rondo_rounds_table_put (RondoDb *db, const RondoRound *round, GError **error)
{
  return rondo_db_run (db,
                       error,
                       SQL_PUT,
                       "ttit",
                       round->id,
                       round->name,
                       (int64_t)round->start,
                       rondo_round_state_to_word (round->state));
}

gboolean
rondo_rounds_table_delete (RondoDb *db, const char *id, GError **error)
{
  return rondo_db_run (db, error, SQL_DELETE, "t", id);
}

gboolean
rondo_rounds_table_clear (RondoDb *db, GError **error)
{
  return rondo_db_run (db, error, SQL_CLEAR, "");
}

GPtrArray *
rondo_rounds_table_list (RondoDb *db, GError **error)
{
  return rondo_rows_take_values (
      rondo_db_query (db, error, SQL_LIST, ""), decode, (GDestroyNotify)rondo_round_free, error);
}

gboolean
rondo_rounds_table_find (RondoDb *db, const char *id, RondoRound **round, GError **error)
{
  gpointer value;

  *round = NULL;
  if (!rondo_rows_take_value (rondo_db_query (db, error, SQL_FIND, "t", id), decode, &value, error))
    return FALSE;
  *round = value;
  return TRUE;
}
