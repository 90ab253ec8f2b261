/* SPDX-License-Identifier: GPL-3.0-or-later
 * Writing what is there already to a file that the user chooses. */
#include "config.h"

#include "rondo-save-file.h"

#include "rondo-compat.h"
#include "rondo-toast.h"

#include <glib/gi18n-lib.h>

/* One file, handed from step to step: choose, write. */
typedef struct {
  GtkWidget *from;
  GBytes *bytes;
} Save;

static void
save_free (Save *save)
{
  g_clear_object (&save->from);
  g_clear_pointer (&save->bytes, g_bytes_unref);
  g_free (save);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Save, save_free)

static void
written_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Save) save = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_file_get_basename (G_FILE (object));
  g_autofree char *text = NULL;

  if (!g_file_replace_contents_finish (G_FILE (object), result, NULL, &error)) {
    rondo_toast_show_error (save->from, error);
    return;
  }
  text = g_strdup_printf (_ ("Exported to %s"), name);
  rondo_toast_show (save->from, text);
}

static void
chosen_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Save) save = user_data;
  g_autoptr (GFile) file = rondo_compat_save_file_finish (result, NULL);
  GBytes *bytes = save->bytes;

  if (file != NULL)
    g_file_replace_contents_bytes_async (file,
                                         bytes,
                                         NULL,
                                         FALSE,
                                         G_FILE_CREATE_REPLACE_DESTINATION | G_FILE_CREATE_PRIVATE,
                                         NULL,
                                         written_cb,
                                         g_steal_pointer (&save));
}

void
rondo_save_file (GtkWidget *from, const char *title, const char *name, GBytes *bytes)
{
  GtkRoot *root = NULL;
  Save *save = NULL;

  g_return_if_fail (GTK_IS_WIDGET (from));
  g_return_if_fail (title != NULL && name != NULL && bytes != NULL);

  root = gtk_widget_get_root (from);
  save = g_new0 (Save, 1);
  save->from = g_object_ref (from);
  save->bytes = g_bytes_ref (bytes);
  rondo_compat_save_file_async (
      GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, title, name, NULL, chosen_cb, save);
}
