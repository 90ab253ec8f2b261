/* SPDX-License-Identifier: GPL-3.0-or-later
 * Sessions in the local database: what the page reads, what a confirmation writes, reminders, and
 * the session that is running. */
#include "config.h"

#include "client-fixture.h"

#include "rondo-agenda-reader.h"
#include "rondo-agenda-writer.h"
#include "rondo-id.h"
#include "rondo-log-entries-table.h"
#include "rondo-meta-table.h"
#include "rondo-moment.h"
#include "rondo-sessions-table.h"
#include "rondo-timers-table.h"
#include "rondo-wire-bodies.h"

#define ROUND 900
#define AS_COACH 901
#define AS_CLIENT 902
#define BEN 2
#define CYD 3
#define START_US (NOW_US + 30 * RONDO_MOMENT_HOUR_US)

static char *
pairing_body (const char *coach, const char *client)
{
  RondoPairing pairing = {
      .round = (char *)fixture_id (ROUND), .coach = (char *)coach, .client = (char *)client};

  return rondo_wire_encode_pairing (&pairing, NULL);
}

static void
add_pairing (RondoSyncAnswer *answer, guint number, const char *coach, const char *client)
{
  g_autofree char *body = pairing_body (coach, client);

  answer_add_row (answer, "u:" SELF, RONDO_KIND_PAIRING, fixture_id (number), 1, body);
}

static void
add_profile (RondoSyncAnswer *answer, guint number, guint member, const char *name)
{
  g_autoptr (RondoMember) value = fixture_member (member, name);
  g_autoptr (RondoProfile) profile = NULL;
  g_autofree char *body = NULL;

  g_free (value->time_zone);
  value->time_zone = g_strdup ("Asia/Kathmandu");
  profile = rondo_profile_new_for_member (value);
  body = rondo_wire_encode_profile (profile, NULL);
  answer_add_row (answer, "u:" SELF, RONDO_KIND_PROFILE, fixture_id (number), 1, body);
}

/* This member coaches Ben and is coached by Cyd. */
static Local *
new_local (void)
{
  Local *local = local_new ();
  g_autoptr (RondoRound) round = fixture_round (ROUND, "Spring");
  g_autoptr (RondoSyncAnswer) answer = answer_new (10);
  g_autofree char *body = NULL;
  g_autofree char *ben = g_strdup (fixture_id (BEN));
  g_autofree char *cyd = g_strdup (fixture_id (CYD));

  g_assert_true (rondo_meta_table_write (local->db, RONDO_META_MEMBER, SELF, NULL));
  round->state = RONDO_ROUND_PUBLISHED;
  round->cancel_notice = 48;
  body = rondo_wire_encode_round (round, NULL);
  answer_add_row (answer, "pub", RONDO_KIND_ROUND, fixture_id (ROUND), 1, body);
  add_pairing (answer, AS_COACH, SELF, ben);
  add_pairing (answer, AS_CLIENT, cyd, SELF);
  add_profile (answer, 910, BEN, "Ben");
  add_profile (answer, 911, CYD, "Cyd");
  local_merge (local, answer);
  return local;
}

static RondoSession *
new_session (guint number, guint pairing, int64_t start_us)
{
  RondoSession *session = rondo_session_new ();
  g_autofree char *ben = g_strdup (fixture_id (BEN));

  session->id = g_strdup (fixture_id (number));
  session->pairing = g_strdup (fixture_id (pairing));
  rondo_session_propose (session, ben, start_us, 20524, 60, "here");
  rondo_session_answer (session, TRUE);
  return session;
}

static void
put_session (Local *local, const RondoSession *session)
{
  RondoChange *change = rondo_change_new ();

  rondo_change_put_session (change, session);
  local_save (local, change);
}

static RondoAgenda *
read_agenda (Local *local)
{
  g_autoptr (GError) error = NULL;
  RondoAgenda *agenda = rondo_agenda_reader_read (local->db, &error);

  g_assert_no_error (error);
  return agenda;
}

static void
confirm (Local *local, const RondoSession *session, int minutes, int debrief)
{
  g_autoptr (GError) error = NULL;

  rondo_agenda_writer_confirm (local->db, session, minutes, debrief, NOW_US, &error);
  g_assert_no_error (error);
}

static void
test_reads_both_sides (void)
{
  g_autoptr (Local) local = new_local ();
  g_autoptr (RondoSession) given = new_session (1, AS_COACH, START_US);
  g_autoptr (RondoSession) received = new_session (2, AS_CLIENT, START_US - 1);
  g_autoptr (RondoAgenda) agenda = NULL;
  const RondoAgendaSession *first, *second;

  put_session (local, given);
  put_session (local, received);
  agenda = read_agenda (local);
  g_assert_cmpuint (agenda->sessions->len, ==, 2);
  first = agenda->sessions->pdata[0];
  second = agenda->sessions->pdata[1];
  g_assert_cmpstr (first->name, ==, "Cyd");
  g_assert_cmpint (first->side, ==, RONDO_SIDE_CLIENT);
  g_assert_cmpstr (second->name, ==, "Ben");
  g_assert_cmpint (second->side, ==, RONDO_SIDE_COACH);
  g_assert_cmpstr (second->zone, ==, "Asia/Kathmandu");
  g_assert_cmpstr (second->round_name, ==, "Spring");
  g_assert_cmpint (second->cancel_notice, ==, 48);
  g_assert_true (second->is_waiting);
  g_assert_true (rondo_agenda_find_next (agenda, NOW_US) == first);
  g_assert_null (rondo_agenda_find_next (agenda, START_US + RONDO_MOMENT_DAY_US));
}

/* Two pairings, and what both could do in return. */
static void
test_partners (void)
{
  g_autoptr (Local) local = new_local ();
  g_autoptr (RondoAgenda) agenda = read_agenda (local);
  guint free_count = 0;

  g_assert_cmpuint (agenda->partners->len, ==, 4);
  for (guint i = 0; i < agenda->partners->len; i++) {
    const RondoPartner *partner = agenda->partners->pdata[i];
    const gboolean is_coach = partner->side == RONDO_SIDE_COACH;

    g_assert_cmpstr (is_coach ? partner->coach : partner->client, ==, SELF);
    g_assert_cmpstr (partner->name, !=, "");
    free_count += partner->pairing == NULL;
    g_assert_cmpint (partner->contact_due != RONDO_DATE_NONE, ==, partner->pairing != NULL);
  }
  g_assert_cmpuint (free_count, ==, 2);
}

/* However often and in whatever order: one entry, one client, one session that was held. */
static void
test_hours_are_logged_once (void)
{
  g_autoptr (Local) local = new_local ();
  g_autoptr (RondoSession) session = new_session (1, AS_COACH, START_US);
  g_autofree char *expected = rondo_id_derive (SELF, fixture_id (1));
  g_autoptr (RondoLogEntry) entry = NULL;
  g_autoptr (RondoSession) held = NULL;

  put_session (local, session);
  confirm (local, session, 55, 10);
  confirm (local, session, 55, 10);
  confirm (local, session, 50, 15);
  g_assert_cmpint (local_count (local, "SELECT count(*) FROM log_entry"), ==, 1);
  g_assert_cmpint (local_count (local, "SELECT count(*) FROM client"), ==, 1);
  g_assert_true (rondo_log_entries_table_read (local->db, expected, &entry, NULL));
  g_assert_nonnull (entry);
  g_assert_cmpint (entry->minutes, ==, 50);
  g_assert_cmpint (entry->payment, ==, RONDO_PAYMENT_RECIPROCAL);
  g_assert_cmpstr (entry->session, ==, fixture_id (1));
  g_assert_true (rondo_sessions_table_find (local->db, fixture_id (1), &held, NULL));
  g_assert_cmpint (held->state, ==, RONDO_SESSION_HELD);
  g_assert_cmpint (held->debrief_minutes, ==, 15);
  g_assert_cmpstr (held->place, ==, "here");
}

static void
test_client_has_no_entry (void)
{
  g_autoptr (Local) local = new_local ();
  g_autoptr (RondoSession) session = new_session (1, AS_CLIENT, START_US);
  int64_t received = 0;

  put_session (local, session);
  confirm (local, session, 45, 0);
  g_assert_cmpint (local_count (local, "SELECT count(*) FROM log_entry"), ==, 0);
  g_assert_true (rondo_sessions_table_sum_received (local->db, SELF, &received, NULL));
  g_assert_cmpint (received, ==, 45);
}

/* What is planned counts nothing; of what differs the smaller counts. */
static void
test_only_what_was_held_counts (void)
{
  g_autoptr (Local) local = new_local ();
  g_autoptr (RondoSession) planned = new_session (1, AS_CLIENT, START_US);
  g_autoptr (RondoSession) freely = new_session (2, AS_CLIENT, START_US);
  g_autoptr (RondoSession) held = new_session (3, AS_CLIENT, START_US);
  RondoSessionProgress progress;
  int64_t received = 0;

  g_clear_pointer (&freely->pairing, g_free);
  freely->coach = g_strdup (fixture_id (CYD));
  freely->client = g_strdup (SELF);
  rondo_session_state_minutes (freely, RONDO_SIDE_COACH, 30, 0);
  rondo_session_state_minutes (held, RONDO_SIDE_COACH, 60, 0);
  rondo_session_state_minutes (held, RONDO_SIDE_CLIENT, 50, 0);
  put_session (local, planned);
  put_session (local, freely);
  put_session (local, held);
  g_assert_true (rondo_sessions_table_sum_received (local->db, SELF, &received, NULL));
  g_assert_cmpint (received, ==, 80);
  g_assert_true (
      rondo_sessions_table_read_progress (local->db, fixture_id (AS_CLIENT), &progress, NULL));
  g_assert_cmpint (progress.held, ==, 1);
  g_assert_cmpint (progress.minutes, ==, 50);
}

/* The log corrects day and minutes; what was agreed on and what the client says stay. */
static void
test_correction_keeps_the_rest (void)
{
  g_autoptr (Local) local = new_local ();
  g_autoptr (RondoSession) session = new_session (1, AS_COACH, START_US);
  g_autoptr (RondoSession) correction = rondo_session_new ();
  g_autoptr (RondoSession) now = NULL;

  rondo_session_state_minutes (session, RONDO_SIDE_COACH, 60, 10);
  rondo_session_state_minutes (session, RONDO_SIDE_CLIENT, 50, 0);
  put_session (local, session);
  correction->id = g_strdup (session->id);
  correction->pairing = g_strdup (session->pairing);
  correction->date = 20525;
  correction->minutes = 50;
  put_session (local, correction);
  g_assert_true (rondo_sessions_table_find (local->db, session->id, &now, NULL));
  g_assert_cmpint (now->date, ==, 20525);
  g_assert_cmpint (now->minutes, ==, 50);
  g_assert_cmpint (now->debrief_minutes, ==, 10);
  g_assert_cmpint (now->client_minutes, ==, 50);
  g_assert_cmpint (now->start_us, ==, START_US);
  g_assert_cmpstr (now->place, ==, "here");
}

static guint
take (Local *local, int64_t now_us, int hours, int64_t next_us)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RondoReminders) reminders =
      rondo_agenda_writer_take_reminders (local->db, now_us, &error);

  g_assert_no_error (error);
  if (reminders->reminders->len > 0) {
    const RondoReminder *reminder = reminders->reminders->pdata[0];

    g_assert_cmpint (reminder->hours, ==, hours);
    g_assert_cmpstr (reminder->name, ==, "Ben");
  }
  g_assert_cmpint (reminders->next_us, ==, next_us);
  return reminders->reminders->len;
}

static void
test_reminders_come_once (void)
{
  g_autoptr (Local) local = new_local ();
  g_autoptr (RondoSession) session = new_session (1, AS_COACH, START_US);
  const int64_t day_us = START_US - RONDO_MOMENT_DAY_US;
  const int64_t hour_us = START_US - RONDO_MOMENT_HOUR_US;
  const int64_t later_us = START_US + 10 * RONDO_MOMENT_DAY_US;

  put_session (local, session);
  g_assert_cmpuint (take (local, NOW_US, 0, day_us), ==, 0);
  g_assert_cmpuint (take (local, day_us, 24, hour_us), ==, 1);
  g_assert_cmpuint (take (local, day_us + 1, 24, hour_us), ==, 0);
  local_reopen (local); /* not again after the next start of the program */
  g_assert_cmpuint (take (local, day_us + 2, 24, hour_us), ==, 0);
  g_assert_cmpuint (take (local, hour_us, 1, INT64_MAX), ==, 1);
  g_assert_cmpuint (take (local, hour_us + 1, 1, INT64_MAX), ==, 0);
  session->start_us = session->answered_us = later_us; /* moved, and agreed on */
  put_session (local, session);
  g_assert_cmpuint (take (local, hour_us + 2, 0, later_us - RONDO_MOMENT_DAY_US), ==, 0);
  g_assert_cmpuint (
      take (local, later_us - RONDO_MOMENT_DAY_US, 24, later_us - RONDO_MOMENT_HOUR_US), ==, 1);
}

/* Who begins the program half an hour before is told once, not twice. */
static void
test_late_start_reminds_once (void)
{
  g_autoptr (Local) local = new_local ();
  g_autoptr (RondoSession) session = new_session (1, AS_COACH, START_US);
  const int64_t now_us = START_US - RONDO_MOMENT_HOUR_US / 2;

  put_session (local, session);
  g_assert_cmpuint (take (local, now_us, 1, INT64_MAX), ==, 1);
  g_assert_cmpuint (take (local, now_us + 1, 1, INT64_MAX), ==, 0);
}

static void
test_nothing_to_remind_of (void)
{
  g_autoptr (Local) local = new_local ();
  g_autoptr (RondoSession) proposed = new_session (1, AS_COACH, START_US);
  g_autoptr (RondoSession) cancelled = new_session (2, AS_COACH, START_US);

  proposed->state = RONDO_SESSION_PROPOSED;
  rondo_session_cancel (cancelled, SELF, FALSE);
  put_session (local, proposed);
  put_session (local, cancelled);
  g_assert_cmpuint (take (local, START_US - 1, 0, INT64_MAX), ==, 0);
  g_assert_cmpuint (take (local, START_US, 0, INT64_MAX), ==, 0);
}

/* The database is closed without a word, as a crash would: the start is there, and becomes hours.
 */
static void
test_timer_survives (void)
{
  g_autoptr (Local) local = new_local ();
  g_autofree char *id = rondo_id_new (NOW_US);
  const RondoSessionTimer timer = {id, (char *)fixture_id (AS_COACH), NOW_US};
  g_autoptr (RondoAgenda) running = NULL;
  g_autoptr (RondoAgenda) ended = NULL;
  g_autoptr (RondoSession) session = rondo_session_new ();

  g_assert_true (rondo_agenda_writer_set_timer (local->db, &timer, NULL));
  local_reopen (local);
  running = read_agenda (local);
  g_assert_nonnull (running->timer);
  g_assert_cmpint (running->timer->started_us, ==, NOW_US);
  g_assert_cmpstr (running->timer->session, ==, id);
  session->id = g_strdup (id);
  session->pairing = g_strdup (fixture_id (AS_COACH));
  session->date = 20524;
  session->start_us = NOW_US;
  confirm (local, session, 47, 0);
  ended = read_agenda (local);
  g_assert_null (ended->timer);
  g_assert_cmpuint (ended->sessions->len, ==, 1);
  g_assert_cmpint (local_count (local, "SELECT count(*) FROM log_entry WHERE minutes = 47"), ==, 1);
}

static void
test_other_timer_goes_on (void)
{
  g_autoptr (Local) local = new_local ();
  g_autoptr (RondoSession) session = new_session (1, AS_COACH, START_US);
  const RondoSessionTimer timer = {(char *)"another", NULL, NOW_US};
  g_autoptr (RondoSessionTimer) running = NULL;

  put_session (local, session);
  g_assert_true (rondo_agenda_writer_set_timer (local->db, &timer, NULL));
  confirm (local, session, 60, 0);
  g_assert_true (rondo_timers_table_read (local->db, &running, NULL));
  g_assert_nonnull (running);
  g_assert_true (rondo_agenda_writer_set_timer (local->db, NULL, NULL));
  g_assert_cmpint (local_count (local, "SELECT count(*) FROM session_timer"), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/client/agenda/shows-both-sides-by-time", test_reads_both_sides);
  g_test_add_func ("/client/agenda/partners-in-pairings-and-in-return", test_partners);
  g_test_add_func ("/client/agenda/hours-of-a-session-are-logged-once", test_hours_are_logged_once);
  g_test_add_func ("/client/agenda/client-confirms-without-an-entry", test_client_has_no_entry);
  g_test_add_func ("/client/agenda/only-what-was-held-counts", test_only_what_was_held_counts);
  g_test_add_func ("/client/agenda/correction-in-the-log-keeps-the-rest",
                   test_correction_keeps_the_rest);
  g_test_add_func ("/client/agenda/reminders-come-once", test_reminders_come_once);
  g_test_add_func ("/client/agenda/late-start-reminds-once", test_late_start_reminds_once);
  g_test_add_func ("/client/agenda/nothing-to-remind-of", test_nothing_to_remind_of);
  g_test_add_func ("/client/agenda/timer-survives-a-crash-and-becomes-hours", test_timer_survives);
  g_test_add_func ("/client/agenda/another-timer-goes-on", test_other_timer_goes_on);
  return g_test_run ();
}
