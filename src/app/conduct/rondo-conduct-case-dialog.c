/* SPDX-License-Identifier: GPL-3.0-or-later
 * One report about conduct: what was said and done, and the next step. */
#include "config.h"

#include "rondo-conduct-case-dialog.h"

#include "rondo-form-frame.h"
#include "rondo-id.h"

#include <glib/gi18n-lib.h>

struct _RondoConductCaseDialog {
  RondoDialog parent_instance;

  /* template children */
  AdwActionRow *day_row;
  AdwActionRow *now_row;
  AdwActionRow *written_row;
  AdwComboRow *state_row;
  AdwPreferencesGroup *steps_group;
  GtkLabel *text_label;
  GtkTextView *note_view;
  GtkWidget *next_group;
  RondoFormFrame *frame;

  /* owned */
  char *report;
};

G_DEFINE_FINAL_TYPE (RondoConductCaseDialog, rondo_conduct_case_dialog, RONDO_TYPE_DIALOG)

static char *
dup_note (RondoConductCaseDialog *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->note_view);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return g_strstrip (gtk_text_buffer_get_text (buffer, &start, &end, FALSE));
}

static void
save_cb (RondoConductCaseDialog *self)
{
  RondoContext *context = rondo_dialog_get_context (RONDO_DIALOG (self));
  g_autoptr (RondoConductStep) step = rondo_conduct_step_new ();
  g_autoptr (GError) error = NULL;
  RondoChange *change;

  if (!gtk_widget_get_visible (self->next_group)) {
    gtk_window_close (GTK_WINDOW (self));
    return;
  }
  step->made_us = rondo_context_get_now_us (context);
  step->id = rondo_id_new (step->made_us);
  step->report = g_strdup (self->report);
  step->by = g_strdup (rondo_account_get_member (rondo_context_get_account (context)));
  step->state = (RondoConductState)adw_combo_row_get_selected (self->state_row);
  g_free (step->note);
  step->note = dup_note (self);
  if (!rondo_conduct_step_check (step, &error)) {
    rondo_form_frame_show_error (self->frame, error->message);
    return;
  }
  change = rondo_change_new ();
  rondo_change_put_conduct_step (change, step);
  rondo_dialog_save (RONDO_DIALOG (self), change);
}

static char *
describe_time (int64_t time_us)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (time_us / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_local (utc) : NULL;

  return local != NULL ? g_date_time_format (local, "%x %H:%M") : g_strdup ("");
}

static void
add_step (RondoConductCaseDialog *self, const RondoConductStep *step, const char *name)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *when = describe_time (step->made_us);
  /* Translators: what became of a report, who said so, and when */
  g_autofree char *title =
      g_strdup_printf (_ ("%s – %s, %s"), rondo_conduct_state_describe (step->state), name, when);

  g_object_set (row, "use-markup", FALSE, "title-lines", 0, "subtitle-lines", 0, NULL);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), step->note);
  adw_preferences_group_add (self->steps_group, row);
}

/* What there is to say besides the text, also to who wrote it. */
static void
show_report (RondoConductCaseDialog *self, const RondoConductCase *entry)
{
  g_autofree char *day = rondo_date_to_display (entry->conduct->on);
  g_autofree char *when = describe_time (entry->conduct->made_us);
  /* Translators: a day, and who wrote a report */
  g_autofree char *written = g_strdup_printf (_ ("%s, by %s"), when, entry->by_name);

  gtk_label_set_label (self->text_label, entry->conduct->text);
  gtk_widget_set_visible (GTK_WIDGET (self->day_row), entry->conduct->on != RONDO_DATE_NONE);
  adw_action_row_set_subtitle (self->day_row, day);
  adw_action_row_set_subtitle (self->written_row, written);
  adw_action_row_set_subtitle (self->now_row, rondo_conduct_state_describe (entry->state));
}

static void
rondo_conduct_case_dialog_finalize (GObject *object)
{
  g_free (RONDO_CONDUCT_CASE_DIALOG (object)->report);

  G_OBJECT_CLASS (rondo_conduct_case_dialog_parent_class)->finalize (object);
}

static void
rondo_conduct_case_dialog_class_init (RondoConductCaseDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = rondo_conduct_case_dialog_finalize;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/rondocoaching/Rondo/ui/rondo-conduct-case-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, RondoConductCaseDialog, day_row);
  gtk_widget_class_bind_template_child (widget_class, RondoConductCaseDialog, frame);
  gtk_widget_class_bind_template_child (widget_class, RondoConductCaseDialog, next_group);
  gtk_widget_class_bind_template_child (widget_class, RondoConductCaseDialog, note_view);
  gtk_widget_class_bind_template_child (widget_class, RondoConductCaseDialog, now_row);
  gtk_widget_class_bind_template_child (widget_class, RondoConductCaseDialog, state_row);
  gtk_widget_class_bind_template_child (widget_class, RondoConductCaseDialog, steps_group);
  gtk_widget_class_bind_template_child (widget_class, RondoConductCaseDialog, text_label);
  gtk_widget_class_bind_template_child (widget_class, RondoConductCaseDialog, written_row);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
}

static void
rondo_conduct_case_dialog_init (RondoConductCaseDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWindow *
rondo_conduct_case_dialog_new (RondoContext *context, const RondoConductCase *entry)
{
  RondoConductCaseDialog *self =
      g_object_new (RONDO_TYPE_CONDUCT_CASE_DIALOG, "context", context, NULL);
  gboolean is_coordinator = rondo_account_get_is_coordinator (rondo_context_get_account (context));

  self->report = g_strdup (entry->conduct->id);
  show_report (self, entry);
  for (guint i = 0; i < entry->steps->len; i++)
    add_step (self, entry->steps->pdata[i], entry->step_names->pdata[i]);
  gtk_widget_set_visible (GTK_WIDGET (self->steps_group), entry->steps->len > 0);
  gtk_widget_set_visible (self->next_group, is_coordinator);
  adw_combo_row_set_selected (self->state_row, entry->state);
  g_object_set (self->frame,
                "title",
                *entry->about_name != '\0' ? entry->about_name : _ ("Report"),
                "save-label",
                is_coordinator ? _ ("_Add") : _ ("_Close"),
                "can-cancel",
                is_coordinator,
                NULL);
  return GTK_WINDOW (self);
}
