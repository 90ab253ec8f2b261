/* SPDX-License-Identifier: GPL-3.0-or-later
 * The hours log as a list: filters, totals, rows that stay, a copy of an entry, and a long log. */
#include "config.h"

#include "app-fixture.h"

#include "rondo-application.h"
#include "rondo-coach-lines.h"
#include "rondo-hours-page.h"
#include "rondo-id.h"
#include "rondo-line-item.h"
#include "rondo-log-model.h"
#include "rondo-log-session-dialog.h"
#include "rondo-log-view.h"

#define LONG_LOG 20000

static char *
client_id (const char *name)
{
  return rondo_id_derive ("tests", name);
}

static void
put_client (RondoChange *change, const char *name)
{
  g_autoptr (RondoClientPerson) client = rondo_client_person_new ();

  g_free (client->name);
  client->id = client_id (name);
  client->name = g_strdup (name);
  rondo_change_put_client (change, client);
}

static RondoLogEntry *
new_entry (Fixture *fixture, const char *client, guint number, int minutes)
{
  RondoLogEntry *entry = rondo_log_entry_new ();
  g_autofree char *name = g_strdup_printf ("entry %u", number);

  entry->id = rondo_id_derive ("tests", name);
  entry->client = client_id (client);
  entry->date = rondo_context_get_today (fixture->context) - (RondoDate)number;
  entry->minutes = minutes;
  return entry;
}

static void
put_entry (RondoChange *change, RondoLogEntry *entry)
{
  rondo_change_put_log_entry (change, entry);
  rondo_log_entry_free (entry);
}

/* Ana: 60 minutes paid; Ben: a group of five for 90 minutes, and 30 minutes of mentoring. */
static void
add_log (Fixture *fixture)
{
  RondoChange *change = rondo_change_new ();
  RondoLogEntry *entry;

  put_client (change, "Ana");
  put_client (change, "Ben");
  put_entry (change, new_entry (fixture, "Ana", 0, 60));
  entry = new_entry (fixture, "Ben", 1, 90);
  entry->group_size = 5;
  entry->setting = RONDO_SETTING_THIRD_PARTY;
  entry->payment = RONDO_PAYMENT_PRO_BONO;
  put_entry (change, entry);
  entry = new_entry (fixture, "Ben", 2, 30);
  entry->activity = RONDO_ACTIVITY_MENTORING;
  put_entry (change, entry);
  fixture_save (fixture, change);
}

static GtkWidget *
show_page (Fixture *fixture, GtkWindow **window)
{
  GtkWidget *page = rondo_hours_page_new ();

  *window = fixture_show (page);
  g_object_set (page, "context", fixture->context, NULL);
  return page;
}

static gboolean
shows_all (gpointer page)
{
  return fixture_find_text (page, "2.50 hours of coaching") && fixture_find_text (page, "1 h");
}

static gboolean
shows_ben (gpointer page)
{
  return fixture_find_text (page, "1.50 hours of coaching in 2 entries") &&
         !fixture_find_text (page, "1 h");
}

static gboolean
shows_nothing (gpointer page)
{
  return fixture_find_text (page, "No Results Found");
}

static void
test_search (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  GtkWindow *window = NULL;
  GtkWidget *page = NULL;
  GtkWidget *search = NULL;

  add_log (fixture);
  page = show_page (fixture, &window);
  fixture_wait_until (shows_all, page);
  search = fixture_find (fixture_find (page, RONDO_TYPE_LOG_VIEW), GTK_TYPE_SEARCH_ENTRY);
  gtk_editable_set_text (GTK_EDITABLE (search), "bEn");
  fixture_wait_until (shows_ben, page);
  g_assert_true (fixture_find_text (
      page, "0.00 paid, 1.50 pro bono, with 1 client; 0.00 received in exchange"));
  gtk_editable_set_text (GTK_EDITABLE (search), "nobody");
  fixture_wait_until (shows_nothing, page);
  g_signal_emit_by_name (fixture_find_button (page, "Show All Entries"), "clicked");
  fixture_wait_until (shows_all, page);
  fixture_close (window);
}

static gboolean
shows_groups (gpointer page)
{
  return fixture_find_text (page, "1.50 hours of coaching in 1 entry");
}

static GtkWidget *
find_drop_down (GtkWidget *root, const char *label)
{
  GtkWidget *child = gtk_widget_get_first_child (root);

  if (GTK_IS_DROP_DOWN (root)) {
    g_autofree char *wrong = gtk_test_accessible_check_property (
        GTK_ACCESSIBLE (root), GTK_ACCESSIBLE_PROPERTY_LABEL, label);

    if (wrong == NULL)
      return root;
  }
  for (; child != NULL; child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = find_drop_down (child, label);

    if (found != NULL)
      return found;
  }
  return NULL;
}

static void
test_kinds (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  GtkWindow *window = NULL;
  GtkWidget *page = NULL;

  add_log (fixture);
  page = show_page (fixture, &window);
  fixture_wait_until (shows_all, page);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (find_drop_down (page, "Kind")), RONDO_LOG_GROUPS);
  fixture_wait_until (shows_groups, page);
  fixture_close (window);
}

static RondoLogOverview *
load_log (Fixture *fixture)
{
  g_autoptr (RondoLogFilter) filter = rondo_log_filter_new ();

  return fixture_load_log (fixture, filter);
}

static void
changed_cb (GListModel *model, guint position, guint removed, guint added, gpointer data)
{
  g_string_append_printf (data, "%u-%u+%u ", position, removed, added);
}

/* Only what is different is told, in two steps, and the line that stays is the same object. */
static void
test_rows_stay (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autoptr (RondoLogModel) model = rondo_log_model_new ();
  g_autoptr (GString) told = g_string_new (NULL);
  g_autoptr (GObject) before = NULL;
  g_autoptr (GObject) after = NULL;
  RondoChange *change = rondo_change_new ();

  add_log (fixture);
  g_signal_connect (model, "items-changed", G_CALLBACK (changed_cb), told);
  rondo_log_model_take (model, load_log (fixture), FALSE);
  g_assert_cmpstr (told->str, ==, "0-0+3 ");
  before = g_list_model_get_item (G_LIST_MODEL (model), 2);
  put_entry (change, new_entry (fixture, "Ben", 1, 45));
  fixture_save (fixture, change);
  g_string_set_size (told, 0);
  rondo_log_model_take (model, load_log (fixture), FALSE);
  g_assert_cmpstr (told->str, ==, "1-1+0 1-0+1 ");
  after = g_list_model_get_item (G_LIST_MODEL (model), 2);
  g_assert_true (before == after);
  change = rondo_change_new ();
  put_entry (change, new_entry (fixture, "Ana", 5, 45));
  fixture_save (fixture, change);
  g_string_set_size (told, 0);
  rondo_log_model_take (model, load_log (fixture), FALSE);
  g_assert_cmpstr (told->str, ==, "3-0+1 ");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, 4);
}

static void
test_words (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autoptr (RondoLogEntry) entry = new_entry (fixture, "Ben", 0, 90);
  g_autofree char *day = rondo_date_to_display (entry->date);
  g_autofree char *expected =
      g_strdup_printf ("%s · 18:30 · Pro bono · Group of 5 · Third party", day);
  g_autofree char *mentoring = g_strdup_printf ("%s · 18:30 · Mentor coaching given", day);
  g_autoptr (RondoLineItem) line = NULL;
  g_autoptr (RondoLineItem) other = NULL;

  entry->group_size = 5;
  entry->setting = RONDO_SETTING_THIRD_PARTY;
  entry->payment = RONDO_PAYMENT_PRO_BONO;
  entry->start_minute = 18 * 60 + 30;
  line = rondo_line_new_for_entry (entry, "Ben", 0, TRUE);
  g_assert_cmpstr (rondo_line_item_get_subtitle (line), ==, expected);
  entry->activity = RONDO_ACTIVITY_MENTORING;
  other = rondo_line_new_for_entry (entry, "Ben", RONDO_MARK_WAITING, TRUE);
  g_assert_cmpstr (rondo_line_item_get_subtitle (other), ==, mentoring);
  g_assert_cmpstr (rondo_line_item_get_mark (other), ==, "Not sent yet");
}

static gboolean
can_log (gpointer dialog)
{
  GtkWidget *button = fixture_find_button (dialog, "_Log");

  return button != NULL && gtk_widget_get_sensitive (button);
}

static gboolean
has_four (gpointer fixture)
{
  g_autoptr (RondoLogOverview) log = load_log (fixture);

  return log->entries->len == 4;
}

/* Like the group of yesterday, but today. */
static void
test_copy (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autoptr (RondoLogEntryOverview) overview = g_new0 (RondoLogEntryOverview, 1);
  g_autoptr (RondoLogFilter) filter = rondo_log_filter_new ();
  g_autoptr (RondoLogOverview) log = NULL;
  GtkWidget *dialog = NULL;

  add_log (fixture);
  overview->entry = new_entry (fixture, "Ben", 1, 90);
  overview->entry->group_size = 5;
  overview->entry->payment = RONDO_PAYMENT_PRO_BONO;
  overview->client_name = g_strdup ("Ben");
  dialog = rondo_log_session_dialog_new_like (fixture->context, overview);
  gtk_window_present (GTK_WINDOW (dialog));
  fixture_wait_until (can_log, dialog);
  g_signal_emit_by_name (fixture_find_button (dialog, "_Log"), "clicked");
  fixture_wait_until (has_four, fixture);
  filter->kind = RONDO_LOG_GROUPS;
  filter->from = rondo_context_get_today (fixture->context);
  log = fixture_load_log (fixture, filter);
  g_assert_cmpuint (log->entries->len, ==, 1);
  g_assert_cmpint (((RondoLogEntry *)log->entries->pdata[0])->minutes, ==, 90);
  g_assert_cmpint (((RondoLogEntry *)log->entries->pdata[0])->payment, ==, RONDO_PAYMENT_PRO_BONO);
}

/* The list of the log; the drop-downs of the filter have lists too. */
static GtkWidget *
find_list (GtkWidget *page)
{
  return fixture_find (fixture_find (page, ADW_TYPE_CLAMP_SCROLLABLE), GTK_TYPE_LIST_VIEW);
}

static gboolean
shows_two_selected (gpointer page)
{
  return fixture_find_text (page, "2 selected, 2.00 hours");
}

static gboolean
has_one (gpointer fixture)
{
  g_autoptr (RondoLogOverview) log = load_log (fixture);

  return log->entries->len == 1;
}

static gboolean
has_three (gpointer fixture)
{
  g_autoptr (RondoLogOverview) log = load_log (fixture);

  return log->entries->len == 3;
}

static gboolean
can_undo (gpointer overlay)
{
  return fixture_find_button (overlay, "Undo") != NULL;
}

/* Rows are chosen by pressing them; what is done to them is offered to be taken back. */
static void
test_select (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  GtkWidget *overlay = adw_toast_overlay_new ();
  GtkWidget *page = rondo_hours_page_new ();
  GtkWidget *view = NULL;
  GtkWidget *list = NULL;
  GtkWindow *window = NULL;

  add_log (fixture);
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (overlay), page);
  window = fixture_show (overlay);
  g_object_set (page, "context", fixture->context, NULL);
  fixture_wait_until (shows_all, page);
  view = fixture_find (page, RONDO_TYPE_LOG_VIEW);
  list = find_list (page);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (fixture_find (view, GTK_TYPE_TOGGLE_BUTTON)),
                                TRUE);
  g_signal_emit_by_name (list, "activate", 1);
  g_signal_emit_by_name (list, "activate", 0);
  g_signal_emit_by_name (list, "activate", 2);
  g_signal_emit_by_name (list, "activate", 0);
  fixture_wait_until (shows_two_selected, page);
  g_assert_true (gtk_widget_activate_action (view, "log.delete-selected", NULL));
  fixture_wait_until (has_one, fixture);
  fixture_wait_until (can_undo, overlay);
  g_signal_emit_by_name (fixture_find_button (overlay, "Undo"), "clicked");
  fixture_wait_until (has_three, fixture);
  fixture_close (window);
}

static gboolean
all_are_internal (gpointer fixture)
{
  g_autoptr (RondoLogOverview) log = load_log (fixture);

  for (guint i = 0; i < log->entries->len; i++)
    if (((RondoLogEntry *)log->entries->pdata[i])->setting != RONDO_SETTING_INTERNAL)
      return FALSE;
  return TRUE;
}

static void
test_change_all (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  GtkWindow *window = NULL;
  GtkWidget *page = NULL;
  GtkWidget *view = NULL;

  add_log (fixture);
  page = show_page (fixture, &window);
  fixture_wait_until (shows_all, page);
  view = fixture_find (page, RONDO_TYPE_LOG_VIEW);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (fixture_find (view, GTK_TYPE_TOGGLE_BUTTON)),
                                TRUE);
  g_assert_true (gtk_widget_activate_action (view, "log.select-all", NULL));
  g_assert_true (gtk_widget_activate_action (view, "log.set-setting", "i", RONDO_SETTING_INTERNAL));
  fixture_wait_until (all_are_internal, fixture);
  fixture_close (window);
}

static gboolean
shows_many (gpointer page)
{
  return fixture_find_text (page, "20000.00 hours of coaching");
}

/* The rows that are made are those that are looked at, and some around them. */
static void
test_long_log (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  RondoChange *change = rondo_change_new ();
  GtkWindow *window = NULL;
  GtkWidget *page = NULL;
  GtkWidget *list = NULL;
  guint n_rows = 0;

  put_client (change, "Ana");
  for (guint i = 0; i < LONG_LOG; i++)
    put_entry (change, new_entry (fixture, "Ana", i, 60));
  fixture_save (fixture, change);
  page = show_page (fixture, &window);
  fixture_wait_until (shows_many, page);
  list = find_list (page);
  for (GtkWidget *row = gtk_widget_get_first_child (list); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    n_rows++;
  g_assert_cmpuint (n_rows, >, 0);
  g_assert_cmpuint (n_rows, <, 500);
  fixture_close (window);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  rondo_application_init_resources ();

  g_test_add_func ("/app/log/search-leaves-some-with-their-totals", test_search);
  g_test_add_func ("/app/log/kinds-are-filtered", test_kinds);
  g_test_add_func ("/app/log/rows-that-are-the-same-stay", test_rows_stay);
  g_test_add_func ("/app/log/an-entry-is-told-in-words", test_words);
  g_test_add_func ("/app/log/another-session-like-one-is-logged-today", test_copy);
  g_test_add_func ("/app/log/several-are-selected-deleted-and-come-back", test_select);
  g_test_add_func ("/app/log/all-are-selected-and-changed", test_change_all);
  g_test_add_func ("/app/log/a-long-log-makes-few-rows", test_long_log);
  return g_test_run ();
}
