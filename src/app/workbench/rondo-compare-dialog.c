/* SPDX-License-Identifier: GPL-3.0-or-later
 * Two drafts side by side: their numbers, who wins, and who loses. */
#include "config.h"

#include "rondo-compare-dialog.h"

#include "rondo-draft-words.h"
#include "rondo-line-row.h"
#include "rondo-workbench-lines.h"

#include <glib/gi18n-lib.h>

struct _RondoCompareDialog {
  RondoDialog parent_instance;

  /* template children */
  GtkDropDown *other_drop;
  GtkGrid *facts_grid;
  GtkLabel *current_label;
  GtkLabel *losers_label;
  GtkLabel *winners_label;
  GtkListBox *losers_box;
  GtkListBox *winners_box;
  GtkStack *stack;

  /* owned */
  RondoWorkbench *workbench;
  GArray *indices;          /* of guint: the drafts in the drop-down */
  RondoDraftReport *before; /* (nullable): of the draft at hand */
};

G_DEFINE_FINAL_TYPE (RondoCompareDialog, rondo_compare_dialog, RONDO_TYPE_DIALOG)

static GtkWidget *
make_label (const char *text, gboolean is_heading)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_set_hexpand (label, TRUE);
  if (is_heading)
    gtk_widget_add_css_class (label, "heading");
  return label;
}

static void
clear (GtkWidget *parent)
{
  GtkWidget *child = NULL;

  while ((child = gtk_widget_get_first_child (parent)) != NULL) {
    if (GTK_IS_GRID (parent))
      gtk_grid_remove (GTK_GRID (parent), child);
    else
      gtk_list_box_remove (GTK_LIST_BOX (parent), child);
  }
}

static const char *
find_value (GPtrArray *facts, const char *label)
{
  for (guint i = 0; i < facts->len; i++)
    if (g_str_equal (((RondoDraftFact *)facts->pdata[i])->label, label))
      return ((RondoDraftFact *)facts->pdata[i])->value;
  return "";
}

static void
show_facts (RondoCompareDialog *self, const RondoDraftReport *after, const char *name)
{
  GPtrArray *members = rondo_workbench_get_input (self->workbench)->members;
  g_autoptr (GPtrArray) facts = rondo_draft_report_list_facts (self->before, members);
  g_autoptr (GPtrArray) others = rondo_draft_report_list_facts (after, members);

  clear (GTK_WIDGET (self->facts_grid));
  gtk_grid_attach (self->facts_grid,
                   make_label (rondo_workbench_get_draft (self->workbench)->name, TRUE),
                   1,
                   0,
                   1,
                   1);
  gtk_grid_attach (self->facts_grid, make_label (name, TRUE), 2, 0, 1, 1);
  for (guint i = 0; i < facts->len; i++) {
    const RondoDraftFact *fact = facts->pdata[i];
    const char *other = find_value (others, fact->label);
    gboolean differs = !g_str_equal (fact->value, other);

    gtk_grid_attach (self->facts_grid, make_label (fact->label, FALSE), 0, (int)i + 1, 1, 1);
    gtk_grid_attach (self->facts_grid, make_label (fact->value, differs), 1, (int)i + 1, 1, 1);
    gtk_grid_attach (self->facts_grid, make_label (other, differs), 2, (int)i + 1, 1, 1);
  }
}

static char *
describe (RondoCompareDialog *self, const RondoDraftDifference *difference)
{
  g_autofree char *name = rondo_workbench_dup_name (self->workbench, difference->member);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  before = difference->coaches_before != NULL
               ? rondo_workbench_dup_name (self->workbench, difference->coaches_before)
               : g_strdup (_ ("nobody"));
  after = difference->coaches_after != NULL
              ? rondo_workbench_dup_name (self->workbench, difference->coaches_after)
              : g_strdup (_ ("nobody"));
  /* Translators: a member, the coach in one draft and in the other, what the member gets by their
   * own wishes in both: "Ana: Ben instead of Cyd (+60 instead of -120)" */
  return g_strdup_printf (_ ("%s: %s instead of %s (%+d instead of %+d)"),
                          name,
                          after,
                          before,
                          (int)difference->value_after,
                          (int)difference->value_before);
}

static void
add_line (RondoCompareDialog *self, GtkListBox *box, const RondoDraftDifference *difference)
{
  g_autofree char *text = describe (self, difference);
  GtkWidget *label = make_label (text, FALSE);

  gtk_widget_add_css_class (label, "rondo-detail-line");
  gtk_list_box_append (box, label);
  rondo_line_row_name_parent (label, text);
}

static void
show_people (RondoCompareDialog *self, const RondoDraftReport *after)
{
  g_autoptr (GPtrArray) list = rondo_draft_compare (self->before->plan, after->plan);
  guint n_winners = 0, n_losers = 0;
  g_autofree char *winners = NULL;
  g_autofree char *losers = NULL;

  clear (GTK_WIDGET (self->winners_box));
  clear (GTK_WIDGET (self->losers_box));
  for (guint i = 0; i < list->len; i++) {
    int sign = rondo_draft_difference_get_sign (list->pdata[i]);

    n_winners += sign > 0;
    n_losers += sign < 0;
    if (sign != 0)
      add_line (self, sign > 0 ? self->winners_box : self->losers_box, list->pdata[i]);
  }
  winners = g_strdup_printf (ngettext ("%u member wins", "%u members win", n_winners), n_winners);
  losers = g_strdup_printf (ngettext ("%u member loses", "%u members lose", n_losers), n_losers);
  gtk_label_set_text (self->winners_label, winners);
  gtk_label_set_text (self->losers_label, losers);
  gtk_widget_set_visible (GTK_WIDGET (self->winners_box), n_winners > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->losers_box), n_losers > 0);
}

static const RondoDraft *
get_other (RondoCompareDialog *self)
{
  guint selected = gtk_drop_down_get_selected (self->other_drop);
  guint index;

  if (selected >= self->indices->len)
    return NULL;
  index = g_array_index (self->indices, guint, selected);
  return index < rondo_workbench_get_n_drafts (self->workbench)
             ? rondo_workbench_get_nth (self->workbench, index)
             : NULL;
}

static void
other_judged_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RondoCompareDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RondoDraftReport) report = rondo_matcher_judge_finish (result, &error);
  const RondoDraft *other = NULL;

  if (g_cancellable_is_cancelled (rondo_dialog_get_cancellable (RONDO_DIALOG (self))))
    return;
  other = get_other (self);
  if (report == NULL || other == NULL || self->before == NULL)
    return;
  show_facts (self, report, other->name);
  show_people (self, report);
  gtk_stack_set_visible_child_name (self->stack, "content");
}

static void
judge_other (RondoCompareDialog *self)
{
  const RondoDraft *other = get_other (self);

  if (other != NULL)
    rondo_matcher_judge_async (rondo_workbench_get_matcher (self->workbench),
                               other,
                               rondo_dialog_get_cancellable (RONDO_DIALOG (self)),
                               other_judged_cb,
                               g_object_ref (self));
}

static void
before_judged_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RondoCompareDialog) self = data;
  RondoDraftReport *report = rondo_matcher_judge_finish (result, NULL);

  if (report == NULL)
    return;
  g_clear_pointer (&self->before, rondo_draft_report_free);
  self->before = report;
  if (!g_cancellable_is_cancelled (rondo_dialog_get_cancellable (RONDO_DIALOG (self))))
    judge_other (self);
}

static void
chosen_cb (RondoCompareDialog *self)
{
  if (self->before != NULL)
    judge_other (self);
}

static void
rondo_compare_dialog_finalize (GObject *object)
{
  RondoCompareDialog *self = RONDO_COMPARE_DIALOG (object);

  g_clear_object (&self->workbench);
  g_clear_pointer (&self->before, rondo_draft_report_free);
  g_array_unref (self->indices);

  G_OBJECT_CLASS (rondo_compare_dialog_parent_class)->finalize (object);
}

static void
rondo_compare_dialog_class_init (RondoCompareDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = rondo_compare_dialog_finalize;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/rondocoaching/Rondo/ui/rondo-compare-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, RondoCompareDialog, current_label);
  gtk_widget_class_bind_template_child (widget_class, RondoCompareDialog, facts_grid);
  gtk_widget_class_bind_template_child (widget_class, RondoCompareDialog, losers_box);
  gtk_widget_class_bind_template_child (widget_class, RondoCompareDialog, losers_label);
  gtk_widget_class_bind_template_child (widget_class, RondoCompareDialog, other_drop);
  gtk_widget_class_bind_template_child (widget_class, RondoCompareDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, RondoCompareDialog, winners_box);
  gtk_widget_class_bind_template_child (widget_class, RondoCompareDialog, winners_label);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
}

static void
rondo_compare_dialog_init (RondoCompareDialog *self)
{
  self->indices = g_array_new (FALSE, FALSE, sizeof (guint));
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
fill_others (RondoCompareDialog *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  for (guint i = 0; i < rondo_workbench_get_n_drafts (self->workbench); i++) {
    if (i == rondo_workbench_get_current (self->workbench))
      continue;
    gtk_string_list_append (names, rondo_workbench_get_nth (self->workbench, i)->name);
    g_array_append_val (self->indices, i);
  }
  gtk_drop_down_set_model (self->other_drop, G_LIST_MODEL (names));
  rondo_line_row_name_drop (self->other_drop, _ ("Compare With"));
}

GtkWindow *
rondo_compare_dialog_new (RondoContext *context, RondoWorkbench *workbench)
{
  RondoCompareDialog *self = NULL;

  g_return_val_if_fail (RONDO_IS_WORKBENCH (workbench), NULL);

  self = g_object_new (RONDO_TYPE_COMPARE_DIALOG, "context", context, NULL);
  self->workbench = g_object_ref (workbench);
  gtk_label_set_text (self->current_label, rondo_workbench_get_draft (workbench)->name);
  fill_others (self);
  rondo_matcher_judge_async (rondo_workbench_get_matcher (workbench),
                             rondo_workbench_get_draft (workbench),
                             rondo_dialog_get_cancellable (RONDO_DIALOG (self)),
                             before_judged_cb,
                             g_object_ref (self));
  return GTK_WINDOW (self);
}
