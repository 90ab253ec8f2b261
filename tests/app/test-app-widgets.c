/* SPDX-License-Identifier: GPL-3.0-or-later
 * Every page and dialog: it can be made, fits a telephone, and has a name for all that acts. */
#include "config.h"

#include "app-fixture.h"

#include "rondo-availability-editor.h"
#include "rondo-availability-grid.h"
#include "rondo-application.h"
#include "rondo-banner.h"
#include "rondo-changes-page.h"
#include "rondo-client-chooser.h"
#include "rondo-client-dialog.h"
#include "rondo-confirm-session-dialog.h"
#include "rondo-connect-dialog.h"
#include "rondo-credentials-page.h"
#include "rondo-date-row.h"
#include "rondo-export-dialog.h"
#include "rondo-fill-dialog.h"
#include "rondo-form-frame.h"
#include "rondo-home-page.h"
#include "rondo-hours-page.h"
#include "rondo-import-dialog.h"
#include "rondo-invite-dialog.h"
#include "rondo-join-dialog.h"
#include "rondo-log-import-dialog.h"
#include "rondo-log-session-dialog.h"
#include "rondo-member-dialog.h"
#include "rondo-members-page.h"
#include "rondo-notes-dialog.h"
#include "rondo-plan-session-dialog.h"
#include "rondo-profile-page.h"
#include "rondo-register-dialog.h"
#include "rondo-repair-dialog.h"
#include "rondo-round-dialog.h"
#include "rondo-round-page.h"
#include "rondo-rounds-page.h"
#include "rondo-session-dialog.h"
#include "rondo-sessions-page.h"
#include "rondo-start-page.h"
#include "rondo-sync-button.h"
#include "rondo-text-dialog.h"
#include "rondo-wish-row.h"

#define NARROW 360

static gboolean
is_inside (GtkWidget *widget, GType type)
{
  GtkWidget *parent = gtk_widget_get_parent (widget);

  return parent != NULL && gtk_widget_get_ancestor (parent, type) != NULL;
}

/* What a screen reader cannot name by the text in it needs a label of its own. */
static gboolean
needs_label (GtkWidget *widget)
{
  /* The toolkit's own parts are its own business. */
  if (is_inside (widget, GTK_TYPE_MENU_BUTTON) || is_inside (widget, ADW_TYPE_ENTRY_ROW) ||
      is_inside (widget, GTK_TYPE_CALENDAR) || is_inside (widget, GTK_TYPE_WINDOW_CONTROLS) ||
      is_inside (widget, GTK_TYPE_SPIN_BUTTON))
    return FALSE;
  if (GTK_IS_BUTTON (widget))
    return gtk_button_get_icon_name (GTK_BUTTON (widget)) != NULL;
  if (is_inside (widget, ADW_TYPE_COMBO_ROW) || is_inside (widget, GTK_TYPE_DROP_DOWN))
    return FALSE;
  return GTK_IS_MENU_BUTTON (widget) || GTK_IS_DROP_DOWN (widget) || GTK_IS_SWITCH (widget) ||
         GTK_IS_SPIN_BUTTON (widget) || GTK_IS_ENTRY (widget) || GTK_IS_SEARCH_ENTRY (widget) ||
         GTK_IS_LIST_VIEW (widget) || GTK_IS_STACK_SWITCHER (widget);
}

static void
check_names (GtkWidget *root)
{
  GtkWidget *child = gtk_widget_get_first_child (root);

  if (needs_label (root) &&
      !gtk_test_accessible_has_property (GTK_ACCESSIBLE (root), GTK_ACCESSIBLE_PROPERTY_LABEL)) {
    g_autofree char *path = g_strdup (gtk_widget_get_css_name (root));

    g_test_message ("no name: %s %s in %s",
                    G_OBJECT_TYPE_NAME (root),
                    path,
                    G_OBJECT_TYPE_NAME (gtk_widget_get_parent (root)));
    g_test_fail ();
  }
  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    check_names (child);
}

static void
check_width (GtkWidget *widget)
{
  int minimum = 0;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_test_message ("%s: at least %d px wide", G_OBJECT_TYPE_NAME (widget), minimum);
  g_assert_cmpint (minimum, <=, NARROW);
}

static void
check_widget (GtkWidget *widget)
{
  GtkWindow *window =
      GTK_IS_WINDOW (widget) ? GTK_WINDOW (widget) : fixture_show (g_object_ref_sink (widget));

  gtk_window_present (window);
  check_width (widget);
  check_names (widget);
  if (!GTK_IS_WINDOW (widget))
    g_object_unref (widget);
  fixture_close (window);
}

static void
test_pages (void)
{
  const GType types[] = {
      RONDO_TYPE_CREDENTIALS_PAGE,
      RONDO_TYPE_HOME_PAGE,
      RONDO_TYPE_HOURS_PAGE,
      RONDO_TYPE_MEMBERS_PAGE,
      RONDO_TYPE_ROUNDS_PAGE,
      RONDO_TYPE_CHANGES_PAGE,
      RONDO_TYPE_ROUND_PAGE,
      RONDO_TYPE_START_PAGE,
      RONDO_TYPE_SESSIONS_PAGE,
      RONDO_TYPE_PROFILE_PAGE,
      RONDO_TYPE_BANNER,
      RONDO_TYPE_DATE_ROW,
      RONDO_TYPE_SYNC_BUTTON,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    check_widget (g_object_new (types[i], NULL));
}

/* Escape is a key of every dialog; where there is something to save, Enter saves it. */
static void
check_dialog (GtkWidget *dialog)
{
  g_assert_true (RONDO_IS_DIALOG (dialog));
  if (fixture_find (dialog, RONDO_TYPE_FORM_FRAME) != NULL)
    g_assert_nonnull (gtk_window_get_default_widget (GTK_WINDOW (dialog)));
  check_widget (dialog);
}

static GPtrArray *
new_texts (const char *text)
{
  GPtrArray *texts = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (texts, g_strdup (text));
  return texts;
}

static void
test_session_dialogs (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autoptr (RondoSession) session = rondo_session_new ();
  const RondoAgendaSession entry = {
      .session = session, .name = (char *)AMPERSAND_NAME, .round_name = (char *)"Spring"};

  fixture_add_community (fixture);
  fixture_publish (fixture);
  session->id = g_strdup ("018f3b5e-7c1a-7d00-8000-00000000e001");
  session->pairing = g_strdup (fixture->pairing);
  check_dialog (rondo_plan_session_dialog_new (fixture->context, fixture->pairing));
  check_dialog (rondo_confirm_session_dialog_new (fixture->context, &entry, 50));
  check_dialog (rondo_session_dialog_new (fixture->context, session->id));
  check_dialog (rondo_log_session_dialog_new (fixture->context, fixture->pairing));
}

/* Those that list something, with nothing in the list and with something. */
static void
test_other_dialogs (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autoptr (GPtrArray) clients = g_ptr_array_new ();
  g_autoptr (RondoClientPerson) client = rondo_client_person_new ();
  g_autoptr (RondoMember) member = rondo_member_new ();

  fixture_add_community (fixture);
  fixture_publish (fixture);
  g_free (client->name);
  client->id = g_strdup ("018f3b5e-7c1a-7d00-8000-00000000d001");
  client->name = g_strdup (AMPERSAND_NAME);
  member->id = g_strdup (fixture->self);
  g_ptr_array_add (clients, client);
  check_dialog (GTK_WIDGET (rondo_client_chooser_new (fixture->context, "Which?", client->id)));
  check_dialog (GTK_WIDGET (rondo_export_dialog_new (fixture->context, 60, NULL)));
  check_dialog (GTK_WIDGET (rondo_fill_dialog_new (fixture->context, clients)));
  check_dialog (GTK_WIDGET (rondo_invite_dialog_new (fixture->context, member)));
  check_dialog (GTK_WIDGET (rondo_log_import_dialog_new (fixture->context)));
  check_dialog (GTK_WIDGET (
      rondo_notes_dialog_new (fixture->context, RONDO_NOTE_CLIENT, client->id, AMPERSAND_NAME)));
  check_dialog (GTK_WIDGET (rondo_register_dialog_new (fixture->context, fixture->round)));
  check_dialog (GTK_WIDGET (rondo_repair_dialog_new (fixture->context, fixture->round, NULL)));
  check_dialog (GTK_WIDGET (rondo_text_dialog_new (
      fixture->context, "Letter", new_texts (AMPERSAND_NAME), new_texts ("Dear Ana,"))));
}

static void
test_dialogs (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autoptr (RondoRound) round = rondo_round_new ();
  g_autoptr (RondoWishes) wishes = rondo_wishes_new ();

  g_free (round->name);
  round->name = g_strdup (AMPERSAND_NAME);
  rondo_wishes_parse (wishes, "must language de; prefer credential PCC; prefer zone 3", NULL);
  check_dialog (rondo_client_dialog_new (fixture->context, NULL));
  check_dialog (rondo_connect_dialog_new (fixture->context));
  check_dialog (rondo_join_dialog_new (fixture->context, round, "member", wishes));
  check_dialog (rondo_log_session_dialog_new (fixture->context, ""));
  check_dialog (GTK_WIDGET (rondo_import_dialog_new (fixture->context)));
  check_dialog (GTK_WIDGET (rondo_member_dialog_new (fixture->context, NULL)));
  check_dialog (GTK_WIDGET (rondo_round_dialog_new (fixture->context)));
}

static void
test_window (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  RondoWindow *window = rondo_window_new (NULL);

  rondo_window_set_context (window, fixture->context);
  check_widget (GTK_WIDGET (window));
}

static void
test_wish_row_reads_names (void)
{
  g_autoptr (RondoWish) typed = rondo_wish_new (RONDO_WISH_MUST, RONDO_WISH_LANGUAGE, "German");
  g_autoptr (RondoWish) nonsense = rondo_wish_new (RONDO_WISH_AVOID, RONDO_WISH_ZONE, "soon");
  GtkWidget *row = g_object_ref_sink (rondo_wish_row_new (typed));
  GtkWidget *bad = g_object_ref_sink (rondo_wish_row_new (nonsense));
  g_autoptr (GError) error = NULL;
  g_autoptr (RondoWish) wish = rondo_wish_row_dup_wish (RONDO_WISH_ROW (row), &error);

  g_assert_no_error (error);
  g_assert_cmpint (wish->level, ==, RONDO_WISH_MUST);
  g_assert_cmpstr (wish->value, ==, "de");
  g_assert_null (rondo_wish_row_dup_wish (RONDO_WISH_ROW (bad), &error));
  g_assert_nonnull (error);
  g_assert_nonnull (strstr (error->message, "soon"));
  g_assert_finalize_object (row);
  g_assert_finalize_object (bad);
}

/* The grid and the text say the same, whichever was changed, and nonsense is told. */
static void
test_hours_are_painted_or_written (void)
{
  GtkWidget *editor = g_object_new (RONDO_TYPE_AVAILABILITY_EDITOR, NULL);
  GtkWindow *window = fixture_show (editor);
  GtkWidget *grid = fixture_find (editor, RONDO_TYPE_AVAILABILITY_GRID);
  GtkEditable *row = rondo_availability_editor_get_row (RONDO_AVAILABILITY_EDITOR (editor));
  RondoAvailability written = {{0}};
  RondoAvailability painted = {{0}};
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  int least = 0;

  before = rondo_availability_grid_describe (RONDO_AVAILABILITY_GRID (grid));
  g_assert_cmpstr (before, ==, "Monday 18:00–18:30: not free");
  gtk_editable_set_text (row, "mon 18-20");
  after = rondo_availability_grid_describe (RONDO_AVAILABILITY_GRID (grid));
  g_assert_cmpstr (after, ==, "Monday 18:00–18:30: free");
  rondo_availability_grid_get (RONDO_AVAILABILITY_GRID (grid), &painted);
  g_assert_cmpint (rondo_availability_minutes (&painted), ==, 120);
  rondo_availability_set (&painted, 6, 0, TRUE);
  rondo_availability_grid_set (RONDO_AVAILABILITY_GRID (grid), &painted);
  g_signal_emit_by_name (grid, "changed");
  g_assert_cmpstr (gtk_editable_get_text (row), ==, "mon 18:00-20:00; sun 00:00-00:30");
  gtk_editable_set_text (row, "at night");
  g_assert_false (
      rondo_availability_editor_read (RONDO_AVAILABILITY_EDITOR (editor), &written, &error));
  g_assert_nonnull (strstr (error->message, "at night"));
  rondo_availability_editor_set (RONDO_AVAILABILITY_EDITOR (editor), &painted);
  g_assert_true (
      rondo_availability_editor_read (RONDO_AVAILABILITY_EDITOR (editor), &written, NULL));
  g_assert_true (rondo_availability_equal (&written, &painted));
  gtk_widget_measure (editor, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  g_assert_cmpint (least, <=, 336);
  fixture_close (window);
}

static void
test_wish_row_knows_every_attribute (void)
{
  for (RondoWishAttribute attribute = 0; attribute < RONDO_N_WISH_ATTRIBUTES; attribute++) {
    const char *const texts[RONDO_N_WISH_ATTRIBUTES] = {[RONDO_WISH_LANGUAGE] = "German",
                                                        [RONDO_WISH_CREDENTIAL] = "pcc",
                                                        [RONDO_WISH_ZONE] = " 3",
                                                        [RONDO_WISH_HOURS] = "2",
                                                        [RONDO_WISH_GENDER] = "woman",
                                                        [RONDO_WISH_NICHE] = "career  change",
                                                        [RONDO_WISH_REGION] = "South America",
                                                        [RONDO_WISH_METHOD] = "video"};
    g_autoptr (RondoWish) typed = rondo_wish_new (RONDO_WISH_PREFER, attribute, texts[attribute]);
    GtkWidget *row = g_object_ref_sink (rondo_wish_row_new (typed));
    g_autoptr (GError) error = NULL;
    g_autoptr (RondoWish) wish = rondo_wish_row_dup_wish (RONDO_WISH_ROW (row), &error);

    g_assert_no_error (error);
    g_assert_cmpint (wish->attribute, ==, attribute);
    g_assert_finalize_object (row);
  }
}

static void
test_date_row_reads_days (void)
{
  RondoDateRow *row = RONDO_DATE_ROW (g_object_ref_sink (rondo_date_row_new ()));

  rondo_date_row_set_date (row, 20000);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, "2024-10-04");
  g_assert_cmpint (rondo_date_row_get_date (row), ==, 20000);
  gtk_editable_set_text (GTK_EDITABLE (row), " 2024-10-05 ");
  g_assert_cmpint (rondo_date_row_get_date (row), ==, 20001);
  gtk_editable_set_text (GTK_EDITABLE (row), "2024-13-05");
  g_assert_cmpint (rondo_date_row_get_date (row), ==, RONDO_DATE_NONE);
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (row), "error"));
  g_assert_finalize_object (row);
}

static void
test_form_keeps_focus (void)
{
  GtkWidget *frame = g_object_new (RONDO_TYPE_FORM_FRAME, NULL);
  GtkWidget *first = gtk_entry_new ();
  GtkWidget *second = gtk_entry_new ();
  GtkWidget *form = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWindow *window = NULL;

  gtk_box_append (GTK_BOX (form), first);
  gtk_box_append (GTK_BOX (form), second);
  g_object_set (frame, "form", form, NULL);
  window = fixture_show (frame);
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (window), first));
  gtk_widget_grab_focus (second);
  rondo_form_frame_set_busy (RONDO_FORM_FRAME (frame), TRUE);
  g_assert_null (gtk_window_get_focus (window));
  g_assert_false (gtk_widget_is_sensitive (second));
  rondo_form_frame_show_error (RONDO_FORM_FRAME (frame), AMPERSAND_NAME);
  rondo_form_frame_set_busy (RONDO_FORM_FRAME (frame), FALSE);
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (window), second));
  g_assert_true (fixture_find_text (frame, AMPERSAND_NAME));
  fixture_close (window);
}

static void
check_sync (RondoSyncState state, guint waiting, guint refused, const char *text)
{
  g_autofree char *found = rondo_sync_describe (state, waiting, refused);

  g_assert_cmpstr (found, ==, text);
}

static void
test_sync_in_words (void)
{
  check_sync (RONDO_SYNC_LOCAL, 7, 0, "This computer only");
  check_sync (RONDO_SYNC_IDLE, 0, 0, "All changes sent");
  check_sync (RONDO_SYNC_IDLE, 1, 0, "1 change waiting");
  check_sync (RONDO_SYNC_RUNNING, 3, 0, "Sending 3 changes");
  check_sync (RONDO_SYNC_OFFLINE, 2, 0, "2 changes waiting – offline");
  check_sync (RONDO_SYNC_OFFLINE, 0, 0, "Offline");
  check_sync (RONDO_SYNC_SIGNED_OUT, 1, 0, "1 change waiting – signed out");
  check_sync (RONDO_SYNC_ON_HOLD, 1, 0, "1 change waiting – on hold");
  check_sync (RONDO_SYNC_ON_HOLD, 0, 0, "Account on hold");
  check_sync (RONDO_SYNC_PROBLEM, 1, 0, "Changes could not be sent");
  check_sync (RONDO_SYNC_IDLE, 1, 2, "2 changes refused");
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  rondo_application_init_resources ();

  g_test_add_func ("/app/pages/every-page-can-be-made-is-narrow-and-has-names", test_pages);
  g_test_add_func ("/app/dialogs/every-dialog-can-be-made-is-narrow-and-has-names", test_dialogs);
  g_test_add_func ("/app/dialogs/those-about-sessions-are-narrow-and-have-names",
                   test_session_dialogs);
  g_test_add_func ("/app/dialogs/all-others-are-narrow-and-have-names", test_other_dialogs);
  g_test_add_func ("/app/window/the-window-is-narrow-has-names-and-goes-when-closed", test_window);
  g_test_add_func ("/app/wish-row/a-language-may-be-named-and-nonsense-is-told",
                   test_wish_row_reads_names);
  g_test_add_func ("/app/widgets/wish-row-knows-every-attribute",
                   test_wish_row_knows_every_attribute);
  g_test_add_func ("/app/widgets/hours-are-painted-or-written", test_hours_are_painted_or_written);
  g_test_add_func ("/app/date-row/a-day-is-read-as-typed-and-nonsense-is-marked",
                   test_date_row_reads_days);
  g_test_add_func ("/app/form/the-focus-leaves-while-it-waits-and-comes-back",
                   test_form_keeps_focus);
  g_test_add_func ("/app/sync/every-state-is-told-in-words", test_sync_in_words);
  return g_test_run ();
}
