/* SPDX-License-Identifier: GPL-3.0-or-later
 * Letters of the hours page: to organisations, and to clients who have not consented yet. */
#include "config.h"

#include "rondo-hours-letters.h"

#include "rondo-papers.h"
#include "rondo-text-dialog.h"
#include "rondo-toast.h"

#include <glib/gi18n-lib.h>

/* What is needed once the name of the coach is known. */
typedef struct {
  GtkWidget *from;
  RondoContext *context;
  GPtrArray *clients; /* of RondoClientPerson; NULL: letters for organisations */
} Task;

static void
task_free (Task *task)
{
  g_clear_object (&task->from);
  g_clear_object (&task->context);
  g_clear_pointer (&task->clients, g_ptr_array_unref);
  g_free (task);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Task, task_free)

static void
present (Task *task, const char *title, GPtrArray *names, GPtrArray *texts)
{
  GtkRoot *root = gtk_widget_get_root (task->from);
  GtkWindow *dialog = rondo_text_dialog_new (task->context, title, names, texts);

  if (GTK_IS_WINDOW (root))
    gtk_window_set_transient_for (dialog, GTK_WINDOW (root));
  gtk_window_present (dialog);
}

static void
show_organisations (Task *task, const RondoLettersOverview *letters)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < letters->organisations->len; i++) {
    const RondoOrganisation *organisation = letters->organisations->pdata[i];

    g_ptr_array_add (names, g_strdup (organisation->name));
    g_ptr_array_add (texts,
                     rondo_letter_for_organisation (organisation, letters->coach, letters->today));
  }
  if (names->len > 0)
    present (
        task, _ ("Letter for an Organization"), g_steal_pointer (&names), g_steal_pointer (&texts));
  else
    rondo_toast_show (task->from,
                      _ ("No internal or third-party coaching is of a client with an "
                         "organization. Enter it at the client."));
}

static void
ask_consent (Task *task, const RondoLettersOverview *letters)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < task->clients->len; i++) {
    const RondoClientPerson *client = task->clients->pdata[i];

    if (client->has_consented)
      continue;
    g_ptr_array_add (names, g_strdup (client->name));
    g_ptr_array_add (texts, rondo_letter_consent_request (client, letters->coach));
  }
  if (names->len > 0)
    present (task, _ ("Request for Consent"), g_steal_pointer (&names), g_steal_pointer (&texts));
  else
    rondo_toast_show (task->from, _ ("All clients have consented."));
}

static void
loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Task) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RondoLettersOverview) letters =
      rondo_papers_load_letters_finish (RONDO_STORE (object), result, &error);

  if (gtk_widget_get_root (task->from) == NULL)
    return;
  if (letters == NULL)
    rondo_toast_show_error (task->from, error);
  else if (task->clients == NULL)
    show_organisations (task, letters);
  else
    ask_consent (task, letters);
}

static void
start (GtkWidget *from, RondoContext *context, GPtrArray *clients)
{
  Task *task = g_new0 (Task, 1);

  task->from = g_object_ref (from);
  task->context = g_object_ref (context);
  task->clients = clients != NULL ? g_ptr_array_ref (clients) : NULL;
  rondo_papers_load_letters_async (
      rondo_context_get_store (context), rondo_context_get_today (context), NULL, loaded_cb, task);
}

void
rondo_hours_letters_show_organisations (GtkWidget *from, RondoContext *context)
{
  g_return_if_fail (GTK_IS_WIDGET (from));
  g_return_if_fail (RONDO_IS_CONTEXT (context));

  start (from, context, NULL);
}

void
rondo_hours_letters_ask_consent (GtkWidget *from, RondoContext *context, GPtrArray *clients)
{
  g_return_if_fail (GTK_IS_WIDGET (from));
  g_return_if_fail (RONDO_IS_CONTEXT (context));
  g_return_if_fail (clients != NULL);

  start (from, context, clients);
}
