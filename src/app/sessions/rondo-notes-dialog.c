/* SPDX-License-Identifier: GPL-3.0-or-later
 * The dialog in which a private note is written; it says where the note is kept. */
#include "config.h"

#include "rondo-notes-dialog.h"

#include "rondo-form-frame.h"
#include "rondo-text.h"

#include <glib/gi18n-lib.h>

struct _RondoNotesDialog {
  RondoDialog parent_instance;

  /* template children */
  RondoFormFrame *frame;
  GtkLabel *about_label;
  GtkLabel *place_label;
  GtkTextView *text_view;

  /* owned */
  char *subject;

  RondoNoteKind kind;
};

G_DEFINE_FINAL_TYPE (RondoNotesDialog, rondo_notes_dialog, RONDO_TYPE_DIALOG)

enum { SAVED, N_SIGNALS };

static guint signals[N_SIGNALS];

static RondoNotes *
get_notes (RondoNotesDialog *self)
{
  return rondo_context_get_notes (rondo_dialog_get_context (RONDO_DIALOG (self)));
}

static char *
dup_text (RondoNotesDialog *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text_view);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return g_strchomp (gtk_text_buffer_get_text (buffer, &start, &end, FALSE));
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RondoNotesDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = rondo_notes_load_finish (RONDO_NOTES (source), result, &error);

  if (!rondo_dialog_check_answer (RONDO_DIALOG (self), error))
    return;
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->text_view), text, -1);
  g_object_set (self->frame, "can-save", TRUE, NULL);
  gtk_widget_grab_focus (GTK_WIDGET (self->text_view));
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RondoNotesDialog) self = data;
  g_autoptr (GError) error = NULL;
  gboolean is_saved = rondo_notes_save_finish (RONDO_NOTES (source), result, &error);

  if (!rondo_dialog_check_answer (RONDO_DIALOG (self), error) || !is_saved)
    return;
  g_signal_emit (self, signals[SAVED], 0);
  gtk_window_close (GTK_WINDOW (self));
}

/* What was written is kept, also when the dialog is closed meanwhile. */
static void
save_cb (RondoNotesDialog *self)
{
  g_autofree char *text = dup_text (self);

  rondo_form_frame_set_busy (self->frame, TRUE);
  rondo_notes_save_async (
      get_notes (self), self->kind, self->subject, text, NULL, saved_cb, g_object_ref (self));
}

static void
rondo_notes_dialog_finalize (GObject *object)
{
  g_free (RONDO_NOTES_DIALOG (object)->subject);

  G_OBJECT_CLASS (rondo_notes_dialog_parent_class)->finalize (object);
}

static void
rondo_notes_dialog_class_init (RondoNotesDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = rondo_notes_dialog_finalize;
  signals[SAVED] = g_signal_new (
      "saved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/rondocoaching/Rondo/ui/rondo-notes-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, RondoNotesDialog, about_label);
  gtk_widget_class_bind_template_child (widget_class, RondoNotesDialog, frame);
  gtk_widget_class_bind_template_child (widget_class, RondoNotesDialog, place_label);
  gtk_widget_class_bind_template_child (widget_class, RondoNotesDialog, text_view);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
}

static void
rondo_notes_dialog_init (RondoNotesDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWindow *
rondo_notes_dialog_new (RondoContext *context,
                        RondoNoteKind kind,
                        const char *subject,
                        const char *title)
{
  RondoNotesDialog *self = g_object_new (RONDO_TYPE_NOTES_DIALOG, "context", context, NULL);
  RondoNotes *notes = rondo_context_get_notes (context);
  g_autofree char *path = rondo_text_isolate (rondo_notes_get_path (notes));
  g_autofree char *place = g_strdup_printf (
      _ ("Notes never leave this computer: they are kept in %s and are sent to no server. They are "
         "in your personal export only if you ask for it. Back that file up if they matter to "
         "you."),
      path);

  self->kind = kind;
  self->subject = g_strdup (subject);
  gtk_label_set_text (self->about_label, title);
  gtk_label_set_text (self->place_label, place);
  rondo_notes_load_async (notes,
                          kind,
                          subject,
                          rondo_dialog_get_cancellable (RONDO_DIALOG (self)),
                          loaded_cb,
                          g_object_ref (self));
  return GTK_WINDOW (self);
}
