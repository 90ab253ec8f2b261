/* SPDX-License-Identifier: GPL-3.0-or-later
 * Writing sessions to an iCalendar file that the user chooses. */
#include "config.h"

#include "rondo-calendar-export.h"

#include "rondo-calendar.h"
#include "rondo-compat.h"
#include "rondo-session-lines.h"
#include "rondo-toast.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* One export, handed from step to step: choose, write. */
typedef struct {
  GtkWidget *from;
  GBytes *file;
} Export;

static void
export_free (Export *export)
{
  g_clear_object (&export->from);
  g_clear_pointer (&export->file, g_bytes_unref);
  g_free (export);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Export, export_free)

char *
rondo_calendar_export_make (const RondoAgenda *agenda, const char *id, int64_t now_us)
{
  g_autoptr (GPtrArray) titles = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (RondoCalendarEntry));

  for (guint i = 0; i < agenda->sessions->len; i++) {
    const RondoAgendaSession *session = g_ptr_array_index (agenda->sessions, i);
    RondoCalendarEntry entry = {session->session, NULL};

    if (*id != '\0' && g_strcmp0 (session->session->id, id) != 0)
      continue;
    entry.title = rondo_session_describe_with (session->side, session->name);
    g_ptr_array_add (titles, (char *)entry.title);
    g_array_append_val (entries, entry);
  }
  return rondo_calendar_write (entries, now_us);
}

static void
written_cb (GObject *object, GAsyncResult *result, gpointer user_data)
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
chosen_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Export) export = user_data;
  g_autoptr (GFile) file = rondo_compat_save_file_finish (result, NULL);
  GBytes *bytes = export->file;

  if (file != NULL)
    g_file_replace_contents_bytes_async (file,
                                         bytes,
                                         NULL,
                                         FALSE,
                                         G_FILE_CREATE_REPLACE_DESTINATION | G_FILE_CREATE_PRIVATE,
                                         NULL,
                                         written_cb,
                                         g_steal_pointer (&export));
}

void
rondo_calendar_export_start (GtkWidget *from,
                             const RondoAgenda *agenda,
                             const char *id,
                             int64_t now_us)
{
  GtkRoot *root = NULL;
  Export *export = NULL;
  char *text = NULL;

  g_return_if_fail (GTK_IS_WIDGET (from));
  g_return_if_fail (agenda != NULL && id != NULL);

  root = gtk_widget_get_root (from);
  text = rondo_calendar_export_make (agenda, id, now_us);
  export = g_new0 (Export, 1);
  export->from = g_object_ref (from);
  export->file = g_bytes_new_take (text, strlen (text));
  rondo_compat_save_file_async (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                _ ("Export Sessions as a Calendar"),
                                /* Translators: the name of a file */
                                _ ("Sessions.ics"),
                                NULL,
                                chosen_cb,
                                export);
}
