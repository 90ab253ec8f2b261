/* SPDX-License-Identifier: GPL-3.0-or-later
 * Writing the hours log to a file that the user chooses. */
#include "config.h"

#include "rondo-hours-export.h"

#include "rondo-compat.h"
#include "rondo-toast.h"

#include <glib/gi18n-lib.h>

/* One export, handed from step to step: choose, read, write. */
typedef struct {
  GtkWidget *from;
  RondoContext *context;
  GFile *file;
  int64_t left_out;
} Export;

static void
export_free (Export *export)
{
  g_clear_object (&export->from);
  g_clear_object (&export->context);
  g_clear_object (&export->file);
  g_free (export);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Export, export_free)

static void
file_written_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Export) export = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_file_get_basename (export->file);
  g_autofree char *text = NULL;

  if (!g_file_replace_contents_finish (G_FILE (object), result, NULL, &error)) {
    rondo_toast_show_error (export->from, error);
    return;
  }
  text = rondo_hours_export_describe (name, export->left_out);
  rondo_toast_show (export->from, text);
}

static void
log_read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Export) export = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) csv = rondo_store_export_hours_finish (RONDO_STORE (object), result, &error);
  GFile *file = export->file;

  if (csv == NULL)
    rondo_toast_show_error (export->from, error);
  else
    g_file_replace_contents_bytes_async (file,
                                         csv,
                                         NULL,
                                         FALSE,
                                         G_FILE_CREATE_REPLACE_DESTINATION,
                                         NULL,
                                         file_written_cb,
                                         g_steal_pointer (&export));
}

static void
file_chosen_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Export) export = user_data;
  RondoStore *store = rondo_context_get_store (export->context);

  export->file = rondo_compat_save_file_finish (result, NULL);
  if (export->file != NULL)
    rondo_store_export_hours_async (store, NULL, log_read_cb, g_steal_pointer (&export));
}

void
rondo_hours_export_start (GtkWidget *from, RondoContext *context, int64_t left_out)
{
  Export *export = NULL;
  GtkRoot *root = NULL;

  g_return_if_fail (GTK_IS_WIDGET (from));
  g_return_if_fail (RONDO_IS_CONTEXT (context));

  root = gtk_widget_get_root (from);
  export = g_new0 (Export, 1);
  export->from = g_object_ref (from);
  export->context = g_object_ref (context);
  export->left_out = left_out;
  rondo_compat_save_file_async (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                _ ("Export Hours for ICF"),
                                /* Translators: the name of a file */
                                _ ("Coaching Log.csv"),
                                NULL,
                                file_chosen_cb,
                                export);
}

char *
rondo_hours_export_describe (const char *file_name, int64_t left_out)
{
  g_autofree char *hours = rondo_minutes_to_local_hours (left_out);

  if (left_out == 0)
    return g_strdup_printf (_ ("Exported to %s"), file_name);
  return g_strdup_printf (
      _ ("Exported to %s; %s hours of clients without consent were left out"), file_name, hours);
}
