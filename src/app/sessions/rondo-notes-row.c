/* SPDX-License-Identifier: GPL-3.0-or-later
 * A row that shows how a private note begins, and opens it. */
#include "config.h"

#include "rondo-notes-row.h"

#include "rondo-notes-dialog.h"

#include <glib/gi18n-lib.h>

struct _RondoNotesRow {
  AdwActionRow parent_instance;

  /* owned */
  RondoContext *context; /* NULL until there is a subject */
  GCancellable *cancellable;
  char *subject;
  char *title;

  RondoNoteKind kind;
};

G_DEFINE_FINAL_TYPE (RondoNotesRow, rondo_notes_row, ADW_TYPE_ACTION_ROW)

static void
show (RondoNotesRow *self, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", 2);
  g_autofree char *first = NULL;

  first = *text != '\0' ? g_markup_escape_text (lines[0], -1)
                        : g_strdup (_ ("None yet. They never leave this computer."));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), first);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RondoNotesRow) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = rondo_notes_load_finish (RONDO_NOTES (source), result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (text != NULL) {
    show (self, text);
  } else {
    g_autofree char *message = g_markup_escape_text (error->message, -1);

    adw_action_row_set_subtitle (ADW_ACTION_ROW (self), message);
  }
}

static void
load (RondoNotesRow *self)
{
  rondo_notes_load_async (rondo_context_get_notes (self->context),
                          self->kind,
                          self->subject,
                          self->cancellable,
                          loaded_cb,
                          g_object_ref (self));
}

static void
activated_cb (RondoNotesRow *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWindow *dialog = NULL;

  if (self->context == NULL)
    return;
  dialog = rondo_notes_dialog_new (self->context, self->kind, self->subject, self->title);
  gtk_window_set_transient_for (dialog, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL);
  g_signal_connect_object (dialog, "saved", G_CALLBACK (load), self, G_CONNECT_SWAPPED);
  gtk_window_present (dialog);
}

static void
rondo_notes_row_dispose (GObject *object)
{
  RondoNotesRow *self = RONDO_NOTES_ROW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (rondo_notes_row_parent_class)->dispose (object);
}

static void
rondo_notes_row_finalize (GObject *object)
{
  RondoNotesRow *self = RONDO_NOTES_ROW (object);

  g_clear_object (&self->cancellable);
  g_free (self->subject);
  g_free (self->title);

  G_OBJECT_CLASS (rondo_notes_row_parent_class)->finalize (object);
}

static void
rondo_notes_row_class_init (RondoNotesRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = rondo_notes_row_dispose;
  object_class->finalize = rondo_notes_row_finalize;
}

static void
rondo_notes_row_init (RondoNotesRow *self)
{
  self->cancellable = g_cancellable_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), _ ("Private Notes"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (self),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), TRUE);
  g_signal_connect (self, "activated", G_CALLBACK (activated_cb), NULL);
}

void
rondo_notes_row_set_subject (RondoNotesRow *row,
                             RondoContext *context,
                             RondoNoteKind kind,
                             const char *subject,
                             const char *title)
{
  g_return_if_fail (RONDO_IS_NOTES_ROW (row) && subject != NULL && title != NULL);

  g_set_object (&row->context, context);
  g_free (row->subject);
  g_free (row->title);
  row->subject = g_strdup (subject);
  row->title = g_strdup (title);
  row->kind = kind;
  load (row);
}
