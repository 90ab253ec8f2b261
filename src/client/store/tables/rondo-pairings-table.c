/* SPDX-License-Identifier: GPL-3.0-or-later
 * The table "pairing", derived from the bodies of its records. */
#include "config.h"

#include "rondo-pairings-table.h"

#include "rondo-life.h"
#include "rondo-rows.h"
#include "rondo-wire-bodies.h"

#define SQL_PUT                                                                                    \
  "INSERT INTO pairing (id, round, coach, client, state) VALUES ($1, $2, $3, $4, $5) "             \
  "ON CONFLICT (id) DO UPDATE SET round = excluded.round, coach = excluded.coach, client = "       \
  "excluded.client, state = excluded.state"
#define SQL_DELETE "DELETE FROM pairing WHERE id = $1"
#define SQL_CLEAR "DELETE FROM pairing"
#define VALUES "SELECT r.id, r.body, r.version FROM pairing t JOIN record r ON r.id = t.id "
#define SQL_LIST_ALL VALUES "ORDER BY t.id"
#define SQL_LIST_FOR_ROUND VALUES "WHERE t.round = $1 ORDER BY t.id"
#define SQL_LIST_ACTIVE_FOR_MEMBER                                                                 \
  VALUES "WHERE t.state IN ('active', 'paused') AND (t.coach = $1 OR t.client = $1) "              \
         "ORDER BY CASE WHEN t.coach = $1 THEN 0 ELSE 1 END, t.id DESC"
#define SQL_LIST_FOR_MEMBER VALUES "WHERE t.coach = $1 OR t.client = $1 ORDER BY t.id DESC"
#define SQL_FIND VALUES "WHERE t.id = $1"
#define SQL_COUNT_FOR_ROUND "SELECT count(*) FROM pairing WHERE round = $1 AND state <> 'replaced'"

static gpointer
decode (const char *id, const char *body, int64_t version)
{
  return rondo_wire_decode_pairing (id, body, NULL);
}

gboolean
rondo_pairings_table_put (RondoDb *db, const RondoPairing *pairing, GError **error)
{
  return rondo_db_run (db,
                       error,
                       SQL_PUT,
                       "ttttt",
                       pairing->id,
                       pairing->round,
                       pairing->coach,
                       pairing->client,
                       rondo_pairing_state_to_word (pairing->state));
}

gboolean
rondo_pairings_table_delete (RondoDb *db, const char *id, GError **error)
{
  return rondo_db_run (db, error, SQL_DELETE, "t", id);
}

gboolean
rondo_pairings_table_clear (RondoDb *db, GError **error)
{
  return rondo_db_run (db, error, SQL_CLEAR, "");
}

GPtrArray *
rondo_pairings_table_list_all (RondoDb *db, GError **error)
{
  return rondo_rows_take_values (rondo_db_query (db, error, SQL_LIST_ALL, ""),
                                 decode,
                                 (GDestroyNotify)rondo_pairing_free,
                                 error);
}

GPtrArray *
rondo_pairings_table_list_for_round (RondoDb *db, const char *round, GError **error)
{
  return rondo_rows_take_values (rondo_db_query (db, error, SQL_LIST_FOR_ROUND, "t", round),
                                 decode,
                                 (GDestroyNotify)rondo_pairing_free,
                                 error);
}

/* A coordinator holds what is not announced yet, also of their own. */
static GPtrArray *
take_announced (RondoStatement *statement, GError **error)
{
  GPtrArray *pairings =
      rondo_rows_take_values (statement, decode, (GDestroyNotify)rondo_pairing_free, error);

  for (guint i = pairings != NULL ? pairings->len : 0; i > 0; i--)
    if (((const RondoPairing *)pairings->pdata[i - 1])->is_quiet)
      g_ptr_array_remove_index (pairings, i - 1);
  return pairings;
}

GPtrArray *
rondo_pairings_table_list_for_member (RondoDb *db, const char *member, GError **error)
{
  return take_announced (rondo_db_query (db, error, SQL_LIST_FOR_MEMBER, "t", member), error);
}

GPtrArray *
rondo_pairings_table_list_active_for_member (RondoDb *db, const char *member, GError **error)
{
  return take_announced (rondo_db_query (db, error, SQL_LIST_ACTIVE_FOR_MEMBER, "t", member),
                         error);
}

gboolean
rondo_pairings_table_find (RondoDb *db, const char *id, RondoPairing **pairing, GError **error)
{
  gpointer value;

  *pairing = NULL;
  if (!rondo_rows_take_value (rondo_db_query (db, error, SQL_FIND, "t", id), decode, &value, error))
    return FALSE;
  *pairing = value;
  return TRUE;
}

gboolean
rondo_pairings_table_count_for_round (RondoDb *db,
                                      const char *round,
                                      int64_t *count,
                                      GError **error)
{
  *count = 0;
  return rondo_rows_take_int (
      rondo_db_query (db, error, SQL_COUNT_FOR_ROUND, "t", round), count, error);
}
