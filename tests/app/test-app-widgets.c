/* SPDX-License-Identifier: GPL-3.0-or-later
 * The parts that pages and dialogs are made of. */
#include "config.h"

#include "fitness.h"

#include "rondo-availability-editor.h"
#include "rondo-availability-grid.h"
#include "rondo-application.h"
#include "rondo-banner.h"
#include "rondo-date-row.h"
#include "rondo-form-frame.h"
#include "rondo-sync-button.h"
#include "rondo-wish-row.h"

/* What is tried with the pages and dialogs that it is part of is left out. */
static void
test_parts (void)
{
  const GType types[] = {RONDO_TYPE_BANNER, RONDO_TYPE_DATE_ROW, RONDO_TYPE_SYNC_BUTTON};

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    fitness_check_made (NULL, g_object_new (types[i], NULL));
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

  g_test_add_func ("/app/parts/each-can-be-made-is-narrow-and-has-names", test_parts);
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
