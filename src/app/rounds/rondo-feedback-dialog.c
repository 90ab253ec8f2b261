/* SPDX-License-Identifier: GPL-3.0-or-later
 * Saying how a pairing was. */
#include "config.h"

#include "rondo-feedback-dialog.h"

#include "rondo-form-frame.h"
#include "rondo-text.h"

#include <glib/gi18n-lib.h>

struct _RondoFeedbackDialog {
  RondoDialog parent_instance;

  /* template children */
  AdwComboRow *again_row;
  AdwPreferencesGroup *about_group;
  GtkWidget *comment_group;
  GtkTextView *comment_view;
  GtkWidget *coordinators_group;
  GtkTextView *coordinators_view;
  RondoFormFrame *frame;
  GtkSwitch *name_switch;
  GtkWidget *partner_group;
  GtkTextView *partner_view;
  GtkWidget *quotable_group;
  GtkTextView *quotable_view;
  AdwComboRow *reliable_row;
  AdwComboRow *useful_row;

  /* owned */
  RondoFeedback *pieces[RONDO_N_AUDIENCES]; /* as they were, or new and empty */
  gboolean is_known[RONDO_N_AUDIENCES];     /* it was there before */
  gboolean is_comment;
};

G_DEFINE_FINAL_TYPE (RondoFeedbackDialog, rondo_feedback_dialog, RONDO_TYPE_DIALOG)

static GtkTextView *
get_view (RondoFeedbackDialog *self, RondoAudience audience)
{
  GtkTextView *views[RONDO_N_AUDIENCES] = {
      [RONDO_AUDIENCE_PARTNER] = self->partner_view,
      [RONDO_AUDIENCE_COORDINATORS] = self->coordinators_view,
      [RONDO_AUDIENCE_QUOTABLE] = self->quotable_view,
      [RONDO_AUDIENCE_COMMENT] = self->comment_view,
  };

  return views[audience];
}

static AdwComboRow *
get_row (RondoFeedbackDialog *self, RondoQuestion question)
{
  AdwComboRow *rows[RONDO_N_QUESTIONS] = {
      [RONDO_QUESTION_USEFUL] = self->useful_row,
      [RONDO_QUESTION_RELIABLE] = self->reliable_row,
      [RONDO_QUESTION_AGAIN] = self->again_row,
  };

  return rows[question];
}

static char *
dup_text (GtkTextView *view)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return g_strstrip (gtk_text_buffer_get_text (buffer, &start, &end, FALSE));
}

/* What the form says for @audience. (transfer full) */
static RondoFeedback *
read_piece (RondoFeedbackDialog *self, RondoAudience audience)
{
  RondoFeedback *piece = rondo_feedback_copy (self->pieces[audience]);

  g_free (piece->text);
  piece->text = dup_text (get_view (self, audience));
  if (audience == RONDO_AUDIENCE_QUOTABLE)
    piece->may_name = gtk_switch_get_active (self->name_switch);
  for (guint i = 0; audience == RONDO_AUDIENCE_COORDINATORS && i < RONDO_N_QUESTIONS; i++)
    piece->answers[i] = (int)adw_combo_row_get_selected (get_row (self, (RondoQuestion)i));
  return piece;
}

static gboolean
says_something (const RondoFeedback *piece)
{
  return *piece->text != '\0' || rondo_feedback_get_lowest (piece) > 0;
}

/* Puts into @change what the form says for @audience; what was emptied is taken back. */
static gboolean
add_piece (RondoFeedbackDialog *self, RondoAudience audience, RondoChange *change, GError **error)
{
  g_autoptr (RondoFeedback) piece = read_piece (self, audience);

  if (!says_something (piece)) {
    if (self->is_known[audience])
      rondo_change_delete_feedback (change, piece->id);
    return TRUE;
  }
  if (!rondo_feedback_check (piece, error))
    return FALSE;
  rondo_change_put_feedback (change, piece);
  return TRUE;
}

static gboolean
is_shown (RondoFeedbackDialog *self, guint audience)
{
  return self->is_comment == (audience == RONDO_AUDIENCE_COMMENT);
}

static gboolean
is_empty (RondoFeedbackDialog *self)
{
  for (guint i = 0; i < RONDO_N_AUDIENCES; i++) {
    g_autoptr (RondoFeedback) piece = read_piece (self, (RondoAudience)i);

    if (is_shown (self, i) && (self->is_known[i] || says_something (piece)))
      return FALSE;
  }
  return TRUE;
}

static void
save_cb (RondoFeedbackDialog *self)
{
  g_autoptr (RondoChange) change = rondo_change_new ();
  g_autoptr (GError) error = NULL;

  if (is_empty (self)) {
    rondo_form_frame_show_error (self->frame, _ ("Answer a question, or write something."));
    return;
  }
  for (guint i = 0; i < RONDO_N_AUDIENCES; i++)
    if (is_shown (self, i) && !add_piece (self, (RondoAudience)i, change, &error)) {
      rondo_form_frame_show_error (self->frame, error->message);
      return;
    }
  rondo_dialog_save (RONDO_DIALOG (self), g_steal_pointer (&change));
}

static void
rondo_feedback_dialog_saved (RondoDialog *dialog)
{
  rondo_dialog_tell_parent (dialog, _ ("Thank you. Those it is for can read it."));
}

static void
rondo_feedback_dialog_finalize (GObject *object)
{
  RondoFeedbackDialog *self = RONDO_FEEDBACK_DIALOG (object);

  for (guint i = 0; i < RONDO_N_AUDIENCES; i++)
    rondo_feedback_free (self->pieces[i]);

  G_OBJECT_CLASS (rondo_feedback_dialog_parent_class)->finalize (object);
}

static void
rondo_feedback_dialog_class_init (RondoFeedbackDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = rondo_feedback_dialog_finalize;
  RONDO_DIALOG_CLASS (klass)->saved = rondo_feedback_dialog_saved;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/rondocoaching/Rondo/ui/rondo-feedback-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, RondoFeedbackDialog, about_group);
  gtk_widget_class_bind_template_child (widget_class, RondoFeedbackDialog, again_row);
  gtk_widget_class_bind_template_child (widget_class, RondoFeedbackDialog, comment_group);
  gtk_widget_class_bind_template_child (widget_class, RondoFeedbackDialog, comment_view);
  gtk_widget_class_bind_template_child (widget_class, RondoFeedbackDialog, coordinators_group);
  gtk_widget_class_bind_template_child (widget_class, RondoFeedbackDialog, coordinators_view);
  gtk_widget_class_bind_template_child (widget_class, RondoFeedbackDialog, frame);
  gtk_widget_class_bind_template_child (widget_class, RondoFeedbackDialog, name_switch);
  gtk_widget_class_bind_template_child (widget_class, RondoFeedbackDialog, partner_group);
  gtk_widget_class_bind_template_child (widget_class, RondoFeedbackDialog, partner_view);
  gtk_widget_class_bind_template_child (widget_class, RondoFeedbackDialog, quotable_group);
  gtk_widget_class_bind_template_child (widget_class, RondoFeedbackDialog, quotable_view);
  gtk_widget_class_bind_template_child (widget_class, RondoFeedbackDialog, reliable_row);
  gtk_widget_class_bind_template_child (widget_class, RondoFeedbackDialog, useful_row);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
}

static void
rondo_feedback_dialog_init (RondoFeedbackDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
take_known (RondoFeedbackDialog *self, const RondoPairingOverview *pairing, const char *member)
{
  for (guint i = 0; i < RONDO_N_AUDIENCES; i++)
    self->pieces[i] = rondo_feedback_new (pairing->pairing->id, member, (RondoAudience)i);
  for (guint i = 0; pairing->feedback != NULL && i < pairing->feedback->len; i++) {
    const RondoFeedback *piece = pairing->feedback->pdata[i];

    if (g_strcmp0 (piece->member, member) != 0)
      continue;
    rondo_feedback_free (self->pieces[piece->audience]);
    self->pieces[piece->audience] = rondo_feedback_copy (piece);
    self->is_known[piece->audience] = TRUE;
  }
}

static void
write_form (RondoFeedbackDialog *self)
{
  const RondoFeedback *asked = self->pieces[RONDO_AUDIENCE_COORDINATORS];

  for (guint i = 0; i < RONDO_N_AUDIENCES; i++)
    gtk_text_buffer_set_text (
        gtk_text_view_get_buffer (get_view (self, (RondoAudience)i)), self->pieces[i]->text, -1);
  for (guint i = 0; i < RONDO_N_QUESTIONS; i++) {
    AdwComboRow *row = get_row (self, (RondoQuestion)i);

    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                   rondo_question_describe ((RondoQuestion)i));
    adw_combo_row_set_selected (row, (guint)asked->answers[i]);
  }
  gtk_switch_set_active (self->name_switch, self->pieces[RONDO_AUDIENCE_QUOTABLE]->may_name);
  gtk_widget_set_visible (self->comment_group, self->is_comment);
  gtk_widget_set_visible (self->coordinators_group, !self->is_comment);
  gtk_widget_set_visible (self->partner_group, !self->is_comment);
  gtk_widget_set_visible (self->quotable_group, !self->is_comment);
}

GtkWindow *
rondo_feedback_dialog_new (RondoContext *context,
                           const RondoPairingOverview *pairing,
                           gboolean is_comment)
{
  RondoFeedbackDialog *self = g_object_new (RONDO_TYPE_FEEDBACK_DIALOG, "context", context, NULL);
  g_autofree char *name =
      rondo_text_isolate (pairing->is_coach ? pairing->client_name : pairing->coach_name);
  /* Translators: the name of a partner */
  g_autofree char *title =
      g_markup_printf_escaped (is_comment ? _ ("You and %s") : _ ("How Was It with %s?"), name);

  self->is_comment = is_comment;
  take_known (
      self, pairing, pairing->is_coach ? pairing->pairing->coach : pairing->pairing->client);
  write_form (self);
  adw_preferences_group_set_title (self->about_group, title);
  return GTK_WINDOW (self);
}
