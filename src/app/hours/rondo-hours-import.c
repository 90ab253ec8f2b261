/* SPDX-License-Identifier: GPL-3.0-or-later
 * Taking a whole import back, from the hours page. */
#include "config.h"

#include "rondo-hours-import.h"

#include "rondo-compat.h"
#include "rondo-imports.h"
#include "rondo-save.h"
#include "rondo-text.h"
#include "rondo-toast.h"

#include <glib/gi18n-lib.h>

/* One question, handed from step to step. */
typedef struct {
  GtkWidget *from;
  RondoContext *context;
  RondoImportUndo *undo;
} Task;

static void
task_free (Task *task)
{
  g_clear_object (&task->from);
  g_clear_object (&task->context);
  g_clear_pointer (&task->undo, rondo_import_undo_free);
  g_free (task);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Task, task_free)

static void
answered_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Task) task = user_data;

  if (rondo_compat_confirm_finish (result, NULL))
    rondo_save_change (task->from, task->context, g_steal_pointer (&task->undo->change));
}

static void
ask (Task *task)
{
  GtkRoot *root = gtk_widget_get_root (task->from);
  guint count = task->undo->n_entries;
  g_autofree char *name = rondo_text_isolate (task->undo->name);
  g_autofree char *body = g_strdup_printf (
      ngettext ("%u session that came from %s leaves the log, with the clients who came with it "
                "and have no other sessions.",
                "%u sessions that came from %s leave the log, with the clients who came with "
                "them and have no other sessions.",
                count),
      count,
      name);

  rondo_compat_confirm_async (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                              _ ("Take the Import Back?"),
                              body,
                              _ ("_Take Back"),
                              NULL,
                              answered_cb,
                              task);
}

static void
loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Task) task = user_data;
  g_autoptr (GError) error = NULL;

  task->undo = rondo_imports_load_undo_finish (RONDO_STORE (object), result, &error);
  if (gtk_widget_get_root (task->from) == NULL)
    return;
  if (task->undo == NULL)
    rondo_toast_show_error (task->from, error);
  else if (task->undo->name == NULL)
    rondo_toast_show (task->from, _ ("Nothing in the log came from an import."));
  else
    ask (g_steal_pointer (&task));
}

void
rondo_hours_import_take_back (GtkWidget *from, RondoContext *context)
{
  Task *task = NULL;

  g_return_if_fail (GTK_IS_WIDGET (from));
  g_return_if_fail (RONDO_IS_CONTEXT (context));

  task = g_new0 (Task, 1);
  task->from = g_object_ref (from);
  task->context = g_object_ref (context);
  rondo_imports_load_undo_async (rondo_context_get_store (context), NULL, loaded_cb, task);
}
