/* SPDX-License-Identifier: GPL-3.0-or-later
 * The tables "session_timer" and "reminder". They belong to this computer alone. */
#include "config.h"

#include "rondo-timers-table.h"

#define SQL_READ "SELECT session, pairing, started_us FROM session_timer WHERE one = 1"
#define SQL_CLEAR "DELETE FROM session_timer"
#define SQL_WRITE                                                                                  \
  "INSERT INTO session_timer (one, session, pairing, started_us) VALUES (1, $1, $2, $3)"
#define SQL_ADD_REMINDER                                                                           \
  "INSERT INTO reminder (session, start_us, hours) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING"
#define SQL_FORGET_REMINDERS "DELETE FROM reminder WHERE start_us < $1"

gboolean
rondo_timers_table_read (RondoDb *db, RondoSessionTimer **timer, GError **error)
{
  g_autoptr (RondoStatement) statement = rondo_db_query (db, error, SQL_READ, "");
  g_autoptr (GError) failure = NULL;

  *timer = NULL;
  if (statement == NULL)
    return FALSE;
  if (rondo_statement_step (statement, &failure)) {
    *timer = g_new0 (RondoSessionTimer, 1);
    (*timer)->session = g_strdup (rondo_statement_get_text (statement, 0));
    (*timer)->pairing = g_strdup (rondo_statement_get_text (statement, 1));
    (*timer)->started_us = rondo_statement_get_int (statement, 2);
  }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

gboolean
rondo_timers_table_write (RondoDb *db, const RondoSessionTimer *timer, GError **error)
{
  return rondo_db_run (db, error, SQL_CLEAR, "") &&
         (timer == NULL ||
          rondo_db_run (
              db, error, SQL_WRITE, "tti", timer->session, timer->pairing, timer->started_us));
}

gboolean
rondo_timers_table_add_reminder (
    RondoDb *db, const char *session, int64_t start_us, int hours, gboolean *is_new, GError **error)
{
  if (!rondo_db_run (db, error, SQL_ADD_REMINDER, "tii", session, start_us, (int64_t)hours))
    return FALSE;
  *is_new = rondo_db_changes (db) > 0;
  return TRUE;
}

gboolean
rondo_timers_table_forget_reminders (RondoDb *db, int64_t start_us, GError **error)
{
  return rondo_db_run (db, error, SQL_FORGET_REMINDERS, "i", start_us);
}
