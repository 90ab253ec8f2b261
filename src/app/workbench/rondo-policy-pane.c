/* SPDX-License-Identifier: GPL-3.0-or-later
 * Sliders for the policies of a draft, with what they would bring. */
#include "config.h"

#include "rondo-policy-pane.h"

#include <glib/gi18n-lib.h>
#include <math.h>

struct _RondoPolicyPane {
  AdwBin parent_instance;

  /* template children */
  GtkAdjustment *capacity_adjustment;
  GtkAdjustment *course_adjustment;
  GtkAdjustment *repeat_adjustment;
  GtkLabel *capacity_label;
  GtkLabel *course_label;
  GtkLabel *effect_label;
  GtkLabel *repeat_label;
  GtkSwitch *mutual_switch;
  GtkWidget *capacity_scale;
  GtkWidget *mutual_box;
  GtkWidget *keep_button;
  GtkWidget *save_button;

  /* borrowed */
  RondoWorkbench *workbench; /* (nullable) */

  gboolean is_updating; /* by the program, not by the user */
};

G_DEFINE_FINAL_TYPE (RondoPolicyPane, rondo_policy_pane, ADW_TYPE_BIN)

static RondoDraftPolicies
read_policies (RondoPolicyPane *self)
{
  return (RondoDraftPolicies){
      .mutual_allowed = gtk_switch_get_active (self->mutual_switch),
      .repeat_after = (int)lround (gtk_adjustment_get_value (self->repeat_adjustment)),
      .same_course = (RondoPolicy)lround (gtk_adjustment_get_value (self->course_adjustment)),
      .capacity = (int)lround (gtk_adjustment_get_value (self->capacity_adjustment))};
}

static const char *
describe_course (RondoPolicy policy)
{
  switch (policy) {
  case RONDO_POLICY_ALLOW:
    return _ ("Two of the same running course: as any others");
  case RONDO_POLICY_FORBID:
    return _ ("Two of the same running course: never");
  case RONDO_POLICY_AVOID:
  default:
    return _ ("Two of the same running course: rather not");
  }
}

static void
name_values (RondoPolicyPane *self)
{
  RondoDraftPolicies policies = read_policies (self);
  g_autofree char *repeat =
      policies.repeat_after == 0
          ? g_strdup (_ ("A pairing may come again at any time"))
          : g_strdup_printf (
                ngettext ("A pairing comes again after %d other round at the earliest",
                          "A pairing comes again after %d other rounds at the earliest",
                          (gulong)policies.repeat_after),
                policies.repeat_after);
  g_autofree char *capacity = g_strdup_printf (ngettext ("Each has %d client and coach",
                                                         "Each has %d clients and coaches",
                                                         (gulong)policies.capacity),
                                               policies.capacity);

  gtk_label_set_text (self->repeat_label, repeat);
  gtk_label_set_text (self->course_label, describe_course (policies.same_course));
  gtk_label_set_text (self->capacity_label, capacity);
}

static void
changed_cb (RondoPolicyPane *self)
{
  RondoDraftPolicies policies = read_policies (self);

  name_values (self);
  if (self->is_updating || self->workbench == NULL)
    return;
  rondo_workbench_try_policies (self->workbench, &policies);
  rondo_policy_pane_update_effect (self);
}

static void
rondo_policy_pane_dispose (GObject *object)
{
  RONDO_POLICY_PANE (object)->is_updating = TRUE;
  adw_bin_set_child (ADW_BIN (object), NULL); /* before the template takes it away */
  gtk_widget_dispose_template (GTK_WIDGET (object), RONDO_TYPE_POLICY_PANE);

  G_OBJECT_CLASS (rondo_policy_pane_parent_class)->dispose (object);
}

static void
rondo_policy_pane_class_init (RondoPolicyPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rondo_policy_pane_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/rondocoaching/Rondo/ui/rondo-policy-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, RondoPolicyPane, capacity_adjustment);
  gtk_widget_class_bind_template_child (widget_class, RondoPolicyPane, capacity_label);
  gtk_widget_class_bind_template_child (widget_class, RondoPolicyPane, capacity_scale);
  gtk_widget_class_bind_template_child (widget_class, RondoPolicyPane, mutual_box);
  gtk_widget_class_bind_template_child (widget_class, RondoPolicyPane, course_adjustment);
  gtk_widget_class_bind_template_child (widget_class, RondoPolicyPane, course_label);
  gtk_widget_class_bind_template_child (widget_class, RondoPolicyPane, effect_label);
  gtk_widget_class_bind_template_child (widget_class, RondoPolicyPane, keep_button);
  gtk_widget_class_bind_template_child (widget_class, RondoPolicyPane, mutual_switch);
  gtk_widget_class_bind_template_child (widget_class, RondoPolicyPane, repeat_adjustment);
  gtk_widget_class_bind_template_child (widget_class, RondoPolicyPane, repeat_label);
  gtk_widget_class_bind_template_child (widget_class, RondoPolicyPane, save_button);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
rondo_policy_pane_init (RondoPolicyPane *self)
{
  self->is_updating = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->is_updating = FALSE;
}

void
rondo_policy_pane_set_workbench (RondoPolicyPane *self, RondoWorkbench *workbench)
{
  g_return_if_fail (RONDO_IS_POLICY_PANE (self));

  self->workbench = workbench;
}

/* What the kind of the round leaves no choice about is not offered. */
static void
show_kind (RondoPolicyPane *self, const RondoRound *round)
{
  gboolean has_room = round->kind != RONDO_ROUND_TRIADS;

  gtk_widget_set_visible (self->mutual_box, has_room && round->kind != RONDO_ROUND_TEAM);
  gtk_widget_set_visible (GTK_WIDGET (self->capacity_label), has_room);
  gtk_widget_set_visible (self->capacity_scale, has_room);
}

void
rondo_policy_pane_update (RondoPolicyPane *self)
{
  const RondoDraft *draft = NULL;
  RondoDraftPolicies of_round;

  g_return_if_fail (RONDO_IS_POLICY_PANE (self));

  if (self->workbench != NULL)
    draft = rondo_workbench_get_draft (self->workbench);
  if (draft == NULL)
    return;
  show_kind (self, rondo_workbench_get_input (self->workbench)->round);
  of_round = rondo_draft_policies_of (rondo_workbench_get_input (self->workbench)->round);
  gtk_widget_set_sensitive (self->save_button,
                            !rondo_draft_policies_equal (&of_round, &draft->policies));
  rondo_policy_pane_update_effect (self);
  /* While the user tries others, the sliders are theirs. */
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  self->is_updating = TRUE;
  gtk_adjustment_set_upper (self->repeat_adjustment, MAX (6, draft->policies.repeat_after));
  gtk_switch_set_active (self->mutual_switch, draft->policies.mutual_allowed);
  gtk_adjustment_set_value (self->repeat_adjustment, draft->policies.repeat_after);
  gtk_adjustment_set_value (self->course_adjustment, draft->policies.same_course);
  gtk_adjustment_set_value (self->capacity_adjustment, draft->policies.capacity);
  self->is_updating = FALSE;
  name_values (self);
}

static char *
describe_effect (const RondoDraftNumbers *now, const RondoDraftNumbers *then)
{
  int placed = (int)then->n_placed - (now != NULL ? (int)now->n_placed : 0);
  int poor =
      (int)then->bands[RONDO_BAND_POOR] - (now != NULL ? (int)now->bands[RONDO_BAND_POOR] : 0);
  int value = (int)(then->value - (now != NULL ? now->value : 0));

  /* Translators: numbers of a plan, and in brackets how many more or fewer that are than now */
  return g_strdup_printf (_ ("Placed: %u (%+d). Lose out: %u (%+d). Value: %d (%+d)."),
                          then->n_placed,
                          placed,
                          then->bands[RONDO_BAND_POOR],
                          poor,
                          (int)then->value,
                          value);
}

/* How sure that is. Takes @effect over. */
static char *
describe_trial (RondoPolicyPane *self, const RondoMatched *trial, char *effect)
{
  g_autofree char *numbers = effect;

  if (trial->report->plan->status == RONDO_PLAN_OPTIMAL)
    return g_steal_pointer (&numbers);
  if (rondo_workbench_get_is_trying (self->workbench))
    /* Translators: what other policies would bring, a sentence; it may be better */
    return g_strdup_printf (_ ("%s Still looking for better."), numbers);
  /* Translators: what other policies would bring, a sentence */
  return g_strdup_printf (_ ("%s A better plan may exist."), numbers);
}

void
rondo_policy_pane_update_effect (RondoPolicyPane *self)
{
  const RondoMatched *trial = NULL;
  const RondoDraftReport *report = NULL;
  g_autofree char *text = NULL;

  g_return_if_fail (RONDO_IS_POLICY_PANE (self));

  if (self->workbench != NULL) {
    trial = rondo_workbench_get_trial (self->workbench);
    report = rondo_workbench_get_report (self->workbench);
  }
  if (trial != NULL)
    text = describe_trial (
        self,
        trial,
        describe_effect (report != NULL ? report->numbers : NULL, trial->report->numbers));
  if (text != NULL)
    gtk_label_set_text (self->effect_label, text);
  else if (self->workbench != NULL && rondo_workbench_get_is_trying (self->workbench))
    gtk_label_set_text (self->effect_label, _ ("Looking what that would bring…"));
  else
    gtk_label_set_text (self->effect_label, _ ("Move a slider to see what it would bring."));
  gtk_widget_set_sensitive (self->keep_button, trial != NULL);
}
