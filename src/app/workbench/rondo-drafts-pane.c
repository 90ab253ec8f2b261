/* SPDX-License-Identifier: GPL-3.0-or-later
 * The drafts of a round: the name of the one at hand, and the others to go on with. */
#include "config.h"

#include "rondo-drafts-pane.h"

#include "rondo-line-row.h"

struct _RondoDraftsPane {
  AdwBin parent_instance;

  /* template children */
  GtkEditable *name_entry;
  GtkListBox *drafts_box;

  /* borrowed */
  RondoWorkbench *workbench; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (RondoDraftsPane, rondo_drafts_pane, ADW_TYPE_BIN)

enum { DONE, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
name_changed_cb (RondoDraftsPane *self)
{
  rondo_drafts_pane_keep_name (self);
}

static void
draft_activated_cb (RondoDraftsPane *self, GtkListBoxRow *row)
{
  guint index = (guint)gtk_list_box_row_get_index (row);

  rondo_drafts_pane_keep_name (self);
  g_signal_emit (self, signals[DONE], 0);
  if (self->workbench != NULL && index < rondo_workbench_get_n_drafts (self->workbench))
    rondo_workbench_open (self->workbench, index);
}

static void
rondo_drafts_pane_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL); /* before the template takes it away */
  gtk_widget_dispose_template (GTK_WIDGET (object), RONDO_TYPE_DRAFTS_PANE);

  G_OBJECT_CLASS (rondo_drafts_pane_parent_class)->dispose (object);
}

static void
rondo_drafts_pane_class_init (RondoDraftsPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rondo_drafts_pane_dispose;
  signals[DONE] = g_signal_new (
      "done", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/rondocoaching/Rondo/ui/rondo-drafts-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, RondoDraftsPane, drafts_box);
  gtk_widget_class_bind_template_child (widget_class, RondoDraftsPane, name_entry);
  gtk_widget_class_bind_template_callback (widget_class, draft_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, name_changed_cb);
}

static void
rondo_drafts_pane_init (RondoDraftsPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
add_draft (RondoDraftsPane *self, guint index)
{
  const char *name = rondo_workbench_get_nth (self->workbench, index)->name;
  GtkWidget *label = gtk_label_new (name);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "rondo-detail-line");
  if (index == rondo_workbench_get_current (self->workbench))
    gtk_widget_add_css_class (label, "heading");
  gtk_list_box_append (self->drafts_box, label);
  rondo_line_row_name_parent (label, name);
}

void
rondo_drafts_pane_show (RondoDraftsPane *self, RondoWorkbench *workbench)
{
  GtkWidget *child = NULL;

  g_return_if_fail (RONDO_IS_DRAFTS_PANE (self));

  self->workbench = workbench;
  if (workbench == NULL || rondo_workbench_get_draft (workbench) == NULL)
    return;
  gtk_editable_set_text (self->name_entry, rondo_workbench_get_draft (workbench)->name);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->drafts_box))) != NULL)
    gtk_list_box_remove (self->drafts_box, child);
  for (guint i = 0; i < rondo_workbench_get_n_drafts (workbench); i++)
    add_draft (self, i);
}

void
rondo_drafts_pane_keep_name (RondoDraftsPane *self)
{
  g_autofree char *name = NULL;

  g_return_if_fail (RONDO_IS_DRAFTS_PANE (self));

  name = g_strstrip (g_strdup (gtk_editable_get_text (self->name_entry)));
  if (self->workbench != NULL && name[0] != '\0')
    rondo_workbench_rename (self->workbench, name);
}
