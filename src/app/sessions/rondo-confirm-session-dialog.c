/* SPDX-License-Identifier: GPL-3.0-or-later
 * Saying that a session was held and how long it lasted, coaching and debrief apart. */
#include "config.h"

#include "rondo-confirm-session-dialog.h"

#include "rondo-form-frame.h"
#include "rondo-number.h"
#include "rondo-session-lines.h"

#include <glib/gi18n-lib.h>

#define USUAL_MINUTES 60

struct _RondoConfirmSessionDialog {
  RondoDialog parent_instance;

  /* template children */
  GtkSpinButton *debrief_spin;
  RondoFormFrame *frame;
  GtkSpinButton *minutes_spin;
  GtkLabel *other_label;
  GtkLabel *with_label;

  /* owned */
  RondoSession *session;
};

G_DEFINE_FINAL_TYPE (RondoConfirmSessionDialog, rondo_confirm_session_dialog, RONDO_TYPE_DIALOG)

static void
confirmed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RondoConfirmSessionDialog) self = user_data;
  g_autoptr (GError) error = NULL;

  rondo_agenda_confirm_finish (RONDO_STORE (object), result, &error);
  if (!rondo_dialog_check_answer (RONDO_DIALOG (self), error))
    return;
  rondo_dialog_tell_parent (RONDO_DIALOG (self), _ ("Session confirmed"));
  gtk_window_close (GTK_WINDOW (self));
}

static void
save_cb (RondoConfirmSessionDialog *self)
{
  int minutes = 0, debrief = 0;

  if (!rondo_number_read (self->minutes_spin, &minutes) ||
      !rondo_number_read (self->debrief_spin, &debrief)) {
    rondo_form_frame_show_error (self->frame, _ ("Enter the minutes as a whole number."));
    return;
  }
  rondo_form_frame_show_error (self->frame, NULL);
  rondo_form_frame_set_busy (self->frame, TRUE);
  rondo_agenda_confirm_async (rondo_dialog_get_store (RONDO_DIALOG (self)),
                              self->session,
                              minutes,
                              debrief,
                              NULL,
                              confirmed_cb,
                              g_object_ref (self));
}

static void
rondo_confirm_session_dialog_finalize (GObject *object)
{
  rondo_session_free (RONDO_CONFIRM_SESSION_DIALOG (object)->session);

  G_OBJECT_CLASS (rondo_confirm_session_dialog_parent_class)->finalize (object);
}

static void
rondo_confirm_session_dialog_class_init (RondoConfirmSessionDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = rondo_confirm_session_dialog_finalize;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/rondocoaching/Rondo/ui/rondo-confirm-session-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, RondoConfirmSessionDialog, debrief_spin);
  gtk_widget_class_bind_template_child (widget_class, RondoConfirmSessionDialog, frame);
  gtk_widget_class_bind_template_child (widget_class, RondoConfirmSessionDialog, minutes_spin);
  gtk_widget_class_bind_template_child (widget_class, RondoConfirmSessionDialog, other_label);
  gtk_widget_class_bind_template_child (widget_class, RondoConfirmSessionDialog, with_label);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
}

static void
rondo_confirm_session_dialog_init (RondoConfirmSessionDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  rondo_number_keep_typed (self->minutes_spin);
  rondo_number_keep_typed (self->debrief_spin);
}

/* What is asked for first: what one has said, then the other one, then what was planned. */
static void
write_form (RondoConfirmSessionDialog *self, RondoSide side, int proposed)
{
  const RondoSession *session = self->session;
  const gboolean is_coach = side == RONDO_SIDE_COACH;
  const int own = is_coach ? session->minutes : session->client_minutes;
  const int other = is_coach ? session->client_minutes : session->minutes;
  const int own_debrief = is_coach ? session->debrief_minutes : session->client_debrief_minutes;
  const int other_debrief = is_coach ? session->client_debrief_minutes : session->debrief_minutes;
  const int planned = session->planned_minutes > 0 ? session->planned_minutes : USUAL_MINUTES;
  int minutes = own > 0 ? own : other > 0 ? other : planned;

  if (proposed > 0)
    minutes = proposed;
  gtk_spin_button_set_value (self->minutes_spin, minutes);
  gtk_spin_button_set_value (self->debrief_spin, own > 0 ? own_debrief : other_debrief);
}

static void
write_labels (RondoConfirmSessionDialog *self, const RondoAgendaSession *entry)
{
  const RondoSession *session = entry->session;
  const gboolean is_coach = entry->side == RONDO_SIDE_COACH;
  g_autofree char *with = rondo_session_describe_with (entry->side, entry->name);
  g_autofree char *when = rondo_session_describe_when (session, entry->zone);
  g_autofree char *both = g_strdup_printf ("%s\n%s", with, when);
  g_autofree char *said = rondo_session_describe_statement (
      is_coach ? session->client_minutes : session->minutes,
      is_coach ? session->client_debrief_minutes : session->debrief_minutes);
  g_autofree char *other =
      g_strdup_printf (is_coach ? _ ("The client says: %s") : _ ("The coach says: %s"), said);

  gtk_label_set_text (self->with_label, both);
  gtk_label_set_text (self->other_label, other);
}

GtkWidget *
rondo_confirm_session_dialog_new (RondoContext *context,
                                  const RondoAgendaSession *entry,
                                  int minutes)
{
  RondoConfirmSessionDialog *self =
      g_object_new (RONDO_TYPE_CONFIRM_SESSION_DIALOG, "context", context, NULL);

  self->session = rondo_session_copy (entry->session);
  write_labels (self, entry);
  write_form (self, entry->side, minutes);
  return GTK_WIDGET (self);
}
