/* SPDX-License-Identifier: GPL-3.0-or-later
 * Writing sessions to an iCalendar file that the user chooses. */
#include "config.h"

#include "rondo-calendar-export.h"

#include "rondo-calendar.h"
#include "rondo-save-file.h"
#include "rondo-session-lines.h"

#include <glib/gi18n-lib.h>
#include <string.h>

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

void
rondo_calendar_export_start (GtkWidget *from,
                             const RondoAgenda *agenda,
                             const char *id,
                             int64_t now_us)
{
  g_autoptr (GBytes) bytes = NULL;
  char *text = NULL;

  g_return_if_fail (GTK_IS_WIDGET (from));
  g_return_if_fail (agenda != NULL && id != NULL);

  text = rondo_calendar_export_make (agenda, id, now_us);
  bytes = g_bytes_new_take (text, strlen (text));
  /* Translators: the last one is the name of a file */
  rondo_save_file (from, _ ("Export Sessions as a Calendar"), _ ("Sessions.ics"), bytes);
}
