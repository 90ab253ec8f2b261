/* SPDX-License-Identifier: GPL-3.0-or-later
 * Taking a whole import back, from the list of members. */
#include "config.h"

#include "rondo-members-import.h"

#include "rondo-compat.h"
#include "rondo-member-imports.h"
#include "rondo-save.h"
#include "rondo-text.h"
#include "rondo-toast.h"

#include <glib/gi18n-lib.h>

/* One question, handed from step to step. */
typedef struct {
  GtkWidget *from;
  RondoContext *context;
  RondoMemberImportUndo *undo;
} Task;

static void
task_free (Task *task)
{
  g_clear_object (&task->from);
  g_clear_object (&task->context);
  g_clear_pointer (&task->undo, rondo_member_import_undo_free);
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
add_sentence (GString *text, guint count, const char *sentence)
{
  if (count > 0)
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n\n" : "", sentence);
}

/* One sentence for each of what happens to whom. */
static char *
describe (const RondoMemberImportUndo *undo)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *name = rondo_text_isolate (undo->name);
  g_autofree char *new = g_strdup_printf (
      ngettext ("%u member who came from %s leaves the list. Whoever has an account by now stays.",
                "%u members who came from %s leave the list. Whoever has an account by now stays.",
                undo->n_new),
      undo->n_new,
      name);
  g_autofree char *changed = g_strdup_printf (
      ngettext ("%u member whom %s changed becomes what they were, where nobody else has changed "
                "them since.",
                "%u members whom %s changed become what they were, where nobody else has changed "
                "them since.",
                undo->n_changed),
      undo->n_changed,
      name);
  g_autofree char *kept =
      g_strdup_printf (ngettext ("%u member stays, because they take part in a round.",
                                 "%u members stay, because they take part in a round.",
                                 undo->n_kept),
                       undo->n_kept);

  add_sentence (text, undo->n_new, new);
  add_sentence (text, undo->n_changed, changed);
  add_sentence (text, undo->n_kept, kept);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
ask (Task *task)
{
  GtkRoot *root = gtk_widget_get_root (task->from);
  g_autofree char *body = describe (task->undo);

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

  task->undo = rondo_member_imports_load_undo_finish (RONDO_STORE (object), result, &error);
  if (gtk_widget_get_root (task->from) == NULL)
    return;
  if (task->undo == NULL)
    rondo_toast_show_error (task->from, error);
  else if (task->undo->name == NULL)
    rondo_toast_show (task->from, _ ("Nobody in the list came from an import."));
  else
    ask (g_steal_pointer (&task));
}

void
rondo_members_import_take_back (GtkWidget *from, RondoContext *context)
{
  Task *task = NULL;

  g_return_if_fail (GTK_IS_WIDGET (from));
  g_return_if_fail (RONDO_IS_CONTEXT (context));

  task = g_new0 (Task, 1);
  task->from = g_object_ref (from);
  task->context = g_object_ref (context);
  rondo_member_imports_load_undo_async (rondo_context_get_store (context), NULL, loaded_cb, task);
}
