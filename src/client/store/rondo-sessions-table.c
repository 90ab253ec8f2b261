/* SPDX-License-Identifier: GPL-3.0-or-later
 * The table "session", derived from the bodies of its records. */
#include "config.h"

#include "rondo-sessions-table.h"

#include "rondo-rows.h"

#define SQL_PUT                                                                                    \
  "INSERT INTO session (id, pairing, day, minutes) VALUES ($1, $2, $3, $4) "                       \
  "ON CONFLICT (id) DO UPDATE SET pairing = excluded.pairing, day = excluded.day, minutes = "      \
  "excluded.minutes"
#define SQL_DELETE "DELETE FROM session WHERE id = $1"
#define SQL_CLEAR "DELETE FROM session"
#define SQL_COUNT_FOR_ROUND                                                                        \
  "SELECT count(*) FROM session s JOIN pairing p ON p.id = s.pairing WHERE p.round = $1"
#define SQL_FIND_PAIRING "SELECT pairing FROM session WHERE id = $1"
#define SQL_SUM_RECEIVED                                                                           \
  "SELECT coalesce(sum(s.minutes), 0) FROM pairing p JOIN session s ON s.pairing = p.id WHERE "    \
  "p.client = $1"
#define SQL_LIST_RECEIVED                                                                          \
  "SELECT s.day, s.minutes FROM pairing p JOIN session s ON s.pairing = p.id WHERE p.client = $1"
#define SQL_READ_PROGRESS                                                                          \
  "SELECT count(*), coalesce(sum(minutes), 0), max(day) FROM session WHERE pairing = $1"

gboolean
rondo_sessions_table_put (RondoDb *db, const RondoSession *session, GError **error)
{
  return rondo_db_run (db,
                       error,
                       SQL_PUT,
                       "ttii",
                       session->id,
                       session->pairing,
                       (int64_t)session->date,
                       (int64_t)session->minutes);
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
  }
  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return FALSE;
  }
  return TRUE;
}
