/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a member hears from their rounds. */
#include "config.h"

#include "rondo-home-news.h"

#include "rondo-feedback-dialog.h"
#include "rondo-life.h"
#include "rondo-line-item.h"
#include "rondo-line-row.h"
#include "rondo-list.h"
#include "rondo-round-papers.h"
#include "rondo-save.h"
#include "rondo-text.h"

#include <glib/gi18n-lib.h>

/* What was said stays on the page for so long after nothing more can be said. */
#define SHOWN_DAYS 60

struct _RondoHomeNews {
  AdwBin parent_instance;

  /* template children */
  GtkListView *list;

  /* borrowed */
  const RondoHomeOverview *overview;

  /* owned */
  RondoContext *context;
  GListStore *lines;
};

G_DEFINE_FINAL_TYPE (RondoHomeNews, rondo_home_news, ADW_TYPE_BIN)

static const char *
get_self (const RondoPairingOverview *pairing)
{
  return pairing->is_coach ? pairing->pairing->coach : pairing->pairing->client;
}

static char *
dup_partner (const RondoPairingOverview *pairing)
{
  return rondo_text_isolate (pairing->is_coach ? pairing->client_name : pairing->coach_name);
}

static const RondoFeedback *
find_own (const RondoPairingOverview *pairing, gboolean is_comment)
{
  for (guint i = 0; i < pairing->feedback->len; i++) {
    const RondoFeedback *piece = pairing->feedback->pdata[i];

    if (g_strcmp0 (piece->member, get_self (pairing)) == 0 &&
        (piece->audience == RONDO_AUDIENCE_COMMENT) == is_comment)
      return piece;
  }
  return NULL;
}

static RondoLineItem *
add_line (GPtrArray *lines, const char *kind, const char *id, char *title)
{
  g_autofree char *key = g_strconcat (kind, " ", id, NULL);
  RondoLineItem *item = rondo_line_item_new (key, 0);

  rondo_line_item_take_title (item, title);
  g_ptr_array_add (lines, item);
  return item;
}

static void
add_notices (GPtrArray *lines, const RondoHomeOverview *overview)
{
  for (guint i = 0; i < overview->notices->len; i++) {
    const RondoNotice *notice = overview->notices->pdata[i];
    RondoLineItem *item = add_line (lines, "notice", notice->id, g_strdup (notice->title));

    rondo_line_item_take_subtitle (item, rondo_date_to_display (notice->day));
    rondo_line_item_take_detail (item, g_strdup (notice->text));
    rondo_line_item_set_button (item, _ ("_Put Away"), "news.put-away");
  }
}

/* Asked, and once it was said, to be changed until the day. */
static void
add_question (GPtrArray *lines, const RondoPairingOverview *pairing, RondoDate today)
{
  gboolean is_said = find_own (pairing, FALSE) != NULL;
  RondoDate last = rondo_feedback_get_last_day (pairing->round);
  g_autofree char *name = dup_partner (pairing);
  g_autofree char *day = rondo_date_to_display (last);
  RondoLineItem *item = NULL;

  if (!rondo_feedback_is_due (pairing->round, pairing->pairing, pairing->sessions_held, today))
    return;
  /* Translators: the name of a partner */
  item = add_line (
      lines, "ask", pairing->pairing->id, g_strdup_printf (_ ("How was it with %s?"), name));
  if (last != RONDO_DATE_NONE)
    rondo_line_item_take_subtitle (
        item,
        g_strdup_printf (is_said ? _ ("You have said it, and can change it until %s.")
                                 : _ ("Say it until %s."),
                         day));
  rondo_line_item_set_button (
      item, is_said ? _ ("C_hange…") : _ ("_Give Feedback…"), "news.give-feedback");
}

static void
add_said (GPtrArray *lines, const RondoPairingOverview *pairing, RondoDate today)
{
  RondoDate last = rondo_feedback_get_last_day (pairing->round);
  g_autofree char *name = dup_partner (pairing);

  if (last != RONDO_DATE_NONE && today > last + SHOWN_DAYS)
    return;
  for (guint i = 0; i < pairing->feedback->len; i++) {
    const RondoFeedback *piece = pairing->feedback->pdata[i];
    RondoLineItem *item = NULL;

    if (g_strcmp0 (piece->member, get_self (pairing)) == 0 ||
        (piece->audience != RONDO_AUDIENCE_PARTNER && piece->audience != RONDO_AUDIENCE_QUOTABLE))
      continue;
    /* Translators: the name of a partner */
    item = add_line (lines, "said", piece->id, g_strdup_printf (_ ("%s says to you"), name));
    rondo_line_item_take_detail (item, g_strdup (piece->text));
  }
}

/* What coordinators see, in the same words. */
static void
add_facts (GPtrArray *lines, const RondoPairingOverview *pairing, RondoDate today)
{
  const RondoHealthFacts facts = rondo_pairing_overview_get_facts (pairing);
  const RondoFeedback *comment = find_own (pairing, TRUE);
  g_autofree char *name = dup_partner (pairing);
  RondoHealth health = {0};
  RondoLineItem *item = NULL;

  if (!rondo_round_state_has_pairings (pairing->round->state) ||
      !rondo_health_find (pairing->round, &facts, today, &health) ||
      health.code == RONDO_HEALTH_DONE)
    return;
  /* Translators: the name of a partner */
  item = add_line (lines, "facts", pairing->pairing->id, g_strdup_printf (_ ("You and %s"), name));
  rondo_line_item_take_subtitle (item,
                                 rondo_health_describe_pairing (pairing->round, &facts, today));
  if (comment != NULL)
    rondo_line_item_take_detail (item, g_strdup_printf (_ ("You say: “%s”"), comment->text));
  rondo_line_item_set_button (item, _ ("Co_mment…"), "news.comment");
}

/* The id behind the kind of line. */
static const char *
get_id (GVariant *target)
{
  const char *key = g_variant_get_string (target, NULL);
  const char *space = strchr (key, ' ');

  return space != NULL ? space + 1 : key;
}

static void
present_dialog (GtkWidget *widget, GVariant *target, gboolean is_comment)
{
  RondoHomeNews *self = RONDO_HOME_NEWS (widget);
  GtkRoot *root = gtk_widget_get_root (widget);

  for (guint i = 0; self->overview != NULL && i < self->overview->history->len; i++) {
    const RondoPairingOverview *pairing = self->overview->history->pdata[i];
    GtkWindow *dialog = NULL;

    if (g_strcmp0 (pairing->pairing->id, get_id (target)) != 0)
      continue;
    dialog = rondo_feedback_dialog_new (self->context, pairing, is_comment);
    gtk_window_set_transient_for (dialog, GTK_WINDOW (root));
    gtk_window_present (dialog);
    return;
  }
}

static void
give_feedback_action (GtkWidget *widget, const char *name, GVariant *target)
{
  present_dialog (widget, target, FALSE);
}

static void
comment_action (GtkWidget *widget, const char *name, GVariant *target)
{
  present_dialog (widget, target, TRUE);
}

static void
put_away_action (GtkWidget *widget, const char *name, GVariant *target)
{
  RondoChange *change = rondo_change_new ();

  rondo_change_delete_notice (change, get_id (target));
  rondo_save_change (widget, RONDO_HOME_NEWS (widget)->context, change);
}

static void
rondo_home_news_finalize (GObject *object)
{
  RondoHomeNews *self = RONDO_HOME_NEWS (object);

  g_clear_object (&self->context);
  g_clear_object (&self->lines);

  G_OBJECT_CLASS (rondo_home_news_parent_class)->finalize (object);
}

static void
rondo_home_news_class_init (RondoHomeNewsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = rondo_home_news_finalize;
  g_type_ensure (RONDO_TYPE_LINE_ITEM);
  g_type_ensure (RONDO_TYPE_LINE_ROW);
  gtk_widget_class_install_action (widget_class, "news.comment", "s", comment_action);
  gtk_widget_class_install_action (widget_class, "news.give-feedback", "s", give_feedback_action);
  gtk_widget_class_install_action (widget_class, "news.put-away", "s", put_away_action);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/rondocoaching/Rondo/ui/rondo-home-news.ui");
  gtk_widget_class_bind_template_child (widget_class, RondoHomeNews, list);
}

static void
rondo_home_news_init (RondoHomeNews *self)
{
  g_autoptr (GtkNoSelection) selection = NULL;

  self->lines = g_list_store_new (RONDO_TYPE_LINE_ITEM);
  gtk_widget_init_template (GTK_WIDGET (self));
  selection = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->lines)));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (selection));
}

void
rondo_home_news_update (RondoHomeNews *news,
                        RondoContext *context,
                        const RondoHomeOverview *overview)
{
  RondoDate today = rondo_context_get_today (context);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_if_fail (RONDO_IS_HOME_NEWS (news) && overview != NULL);

  g_set_object (&news->context, context);
  news->overview = overview;
  add_notices (lines, overview);
  for (guint i = 0; i < overview->history->len; i++) {
    add_question (lines, overview->history->pdata[i], today);
    add_facts (lines, overview->history->pdata[i], today);
  }
  for (guint i = 0; i < overview->history->len; i++)
    add_said (lines, overview->history->pdata[i], today);
  rondo_list_update (news->lines, lines, rondo_line_item_adopt);
  gtk_widget_set_visible (GTK_WIDGET (news), lines->len > 0);
}

guint
rondo_home_news_get_count (RondoHomeNews *news)
{
  g_return_val_if_fail (RONDO_IS_HOME_NEWS (news), 0);

  return g_list_model_get_n_items (G_LIST_MODEL (news->lines));
}
