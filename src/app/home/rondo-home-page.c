/* SPDX-License-Identifier: GPL-3.0-or-later
 * The first page: whom the user coaches, who coaches them, and which rounds they may join. */
#include "config.h"

#include "rondo-home-page.h"

#include "rondo-coach-lines.h"
#include "rondo-credential-lines.h"
#include "rondo-desk.h"
#include "rondo-home-agenda.h"
#include "rondo-home-news.h"
#include "rondo-join-dialog.h"
#include "rondo-round-kind.h"
#include "rondo-leave-round.h"
#include "rondo-line-item.h"
#include "rondo-line-row.h"
#include "rondo-list.h"
#include "rondo-pairing-card.h"
#include "rondo-pairing-item.h"
#include "rondo-save.h"
#include "rondo-state-view.h"
#include "rondo-toast.h"

#include <glib/gi18n-lib.h>

struct _RondoHomePage {
  RondoPage parent_instance;

  /* template children */
  RondoHomeAgenda *agenda;
  GtkLabel *balance_label;
  GtkWidget *connect_button;
  AdwStatusPage *empty_page;
  GtkProgressBar *goal_bar;
  GtkLabel *goal_label;
  GtkLabel *hours_label;
  GtkWidget *members_button;
  RondoHomeNews *news;
  GtkFlowBox *pairings_box;
  GtkWidget *pairings_section;
  GtkListView *rounds_list;
  GtkWidget *rounds_section;
  RondoStateView *state_view;
  GtkLabel *step_label;

  /* owned */
  RondoHomeOverview *overview;
  GListStore *pairings;
  GListStore *rounds;
};

G_DEFINE_FINAL_TYPE (RondoHomePage, rondo_home_page, RONDO_TYPE_PAGE)

static const RondoRoundSummary *
find_round (RondoHomePage *self, const char *id)
{
  for (guint i = 0; self->overview != NULL && i < self->overview->rounds->len; i++) {
    const RondoRoundSummary *summary = self->overview->rounds->pdata[i];

    if (g_str_equal (summary->round->id, id))
      return summary;
  }
  return NULL;
}

/* In triads the one who coaches me observes when I coach, and I observe whom I coach. */
static char *
describe_observing (RondoPairingOverview **overviews, gsize n_overviews, gsize which)
{
  const RondoPairingOverview *own = overviews[which];

  for (gsize i = 0; own->is_coach && i < n_overviews; i++)
    if (!overviews[i]->is_coach && g_str_equal (overviews[i]->round->id, own->round->id))
      return rondo_round_describe_observing (
          own->round, overviews[i]->coach_name, own->client_name);
  return g_strdup ("");
}

/* The cards own their pairings; the rest of the overview stays for the dialogs. */
static void
fill_pairings (RondoHomePage *self, GPtrArray *overviews)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  int64_t now_us = rondo_context_get_now_us (rondo_page_get_context (RONDO_PAGE (self)));
  gsize n_overviews = 0;
  g_autofree gpointer *stolen = g_ptr_array_steal (overviews, &n_overviews);

  for (gsize i = 0; i < n_overviews; i++) {
    char *note = describe_observing ((RondoPairingOverview **)stolen, n_overviews, i);

    g_ptr_array_add (items, rondo_pairing_item_new (stolen[i], note, now_us));
  }
  rondo_list_update (self->pairings, items, rondo_pairing_item_equal);
  gtk_widget_set_visible (self->pairings_section, items->len > 0);
}

static void
fill_rounds (RondoHomePage *self)
{
  g_autoptr (GPtrArray) lines = rondo_lines_for_open_rounds (
      self->overview, rondo_context_get_today (rondo_page_get_context (RONDO_PAGE (self))));

  rondo_list_update (self->rounds, lines, rondo_line_item_adopt);
  gtk_widget_set_visible (self->rounds_section, lines->len > 0);
}

static void
fill_hours (RondoHomePage *self)
{
  g_autofree char *given = rondo_minutes_to_local_hours (self->overview->totals.total);
  g_autofree char *received = rondo_minutes_to_local_hours (self->overview->received_minutes);
  g_autofree char *text =
      g_strdup_printf (_ ("%s hours given, %s hours received"), given, received);

  gtk_label_set_label (self->hours_label, text);
}

static void
fill_empty_page (RondoHomePage *self)
{
  RondoAccount *account = rondo_page_get_account (RONDO_PAGE (self));
  const char *community = rondo_account_get_community (account);
  gboolean is_connected = rondo_page_is_connected (RONDO_PAGE (self));
  g_autofree char *escaped = g_markup_escape_text (community != NULL ? community : "", -1);
  g_autofree char *connected = g_strdup_printf (
      _ ("You belong to %s. Once a round is open you can join it here, and when its pairings are "
         "known you see whom you coach and who coaches you."),
      escaped);

  adw_status_page_set_title (self->empty_page,
                             is_connected ? _ ("No Pairings Yet") : _ ("Welcome to Rondo"));
  adw_status_page_set_description (
      self->empty_page,
      is_connected
          ? connected
          : _ ("Connect with the address and the invitation code that your coordinator gave you. "
               "Or begin on this computer only: add members to match them, or log your hours."));
  gtk_widget_set_visible (self->connect_button, !is_connected);
  gtk_widget_set_visible (self->members_button, rondo_account_get_is_coordinator (account));
}

static void
home_loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RondoHomePage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RondoHomeOverview) overview =
      rondo_store_load_home_finish (RONDO_STORE (object), result, &error);
  guint n_items = 0;

  if (!rondo_page_check_loaded (RONDO_PAGE (self), error))
    return;
  n_items = overview->pairings->len + overview->rounds->len + (overview->totals.total > 0);
  g_clear_pointer (&self->overview, rondo_home_overview_free);
  self->overview = g_steal_pointer (&overview);
  fill_pairings (self, self->overview->pairings);
  fill_rounds (self);
  fill_hours (self);
  fill_empty_page (self);
  rondo_home_news_update (self->news, rondo_page_get_context (RONDO_PAGE (self)), self->overview);
  n_items += rondo_home_news_get_count (self->news);
  rondo_state_view_show_items (self->state_view, n_items);
}

/* The first plan whose hours are not there yet; if all are, the first one. */
static const RondoCredentialPlan *
find_goal (const RondoPlansOverview *plans)
{
  const RondoCredentialPlan *first = NULL;

  for (guint i = 0; i < plans->plans->len; i++) {
    const RondoCredentialPlan *plan = plans->plans->pdata[i];
    const RondoProgress *hours = rondo_credential_plan_get_hours (plan);

    if (hours == NULL || hours->state == RONDO_PROGRESS_UNKNOWN)
      continue;
    if (hours->state == RONDO_PROGRESS_SHORT)
      return plan;
    if (first == NULL)
      first = plan;
  }
  return first;
}

/* Without a plan the card says that there could be one. */
static void
fill_no_goal (RondoHomePage *self)
{
  gtk_label_set_label (
      self->goal_label,
      _ ("No credential is planned for. Choose one to see what your hours are worth for it."));
  gtk_widget_set_visible (GTK_WIDGET (self->step_label), FALSE);
}

static void
fill_goal (RondoHomePage *self, const RondoCredentialPlan *plan)
{
  const RondoProgress *hours = rondo_credential_plan_get_hours (plan);
  g_autoptr (GPtrArray) steps = rondo_credential_plan_list_steps (plan);
  g_autofree char *title = rondo_credential_rule_get_title (plan->rule);
  g_autofree char *figure = rondo_progress_describe (hours);
  g_autofree char *text =
      /* Translators: a credential, and "87.50 of 100 hours" */
      g_strdup_printf (_ ("%s: %s"), title, figure);

  gtk_label_set_label (self->goal_label, text);
  gtk_progress_bar_set_fraction (self->goal_bar, rondo_progress_get_fraction (hours));
  gtk_label_set_label (self->step_label, steps->len > 0 ? steps->pdata[0] : "");
  gtk_widget_set_visible (GTK_WIDGET (self->step_label), steps->len > 0);
}

static void
plans_loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RondoHomePage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RondoPlansOverview) plans =
      rondo_desk_load_plans_finish (RONDO_STORE (object), result, &error);
  const RondoCredentialPlan *goal = NULL;
  g_autofree char *step = NULL;

  if (!rondo_page_check_loaded (RONDO_PAGE (self), error))
    return;
  step = rondo_reciprocity_describe (&plans->balance);
  gtk_label_set_label (self->balance_label, step != NULL ? step : "");
  gtk_widget_set_visible (GTK_WIDGET (self->balance_label), step != NULL);
  goal = find_goal (plans);
  gtk_widget_set_visible (GTK_WIDGET (self->goal_bar), goal != NULL);
  if (goal != NULL)
    fill_goal (self, goal);
  else
    fill_no_goal (self);
}

static void
agenda_loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RondoHomePage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RondoAgenda) agenda = rondo_agenda_load_finish (RONDO_STORE (object), result, &error);

  if (rondo_page_check_loaded (RONDO_PAGE (self), error))
    rondo_home_agenda_update (
        self->agenda, rondo_page_get_context (RONDO_PAGE (self)), g_steal_pointer (&agenda));
}

static void
rondo_home_page_load (RondoPage *page)
{
  RondoHomePage *self = RONDO_HOME_PAGE (page);

  rondo_agenda_load_async (rondo_page_get_store (page),
                           rondo_page_get_cancellable (page),
                           agenda_loaded_cb,
                           g_object_ref (self));
  rondo_store_load_home_async (rondo_page_get_store (RONDO_PAGE (self)),
                               rondo_page_get_cancellable (RONDO_PAGE (self)),
                               home_loaded_cb,
                               g_object_ref (self));
  rondo_desk_load_plans_async (rondo_page_get_store (page),
                               rondo_context_get_today (rondo_page_get_context (page)),
                               rondo_page_get_cancellable (page),
                               plans_loaded_cb,
                               g_object_ref (self));
}

static GtkWidget *
create_card (gpointer item, gpointer user_data)
{
  return rondo_pairing_card_new (item);
}

/* Sessions got less those given in rounds of which the rest is given back later. */
static int
count_owed (const RondoHomeOverview *overview)
{
  int owed = 0;

  for (guint i = 0; i < overview->history->len; i++) {
    const RondoPairingOverview *pairing = overview->history->pdata[i];

    if (pairing->round->kind == RONDO_ROUND_DEFERRED)
      owed += pairing->is_coach ? -pairing->sessions_held : pairing->sessions_held;
  }
  return owed;
}

static GtkWidget *
open_join_dialog (RondoHomePage *self, const RondoRoundSummary *summary, const char *member)
{
  const RondoMember *own = self->overview->self;
  const RondoWishes *wishes = own != NULL ? own->wishes : NULL;
  gboolean is_change =
      summary->registration != NULL && summary->registration->state != RONDO_REGISTRATION_WITHDRAWN;
  GtkWidget *dialog = rondo_join_dialog_new (rondo_page_get_context (RONDO_PAGE (self)),
                                             summary->round,
                                             member,
                                             is_change ? summary->registration->wishes : wishes);

  if (own != NULL)
    rondo_join_dialog_set_availability (RONDO_JOIN_DIALOG (dialog), &own->availability);
  if (is_change)
    rondo_join_dialog_set_registration (RONDO_JOIN_DIALOG (dialog), summary->registration);
  if (rondo_round_has_roles (summary->round))
    rondo_join_dialog_set_owed (RONDO_JOIN_DIALOG (dialog), count_owed (self->overview));
  return dialog;
}

static void
join_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RondoHomePage *self = RONDO_HOME_PAGE (widget);
  const RondoRoundSummary *summary = find_round (self, g_variant_get_string (parameter, NULL));
  const char *member = rondo_account_get_member (rondo_page_get_account (RONDO_PAGE (self)));
  GtkWidget *dialog = NULL;

  if (summary == NULL)
    return;
  if (member == NULL) {
    rondo_toast_show (widget, _ ("Say first which member you are, on the Members page"));
    return;
  }
  dialog = open_join_dialog (self, summary, member);
  rondo_page_present (RONDO_PAGE (self), GTK_WINDOW (dialog));
}

static void
withdraw_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RondoHomePage *self = RONDO_HOME_PAGE (widget);
  const RondoRoundSummary *summary = find_round (self, g_variant_get_string (parameter, NULL));

  if (summary != NULL && summary->registration != NULL)
    rondo_leave_round (RONDO_PAGE (self), summary);
}

static void
give_feedback_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autofree char *key = g_strconcat ("ask ", g_variant_get_string (parameter, NULL), NULL);

  gtk_widget_activate_action (
      GTK_WIDGET (RONDO_HOME_PAGE (widget)->news), "news.give-feedback", "s", key);
}

static void
rondo_home_page_context_set (RondoPage *page)
{
  g_signal_connect_object (rondo_page_get_account (page),
                           "notify",
                           G_CALLBACK (rondo_page_reload),
                           page,
                           G_CONNECT_SWAPPED);
}

static void
rondo_home_page_finalize (GObject *object)
{
  RondoHomePage *self = RONDO_HOME_PAGE (object);

  g_clear_object (&self->pairings);
  g_clear_object (&self->rounds);
  g_clear_pointer (&self->overview, rondo_home_overview_free);

  G_OBJECT_CLASS (rondo_home_page_parent_class)->finalize (object);
}

static void
rondo_home_page_class_init (RondoHomePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = rondo_home_page_finalize;
  RONDO_PAGE_CLASS (klass)->context_set = rondo_home_page_context_set;
  RONDO_PAGE_CLASS (klass)->load = rondo_home_page_load;
  g_type_ensure (RONDO_TYPE_HOME_AGENDA);
  g_type_ensure (RONDO_TYPE_HOME_NEWS);
  g_type_ensure (RONDO_TYPE_LINE_ITEM);
  g_type_ensure (RONDO_TYPE_LINE_ROW);
  gtk_widget_class_install_action (widget_class, "home.give-feedback", "s", give_feedback_action);
  gtk_widget_class_install_action (widget_class, "home.join", "s", join_action);
  gtk_widget_class_install_action (widget_class, "home.withdraw", "s", withdraw_action);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/rondocoaching/Rondo/ui/rondo-home-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RondoHomePage, agenda);
  gtk_widget_class_bind_template_child (widget_class, RondoHomePage, balance_label);
  gtk_widget_class_bind_template_child (widget_class, RondoHomePage, connect_button);
  gtk_widget_class_bind_template_child (widget_class, RondoHomePage, empty_page);
  gtk_widget_class_bind_template_child (widget_class, RondoHomePage, goal_bar);
  gtk_widget_class_bind_template_child (widget_class, RondoHomePage, goal_label);
  gtk_widget_class_bind_template_child (widget_class, RondoHomePage, hours_label);
  gtk_widget_class_bind_template_child (widget_class, RondoHomePage, members_button);
  gtk_widget_class_bind_template_child (widget_class, RondoHomePage, news);
  gtk_widget_class_bind_template_child (widget_class, RondoHomePage, pairings_box);
  gtk_widget_class_bind_template_child (widget_class, RondoHomePage, pairings_section);
  gtk_widget_class_bind_template_child (widget_class, RondoHomePage, rounds_list);
  gtk_widget_class_bind_template_child (widget_class, RondoHomePage, rounds_section);
  gtk_widget_class_bind_template_child (widget_class, RondoHomePage, state_view);
  gtk_widget_class_bind_template_child (widget_class, RondoHomePage, step_label);
}

static void
rondo_home_page_init (RondoHomePage *self)
{
  g_autoptr (GtkNoSelection) selection = NULL;

  self->pairings = g_list_store_new (RONDO_TYPE_PAIRING_ITEM);
  self->rounds = g_list_store_new (RONDO_TYPE_LINE_ITEM);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_flow_box_bind_model (
      self->pairings_box, G_LIST_MODEL (self->pairings), create_card, NULL, NULL);
  selection = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->rounds)));
  gtk_list_view_set_model (self->rounds_list, GTK_SELECTION_MODEL (selection));
}

GtkWidget *
rondo_home_page_new (void)
{
  return g_object_new (RONDO_TYPE_HOME_PAGE, NULL);
}
