/* SPDX-License-Identifier: GPL-3.0-or-later
 * The table "session", derived from the bodies of its records. */
#include "config.h"

#include "rondo-sessions-table.h"

#include "rondo-rows.h"
#include "rondo-wire-bodies.h"

#define SQL_PUT                                                                                    \
  "INSERT INTO session (id, pairing, coach, client, is_held, day, minutes, is_differing, "         \
  "is_missed) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) "                                        \
  "ON CONFLICT (id) DO UPDATE SET pairing = excluded.pairing, coach = excluded.coach, "            \
  "client = excluded.client, is_held = excluded.is_held, day = excluded.day, "                     \
  "minutes = excluded.minutes, is_differing = excluded.is_differing, "                             \
  "is_missed = excluded.is_missed"
#define SQL_DELETE "DELETE FROM session WHERE id = $1"
#define SQL_CLEAR "DELETE FROM session"
#define SQL_COUNT_FOR_ROUND                                                                        \
  "SELECT count(*) FROM session s JOIN pairing p ON p.id = s.pairing "                             \
  "WHERE p.round = $1 AND s.is_held = 1"
#define SQL_FIND_PAIRING "SELECT pairing FROM session WHERE id = $1"
/* In pairings, and in free exchanges. */
#define RECEIVED                                                                                   \
  "FROM pairing p JOIN session s ON s.pairing = p.id WHERE p.client = $1 AND s.is_held = 1 "
#define RECEIVED_FREELY "FROM session s WHERE s.client = $1 AND s.is_held = 1"
#define SQL_SUM_RECEIVED                                                                           \
  "SELECT coalesce(sum(minutes), 0) FROM (SELECT s.minutes AS minutes " RECEIVED                   \
  "UNION ALL SELECT s.minutes " RECEIVED_FREELY ") AS received"
#define SQL_LIST_RECEIVED                                                                          \
  "SELECT s.day, s.minutes " RECEIVED "UNION ALL SELECT s.day, s.minutes " RECEIVED_FREELY
#define SQL_READ_PROGRESS                                                                          \
  "SELECT coalesce(sum(is_held), 0), coalesce(sum(minutes), 0), "                                  \
  "max(CASE WHEN is_held = 1 THEN day END), coalesce(sum(is_differing), 0), "                      \
  "coalesce(sum(is_missed), 0), coalesce(sum(is_missed AND day > coalesce((SELECT max(h.day) "     \
  "FROM session h WHERE h.pairing = $1 AND h.is_held = 1), 0)), 0) "                               \
  "FROM session WHERE pairing = $1"
#define VALUES "SELECT r.id, r.body, r.version FROM session s JOIN record r ON r.id = s.id "
#define SQL_FIND VALUES "WHERE s.id = $1"
#define SQL_LIST_PLANNED VALUES "WHERE s.pairing = $1 AND s.is_held = 0"
#define SQL_LIST_FOR_MEMBER                                                                        \
  VALUES "JOIN pairing p ON p.id = s.pairing WHERE p.coach = $1 OR p.client = $1 "                 \
         "UNION ALL " VALUES "WHERE s.coach = $1 OR s.client = $1"

static gpointer
decode (const char *id, const char *body, int64_t version)
{
  return rondo_wire_decode_session (id, body, NULL);
}

gboolean
rondo_sessions_table_put (RondoDb *db, const RondoSession *session, GError **error)
{
  return rondo_db_run (db,
                       error,
                       SQL_PUT,
                       "ttttiiiii",
                       session->id,
                       session->pairing,
                       session->coach,
                       session->client,
                       (int64_t)(session->state == RONDO_SESSION_HELD),
                       (int64_t)session->date,
                       (int64_t)rondo_session_get_counted (session),
                       (int64_t)rondo_session_differs (session),
                       (int64_t)(session->state == RONDO_SESSION_NO_SHOW));
}

gboolean
rondo_sessions_table_delete (RondoDb *db, const char *id, GError **error)
{
  return rondo_db_run (db, error, SQL_DELETE, "t", id);
}

gboolean
rondo_sessions_table_clear (RondoDb *db, GError **error)
{
  return rondo_db_run (db, error, SQL_CLEAR, "");
}

gboolean
rondo_sessions_table_count_for_round (RondoDb *db,
                                      const char *round,
                                      int64_t *count,
                                      GError **error)
{
  *count = 0;
  return rondo_rows_take_int (
      rondo_db_query (db, error, SQL_COUNT_FOR_ROUND, "t", round), count, error);
}

gboolean
rondo_sessions_table_find_pairing (RondoDb *db, const char *id, char **pairing, GError **error)
{
  return rondo_rows_take_text (
      rondo_db_query (db, error, SQL_FIND_PAIRING, "t", id), pairing, error);
}

gboolean
rondo_sessions_table_sum_received (RondoDb *db,
                                   const char *member,
                                   int64_t *minutes,
                                   GError **error)
{
  *minutes = 0;
  return rondo_rows_take_int (
      rondo_db_query (db, error, SQL_SUM_RECEIVED, "t", member), minutes, error);
}

GArray *
rondo_sessions_table_list_received (RondoDb *db, const char *member, GError **error)
{
  g_autoptr (RondoStatement) statement = rondo_db_query (db, error, SQL_LIST_RECEIVED, "t", member);
  g_autoptr (GArray) days = g_array_new (FALSE, FALSE, sizeof (RondoDayMinutes));
  g_autoptr (GError) local_error = NULL;

  if (statement == NULL)
    return NULL;
  while (rondo_statement_step (statement, &local_error)) {
    RondoDayMinutes day = {(RondoDate)rondo_statement_get_int (statement, 0),
                           rondo_statement_get_int (statement, 1)};

    g_array_append_val (days, day);
  }
  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return NULL;
  }
  return g_steal_pointer (&days);
}

gboolean
rondo_sessions_table_read_progress (RondoDb *db,
                                    const char *pairing,
                                    RondoSessionProgress *progress,
                                    GError **error)
{
  g_autoptr (RondoStatement) statement =
      rondo_db_query (db, error, SQL_READ_PROGRESS, "t", pairing);
  g_autoptr (GError) local_error = NULL;

  *progress = (RondoSessionProgress){.last = RONDO_DATE_NONE};
  if (statement == NULL)
    return FALSE;
  if (rondo_statement_step (statement, &local_error)) {
    progress->held = rondo_statement_get_int (statement, 0);
    progress->minutes = rondo_statement_get_int (statement, 1);
    if (!rondo_statement_is_null (statement, 2))
      progress->last = (RondoDate)rondo_statement_get_int (statement, 2);
    progress->differing = rondo_statement_get_int (statement, 3);
    progress->missed = rondo_statement_get_int (statement, 4);
    progress->lately = rondo_statement_get_int (statement, 5);
  }
  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return FALSE;
  }
  return TRUE;
}

gboolean
rondo_sessions_table_find (RondoDb *db, const char *id, RondoSession **session, GError **error)
{
  gpointer value;

  *session = NULL;
  if (!rondo_rows_take_value (rondo_db_query (db, error, SQL_FIND, "t", id), decode, &value, error))
    return FALSE;
  *session = value;
  return TRUE;
}

GPtrArray *
rondo_sessions_table_list_for_member (RondoDb *db, const char *member, GError **error)
{
  return rondo_rows_take_values (rondo_db_query (db, error, SQL_LIST_FOR_MEMBER, "t", member),
                                 decode,
                                 (GDestroyNotify)rondo_session_free,
                                 error);
}

gboolean
rondo_sessions_table_find_next (RondoDb *db, const char *pairing, RondoDate *next, GError **error)
{
  g_autoptr (GPtrArray) planned =
      rondo_rows_take_values (rondo_db_query (db, error, SQL_LIST_PLANNED, "t", pairing),
                              decode,
                              (GDestroyNotify)rondo_session_free,
                              error);

  *next = RONDO_DATE_NONE;
  if (planned == NULL)
    return FALSE;
  for (guint i = 0; i < planned->len; i++) {
    const RondoSession *session = planned->pdata[i];

    if (session->state == RONDO_SESSION_ACCEPTED || rondo_session_is_waiting (session))
      *next = MAX (*next, session->date);
  }
  return TRUE;
}
