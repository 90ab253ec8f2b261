/* SPDX-License-Identifier: GPL-3.0-or-later
 * A text, or one of several, to look over, change, copy and save. */
#include "config.h"

#include "rondo-text-dialog.h"

#include "rondo-compat.h"
#include "rondo-toast.h"

#include <glib/gi18n-lib.h>

struct _RondoTextDialog {
  RondoDialog parent_instance;

  /* template children */
  GtkDropDown *choice;
  GtkTextView *text_view;
  AdwWindowTitle *title;

  /* owned */
  GPtrArray *texts;
};

G_DEFINE_FINAL_TYPE (RondoTextDialog, rondo_text_dialog, RONDO_TYPE_DIALOG)

static char *
dup_text (RondoTextDialog *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text_view);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

static void
choice_changed_cb (RondoTextDialog *self)
{
  guint index = gtk_drop_down_get_selected (self->choice);

  if (self->texts != NULL && index < self->texts->len)
    gtk_text_buffer_set_text (
        gtk_text_view_get_buffer (self->text_view), self->texts->pdata[index], -1);
}

static void
copy_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autofree char *text = dup_text (RONDO_TEXT_DIALOG (widget));

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
  rondo_toast_show (GTK_WIDGET (RONDO_TEXT_DIALOG (widget)->text_view), _ ("Copied"));
}

static void
written_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RondoTextDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_file_get_basename (G_FILE (object));
  g_autofree char *text = g_strdup_printf (_ ("Exported to %s"), name);

  if (g_file_replace_contents_finish (G_FILE (object), result, NULL, &error))
    rondo_toast_show (GTK_WIDGET (self->text_view), text);
  else
    rondo_toast_show_error (GTK_WIDGET (self->text_view), error);
}

static void
chosen_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RondoTextDialog) self = user_data;
  g_autoptr (GFile) file = rondo_compat_save_file_finish (result, NULL);
  g_autoptr (GBytes) bytes = NULL;
  char *text = NULL;

  if (file == NULL ||
      g_cancellable_is_cancelled (rondo_dialog_get_cancellable (RONDO_DIALOG (self))))
    return;
  text = dup_text (self);
  bytes = g_bytes_new_take (text, strlen (text));
  g_file_replace_contents_bytes_async (file,
                                       bytes,
                                       NULL,
                                       FALSE,
                                       G_FILE_CREATE_REPLACE_DESTINATION | G_FILE_CREATE_PRIVATE,
                                       NULL,
                                       written_cb,
                                       g_steal_pointer (&self));
}

static void
save_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  /* Translators: the name of a file */
  rondo_compat_save_file_async (GTK_WINDOW (widget),
                                _ ("Save Letter"),
                                _ ("Letter.txt"),
                                NULL,
                                chosen_cb,
                                g_object_ref (widget));
}

static void
rondo_text_dialog_finalize (GObject *object)
{
  RondoTextDialog *self = RONDO_TEXT_DIALOG (object);

  g_clear_pointer (&self->texts, g_ptr_array_unref);

  G_OBJECT_CLASS (rondo_text_dialog_parent_class)->finalize (object);
}

static void
rondo_text_dialog_class_init (RondoTextDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = rondo_text_dialog_finalize;
  gtk_widget_class_install_action (widget_class, "text.copy", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "text.save", NULL, save_action);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/rondocoaching/Rondo/ui/rondo-text-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, RondoTextDialog, choice);
  gtk_widget_class_bind_template_child (widget_class, RondoTextDialog, text_view);
  gtk_widget_class_bind_template_child (widget_class, RondoTextDialog, title);
  gtk_widget_class_bind_template_callback (widget_class, choice_changed_cb);
}

static void
rondo_text_dialog_init (RondoTextDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWindow *
rondo_text_dialog_new (RondoContext *context, const char *title, GPtrArray *names, GPtrArray *texts)
{
  RondoTextDialog *self = g_object_new (RONDO_TYPE_TEXT_DIALOG, "context", context, NULL);
  g_autoptr (GPtrArray) owned = names;
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

  self->texts = texts;
  for (guint i = 0; i < names->len; i++)
    gtk_string_list_append (list, names->pdata[i]);
  gtk_window_set_title (GTK_WINDOW (self), title);
  adw_window_title_set_title (self->title, title);
  gtk_drop_down_set_model (self->choice, G_LIST_MODEL (list));
  gtk_widget_set_visible (GTK_WIDGET (self->choice), names->len > 1);
  choice_changed_cb (self);
  return GTK_WINDOW (self);
}
