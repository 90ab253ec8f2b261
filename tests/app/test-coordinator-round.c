/* SPDX-License-Identifier: GPL-3.0-or-later
 * A round from its making to its progress, over a real database and the real engine. */
#include "config.h"

#include "app-fixture.h"

#include "rondo-application.h"
#include "rondo-id.h"
#include "rondo-line-view.h"
#include "rondo-match-bar.h"
#include "rondo-register-dialog.h"
#include "rondo-round-dialog.h"
#include "rondo-round-page.h"
#include "rondo-rounds-page.h"
#include "rondo-state-view.h"

#define NARROW 360

/* A page of the round that the fixture made, in a window. */
typedef struct {
  Fixture *fixture;
  GtkWidget *page;
  GtkWindow *window;
  RondoMatchBar *bar;
} Room;

static const char *
get_state (gpointer page)
{
  return rondo_state_view_get_state (RONDO_STATE_VIEW (fixture_find (page, RONDO_TYPE_STATE_VIEW)));
}

static gboolean
is_empty (gpointer page)
{
  return g_str_equal (get_state (page), "empty");
}

static gboolean
is_content (gpointer page)
{
  return g_str_equal (get_state (page), "content");
}

static gboolean
is_error (gpointer page)
{
  return g_str_equal (get_state (page), "error");
}

static void
assert_narrow (GtkWindow *window)
{
  int minimum = 0;

  gtk_widget_measure (
      GTK_WIDGET (window), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, NARROW);
}

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
  fixture_wait_until (is_content, room->page);
  room->bar = RONDO_MATCH_BAR (fixture_find (room->page, RONDO_TYPE_MATCH_BAR));
}

static void
room_close (Room *room)
{
  fixture_close (room->window);
  fixture_free (room->fixture);
}

static gboolean
is_not_running (gpointer bar)
{
  return !g_str_equal (rondo_match_bar_get_stage (bar), "running");
}

static gboolean
is_published (gpointer bar)
{
  return g_str_equal (rondo_match_bar_get_stage (bar), "published");
}

static gboolean
has_message (gpointer bar)
{
  return rondo_match_bar_get_message (bar) != NULL;
}

static void
match (Room *room)
{
  gtk_widget_activate_action (GTK_WIDGET (room->bar), "match.start", NULL);
  fixture_wait_until (is_not_running, room->bar);
}

static gboolean
is_button_sensitive (GtkWidget *root, const char *label)
{
  GtkWidget *button = fixture_find_button (root, label);

  g_assert_nonnull (button);
  return gtk_widget_is_sensitive (button);
}

static RondoMember *
new_member (const char *name, const char *language)
{
  RondoMember *member = rondo_member_new ();

  g_free (member->id);
  g_free (member->name);
  g_free (member->email);
  g_free (member->time_zone);
  g_strfreev (member->languages);
  member->id = rondo_id_derive ("tests", name);
  member->name = g_strdup (name);
  member->email = g_strdup_printf ("%s@example.org", language);
  member->time_zone = g_strdup ("Europe/Berlin");
  member->languages = g_strsplit (language, " ", -1);
  member->is_active = TRUE;
  return member;
}

static void
register_member (Fixture *fixture, const char *name, const char *language)
{
  RondoChange *change = rondo_change_new ();
  g_autoptr (RondoMember) member = new_member (name, language);
  g_autoptr (RondoRegistration) registration =
      rondo_registration_new (fixture->round, member->id, member->wishes);

  rondo_change_put_member (change, member);
  rondo_change_put_registration (change, registration);
  fixture_save (fixture, change);
}

static void
test_rounds_states (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  GtkWidget *page = rondo_rounds_page_new ();
  GtkWindow *window = show_page (page);

  g_assert_cmpstr (get_state (page), ==, "loading");
  g_object_set (page, "context", fixture->context, NULL);
  fixture_wait_until (is_empty, page);
  g_assert_nonnull (fixture_find_button (page, "_New Round…"));
  fixture_add_community (fixture);
  fixture_wait_until (is_content, page);
  assert_narrow (window);
  rondo_context_close (fixture->context);
  g_signal_emit_by_name (rondo_context_get_store (fixture->context), "changed");
  fixture_wait_until (is_error, page);
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
  g_assert_cmpstr (get_state (page), ==, "loading");
  g_object_set (page, "context", fixture->context, NULL);
  fixture_wait_until (is_empty, page);
  g_object_set (page, "round-id", fixture->round, NULL);
  fixture_wait_until (is_content, page);
  g_assert_true (fixture_find_text (page, "Spring & Summer"));
  assert_narrow (window);
  rondo_context_close (fixture->context);
  g_signal_emit_by_name (rondo_context_get_store (fixture->context), "changed");
  fixture_wait_until (is_error, page);
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
  fixture_wait_until (is_content, page);
  dialog = rondo_round_dialog_new (fixture->context);
  gtk_window_set_transient_for (dialog, window);
  gtk_window_present (dialog);
  assert_narrow (dialog);
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

static void
test_match_and_publish (void)
{
  Room room = {0};

  room_open (&room);
  g_assert_cmpstr (rondo_match_bar_get_stage (room.bar), ==, "open");
  g_assert_cmpuint (count_lines (room.page, "registrations"), ==, 3);
  match (&room);
  g_assert_cmpstr (rondo_match_bar_get_stage (room.bar), ==, "proposed");
  g_assert_cmpuint (count_lines (room.page, "pairs"), ==, 3);
  g_assert_cmpuint (count_lines (room.page, "unplaced"), ==, 0);
  g_assert_true (is_button_sensitive (room.page, "Match _Again"));
  assert_narrow (room.window);
  for (guint i = 0; i < 3; i++) {
    g_autoptr (RondoLineItem) item = g_list_model_get_item (get_lines (room.page, "pairs"), i);

    g_assert_nonnull (strstr (rondo_line_item_get_title (item), " coaches "));
    g_assert_cmpstr (rondo_line_item_get_subtitle (item), !=, "");
  }

  gtk_widget_activate_action (GTK_WIDGET (room.bar), "match.publish", NULL);
  fixture_wait_until (is_published, room.bar);
  g_assert_cmpuint (count_lines (room.page, "pairs"), ==, 3);
  g_assert_true (fixture_find_text (room.page, "0 of 18 sessions held"));
  g_assert_null (fixture_find_button (room.page, "_Match"));
  assert_narrow (room.window);
  room_close (&room);
}

static gboolean
shows_progress (gpointer page)
{
  return fixture_find_text (page, "1 of 18 sessions held") &&
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
  match (&room);
  gtk_widget_activate_action (GTK_WIDGET (room.bar), "match.publish", NULL);
  fixture_wait_until (is_published, room.bar);
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
has_four_registered (gpointer page)
{
  return count_lines (page, "registrations") == 4;
}

static void
test_unplaced (void)
{
  Room room = {0};
  g_autoptr (RondoLineItem) item = NULL;

  room_open (&room);
  register_member (room.fixture, "Alone", "mi");
  fixture_wait_until (has_four_registered, room.page);
  match (&room);
  g_assert_cmpuint (count_lines (room.page, "pairs"), ==, 3);
  g_assert_cmpuint (count_lines (room.page, "unplaced"), ==, 1);
  item = g_list_model_get_item (get_lines (room.page, "unplaced"), 0);
  g_assert_cmpstr (rondo_line_item_get_title (item), ==, "Alone");
  g_assert_cmpstr (rondo_line_item_get_subtitle (item), !=, "");
  room_close (&room);
}

static void
test_cancel (void)
{
  Room room = {0};

  room_open (&room);
  gtk_widget_activate_action (GTK_WIDGET (room.bar), "match.start", NULL);
  g_assert_cmpstr (rondo_match_bar_get_stage (room.bar), ==, "running");
  g_assert_true (is_button_sensitive (room.page, "_Cancel"));
  gtk_widget_activate_action (GTK_WIDGET (room.bar), "match.stop", NULL);
  fixture_wait_until (is_not_running, room.bar);
  g_assert_null (rondo_match_bar_get_message (room.bar));
  if (rondo_match_bar_get_plan (room.bar) != NULL)
    g_assert_cmpstr (rondo_match_bar_get_stage (room.bar), ==, "proposed");
  else
    g_assert_cmpstr (rondo_match_bar_get_stage (room.bar), ==, "open");
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
  g_assert_false (is_button_sensitive (room.page, "_Match"));
  g_assert_true (fixture_find_text (
      room.page, "A round needs at least three members. Register more of them."));
  fixture_wait_until (has_undo, room.window);
  g_signal_emit_by_name (fixture_find_button (GTK_WIDGET (room.window), "Undo"), "clicked");
  fixture_wait_until (has_three_registered, room.page);
  g_assert_true (is_button_sensitive (room.page, "_Match"));
  room_close (&room);
}

static void
test_stale_plan (void)
{
  Room room = {0};

  room_open (&room);
  match (&room);
  g_assert_true (is_button_sensitive (room.page, "_Publish"));
  register_member (room.fixture, "Late", "en");
  fixture_wait_until (has_message, room.bar);
  g_assert_false (is_button_sensitive (room.page, "_Publish"));
  gtk_widget_activate_action (GTK_WIDGET (room.bar), "match.again", NULL);
  fixture_wait_until (is_not_running, room.bar);
  g_assert_null (rondo_match_bar_get_message (room.bar));
  g_assert_cmpuint (count_lines (room.page, "pairs"), ==, 4);
  g_assert_true (is_button_sensitive (room.page, "_Publish"));
  room_close (&room);
}

static void
test_failed_publish (void)
{
  Room room = {0};

  room_open (&room);
  match (&room);
  rondo_context_close (room.fixture->context);
  gtk_widget_activate_action (GTK_WIDGET (room.bar), "match.publish", NULL);
  fixture_wait_until (has_message, room.bar);
  g_assert_cmpstr (rondo_match_bar_get_stage (room.bar), ==, "proposed");
  g_assert_cmpuint (count_lines (room.page, "pairs"), ==, 3);
  g_assert_true (is_button_sensitive (room.page, "_Publish"));
  room_close (&room);
}

static gboolean
has_all_registered (gpointer dialog)
{
  return is_empty (dialog);
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
  fixture_wait_until (is_content, dialog);
  assert_narrow (dialog);
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
  g_test_add_func ("/app/round/matching-proposes-and-publishing-makes-true",
                   test_match_and_publish);
  g_test_add_func ("/app/round/progress-follows-the-sessions", test_progress);
  g_test_add_func ("/app/round/who-is-not-placed-is-named-with-the-rule", test_unplaced);
  g_test_add_func ("/app/round/cancel-ends-the-search-quietly", test_cancel);
  g_test_add_func ("/app/round/removing-a-member-is-undone-from-the-toast", test_remove_and_undo);
  g_test_add_func ("/app/round/a-plan-that-does-not-fit-cannot-be-published", test_stale_plan);
  g_test_add_func ("/app/round/a-failed-publish-keeps-the-plan", test_failed_publish);
  g_test_add_func ("/app/round/members-are-registered-one-by-one", test_register);
  return g_test_run ();
}
