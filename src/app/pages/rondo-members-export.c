/* SPDX-License-Identifier: GPL-3.0-or-later
 * Writing the members to a file that the user chooses. */
#include "config.h"

#include "rondo-members-export.h"

#include "rondo-compat.h"
#include "rondo-member-export.h"
#include "rondo-overviews.h"
#include "rondo-toast.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* One export, handed from step to step: choose, write. */
typedef struct {
  GtkWidget *from;
  GBytes *csv;
} Export;

static void
export_free (Export *export)
{
  g_clear_object (&export->from);
  g_clear_pointer (&export->csv, g_bytes_unref);
  g_free (export);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Export, export_free)

static GBytes *
write_members (GPtrArray *overviews)
{
  g_autoptr (GPtrArray) members = g_ptr_array_sized_new (overviews->len);
  char *text = NULL;

  for (guint i = 0; i < overviews->len; i++)
    g_ptr_array_add (members, ((RondoMemberOverview *)overviews->pdata[i])->member);
  text = rondo_members_export (members);
  return g_bytes_new_take (text, strlen (text));
}

static void
file_written_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Export) export = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_file_get_basename (G_FILE (object));
  g_autofree char *text = NULL;

  if (!g_file_replace_contents_finish (G_FILE (object), result, NULL, &error)) {
    rondo_toast_show_error (export->from, error);
    return;
  }
  text = g_strdup_printf (_ ("Exported to %s"), name);
  rondo_toast_show (export->from, text);
}

static void
file_chosen_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Export) export = user_data;
  g_autoptr (GFile) file = rondo_compat_save_file_finish (result, NULL);
  GBytes *csv = export->csv;

  if (file != NULL)
    g_file_replace_contents_bytes_async (file,
                                         csv,
                                         NULL,
                                         FALSE,
                                         G_FILE_CREATE_REPLACE_DESTINATION | G_FILE_CREATE_PRIVATE,
                                         NULL,
                                         file_written_cb,
                                         g_steal_pointer (&export));
}

void
rondo_members_export_start (GtkWidget *from, GPtrArray *overviews)
{
  Export *export = NULL;
  GtkRoot *root = NULL;

  g_return_if_fail (GTK_IS_WIDGET (from));
  g_return_if_fail (overviews != NULL);

  root = gtk_widget_get_root (from);
  export = g_new0 (Export, 1);
  export->from = g_object_ref (from);
  export->csv = write_members (overviews);
  rondo_compat_save_file_async (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                _ ("Export Members"),
                                /* Translators: the name of a file */
                                _ ("Members.csv"),
                                NULL,
                                file_chosen_cb,
                                export);
}
