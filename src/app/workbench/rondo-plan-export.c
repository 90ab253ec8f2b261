/* SPDX-License-Identifier: GPL-3.0-or-later
 * Writing a draft to a file that the user chooses. */
#include "config.h"

#include "rondo-plan-export.h"

#include "rondo-compat.h"
#include "rondo-draft-paper.h"
#include "rondo-toast.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* One export, handed from step to step: make, choose, write. */
typedef struct {
  GtkWidget *from;
  GBytes *bytes;
} Export;

static void
export_free (Export *export)
{
  g_clear_object (&export->from);
  g_clear_pointer (&export->bytes, g_bytes_unref);
  g_free (export);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Export, export_free)

static void
written_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Export) export = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_file_get_basename (G_FILE (object));
  g_autofree char *text = NULL;

  if (!g_file_replace_contents_finish (G_FILE (object), result, NULL, &error)) {
    rondo_toast_show_error (export->from, error);
    return;
  }
  text = g_strdup_printf (_ ("Exported to %s"), name);
  rondo_toast_show (export->from, text);
}

static void
chosen_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Export) export = user_data;
  g_autoptr (GFile) file = rondo_compat_save_file_finish (result, NULL);
  GBytes *bytes = export->bytes;

  if (file != NULL)
    g_file_replace_contents_bytes_async (file,
                                         bytes,
                                         NULL,
                                         FALSE,
                                         G_FILE_CREATE_REPLACE_DESTINATION | G_FILE_CREATE_PRIVATE,
                                         NULL,
                                         written_cb,
                                         g_steal_pointer (&export));
}

static void
choose (GtkWidget *from, GBytes *bytes, const char *name)
{
  GtkRoot *root = gtk_widget_get_root (from);
  Export *export = g_new0 (Export, 1);

  export->from = g_object_ref (from);
  export->bytes = g_bytes_ref (bytes);
  rondo_compat_save_file_async (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                _ ("Export the Plan"),
                                name,
                                NULL,
                                chosen_cb,
                                export);
}

static void
made_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) from = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = rondo_draft_paper_write_finish (result, &error);

  if (bytes == NULL)
    rondo_toast_show_error (from, error);
  else
    /* Translators: the name of a file */
    choose (from, bytes, _ ("Plan.pdf"));
}

void
rondo_plan_export_start (GtkWidget *from, RondoWorkbench *workbench, gboolean is_pdf)
{
  const RondoDraftReport *report = NULL;
  const RondoMatchingInput *input = NULL;
  g_autoptr (GPtrArray) tables = NULL;
  g_autoptr (GBytes) bytes = NULL;
  char *csv = NULL;

  g_return_if_fail (GTK_IS_WIDGET (from));
  g_return_if_fail (RONDO_IS_WORKBENCH (workbench));

  report = rondo_workbench_get_report (workbench);
  input = rondo_workbench_get_input (workbench);
  if (report == NULL || input == NULL)
    return;
  tables = rondo_draft_report_list_tables (
      report, rondo_workbench_get_draft (workbench), input->round, input->members);
  if (is_pdf) {
    rondo_draft_paper_write_async (tables, NULL, made_cb, g_object_ref (from));
    return;
  }
  csv = rondo_table_to_csv (tables->pdata[0]);
  bytes = g_bytes_new_take (csv, strlen (csv));
  /* Translators: the name of a file */
  choose (from, bytes, _ ("Plan.csv"));
}
