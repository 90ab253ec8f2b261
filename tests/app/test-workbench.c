/* SPDX-License-Identifier: GPL-3.0-or-later
 * The workbench in a window, over a real database and the real engine. */
#include "config.h"

#include "app-fixture.h"

#include "rondo-application.h"
#include "rondo-id.h"
#include "rondo-line-filler.h"
#include "rondo-line-view.h"
#include "rondo-ring-view.h"
#include "rondo-state-view.h"
#include "rondo-workbench-page.h"

#include <math.h>

#define NARROW 360
#define N_MORE 9

typedef struct {
  Fixture *fixture;
  GtkWidget *page;
  GtkWindow *window;
  RondoWorkbench *bench;
} Room;

static RondoMember *
new_member (int number)
{
  RondoMember *member = rondo_member_new ();
  g_autofree char *word = g_strdup_printf ("more-%d", number);

  g_free (member->id);
  g_free (member->name);
  g_free (member->email);
  g_free (member->time_zone);
  g_strfreev (member->languages);
  member->id = rondo_id_derive ("tests", word);
  member->name = g_strdup_printf ("Member %c", 'A' + number);
  member->email = g_strdup_printf ("%s@example.org", word);
  member->time_zone = g_strdup ("Europe/Berlin");
  member->languages = g_strsplit (number == 0 ? "mi" : "en", " ", -1);
  member->is_active = TRUE;
  return member;
}

/* One of them speaks what nobody else does. */
static void
add_members (Fixture *fixture)
{
  RondoChange *change = rondo_change_new ();

  for (int i = 0; i < N_MORE; i++) {
    g_autoptr (RondoMember) member = new_member (i);
    g_autoptr (RondoRegistration) registration =
        rondo_registration_new (fixture->round, member->id, member->wishes);

    rondo_change_put_member (change, member);
    rondo_change_put_registration (change, registration);
  }
  fixture_save (fixture, change);
}

static gboolean
is_settled (gpointer data)
{
  RondoWorkbench *bench = data;

  return rondo_workbench_get_draft (bench) != NULL && rondo_workbench_get_is_judged (bench) &&
         !rondo_workbench_get_is_matching (bench);
}

static void
settle (Room *room)
{
  fixture_wait_until (is_settled, room->bench);
}

static void
room_open (Room *room, int width)
{
  GtkWidget *overlay = adw_toast_overlay_new ();
  GtkWidget *clamp = NULL;

  room->fixture = fixture_new ();
  fixture_add_community (room->fixture);
  add_members (room->fixture);
  room->page = rondo_workbench_page_new ();
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (overlay), room->page);
  gtk_widget_set_size_request (overlay, width, 560);
  clamp = adw_clamp_new ();
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), width);
  adw_clamp_set_child (ADW_CLAMP (clamp), overlay);
  room->window = fixture_show (clamp);
  g_object_set (
      room->page, "context", room->fixture->context, "round-id", room->fixture->round, NULL);
  room->bench = rondo_workbench_page_get_workbench (RONDO_WORKBENCH_PAGE (room->page));
  settle (room);
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
  gtk_widget_activate_action (room->page, action, NULL);
  settle (room);
}

static RondoRingView *
get_rings (Room *room)
{
  return RONDO_RING_VIEW (fixture_find (room->page, RONDO_TYPE_RING_VIEW));
}

/* A button that is to be seen. */
typedef struct {
  GtkWidget *page;
  const char *label;
} Sight;

static gboolean
is_seen (gpointer data)
{
  const Sight *sight = data;

  return fixture_find_button (sight->page, sight->label) != NULL;
}

static void
wait_button (Room *room, const char *label)
{
  Sight sight = {room->page, label};

  fixture_wait_until (is_seen, &sight);
}

static guint
count_pairs (Room *room)
{
  return rondo_workbench_get_draft (room->bench)->pairs->len;
}

static void
test_match_and_look (void)
{
  Room room = {0};
  const RondoRingLayout *layout;
  const char *id;

  room_open (&room, 900);
  g_assert_cmpuint (count_pairs (&room), ==, 0);
  act (&room, "bench.match-all");
  g_assert_cmpuint (count_pairs (&room), ==, 3 + N_MORE - 1);
  layout = rondo_ring_view_get_layout (get_rings (&room));
  g_assert_cmpuint (layout->nodes->len, ==, 3 + N_MORE);
  g_assert_cmpuint (layout->arcs->len, ==, count_pairs (&room));
  id = rondo_ring_layout_get (layout, 0)->id;
  g_signal_emit_by_name (get_rings (&room), "selected", id);
  g_assert_cmpstr (rondo_ring_view_get_selected (get_rings (&room)), ==, id);
  wait_button (&room, "Fix");
  wait_button (&room, "Forbid");
  room_close (&room);
}

static void
test_lock_forbid_undo (void)
{
  Room room = {0};
  const RondoRingLayout *layout;
  g_autoptr (RondoDraft) before = NULL;

  room_open (&room, 900);
  act (&room, "bench.match-all");
  before = rondo_draft_copy (rondo_workbench_get_draft (room.bench));
  layout = rondo_ring_view_get_layout (get_rings (&room));
  g_signal_emit_by_name (get_rings (&room), "selected", rondo_ring_layout_get (layout, 0)->id);
  act (&room, "bench.toggle-lock");
  wait_button (&room, "Release");
  act (&room, "bench.toggle-lock");
  act (&room, "bench.forbid");
  g_assert_cmpuint (count_pairs (&room), ==, before->pairs->len - 1);
  act (&room, "bench.match-rest");
  g_assert_cmpuint (rondo_workbench_get_draft (room.bench)->forbidden->len, ==, 1);
  for (int i = 0; i < 4 && rondo_workbench_get_undo (room.bench) != NULL; i++)
    act (&room, "bench.undo");
  while (!rondo_draft_equal (rondo_workbench_get_draft (room.bench), before))
    act (&room, "bench.redo");
  room_close (&room);
}

static void
test_swap_by_key_and_pointer (void)
{
  Room room = {0};
  const RondoRingLayout *layout;
  g_autofree char *a = NULL;
  g_autofree char *b = NULL;
  g_autofree char *client = NULL;

  room_open (&room, 900);
  act (&room, "bench.match-all");
  layout = rondo_ring_view_get_layout (get_rings (&room));
  a = g_strdup (rondo_ring_layout_get (layout, 0)->id);
  b = g_strdup (rondo_ring_layout_get (layout, 2)->id);
  client = g_strdup (rondo_draft_find_client_of (rondo_workbench_get_draft (room.bench), b));
  g_signal_emit_by_name (get_rings (&room), "swapped", a, b);
  settle (&room);
  g_assert_nonnull (rondo_workbench_get_undo (room.bench));
  if (g_strcmp0 (client, a) != 0)
    g_assert_cmpstr (
        rondo_draft_find_client_of (rondo_workbench_get_draft (room.bench), a), ==, client);
  room_close (&room);
}

static gboolean
says_so_kindly (gpointer page)
{
  return fixture_find_text (page,
                            "A wider window shows members, plan and details beside each other. "
                            "Here is the plan as a list.");
}

static void
test_narrow (void)
{
  Room room = {0};
  int minimum = 0;

  room_open (&room, NARROW - 20);
  gtk_widget_measure (
      GTK_WIDGET (room.window), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, NARROW);
  act (&room, "bench.match-all");
  fixture_wait_until (says_so_kindly, room.page);
  room_close (&room);
}

static gboolean
is_left (gpointer data)
{
  GtkWidget *view = fixture_find (data, RONDO_TYPE_STATE_VIEW);

  return g_str_equal (rondo_state_view_get_state (RONDO_STATE_VIEW (view)), "empty");
}

/* Somebody else gave the round up. */
static void
test_round_given_up (void)
{
  Room room = {0};
  RondoChange *change = rondo_change_new ();
  g_autoptr (RondoRound) round = NULL;

  room_open (&room, 900);
  act (&room, "bench.match-all");
  round = rondo_round_copy (rondo_workbench_get_input (room.bench)->round);
  round->state = RONDO_ROUND_CANCELLED;
  rondo_change_put_round (change, round);
  fixture_save (room.fixture, change);
  fixture_wait_until (is_left, room.page);
  g_assert_null (rondo_workbench_get_draft (room.bench));
  room_close (&room);
}

static gboolean
is_published (gpointer data)
{
  return *(gboolean *)data;
}

static void
published_cb (gboolean *flag)
{
  *flag = TRUE;
}

static void
test_publish (void)
{
  Room room = {0};
  gboolean flag = FALSE;

  room_open (&room, 900);
  g_signal_connect_swapped (room.page, "published", G_CALLBACK (published_cb), &flag);
  act (&room, "bench.match-all");
  gtk_widget_activate_action (room.page, "bench.publish", NULL);
  fixture_wait_until (is_published, &flag);
  room_close (&room);
}

static gboolean
has_fresh_report (gpointer data)
{
  return rondo_workbench_get_alternatives (data) != NULL;
}

static void
test_alternatives (void)
{
  Room room = {0};
  const RondoRingLayout *layout;

  room_open (&room, 900);
  act (&room, "bench.match-all");
  layout = rondo_ring_view_get_layout (get_rings (&room));
  g_signal_emit_by_name (get_rings (&room), "selected", rondo_ring_layout_get (layout, 0)->id);
  fixture_wait_until (has_fresh_report, room.bench);
  wait_button (&room, "Take");
  room_close (&room);
}

/* Two are never at the same place, and everybody is somewhere. */
static void
test_layout (void)
{
  g_autoptr (RondoRound) round = rondo_round_new ();
  g_autoptr (RondoDraft) draft = NULL;
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GRand) rand = g_rand_new_with_seed (4);

  g_free (round->id);
  round->id = g_strdup ("round");
  draft = rondo_draft_new (g_strdup ("draft"), round, "First");
  for (int i = 0; i < 60; i++)
    g_ptr_array_add (ids, g_strdup_printf ("m%02d", i));
  for (int i = 0; i < 70; i++)
    rondo_draft_add (draft,
                     ids->pdata[g_rand_int_range (rand, 0, 60)],
                     ids->pdata[g_rand_int_range (rand, 0, 60)]);
  for (int step = 0; step < 60; step++) {
    g_autoptr (RondoRingLayout) layout = rondo_ring_layout_new (draft, ids);

    g_assert_cmpuint (layout->nodes->len, ==, ids->len);
    g_assert_cmpuint (layout->arcs->len, ==, draft->pairs->len);
    for (guint i = 0; i < layout->nodes->len; i++) {
      const RondoRingNode *node = rondo_ring_layout_get (layout, i);

      g_assert_cmpint (rondo_ring_layout_pick (layout, node->x, node->y), ==, (int)i);
      g_assert_cmpint (rondo_ring_layout_find (layout, node->id), ==, (int)i);
      g_assert_cmpfloat (node->x, <=, layout->width);
      g_assert_cmpfloat (node->y, <=, layout->height);
    }
    rondo_draft_place (draft, ids->pdata[step], RONDO_PLACE_OUT);
  }
}

/* Some of 80 things in any order, each with one of three texts. */
static GPtrArray *
new_lines (GRand *rand)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_object_unref);

  for (int i = 0; i < 80; i++) {
    g_autofree char *key = g_strdup_printf ("line-%d", i);
    guint place = (guint)g_rand_int_range (rand, 0, (int)lines->len + 1);
    RondoLineItem *item = NULL;

    if (g_rand_int_range (rand, 0, 4) == 0)
      continue;
    item = rondo_line_item_new (key, 0);
    rondo_line_item_take_title (item, g_strdup_printf ("%d", g_rand_int_range (rand, 0, 3)));
    g_ptr_array_insert (lines, (int)place, item);
  }
  return lines;
}

static gboolean
is_filled (gpointer filler)
{
  return rondo_line_filler_get_is_done (filler);
}

/* Half of the time the next list comes before the last one is there. */
static void
test_filler (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);
  g_autoptr (GListStore) list = g_list_store_new (RONDO_TYPE_LINE_ITEM);
  g_autoptr (RondoLineFiller) filler = rondo_line_filler_new (list);

  for (int step = 0; step < 24; step++) {
    g_autoptr (GPtrArray) lines = new_lines (rand);

    rondo_line_filler_show (filler, lines);
    if (step % 2 == 0)
      continue;
    fixture_wait_until (is_filled, filler);
    g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, lines->len);
    for (guint i = 0; i < lines->len; i++) {
      g_autoptr (RondoLineItem) item = g_list_model_get_item (G_LIST_MODEL (list), i);

      g_assert_true (rondo_line_item_equal (item, lines->pdata[i]));
    }
  }
}

/* What nobody sees waits, and is there when somebody looks. */
static void
test_paused (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (12);
  g_autoptr (GListStore) list = g_list_store_new (RONDO_TYPE_LINE_ITEM);
  g_autoptr (RondoLineFiller) filler = rondo_line_filler_new (list);
  g_autoptr (GPtrArray) lines = new_lines (rand);
  guint n_shown = 0;

  rondo_line_filler_set_paused (filler, TRUE);
  rondo_line_filler_show (filler, lines);
  n_shown = g_list_model_get_n_items (G_LIST_MODEL (list));
  g_assert_cmpuint (n_shown, <, lines->len);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, n_shown);
  rondo_line_filler_set_paused (filler, FALSE);
  fixture_wait_until (is_filled, filler);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, lines->len);
}

/* Where text runs from the right, so does the picture; nothing is too wide, and keys go the other
 * way round. */
static void
test_right_to_left (void)
{
  Room room = {0};
  RondoRingView *rings = NULL;
  const RondoRingLayout *layout = NULL;
  gboolean is_handled = FALSE;
  g_autoptr (GListModel) controllers = NULL;
  int client = 0;

  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  room_open (&room, 900);
  act (&room, "bench.match-all");
  rings = get_rings (&room);
  layout = rondo_ring_view_get_layout (rings);
  client = rondo_ring_layout_get (layout, 0)->client;
  rondo_ring_view_select (rings, rondo_ring_layout_get (layout, 0)->id);
  controllers = gtk_widget_observe_controllers (GTK_WIDGET (rings));
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++) {
    g_autoptr (GObject) controller = g_list_model_get_item (controllers, i);

    if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
      g_signal_emit_by_name (controller, "key-pressed", GDK_KEY_Left, 0, 0, &is_handled);
  }
  g_assert_true (is_handled);
  g_assert_cmpstr (
      rondo_ring_view_get_selected (rings), ==, rondo_ring_layout_get (layout, (guint)client)->id);
  room_close (&room);
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  rondo_application_init_resources ();

  g_test_add_func ("/app/workbench/the-picture-has-a-place-for-everybody", test_layout);
  g_test_add_func ("/app/workbench/matching-fills-the-rings", test_match_and_look);
  g_test_add_func ("/app/workbench/pairs-are-fixed-forbidden-and-undone", test_lock_forbid_undo);
  g_test_add_func ("/app/workbench/dropping-one-on-another-swaps", test_swap_by_key_and_pointer);
  g_test_add_func ("/app/workbench/alternatives-have-a-button", test_alternatives);
  g_test_add_func ("/app/workbench/lists-become-what-they-shall-be", test_filler);
  g_test_add_func ("/app/workbench/lists-wait-until-they-are-seen", test_paused);
  g_test_add_func ("/app/workbench/right-to-left-is-mirrored", test_right_to_left);
  g_test_add_func ("/app/workbench/a-narrow-window-has-the-list", test_narrow);
  g_test_add_func ("/app/workbench/a-round-given-up-is-left", test_round_given_up);
  g_test_add_func ("/app/workbench/publishing-makes-it-true", test_publish);
  return g_test_run ();
}
