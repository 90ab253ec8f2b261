/* SPDX-License-Identifier: GPL-3.0-or-later
 * A closer look at one pair, or one member. */
#include "config.h"

#include "rondo-pair-detail.h"

#include "rondo-line-view.h"
#include "rondo-profile-grid.h"
#include "rondo-workbench-lines.h"

#include <glib/gi18n-lib.h>

/* More are not read. */
#define MAX_SHOWN 10

struct _RondoPairDetail {
  AdwBin parent_instance;

  /* template children */
  GtkGrid *profile_grid;
  GtkGrid *reasons_grid;
  GtkLabel *alternatives_label;
  GtkLabel *problem_label;
  GtkLabel *rule_label;
  GtkLabel *title_label;
  GtkListBox *alternatives_box;
  GtkListBox *forbidden_box;
  GtkListBox *reliefs_box;
  GtkMenuButton *swap_button;
  GtkStack *stack;
  GtkWidget *forbidden_part;
  GtkWidget *lock_button;
  GtkWidget *member_part;
  GtkWidget *pair_buttons;
  GtkWidget *reasons_part;
  GtkWidget *reliefs_part;
  GtkWidget *standby_button;
  GtkWidget *take_in_button;
  GtkWidget *take_out_button;
  RondoLineView *swap_view;

  /* borrowed */
  RondoWorkbench *workbench; /* (nullable) */

  /* owned */
  char *coach;
  char *client;
  char *member;
};

G_DEFINE_FINAL_TYPE (RondoPairDetail, rondo_pair_detail, ADW_TYPE_BIN)

static void
clear_box (GtkListBox *box)
{
  GtkWidget *child = NULL;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_list_box_remove (box, child);
}

static GtkWidget *
make_label (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_hexpand (label, TRUE);
  return label;
}

/* A line with a button that does something about it; @action NULL: none. */
static void
add_line (GtkListBox *box,
          const char *text,
          const char *button_label,
          const char *action,
          const char *target)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_widget_add_css_class (line, "rondo-detail-line");
  gtk_box_append (GTK_BOX (line), make_label (text));
  if (action != NULL) {
    GtkWidget *button = gtk_button_new_with_label (button_label);
    g_autofree char *name = g_strdup_printf ("%s: %s", button_label, text);

    gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
    gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
    gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", target);
    gtk_accessible_update_property (
        GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
    gtk_box_append (GTK_BOX (line), button);
  }
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), line);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_list_box_append (box, row);
}

static char *
describe_pair (RondoPairDetail *self, const char *coach_id, const char *client_id)
{
  g_autofree char *coach = rondo_workbench_dup_name (self->workbench, coach_id);
  g_autofree char *client = rondo_workbench_dup_name (self->workbench, client_id);

  /* Translators: the name of a coach, then of a client */
  return g_strdup_printf (_ ("%s coaches %s"), coach, client);
}

static void
show_alternatives (RondoPairDetail *self)
{
  GPtrArray *list = rondo_workbench_get_alternatives (self->workbench);

  clear_box (self->alternatives_box);
  if (list == NULL)
    gtk_label_set_text (self->alternatives_label, _ ("Looking for alternatives…"));
  else if (list->len == 0)
    gtk_label_set_text (self->alternatives_label, _ ("The rules leave no alternative."));
  else
    gtk_label_set_text (self->alternatives_label,
                        _ ("Compared with the best plan that has the fixed pairings."));
  gtk_widget_set_visible (GTK_WIDGET (self->alternatives_box), list != NULL && list->len > 0);
  for (guint i = 0; list != NULL && i < MIN (list->len, MAX_SHOWN); i++) {
    const RondoAlternative *alternative = list->pdata[i];
    g_autofree char *pair = describe_pair (self, alternative->coach, alternative->client);
    g_autofree char *price = rondo_alternative_describe (alternative);
    /* Translators: "Ana coaches Ben", and what that costs */
    g_autofree char *text = g_strdup_printf (_ ("%s: %s"), pair, price);
    g_autofree char *target = g_strconcat (alternative->coach, " ", alternative->client, NULL);

    add_line (self->alternatives_box,
              text,
              _ ("Take"),
              alternative->is_possible ? "bench.take" : NULL,
              target);
  }
}

static void
show_reliefs (RondoPairDetail *self)
{
  GPtrArray *list = rondo_workbench_get_reliefs (self->workbench);
  const RondoDraft *draft = rondo_workbench_get_draft (self->workbench);
  gboolean is_placed = self->member == NULL || draft == NULL ||
                       rondo_draft_find_coach_of (draft, self->member) != NULL;

  clear_box (self->reliefs_box);
  gtk_widget_set_visible (self->reliefs_part, !is_placed);
  if (is_placed)
    return;
  if (list == NULL)
    add_line (self->reliefs_box, _ ("Looking for what would help…"), NULL, NULL, NULL);
  else if (list->len == 0)
    add_line (
        self->reliefs_box, _ ("No single change would place more members."), NULL, NULL, NULL);
  for (guint i = 0; list != NULL && i < MIN (list->len, MAX_SHOWN); i++)
    add_line (self->reliefs_box, ((RondoRelief *)list->pdata[i])->sentence, NULL, NULL, NULL);
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
  gtk_label_set_text (self->problem_label, problem != NULL ? problem->sentence : "");
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
  gtk_label_set_text (self->rule_label, rule != NULL ? rule : "");
  gtk_widget_set_visible (GTK_WIDGET (self->rule_label), rule != NULL);
}

/* What the coordinator does not want for one of the two. */
static void
show_forbidden (RondoPairDetail *self)
{
  const RondoDraft *draft = rondo_workbench_get_draft (self->workbench);
  gboolean is_any = FALSE;

  clear_box (self->forbidden_box);
  for (guint i = 0; draft != NULL && i < draft->forbidden->len; i++) {
    const RondoPair *pair = draft->forbidden->pdata[i];
    g_autofree char *text = NULL;
    g_autofree char *target = NULL;

    if (g_strcmp0 (pair->coach, self->member) != 0 && g_strcmp0 (pair->client, self->member) != 0)
      continue;
    text = describe_pair (self, pair->coach, pair->client);
    target = g_strconcat (pair->coach, " ", pair->client, NULL);
    add_line (self->forbidden_box, text, _ ("Allow"), "bench.allow", target);
    is_any = TRUE;
  }
  gtk_widget_set_visible (self->forbidden_part, is_any);
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
      rondo_workbench_find_member (self->workbench, first),
      rondo_workbench_find_registration (self->workbench, first),
      is_pair ? rondo_workbench_find_member (self->workbench, self->client) : NULL,
      is_pair ? rondo_workbench_find_registration (self->workbench, self->client) : NULL);
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
  gtk_widget_class_bind_template_child (widget_class, RondoPairDetail, alternatives_box);
  gtk_widget_class_bind_template_child (widget_class, RondoPairDetail, alternatives_label);
  gtk_widget_class_bind_template_child (widget_class, RondoPairDetail, forbidden_box);
  gtk_widget_class_bind_template_child (widget_class, RondoPairDetail, forbidden_part);
  gtk_widget_class_bind_template_child (widget_class, RondoPairDetail, lock_button);
  gtk_widget_class_bind_template_child (widget_class, RondoPairDetail, member_part);
  gtk_widget_class_bind_template_child (widget_class, RondoPairDetail, pair_buttons);
  gtk_widget_class_bind_template_child (widget_class, RondoPairDetail, problem_label);
  gtk_widget_class_bind_template_child (widget_class, RondoPairDetail, profile_grid);
  gtk_widget_class_bind_template_child (widget_class, RondoPairDetail, reasons_grid);
  gtk_widget_class_bind_template_child (widget_class, RondoPairDetail, reasons_part);
  gtk_widget_class_bind_template_child (widget_class, RondoPairDetail, reliefs_box);
  gtk_widget_class_bind_template_child (widget_class, RondoPairDetail, reliefs_part);
  gtk_widget_class_bind_template_child (widget_class, RondoPairDetail, rule_label);
  gtk_widget_class_bind_template_child (widget_class, RondoPairDetail, stack);
  gtk_widget_class_bind_template_child (widget_class, RondoPairDetail, standby_button);
  gtk_widget_class_bind_template_child (widget_class, RondoPairDetail, swap_button);
  gtk_widget_class_bind_template_child (widget_class, RondoPairDetail, swap_view);
  gtk_widget_class_bind_template_child (widget_class, RondoPairDetail, take_in_button);
  gtk_widget_class_bind_template_child (widget_class, RondoPairDetail, take_out_button);
  gtk_widget_class_bind_template_child (widget_class, RondoPairDetail, title_label);
  gtk_widget_class_bind_template_callback (widget_class, swap_chosen_cb);
}

static void
rondo_pair_detail_class_init (RondoPairDetailClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rondo_pair_detail_dispose;
  G_OBJECT_CLASS (klass)->finalize = rondo_pair_detail_finalize;
  g_type_ensure (RONDO_TYPE_LINE_VIEW);
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
  g_autoptr (GPtrArray) lines = NULL;

  g_return_if_fail (RONDO_IS_PAIR_DETAIL (self));

  replace (&self->coach, coach);
  replace (&self->client, client);
  replace (&self->member, member);
  gtk_stack_set_visible_child_name (self->stack, is_pair || member != NULL ? "content" : "nothing");
  if (self->workbench == NULL || (!is_pair && member == NULL))
    return;
  title = is_pair ? describe_pair (self, coach, client)
                  : rondo_workbench_dup_name (self->workbench, member);
  gtk_label_set_text (self->title_label, title);
  gtk_widget_set_visible (self->member_part, member != NULL);
  lines = rondo_workbench_lines_for_members (self->workbench);
  rondo_line_view_update (self->swap_view, lines);
  show_problem (self);
  show_rule (self);
  show_buttons (self);
  show_profiles (self);
  show_reasons (self);
  show_forbidden (self);
  rondo_pair_detail_update_studies (self);
}

void
rondo_pair_detail_update_studies (RondoPairDetail *self)
{
  g_return_if_fail (RONDO_IS_PAIR_DETAIL (self));

  if (self->workbench == NULL || (self->member == NULL && self->coach == NULL))
    return;
  show_alternatives (self);
  show_reliefs (self);
}
