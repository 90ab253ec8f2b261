/* SPDX-License-Identifier: GPL-3.0-or-later
 * Sessions in words: as lines of a list, and one by one. */
#include "config.h"

#include "rondo-session-lines.h"

#include "rondo-coach-lines.h"
#include "rondo-moment.h"
#include "rondo-text.h"

#include <glib/gi18n-lib.h>

/* On what day it is elsewhere is said only where that is another day. */
static char *
describe_clock (int64_t start_us, const char *zone)
{
  RondoDate here, there;
  int minute;

  rondo_moment_to_local (start_us, NULL, &here, &minute);
  rondo_moment_to_local (start_us, zone, &there, &minute);
  return here == there ? rondo_moment_to_time (start_us, zone)
                       : rondo_moment_to_text (start_us, zone);
}

char *
rondo_session_describe_there (int64_t start_us, const char *zone)
{
  g_autofree char *here = NULL;
  g_autofree char *there = NULL;
  g_autofree char *place = NULL;

  if (start_us == 0 || !rondo_moment_zone_is_known (zone))
    return NULL;
  here = rondo_moment_to_text (start_us, NULL);
  there = rondo_moment_to_text (start_us, zone);
  if (g_str_equal (here, there))
    return NULL;
  g_free (g_steal_pointer (&there));
  there = describe_clock (start_us, zone);
  place = rondo_moment_zone_to_place (zone);
  /* Translators: a time, by the clock of a city: "22:45 in Kathmandu" */
  return g_strdup_printf (_ ("%s in %s"), there, place);
}

char *
rondo_session_describe_when (const RondoSession *session, const char *zone)
{
  g_autofree char *here = NULL;
  g_autofree char *there = NULL;

  if (session->start_us == 0)
    return rondo_date_to_display (session->date);
  here = rondo_moment_to_text (session->start_us, NULL);
  there = rondo_session_describe_there (session->start_us, zone);
  if (there == NULL)
    return g_steal_pointer (&here);
  /* Translators: the time here, and that by the clock of the other one */
  return g_strdup_printf (C_ ("session", "%s (%s)"), here, there);
}

char *
rondo_session_describe_with (RondoSide side, const char *name)
{
  g_autofree char *isolated = rondo_text_isolate (*name != '\0' ? name : _ ("Unknown name"));

  return g_strdup_printf (side == RONDO_SIDE_COACH ? _ ("You coach %s") : _ ("%s coaches you"),
                          isolated);
}

char *
rondo_session_describe_statement (int minutes, int debrief)
{
  g_autofree char *coaching = NULL;
  g_autofree char *after = NULL;

  if (minutes == 0)
    return g_strdup (_ ("Nothing said yet"));
  coaching = rondo_minutes_describe (minutes);
  if (debrief == 0)
    return g_steal_pointer (&coaching);
  after = rondo_minutes_describe (debrief);
  return g_strdup_printf (_ ("%s and %s of debrief"), coaching, after);
}

RondoDuty
rondo_agenda_session_get_duty (const RondoAgendaSession *session, const char *self, int64_t now_us)
{
  /* What was only logged by the coach needs no answer of the client, who may still give one. */
  if (session->session->state == RONDO_SESSION_HELD && session->session->proposed_by == NULL &&
      session->session->client_minutes == 0)
    return RONDO_DUTY_NONE;
  return rondo_session_get_duty (session->session, session->side, self, now_us);
}

RondoDate
rondo_agenda_session_get_day (const RondoAgendaSession *session)
{
  RondoDate day = session->session->date;
  int minute;

  if (session->session->start_us != 0)
    rondo_moment_to_local (session->session->start_us, NULL, &day, &minute);
  return day;
}

static const char *
get_button (RondoDuty duty)
{
  switch (duty) {
  case RONDO_DUTY_ANSWER:
    return _ ("Answer…");
  case RONDO_DUTY_OUTCOME:
    return _ ("Was It Held?…");
  case RONDO_DUTY_STATEMENT:
    return _ ("Confirm…");
  case RONDO_DUTY_AGREE:
    return _ ("Compare…");
  case RONDO_DUTY_NONE:
  default:
    return "";
  }
}

static char *
describe_badge (const RondoAgendaSession *session)
{
  const RondoSession *value = session->session;
  g_autofree char *counted = NULL;

  if (value->state != RONDO_SESSION_HELD)
    return g_strdup (rondo_session_describe_state (value));
  counted = rondo_minutes_describe (rondo_session_get_counted (value));
  /* Translators: the state of a session, and its length */
  return g_strdup_printf (C_ ("session", "%s · %s"), rondo_session_describe_state (value), counted);
}

/* As short as it can be: a line has room for one row of it on a telephone. */
static char *
describe_when_shortly (const RondoAgendaSession *session, int64_t now_us)
{
  const int64_t start_us = session->session->start_us;
  g_autofree char *here = NULL;
  g_autofree char *there = NULL;

  if (start_us == 0)
    return rondo_date_to_display (session->session->date);
  here = rondo_moment_to_short (start_us, NULL, now_us);
  there = rondo_session_describe_there (start_us, session->zone);
  return there != NULL ? g_strdup_printf (C_ ("session", "%s (%s)"), here, there)
                       : g_steal_pointer (&here);
}

static RondoLineItem *
new_line (const RondoAgendaSession *session, RondoDuty duty, int64_t now_us, gboolean is_connected)
{
  RondoLineItem *line = rondo_line_item_new (session->session->id, session->session->state);

  rondo_line_item_take_title (line, rondo_session_describe_with (session->side, session->name));
  rondo_line_item_take_subtitle (line, describe_when_shortly (session, now_us));
  rondo_line_item_take_badge (line, describe_badge (session));
  rondo_line_item_take_detail (line, g_strdup (get_button (duty)));
  if (session->is_refused)
    rondo_line_item_take_mark (line, g_strdup (_ ("Refused")));
  else if (session->is_waiting && is_connected)
    rondo_line_item_take_mark (line, g_strdup (_ ("Not sent yet")));
  rondo_line_item_set_action (line, "win.show-session");
  return line;
}

static RondoSessionGroup
get_group (const RondoAgendaSession *session, RondoDuty duty)
{
  if (duty != RONDO_DUTY_NONE)
    return RONDO_SESSIONS_WAITING;
  return rondo_session_is_ahead (session->session) ? RONDO_SESSIONS_AHEAD : RONDO_SESSIONS_PAST;
}

GPtrArray *
rondo_lines_for_sessions (const RondoAgenda *agenda,
                          RondoSessionGroup group,
                          int64_t now_us,
                          gboolean is_connected)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < agenda->sessions->len; i++) {
    const guint place = group == RONDO_SESSIONS_PAST ? agenda->sessions->len - 1 - i : i;
    const RondoAgendaSession *session = g_ptr_array_index (agenda->sessions, place);
    const RondoDuty duty = rondo_agenda_session_get_duty (session, agenda->self, now_us);

    if (get_group (session, duty) == group)
      g_ptr_array_add (lines, new_line (session, duty, now_us, is_connected));
  }
  return lines;
}
