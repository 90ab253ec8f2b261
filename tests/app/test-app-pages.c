/* SPDX-License-Identifier: GPL-3.0-or-later
 * The pages of a coach over a real database: their states, what they show, what they save. */
#include "config.h"

#include "app-fixture.h"

#include "rondo-client-chooser.h"
#include "rondo-application.h"
#include "rondo-date-row.h"
#include "rondo-form-frame.h"
#include "rondo-home-page.h"
#include "rondo-hours-export.h"
#include "rondo-hours-page.h"
#include "rondo-log-session-dialog.h"
#include "rondo-pairing-card.h"
#include "rondo-session-form.h"
#include "rondo-start-page.h"

#include "rondo-error.h"
#include "rondo-id.h"
#include "rondo-line-item.h"

static void
check_states (GType type, void (*fill) (Fixture *))
{
  g_autoptr (Fixture) fixture = fixture_new ();
  GtkWidget *page = g_object_new (type, NULL);
  GtkWindow *window = fixture_show (page);

  g_assert_cmpstr (fixture_get_state (page), ==, "loading");
  g_object_set (page, "context", fixture->context, NULL);
  fixture_wait_until (fixture_is_empty, page);
  fill (fixture);
  fixture_wait_until (fixture_is_content, page);
  rondo_context_close (fixture->context);
  g_signal_emit_by_name (rondo_context_get_store (fixture->context), "changed");
  fixture_wait_until (fixture_is_error, page);
  g_assert_nonnull (fixture_find_button (page, "_Try Again"));
  fixture_close (window);
}

static void
test_home_states (void)
{
  check_states (RONDO_TYPE_HOME_PAGE, fixture_add_community);
}

static RondoSessionForm
new_form (Fixture *fixture)
{
  return (RondoSessionForm){
      .with = RONDO_WITH_NEW,
      .key = "",
      .new_name = "Client & Co <i>",
      .date = rondo_context_get_today (fixture->context),
      .minutes = 50,
      .payment = RONDO_PAYMENT_PAID,
      .group_size = 1,
      .start_minute = RONDO_START_UNKNOWN,
  };
}

static RondoChange *
make_change (Fixture *fixture, const RondoSessionForm *form, GError **error)
{
  g_autoptr (RondoHoursOverview) overview = fixture_load_hours (fixture);

  return rondo_session_form_make_change (
      form, overview, rondo_context_get_now_us (fixture->context), error);
}

static void
log_session (Fixture *fixture, const RondoSessionForm *form)
{
  g_autoptr (GError) error = NULL;
  RondoChange *change = make_change (fixture, form, &error);

  g_assert_no_error (error);
  fixture_save (fixture, change);
}

static void
log_new_client (Fixture *fixture)
{
  RondoSessionForm form = new_form (fixture);

  log_session (fixture, &form);
}

static void
test_hours_states (void)
{
  check_states (RONDO_TYPE_HOURS_PAGE, log_new_client);
}

static gboolean
has_card (gpointer page)
{
  return fixture_find (page, RONDO_TYPE_PAIRING_CARD) != NULL &&
         fixture_find_text (page, "0 of 6 sessions held");
}

static void
test_home_shows_pairings (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  GtkWidget *page = rondo_home_page_new ();
  GtkWindow *window = fixture_show (page);

  fixture_add_community (fixture);
  fixture_publish (fixture);
  g_object_set (page, "context", fixture->context, NULL);
  fixture_wait_until (has_card, page);
  g_assert_true (fixture_find_text (page, "You coach Member 1"));
  g_assert_true (fixture_find_text (page, "Member 3 coaches you"));
  g_assert_true (fixture_find_text (page, "Spring & Summer"));
  g_assert_true (fixture_find_text (page, "m1@example.org"));
  g_assert_true (fixture_find_text (page, "English, German"));
  fixture_close (window);
}

static gboolean
shows_client (gpointer page)
{
  return fixture_find_text (page, "Client & Co <i>") && fixture_find_text (page, "50 min");
}

static void
test_hours_show_names_as_text (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  GtkWidget *page = rondo_hours_page_new ();
  GtkWindow *window = fixture_show (page);

  log_new_client (fixture);
  g_object_set (page, "context", fixture->context, NULL);
  fixture_wait_until (shows_client, page);
  g_assert_true (fixture_find_text (page, "0.83 hours of coaching"));
  g_assert_false (fixture_find_text (page, "Not sent yet"));
  fixture_close (window);
}

static gboolean
entry_is_there (gpointer fixture)
{
  g_autoptr (RondoHoursOverview) overview = fixture_load_hours (fixture);

  return overview->entries->len == 1;
}

static gboolean
undo_is_offered (gpointer overlay)
{
  return fixture_find_text (overlay, "Session with Client & Co <i> deleted") &&
         fixture_find_button (overlay, "Undo") != NULL;
}

static void
test_deletion_is_undone (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  GtkWidget *page = rondo_hours_page_new ();
  GtkWidget *overlay = adw_toast_overlay_new ();
  GtkWindow *window = NULL;
  g_autoptr (RondoHoursOverview) before = NULL;
  g_autoptr (RondoHoursOverview) without = NULL;
  const RondoLogEntryOverview *entry = NULL;

  log_new_client (fixture);
  before = fixture_load_hours (fixture);
  entry = before->entries->pdata[0];
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (overlay), page);
  window = fixture_show (overlay);
  g_object_set (page, "context", fixture->context, NULL);
  fixture_wait_until (shows_client, page);
  gtk_widget_activate_action (page, "hours.delete-entry", "s", entry->entry->id);
  fixture_wait_until (undo_is_offered, overlay);
  without = fixture_load_hours (fixture);
  g_assert_cmpuint (without->entries->len, ==, 0);
  g_signal_emit_by_name (fixture_find_button (overlay, "Undo"), "clicked");
  fixture_wait_until (entry_is_there, fixture);
  fixture_wait_until (shows_client, page);
  fixture_close (window);
}

static void
test_pairing_session_is_shared (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  RondoSessionForm form = new_form (fixture);
  g_autoptr (RondoHoursOverview) overview = NULL;
  const RondoLogEntryOverview *entry = NULL;
  const RondoPairingOverview *pairing = NULL;

  fixture_add_community (fixture);
  fixture_publish (fixture);
  form.with = RONDO_WITH_PAIRING;
  form.key = fixture->pairing;
  form.payment = RONDO_PAYMENT_RECIPROCAL;
  log_session (fixture, &form);
  log_session (fixture, &form);
  overview = fixture_load_hours (fixture);
  g_assert_cmpuint (overview->clients->len, ==, 1);
  g_assert_cmpuint (overview->entries->len, ==, 2);
  entry = overview->entries->pdata[0];
  g_assert_cmpstr (entry->client_name, ==, "Member 1");
  g_assert_cmpstr (entry->pairing, ==, fixture->pairing);
  g_assert_nonnull (entry->entry->session);
  pairing = overview->pairings->pdata[0];
  g_assert_cmpint (pairing->sessions_held, ==, 2);
  g_assert_cmpint (pairing->minutes_held, ==, 100);
}

static void
test_edit_follows_session (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  RondoSessionForm form = new_form (fixture);
  g_autoptr (RondoHoursOverview) before = NULL;
  g_autoptr (RondoHoursOverview) after = NULL;
  g_autoptr (GError) error = NULL;
  const RondoLogEntryOverview *entry = NULL;
  const RondoPairingOverview *pairing = NULL;

  fixture_add_community (fixture);
  fixture_publish (fixture);
  form.with = RONDO_WITH_PAIRING;
  form.key = fixture->pairing;
  log_session (fixture, &form);
  before = fixture_load_hours (fixture);
  entry = before->entries->pdata[0];
  form.minutes = 75;
  fixture_save (fixture,
                rondo_session_form_make_edit (&form, entry->entry, entry->pairing, &error));
  after = fixture_load_hours (fixture);
  pairing = after->pairings->pdata[0];
  g_assert_cmpint (after->totals.total, ==, 75);
  g_assert_cmpint (pairing->minutes_held, ==, 75);
}

static void
check_refused (Fixture *fixture, const RondoSessionForm *form)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RondoChange) change = make_change (fixture, form, &error);

  g_assert_null (change);
  g_assert_nonnull (error);
  g_assert_true (g_str_has_suffix (error->message, "."));
}

static void
test_bad_sessions_are_refused (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  RondoSessionForm form = new_form (fixture);

  form.date = RONDO_DATE_NONE;
  check_refused (fixture, &form);
  form = new_form (fixture);
  form.new_name = "  ";
  check_refused (fixture, &form);
  form = new_form (fixture);
  form.minutes = 0;
  check_refused (fixture, &form);
  form = new_form (fixture);
  form.with = RONDO_WITH_PAIRING;
  form.key = "no such pairing";
  check_refused (fixture, &form);
}

static gboolean
dialog_is_ready (gpointer dialog)
{
  return gtk_widget_get_sensitive (fixture_find_button (dialog, "_Log"));
}

static void
test_dialog_saves (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  GtkWidget *dialog = NULL;
  gpointer alive = NULL;
  g_autoptr (RondoHoursOverview) overview = NULL;
  const RondoLogEntryOverview *entry = NULL;

  fixture_add_community (fixture);
  fixture_publish (fixture);
  dialog = rondo_log_session_dialog_new (fixture->context, fixture->pairing);
  alive = dialog;
  g_object_add_weak_pointer (G_OBJECT (dialog), &alive);
  gtk_window_present (GTK_WINDOW (dialog));
  fixture_wait_until (dialog_is_ready, dialog);
  g_signal_emit_by_name (fixture_find (dialog, RONDO_TYPE_FORM_FRAME), "save");
  fixture_wait_until (entry_is_there, fixture);
  while (alive != NULL)
    g_main_context_iteration (NULL, TRUE);
  overview = fixture_load_hours (fixture);
  entry = overview->entries->pdata[0];
  g_assert_cmpint (entry->entry->minutes, ==, 60);
  g_assert_cmpint (entry->entry->payment, ==, RONDO_PAYMENT_RECIPROCAL);
  g_assert_cmpint (entry->entry->date, ==, rondo_context_get_today (fixture->context));
}

static GtkWidget *
find_icon (GtkWidget *root, const char *icon)
{
  GtkWidget *found = NULL;

  if (GTK_IS_BUTTON (root) && g_strcmp0 (gtk_button_get_icon_name (GTK_BUTTON (root)), icon) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); found == NULL && child != NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_icon (child, icon);
  return found;
}

/* Gives the id of the last of @count clients. */
static char *
add_clients (Fixture *fixture, int count)
{
  RondoChange *change = rondo_change_new ();
  char *id = NULL;

  for (int i = 0; i < count; i++) {
    g_autoptr (RondoClientPerson) client = rondo_client_person_new ();

    g_free (id);
    g_free (client->id);
    g_free (client->name);
    client->name = g_strdup_printf ("Client %02d", i);
    client->id = rondo_id_derive ("tests", client->name);
    id = g_strdup (client->id);
    rondo_change_put_client (change, client);
  }
  fixture_save (fixture, change);
  return id;
}

static gboolean
is_choosing (gpointer nothing)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *at = windows; at != NULL; at = at->next) {
    if (RONDO_IS_CLIENT_CHOOSER (at->data)) {
      *(GtkWidget **)nothing = at->data;
      return TRUE;
    }
  }
  return FALSE;
}

/* The keyboard is where a name is typed. */
static gboolean
is_searching (gpointer chooser)
{
  GtkWidget *focus = gtk_window_get_focus (chooser);

  return focus != NULL && gtk_widget_get_ancestor (focus, GTK_TYPE_SEARCH_ENTRY) != NULL;
}

static void
test_many_clients_are_searched (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autofree char *last = NULL;
  GtkWidget *dialog = NULL;
  GtkWidget *chooser = NULL;
  RondoLineItem *chosen = NULL;

  fixture_add_community (fixture);
  fixture_publish (fixture);
  g_free (add_clients (fixture, 3));
  dialog = rondo_log_session_dialog_new (fixture->context, fixture->pairing);
  gtk_window_present (GTK_WINDOW (dialog));
  fixture_wait_until (dialog_is_ready, dialog);
  g_assert_false (gtk_widget_get_visible (find_icon (dialog, "system-search-symbolic")));
  fixture_close (GTK_WINDOW (dialog));

  last = add_clients (fixture, 40);
  dialog = rondo_log_session_dialog_new (fixture->context, fixture->pairing);
  gtk_window_present (GTK_WINDOW (dialog));
  fixture_wait_until (dialog_is_ready, dialog);
  g_signal_emit_by_name (find_icon (dialog, "system-search-symbolic"), "clicked");
  fixture_wait_until (is_choosing, &chooser);
  fixture_wait_until (is_searching, chooser);
  g_signal_emit_by_name (chooser, "chosen", last);
  fixture_close (GTK_WINDOW (chooser));
  chosen =
      adw_combo_row_get_selected_item (ADW_COMBO_ROW (fixture_find (dialog, ADW_TYPE_COMBO_ROW)));
  g_assert_cmpstr (rondo_line_item_get_title (chosen), ==, "Client 39");
  fixture_close (GTK_WINDOW (dialog));
}

/* What is typed, and left by Enter or for another field, is what the button finds. */
static void
check_minutes_refused (GtkWidget *dialog, const char *typed)
{
  GtkWidget *spin = fixture_find (dialog, GTK_TYPE_SPIN_BUTTON);
  GtkWidget *text = fixture_find (spin, GTK_TYPE_TEXT);

  gtk_widget_grab_focus (text);
  gtk_editable_set_text (GTK_EDITABLE (text), typed);
  g_signal_emit_by_name (text, "activate");
  gtk_spin_button_update (GTK_SPIN_BUTTON (spin));
  gtk_widget_grab_focus (fixture_find_button (dialog, "_Log"));
  g_signal_emit_by_name (fixture_find_button (dialog, "_Log"), "clicked");
  g_assert_true (fixture_find_text (dialog, "Enter the minutes as a whole number from 1 to 1440."));
  g_assert_true (gtk_widget_has_css_class (spin, "error"));
  g_assert_true (gtk_widget_get_visible (dialog));
}

static void
test_wrong_minutes_are_told (void)
{
  const char *const typed[] = {"0", "abc", "1441", "-5", "7.5", "", " ", "99999999999999999999"};
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autoptr (RondoHoursOverview) before = NULL;
  g_autoptr (RondoHoursOverview) after = NULL;
  GtkWidget *dialog = NULL;
  GtkWidget *spin = NULL;

  fixture_add_community (fixture);
  fixture_publish (fixture);
  dialog = rondo_log_session_dialog_new (fixture->context, fixture->pairing);
  gtk_window_present (GTK_WINDOW (dialog));
  fixture_wait_until (dialog_is_ready, dialog);
  for (gsize i = 0; i < G_N_ELEMENTS (typed); i++)
    check_minutes_refused (dialog, typed[i]);
  before = fixture_load_hours (fixture);
  g_assert_cmpuint (before->entries->len, ==, 0);
  spin = fixture_find (dialog, GTK_TYPE_SPIN_BUTTON);
  gtk_editable_set_text (GTK_EDITABLE (spin), "1441");
  gtk_spin_button_update (GTK_SPIN_BUTTON (spin));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (spin)), ==, "1441");
  gtk_spin_button_spin (GTK_SPIN_BUTTON (spin), GTK_SPIN_STEP_FORWARD, 5);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (spin)), ==, "65");
  gtk_editable_set_text (GTK_EDITABLE (spin), "1440");
  g_signal_emit_by_name (fixture_find_button (dialog, "_Log"), "clicked");
  g_assert_false (gtk_widget_has_css_class (spin, "error"));
  fixture_wait_until (entry_is_there, fixture);
  after = fixture_load_hours (fixture);
  g_assert_cmpint (((RondoLogEntryOverview *)after->entries->pdata[0])->entry->minutes, ==, 1440);
}

static gboolean
future_is_told (gpointer dialog)
{
  return fixture_find_text (dialog, "This day lies in the future.");
}

/* A day in the future is told, and logged all the same. */
static void
test_warnings_do_not_block (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autoptr (RondoHoursOverview) overview = NULL;
  GtkWidget *dialog = NULL;
  GtkWidget *date_row = NULL;

  fixture_add_community (fixture);
  fixture_publish (fixture);
  dialog = rondo_log_session_dialog_new (fixture->context, fixture->pairing);
  gtk_window_present (GTK_WINDOW (dialog));
  fixture_wait_until (dialog_is_ready, dialog);
  g_assert_false (future_is_told (dialog));
  date_row = fixture_find (dialog, RONDO_TYPE_DATE_ROW);
  rondo_date_row_set_date (RONDO_DATE_ROW (date_row),
                           rondo_context_get_today (fixture->context) + 1);
  fixture_wait_until (future_is_told, dialog);
  g_signal_emit_by_name (fixture_find_button (dialog, "_Log"), "clicked");
  fixture_wait_until (entry_is_there, fixture);
  overview = fixture_load_hours (fixture);
  g_assert_cmpint (((RondoLogEntryOverview *)overview->entries->pdata[0])->entry->date,
                   ==,
                   rondo_context_get_today (fixture->context) + 1);
}

/* Mentor coaching with a partner is the coach's alone: nothing of it is shared. */
static void
test_other_activities_are_not_shared (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  RondoSessionForm form = new_form (fixture);
  g_autoptr (RondoHoursOverview) before = NULL;
  g_autoptr (RondoHoursOverview) after = NULL;
  const RondoLogEntryOverview *entry = NULL;

  fixture_add_community (fixture);
  fixture_publish (fixture);
  form.with = RONDO_WITH_PAIRING;
  form.key = fixture->pairing;
  form.activity = RONDO_ACTIVITY_MENTORING;
  log_session (fixture, &form);
  before = fixture_load_hours (fixture);
  entry = before->entries->pdata[0];
  g_assert_null (entry->entry->session);
  g_assert_cmpint (((RondoPairingOverview *)before->pairings->pdata[0])->sessions_held, ==, 0);
  g_assert_cmpint (before->totals.total, ==, 0);
  form.activity = RONDO_ACTIVITY_COACHING;
  form.group_size = 5;
  form.setting = RONDO_SETTING_INTERNAL;
  form.start_minute = 570;
  fixture_save (fixture, rondo_session_form_make_edit (&form, entry->entry, entry->pairing, NULL));
  after = fixture_load_hours (fixture);
  entry = after->entries->pdata[0];
  g_assert_cmpint (entry->entry->group_size, ==, 5);
  g_assert_cmpint (entry->entry->setting, ==, RONDO_SETTING_INTERNAL);
  g_assert_cmpint (entry->entry->start_minute, ==, 570);
  g_assert_cmpint (after->totals.total, ==, 50);
}

static gboolean
sidebar_is_ready (gpointer window)
{
  return fixture_find_text (window, "This computer only") &&
         fixture_find_text (window, "Welcome to Rondo");
}

static void
test_window_routes (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  RondoWindow *window = rondo_window_new (NULL);
  GtkWidget *widget = GTK_WIDGET (window);

  gtk_window_present (GTK_WINDOW (window));
  rondo_window_set_context (window, fixture->context);
  fixture_wait_until (sidebar_is_ready, window);
  g_assert_true (gtk_widget_activate_action (widget, "win.show-page", "s", "hours"));
  g_assert_true (gtk_widget_get_mapped (fixture_find (widget, RONDO_TYPE_HOURS_PAGE)));
  g_assert_true (gtk_widget_activate_action (widget, "win.show-page", "s", "no-such-page"));
  g_assert_true (gtk_widget_get_mapped (fixture_find (widget, RONDO_TYPE_HOURS_PAGE)));
  fixture_close (GTK_WINDOW (window));
}

static void
test_start_error (void)
{
  RondoWindow *window = rondo_window_new (NULL);
  GtkWidget *widget = GTK_WIDGET (window);
  g_autoptr (GError) error =
      g_error_new (RONDO_ERROR, RONDO_ERROR_TOO_NEW, "%s", "Made by <b>Rondo & Co</b> 9.");

  gtk_window_present (GTK_WINDOW (window));
  rondo_window_show_start_error (window, error, "/home/a & b/rondo.db");
  g_assert_true (fixture_find_text (widget, "Made by a Newer Version of Rondo"));
  g_assert_true (
      fixture_find_text (widget, "Made by <b>Rondo & Co</b> 9.\n\n/home/a & b/rondo.db"));
  g_assert_null (fixture_find_button (widget, "_Try Again"));
  fixture_close (GTK_WINDOW (window));
}

static gboolean
banner_is_there (gpointer window)
{
  return fixture_find_text (window,
                            "The data was damaged, so Rondo begins with an empty database. The "
                            "damaged file is kept at /home/a & b/rondo.db.damaged.");
}

static void
test_kept_aside (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  RondoWindow *window = rondo_window_new (NULL);

  gtk_window_present (GTK_WINDOW (window));
  rondo_window_set_context (window, fixture->context);
  rondo_window_show_kept_aside (window, "/home/a & b/rondo.db.damaged");
  fixture_wait_until (banner_is_there, window);
  fixture_close (GTK_WINDOW (window));
}

static void
test_export_says_what_is_left_out (void)
{
  g_autofree char *all = rondo_hours_export_describe ("a.csv", 0);
  g_autofree char *some = rondo_hours_export_describe ("a.csv", 90);

  g_assert_cmpstr (all, ==, "Exported to a.csv");
  g_assert_cmpstr (
      some, ==, "Exported to a.csv; 1.50 hours of clients without consent were left out");
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  rondo_application_init_resources ();

  g_test_add_func ("/app/home/has-four-states", test_home_states);
  g_test_add_func ("/app/home/shows-both-partners-with-contact", test_home_shows_pairings);
  g_test_add_func ("/app/hours/has-four-states", test_hours_states);
  g_test_add_func ("/app/hours/names-are-text-and-not-markup", test_hours_show_names_as_text);
  g_test_add_func ("/app/hours/a-deleted-entry-comes-back-by-undo", test_deletion_is_undone);
  g_test_add_func ("/app/session/one-of-a-pairing-is-shared-and-has-one-client",
                   test_pairing_session_is_shared);
  g_test_add_func ("/app/session/an-edit-goes-to-entry-and-session", test_edit_follows_session);
  g_test_add_func ("/app/session/bad-answers-are-refused-in-a-sentence",
                   test_bad_sessions_are_refused);
  g_test_add_func ("/app/session/the-dialog-saves-what-is-usual-and-closes", test_dialog_saves);
  g_test_add_func ("/app/session/many-clients-are-searched", test_many_clients_are_searched);
  g_test_add_func ("/app/session/wrong-minutes-are-told-and-not-saved",
                   test_wrong_minutes_are_told);
  g_test_add_func ("/app/session/warnings-are-told-and-do-not-block", test_warnings_do_not_block);
  g_test_add_func ("/app/session/other-activities-are-not-shared",
                   test_other_activities_are_not_shared);
  g_test_add_func ("/app/window/actions-lead-to-pages", test_window_routes);
  g_test_add_func ("/app/window/a-newer-database-is-told-and-not-retried", test_start_error);
  g_test_add_func ("/app/window/a-damaged-database-is-told-with-its-new-place", test_kept_aside);
  g_test_add_func ("/app/export/says-what-was-left-out", test_export_says_what_is_left_out);
  return g_test_run ();
}
