/* SPDX-License-Identifier: GPL-3.0-or-later
 * Changing many entries of the log at once, with a way back. */
#include "config.h"

#include "rondo-hours-edit.h"

#include "rondo-save.h"
#include "rondo-toast.h"

#include <glib/gi18n-lib.h>

/* One edit, until the database thread has made its change. */
typedef struct {
  GtkWidget *from;
  RondoContext *context;
  RondoLogEditKind kind;
} Task;

static void
task_free (Task *task)
{
  g_clear_object (&task->from);
  g_clear_object (&task->context);
  g_free (task);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Task, task_free)

static char *
describe (RondoLogEditKind kind, guint count)
{
  if (kind == RONDO_LOG_EDIT_DELETE)
    return g_strdup_printf (ngettext ("%u entry deleted", "%u entries deleted", count), count);
  if (kind == RONDO_LOG_EDIT_COPY)
    return g_strdup_printf (ngettext ("%u entry copied", "%u entries copied", count), count);
  return g_strdup_printf (ngettext ("%u entry changed", "%u entries changed", count), count);
}

static void
prepared_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (Task) task = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RondoLogEdit) edit =
      rondo_log_edits_prepare_finish (RONDO_STORE (object), result, &error);
  g_autofree char *text = edit != NULL ? describe (task->kind, edit->count) : NULL;

  if (gtk_widget_get_root (task->from) == NULL)
    return;
  if (edit == NULL)
    rondo_toast_show_error (task->from, error);
  else
    rondo_save_change_with_undo (task->from,
                                 task->context,
                                 g_steal_pointer (&edit->change),
                                 text,
                                 g_steal_pointer (&edit->undo));
}

void
rondo_hours_edit_start (GtkWidget *from, RondoContext *context, const RondoLogEditOrder *order)
{
  Task *task = NULL;
  RondoLogEditOrder timed;

  g_return_if_fail (GTK_IS_WIDGET (from));
  g_return_if_fail (RONDO_IS_CONTEXT (context));
  g_return_if_fail (order != NULL);

  timed = *order;
  timed.now_us = rondo_context_get_now_us (context);
  task = g_new0 (Task, 1);
  task->from = g_object_ref (from);
  task->context = g_object_ref (context);
  task->kind = order->kind;
  rondo_log_edits_prepare_async (
      rondo_context_get_store (context), &timed, NULL, prepared_cb, task);
}
