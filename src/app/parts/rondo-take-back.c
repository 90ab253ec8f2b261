/* SPDX-License-Identifier: GPL-3.0-or-later
 * The question whether a whole import shall go again. */
#include "config.h"

#include "rondo-take-back.h"

#include "rondo-compat.h"
#include "rondo-save.h"
#include "rondo-toast.h"

#include <glib/gi18n-lib.h>

struct _RondoTakeBack {
  GtkWidget *from;
  RondoContext *context;
  RondoChange *change; /* (nullable) */
};

static void
rondo_take_back_free (RondoTakeBack *question)
{
  g_object_unref (question->from);
  g_object_unref (question->context);
  g_clear_pointer (&question->change, rondo_change_free);
  g_free (question);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoTakeBack, rondo_take_back_free)

static void
answered_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RondoTakeBack) question = user_data;

  if (rondo_compat_confirm_finish (result, NULL))
    rondo_save_change (question->from, question->context, g_steal_pointer (&question->change));
}

RondoTakeBack *
rondo_take_back_new (GtkWidget *from, RondoContext *context)
{
  RondoTakeBack *question = NULL;

  g_return_val_if_fail (GTK_IS_WIDGET (from), NULL);
  g_return_val_if_fail (RONDO_IS_CONTEXT (context), NULL);

  question = g_new0 (RondoTakeBack, 1);
  question->from = g_object_ref (from);
  question->context = g_object_ref (context);
  return question;
}

void
rondo_take_back_ask (RondoTakeBack *question,
                     RondoChange *change,
                     const char *body,
                     const GError *error,
                     const char *nothing)
{
  g_autoptr (RondoTakeBack) owned = question;
  GtkRoot *root = NULL;

  g_return_if_fail (question != NULL);

  question->change = change;
  root = gtk_widget_get_root (question->from);
  if (root == NULL)
    return;
  if (error != NULL)
    rondo_toast_show_error (question->from, error);
  else if (change == NULL)
    rondo_toast_show (question->from, nothing);
  else
    rondo_compat_confirm_async (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                _ ("Take the Import Back?"),
                                body,
                                _ ("_Take Back"),
                                NULL,
                                answered_cb,
                                g_steal_pointer (&owned));
}
