/* SPDX-License-Identifier: GPL-3.0-or-later
 * The table "plan", derived from the bodies of its records. */
#include "config.h"

#include "rondo-plans-table.h"

#include "rondo-rows.h"
#include "rondo-wire-bodies.h"

#define SQL_PUT                                                                                    \
  "INSERT INTO plan (id, round) VALUES ($1, $2) "                                                  \
  "ON CONFLICT (id) DO UPDATE SET round = excluded.round"
#define SQL_DELETE "DELETE FROM plan WHERE id = $1"
#define SQL_CLEAR "DELETE FROM plan"
#define VALUES "SELECT r.id, r.body, r.version FROM plan t JOIN record r ON r.id = t.id "
#define SQL_FIND_FIRST VALUES "WHERE t.round = $1 ORDER BY t.id LIMIT 1"
#define SQL_FIND_FOR_ROUND VALUES "WHERE t.round = $1 ORDER BY t.id DESC LIMIT 1"

static gpointer
decode (const char *id, const char *body, int64_t version)
{
  return rondo_wire_decode_plan (id, body, NULL);
}

gboolean
rondo_plans_table_put (RondoDb *db, const RondoPlan *plan, GError **error)
{
  return rondo_db_run (db, error, SQL_PUT, "tt", plan->id, plan->round);
}

gboolean
rondo_plans_table_delete (RondoDb *db, const char *id, GError **error)
{
  return rondo_db_run (db, error, SQL_DELETE, "t", id);
}

gboolean
rondo_plans_table_clear (RondoDb *db, GError **error)
{
  return rondo_db_run (db, error, SQL_CLEAR, "");
}

static gboolean
find (RondoStatement *statement, RondoPlan **plan, GError **error)
{
  gpointer value;

  *plan = NULL;
  if (!rondo_rows_take_value (statement, decode, &value, error))
    return FALSE;
  *plan = value;
  return TRUE;
}

gboolean
rondo_plans_table_find_for_round (RondoDb *db, const char *round, RondoPlan **plan, GError **error)
{
  return find (rondo_db_query (db, error, SQL_FIND_FOR_ROUND, "t", round), plan, error);
}

gboolean
rondo_plans_table_find_first (RondoDb *db, const char *round, RondoPlan **plan, GError **error)
{
  return find (rondo_db_query (db, error, SQL_FIND_FIRST, "t", round), plan, error);
}
