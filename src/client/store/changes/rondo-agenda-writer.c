/* SPDX-License-Identifier: GPL-3.0-or-later
 * What becomes of sessions: hours, reminders, and the one that is running. */
#include "config.h"

#include "rondo-agenda-writer.h"

#include "rondo-agenda-reader.h"
#include "rondo-change-save.h"
#include "rondo-clients-table.h"
#include "rondo-error.h"
#include "rondo-id.h"
#include "rondo-log-entries-table.h"
#include "rondo-moment.h"
#include "rondo-pairings-table.h"
#include "rondo-profiles-table.h"
#include "rondo-rounds-table.h"
#include "rondo-sessions-table.h"
#include "rondo-timers-table.h"

#include <glib/gi18n-lib.h>

static const int REMINDER_HOURS[] = {24, 1};
#define FORGET_AFTER_US (30 * RONDO_MOMENT_DAY_US)

/* Coach and client of a session, and the round that brought them together. */
typedef struct {
  char *coach;
  char *client;
  RondoRound *round; /* (nullable) */
} Parties;

static void
parties_clear (Parties *parties)
{
  g_clear_pointer (&parties->coach, g_free);
  g_clear_pointer (&parties->client, g_free);
  g_clear_pointer (&parties->round, rondo_round_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Parties, parties_clear)

static gboolean
find_parties (RondoView *view, const RondoSession *session, Parties *parties, GError **error)
{
  g_autoptr (RondoPairing) pairing = NULL;

  parties->coach = g_strdup (session->coach);
  parties->client = g_strdup (session->client);
  if (session->pairing == NULL)
    return TRUE;
  if (!rondo_pairings_table_find (rondo_view_get_db (view), session->pairing, &pairing, error))
    return FALSE;
  if (pairing == NULL) {
    g_set_error_literal (error,
                         RONDO_ERROR,
                         RONDO_ERROR_CONFLICT,
                         _ ("The pairing of this session is not on this computer any more, so "
                            "nothing was saved."));
    return FALSE;
  }
  parties->coach = g_strdup (pairing->coach);
  parties->client = g_strdup (pairing->client);
  return rondo_rounds_table_find (rondo_view_get_db (view), pairing->round, &parties->round, error);
}

/* The member as a client of the private log, whose id is derived, so that two devices of one coach
 * make the same one. */
static gboolean
add_client (RondoView *view, RondoChange *change, const Parties *parties, char **id, GError **error)
{
  RondoDb *db = rondo_view_get_db (view);
  g_autoptr (GPtrArray) clients = rondo_clients_table_list (db, error);
  g_autoptr (RondoClientPerson) made = rondo_client_person_new ();
  g_autoptr (RondoProfile) profile = NULL;

  if (clients == NULL)
    return FALSE;
  for (guint i = 0; i < clients->len; i++) {
    const RondoClientPerson *client = g_ptr_array_index (clients, i);

    if (g_strcmp0 (client->member, parties->client) == 0) {
      *id = g_strdup (client->id);
      return TRUE;
    }
  }
  g_clear_pointer (&made->name, g_free);
  if (!rondo_view_dup_name (view, parties->client, &made->name, error) ||
      !rondo_profiles_table_find_for_member (db, parties->client, &profile, error))
    return FALSE;
  if (*made->name == '\0') {
    g_free (made->name);
    made->name = g_strdup (_ ("Unknown name"));
  }
  g_free (made->id);
  g_free (made->member);
  made->id = rondo_id_derive (parties->coach, parties->client);
  made->member = g_strdup (parties->client);
  if (profile != NULL) {
    g_free (made->contact);
    made->contact = g_strdup (profile->email);
  }
  rondo_change_put_client (change, made);
  *id = g_strdup (made->id);
  return TRUE;
}

static RondoLogEntry *
new_entry (const RondoSession *session, const Parties *parties, char *client)
{
  RondoLogEntry *entry = rondo_log_entry_new ();

  g_free (entry->id);
  g_free (entry->client);
  g_free (entry->session);
  entry->id = rondo_id_derive (parties->coach, session->id);
  entry->client = client;
  entry->session = g_strdup (session->id);
  entry->date = session->date;
  entry->payment = RONDO_PAYMENT_RECIPROCAL;
  if (parties->round != NULL && parties->round->activity == RONDO_ROUND_MENTORING)
    entry->activity = RONDO_ACTIVITY_MENTORING;
  else if (parties->round != NULL && parties->round->kind == RONDO_ROUND_ONE_WAY)
    entry->payment = RONDO_PAYMENT_PRO_BONO; /* nothing is given in return */
  if (session->start_us != 0)
    rondo_moment_to_local (session->start_us, NULL, &entry->date, &entry->start_minute);
  return entry;
}

/* The hours of the coach: one entry for one session, however often it is confirmed. */
static gboolean
add_entry (RondoView *view,
           RondoChange *change,
           const RondoSession *session,
           const Parties *parties,
           GError **error)
{
  g_autoptr (RondoLogEntry) entry = NULL;
  char *client = NULL;

  if (!rondo_log_entries_table_find_session (rondo_view_get_db (view), session->id, &entry, error))
    return FALSE;
  if (entry == NULL) {
    if (!add_client (view, change, parties, &client, error))
      return FALSE;
    entry = new_entry (session, parties, client);
  }
  entry->minutes = session->minutes;
  if (!rondo_log_entry_check (entry, error))
    return FALSE;
  rondo_change_put_log_entry (change, entry);
  return TRUE;
}

/* Everything that is read before anything is written. */
static RondoChange *
make_change (RondoDb *db, const RondoSession *as_seen, int minutes, int debrief, GError **error)
{
  g_autoptr (RondoView) view = rondo_view_new (db, error);
  g_autoptr (RondoChange) change = rondo_change_new ();
  g_autoptr (RondoSession) session = NULL;
  g_auto (Parties) parties = {0};
  RondoSide side;

  if (view == NULL || !rondo_sessions_table_find (db, as_seen->id, &session, error))
    return NULL;
  if (session == NULL)
    session = rondo_session_copy (as_seen);
  if (!find_parties (view, session, &parties, error))
    return NULL;
  side = g_strcmp0 (parties.coach, rondo_view_get_self (view)) == 0 ? RONDO_SIDE_COACH
                                                                    : RONDO_SIDE_CLIENT;
  rondo_session_state_minutes (session, side, minutes, debrief);
  if (!rondo_session_check (session, error))
    return NULL;
  rondo_change_put_session (change, session);
  if (side == RONDO_SIDE_COACH && !add_entry (view, change, session, &parties, error))
    return NULL;
  return g_steal_pointer (&change);
}

static gboolean
end_timer (RondoDb *db, const char *session, GError **error)
{
  g_autoptr (RondoSessionTimer) timer = NULL;

  if (!rondo_timers_table_read (db, &timer, error))
    return FALSE;
  return timer == NULL || g_strcmp0 (timer->session, session) != 0 ||
         rondo_agenda_writer_set_timer (db, NULL, error);
}

gboolean
rondo_agenda_writer_confirm (RondoDb *db,
                             const RondoSession *session,
                             int minutes,
                             int debrief,
                             int64_t now_us,
                             GError **error)
{
  g_autoptr (RondoChange) change = make_change (db, session, minutes, debrief, error);

  return change != NULL && rondo_change_save (db, change, now_us, error) &&
         end_timer (db, session->id, error);
}

gboolean
rondo_agenda_writer_set_timer (RondoDb *db, const RondoSessionTimer *timer, GError **error)
{
  return rondo_db_begin (db, error) &&
         rondo_db_end (db, rondo_timers_table_write (db, timer, error), error);
}

/* Of the two the later one is enough: who is told an hour before need not hear of the day. */
static int
get_due_hours (const RondoSession *session, int64_t now_us)
{
  int due = 0;

  for (guint i = 0; i < G_N_ELEMENTS (REMINDER_HOURS); i++)
    if (now_us >= session->start_us - REMINDER_HOURS[i] * RONDO_MOMENT_HOUR_US)
      due = REMINDER_HOURS[i];
  return due;
}

static int64_t
get_next_us (const RondoSession *session, int64_t now_us)
{
  for (guint i = 0; i < G_N_ELEMENTS (REMINDER_HOURS); i++) {
    const int64_t at_us = session->start_us - REMINDER_HOURS[i] * RONDO_MOMENT_HOUR_US;

    if (at_us > now_us)
      return at_us;
  }
  return INT64_MAX;
}

static RondoReminder *
new_reminder (const RondoAgendaSession *entry, int hours)
{
  RondoReminder *reminder = g_new0 (RondoReminder, 1);

  reminder->session = g_strdup (entry->session->id);
  reminder->name = g_strdup (entry->name);
  reminder->place = g_strdup (entry->session->place);
  reminder->start_us = entry->session->start_us;
  reminder->hours = hours;
  return reminder;
}

static gboolean
take (RondoDb *db,
      const RondoAgenda *agenda,
      int64_t now_us,
      RondoReminders *reminders,
      GError **error)
{
  for (guint i = 0; i < agenda->sessions->len; i++) {
    const RondoAgendaSession *entry = g_ptr_array_index (agenda->sessions, i);
    const RondoSession *session = entry->session;
    gboolean is_new = FALSE;
    int hours;

    if (session->state != RONDO_SESSION_ACCEPTED || session->start_us <= now_us)
      continue;
    reminders->next_us = MIN (reminders->next_us, get_next_us (session, now_us));
    hours = get_due_hours (session, now_us);
    if (hours == 0)
      continue;
    if (!rondo_timers_table_add_reminder (
            db, session->id, session->start_us, hours, &is_new, error))
      return FALSE;
    if (is_new)
      g_ptr_array_add (reminders->reminders, new_reminder (entry, hours));
  }
  return rondo_timers_table_forget_reminders (db, now_us - FORGET_AFTER_US, error);
}

RondoReminders *
rondo_agenda_writer_take_reminders (RondoDb *db, int64_t now_us, GError **error)
{
  g_autoptr (RondoAgenda) agenda = rondo_agenda_reader_read (db, error);
  g_autoptr (RondoReminders) reminders = g_new0 (RondoReminders, 1);

  reminders->next_us = INT64_MAX;
  reminders->reminders = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_reminder_free);
  if (agenda == NULL || !rondo_db_begin (db, error) ||
      !rondo_db_end (db, take (db, agenda, now_us, reminders, error), error))
    return NULL;
  return g_steal_pointer (&reminders);
}
