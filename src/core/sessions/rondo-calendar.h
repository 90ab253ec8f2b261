/* SPDX-License-Identifier: GPL-3.0-or-later
 * Sessions as an iCalendar file (RFC 5545), and such a file as a table of past sessions. */
#pragma once

#include <glib.h>
#include <stdint.h>

#include "rondo-session.h"

G_BEGIN_DECLS

/* One session for the calendar. */
typedef struct {
  const RondoSession *session; /* borrowed */
  const char *title;           /* "Session with Ben Brandt"; borrowed */
} RondoCalendarEntry;

/* One event of a file; of a series each that has taken place. */
typedef struct {
  char *title;
  int64_t start_us;
  int minutes;
} RondoCalendarEvent;

#define RONDO_CALENDAR_MAX_BYTES (8 * 1024 * 1024)
#define RONDO_CALENDAR_MAX_EVENTS 20000

/** rondo_calendar_write: those of @entries (element-type RondoCalendarEntry) that have a time, as
 * the text of a file; what was called off says so. (transfer full) */
char *rondo_calendar_write (GArray *entries, int64_t now_us);

/** rondo_calendar_is_one: whether @bytes look like an iCalendar file and not like a table. */
gboolean rondo_calendar_is_one (GBytes *bytes);

/** rondo_calendar_read: the events of @bytes (untrusted) that are over at @now_us, by time: no days
 * without a time, nothing that was called off. Fails with a sentence for what is no calendar.
 * (transfer full) (element-type RondoCalendarEvent) */
GPtrArray *rondo_calendar_read (GBytes *bytes, int64_t now_us, GError **error);

/** rondo_calendar_to_table: the same as CSV: day, start, minutes, and the title as the client, by
 * the clock of this machine. (transfer full) */
char *rondo_calendar_to_table (GBytes *bytes, int64_t now_us, GError **error);

void rondo_calendar_event_free (RondoCalendarEvent *event);

G_END_DECLS
