/* SPDX-License-Identifier: GPL-3.0-or-later
 * A closer look at one pair, or one member. */
#include "config.h"

#include "rondo-pair-detail.h"

#include "rondo-line-view.h"
#include "rondo-pair-studies.h"
#include "rondo-paragraph.h"
#include "rondo-profile-grid.h"
#include "rondo-workbench-lines.h"

#include <glib/gi18n-lib.h>

struct _RondoPairDetail {
  AdwBin parent_instance;

  /* template children */
  GtkGrid *profile_grid;
  GtkGrid *reasons_grid;
  GtkMenuButton *swap_button;
  GtkStack *stack;
  GtkWidget *lock_button;
  GtkWidget *member_part;
  GtkWidget *pair_buttons;
  GtkWidget *reasons_part;
  GtkWidget *standby_button;
  GtkWidget *take_in_button;
  GtkWidget *take_out_button;
  RondoLineView *swap_view;
  RondoPairStudies *studies;
  RondoParagraph *problem_label;
  RondoParagraph *rule_label;
  RondoParagraph *title_label;

  /* borrowed */
  RondoWorkbench *workbench; /* (nullable) */

  /* owned */
  char *coach;
  char *client;
  char *member;
};

G_DEFINE_FINAL_TYPE (RondoPairDetail, rondo_pair_detail, ADW_TYPE_BIN)

static char *
describe_pair (RondoPairDetail *self, const char *coach_id, const char *client_id)
{
  g_autofree char *coach = rondo_workbench_dup_name (self->workbench, coach_id);
  g_autofree char *client = rondo_workbench_dup_name (self->workbench, client_id);

  /* Translators: the name of a coach, then of a client */
  return g_strdup_printf (_ ("%s coaches %s"), coach, client);
}

static const RondoPlannedPair *
find_planned (RondoPairDetail *self)
{
  const RondoDraftReport *report = rondo_workbench_get_report (self->workbench);

  for (guint i = 0; report != NULL && i < report->plan->pairs->len; i++) {
    const RondoPlannedPair *pair = report->plan->pairs->pdata[i];

    if (g_strcmp0 (pair->coach, self->coach) == 0 && g_strcmp0 (pair->client, self->client) == 0)
      return pair;
  }
  return NULL;
}

static void
show_reasons (RondoPairDetail *self)
{
  const RondoPlannedPair *pair = find_planned (self);

  gtk_widget_set_visible (self->reasons_part, pair != NULL);
  rondo_profile_grid_fill_reasons (self->reasons_grid, pair);
}

static void
show_problem (RondoPairDetail *self)
{
  const RondoDraftReport *report = rondo_workbench_get_report (self->workbench);
  const RondoDraftProblem *problem = NULL;

  if (report != NULL && self->coach != NULL && self->client != NULL)
    problem = rondo_draft_report_find_problem (report, self->coach, self->client);
  if (report != NULL && problem == NULL && self->member != NULL)
    problem = rondo_draft_report_find_problem (report, self->member, NULL);
  rondo_paragraph_set_text (self->problem_label, problem != NULL ? problem->sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem_label), problem != NULL);
}

static void
show_rule (RondoPairDetail *self)
{
  const RondoDraftReport *report = rondo_workbench_get_report (self->workbench);
  const char *rule = NULL;

  for (guint i = 0; report != NULL && i < report->plan->unplaced->len; i++) {
    const RondoUnplaced *unplaced = report->plan->unplaced->pdata[i];

    if (g_strcmp0 (unplaced->member, self->member) == 0)
      rule = unplaced->rule;
  }
  rondo_paragraph_set_text (self->rule_label, rule != NULL ? rule : "");
  gtk_widget_set_visible (GTK_WIDGET (self->rule_label), rule != NULL);
}

static void
show_buttons (RondoPairDetail *self)
{
  const RondoDraft *draft = rondo_workbench_get_draft (self->workbench);
  const RondoDraftPair *pair = NULL;
  RondoPlace place = RONDO_PLACE_IN;

  if (draft != NULL && self->coach != NULL && self->client != NULL)
    pair = rondo_draft_find (draft, self->coach, self->client);
  if (draft != NULL && self->member != NULL)
    place = rondo_draft_get_place (draft, self->member);
  gtk_widget_set_visible (self->pair_buttons, pair != NULL);
  gtk_button_set_label (GTK_BUTTON (self->lock_button),
                        pair != NULL && pair->is_locked ? _ ("Release") : _ ("Fix"));
  gtk_widget_set_visible (self->standby_button, place != RONDO_PLACE_STANDBY);
  gtk_widget_set_visible (self->take_out_button, place != RONDO_PLACE_OUT);
  gtk_widget_set_visible (self->take_in_button, place != RONDO_PLACE_IN);
}

static void
show_profiles (RondoPairDetail *self)
{
  gboolean is_pair = self->coach != NULL && self->client != NULL;
  const char *first = is_pair ? self->coach : self->member;

  rondo_profile_grid_fill (
      self->profile_grid,
      rondo_workbench_get_input (self->workbench)->members,
      rondo_workbench_find_member (self->workbench, first),
      rondo_workbench_find_registration (self->workbench, first),
      is_pair ? rondo_workbench_find_member (self->workbench, self->client) : NULL,
      is_pair ? rondo_workbench_find_registration (self->workbench, self->client) : NULL);
}

/* Those whom one could swap with are listed only while they can be seen. */
static void
show_swaps (RondoPairDetail *self)
{
  g_autoptr (GPtrArray) lines = NULL;

  if (self->workbench == NULL)
    return;
  lines = rondo_workbench_lines_for_members (self->workbench);
  rondo_line_view_fill (self->swap_view, lines);
}

static void
swaps_mapped_cb (RondoPairDetail *self)
{
  show_swaps (self);
}

static void
swap_chosen_cb (RondoPairDetail *self, const char *key)
{
  gtk_menu_button_popdown (self->swap_button);
  gtk_widget_activate_action (GTK_WIDGET (self), "bench.swap-with", "s", key);
}

static void
rondo_pair_detail_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL); /* before the template takes it away */
  gtk_widget_dispose_template (GTK_WIDGET (object), RONDO_TYPE_PAIR_DETAIL);

  G_OBJECT_CLASS (rondo_pair_detail_parent_class)->dispose (object);
}

static void
rondo_pair_detail_finalize (GObject *object)
{
  RondoPairDetail *self = RONDO_PAIR_DETAIL (object);

  g_free (self->coach);
  g_free (self->client);
  g_free (self->member);

  G_OBJECT_CLASS (rondo_pair_detail_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/rondocoaching/Rondo/ui/rondo-pair-detail.ui");
  gtk_widget_class_bind_template_child (widget_class, RondoPairDetail, lock_button);
  gtk_widget_class_bind_template_child (widget_class, RondoPairDetail, member_part);
  gtk_widget_class_bind_template_child (widget_class, RondoPairDetail, pair_buttons);
  gtk_widget_class_bind_template_child (widget_class, RondoPairDetail, problem_label);
  gtk_widget_class_bind_template_child (widget_class, RondoPairDetail, profile_grid);
  gtk_widget_class_bind_template_child (widget_class, RondoPairDetail, reasons_grid);
  gtk_widget_class_bind_template_child (widget_class, RondoPairDetail, reasons_part);
  gtk_widget_class_bind_template_child (widget_class, RondoPairDetail, rule_label);
  gtk_widget_class_bind_template_child (widget_class, RondoPairDetail, stack);
  gtk_widget_class_bind_template_child (widget_class, RondoPairDetail, standby_button);
  gtk_widget_class_bind_template_child (widget_class, RondoPairDetail, studies);
  gtk_widget_class_bind_template_child (widget_class, RondoPairDetail, swap_button);
  gtk_widget_class_bind_template_child (widget_class, RondoPairDetail, swap_view);
  gtk_widget_class_bind_template_child (widget_class, RondoPairDetail, take_in_button);
  gtk_widget_class_bind_template_child (widget_class, RondoPairDetail, take_out_button);
  gtk_widget_class_bind_template_child (widget_class, RondoPairDetail, title_label);
  gtk_widget_class_bind_template_callback (widget_class, swap_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, swaps_mapped_cb);
}

static void
rondo_pair_detail_class_init (RondoPairDetailClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rondo_pair_detail_dispose;
  G_OBJECT_CLASS (klass)->finalize = rondo_pair_detail_finalize;
  g_type_ensure (RONDO_TYPE_LINE_VIEW);
  g_type_ensure (RONDO_TYPE_PAIR_STUDIES);
  g_type_ensure (RONDO_TYPE_PARAGRAPH);
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
rondo_pair_detail_init (RondoPairDetail *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
rondo_pair_detail_set_workbench (RondoPairDetail *self, RondoWorkbench *workbench)
{
  g_return_if_fail (RONDO_IS_PAIR_DETAIL (self));

  self->workbench = workbench;
}

static void
replace (char **text, const char *with)
{
  char *copy = g_strdup (with);

  g_free (*text);
  *text = copy;
}

void
rondo_pair_detail_show (RondoPairDetail *self,
                        const char *coach,
                        const char *client,
                        const char *member)
{
  gboolean is_pair = coach != NULL && client != NULL;
  g_autofree char *title = NULL;

  g_return_if_fail (RONDO_IS_PAIR_DETAIL (self));

  replace (&self->coach, coach);
  replace (&self->client, client);
  replace (&self->member, member);
  gtk_stack_set_visible_child_name (self->stack, is_pair || member != NULL ? "content" : "nothing");
  if (self->workbench == NULL || (!is_pair && member == NULL))
    return;
  title = is_pair ? describe_pair (self, coach, client)
                  : rondo_workbench_dup_name (self->workbench, member);
  rondo_paragraph_set_text (self->title_label, title);
  gtk_widget_set_visible (self->member_part, member != NULL);
  if (gtk_widget_get_mapped (GTK_WIDGET (self->swap_view)))
    show_swaps (self);
  show_problem (self);
  show_rule (self);
  show_buttons (self);
  show_profiles (self);
  show_reasons (self);
  rondo_pair_detail_update_studies (self);
}

void
rondo_pair_detail_update_studies (RondoPairDetail *self)
{
  g_return_if_fail (RONDO_IS_PAIR_DETAIL (self));

  if (self->workbench == NULL || (self->member == NULL && self->coach == NULL))
    return;
  rondo_pair_studies_show (self->studies, self->workbench, self->member);
}
