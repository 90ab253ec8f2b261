/* SPDX-License-Identifier: GPL-3.0-or-later
 * What is told and said in a round: the announcement, what partners say of their pairing and to the
 * facts, and what coordinators make of it. */
#include "config.h"

#include "app-fixture.h"

#include "rondo-announce-dialog.h"
#include "rondo-application.h"
#include "rondo-feedback-dialog.h"
#include "rondo-home-news.h"
#include "rondo-home-page.h"
#include "rondo-line-item.h"
#include "rondo-line-view.h"
#include "rondo-pairing-card.h"
#include "rondo-pairing-item.h"
#include "rondo-round-page.h"
#include "rondo-round-papers.h"

#include <string.h>

typedef struct {
  Fixture *fixture;
  GtkWidget *home;
  GtkWidget *page;
  GtkWindow *windows[2];
} Room;

typedef struct {
  GtkWidget *root;
  const char *text;
  gboolean is_there;
  GType type;
} Wanted;

static GtkWidget *
show (Room *room, GtkWidget *page, GtkWindow **window)
{
  GtkWidget *overlay = adw_toast_overlay_new ();

  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (overlay), page);
  *window = fixture_show (overlay);
  g_object_set (page, "context", room->fixture->context, NULL);
  return page;
}

/* A published round whose last day for feedback is in a week. */
static void
room_open (Room *room)
{
  RondoChange *change = rondo_change_new ();
  g_autoptr (RondoRound) round = NULL;

  room->fixture = fixture_new ();
  fixture_add_community (room->fixture);
  fixture_publish (room->fixture);
  room->home = show (room, rondo_home_page_new (), &room->windows[0]);
  room->page = show (room, rondo_round_page_new (), &room->windows[1]);
  g_object_set (room->page, "round-id", room->fixture->round, NULL);
  while (rondo_round_page_get_overview (RONDO_ROUND_PAGE (room->page)) == NULL)
    g_main_context_iteration (NULL, TRUE);
  round = rondo_round_copy (rondo_round_page_get_overview (RONDO_ROUND_PAGE (room->page))->round);
  round->feedback_until = rondo_context_get_today (room->fixture->context) + 7;
  rondo_change_put_round (change, round);
  fixture_save (room->fixture, change);
}

static void
room_close (Room *room)
{
  fixture_close (room->windows[0]);
  fixture_close (room->windows[1]);
  fixture_free (room->fixture);
}

/* Whether a line below @root says @text somewhere. */
static gboolean
has_line (GListModel *lines, const char *text)
{
  for (guint i = 0; i < g_list_model_get_n_items (lines); i++) {
    g_autoptr (RondoLineItem) item = g_list_model_get_item (lines, i);
    g_autofree char *label = NULL;

    g_object_get (item, "label", &label, NULL);
    if (strstr (label, text) != NULL)
      return TRUE;
  }
  return FALSE;
}

static GListModel *
get_news (GtkWidget *home)
{
  GtkWidget *news = fixture_find (home, RONDO_TYPE_HOME_NEWS);
  GtkWidget *list = fixture_find (news, GTK_TYPE_LIST_VIEW);

  return G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (list)));
}

static gboolean
news_say (gpointer data)
{
  const Wanted *wanted = data;

  return has_line (get_news (wanted->root), wanted->text) == wanted->is_there;
}

static void
wait_for_news (Room *room, const char *text, gboolean is_there)
{
  Wanted wanted = {.root = room->home, .text = text, .is_there = is_there};

  fixture_wait_until (news_say, &wanted);
}

static GListModel *
get_lines (GtkWidget *page, const char *name)
{
  AdwViewStack *lists = ADW_VIEW_STACK (fixture_find (page, ADW_TYPE_VIEW_STACK));
  GtkWidget *child = adw_view_stack_get_child_by_name (lists, name);

  if (!RONDO_IS_LINE_VIEW (child))
    child = fixture_find (child, RONDO_TYPE_LINE_VIEW);
  return rondo_line_view_get_lines (RONDO_LINE_VIEW (child));
}

static gboolean
feedback_says (gpointer data)
{
  const Wanted *wanted = data;

  return has_line (get_lines (wanted->root, "feedback"), wanted->text);
}

static GtkWindow *
find_dialog (GType type)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

    if (G_TYPE_CHECK_INSTANCE_TYPE (window, type))
      return window;
  }
  return NULL;
}

static gboolean
is_gone (gpointer data)
{
  return find_dialog (((const Wanted *)data)->type) == NULL;
}

static void
wait_until_gone (GType type)
{
  Wanted wanted = {.type = type};

  fixture_wait_until (is_gone, &wanted);
}

static void
press (GtkWindow *window, const char *label)
{
  GtkWidget *button = fixture_find_button (GTK_WIDGET (window), label);

  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
}

static void
write_text (GtkWindow *window, const char *text)
{
  GtkWidget *view = fixture_find (GTK_WIDGET (window), GTK_TYPE_TEXT_VIEW);

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), text, -1);
}

static void
act_on_news (Room *room, const char *action, const char *kind, const char *id)
{
  GtkWidget *news = fixture_find (room->home, RONDO_TYPE_HOME_NEWS);
  g_autofree char *key = g_strconcat (kind, " ", id, NULL);

  g_assert_true (gtk_widget_activate_action (news, action, "s", key));
}

/* Text that is wrapped is not cut off. */
static void
check_is_higher_when_narrow (GtkWidget *widget)
{
  int least = 0, narrow = 0, wide = 0;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, least, &narrow, NULL, NULL, NULL);
  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, 4 * least, &wide, NULL, NULL, NULL);
  g_assert_cmpint (narrow, >, wide);
}

static void
test_announce (void)
{
  Room room = {0};
  GtkWindow *dialog = NULL;
  GListModel *news = NULL;
  g_autoptr (RondoLineItem) notice = NULL;

  room_open (&room);
  g_assert_true (gtk_widget_activate_action (room.page, "tell.announce", NULL));
  dialog = find_dialog (RONDO_TYPE_ANNOUNCE_DIALOG);
  g_assert_nonnull (dialog);
  fixture_assert_narrow (dialog);
  write_text (dialog, "Hello {name}, you coach {clients}.");
  press (dialog, "_Announce");
  g_assert_nonnull (find_dialog (RONDO_TYPE_ANNOUNCE_DIALOG));
  write_text (dialog, "Hello {name}, all the best.");
  g_assert_true (
      fixture_find_text (GTK_WIDGET (dialog), "Hello " AMPERSAND_NAME ", all the best."));
  press (dialog, "_Announce");
  wait_until_gone (RONDO_TYPE_ANNOUNCE_DIALOG);
  wait_for_news (&room, "Hello " AMPERSAND_NAME ", all the best.", TRUE);
  check_is_higher_when_narrow (fixture_find (room.home, RONDO_TYPE_HOME_NEWS));
  news = get_news (room.home);
  notice = g_list_model_get_item (news, 0);
  g_assert_true (gtk_widget_activate_action (fixture_find (room.home, RONDO_TYPE_HOME_NEWS),
                                             "news.put-away",
                                             "s",
                                             rondo_line_item_get_key (notice)));
  wait_for_news (&room, "all the best", FALSE);
  room_close (&room);
}

static void
test_feedback (void)
{
  Room room = {0};
  GtkWindow *dialog = NULL;
  Wanted wanted = {0};

  room_open (&room);
  wait_for_news (&room, "How was it with", FALSE);
  g_assert_true (
      gtk_widget_activate_action (room.page, "life.finish-pairing", "s", room.fixture->pairing));
  press (find_dialog (ADW_TYPE_MESSAGE_DIALOG), "_End Early");
  wait_for_news (&room, "How was it with", TRUE);
  act_on_news (&room, "news.give-feedback", "ask", room.fixture->pairing);
  dialog = find_dialog (RONDO_TYPE_FEEDBACK_DIALOG);
  g_assert_nonnull (dialog);
  fixture_assert_narrow (dialog);
  press (dialog, "_Send");
  g_assert_nonnull (find_dialog (RONDO_TYPE_FEEDBACK_DIALOG));
  adw_combo_row_set_selected (
      ADW_COMBO_ROW (fixture_find (GTK_WIDGET (dialog), ADW_TYPE_COMBO_ROW)), 2);
  press (dialog, "_Send");
  wait_until_gone (RONDO_TYPE_FEEDBACK_DIALOG);
  wait_for_news (&room, "You have said it", TRUE);
  wanted = (Wanted){.root = room.page, .text = "1 answer, 2.0 of 5 on average."};
  fixture_wait_until (feedback_says, &wanted);
  g_assert_true (has_line (get_lines (room.page, "health"), "One of the two answered 2 of 5"));
  room_close (&room);
}

static gboolean
is_asked (gpointer data)
{
  GtkWidget *card = fixture_find (((Room *)data)->home, RONDO_TYPE_PAIRING_CARD);
  g_autoptr (RondoPairingItem) item = NULL;
  gboolean asks = FALSE;

  if (card == NULL)
    return FALSE;
  g_object_get (card, "item", &item, NULL);
  g_object_get (item, "asks-feedback", &asks, NULL);
  return asks;
}

/* A round that is over asks on the card of its pairings, too. */
static void
test_card (void)
{
  Room room = {0};
  RondoChange *change = rondo_change_new ();
  g_autoptr (RondoRound) round = NULL;

  room_open (&room);
  g_assert_false (is_asked (&room));
  round = rondo_round_copy (rondo_round_page_get_overview (RONDO_ROUND_PAGE (room.page))->round);
  round->end = rondo_context_get_today (room.fixture->context) - 2;
  round->feedback_until = round->end + 9;
  rondo_change_put_round (change, round);
  fixture_save (room.fixture, change);
  fixture_wait_until (is_asked, &room);
  g_assert_true (
      gtk_widget_activate_action (room.home, "home.give-feedback", "s", room.fixture->pairing));
  gtk_window_close (find_dialog (RONDO_TYPE_FEEDBACK_DIALOG));
  wait_until_gone (RONDO_TYPE_FEEDBACK_DIALOG);
  room_close (&room);
}

/* What the board says is what the member reads, and what they say to it stands beside it. */
static void
test_comment (void)
{
  Room room = {0};
  GtkWindow *dialog = NULL;
  Wanted wanted = {0};
  g_autoptr (RondoLineItem) fact = NULL;

  room_open (&room);
  wait_for_news (&room, "You and ", TRUE);
  fact = g_list_model_get_item (get_news (room.home), 0);
  g_assert_true (has_line (get_lines (room.page, "health"), rondo_line_item_get_subtitle (fact)));
  act_on_news (&room, "news.comment", "facts", room.fixture->pairing);
  dialog = find_dialog (RONDO_TYPE_FEEDBACK_DIALOG);
  write_text (dialog, "We begin on Monday.");
  press (dialog, "_Send");
  wait_until_gone (RONDO_TYPE_FEEDBACK_DIALOG);
  wait_for_news (&room, "We begin on Monday.", TRUE);
  wanted = (Wanted){.root = room.page, .text = "We begin on Monday."};
  fixture_wait_until (feedback_says, &wanted);
  g_assert_true (has_line (get_lines (room.page, "health"), "We begin on Monday."));
  room_close (&room);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **)data = g_object_ref (result);
}

static GBytes *
write_paper (Room *room, RondoRoundPaper paper, GError **error)
{
  RondoStore *store = rondo_context_get_store (room->fixture->context);
  const RondoRoundPaperOrder order = {.paper = paper,
                                      .today = rondo_context_get_today (room->fixture->context)};
  g_autoptr (GAsyncResult) result = NULL;

  rondo_round_papers_write_async (store, room->fixture->round, &order, NULL, written_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return rondo_round_papers_write_finish (store, result, error);
}

static void
test_papers (void)
{
  Room room = {0};
  RondoChange *change = rondo_change_new ();
  g_autoptr (RondoSession) session = rondo_session_new ();
  g_autoptr (GBytes) report = NULL;
  g_autoptr (GBytes) certificates = NULL;
  g_autoptr (GBytes) archive = NULL;
  g_autoptr (GError) error = NULL;

  room_open (&room);
  report = write_paper (&room, RONDO_ROUND_PAPER_REPORT, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (g_bytes_get_data (report, NULL), "%PDF"));
  g_assert_null (write_paper (&room, RONDO_ROUND_PAPER_CERTIFICATES, &error));
  g_assert_nonnull (strstr (error->message, "No session"));
  g_clear_error (&error);
  session->id = g_uuid_string_random ();
  session->pairing = g_strdup (room.fixture->pairing);
  session->date = rondo_context_get_today (room.fixture->context);
  session->minutes = 60;
  rondo_change_put_session (change, session);
  fixture_save (room.fixture, change);
  certificates = write_paper (&room, RONDO_ROUND_PAPER_CERTIFICATES, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (g_bytes_get_data (certificates, NULL), "%PDF"));
  archive = write_paper (&room, RONDO_ROUND_PAPER_ARCHIVE, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (g_bytes_get_data (archive, NULL), "PK"));
  room_close (&room);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  rondo_application_init_resources ();
  g_test_add_func ("/app/round-words/members-are-told-what-they-have", test_announce);
  g_test_add_func ("/app/round-words/partners-say-how-it-was", test_feedback);
  g_test_add_func ("/app/round-words/card-asks-when-the-round-is-over", test_card);
  g_test_add_func ("/app/round-words/members-see-the-facts-and-comment", test_comment);
  g_test_add_func ("/app/round-words/certificates-and-report", test_papers);
  return g_test_run ();
}
