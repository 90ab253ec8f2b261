/* SPDX-License-Identifier: GPL-3.0-or-later
 * Signing out, and writing what was not sent to a file. */
#include "config.h"

#include "rondo-sign-out.h"

#include "rondo-compat.h"
#include "rondo-toast.h"

#include <glib/gi18n-lib.h>

/* One way out, handed from step to step. */
typedef struct {
  GtkWidget *from;
  RondoContext *context;
  GFile *file;
  gboolean signs_out; /* once the file is written */
} Leave;

static void
leave_free (Leave *leave)
{
  g_clear_object (&leave->from);
  g_clear_object (&leave->context);
  g_clear_object (&leave->file);
  g_free (leave);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Leave, leave_free)

static Leave *
leave_new (GtkWidget *from, RondoContext *context)
{
  Leave *leave = g_new0 (Leave, 1);

  leave->from = g_object_ref (from);
  leave->context = g_object_ref (context);
  return leave;
}

static GtkWindow *
get_window (Leave *leave)
{
  GtkRoot *root = gtk_widget_get_root (leave->from);

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

static void
signed_out_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Leave) leave = user_data;
  g_autoptr (GError) error = NULL;

  if (rondo_account_sign_out_finish (RONDO_ACCOUNT (object), result, &error))
    rondo_toast_show (leave->from, _ ("Signed out; your data stays on this computer"));
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    rondo_toast_show_error (leave->from, error);
}

static void
sign_out (Leave *leave)
{
  rondo_account_sign_out_async (
      rondo_context_get_account (leave->context), NULL, signed_out_cb, leave);
}

static void
file_written_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Leave) leave = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_file_get_basename (leave->file);
  g_autofree char *text = NULL;

  if (!g_file_replace_contents_finish (G_FILE (object), result, NULL, &error)) {
    rondo_toast_show_error (leave->from, error);
    return;
  }
  if (leave->signs_out) {
    sign_out (g_steal_pointer (&leave));
    return;
  }
  text = g_strdup_printf (_ ("Saved to %s"), name);
  rondo_toast_show (leave->from, text);
}

static void
unsent_read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Leave) leave = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) unsent =
      rondo_store_export_unsent_finish (RONDO_STORE (object), result, &error);
  GFile *file = leave->file;

  if (unsent == NULL)
    rondo_toast_show_error (leave->from, error);
  else
    g_file_replace_contents_bytes_async (file,
                                         unsent,
                                         NULL,
                                         FALSE,
                                         G_FILE_CREATE_REPLACE_DESTINATION,
                                         NULL,
                                         file_written_cb,
                                         g_steal_pointer (&leave));
}

static void
file_chosen_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Leave) leave = user_data;
  RondoStore *store = rondo_context_get_store (leave->context);

  leave->file = rondo_compat_save_file_finish (result, NULL);
  if (leave->file != NULL)
    rondo_store_export_unsent_async (store, NULL, unsent_read_cb, g_steal_pointer (&leave));
}

static void
choose_file (Leave *leave)
{
  rondo_compat_save_file_async (get_window (leave),
                                _ ("Save Unsent Changes"),
                                /* Translators: the name of a file */
                                _ ("Unsent Changes.json"),
                                NULL,
                                file_chosen_cb,
                                leave);
}

static void
asked_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Leave) leave = user_data;
  int answer = rondo_compat_ask_finish (result, NULL);

  if (answer == 0)
    return;
  leave->signs_out = TRUE;
  if (answer == 1)
    choose_file (g_steal_pointer (&leave));
  else
    sign_out (g_steal_pointer (&leave));
}

void
rondo_sign_out_start (GtkWidget *from, RondoContext *context)
{
  RondoSync *sync = rondo_context_get_sync (context);
  Leave *leave = leave_new (from, context);
  guint unsent =
      sync != NULL ? rondo_sync_get_waiting_count (sync) + rondo_sync_get_refused_count (sync) : 0;
  g_autofree char *body = NULL;

  if (unsent == 0) {
    sign_out (leave);
    return;
  }
  body = g_strdup_printf (
      ngettext ("%u change was not sent to the community yet. It stays on this computer and is "
                "sent when you sign in here again. You can keep it in a file as well.",
                "%u changes were not sent to the community yet. They stay on this computer and "
                "are sent when you sign in here again. You can keep them in a file as well.",
                unsent),
      unsent);
  rondo_compat_ask_async (get_window (leave),
                          _ ("Sign Out with Unsent Changes?"),
                          body,
                          _ ("_Save to a File…"),
                          _ ("Sign _Out"),
                          NULL,
                          asked_cb,
                          leave);
}

void
rondo_sign_out_save_unsent (GtkWidget *from, RondoContext *context)
{
  choose_file (leave_new (from, context));
}
