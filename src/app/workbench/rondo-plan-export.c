/* SPDX-License-Identifier: GPL-3.0-or-later
 * Writing a draft to a file that the user chooses. */
#include "config.h"

#include "rondo-plan-export.h"

#include "rondo-draft-paper.h"
#include "rondo-save-file.h"
#include "rondo-toast.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static void
made_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) from = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = rondo_draft_paper_write_finish (result, &error);

  if (bytes == NULL)
    rondo_toast_show_error (from, error);
  else
    /* Translators: the last one is the name of a file */
    rondo_save_file (from, _ ("Export the Plan"), _ ("Plan.pdf"), bytes);
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
  /* Translators: the last one is the name of a file */
  rondo_save_file (from, _ ("Export the Plan"), _ ("Plan.csv"), bytes);
}
