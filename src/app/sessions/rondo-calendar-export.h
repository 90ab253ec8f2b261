/* SPDX-License-Identifier: GPL-3.0-or-later
 * Writing sessions to an iCalendar file that the user chooses. */
#pragma once

#include <gtk/gtk.h>

#include "rondo-agenda.h"

G_BEGIN_DECLS

/** rondo_calendar_export_make: the session @id of @agenda, or all of them for "", as the text of a
 * file. (transfer full) */
char *rondo_calendar_export_make (const RondoAgenda *agenda, const char *id, int64_t now_us);

/** rondo_calendar_export_start: the same into a file; @from says how it went. */
void rondo_calendar_export_start (GtkWidget *from,
                                  const RondoAgenda *agenda,
                                  const char *id,
                                  int64_t now_us);

G_END_DECLS
