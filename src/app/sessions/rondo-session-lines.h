/* SPDX-License-Identifier: GPL-3.0-or-later
 * Sessions in words: as lines of a list, and one by one. */
#pragma once

#include "rondo-agenda.h"
#include "rondo-line-item.h"

G_BEGIN_DECLS

/* Where a session belongs on the page. */
typedef enum {
  RONDO_SESSIONS_WAITING, /* for the member of this computer to do something */
  RONDO_SESSIONS_AHEAD,
  RONDO_SESSIONS_PAST, /* the newest first */
} RondoSessionGroup;

/** rondo_lines_for_sessions: key = session id; badge = state; detail = what the button says.
 * (transfer full) (element-type RondoLineItem) */
GPtrArray *rondo_lines_for_sessions (const RondoAgenda *agenda,
                                     RondoSessionGroup group,
                                     int64_t now_us,
                                     gboolean is_connected);

/** rondo_agenda_session_get_duty: what the member of this computer has to do. */
RondoDuty
rondo_agenda_session_get_duty (const RondoAgendaSession *session, const char *self, int64_t now_us);

/** rondo_agenda_session_get_day: the day by the clock of this computer. */
RondoDate rondo_agenda_session_get_day (const RondoAgendaSession *session);

/** rondo_session_describe_with: "You coach Ben Brandt", "Ana Alvarez coaches you". (transfer full)
 */
char *rondo_session_describe_with (RondoSide side, const char *name);

/** rondo_session_describe_when: day and time here, and there if the clock differs: "Thursday, 12
 * March 2026, 18:00 (22:45 in Kathmandu)". (transfer full) */
char *rondo_session_describe_when (const RondoSession *session, const char *zone);

/** rondo_session_describe_there: the time by the clock of the other one, NULL if it is the same.
 * (transfer full) (nullable) */
char *rondo_session_describe_there (int64_t start_us, const char *zone);

/** rondo_session_describe_statement: "55 min and 10 min of debrief", or that nothing was said.
 * (transfer full) */
char *rondo_session_describe_statement (int minutes, int debrief);

G_END_DECLS
