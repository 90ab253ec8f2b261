/* SPDX-License-Identifier: GPL-3.0-or-later
 * Changing many entries of the log at once, with a way back. */
#include "config.h"

#include "rondo-hours-edit.h"

#include "rondo-client-chooser.h"
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
  if (kind == RONDO_LOG_EDIT_MOVE)
    return g_strdup_printf (ngettext ("%u entry moved", "%u entries moved", count), count);
  if (kind == RONDO_LOG_EDIT_MERGE_CLIENTS)
    return g_strdup (_ ("The two are one client now"));
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

/* One question for a client, until it is answered. */
typedef struct {
  GtkWidget *from;
  RondoContext *context;
  GPtrArray *ids; /* entries to be moved; or the client who is kept */
  RondoLogEditKind kind;
} Choice;

static void
choice_free (gpointer data, GClosure *closure)
{
  Choice *choice = data;

  g_object_unref (choice->from);
  g_object_unref (choice->context);
  g_ptr_array_unref (choice->ids);
  g_free (choice);
}

/* Entries go to who was chosen; but who was chosen becomes the client who is kept. */
static void
chosen_cb (RondoClientChooser *chooser, const char *id, gpointer data)
{
  const Choice *choice = data;
  g_autoptr (GPtrArray) chosen = g_ptr_array_new_with_free_func (g_free);
  gboolean is_move = choice->kind == RONDO_LOG_EDIT_MOVE;
  RondoLogEditOrder order = {.kind = choice->kind};

  g_ptr_array_add (chosen, g_strdup (id));
  order.ids = is_move ? choice->ids : chosen;
  order.client = is_move ? id : choice->ids->pdata[0];
  rondo_hours_edit_start (choice->from, choice->context, &order);
}

/* Takes @ids over. */
static void
ask (GtkWidget *from,
     RondoContext *context,
     RondoLogEditKind kind,
     GPtrArray *ids,
     GtkWindow *chooser)
{
  GtkRoot *root = gtk_widget_get_root (from);
  Choice *choice = g_new0 (Choice, 1);

  choice->from = g_object_ref (from);
  choice->context = g_object_ref (context);
  choice->kind = kind;
  choice->ids = ids;
  g_signal_connect_data (chooser, "chosen", G_CALLBACK (chosen_cb), choice, choice_free, 0);
  if (GTK_IS_WINDOW (root))
    gtk_window_set_transient_for (chooser, GTK_WINDOW (root));
  gtk_window_present (chooser);
}

static gpointer
copy_text (gconstpointer text, gpointer data)
{
  return g_strdup (text);
}

void
rondo_hours_edit_ask_move (GtkWidget *from, RondoContext *context, GPtrArray *ids)
{
  GPtrArray *copy = NULL;

  g_return_if_fail (GTK_IS_WIDGET (from));
  g_return_if_fail (RONDO_IS_CONTEXT (context));
  g_return_if_fail (ids != NULL);

  copy = g_ptr_array_copy (ids, copy_text, NULL);
  g_ptr_array_set_free_func (copy, g_free);
  ask (from,
       context,
       RONDO_LOG_EDIT_MOVE,
       copy,
       rondo_client_chooser_new (context, _ ("Move to Which Client?"), NULL));
}

void
rondo_hours_edit_ask_merge (GtkWidget *from, RondoContext *context, const char *kept)
{
  GPtrArray *ids = NULL;

  g_return_if_fail (GTK_IS_WIDGET (from));
  g_return_if_fail (RONDO_IS_CONTEXT (context));
  g_return_if_fail (kept != NULL);

  ids = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (ids, g_strdup (kept));
  ask (from,
       context,
       RONDO_LOG_EDIT_MERGE_CLIENTS,
       ids,
       rondo_client_chooser_new (context, _ ("Who Is the Same?"), kept));
}
