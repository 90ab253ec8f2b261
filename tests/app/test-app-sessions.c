/* SPDX-License-Identifier: GPL-3.0-or-later
 * Sessions on screen: the page, what one can do about each, the week, the timer, the reminders. */
#include "config.h"

#include <string.h>

#include "app-fixture.h"

#include "rondo-agenda.h"
#include "rondo-application.h"
#include "rondo-calendar-export.h"
#include "rondo-confirm-session-dialog.h"
#include "rondo-home-page.h"
#include "rondo-id.h"
#include "rondo-log-session-dialog.h"
#include "rondo-moment.h"
#include "rondo-date-row.h"
#include "rondo-plan-session-dialog.h"
#include "rondo-reminder-clock.h"
#include "rondo-session-dialog.h"
#include "rondo-sessions-page.h"
#include "rondo-week-view.h"

/* A time that is far enough from midnight, and from now. */
static int64_t
get_start_us (Fixture *fixture, int days)
{
  return rondo_moment_from_local (
      rondo_context_get_today (fixture->context) + days, 12 * 60, NULL, NULL);
}

/* One of the pairing in which the user coaches, proposed by @writer for in @days days. */
static RondoSession *
new_session (Fixture *fixture, const char *writer, int days)
{
  RondoSession *session = rondo_session_new ();

  session->id = rondo_id_new (rondo_context_get_now_us (fixture->context));
  session->pairing = g_strdup (fixture->pairing);
  rondo_session_propose (session,
                         writer,
                         get_start_us (fixture, days),
                         rondo_context_get_today (fixture->context) + days,
                         60,
                         "https://meet.example.org/ana");
  return session;
}

static void
put_session (Fixture *fixture, const RondoSession *session)
{
  RondoChange *change = rondo_change_new ();

  rondo_change_put_session (change, session);
  fixture_save (fixture, change);
}

static Fixture *
new_fixture (void)
{
  Fixture *fixture = fixture_new ();

  fixture_add_community (fixture);
  fixture_publish (fixture);
  return fixture;
}

static void
got_result (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **)data = g_object_ref (result);
}

static gboolean
has_result (gpointer data)
{
  return *(GAsyncResult **)data != NULL;
}

static RondoAgenda *
load_agenda (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  RondoStore *store = rondo_context_get_store (fixture->context);
  RondoAgenda *agenda = NULL;

  rondo_agenda_load_async (store, NULL, got_result, &result);
  fixture_wait_until (has_result, &result);
  agenda = rondo_agenda_load_finish (store, result, &error);
  g_assert_no_error (error);
  return agenda;
}

/* What a wait asks for: the state of the only session. */
typedef struct {
  Fixture *fixture;
  RondoSessionState state;
  const char *text;
  GtkWidget *root;
} Wanted;

static gboolean
has_state (gpointer data)
{
  const Wanted *wanted = data;
  g_autoptr (RondoAgenda) agenda = load_agenda (wanted->fixture);

  return agenda->sessions->len == 1 &&
         ((RondoAgendaSession *)agenda->sessions->pdata[0])->session->state == wanted->state;
}

static gboolean
shows_text (gpointer data)
{
  const Wanted *wanted = data;

  return fixture_find_text (wanted->root, wanted->text);
}

static void
wait_for_text (GtkWidget *root, const char *text)
{
  Wanted wanted = {.root = root, .text = text};

  fixture_wait_until (shows_text, &wanted);
}

static gboolean
shows_button (gpointer data)
{
  const Wanted *wanted = data;
  GtkWidget *button = fixture_find_button (wanted->root, wanted->text);

  return button != NULL && gtk_widget_is_sensitive (button);
}

static void
press (GtkWidget *root, const char *label)
{
  Wanted wanted = {.root = root, .text = label};

  fixture_wait_until (shows_button, &wanted);
  g_signal_emit_by_name (fixture_find_button (root, label), "clicked");
}

static GtkWidget *
show_page (Fixture *fixture, GtkWidget *page, GtkWindow **window)
{
  *window = fixture_show (page);
  g_object_set (page, "context", fixture->context, NULL);
  return page;
}

static void
test_empty (void)
{
  g_autoptr (Fixture) fixture = new_fixture ();
  GtkWindow *window = NULL;
  GtkWidget *page = show_page (fixture, rondo_sessions_page_new (), &window);

  wait_for_text (page, "No Sessions Yet");
  fixture_close (window);
}

/* What waits, what is ahead and what was are apart. */
static void
test_groups (void)
{
  g_autoptr (Fixture) fixture = new_fixture ();
  g_autofree char *other = rondo_id_new (1);
  g_autoptr (RondoSession) asked = new_session (fixture, other, 2);
  g_autoptr (RondoSession) ahead = new_session (fixture, fixture->self, 3);
  g_autoptr (RondoSession) over = new_session (fixture, other, -2);
  g_autoptr (RondoSession) gone = new_session (fixture, other, -3);
  GtkWindow *window = NULL;
  GtkWidget *page = NULL;

  rondo_session_answer (over, TRUE);
  rondo_session_answer (gone, FALSE);
  put_session (fixture, asked);
  put_session (fixture, ahead);
  put_session (fixture, over);
  put_session (fixture, gone);
  page = show_page (fixture, rondo_sessions_page_new (), &window);
  wait_for_text (page, "Waits for You");
  wait_for_text (page, "Ahead");
  wait_for_text (page, "Past");
  g_assert_nonnull (fixture_find_button (page, "Answer…"));
  g_assert_nonnull (fixture_find_button (page, "Was It Held?…"));
  g_assert_true (fixture_find_text (page, "Declined"));
  g_assert_true (fixture_find_text (page, "Proposed"));
  fixture_close (window);
}

static void
test_week (void)
{
  g_autoptr (Fixture) fixture = new_fixture ();
  g_autoptr (RondoSession) session = new_session (fixture, fixture->self, 7);
  g_autoptr (RondoAgenda) agenda = NULL;
  GtkWidget *view = g_object_new (RONDO_TYPE_WEEK_VIEW, NULL);
  GtkWindow *window = fixture_show (view);
  const RondoDate today = rondo_context_get_today (fixture->context);
  RondoDate first;

  put_session (fixture, session);
  agenda = load_agenda (fixture);
  rondo_week_view_update (RONDO_WEEK_VIEW (view), agenda, today);
  first = rondo_week_view_get_first_day (RONDO_WEEK_VIEW (view));
  g_assert_cmpint (first, <=, today);
  g_assert_cmpint (first, >, today - 7);
  g_assert_cmpint ((first + 3) % 7, ==, 0); /* 1970-01-01 was a Thursday */
  gtk_widget_activate_action (view, "week.step", "i", 1);
  g_assert_cmpint (rondo_week_view_get_first_day (RONDO_WEEK_VIEW (view)), ==, first + 7);
  wait_for_text (view, "12:00 Member 1");
  gtk_widget_activate_action (view, "week.today", NULL);
  g_assert_cmpint (rondo_week_view_get_first_day (RONDO_WEEK_VIEW (view)), ==, first);
  g_assert_false (fixture_find_text (view, "12:00 Member 1"));
  fixture_close (window);
}

static void
test_propose (void)
{
  g_autoptr (Fixture) fixture = new_fixture ();
  GtkWidget *dialog = rondo_plan_session_dialog_new (fixture->context, fixture->pairing);
  Wanted wanted = {.fixture = fixture, .state = RONDO_SESSION_PROPOSED};
  g_autoptr (RondoAgenda) agenda = NULL;
  const RondoAgendaSession *entry = NULL;

  gtk_window_present (GTK_WINDOW (dialog));
  press (dialog, "_Propose");
  fixture_wait_until (has_state, &wanted);
  agenda = load_agenda (fixture);
  entry = agenda->sessions->pdata[0];
  g_assert_cmpstr (entry->session->pairing, ==, fixture->pairing);
  g_assert_cmpstr (entry->session->proposed_by, ==, fixture->self);
  g_assert_cmpint (entry->session->date, ==, rondo_context_get_today (fixture->context) + 1);
  g_assert_cmpint (entry->session->planned_minutes, ==, 60);
}

static gboolean
can_propose (gpointer dialog)
{
  GtkWidget *button = fixture_find_button (dialog, "_Propose");

  return button != NULL && gtk_widget_get_sensitive (button);
}

static void
test_over (void)
{
  g_autoptr (Fixture) fixture = new_fixture ();
  GtkWidget *dialog = rondo_plan_session_dialog_new (fixture->context, fixture->pairing);
  const RondoDate today = rondo_context_get_today (fixture->context);
  Wanted wanted = {.fixture = fixture, .state = RONDO_SESSION_PROPOSED};
  GtkWidget *row = NULL;
  g_autoptr (RondoAgenda) agenda = NULL;
  g_autoptr (RondoAgenda) after = NULL;

  gtk_window_present (GTK_WINDOW (dialog));
  row = fixture_find (dialog, RONDO_TYPE_DATE_ROW);
  wait_for_text (dialog, "Propose Session");
  fixture_wait_until (can_propose, dialog);
  rondo_date_row_set_date (RONDO_DATE_ROW (row), today - 1);
  press (dialog, "_Propose");
  wait_for_text (dialog,
                 "This time is over. Propose a later one; a session that was held is logged with "
                 "your hours.");
  agenda = load_agenda (fixture);
  g_assert_cmpuint (agenda->sessions->len, ==, 0);
  rondo_date_row_set_date (RONDO_DATE_ROW (row), today + 1);
  press (dialog, "_Propose");
  fixture_wait_until (has_state, &wanted);
  after = load_agenda (fixture);
  g_assert_cmpuint (after->sessions->len, ==, 1);
}

static void
act (Fixture *fixture, const char *id, const char *button, RondoSessionState state)
{
  GtkWidget *dialog = rondo_session_dialog_new (fixture->context, id);
  Wanted wanted = {.fixture = fixture, .state = state};

  gtk_window_present (GTK_WINDOW (dialog));
  press (dialog, button);
  fixture_wait_until (has_state, &wanted);
}

static void
test_answers (void)
{
  static const struct {
    const char *button;
    RondoSessionState state;
  } cases[] = {
      {"_Accept", RONDO_SESSION_ACCEPTED},
      {"Decline", RONDO_SESSION_DECLINED},
      {"_Cancel Session", RONDO_SESSION_CANCELLED},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (Fixture) fixture = new_fixture ();
    g_autofree char *other = rondo_id_new (1);
    g_autoptr (RondoSession) session = new_session (fixture, other, 2);

    put_session (fixture, session);
    act (fixture, session->id, cases[i].button, cases[i].state);
  }
}

static void
test_missed (void)
{
  g_autoptr (Fixture) fixture = new_fixture ();
  g_autofree char *other = rondo_id_new (1);
  g_autoptr (RondoSession) session = new_session (fixture, other, -2);
  g_autoptr (RondoAgenda) agenda = NULL;

  rondo_session_answer (session, TRUE);
  put_session (fixture, session);
  act (fixture, session->id, "The Other One Did Not Come", RONDO_SESSION_NO_SHOW);
  agenda = load_agenda (fixture);
  g_assert_cmpint (
      ((RondoAgendaSession *)agenda->sessions->pdata[0])->session->absent, ==, RONDO_SIDE_CLIENT);
}

static gboolean
has_entry (gpointer data)
{
  const Wanted *wanted = data;
  g_autoptr (RondoHoursOverview) hours = fixture_load_hours (wanted->fixture);

  return hours->entries->len == 1 &&
         ((RondoLogEntryOverview *)hours->entries->pdata[0])->entry->minutes == 60;
}

/* Confirmed, the session is in the log by itself. */
static void
test_confirm (void)
{
  g_autoptr (Fixture) fixture = new_fixture ();
  g_autofree char *other = rondo_id_new (1);
  g_autoptr (RondoSession) session = new_session (fixture, other, -1);
  g_autoptr (RondoAgenda) agenda = NULL;
  GtkWidget *dialog = NULL;
  Wanted wanted = {.fixture = fixture};

  rondo_session_answer (session, TRUE);
  put_session (fixture, session);
  agenda = load_agenda (fixture);
  dialog = rondo_confirm_session_dialog_new (fixture->context, agenda->sessions->pdata[0], 0);
  gtk_window_present (GTK_WINDOW (dialog));
  wait_for_text (dialog, "The client says: Nothing said yet");
  press (dialog, "C_onfirm");
  fixture_wait_until (has_entry, &wanted);
}

/* Logged by the usual way, with two keys, it is the one that was planned. */
static void
test_logged (void)
{
  g_autoptr (Fixture) fixture = new_fixture ();
  g_autofree char *other = rondo_id_new (1);
  g_autoptr (RondoSession) session = new_session (fixture, other, 0);
  g_autoptr (RondoAgenda) agenda = NULL;
  GtkWidget *dialog = NULL;
  Wanted wanted = {.fixture = fixture};

  rondo_session_answer (session, TRUE);
  put_session (fixture, session);
  dialog = rondo_log_session_dialog_new (fixture->context, fixture->pairing);
  gtk_window_present (GTK_WINDOW (dialog));
  press (dialog, "_Log");
  fixture_wait_until (has_entry, &wanted);
  agenda = load_agenda (fixture);
  g_assert_cmpuint (agenda->sessions->len, ==, 1);
  g_assert_cmpint (
      ((RondoAgendaSession *)agenda->sessions->pdata[0])->session->state, ==, RONDO_SESSION_HELD);
}

/* Both statements side by side, until one agrees. */
static void
test_agree (void)
{
  g_autoptr (Fixture) fixture = new_fixture ();
  g_autofree char *other = rondo_id_new (1);
  g_autoptr (RondoSession) session = new_session (fixture, other, -1);
  GtkWidget *dialog = NULL;
  Wanted wanted = {.fixture = fixture};

  rondo_session_answer (session, TRUE);
  rondo_session_state_minutes (session, RONDO_SIDE_COACH, 75, 0);
  rondo_session_state_minutes (session, RONDO_SIDE_CLIENT, 60, 10);
  put_session (fixture, session);
  dialog = rondo_session_dialog_new (fixture->context, session->id);
  gtk_window_present (GTK_WINDOW (dialog));
  wait_for_text (dialog, "1 h 15 min");
  wait_for_text (dialog, "1 h and 10 min of debrief");
  press (dialog, "Agree with the Other");
  fixture_wait_until (has_entry, &wanted);
  wait_for_text (dialog, "Held");
  g_assert_null (fixture_find_button (dialog, "Agree with the Other"));
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static void
test_home (void)
{
  g_autoptr (Fixture) fixture = new_fixture ();
  g_autofree char *other = rondo_id_new (1);
  g_autoptr (RondoSession) session = new_session (fixture, other, 5);
  g_autoptr (RondoSession) asked = new_session (fixture, other, 6);
  GtkWindow *window = NULL;
  GtkWidget *page = NULL;

  rondo_session_answer (session, TRUE);
  put_session (fixture, session);
  put_session (fixture, asked);
  page = show_page (fixture, rondo_home_page_new (), &window);
  wait_for_text (page, "Next Session");
  wait_for_text (page, "Waits for You");
  g_assert_nonnull (fixture_find_button (page, "Answer…"));
  g_assert_nonnull (fixture_find_button (page, "Propose…")); /* to the coach, who has not yet */
  fixture_close (window);
}

/* One of them, or all. */
static void
test_export (void)
{
  g_autoptr (Fixture) fixture = new_fixture ();
  g_autoptr (RondoSession) one = new_session (fixture, fixture->self, 2);
  g_autoptr (RondoSession) two = new_session (fixture, fixture->self, 3);
  g_autoptr (RondoAgenda) agenda = NULL;
  g_autofree char *single = NULL;
  g_autofree char *all = NULL;

  put_session (fixture, one);
  put_session (fixture, two);
  agenda = load_agenda (fixture);
  single = rondo_calendar_export_make (agenda, two->id, 0);
  all = rondo_calendar_export_make (agenda, "", 0);
  g_assert_null (strstr (single, one->id));
  g_assert_nonnull (strstr (single, two->id));
  g_assert_nonnull (strstr (all, one->id));
  g_assert_nonnull (strstr (all, two->id));
  g_assert_nonnull (strstr (all, "SUMMARY:You coach Member 1"));
}

static void
due_cb (RondoReminderClock *clock, const RondoReminder *reminder, guint *count)
{
  g_autoptr (GNotification) notification = rondo_reminder_make_notification (reminder);

  g_assert_nonnull (notification);
  g_assert_cmpint (reminder->hours, ==, 24);
  (*count)++;
}

static gboolean
is_counted (gpointer data)
{
  return *(guint *)data > 0;
}

static void
test_reminders (void)
{
  g_autoptr (Fixture) fixture = new_fixture ();
  g_autofree char *other = rondo_id_new (1);
  g_autoptr (RondoSession) session = new_session (fixture, other, 1);
  RondoReminderClock *clock = rondo_reminder_clock_new (fixture->context);
  g_autoptr (RondoAgenda) later = NULL;
  guint count = 0;

  g_signal_connect (clock, "due", G_CALLBACK (due_cb), &count);
  session->start_us = rondo_context_get_now_us (fixture->context) + 12 * RONDO_MOMENT_HOUR_US;
  rondo_session_answer (session, TRUE);
  put_session (fixture, session);
  fixture_wait_until (is_counted, &count);
  g_free (session->place);
  session->place = g_strdup ("there");
  put_session (fixture, session); /* another change: nothing new to tell */
  later = load_agenda (fixture);  /* behind the look at the clock in the queue of the database */
  g_assert_cmpuint (count, ==, 1);
  g_object_unref (clock);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  rondo_application_init_resources ();
  g_test_add_func ("/app/sessions/empty-says-what-to-do-first", test_empty);
  g_test_add_func ("/app/sessions/what-waits-is-ahead-and-was-are-apart", test_groups);
  g_test_add_func ("/app/sessions/week-by-week", test_week);
  g_test_add_func ("/app/sessions/a-time-is-proposed", test_propose);
  g_test_add_func ("/app/sessions/what-is-over-is-not-proposed", test_over);
  g_test_add_func ("/app/sessions/accepted-declined-cancelled", test_answers);
  g_test_add_func ("/app/sessions/the-other-one-did-not-come", test_missed);
  g_test_add_func ("/app/sessions/confirmed-is-in-the-log-by-itself", test_confirm);
  g_test_add_func ("/app/sessions/logged-is-the-one-that-was-planned", test_logged);
  g_test_add_func ("/app/sessions/two-statements-until-one-agrees", test_agree);
  g_test_add_func ("/app/home/next-session-and-what-waits", test_home);
  g_test_add_func ("/app/sessions/one-or-all-as-a-calendar", test_export);
  g_test_add_func ("/app/reminders/are-given-once", test_reminders);
  return g_test_run ();
}
