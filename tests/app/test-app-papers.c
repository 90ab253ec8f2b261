/* SPDX-License-Identifier: GPL-3.0-or-later
 * What leaves the hours page: exports, letters, requests for consent. */
#include "config.h"

#include "app-fixture.h"

#include <string.h>

#include "rondo-application.h"
#include "rondo-client-dialog.h"
#include "rondo-date-row.h"
#include "rondo-client-chooser.h"
#include "rondo-export-dialog.h"
#include "rondo-hours-edit.h"
#include "rondo-fill-dialog.h"
#include "rondo-form-frame.h"
#include "rondo-hours-page.h"
#include "rondo-id.h"
#include "rondo-log-import-dialog.h"
#include "rondo-log-mapping.h"
#include "rondo-line-view.h"
#include "rondo-mapping-view.h"
#include "rondo-round-paper-dialog.h"
#include "rondo-text-dialog.h"

static void
set_text (char **slot, const char *text)
{
  g_free (*slot);
  *slot = g_strdup (text);
}

/* Ana is coached for Acme and has not consented; Ben has. */
static void
add_log (Fixture *fixture)
{
  RondoChange *change = rondo_change_new ();
  const char *const names[] = {"Ana", "Ben"};

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autoptr (RondoClientPerson) client = rondo_client_person_new ();
    g_autoptr (RondoLogEntry) entry = rondo_log_entry_new ();

    client->id = rondo_id_derive ("tests", names[i]);
    set_text (&client->name, names[i]);
    set_text (&client->organisation, i == 0 ? "Acme" : "");
    client->has_consented = i == 1;
    rondo_change_put_client (change, client);
    entry->id = rondo_id_derive ("entries", names[i]);
    entry->client = g_strdup (client->id);
    entry->date = rondo_context_get_today (fixture->context);
    entry->minutes = 90;
    entry->setting = RONDO_SETTING_INTERNAL;
    rondo_change_put_log_entry (change, entry);
  }
  fixture_save (fixture, change);
}

static GtkWidget *
find_window (GType type)
{
  g_autoptr (GListModel) windows = g_object_ref (gtk_window_get_toplevels ());

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

    if (g_type_is_a (G_OBJECT_TYPE (window), type))
      return window;
  }
  return NULL;
}

static gboolean
has_text_dialog (gpointer data)
{
  return find_window (RONDO_TYPE_TEXT_DIALOG) != NULL;
}

static gboolean
has_export_dialog (gpointer data)
{
  return find_window (RONDO_TYPE_EXPORT_DIALOG) != NULL;
}

static gboolean
shows_consent (gpointer page)
{
  return fixture_find_text (
      page, "1.50 hours are not exportable: the clients have not consented to be listed.");
}

static GtkWidget *
show_page (Fixture *fixture, GtkWindow **window)
{
  GtkWidget *page = rondo_hours_page_new ();

  add_log (fixture);
  *window = fixture_show (page);
  g_object_set (page, "context", fixture->context, NULL);
  fixture_wait_until (shows_consent, page);
  return page;
}

static char *
dup_letter (GtkWidget *dialog)
{
  GtkTextBuffer *buffer =
      gtk_text_view_get_buffer (GTK_TEXT_VIEW (fixture_find (dialog, GTK_TYPE_TEXT_VIEW)));
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

static void
check_letter (const char *action, const char *part, const char *not_part)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  GtkWindow *window = NULL;
  GtkWidget *page = show_page (fixture, &window);
  g_autofree char *text = NULL;

  g_assert_true (gtk_widget_activate_action (page, action, NULL));
  fixture_wait_until (has_text_dialog, NULL);
  text = dup_letter (find_window (RONDO_TYPE_TEXT_DIALOG));
  g_assert_nonnull (strstr (text, part));
  g_assert_null (strstr (text, not_part));
  fixture_close (GTK_WINDOW (find_window (RONDO_TYPE_TEXT_DIALOG)));
  fixture_close (window);
}

static void
test_consent (void)
{
  check_letter ("hours.ask-consent", "Dear Ana,", "Ben");
}

static void
test_organisation (void)
{
  check_letter ("hours.letter", "Acme", "Ana");
}

static void
test_export (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  GtkWindow *window = NULL;
  GtkWidget *page = show_page (fixture, &window);
  GtkWidget *dialog = NULL;
  GtkWidget *paper = NULL;
  GtkWidget *form = NULL;

  g_assert_true (gtk_widget_activate_action (page, "hours.export", NULL));
  fixture_wait_until (has_export_dialog, NULL);
  dialog = find_window (RONDO_TYPE_EXPORT_DIALOG);
  paper = fixture_find (dialog, ADW_TYPE_COMBO_ROW);
  form = gtk_widget_get_next_sibling (paper);
  g_assert_true (gtk_widget_get_sensitive (form));
  g_assert_true (fixture_find_text (dialog, "1.50 hours of clients without consent are left out."));
  g_assert_false (fixture_find_text (dialog, "With My Private Notes"));
  adw_combo_row_set_selected (ADW_COMBO_ROW (paper), 4);
  g_assert_true (fixture_find_text (dialog, "With My Private Notes"));
  g_assert_false (gtk_widget_get_sensitive (form));
  g_assert_false (
      fixture_find_text (dialog, "1.50 hours of clients without consent are left out."));
  fixture_close (GTK_WINDOW (dialog));
  fixture_close (window);
}

static gboolean
has_one_client (gpointer fixture)
{
  g_autoptr (RondoHoursOverview) overview = fixture_load_hours (fixture);

  return overview->clients->len == 1;
}

/* Waits until the dialog that asks for a client offers @name, and chooses @id. */
static gboolean
offers (gpointer name)
{
  GtkWidget *dialog = find_window (RONDO_TYPE_CLIENT_CHOOSER);

  return dialog != NULL && fixture_find_text (dialog, name);
}

static void
choose_client (const char *id, const char *name)
{
  fixture_wait_until (offers, (gpointer)name);
  g_signal_emit_by_name (
      fixture_find (find_window (RONDO_TYPE_CLIENT_CHOOSER), RONDO_TYPE_LINE_VIEW),
      "activated",
      id);
}

static void
chosen_cb (int *sheet, gboolean is_letter)
{
  *sheet = is_letter ? 2 : 1;
}

static void
choose_sheet (Fixture *fixture, guint row, int expected)
{
  GtkWindow *dialog = rondo_round_paper_dialog_new (fixture->context, "Report");
  GtkWidget *choice = NULL;
  int sheet = 0;

  gtk_window_present (dialog);
  choice = fixture_find (GTK_WIDGET (dialog), ADW_TYPE_COMBO_ROW);
  adw_combo_row_set_selected (ADW_COMBO_ROW (choice), row);
  g_signal_connect_swapped (dialog, "chosen", G_CALLBACK (chosen_cb), &sheet);
  g_signal_emit_by_name (fixture_find (GTK_WIDGET (dialog), RONDO_TYPE_FORM_FRAME), "save");
  g_assert_cmpint (sheet, ==, expected);
}

/* A4 or US Letter, whatever is usual here. */
static void
test_sheet (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();

  choose_sheet (fixture, 0, 1);
  choose_sheet (fixture, 1, 2);
}

static void
test_merge (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autofree char *ana = rondo_id_derive ("tests", "Ana");
  g_autofree char *ben = rondo_id_derive ("tests", "Ben");
  GtkWindow *window = NULL;

  show_page (fixture, &window);
  rondo_hours_edit_ask_merge (GTK_WIDGET (window), fixture->context, ana);
  choose_client (ben, "Ben");
  fixture_wait_until (has_one_client, fixture);
  fixture_close (window);
}

static gboolean
has_all_with_ben (gpointer fixture)
{
  g_autoptr (RondoHoursOverview) overview = fixture_load_hours (fixture);
  g_autofree char *ben = rondo_id_derive ("tests", "Ben");

  for (guint i = 0; i < overview->entries->len; i++) {
    const RondoLogEntryOverview *entry = overview->entries->pdata[i];

    if (g_strcmp0 (entry->entry->client, ben) != 0)
      return FALSE;
  }
  return overview->clients->len == 2;
}

static void
test_move (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *ben = rondo_id_derive ("tests", "Ben");
  g_autoptr (RondoHoursOverview) before = NULL;
  GtkWindow *window = NULL;

  show_page (fixture, &window);
  before = fixture_load_hours (fixture);
  for (guint i = 0; i < before->entries->len; i++)
    g_ptr_array_add (ids,
                     g_strdup (((RondoLogEntryOverview *)before->entries->pdata[i])->entry->id));
  g_assert_false (has_all_with_ben (fixture));
  rondo_hours_edit_ask_move (GTK_WIDGET (window), fixture->context, ids);
  choose_client (ben, "Ben");
  fixture_wait_until (has_all_with_ben, fixture);
  fixture_close (window);
}

static gboolean
was_withdrawn (gpointer fixture)
{
  g_autoptr (RondoHoursOverview) overview = fixture_load_hours (fixture);
  const RondoClientPerson *client = overview->clients->pdata[1];

  return !client->has_consented && client->consent_withdrawn != RONDO_DATE_NONE &&
         g_str_equal (client->organisation, "Beta");
}

/* Who had consented and does not any more is asked when it was withdrawn. */
static void
test_client (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autoptr (RondoHoursOverview) overview = NULL;
  GtkWindow *window = NULL;
  GtkWidget *dialog = NULL;

  show_page (fixture, &window);
  overview = fixture_load_hours (fixture);
  ((RondoClientPerson *)overview->clients->pdata[1])->consent_date =
      rondo_context_get_today (fixture->context) - 1;
  set_text (&((RondoClientPerson *)overview->clients->pdata[1])->organisation, "Beta");
  dialog = rondo_client_dialog_new (fixture->context, overview->clients->pdata[1]);
  gtk_window_present (GTK_WINDOW (dialog));
  gtk_switch_set_active (GTK_SWITCH (fixture_find (dialog, GTK_TYPE_SWITCH)), FALSE);
  g_signal_emit_by_name (fixture_find (dialog, RONDO_TYPE_FORM_FRAME), "save");
  fixture_wait_until (was_withdrawn, fixture);
  fixture_close (window);
}

static gboolean
has_count (Fixture *fixture, guint count)
{
  g_autoptr (RondoLogFilter) filter = rondo_log_filter_new ();
  g_autoptr (RondoLogOverview) log = fixture_load_log (fixture, filter);

  return log->all_count == count;
}

static gboolean
has_twelve (gpointer fixture)
{
  return has_count (fixture, 12);
}

/* Ten Mondays more than the two entries there are. */
static void
test_fill (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autoptr (RondoHoursOverview) overview = NULL;
  RondoDate until = rondo_context_get_today (fixture->context);
  GtkWindow *window = NULL;
  GtkWindow *dialog = NULL;
  GtkWidget *from = NULL;

  show_page (fixture, &window);
  overview = fixture_load_hours (fixture);
  dialog = rondo_fill_dialog_new (fixture->context, overview->clients);
  gtk_window_set_transient_for (dialog, window);
  gtk_window_present (dialog);
  from = fixture_find (GTK_WIDGET (dialog), RONDO_TYPE_DATE_ROW);
  rondo_date_row_set_date (RONDO_DATE_ROW (from), until - 69);
  g_assert_true (fixture_find_text (GTK_WIDGET (dialog), "10 sessions, 10.00 hours"));
  g_signal_emit_by_name (fixture_find (GTK_WIDGET (dialog), RONDO_TYPE_FORM_FRAME), "save");
  fixture_wait_until (has_twelve, fixture);
  fixture_close (window);
}

#define OLD_LOG "Date,Client,Minutes\n2025-01-01,Ana,60\n2025-01-02,Zed,30\nsoon,Zed,30\n"

static gboolean
can_import_two (gpointer dialog)
{
  return fixture_find_button (dialog, "Import 2 Sessions, 1.50 Hours") != NULL;
}

static gboolean
can_import_nothing (gpointer dialog)
{
  return fixture_find_button (dialog, "Nothing to Import") != NULL;
}

static gboolean
has_four (gpointer fixture)
{
  return has_count (fixture, 4);
}

static gboolean
has_two (gpointer fixture)
{
  return has_count (fixture, 2);
}

static GtkWidget *
find_confirm_button (GtkWidget *root)
{
  return fixture_find_button (root, "_Take Back");
}

static gboolean
has_question (gpointer data)
{
  GtkWidget *window = find_window (ADW_TYPE_MESSAGE_DIALOG);

  return window != NULL && find_confirm_button (window) != NULL;
}

/* Reads the file, chooses another meaning for a column and the first one again, imports, and takes
 * all of it back. */
static void
test_import (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autofree char *path = g_build_filename (fixture->dir, "old.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  GtkWindow *window = NULL;
  GtkWidget *page = show_page (fixture, &window);
  GtkWindow *dialog = rondo_log_import_dialog_new (fixture->context);
  GtkWidget *column = NULL;

  g_assert_true (g_file_set_contents (path, OLD_LOG, -1, NULL));
  gtk_window_set_transient_for (dialog, window);
  gtk_window_present (dialog);
  rondo_log_import_dialog_open_file (RONDO_LOG_IMPORT_DIALOG (dialog), file);
  fixture_wait_until (can_import_two, dialog);
  column = fixture_find (fixture_find (GTK_WIDGET (dialog), RONDO_TYPE_MAPPING_VIEW),
                         ADW_TYPE_COMBO_ROW);
  adw_combo_row_set_selected (ADW_COMBO_ROW (column), RONDO_COLUMN_IGNORED);
  fixture_wait_until (can_import_nothing, dialog);
  adw_combo_row_set_selected (ADW_COMBO_ROW (column), RONDO_COLUMN_DATE);
  fixture_wait_until (can_import_two, dialog);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (dialog), "import.run", NULL));
  fixture_wait_until (has_four, fixture);
  g_assert_true (gtk_widget_activate_action (page, "hours.take-import-back", NULL));
  fixture_wait_until (has_question, NULL);
  g_signal_emit_by_name (find_confirm_button (find_window (ADW_TYPE_MESSAGE_DIALOG)), "clicked");
  fixture_wait_until (has_two, fixture);
  fixture_close (window);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  rondo_application_init_resources ();

  g_test_add_func ("/app/papers/consent-is-asked-of-who-has-not-given-it", test_consent);
  g_test_add_func ("/app/papers/an-organisation-gets-a-letter-without-names", test_organisation);
  g_test_add_func ("/app/papers/one-chooses-what-is-exported-and-how", test_export);
  g_test_add_func ("/app/papers/a-round-is-written-on-the-paper-that-is-chosen", test_sheet);
  g_test_add_func ("/app/papers/a-foreign-log-comes-in-and-goes-again", test_import);
  g_test_add_func ("/app/papers/two-clients-become-one", test_merge);
  g_test_add_func ("/app/hours/selected-entries-move-to-another-client", test_move);
  g_test_add_func ("/app/papers/consent-is-withdrawn-on-a-day", test_client);
  g_test_add_func ("/app/papers/weekly-sessions-are-logged-in-one-go", test_fill);
  return g_test_run ();
}
