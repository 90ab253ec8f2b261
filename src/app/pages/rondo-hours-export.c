/* SPDX-License-Identifier: GPL-3.0-or-later
 * Writing the hours log to a file that the user chooses. */
#include "config.h"

#include "rondo-hours-export.h"

#include "rondo-compat.h"
#include "rondo-desk.h"
#include "rondo-toast.h"

#include <glib/gi18n-lib.h>

/* One export, handed from step to step: choose, read, write. */
typedef struct {
  GtkWidget *from;
  RondoContext *context;
  GFile *file;
  RondoLogFilter *filter; /* NULL: the log by client */
  int64_t left_out;
} Export;

static void
export_free (Export *export)
{
  g_clear_object (&export->from);
  g_clear_object (&export->context);
  g_clear_object (&export->file);
  g_clear_pointer (&export->filter, rondo_log_filter_free);
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

/* Takes @export over. */
static void
write_file (Export *export, GBytes *csv, const GError *error)
{
  if (csv == NULL) {
    rondo_toast_show_error (export->from, error);
    export_free (export);
    return;
  }
  g_file_replace_contents_bytes_async (export->file,
                                       csv,
                                       NULL,
                                       FALSE,
                                       G_FILE_CREATE_REPLACE_DESTINATION,
                                       NULL,
                                       file_written_cb,
                                       export);
}

static void
log_read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) csv = rondo_store_export_hours_finish (RONDO_STORE (object), result, &error);

  write_file (user_data, csv, error);
}

static void
sessions_read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) csv = rondo_desk_export_sessions_finish (RONDO_STORE (object), result, &error);

  write_file (user_data, csv, error);
}

static void
file_chosen_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Export *export = user_data;
  RondoStore *store = rondo_context_get_store (export->context);

  export->file = rondo_compat_save_file_finish (result, NULL);
  if (export->file == NULL)
    export_free (export);
  else if (export->filter == NULL)
    rondo_store_export_hours_async (store, NULL, log_read_cb, export);
  else
    rondo_desk_export_sessions_async (store,
                                      export->filter,
                                      rondo_context_get_today (export->context),
                                      NULL,
                                      sessions_read_cb,
                                      export);
}

/* @filter: (nullable): taken over */
static void
start (GtkWidget *from,
       RondoContext *context,
       RondoLogFilter *filter,
       int64_t left_out,
       const char *title,
       const char *file_name)
{
  Export *export = g_new0 (Export, 1);
  GtkRoot *root = gtk_widget_get_root (from);

  export->from = g_object_ref (from);
  export->context = g_object_ref (context);
  export->filter = filter;
  export->left_out = left_out;
  rondo_compat_save_file_async (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                title,
                                file_name,
                                NULL,
                                file_chosen_cb,
                                export);
}

void
rondo_hours_export_start (GtkWidget *from, RondoContext *context, int64_t left_out)
{
  g_return_if_fail (GTK_IS_WIDGET (from));
  g_return_if_fail (RONDO_IS_CONTEXT (context));

  /* Translators: the second is the name of a file */
  start (from, context, NULL, left_out, _ ("Export Hours for ICF"), _ ("Coaching Log.csv"));
}

void
rondo_hours_export_start_sessions (GtkWidget *from,
                                   RondoContext *context,
                                   const RondoLogFilter *filter,
                                   int64_t left_out)
{
  g_return_if_fail (GTK_IS_WIDGET (from));
  g_return_if_fail (RONDO_IS_CONTEXT (context));
  g_return_if_fail (filter != NULL);

  start (from,
         context,
         rondo_log_filter_copy (filter),
         left_out,
         _ ("Export Sessions"),
         /* Translators: the name of a file */
         _ ("Coaching Sessions.csv"));
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
