/* SPDX-License-Identifier: GPL-3.0-or-later
 * The table "conduct_step", derived from the bodies of its records. */
#include "config.h"

#include "rondo-conduct-steps-table.h"

#include "rondo-rows.h"
#include "rondo-wire-bodies.h"

#define SQL_PUT                                                                                    \
  "INSERT INTO conduct_step (id, report, made_us) VALUES ($1, $2, $3) "                            \
  "ON CONFLICT (id) DO UPDATE SET report = excluded.report, made_us = excluded.made_us"
#define SQL_DELETE "DELETE FROM conduct_step WHERE id = $1"
#define SQL_CLEAR "DELETE FROM conduct_step"
#define SQL_LIST                                                                                   \
  "SELECT r.id, r.body, r.version FROM conduct_step c JOIN record r ON r.id = c.id "               \
  "ORDER BY c.made_us, c.id"

static gpointer
decode (const char *id, const char *body, int64_t version)
{
  return rondo_wire_decode_conduct_step (id, body, NULL);
}

gboolean
rondo_conduct_steps_table_put (RondoDb *db, const RondoConductStep *step, GError **error)
{
  return rondo_db_run (db, error, SQL_PUT, "tti", step->id, step->report, step->made_us);
}

gboolean
rondo_conduct_steps_table_delete (RondoDb *db, const char *id, GError **error)
{
  return rondo_db_run (db, error, SQL_DELETE, "t", id);
}

gboolean
rondo_conduct_steps_table_clear (RondoDb *db, GError **error)
{
  return rondo_db_run (db, error, SQL_CLEAR, "");
}

GPtrArray *
rondo_conduct_steps_table_list (RondoDb *db, GError **error)
{
  return rondo_rows_take_values (rondo_db_query (db, error, SQL_LIST, ""),
                                 decode,
                                 (GDestroyNotify)rondo_conduct_step_free,
                                 error);
}
