/* SPDX-License-Identifier: GPL-3.0-or-later
 * A session as a value: what it holds, whether that fits together, and what follows from it. */
#include "config.h"

#include "rondo-session.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rondo-check.h"
#include "rondo-error.h"

#define HOUR_US (60 * 60 * (int64_t)G_USEC_PER_SEC)
#define MINUTE_US (60 * (int64_t)G_USEC_PER_SEC)
#define START_MAX_US (G_GINT64_CONSTANT (7258118400) * G_USEC_PER_SEC) /* the year 2200 */

static const char *const state_words[] = {
    "held", "proposed", "accepted", "declined", "moved", "cancelled", "no-show"};
static const char *const side_words[] = {"coach", "client"};

static gboolean
refuse (GError **error, const char *sentence)
{
  g_set_error_literal (error, RONDO_ERROR, RONDO_ERROR_INVALID, sentence);
  return FALSE;
}

static gboolean
check_minutes (int minutes, GError **error)
{
  if (minutes >= 0 && minutes <= RONDO_SESSION_MINUTES_MAX)
    return TRUE;
  return refuse (error, _ ("A session lasts at least one minute and at most a day."));
}

/* Of a pairing, or of two members; never of both. */
static gboolean
check_people (const RondoSession *session, GError **error)
{
  if (session->pairing != NULL && (session->coach != NULL || session->client != NULL))
    return refuse (error, _ ("A session of a pairing cannot name other people."));
  if (session->pairing != NULL)
    return rondo_check_reference (session->pairing, _ ("pairing"), error);
  if (session->coach == NULL && session->client == NULL)
    return rondo_check_reference (NULL, _ ("pairing"), error);
  if (!rondo_check_reference (session->coach, _ ("coach"), error) ||
      !rondo_check_reference (session->client, _ ("client"), error))
    return FALSE;
  if (g_str_equal (session->coach, session->client))
    return refuse (error, _ ("Nobody can have a session with themselves."));
  return TRUE;
}

static gboolean
check_statements (const RondoSession *session, GError **error)
{
  const gboolean is_said = session->minutes > 0 || session->client_minutes > 0;

  if (!check_minutes (session->minutes, error) ||
      !check_minutes (session->debrief_minutes, error) ||
      !check_minutes (session->client_minutes, error) ||
      !check_minutes (session->client_debrief_minutes, error))
    return FALSE;
  if (session->state == RONDO_SESSION_HELD && !is_said)
    return refuse (error, _ ("A session lasts at least one minute and at most a day."));
  if (session->state != RONDO_SESSION_HELD && is_said)
    return refuse (error, _ ("Only a session that was held has minutes."));
  return TRUE;
}

static gboolean
check_time (const RondoSession *session, GError **error)
{
  if (!rondo_date_is_valid (session->date))
    return refuse (error, _ ("A session needs the day on which it was held."));
  if (session->start_us < 0 || session->start_us > START_MAX_US || session->answered_us < 0 ||
      session->answered_us > START_MAX_US)
    return refuse (error, _ ("The time of the session is not understood."));
  return check_minutes (session->planned_minutes, error);
}

/* What each state needs. */
static gboolean
check_state (const RondoSession *session, GError **error)
{
  const gboolean is_answered =
      session->state == RONDO_SESSION_ACCEPTED || session->state == RONDO_SESSION_DECLINED;

  if (rondo_session_state_to_word (session->state) == NULL ||
      rondo_side_to_word (session->absent) == NULL)
    return refuse (error, _ ("The state of the session is not understood."));
  if (session->state == RONDO_SESSION_HELD)
    return TRUE;
  if (session->start_us == 0 || session->planned_minutes == 0)
    return refuse (error, _ ("A session that is planned needs a day, a time and a length."));
  if (!rondo_check_reference (session->proposed_by, _ ("proposed by"), error))
    return FALSE;
  if (is_answered && session->answered_us != session->start_us)
    return refuse (error,
                   _ ("The time of the session was changed meanwhile. Look at the new time, then "
                      "answer again."));
  return session->state != RONDO_SESSION_CANCELLED ||
         rondo_check_reference (session->cancelled_by, _ ("cancelled by"), error);
}

RondoSession *
rondo_session_new (void)
{
  RondoSession *session = g_new0 (RondoSession, 1);

  session->date = RONDO_DATE_NONE;
  session->place = g_strdup ("");
  return session;
}

RondoSession *
rondo_session_copy (const RondoSession *session)
{
  RondoSession *copy;

  g_return_val_if_fail (session != NULL, NULL);

  copy = g_memdup2 (session, sizeof *session);
  copy->id = g_strdup (session->id);
  copy->pairing = g_strdup (session->pairing);
  copy->coach = g_strdup (session->coach);
  copy->client = g_strdup (session->client);
  copy->place = g_strdup (session->place);
  copy->proposed_by = g_strdup (session->proposed_by);
  copy->cancelled_by = g_strdup (session->cancelled_by);
  return copy;
}

void
rondo_session_free (RondoSession *session)
{
  if (session == NULL)
    return;
  g_free (session->id);
  g_free (session->pairing);
  g_free (session->coach);
  g_free (session->client);
  g_free (session->place);
  g_free (session->proposed_by);
  g_free (session->cancelled_by);
  g_free (session);
}

gboolean
rondo_session_check (const RondoSession *session, GError **error)
{
  g_return_val_if_fail (session != NULL, FALSE);

  return check_people (session, error) && check_time (session, error) &&
         rondo_check_text (
             session->place, _ ("place"), RONDO_SESSION_PLACE_MAX_BYTES, FALSE, error) &&
         check_statements (session, error) && check_state (session, error);
}

static void
replace (char **target, const char *text)
{
  char *copy = g_strdup (text);

  g_free (*target);
  *target = copy;
}

void
rondo_session_propose (RondoSession *session,
                       const char *writer,
                       int64_t start_us,
                       RondoDate date,
                       int minutes,
                       const char *place)
{
  const gboolean was_agreed =
      session->state == RONDO_SESSION_ACCEPTED || session->state == RONDO_SESSION_MOVED;

  session->state = was_agreed ? RONDO_SESSION_MOVED : RONDO_SESSION_PROPOSED;
  session->start_us = start_us;
  session->date = date;
  session->planned_minutes = minutes;
  replace (&session->place, place);
  replace (&session->proposed_by, writer);
}

void
rondo_session_answer (RondoSession *session, gboolean is_accepted)
{
  session->state = is_accepted ? RONDO_SESSION_ACCEPTED : RONDO_SESSION_DECLINED;
  session->answered_us = session->start_us;
}

void
rondo_session_cancel (RondoSession *session, const char *writer, gboolean is_late)
{
  session->state = RONDO_SESSION_CANCELLED;
  session->is_late = is_late;
  replace (&session->cancelled_by, writer);
}

void
rondo_session_state_minutes (RondoSession *session, RondoSide side, int minutes, int debrief)
{
  session->state = RONDO_SESSION_HELD;
  if (side == RONDO_SIDE_COACH) {
    session->minutes = minutes;
    session->debrief_minutes = debrief;
  } else {
    session->client_minutes = minutes;
    session->client_debrief_minutes = debrief;
  }
}

void
rondo_session_keep_known (RondoSession *session, const RondoSession *known)
{
  if (session->state != RONDO_SESSION_HELD || session->start_us != 0)
    return;
  session->start_us = known->start_us;
  session->planned_minutes = known->planned_minutes;
  session->answered_us = known->answered_us;
  session->client_minutes = known->client_minutes;
  session->client_debrief_minutes = known->client_debrief_minutes;
  if (session->debrief_minutes == 0)
    session->debrief_minutes = known->debrief_minutes;
  if (*session->place == '\0')
    replace (&session->place, known->place);
  if (session->proposed_by == NULL)
    replace (&session->proposed_by, known->proposed_by);
}

void
rondo_session_miss (RondoSession *session, RondoSide absent)
{
  session->state = RONDO_SESSION_NO_SHOW;
  session->absent = absent;
}

gboolean
rondo_session_is_waiting (const RondoSession *session)
{
  return session->state == RONDO_SESSION_PROPOSED || session->state == RONDO_SESSION_MOVED;
}

gboolean
rondo_session_is_ahead (const RondoSession *session)
{
  return rondo_session_is_waiting (session) || session->state == RONDO_SESSION_ACCEPTED;
}

gboolean
rondo_session_differs (const RondoSession *session)
{
  return session->state == RONDO_SESSION_HELD && session->minutes > 0 &&
         session->client_minutes > 0 &&
         (session->minutes != session->client_minutes ||
          session->debrief_minutes != session->client_debrief_minutes);
}

int
rondo_session_get_counted (const RondoSession *session)
{
  if (session->state != RONDO_SESSION_HELD)
    return 0;
  if (session->minutes > 0 && session->client_minutes > 0)
    return MIN (session->minutes, session->client_minutes);
  return MAX (session->minutes, session->client_minutes);
}

int64_t
rondo_session_get_end_us (const RondoSession *session)
{
  return session->start_us == 0 ? 0 : session->start_us + session->planned_minutes * MINUTE_US;
}

gboolean
rondo_session_would_be_late (const RondoSession *session, int notice_hours, int64_t now_us)
{
  const gboolean was_agreed =
      session->state == RONDO_SESSION_ACCEPTED || session->state == RONDO_SESSION_MOVED;
  /* Of a session that is being moved, the time that both had agreed on counts. */
  const int64_t agreed_us =
      session->state == RONDO_SESSION_MOVED ? session->answered_us : session->start_us;

  return was_agreed && agreed_us > 0 && now_us > agreed_us - notice_hours * HOUR_US;
}

static RondoDuty
get_duty_afterwards (const RondoSession *session, RondoSide side)
{
  const int own = side == RONDO_SIDE_COACH ? session->minutes : session->client_minutes;

  if (own == 0)
    return RONDO_DUTY_STATEMENT;
  return rondo_session_differs (session) ? RONDO_DUTY_AGREE : RONDO_DUTY_NONE;
}

RondoDuty
rondo_session_get_duty (const RondoSession *session,
                        RondoSide side,
                        const char *member,
                        int64_t now_us)
{
  if (rondo_session_is_waiting (session))
    return g_strcmp0 (session->proposed_by, member) != 0 ? RONDO_DUTY_ANSWER : RONDO_DUTY_NONE;
  if (session->state == RONDO_SESSION_ACCEPTED)
    return rondo_session_get_end_us (session) <= now_us ? RONDO_DUTY_OUTCOME : RONDO_DUTY_NONE;
  if (session->state == RONDO_SESSION_HELD)
    return get_duty_afterwards (session, side);
  return RONDO_DUTY_NONE;
}

const char *
rondo_session_state_to_word (RondoSessionState state)
{
  return (guint)state < G_N_ELEMENTS (state_words) ? state_words[state] : NULL;
}

gboolean
rondo_session_state_from_word (const char *word, RondoSessionState *state)
{
  for (guint i = 0; word != NULL && i < G_N_ELEMENTS (state_words); i++)
    if (strcmp (state_words[i], word) == 0) {
      *state = (RondoSessionState)i;
      return TRUE;
    }
  return FALSE;
}

const char *
rondo_side_to_word (RondoSide side)
{
  return (guint)side < G_N_ELEMENTS (side_words) ? side_words[side] : NULL;
}

gboolean
rondo_side_from_word (const char *word, RondoSide *side)
{
  for (guint i = 0; word != NULL && i < G_N_ELEMENTS (side_words); i++)
    if (strcmp (side_words[i], word) == 0) {
      *side = (RondoSide)i;
      return TRUE;
    }
  return FALSE;
}

const char *
rondo_session_describe_state (const RondoSession *session)
{
  switch (session->state) {
  case RONDO_SESSION_PROPOSED:
    return _ ("Proposed");
  case RONDO_SESSION_ACCEPTED:
    return _ ("Agreed");
  case RONDO_SESSION_DECLINED:
    return _ ("Declined");
  case RONDO_SESSION_MOVED:
    return _ ("New time proposed");
  case RONDO_SESSION_CANCELLED:
    return session->is_late ? _ ("Cancelled late") : _ ("Cancelled in time");
  case RONDO_SESSION_NO_SHOW:
    return session->absent == RONDO_SIDE_COACH ? _ ("The coach did not come")
                                               : _ ("The client did not come");
  case RONDO_SESSION_HELD:
  default:
    return rondo_session_differs (session) ? _ ("Held, minutes differ") : _ ("Held");
  }
}
