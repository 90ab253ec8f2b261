/* SPDX-License-Identifier: GPL-3.0-or-later
 * Saving a change that no dialog waits for: what goes wrong is said in a toast. */
#include "config.h"

#include "rondo-save.h"

#include "rondo-toast.h"

/* One save, with what its toast offers. */
typedef struct {
  GtkWidget *from;
  RondoContext *context;
  char *text;        /* (nullable) */
  RondoChange *undo; /* (nullable) */
} Save;

static Save *
save_new (GtkWidget *from, RondoContext *context)
{
  Save *save = g_new0 (Save, 1);

  save->from = g_object_ref (from);
  save->context = g_object_ref (context);
  return save;
}

static void
save_free (gpointer data)
{
  Save *save = data;

  g_object_unref (save->from);
  g_object_unref (save->context);
  g_free (save->text);
  g_clear_pointer (&save->undo, rondo_change_free);
  g_free (save);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Save, save_free)

static void
undo_cb (gpointer data)
{
  Save *save = data;

  if (save->undo != NULL)
    rondo_save_change (save->from, save->context, g_steal_pointer (&save->undo));
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Save) save = data;
  g_autoptr (GError) error = NULL;
  GtkWidget *from = save->from;
  const char *text = save->text;

  if (!rondo_store_save_finish (RONDO_STORE (source), result, &error))
    rondo_toast_show_error (from, error);
  else if (save->undo != NULL && gtk_widget_get_root (from) != NULL)
    rondo_toast_show_undo (from, text, undo_cb, g_steal_pointer (&save), save_free);
}

void
rondo_save_change (GtkWidget *from, RondoContext *context, RondoChange *change)
{
  g_return_if_fail (GTK_IS_WIDGET (from));
  g_return_if_fail (RONDO_IS_CONTEXT (context));
  g_return_if_fail (change != NULL);

  rondo_store_save_async (
      rondo_context_get_store (context), change, NULL, saved_cb, save_new (from, context));
}

void
rondo_save_change_with_undo (GtkWidget *from,
                             RondoContext *context,
                             RondoChange *change,
                             const char *text,
                             RondoChange *undo)
{
  Save *save = NULL;

  g_return_if_fail (GTK_IS_WIDGET (from));
  g_return_if_fail (RONDO_IS_CONTEXT (context));
  g_return_if_fail (change != NULL && undo != NULL);

  save = save_new (from, context);
  save->text = g_strdup (text);
  save->undo = undo;
  rondo_store_save_async (rondo_context_get_store (context), change, NULL, saved_cb, save);
}
