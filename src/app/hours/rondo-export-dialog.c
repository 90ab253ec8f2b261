/* SPDX-License-Identifier: GPL-3.0-or-later
 * The dialog that asks what of the log is exported, and in which form. */
#include "config.h"

#include "rondo-export-dialog.h"

#include "rondo-form-frame.h"
#include "rondo-hours-export.h"

#include <glib/gi18n-lib.h>

struct _RondoExportDialog {
  RondoDialog parent_instance;

  /* template children */
  GtkLabel *about_label;
  AdwComboRow *form_row;
  RondoFormFrame *frame;
  GtkLabel *left_out_label;
  GtkWidget *notes_row;
  GtkSwitch *notes_switch;
  AdwComboRow *paper_row;

  /* owned */
  RondoLogFilter *filter; /* NULL: everything */

  int64_t left_out;
};

G_DEFINE_FINAL_TYPE (RondoExportDialog, rondo_export_dialog, RONDO_TYPE_DIALOG)

static const char *
describe_paper (RondoPaper paper)
{
  switch (paper) {
  case RONDO_PAPER_SESSIONS:
    return _ ("Each session on a line of its own, of clients who agreed to be listed.");
  case RONDO_PAPER_CONSENTS:
    return _ ("Who agreed to be listed, how and when.");
  case RONDO_PAPER_AUDIT_PACK:
    return _ ("Log, sessions and consents, as tables and to print, with drafts of letters for "
              "organizations: what an audit asks for, in one archive.");
  case RONDO_PAPER_PERSONAL:
    return _ ("Everything about you and of you that this computer has, for yourself or another "
              "program. Keep it safe: it has the names of all your clients.");
  case RONDO_PAPER_LOG:
  default:
    return _ ("One line for each client who agreed to be listed, in the columns of the ICF client "
              "coaching log.");
  }
}

static void
choice_changed_cb (RondoExportDialog *self)
{
  RondoPaper paper = adw_combo_row_get_selected (self->paper_row);

  gtk_label_set_label (self->about_label, describe_paper (paper));
  gtk_widget_set_sensitive (GTK_WIDGET (self->form_row), paper <= RONDO_PAPER_CONSENTS);
  gtk_widget_set_visible (self->notes_row, paper == RONDO_PAPER_PERSONAL);
  gtk_widget_set_visible (GTK_WIDGET (self->left_out_label),
                          self->left_out > 0 && paper != RONDO_PAPER_PERSONAL);
}

static void
export_cb (RondoExportDialog *self)
{
  RondoContext *context = rondo_dialog_get_context (RONDO_DIALOG (self));
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  RondoPaper paper = adw_combo_row_get_selected (self->paper_row);
  const RondoPaperOrder order = {
      .paper = paper,
      .form = adw_combo_row_get_selected (self->form_row),
      .filter = paper == RONDO_PAPER_SESSIONS ? self->filter : NULL,
      .today = rondo_context_get_today (context),
      .now_us = rondo_context_get_now_us (context),
  };

  rondo_hours_export_start (parent != NULL ? GTK_WIDGET (parent) : GTK_WIDGET (self),
                            context,
                            &order,
                            paper != RONDO_PAPER_PERSONAL ? self->left_out : 0,
                            paper == RONDO_PAPER_PERSONAL &&
                                gtk_switch_get_active (self->notes_switch));
  gtk_window_close (GTK_WINDOW (self));
}

static void
rondo_export_dialog_finalize (GObject *object)
{
  RondoExportDialog *self = RONDO_EXPORT_DIALOG (object);

  g_clear_pointer (&self->filter, rondo_log_filter_free);

  G_OBJECT_CLASS (rondo_export_dialog_parent_class)->finalize (object);
}

static void
rondo_export_dialog_class_init (RondoExportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = rondo_export_dialog_finalize;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/rondocoaching/Rondo/ui/rondo-export-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, RondoExportDialog, about_label);
  gtk_widget_class_bind_template_child (widget_class, RondoExportDialog, form_row);
  gtk_widget_class_bind_template_child (widget_class, RondoExportDialog, frame);
  gtk_widget_class_bind_template_child (widget_class, RondoExportDialog, left_out_label);
  gtk_widget_class_bind_template_child (widget_class, RondoExportDialog, notes_row);
  gtk_widget_class_bind_template_child (widget_class, RondoExportDialog, notes_switch);
  gtk_widget_class_bind_template_child (widget_class, RondoExportDialog, paper_row);
  gtk_widget_class_bind_template_callback (widget_class, choice_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, export_cb);
}

static void
rondo_export_dialog_init (RondoExportDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWindow *
rondo_export_dialog_new (RondoContext *context, int64_t left_out, const RondoLogFilter *filter)
{
  RondoExportDialog *self = g_object_new (RONDO_TYPE_EXPORT_DIALOG, "context", context, NULL);
  g_autofree char *hours = rondo_minutes_to_local_hours (left_out);
  g_autofree char *text =
      g_strdup_printf (_ ("%s hours of clients without consent are left out."), hours);

  self->left_out = left_out;
  self->filter = filter != NULL ? rondo_log_filter_copy (filter) : NULL;
  gtk_label_set_label (self->left_out_label, text);
  if (filter != NULL)
    adw_combo_row_set_selected (self->paper_row, RONDO_PAPER_SESSIONS);
  choice_changed_cb (self);
  return GTK_WINDOW (self);
}
