/* SPDX-License-Identifier: GPL-3.0-or-later
 * A draft as a PDF file, written on a thread. */
#include "config.h"

#include "rondo-draft-paper.h"

#include "rondo-paper.h"

static void
write_thread (GTask *task, gpointer source, gpointer tables, GCancellable *cancellable)
{
  GError *error = NULL;
  GBytes *bytes = rondo_paper_write_pdf (tables, RONDO_PAGE_A4, &error);

  if (bytes != NULL)
    g_task_return_pointer (task, bytes, (GDestroyNotify)g_bytes_unref);
  else
    g_task_return_error (task, error);
}

void
rondo_draft_paper_write_async (GPtrArray *tables,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (tables != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, rondo_draft_paper_write_async);
  g_task_set_task_data (task, g_ptr_array_ref (tables), (GDestroyNotify)g_ptr_array_unref);
  g_task_run_in_thread (task, write_thread);
}

GBytes *
rondo_draft_paper_write_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, rondo_draft_paper_write_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
