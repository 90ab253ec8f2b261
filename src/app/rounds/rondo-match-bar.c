/* SPDX-License-Identifier: GPL-3.0-or-later
 * Where a round stands and what comes next: match, wait, look, publish. */
#include "config.h"

#include "rondo-match-bar.h"

#include "rondo-life.h"
#include "rondo-lines.h"
#include "rondo-plan-search.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define FEWEST_MEMBERS 3

/* A plan that may be so far from the best possible tells nothing yet. */
#define GAP_SHOWN 0.5

struct _RondoMatchBar {
  AdwBin parent_instance;

  /* template children */
  GtkLabel *held_label;
  GtkLabel *message_label;
  GtkLabel *open_label;
  GtkLabel *placed_label;
  GtkLabel *quality_label;
  GtkProgressBar *held_progress;
  GtkProgressBar *match_progress;
  GtkGrid *weights_grid;
  GtkWidget *stages;

  /* borrowed */
  const RondoRoundOverview *overview; /* (nullable) */

  /* owned */
  RondoPlanSearch *search;

  const char *stage; /* static */
  uint64_t seed;
};

G_DEFINE_FINAL_TYPE (RondoMatchBar, rondo_match_bar, ADW_TYPE_BIN)

enum { PLAN_CHANGED, PUBLISH, N_SIGNALS };

static guint signals[N_SIGNALS];

static GtkWidget *
make_label (const char *text, float xalign)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 30);
  return label;
}

/* The table of weights as it is: what is good for a pair, and what is not. */
static void
fill_weights (GtkGrid *grid)
{
  gsize n_weights = 0;
  const RondoWeight *weights = rondo_plan_weights (&n_weights);

  for (int i = 0; i < (int)n_weights; i++) {
    /* The mark keeps the sign before the number where text runs from the right. */
    g_autofree char *weight = g_strdup_printf ("\342\200\216%+d", weights[i].weight);
    GtkWidget *number = make_label (weight, 1);

    gtk_widget_add_css_class (number, "numeric");
    gtk_widget_set_valign (number, GTK_ALIGN_START);
    gtk_grid_attach (grid, make_label (weights[i].name, 0), 0, i, 1, 1);
    gtk_grid_attach (grid, number, 1, i, 1, 1);
  }
}

static void
set_enabled (RondoMatchBar *self, const char *action, gboolean is_enabled)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), action, is_enabled);
}

/* No stack: its height would be that of the tallest stage, or out of date. */
static void
set_stage (RondoMatchBar *self, const char *stage)
{
  GtkWidget *child = gtk_widget_get_first_child (self->stages);

  self->stage = stage;
  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    gtk_widget_set_visible (child, g_str_equal (gtk_widget_get_name (child), stage));
}

static void
show_open (RondoMatchBar *self)
{
  guint n_registered = self->overview->registrations->len;
  g_autofree char *text =
      n_registered >= FEWEST_MEMBERS
          ? g_strdup_printf (
                ngettext ("%u member is registered.", "%u members are registered.", n_registered),
                n_registered)
          : g_strdup (_ ("A round needs at least three members. Register more of them."));

  gtk_label_set_text (self->open_label, text);
  set_enabled (self, "match.start", n_registered >= FEWEST_MEMBERS);
  set_stage (self, "open");
}

static char *
describe_search (RondoPlanSearch *search)
{
  int placed = rondo_plan_search_get_placed (search);
  double gap = rondo_plan_search_get_gap (search);

  if (placed < 0)
    return g_strdup (_ ("Looking for a first plan"));
  if (gap >= GAP_SHOWN)
    return g_strdup_printf (ngettext ("%d pairing", "%d pairings", (gulong)placed), placed);
  return g_strdup_printf (ngettext ("%d pairing, within %.2f %% of the best possible",
                                    "%d pairings, within %.2f %% of the best possible",
                                    (gulong)placed),
                          placed,
                          ceil (gap * 10000) / 100);
}

static void
show_running (RondoMatchBar *self)
{
  g_autofree char *text = describe_search (self->search);

  gtk_label_set_text (self->placed_label, text);
  gtk_progress_bar_set_fraction (self->match_progress,
                                 rondo_plan_search_get_fraction (self->search));
  set_stage (self, "running");
}

static void
show_proposed (RondoMatchBar *self, const RondoPlan *plan)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *quality = rondo_plan_describe_quality (plan, self->overview->registrations);
  const RondoMatchingInput input = {.round = self->overview->round,
                                    .members = self->overview->members,
                                    .registrations = self->overview->registrations,
                                    .past = self->overview->past};
  gboolean fits =
      rondo_plan_covers (plan, input.registrations) && rondo_plan_check (plan, &input, &error);

  gtk_label_set_text (self->quality_label, quality);
  set_enabled (self, "match.again", self->overview->registrations->len >= FEWEST_MEMBERS);
  set_enabled (self, "match.publish", fits && plan->pairs->len > 0);
  if (!fits)
    rondo_match_bar_show_message (
        self, _ ("Members or registrations have changed since this plan was made. Match again."));
  set_stage (self, "proposed");
}

static void
show_published (RondoMatchBar *self)
{
  int held = 0;
  int planned = self->overview->pairings->len * self->overview->round->session_count;
  g_autofree char *text = NULL;

  for (guint i = 0; i < self->overview->pairings->len; i++)
    held += ((RondoPairingOverview *)self->overview->pairings->pdata[i])->sessions_held;
  text = rondo_round_describe_progress (held, planned);
  gtk_label_set_text (self->held_label, text);
  gtk_progress_bar_set_fraction (self->held_progress,
                                 planned > 0 ? CLAMP ((double)held / planned, 0, 1) : 0);
  set_stage (self, "published");
}

static void
update (RondoMatchBar *self)
{
  const RondoPlan *plan = rondo_plan_search_get_plan (self->search);

  if (self->overview == NULL)
    return;
  if (!rondo_round_state_may_publish (self->overview->round->state))
    show_published (self);
  else if (rondo_plan_search_get_is_running (self->search))
    show_running (self);
  else if (plan != NULL)
    show_proposed (self, plan);
  else
    show_open (self);
}

static void
start (RondoMatchBar *self)
{
  if (self->overview == NULL || !rondo_round_state_may_publish (self->overview->round->state))
    return;
  self->seed++;
  rondo_match_bar_show_message (self, NULL);
  rondo_plan_search_start (self->search, self->overview, self->seed);
  g_signal_emit (self, signals[PLAN_CHANGED], 0);
}

static void
finished_cb (RondoMatchBar *self)
{
  const GError *error = rondo_plan_search_get_error (self->search);

  if (error != NULL)
    rondo_match_bar_show_message (self, error->message);
  update (self);
  g_signal_emit (self, signals[PLAN_CHANGED], 0);
}

static void
start_action_cb (GtkWidget *widget, const char *action, GVariant *target)
{
  start (RONDO_MATCH_BAR (widget));
}

static void
stop_action_cb (GtkWidget *widget, const char *action, GVariant *target)
{
  rondo_plan_search_stop (RONDO_MATCH_BAR (widget)->search);
}

static void
publish_action_cb (GtkWidget *widget, const char *action, GVariant *target)
{
  RondoMatchBar *self = RONDO_MATCH_BAR (widget);

  if (rondo_plan_search_get_plan (self->search) == NULL)
    return;
  set_enabled (self, "match.publish", FALSE);
  rondo_match_bar_show_message (self, NULL);
  g_signal_emit (self, signals[PUBLISH], 0);
}

static void
rondo_match_bar_dispose (GObject *object)
{
  RondoMatchBar *self = RONDO_MATCH_BAR (object);

  if (self->search != NULL) {
    g_signal_handlers_disconnect_by_data (self->search, self);
    rondo_plan_search_clear (self->search);
  }
  g_clear_object (&self->search);
  self->overview = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (object), RONDO_TYPE_MATCH_BAR);
  G_OBJECT_CLASS (rondo_match_bar_parent_class)->dispose (object);
}

static guint
add_signal (RondoMatchBarClass *klass, const char *name)
{
  return g_signal_new (
      name, G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rondo_match_bar_class_init (RondoMatchBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rondo_match_bar_dispose;
  signals[PLAN_CHANGED] = add_signal (klass, "plan-changed");
  signals[PUBLISH] = add_signal (klass, "publish");

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/rondocoaching/Rondo/ui/rondo-match-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, RondoMatchBar, held_label);
  gtk_widget_class_bind_template_child (widget_class, RondoMatchBar, held_progress);
  gtk_widget_class_bind_template_child (widget_class, RondoMatchBar, match_progress);
  gtk_widget_class_bind_template_child (widget_class, RondoMatchBar, message_label);
  gtk_widget_class_bind_template_child (widget_class, RondoMatchBar, open_label);
  gtk_widget_class_bind_template_child (widget_class, RondoMatchBar, placed_label);
  gtk_widget_class_bind_template_child (widget_class, RondoMatchBar, quality_label);
  gtk_widget_class_bind_template_child (widget_class, RondoMatchBar, stages);
  gtk_widget_class_bind_template_child (widget_class, RondoMatchBar, weights_grid);
  gtk_widget_class_install_action (widget_class, "match.again", NULL, start_action_cb);
  gtk_widget_class_install_action (widget_class, "match.publish", NULL, publish_action_cb);
  gtk_widget_class_install_action (widget_class, "match.start", NULL, start_action_cb);
  gtk_widget_class_install_action (widget_class, "match.stop", NULL, stop_action_cb);
}

static void
rondo_match_bar_init (RondoMatchBar *self)
{
  self->stage = "open";
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_weights (self->weights_grid);
  self->search = rondo_plan_search_new ();
  g_signal_connect_swapped (self->search, "notify::fraction", G_CALLBACK (update), self);
  g_signal_connect_swapped (self->search, "notify::is-running", G_CALLBACK (update), self);
  g_signal_connect_swapped (self->search, "notify::placed", G_CALLBACK (update), self);
  g_signal_connect_swapped (self->search, "finished", G_CALLBACK (finished_cb), self);
}

void
rondo_match_bar_set_overview (RondoMatchBar *self, const RondoRoundOverview *overview)
{
  g_return_if_fail (RONDO_IS_MATCH_BAR (self));

  self->overview = overview;
  if (overview != NULL && !rondo_round_state_may_publish (overview->round->state))
    rondo_plan_search_clear (self->search);
  update (self);
}

void
rondo_match_bar_forget (RondoMatchBar *self)
{
  g_return_if_fail (RONDO_IS_MATCH_BAR (self));

  self->overview = NULL;
  self->seed = 0;
  rondo_plan_search_clear (self->search);
  rondo_match_bar_show_message (self, NULL);
}

const RondoPlan *
rondo_match_bar_get_plan (RondoMatchBar *self)
{
  g_return_val_if_fail (RONDO_IS_MATCH_BAR (self), NULL);
  return rondo_plan_search_get_plan (self->search);
}

const char *
rondo_match_bar_get_stage (RondoMatchBar *self)
{
  g_return_val_if_fail (RONDO_IS_MATCH_BAR (self), NULL);
  return self->stage;
}

void
rondo_match_bar_show_message (RondoMatchBar *self, const char *message)
{
  g_return_if_fail (RONDO_IS_MATCH_BAR (self));

  gtk_label_set_text (self->message_label, message != NULL ? message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->message_label), message != NULL);
}

const char *
rondo_match_bar_get_message (RondoMatchBar *self)
{
  g_return_val_if_fail (RONDO_IS_MATCH_BAR (self), NULL);
  return gtk_widget_get_visible (GTK_WIDGET (self->message_label))
             ? gtk_label_get_text (self->message_label)
             : NULL;
}
