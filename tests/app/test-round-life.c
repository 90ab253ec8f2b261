/* SPDX-License-Identifier: GPL-3.0-or-later
 * The page of a round while it lives: its steps, what needs somebody, and replacing a partner. */
#include "config.h"

#include "app-fixture.h"

#include "rondo-application.h"
#include "rondo-life.h"
#include "rondo-line-item.h"
#include "rondo-line-view.h"
#include "rondo-lines.h"
#include "rondo-repair-dialog.h"
#include "rondo-round-page.h"
#include "rondo-round-steps.h"

#include <string.h>

typedef struct {
  Fixture *fixture;
  GtkWidget *page;
  GtkWindow *window;
} Room;

/* What the page is waited for to show. */
typedef struct {
  Room *room;
  RondoRoundState state;
  RondoPairingState pairing_state;
  guint count;
} Wanted;

static gboolean
has_state (gpointer data)
{
  const Wanted *wanted = data;
  const RondoRoundOverview *overview =
      rondo_round_page_get_overview (RONDO_ROUND_PAGE (wanted->room->page));

  return overview != NULL && overview->round->state == wanted->state;
}

static gboolean
has_pairings (gpointer data)
{
  const Wanted *wanted = data;
  const RondoRoundOverview *overview =
      rondo_round_page_get_overview (RONDO_ROUND_PAGE (wanted->room->page));
  guint count = 0;

  for (guint i = 0; overview != NULL && i < overview->pairings->len; i++)
    count += ((RondoPairingOverview *)overview->pairings->pdata[i])->pairing->state ==
             wanted->pairing_state;
  return count == wanted->count;
}

static void
wait_for_state (Room *room, RondoRoundState state)
{
  Wanted wanted = {.room = room, .state = state};

  fixture_wait_until (has_state, &wanted);
}

static void
wait_for_pairings (Room *room, RondoPairingState state, guint count)
{
  Wanted wanted = {.room = room, .pairing_state = state, .count = count};

  fixture_wait_until (has_pairings, &wanted);
}

static void
room_open (Room *room, gboolean is_published)
{
  GtkWidget *overlay = adw_toast_overlay_new ();

  room->fixture = fixture_new ();
  fixture_add_community (room->fixture);
  if (is_published)
    fixture_publish (room->fixture);
  room->page = rondo_round_page_new ();
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (overlay), room->page);
  room->window = fixture_show (overlay);
  g_object_set (
      room->page, "context", room->fixture->context, "round-id", room->fixture->round, NULL);
  wait_for_state (room, is_published ? RONDO_ROUND_PUBLISHED : RONDO_ROUND_OPEN);
}

static void
room_close (Room *room)
{
  fixture_close (room->window);
  fixture_free (room->fixture);
}

static void
act (Room *room, const char *action)
{
  g_assert_true (gtk_widget_activate_action (room->page, action, NULL));
}

static void
press (GtkWidget *root, const char *label)
{
  GtkWidget *button = fixture_find_button (root, label);

  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
}

static void
test_one_button_leads_on (void)
{
  Room room = {0};
  GtkWidget *button = NULL;

  room_open (&room, FALSE);
  fixture_assert_narrow (room.window);
  button = fixture_find_button (room.page, "_Close Registration");
  gtk_test_accessible_assert_property (
      GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, "Close Registration");
  press (room.page, "_Close Registration");
  wait_for_state (&room, RONDO_ROUND_CLOSED);
  g_assert_null (fixture_find_button (room.page, "_Close Registration"));
  act (&room, "life.reopen");
  wait_for_state (&room, RONDO_ROUND_OPEN);
  room_close (&room);
  room = (Room){0};
  room_open (&room, TRUE);
  press (room.page, "_Start Round");
  wait_for_state (&room, RONDO_ROUND_RUNNING);
  g_assert_nonnull (fixture_find_button (room.page, "_Finish Round…"));
  room_close (&room);
}

/* Exactly where a plan can be published, whatever comes from the server. */
static void
test_workbench_while_a_plan_is_made (void)
{
  for (RondoRoundState state = 0; state < RONDO_N_ROUND_STATES; state++) {
    Room room = {0};
    RondoChange *change = rondo_change_new ();
    g_autoptr (RondoRound) round = NULL;

    room_open (&room, FALSE);
    round = rondo_round_copy (rondo_round_page_get_overview (RONDO_ROUND_PAGE (room.page))->round);
    round->state = state;
    rondo_change_put_round (change, round);
    fixture_save (room.fixture, change);
    wait_for_state (&room, state);
    g_assert_cmpint (fixture_find_button (room.page, "_Match in the Workbench") != NULL,
                     ==,
                     state == RONDO_ROUND_OPEN || state == RONDO_ROUND_CLOSED ||
                         state == RONDO_ROUND_MATCHING);
    room_close (&room);
  }
}

static GListModel *
get_health (Room *room)
{
  AdwViewStack *lists = ADW_VIEW_STACK (fixture_find (room->page, ADW_TYPE_VIEW_STACK));
  GtkWidget *child = adw_view_stack_get_child_by_name (lists, "health");

  adw_view_stack_set_visible_child (lists, child);
  return rondo_line_view_get_lines (RONDO_LINE_VIEW (fixture_find (child, RONDO_TYPE_LINE_VIEW)));
}

static gboolean
has_lines (gpointer data)
{
  Wanted *wanted = data;

  return g_list_model_get_n_items (get_health (wanted->room)) == wanted->count;
}

static void
wait_for_lines (Room *room, guint count)
{
  Wanted wanted = {.room = room, .count = count};

  fixture_wait_until (has_lines, &wanted);
}

/* Who is @index among the members of the page. */
static const RondoRegistration *
get_registration (Room *room, guint index)
{
  const RondoRoundOverview *overview =
      rondo_round_page_get_overview (RONDO_ROUND_PAGE (room->page));

  return overview->registrations->pdata[index];
}

static void
withdraw (Room *room, guint index)
{
  g_autoptr (RondoRegistration) registration =
      rondo_registration_copy (get_registration (room, index));
  RondoChange *change = rondo_change_new ();

  registration->state = RONDO_REGISTRATION_WITHDRAWN;
  rondo_change_put_registration (change, registration);
  fixture_save (room->fixture, change);
}

static gboolean
can_save (gpointer data)
{
  return fixture_find_button (data, "_Apply") != NULL &&
         gtk_widget_is_sensitive (fixture_find_button (data, "_Apply"));
}

static GtkWidget *
find_dialog (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

    if (RONDO_IS_REPAIR_DIALOG (window))
      return window;
  }
  return NULL;
}

static gboolean
is_gone (gpointer data)
{
  return find_dialog () == NULL;
}

/* A pairing that took the place of others and these name each other. */
static void
check_neighbours (Room *room)
{
  const RondoRoundOverview *overview =
      rondo_round_page_get_overview (RONDO_ROUND_PAGE (room->page));
  g_autoptr (GPtrArray) lines = rondo_lines_for_pairings (overview, TRUE);
  const char *after = NULL;
  const char *before = NULL;
  guint after_count = 0;

  for (guint i = 0; i < lines->len; i++) {
    const char *mark = rondo_line_item_get_mark (lines->pdata[i]);

    if (strstr (mark, "In place of: ") != NULL) {
      after = rondo_line_item_get_title (lines->pdata[i]);
      before = mark;
    }
  }
  g_assert_nonnull (before);
  for (guint i = 0; i < lines->len; i++) {
    const char *mark = rondo_line_item_get_mark (lines->pdata[i]);

    if (strstr (mark, "Goes on as: ") == NULL)
      continue;
    after_count++;
    g_assert_nonnull (strstr (mark, after));
    g_assert_nonnull (strstr (before, rondo_line_item_get_title (lines->pdata[i])));
  }
  g_assert_cmpuint (after_count, ==, 2);
}

/* What a screen reader says of the rows has no marks of mnemonics. */
static void
check_said (Room *room)
{
  GListModel *lines = get_health (room);

  for (guint i = 0; i < g_list_model_get_n_items (lines); i++) {
    g_autoptr (GObject) line = g_list_model_get_item (lines, i);
    g_autofree char *label = NULL;

    g_object_get (line, "label", &label, NULL);
    g_assert_null (strchr (label, '_'));
  }
}

static guint
get_badge (Room *room, const char *name)
{
  AdwViewStack *lists = ADW_VIEW_STACK (fixture_find (room->page, ADW_TYPE_VIEW_STACK));

  return adw_view_stack_page_get_badge_number (
      adw_view_stack_get_page (lists, adw_view_stack_get_child_by_name (lists, name)));
}

static void
test_dropout_is_replaced (void)
{
  Room room = {0};
  GtkWidget *dialog = NULL;
  g_autoptr (GListModel) lines = NULL;
  guint n_quiet = 0;

  room_open (&room, TRUE);
  n_quiet = g_list_model_get_n_items (get_health (&room));
  withdraw (&room, 1);
  wait_for_lines (&room, n_quiet + 1);
  check_said (&room);
  g_assert_true (fixture_find_text (room.page, "Dropped out; partners wait."));
  fixture_assert_narrow (room.window);
  act (&room, "life.replace-any");
  dialog = find_dialog ();
  g_assert_nonnull (dialog);
  fixture_wait_until (can_save, dialog);
  fixture_assert_narrow (dialog);
  press (dialog, "_Apply");
  fixture_wait_until (is_gone, NULL);
  wait_for_pairings (&room, RONDO_PAIRING_REPLACED, 2);
  wait_for_pairings (&room, RONDO_PAIRING_ACTIVE, 3);
  check_neighbours (&room);
  g_assert_cmpuint (get_badge (&room, "pairs"), ==, 3);
  /* Three pairings of six: what was replaced is not held any more. */
  g_assert_true (fixture_find_text (room.page, "0 of 18 sessions held"));
  room_close (&room);
}

typedef struct {
  Room *room;
  const char *first;
  const char *second;
} Leaving;

/* Neither of the two is in a pairing that goes on. */
static gboolean
are_out (gpointer data)
{
  const Leaving *leaving = data;
  const RondoRoundOverview *overview =
      rondo_round_page_get_overview (RONDO_ROUND_PAGE (leaving->room->page));
  guint count = 0;

  for (guint i = 0; i < overview->pairings->len; i++) {
    const RondoPairingOverview *pairing = overview->pairings->pdata[i];
    const char *const names[] = {pairing->coach_name, pairing->client_name};

    for (guint j = 0; rondo_pairing_state_is_live (pairing->pairing->state) && j < 2; j++)
      count += g_str_equal (names[j], leaving->first) || g_str_equal (names[j], leaving->second);
  }
  return count == 0;
}

static void
test_two_dropouts_get_one_repair (void)
{
  Room room = {0};
  AdwComboRow *row = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  const RondoPairingOverview *pairing = NULL;
  Leaving leaving = {.room = &room};
  GtkWidget *dialog = NULL;

  room_open (&room, TRUE);
  pairing = rondo_round_page_get_overview (RONDO_ROUND_PAGE (room.page))->pairings->pdata[0];
  leaving.first = first = g_strdup (pairing->coach_name);
  g_assert_true (
      gtk_widget_activate_action (room.page, "life.replace", "s", pairing->pairing->coach));
  dialog = find_dialog ();
  fixture_wait_until (can_save, dialog);
  row = ADW_COMBO_ROW (fixture_find (dialog, ADW_TYPE_COMBO_ROW));
  g_assert_true (
      gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (dialog)), GTK_WIDGET (row)) ||
      gtk_window_get_focus (GTK_WINDOW (dialog)) == GTK_WIDGET (row));
  press (dialog, "Add A_nother");
  g_assert_true (fixture_find_text (dialog, first));
  g_assert_cmpuint (adw_combo_row_get_selected (row), ==, 0);
  /* "Nobody else", and all but the first. */
  g_assert_cmpuint (g_list_model_get_n_items (adw_combo_row_get_model (row)), ==, 4);
  leaving.second = second =
      g_strdup (gtk_string_list_get_string (GTK_STRING_LIST (adw_combo_row_get_model (row)), 1));
  g_assert_cmpstr (first, !=, second);
  adw_combo_row_set_selected (row, 1);
  g_assert_false (can_save (dialog));
  fixture_wait_until (can_save, dialog);
  fixture_assert_narrow (dialog);
  press (dialog, "_Apply");
  fixture_wait_until (is_gone, NULL);
  fixture_wait_until (are_out, &leaving);
  room_close (&room);
}

/* What cannot be undone is asked first. */
static gboolean
find_question (gpointer data)
{
  GListModel *windows = gtk_window_get_toplevels ();
  GtkWidget **found = data;

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

    if (ADW_IS_MESSAGE_DIALOG (window))
      *found = window;
  }
  return *found != NULL;
}

static void
test_pairing_pauses_and_ends (void)
{
  Room room = {0};
  GtkWidget *question = NULL;
  const RondoRoundOverview *overview = NULL;
  g_autofree char *pairing = NULL;

  room_open (&room, TRUE);
  overview = rondo_round_page_get_overview (RONDO_ROUND_PAGE (room.page));
  pairing = g_strdup (((RondoPairingOverview *)overview->pairings->pdata[0])->pairing->id);
  g_assert_true (gtk_widget_activate_action (room.page, "life.pause-pairing", "s", pairing));
  wait_for_pairings (&room, RONDO_PAIRING_PAUSED, 1);
  g_assert_true (gtk_widget_activate_action (room.page, "life.resume", "s", pairing));
  wait_for_pairings (&room, RONDO_PAIRING_PAUSED, 0);
  g_assert_true (gtk_widget_activate_action (room.page, "life.finish-pairing", "s", pairing));
  fixture_wait_until (find_question, &question);
  wait_for_pairings (&room, RONDO_PAIRING_INCOMPLETE, 0);
  press (question, "_End Early");
  wait_for_pairings (&room, RONDO_PAIRING_INCOMPLETE, 1);
  room_close (&room);
}

static gboolean
is_paused (gpointer data)
{
  return fixture_find_text (data, "Published, on pause");
}

static void
test_round_pauses (void)
{
  Room room = {0};

  room_open (&room, TRUE);
  act (&room, "life.pause");
  fixture_wait_until (is_paused, room.page);
  room_close (&room);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  rondo_application_init_resources ();

  g_test_add_func ("/app/round-life/one-button-leads-on", test_one_button_leads_on);
  g_test_add_func ("/app/round-life/the-workbench-is-there-while-a-plan-is-made",
                   test_workbench_while_a_plan_is_made);
  g_test_add_func ("/app/round-life/dropout-is-replaced", test_dropout_is_replaced);
  g_test_add_func ("/app/round-life/two-dropouts-get-one-repair", test_two_dropouts_get_one_repair);
  g_test_add_func ("/app/round-life/pairing-pauses-and-ends", test_pairing_pauses_and_ends);
  g_test_add_func ("/app/round-life/round-pauses", test_round_pauses);
  return g_test_run ();
}
