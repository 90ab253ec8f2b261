/* SPDX-License-Identifier: GPL-3.0-or-later
 * The members of a coordinator over a real database: states, search, import, editing. */
#include "config.h"

#include "app-fixture.h"

#include "rondo-application.h"
#include "rondo-import-dialog.h"
#include "rondo-import-preview.h"
#include "rondo-line-view.h"
#include "rondo-mapping-view.h"
#include "rondo-member-dialog.h"
#include "rondo-member-filter-button.h"
#include "rondo-member-import.h"
#include "rondo-members-page.h"

#include <glib/gstdio.h>

/* One new, one changed, one unchanged and one line that is no member. */
#define TABLE                                                                                      \
  "name,email,languages\r\n"                                                                       \
  "\"Nora & Sons <i>\",nora@example.org,en\r\n"                                                    \
  "Member One,m1@example.org,en;de\r\n"                                                            \
  "Member 2,m2@example.org,en;de\r\n"                                                              \
  "Broken,not an address,en\r\n"

static GtkWindow *
show_page (GtkWidget *page)
{
  GtkWidget *overlay = adw_toast_overlay_new ();

  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (overlay), page);
  return fixture_show (overlay);
}

static RondoLineView *
find_view (gpointer root)
{
  return RONDO_LINE_VIEW (fixture_find (root, RONDO_TYPE_LINE_VIEW));
}

static guint
count_shown (gpointer root)
{
  return g_list_model_get_n_items (rondo_line_view_get_shown (find_view (root)));
}

static RondoLineItem *
find_line (gpointer root, const char *title)
{
  GListModel *lines = rondo_line_view_get_lines (find_view (root));

  for (guint i = 0; i < g_list_model_get_n_items (lines); i++) {
    g_autoptr (RondoLineItem) item = g_list_model_get_item (lines, i);

    if (g_str_equal (rondo_line_item_get_title (item), title))
      return item;
  }
  return NULL;
}

static void
test_states (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  GtkWidget *page = rondo_members_page_new ();
  GtkWindow *window = show_page (page);

  g_assert_cmpstr (fixture_get_state (page), ==, "loading");
  g_object_set (page, "context", fixture->context, NULL);
  fixture_wait_until (fixture_is_empty, page);
  g_assert_nonnull (fixture_find_button (page, "_Import Members…"));
  g_assert_nonnull (fixture_find_button (page, "_Add Member…"));
  fixture_assert_narrow (window);
  fixture_add_community (fixture);
  fixture_wait_until (fixture_is_content, page);
  g_assert_cmpuint (count_shown (page), ==, 4);
  g_assert_nonnull (find_line (page, AMPERSAND_NAME));
  fixture_assert_narrow (window);
  rondo_context_close (fixture->context);
  g_signal_emit_by_name (rondo_context_get_store (fixture->context), "changed");
  fixture_wait_until (fixture_is_error, page);
  g_assert_nonnull (fixture_find_button (page, "_Try Again"));
  fixture_close (window);
}

static gboolean
shows_ampersand (gpointer page)
{
  return fixture_find_text (page, AMPERSAND_NAME);
}

static void
test_search (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  GtkWidget *page = rondo_members_page_new ();
  GtkWindow *window = show_page (page);
  GtkWidget *entry = fixture_find (page, GTK_TYPE_SEARCH_ENTRY);

  fixture_add_community (fixture);
  g_object_set (page, "context", fixture->context, NULL);
  fixture_wait_until (shows_ampersand, page);
  gtk_editable_set_text (GTK_EDITABLE (entry), "M2@EXAMPLE");
  g_assert_cmpuint (count_shown (page), ==, 1);
  gtk_editable_set_text (GTK_EDITABLE (entry), "nobody of this name");
  g_assert_cmpuint (count_shown (page), ==, 0);
  g_assert_true (fixture_find_text (page, "No Results Found"));
  gtk_editable_set_text (GTK_EDITABLE (entry), "");
  g_assert_cmpuint (count_shown (page), ==, 4);
  fixture_close (window);
}

static gboolean
is_paused (gpointer page)
{
  return g_str_equal (rondo_line_item_get_mark (find_line (page, "Member 2")), "Paused");
}

static gboolean
is_not_paused (gpointer page)
{
  return !is_paused (page);
}

static gboolean
has_undo (gpointer window)
{
  return fixture_find_button (window, "Undo") != NULL;
}

static void
test_pause (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  GtkWidget *page = rondo_members_page_new ();
  GtkWindow *window = show_page (page);

  fixture_add_community (fixture);
  g_object_set (page, "context", fixture->context, NULL);
  fixture_wait_until (fixture_is_content, page);
  gtk_widget_activate_action (
      page, "members.pause", "s", rondo_line_item_get_key (find_line (page, "Member 2")));
  fixture_wait_until (is_paused, page);
  fixture_wait_until (has_undo, window);
  g_signal_emit_by_name (fixture_find_button (GTK_WIDGET (window), "Undo"), "clicked");
  fixture_wait_until (is_not_paused, page);
  fixture_close (window);
}

static GFile *
write_table (Fixture *fixture, const char *text)
{
  g_autofree char *path = g_build_filename (fixture->dir, "members.csv", NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
  return g_file_new_for_path (path);
}

static gboolean
shows_preview (gpointer dialog)
{
  return fixture_find_button (dialog, "Import 2 Members") != NULL;
}

static gboolean
has_imported (gpointer page)
{
  return find_line (page, "Nora & Sons <i>") != NULL && find_line (page, "Member One") != NULL;
}

static gboolean
tells_what_was_imported (gpointer window)
{
  return fixture_find_text (window, "2 members imported. 1 line left out.");
}

static void
test_import (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autoptr (GFile) file = write_table (fixture, TABLE);
  GtkWidget *page = rondo_members_page_new ();
  GtkWindow *window = show_page (page);
  GtkWindow *dialog = NULL;

  fixture_add_community (fixture);
  g_object_set (page, "context", fixture->context, NULL);
  fixture_wait_until (fixture_is_content, page);
  dialog = rondo_import_dialog_new (fixture->context);
  gtk_window_set_transient_for (dialog, window);
  gtk_window_present (dialog);
  rondo_import_dialog_open_file (RONDO_IMPORT_DIALOG (dialog), file);
  fixture_wait_until (shows_preview, dialog);
  g_assert_cmpuint (count_shown (dialog), ==, 4);
  g_assert_true (
      fixture_find_text (GTK_WIDGET (dialog),
                         "1 line was not understood. It stays behind: nothing of it is imported."));
  g_assert_nonnull (find_line (dialog, "Nora & Sons <i>"));
  g_assert_cmpuint (
      rondo_line_item_get_kind (find_line (dialog, "Member 2")), ==, RONDO_IMPORT_UNCHANGED);
  g_assert_null (find_line (page, "Nora & Sons <i>"));
  fixture_assert_narrow (dialog);

  gtk_widget_activate_action (GTK_WIDGET (dialog), "import.run", NULL);
  fixture_wait_until (has_imported, page);
  fixture_wait_until (tells_what_was_imported, window);
  g_assert_cmpuint (count_shown (page), ==, 5);
  g_assert_null (find_line (page, "Broken"));
  fixture_close (window);
}

static void
test_import_filter (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autoptr (GFile) file = write_table (fixture, TABLE);
  GtkWindow *dialog = rondo_import_dialog_new (fixture->context);
  GtkWidget *toggle = NULL;

  fixture_add_community (fixture);
  gtk_window_present (dialog);
  rondo_import_dialog_open_file (RONDO_IMPORT_DIALOG (dialog), file);
  fixture_wait_until (shows_preview, dialog);
  toggle = fixture_find (fixture_find (GTK_WIDGET (dialog), RONDO_TYPE_IMPORT_PREVIEW),
                         GTK_TYPE_TOGGLE_BUTTON);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (toggle), TRUE);
  g_assert_cmpuint (count_shown (dialog), ==, 1);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (toggle), FALSE);
  g_assert_cmpuint (count_shown (dialog), ==, 4);
  fixture_close (dialog);
}

static gboolean
offers_another_file (gpointer dialog)
{
  return fixture_find_button (dialog, "Choose _Another File…") != NULL;
}

static void
test_import_of_no_table (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autoptr (GFile) file = write_table (fixture, "");
  GtkWindow *dialog = rondo_import_dialog_new (fixture->context);
  AdwStatusPage *status = NULL;

  gtk_window_present (dialog);
  rondo_import_dialog_open_file (RONDO_IMPORT_DIALOG (dialog), file);
  fixture_wait_until (offers_another_file, dialog);
  status = ADW_STATUS_PAGE (gtk_widget_get_ancestor (
      fixture_find_button (GTK_WIDGET (dialog), "Choose _Another File…"), ADW_TYPE_STATUS_PAGE));
  g_assert_nonnull (strstr (adw_status_page_get_description (status), "email"));
  fixture_assert_narrow (dialog);
  fixture_close (dialog);
}

static GtkWidget *
find_column (gpointer dialog)
{
  return fixture_find (fixture_find (dialog, RONDO_TYPE_MAPPING_VIEW), ADW_TYPE_COMBO_ROW);
}

static gboolean
asks_for_columns (gpointer dialog)
{
  return find_column (dialog) != NULL;
}

static gboolean
shows_one_line (gpointer dialog)
{
  return count_shown (dialog) == 1;
}

/* Columns under names of one's own are asked for, and then read. */
static void
test_import_columns (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autoptr (GFile) file = write_table (fixture, "Wer,Post\r\nAna,ana@example.org\r\n");
  GtkWindow *dialog = rondo_import_dialog_new (fixture->context);
  GtkWidget *column = NULL;

  gtk_window_present (dialog);
  rondo_import_dialog_open_file (RONDO_IMPORT_DIALOG (dialog), file);
  fixture_wait_until (asks_for_columns, dialog);
  g_assert_cmpuint (count_shown (dialog), ==, 0);
  fixture_assert_narrow (dialog);
  column = find_column (dialog);
  adw_combo_row_set_selected (ADW_COMBO_ROW (column), 1);
  adw_combo_row_set_selected (ADW_COMBO_ROW (gtk_widget_get_next_sibling (column)), 2);
  gtk_toggle_button_set_active (
      GTK_TOGGLE_BUTTON (fixture_find (GTK_WIDGET (dialog), GTK_TYPE_TOGGLE_BUTTON)), TRUE);
  fixture_wait_until (shows_one_line, dialog);
  g_assert_nonnull (find_line (dialog, "Ana"));
  fixture_close (dialog);
}

static GtkEditable *
find_row (gpointer root, const char *title)
{
  GtkWidget *child = gtk_widget_get_first_child (root);
  GtkEditable *found = NULL;

  if (ADW_IS_ENTRY_ROW (root) &&
      g_str_equal (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (root)), title))
    return GTK_EDITABLE (root);
  for (; found == NULL && child != NULL; child = gtk_widget_get_next_sibling (child))
    found = find_row (child, title);
  return found;
}

static gboolean
has_new_member (gpointer page)
{
  return find_line (page, "Zoë & Co") != NULL;
}

static void
test_add_member (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  GtkWidget *page = rondo_members_page_new ();
  GtkWindow *window = show_page (page);
  GtkWindow *dialog = NULL;

  fixture_add_community (fixture);
  g_object_set (page, "context", fixture->context, NULL);
  fixture_wait_until (fixture_is_content, page);
  dialog = rondo_member_dialog_new (fixture->context, NULL);
  gtk_window_set_transient_for (dialog, window);
  gtk_window_present (dialog);
  fixture_assert_narrow (dialog);
  g_signal_emit_by_name (fixture_find_button (GTK_WIDGET (dialog), "_Save"), "clicked");
  g_assert_true (fixture_find_text (GTK_WIDGET (dialog), "Enter the name of the member."));
  gtk_editable_set_text (find_row (dialog, "Name"), "Zoë & Co");
  g_assert_true (
      fixture_find_text (GTK_WIDGET (dialog), "Enter an e-mail address, such as ana@example.org."));
  gtk_editable_set_text (find_row (dialog, "E-Mail Address"), "Zoe@Example.org");
  gtk_editable_set_text (find_row (dialog, "Wishes for the Coach"), "must speak well");
  g_assert_true (
      gtk_widget_has_css_class (GTK_WIDGET (find_row (dialog, "Wishes for the Coach")), "error"));
  gtk_editable_set_text (find_row (dialog, "Wishes for the Coach"), "must language fr");
  g_signal_emit_by_name (fixture_find_button (GTK_WIDGET (dialog), "_Save"), "clicked");
  fixture_wait_until (has_new_member, page);
  g_assert_cmpstr (
      rondo_line_item_get_subtitle (find_line (page, "Zoë & Co")), ==, "zoe@example.org");
  fixture_close (window);
}

static gboolean
tells_of_namesake (gpointer dialog)
{
  return gtk_widget_has_css_class (GTK_WIDGET (find_row (dialog, "E-Mail Address")), "error");
}

static void
test_email_is_taken (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  GtkWindow *dialog = rondo_member_dialog_new (fixture->context, NULL);

  fixture_add_community (fixture);
  gtk_window_present (dialog);
  gtk_editable_set_text (find_row (dialog, "Name"), "Another");
  gtk_editable_set_text (find_row (dialog, "E-Mail Address"), "m2@example.org");
  g_signal_emit_by_name (fixture_find_button (GTK_WIDGET (dialog), "_Save"), "clicked");
  fixture_wait_until (tells_of_namesake, dialog);
  fixture_close (dialog);
}

static gboolean
shows_four (gpointer page)
{
  return count_shown (page) == 4;
}

static gboolean
has_paused (gpointer page)
{
  RondoLineItem *line = find_line (page, "Member 1");

  return line != NULL && g_str_equal (rondo_line_item_get_mark (line), "Paused");
}

static void
test_filter_and_all (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  GtkWidget *page = rondo_members_page_new ();
  GtkWindow *window = show_page (page);
  g_autoptr (RondoMemberFilter) paused = rondo_member_filter_from_text ("state=paused");
  g_autoptr (RondoMemberFilter) all = rondo_member_filter_new ();
  RondoMemberFilterButton *button = NULL;

  fixture_add_community (fixture);
  g_object_set (page, "context", fixture->context, NULL);
  fixture_wait_until (shows_four, page);
  button = RONDO_MEMBER_FILTER_BUTTON (fixture_find (page, RONDO_TYPE_MEMBER_FILTER_BUTTON));
  rondo_member_filter_button_set_filter (button, paused);
  g_signal_emit_by_name (button, "changed");
  g_assert_cmpuint (count_shown (page), ==, 0);
  gtk_widget_activate_action (page, "members.pause-shown", NULL);
  rondo_member_filter_button_set_filter (button, all);
  g_signal_emit_by_name (button, "changed");
  g_assert_cmpuint (count_shown (page), ==, 4);
  gtk_widget_activate_action (page, "members.pause-shown", NULL);
  fixture_wait_until (has_paused, page);
  rondo_member_filter_button_set_filter (button, paused);
  g_signal_emit_by_name (button, "changed");
  g_assert_cmpuint (count_shown (page), ==, 4);
  fixture_close (window);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  rondo_application_init_resources ();

  g_test_add_func ("/app/members/every-state-is-shown", test_states);
  g_test_add_func ("/app/members/search-leaves-those-found", test_search);
  g_test_add_func ("/app/members/filter-and-pause-all-that-are-shown", test_filter_and_all);
  g_test_add_func ("/app/members/pausing-is-undone-from-the-toast", test_pause);
  g_test_add_func ("/app/import/only-what-was-shown-is-imported", test_import);
  g_test_add_func ("/app/import/a-count-filters-the-lines", test_import_filter);
  g_test_add_func ("/app/import/columns-may-have-names-of-ones-own", test_import_columns);
  g_test_add_func ("/app/import/an-empty-file-is-told", test_import_of_no_table);
  g_test_add_func ("/app/member-dialog/mistakes-are-told-while-typing", test_add_member);
  g_test_add_func ("/app/member-dialog/an-address-belongs-to-one-member", test_email_is_taken);
  return g_test_run ();
}
