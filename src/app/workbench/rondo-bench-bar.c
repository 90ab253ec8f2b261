/* SPDX-License-Identifier: GPL-3.0-or-later
 * The top of the workbench: drafts, steps, policies, matching, and how good the draft is. */
#include "config.h"

#include "rondo-bench-bar.h"

#include "rondo-draft-words.h"
#include "rondo-drafts-pane.h"
#include "rondo-paragraph.h"
#include "rondo-policy-pane.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* A plan that may be so far from the best possible tells nothing yet. */
#define GAP_SHOWN 0.5

struct _RondoBenchBar {
  AdwBin parent_instance;

  /* template children */
  GtkLabel *draft_label;
  GtkLabel *message_label;
  GtkMenuButton *draft_button;
  GtkMenuButton *policies_button;
  GtkPopover *drafts_popover;
  GtkProgressBar *progress_bar;
  GtkWidget *progress_part;
  GtkWidget *publish_button;
  GtkWidget *redo_button;
  GtkWidget *status_part;
  GtkWidget *undo_button;
  RondoDraftsPane *drafts_pane;
  RondoParagraph *progress_label;
  RondoParagraph *status_label;
  RondoPolicyPane *policy_pane;

  /* borrowed */
  RondoWorkbench *workbench; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (RondoBenchBar, rondo_bench_bar, ADW_TYPE_BIN)

static void
show_progress (RondoBenchBar *self)
{
  const RondoPlanProgress *progress = rondo_workbench_get_progress (self->workbench);
  g_autofree char *text = NULL;

  if (!progress->has_plan)
    text = g_strdup (_ ("Looking for a first plan"));
  else if (progress->gap >= GAP_SHOWN)
    text = g_strdup_printf (ngettext ("%d pairing", "%d pairings", (gulong)progress->placed),
                            progress->placed);
  else
    text = g_strdup_printf (ngettext ("%d pairing, within %.2f %% of the best possible",
                                      "%d pairings, within %.2f %% of the best possible",
                                      (gulong)progress->placed),
                            progress->placed,
                            ceil (progress->gap * 10000) / 100);
  rondo_paragraph_set_text (self->progress_label, text);
  gtk_progress_bar_set_fraction (self->progress_bar, progress->fraction);
}

static void
show_status (RondoBenchBar *self, const RondoDraftReport *report)
{
  gboolean is_matching = rondo_workbench_get_is_matching (self->workbench);
  const char *obstacle = rondo_workbench_get_obstacle (self->workbench);
  g_autofree char *text = report != NULL ? rondo_draft_report_describe (report) : NULL;

  gtk_widget_set_visible (self->progress_part, is_matching);
  gtk_widget_set_visible (self->status_part, !is_matching);
  rondo_paragraph_set_text (self->status_label, text);
  gtk_widget_set_tooltip_text (
      self->publish_button,
      obstacle != NULL ? obstacle : _ ("Fix this plan; members learn of it when you announce it"));
  show_progress (self);
}

static void
show_steps (RondoBenchBar *self)
{
  const char *undo = rondo_workbench_get_undo (self->workbench);
  const char *redo = rondo_workbench_get_redo (self->workbench);
  /* Translators: what will be undone, "Swap Ana and Ben" */
  g_autofree char *undo_text =
      undo != NULL ? g_strdup_printf (_ ("Undo: %s"), undo) : g_strdup (_ ("Undo"));
  /* Translators: what will be done again, "Swap Ana and Ben" */
  g_autofree char *redo_text =
      redo != NULL ? g_strdup_printf (_ ("Redo: %s"), redo) : g_strdup (_ ("Redo"));

  gtk_widget_set_tooltip_text (self->undo_button, undo_text);
  gtk_widget_set_tooltip_text (self->redo_button, redo_text);
}

static void
popdown_cb (RondoBenchBar *self)
{
  rondo_bench_bar_popdown (self);
}

static void
drafts_closed_cb (RondoBenchBar *self)
{
  rondo_drafts_pane_keep_name (self->drafts_pane);
}

static void
rondo_bench_bar_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL); /* before the template takes it away */
  gtk_widget_dispose_template (GTK_WIDGET (object), RONDO_TYPE_BENCH_BAR);

  G_OBJECT_CLASS (rondo_bench_bar_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/rondocoaching/Rondo/ui/rondo-bench-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, RondoBenchBar, draft_button);
  gtk_widget_class_bind_template_child (widget_class, RondoBenchBar, draft_label);
  gtk_widget_class_bind_template_child (widget_class, RondoBenchBar, drafts_pane);
  gtk_widget_class_bind_template_child (widget_class, RondoBenchBar, drafts_popover);
  gtk_widget_class_bind_template_child (widget_class, RondoBenchBar, message_label);
  gtk_widget_class_bind_template_child (widget_class, RondoBenchBar, policies_button);
  gtk_widget_class_bind_template_child (widget_class, RondoBenchBar, policy_pane);
  gtk_widget_class_bind_template_child (widget_class, RondoBenchBar, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, RondoBenchBar, progress_label);
  gtk_widget_class_bind_template_child (widget_class, RondoBenchBar, progress_part);
  gtk_widget_class_bind_template_child (widget_class, RondoBenchBar, publish_button);
  gtk_widget_class_bind_template_child (widget_class, RondoBenchBar, redo_button);
  gtk_widget_class_bind_template_child (widget_class, RondoBenchBar, status_label);
  gtk_widget_class_bind_template_child (widget_class, RondoBenchBar, status_part);
  gtk_widget_class_bind_template_child (widget_class, RondoBenchBar, undo_button);
  gtk_widget_class_bind_template_callback (widget_class, drafts_closed_cb);
  gtk_widget_class_bind_template_callback (widget_class, popdown_cb);
}

static void
rondo_bench_bar_class_init (RondoBenchBarClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rondo_bench_bar_dispose;
  g_type_ensure (RONDO_TYPE_DRAFTS_PANE);
  g_type_ensure (RONDO_TYPE_PARAGRAPH);
  g_type_ensure (RONDO_TYPE_POLICY_PANE);
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
rondo_bench_bar_init (RondoBenchBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
rondo_bench_bar_set_workbench (RondoBenchBar *self, RondoWorkbench *workbench)
{
  g_return_if_fail (RONDO_IS_BENCH_BAR (self));

  self->workbench = workbench;
  rondo_drafts_pane_show (self->drafts_pane, workbench);
  rondo_policy_pane_set_workbench (self->policy_pane, workbench);
}

void
rondo_bench_bar_update (RondoBenchBar *self)
{
  const RondoDraft *draft = NULL;

  g_return_if_fail (RONDO_IS_BENCH_BAR (self));

  if (self->workbench != NULL)
    draft = rondo_workbench_get_draft (self->workbench);
  if (draft == NULL)
    return;
  gtk_label_set_text (self->draft_label, draft->name);
  show_status (self, rondo_workbench_get_report (self->workbench));
  show_steps (self);
  /* While a name is being typed, it is left alone. */
  if (!gtk_widget_get_mapped (GTK_WIDGET (self->drafts_pane)))
    rondo_drafts_pane_show (self->drafts_pane, self->workbench);
  rondo_policy_pane_update (self->policy_pane);
}

void
rondo_bench_bar_update_progress (RondoBenchBar *self)
{
  g_return_if_fail (RONDO_IS_BENCH_BAR (self));

  if (self->workbench != NULL)
    show_progress (self);
}

void
rondo_bench_bar_update_trial (RondoBenchBar *self)
{
  g_return_if_fail (RONDO_IS_BENCH_BAR (self));

  rondo_policy_pane_update_effect (self->policy_pane);
}

void
rondo_bench_bar_show_message (RondoBenchBar *self, const char *message)
{
  g_return_if_fail (RONDO_IS_BENCH_BAR (self));

  gtk_label_set_text (self->message_label, message != NULL ? message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->message_label), message != NULL);
}

void
rondo_bench_bar_popdown (RondoBenchBar *self)
{
  g_return_if_fail (RONDO_IS_BENCH_BAR (self));

  gtk_menu_button_popdown (self->draft_button);
  gtk_menu_button_popdown (self->policies_button);
}
