/* SPDX-License-Identifier: GPL-3.0-or-later
 * A round from its making to its progress, over a real database. */
#include "config.h"

#include "app-fixture.h"

#include "rondo-announce-dialog.h"
#include "rondo-application.h"
#include "rondo-id.h"
#include "rondo-line-view.h"
#include "rondo-register-dialog.h"
#include "rondo-round-dialog.h"
#include "rondo-round-page.h"
#include "rondo-round-progress.h"
#include "rondo-rounds-page.h"

/* A page of the round that the fixture made, in a window. */
typedef struct {
  Fixture *fixture;
  GtkWidget *page;
  GtkWindow *window;
  RondoRoundProgress *bar;
} Room;

static GtkWindow *
show_page (GtkWidget *page)
{
  GtkWidget *overlay = adw_toast_overlay_new ();

  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (overlay), page);
  return fixture_show (overlay);
}

/* The lines of the list that is called so on the page. */
static GListModel *
get_lines (GtkWidget *page, const char *name)
{
  AdwViewStack *lists = ADW_VIEW_STACK (fixture_find (page, ADW_TYPE_VIEW_STACK));
  GtkWidget *child = adw_view_stack_get_child_by_name (lists, name);

  return rondo_line_view_get_lines (RONDO_LINE_VIEW (fixture_find (child, RONDO_TYPE_LINE_VIEW)));
}

static guint
count_lines (GtkWidget *page, const char *name)
{
  return g_list_model_get_n_items (get_lines (page, name));
}

static void
room_open (Room *room)
{
  room->fixture = fixture_new ();
  fixture_add_community (room->fixture);
  room->page = rondo_round_page_new ();
  room->window = show_page (room->page);
  g_object_set (
      room->page, "context", room->fixture->context, "round-id", room->fixture->round, NULL);
  fixture_wait_until (fixture_is_content, room->page);
  room->bar = RONDO_ROUND_PROGRESS (fixture_find (room->page, RONDO_TYPE_ROUND_PROGRESS));
}

static void
room_close (Room *room)
{
  fixture_close (room->window);
  fixture_free (room->fixture);
}

static gboolean
is_published (gpointer bar)
{
  return g_str_equal (rondo_round_progress_get_stage (bar), "published");
}

static gboolean
is_button_sensitive (GtkWidget *root, const char *label)
{
  GtkWidget *button = fixture_find_button (root, label);

  g_assert_nonnull (button);
  return gtk_widget_is_sensitive (button);
}

static void
test_rounds_states (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  GtkWidget *page = rondo_rounds_page_new ();
  GtkWindow *window = show_page (page);

  g_assert_cmpstr (fixture_get_state (page), ==, "loading");
  g_object_set (page, "context", fixture->context, NULL);
  fixture_wait_until (fixture_is_empty, page);
  g_assert_nonnull (fixture_find_button (page, "_New Round…"));
  fixture_add_community (fixture);
  fixture_wait_until (fixture_is_content, page);
  fixture_assert_narrow (window);
  rondo_context_close (fixture->context);
  g_signal_emit_by_name (rondo_context_get_store (fixture->context), "changed");
  fixture_wait_until (fixture_is_error, page);
  g_assert_nonnull (fixture_find_button (page, "_Try Again"));
  fixture_close (window);
}

static void
test_round_states (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  GtkWidget *page = rondo_round_page_new ();
  GtkWindow *window = show_page (page);

  fixture_add_community (fixture);
  g_assert_cmpstr (fixture_get_state (page), ==, "loading");
  g_object_set (page, "context", fixture->context, NULL);
  fixture_wait_until (fixture_is_empty, page);
  g_object_set (page, "round-id", fixture->round, NULL);
  fixture_wait_until (fixture_is_content, page);
  g_assert_true (fixture_find_text (page, "Spring & Summer"));
  fixture_assert_narrow (window);
  rondo_context_close (fixture->context);
  g_signal_emit_by_name (rondo_context_get_store (fixture->context), "changed");
  fixture_wait_until (fixture_is_error, page);
  fixture_close (window);
}

static gboolean
has_two_rounds (gpointer page)
{
  GtkWidget *view = fixture_find (page, RONDO_TYPE_LINE_VIEW);

  return g_list_model_get_n_items (rondo_line_view_get_lines (RONDO_LINE_VIEW (view))) == 2;
}

static void
test_new_round (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  GtkWidget *page = rondo_rounds_page_new ();
  GtkWindow *window = show_page (page);
  GtkWindow *dialog = NULL;
  GtkWidget *name_row = NULL;

  fixture_add_community (fixture);
  g_object_set (page, "context", fixture->context, NULL);
  fixture_wait_until (fixture_is_content, page);
  dialog = rondo_round_dialog_new (fixture->context);
  gtk_window_set_transient_for (dialog, window);
  gtk_window_present (dialog);
  fixture_assert_narrow (dialog);
  g_signal_emit_by_name (fixture_find_button (GTK_WIDGET (dialog), "C_reate"), "clicked");
  g_assert_true (
      fixture_find_text (GTK_WIDGET (dialog), "Enter a name by which members know the round."));
  name_row = fixture_find (GTK_WIDGET (dialog), ADW_TYPE_ENTRY_ROW);
  gtk_editable_set_text (GTK_EDITABLE (name_row), "Winter & <b>Spring</b>");
  g_assert_false (gtk_widget_has_css_class (name_row, "error"));
  g_signal_emit_by_name (fixture_find_button (GTK_WIDGET (dialog), "C_reate"), "clicked");
  fixture_wait_until (has_two_rounds, page);
  g_assert_true (fixture_find_text (page, "4 members registered"));
  fixture_close (window);
}

/* The spin button number @index, from 0; counts it down on the way. */
static GtkWidget *
find_spin (GtkWidget *root, int *index)
{
  GtkWidget *found = NULL;
  GtkWidget *child = gtk_widget_get_first_child (root);

  if (GTK_IS_SPIN_BUTTON (root))
    return (*index)-- == 0 ? root : NULL;
  for (; found == NULL && child != NULL; child = gtk_widget_get_next_sibling (child))
    found = find_spin (child, index);
  return found;
}

static GtkWidget *
get_spin (GtkWidget *root, int index)
{
  return find_spin (root, &index);
}

static void
check_number_refused (GtkWindow *dialog, GtkWidget *spin, const char *typed, const char *mistake)
{
  g_autofree char *before = g_strdup (gtk_editable_get_text (GTK_EDITABLE (spin)));
  GtkWidget *create = fixture_find_button (GTK_WIDGET (dialog), "C_reate");

  gtk_editable_set_text (GTK_EDITABLE (spin), typed);
  gtk_spin_button_update (GTK_SPIN_BUTTON (spin));
  g_signal_emit_by_name (create, "clicked");
  g_assert_true (fixture_find_text (GTK_WIDGET (dialog), mistake));
  g_assert_true (gtk_widget_has_css_class (spin, "error"));
  g_assert_true (gtk_widget_get_sensitive (create));
  gtk_editable_set_text (GTK_EDITABLE (spin), before);
  g_assert_false (gtk_widget_has_css_class (spin, "error"));
  g_assert_false (fixture_find_text (GTK_WIDGET (dialog), mistake));
}

static void
test_wrong_numbers (void)
{
  const char *const sessions = "Enter the number of sessions as a whole number from 1 to 52.";
  const char *const minutes = "Enter the minutes as a whole number from 5 to 1440.";
  const char *const room = "Enter how many clients and coaches each takes, from 1 to 3.";
  const char *const repeats = "Enter after how many rounds a pairing may come again, from 0 to 20.";
  const char *const days = "The days to the first contact and between sessions are 1 to 365.";
  const char *const notice = "Enter the hours of notice as a whole number from 0 to 168.";
  const char *const training = "The hours of coach education are a whole number from 0 to 10,000.";
  g_autoptr (Fixture) fixture = fixture_new ();
  GtkWindow *dialog = rondo_round_dialog_new (fixture->context);
  GtkWidget *widget = GTK_WIDGET (dialog);

  gtk_window_present (dialog);
  gtk_editable_set_text (GTK_EDITABLE (fixture_find (widget, ADW_TYPE_ENTRY_ROW)), "Winter");
  check_number_refused (dialog, get_spin (widget, 2), "0", sessions);
  check_number_refused (dialog, get_spin (widget, 2), "53", sessions);
  check_number_refused (dialog, get_spin (widget, 2), "abc", sessions);
  check_number_refused (dialog, get_spin (widget, 3), "4", minutes);
  check_number_refused (dialog, get_spin (widget, 3), "1441", minutes);
  check_number_refused (dialog, get_spin (widget, 3), "", minutes);
  check_number_refused (dialog, get_spin (widget, 5), "4", room);
  check_number_refused (dialog, get_spin (widget, 6), "21", repeats);
  check_number_refused (dialog, get_spin (widget, 0), "0", days);
  check_number_refused (dialog, get_spin (widget, 1), "366", days);
  check_number_refused (dialog, get_spin (widget, 4), "169", notice);
  check_number_refused (dialog, get_spin (widget, 7), "-1", training);
  fixture_close (dialog);
}

static gboolean
is_in_view (gpointer data)
{
  GtkWidget *widget = data;
  GtkWidget *root = GTK_WIDGET (gtk_widget_get_root (widget));
  graphene_rect_t bounds;

  return gtk_widget_compute_bounds (widget, root, &bounds) && bounds.origin.y >= 0 &&
         bounds.origin.y + bounds.size.height <= gtk_widget_get_height (root);
}

/* The message takes room from the form. */
static void
test_wrong_number_in_view (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();

  for (guint i = 0; i < 8; i++) {
    GtkWindow *dialog = rondo_round_dialog_new (fixture->context);
    GtkWidget *widget = GTK_WIDGET (dialog);

    gtk_window_present (dialog);
    gtk_test_widget_wait_for_draw (widget);
    gtk_editable_set_text (GTK_EDITABLE (fixture_find (widget, ADW_TYPE_ENTRY_ROW)), "Winter");
    gtk_editable_set_text (GTK_EDITABLE (get_spin (widget, i)), "99999");
    g_signal_emit_by_name (fixture_find_button (widget, "C_reate"), "clicked");
    gtk_test_widget_wait_for_draw (widget);
    fixture_wait_until (is_in_view, get_spin (widget, i));
    fixture_close (dialog);
  }
}

static void
publish (Room *room)
{
  fixture_publish (room->fixture);
  fixture_wait_until (is_published, room->bar);
}

static void
test_open_and_published (void)
{
  Room room = {0};

  room_open (&room);
  g_assert_cmpstr (rondo_round_progress_get_stage (room.bar), ==, "open");
  g_assert_cmpuint (count_lines (room.page, "registrations"), ==, 3);
  g_assert_true (is_button_sensitive (room.page, "_Match in the Workbench"));
  fixture_assert_narrow (room.window);
  publish (&room);
  g_assert_cmpuint (count_lines (room.page, "pairs"), ==, 4);
  g_assert_true (fixture_find_text (room.page, "0 of 24 sessions held"));
  g_assert_null (fixture_find_button (room.page, "_Match in the Workbench"));
  g_assert_nonnull (fixture_find_button (room.page, "_Start Round"));
  fixture_assert_narrow (room.window);
  room_close (&room);
}

static gboolean
is_to_be_announced (gpointer page)
{
  return fixture_find_text (page, "Approved, not announced yet");
}

static gboolean
is_announced (gpointer page)
{
  return fixture_find_button (page, "_Start Round") != NULL;
}

static GtkWindow *
open_announcement (Room *room)
{
  const RondoRoundOverview *overview =
      rondo_round_page_get_overview (RONDO_ROUND_PAGE (room->page));
  GtkWindow *dialog = rondo_announce_dialog_new (room->fixture->context, overview);

  gtk_window_set_transient_for (dialog, room->window);
  gtk_window_present (dialog);
  return dialog;
}

static GtkTextBuffer *
get_buffer (GtkWindow *dialog)
{
  return gtk_text_view_get_buffer (
      GTK_TEXT_VIEW (fixture_find (GTK_WIDGET (dialog), GTK_TYPE_TEXT_VIEW)));
}

static gboolean
has_kept_text (gpointer data)
{
  const RondoRoundOverview *overview = rondo_round_page_get_overview (data);

  return g_str_equal (overview->round->told[RONDO_PART_BOTH], "Hello {name}");
}

/* Approved is one step, told another; what was written is there when somebody comes back. */
static void
test_announce (void)
{
  Room room = {0};
  GtkWindow *dialog = NULL;
  const RondoRoundOverview *overview = NULL;
  GtkTextIter start, end;
  g_autofree char *text = NULL;

  room_open (&room);
  fixture_approve (room.fixture);
  fixture_wait_until (is_to_be_announced, room.page);
  g_assert_null (fixture_find_button (room.page, "_Start Round"));
  g_assert_true (is_button_sensitive (room.page, "_Announce…"));

  dialog = open_announcement (&room);
  fixture_assert_narrow (dialog);
  gtk_text_buffer_set_text (get_buffer (dialog), "Hello {name}", -1);
  gtk_widget_activate_action (GTK_WIDGET (dialog), "announce.keep", NULL);
  fixture_wait_until (has_kept_text, room.page);
  g_assert_true (is_to_be_announced (room.page));

  dialog = open_announcement (&room);
  gtk_text_buffer_get_bounds (get_buffer (dialog), &start, &end);
  text = gtk_text_buffer_get_text (get_buffer (dialog), &start, &end, FALSE);
  g_assert_cmpstr (text, ==, "Hello {name}");
  g_signal_emit_by_name (fixture_find_button (GTK_WIDGET (dialog), "_Announce"), "clicked");
  fixture_wait_until (is_announced, room.page);
  overview = rondo_round_page_get_overview (RONDO_ROUND_PAGE (room.page));
  g_assert_cmpint (
      overview->round->announced_on, ==, rondo_context_get_today (room.fixture->context));
  g_assert_cmpint (overview->round->announced_to, ==, 4);
  for (guint i = 0; i < overview->pairings->len; i++)
    g_assert_false (((RondoPairingOverview *)overview->pairings->pdata[i])->pairing->is_quiet);
  room_close (&room);
}

static gboolean
shows_progress (gpointer page)
{
  return fixture_find_text (page, "1 of 24 sessions held") &&
         fixture_find_text (page, "1 of 6 sessions held");
}

static void
test_progress (void)
{
  Room room = {0};
  RondoChange *change = rondo_change_new ();
  g_autoptr (RondoSession) session = rondo_session_new ();
  g_autoptr (RondoLineItem) item = NULL;

  room_open (&room);
  publish (&room);
  item = g_list_model_get_item (get_lines (room.page, "pairs"), 0);
  g_free (session->id);
  g_free (session->pairing);
  session->id = rondo_id_derive ("tests", "session");
  session->pairing = g_strdup (rondo_line_item_get_key (item));
  session->date = rondo_context_get_today (room.fixture->context);
  session->minutes = 60;
  rondo_change_put_session (change, session);
  fixture_save (room.fixture, change);
  fixture_wait_until (shows_progress, room.page);
  room_close (&room);
}

static gboolean
has_two_registered (gpointer page)
{
  return count_lines (page, "registrations") == 2;
}

static gboolean
has_three_registered (gpointer page)
{
  return count_lines (page, "registrations") == 3;
}

static gboolean
has_undo (gpointer window)
{
  return fixture_find_button (window, "Undo") != NULL;
}

static void
test_remove_and_undo (void)
{
  Room room = {0};
  g_autoptr (RondoLineItem) item = NULL;

  room_open (&room);
  item = g_list_model_get_item (get_lines (room.page, "registrations"), 0);
  gtk_widget_activate_action (
      room.page, "round.remove-registration", "s", rondo_line_item_get_key (item));
  fixture_wait_until (has_two_registered, room.page);
  g_assert_false (is_button_sensitive (room.page, "_Match in the Workbench"));
  g_assert_true (fixture_find_text (
      room.page, "A round needs at least three members. Register more of them."));
  fixture_wait_until (has_undo, room.window);
  g_signal_emit_by_name (fixture_find_button (GTK_WIDGET (room.window), "Undo"), "clicked");
  fixture_wait_until (has_three_registered, room.page);
  g_assert_true (is_button_sensitive (room.page, "_Match in the Workbench"));
  room_close (&room);
}

static gboolean
has_all_registered (gpointer dialog)
{
  return fixture_is_empty (dialog);
}

static void
test_register (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  GtkWindow *dialog = NULL;
  GtkWidget *view = NULL;

  fixture_add_community (fixture);
  dialog = rondo_register_dialog_new (fixture->context, fixture->round);
  gtk_window_present (dialog);
  fixture_wait_until (fixture_is_content, dialog);
  fixture_assert_narrow (dialog);
  view = fixture_find (GTK_WIDGET (dialog), RONDO_TYPE_LINE_VIEW);
  g_signal_emit_by_name (view, "activated", fixture->self);
  fixture_wait_until (has_all_registered, dialog);
  fixture_close (dialog);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  rondo_application_init_resources ();

  g_test_add_func ("/app/rounds/every-state-is-shown", test_rounds_states);
  g_test_add_func ("/app/round/every-state-is-shown", test_round_states);
  g_test_add_func ("/app/round/a-new-one-registers-all-active-members", test_new_round);
  g_test_add_func ("/app/round/wrong-numbers-are-told-and-not-saved", test_wrong_numbers);
  g_test_add_func ("/app/round/a-wrong-number-is-in-view", test_wrong_number_in_view);
  g_test_add_func ("/app/round/one-button-leads-to-the-pairings", test_open_and_published);
  g_test_add_func ("/app/round/approved-is-announced-with-the-texts-that-were-kept", test_announce);
  g_test_add_func ("/app/round/progress-follows-the-sessions", test_progress);
  g_test_add_func ("/app/round/removing-a-member-is-undone-from-the-toast", test_remove_and_undo);
  g_test_add_func ("/app/round/members-are-registered-one-by-one", test_register);
  return g_test_run ();
}
