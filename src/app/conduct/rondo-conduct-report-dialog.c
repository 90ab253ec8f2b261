/* SPDX-License-Identifier: GPL-3.0-or-later
 * Saying how somebody behaved, to coordinators alone. */
#include "config.h"

#include "rondo-conduct-report-dialog.h"

#include "rondo-date-row.h"
#include "rondo-form-frame.h"
#include "rondo-id.h"

#include <glib/gi18n-lib.h>

struct _RondoConductReportDialog {
  RondoDialog parent_instance;

  /* template children */
  AdwPreferencesGroup *group;
  GtkTextView *text_view;
  RondoDateRow *date_row;
  RondoFormFrame *frame;

  /* owned */
  char *about;
};

G_DEFINE_FINAL_TYPE (RondoConductReportDialog, rondo_conduct_report_dialog, RONDO_TYPE_DIALOG)

static RondoConduct *
read_report (RondoConductReportDialog *self)
{
  RondoContext *context = rondo_dialog_get_context (RONDO_DIALOG (self));
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text_view);
  RondoConduct *report = rondo_conduct_new ();
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  report->made_us = rondo_context_get_now_us (context);
  report->id = rondo_id_new (report->made_us);
  report->about = g_strdup (self->about);
  report->by = g_strdup (rondo_account_get_member (rondo_context_get_account (context)));
  report->on = rondo_date_row_get_date (self->date_row);
  g_free (report->text);
  report->text = g_strstrip (gtk_text_buffer_get_text (buffer, &start, &end, FALSE));
  return report;
}

static void
save_cb (RondoConductReportDialog *self)
{
  g_autoptr (RondoConduct) report = read_report (self);
  g_autoptr (GError) error = NULL;
  RondoChange *change;

  if (!rondo_date_row_is_right (self->date_row)) {
    rondo_form_frame_show_error (self->frame,
                                 _ ("Enter a day as year-month-day, such as 2026-07-01."));
    return;
  }
  if (!rondo_conduct_check (report, &error)) {
    rondo_form_frame_show_error (self->frame, error->message);
    gtk_widget_grab_focus (GTK_WIDGET (self->text_view));
    return;
  }
  change = rondo_change_new ();
  rondo_change_put_conduct (change, report);
  rondo_dialog_save (RONDO_DIALOG (self), change);
}

static void
rondo_conduct_report_dialog_finalize (GObject *object)
{
  g_free (RONDO_CONDUCT_REPORT_DIALOG (object)->about);

  G_OBJECT_CLASS (rondo_conduct_report_dialog_parent_class)->finalize (object);
}

static void
rondo_conduct_report_dialog_class_init (RondoConductReportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = rondo_conduct_report_dialog_finalize;
  g_type_ensure (RONDO_TYPE_DATE_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/rondocoaching/Rondo/ui/rondo-conduct-report-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, RondoConductReportDialog, date_row);
  gtk_widget_class_bind_template_child (widget_class, RondoConductReportDialog, frame);
  gtk_widget_class_bind_template_child (widget_class, RondoConductReportDialog, group);
  gtk_widget_class_bind_template_child (widget_class, RondoConductReportDialog, text_view);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
}

static void
rondo_conduct_report_dialog_init (RondoConductReportDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  rondo_date_row_set_is_optional (self->date_row, TRUE);
}

GtkWindow *
rondo_conduct_report_dialog_new (RondoContext *context, const char *about, const char *name)
{
  RondoConductReportDialog *self =
      g_object_new (RONDO_TYPE_CONDUCT_REPORT_DIALOG, "context", context, NULL);
  g_autofree char *escaped = g_markup_escape_text (name, -1);

  self->about = g_strdup (about);
  adw_preferences_group_set_title (self->group, escaped);
  return GTK_WINDOW (self);
}
