/* SPDX-License-Identifier: GPL-3.0-or-later
 * The table "feedback", derived from the bodies of its records. */
#include "config.h"

#include "rondo-feedback-table.h"

#include "rondo-rows.h"
#include "rondo-wire-bodies.h"

#define SQL_PUT                                                                                    \
  "INSERT INTO feedback (id, pairing, member) VALUES ($1, $2, $3) "                                \
  "ON CONFLICT (id) DO UPDATE SET pairing = excluded.pairing, member = excluded.member"
#define SQL_DELETE "DELETE FROM feedback WHERE id = $1"
#define SQL_CLEAR "DELETE FROM feedback"
#define SQL_LIST_FOR_PAIRING                                                                       \
  "SELECT r.id, r.body, r.version FROM feedback f JOIN record r ON r.id = f.id "                   \
  "WHERE f.pairing = $1 ORDER BY f.id"

static gpointer
decode (const char *id, const char *body, int64_t version)
{
  return rondo_wire_decode_feedback (id, body, NULL);
}

gboolean
rondo_feedback_table_put (RondoDb *db, const RondoFeedback *feedback, GError **error)
{
  return rondo_db_run (
      db, error, SQL_PUT, "ttt", feedback->id, feedback->pairing, feedback->member);
}

gboolean
rondo_feedback_table_delete (RondoDb *db, const char *id, GError **error)
{
  return rondo_db_run (db, error, SQL_DELETE, "t", id);
}

gboolean
rondo_feedback_table_clear (RondoDb *db, GError **error)
{
  return rondo_db_run (db, error, SQL_CLEAR, "");
}

GPtrArray *
rondo_feedback_table_list_for_pairing (RondoDb *db, const char *pairing, GError **error)
{
  return rondo_rows_take_values (rondo_db_query (db, error, SQL_LIST_FOR_PAIRING, "t", pairing),
                                 decode,
                                 (GDestroyNotify)rondo_feedback_free,
                                 error);
}
