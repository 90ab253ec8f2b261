/* SPDX-License-Identifier: GPL-3.0-or-later
 * Who may turn a session into what: the table of its states. */
#include "config.h"

#include "rondo-session.h"

#include <glib/gi18n-lib.h>

#include "rondo-error.h"

/* One row of the table: from a state to another, by whom. */
typedef enum {
  BY_NOBODY,
  BY_ANYBODY,
  BY_COACH,
  BY_OTHER, /* the one who did not propose the time */
} By;

#define N_STATES (RONDO_SESSION_NO_SHOW + 1)

/* What is not named here cannot happen. From a state to itself is no step but an edit. */
static const By STEPS[N_STATES][N_STATES] = {
    [RONDO_SESSION_PROPOSED] =
        {
            [RONDO_SESSION_ACCEPTED] = BY_OTHER,
            [RONDO_SESSION_DECLINED] = BY_OTHER,
            [RONDO_SESSION_CANCELLED] = BY_ANYBODY,
            [RONDO_SESSION_HELD] = BY_COACH,
        },
    [RONDO_SESSION_MOVED] =
        {
            [RONDO_SESSION_ACCEPTED] = BY_OTHER,
            [RONDO_SESSION_DECLINED] = BY_OTHER,
            [RONDO_SESSION_CANCELLED] = BY_ANYBODY,
            [RONDO_SESSION_HELD] = BY_ANYBODY,
            [RONDO_SESSION_NO_SHOW] = BY_ANYBODY,
        },
    [RONDO_SESSION_ACCEPTED] =
        {
            [RONDO_SESSION_MOVED] = BY_ANYBODY,
            [RONDO_SESSION_CANCELLED] = BY_ANYBODY,
            [RONDO_SESSION_HELD] = BY_ANYBODY,
            [RONDO_SESSION_NO_SHOW] = BY_ANYBODY,
        },
    [RONDO_SESSION_DECLINED] = {[RONDO_SESSION_PROPOSED] = BY_ANYBODY},
    [RONDO_SESSION_NO_SHOW] = {[RONDO_SESSION_HELD] = BY_ANYBODY},
};

static gboolean
refuse (GError **error, const char *sentence)
{
  g_set_error_literal (error, RONDO_ERROR, RONDO_ERROR_REJECTED, sentence);
  return FALSE;
}

static gboolean
check_people (const RondoSession *before, const RondoSession *after, GError **error)
{
  if (g_strcmp0 (before->pairing, after->pairing) == 0 &&
      g_strcmp0 (before->coach, after->coach) == 0 &&
      g_strcmp0 (before->client, after->client) == 0)
    return TRUE;
  return refuse (error, _ ("Whose session it is cannot change."));
}

/* Nobody speaks for the other one. */
static gboolean
check_statements (const RondoSession *before,
                  const RondoSession *after,
                  RondoSide side,
                  GError **error)
{
  const gboolean is_coachs_kept =
      before->minutes == after->minutes && before->debrief_minutes == after->debrief_minutes;
  const gboolean is_clients_kept = before->client_minutes == after->client_minutes &&
                                   before->client_debrief_minutes == after->client_debrief_minutes;

  if (side == RONDO_SIDE_COACH ? is_clients_kept : is_coachs_kept)
    return TRUE;
  return refuse (error,
                 side == RONDO_SIDE_COACH
                     ? _ ("Only the client can say what the client has noted of a session.")
                     : _ ("Only the coach can say what the coach has noted of a session."));
}

static gboolean
is_other_time (const RondoSession *before, const RondoSession *after)
{
  return before->start_us != after->start_us || before->planned_minutes != after->planned_minutes ||
         g_strcmp0 (before->proposed_by, after->proposed_by) != 0;
}

/* Another time is a proposal of the one who writes it. */
static gboolean
check_time (const RondoSession *before,
            const RondoSession *after,
            RondoSide side,
            const char *writer,
            GError **error)
{
  if (after->state == RONDO_SESSION_HELD && before->state == RONDO_SESSION_HELD) {
    if (side == RONDO_SIDE_COACH || (!is_other_time (before, after) && before->date == after->date))
      return TRUE;
    return refuse (error, _ ("Only the coach can change the day of a session that was held."));
  }
  if (!is_other_time (before, after))
    return TRUE;
  if (rondo_session_is_waiting (after) && g_strcmp0 (after->proposed_by, writer) == 0)
    return TRUE;
  return refuse (error,
                 _ ("Another time is a new proposal: the other one has to agree to it. Look at the "
                    "session again."));
}

static gboolean
is_allowed (By by, const RondoSession *before, RondoSide side, const char *writer)
{
  switch (by) {
  case BY_ANYBODY:
    return TRUE;
  case BY_COACH:
    return side == RONDO_SIDE_COACH;
  case BY_OTHER:
    return g_strcmp0 (before->proposed_by, writer) != 0;
  case BY_NOBODY:
  default:
    return FALSE;
  }
}

/* What else must be true of the state that is reached. */
static gboolean
check_reached (const RondoSession *before,
               const RondoSession *after,
               const char *writer,
               GError **error)
{
  if (after->state == RONDO_SESSION_CANCELLED && g_strcmp0 (after->cancelled_by, writer) != 0)
    return refuse (error, _ ("Who cancels a session says so in their own name."));
  if (rondo_session_is_waiting (after) && g_strcmp0 (after->proposed_by, writer) != 0)
    return refuse (error, _ ("Who proposes a time says so in their own name."));
  return TRUE;
}

/* What came of a session is not told anew by who likes it less. */
static gboolean
check_kept (const RondoSession *before, const RondoSession *after, GError **error)
{
  if (g_strcmp0 (before->cancelled_by, after->cancelled_by) == 0 &&
      before->is_late == after->is_late && before->absent == after->absent &&
      (rondo_session_is_ahead (after) || before->answered_us == after->answered_us))
    return TRUE;
  return refuse (error, _ ("What came of a session cannot be changed afterwards."));
}

static gboolean
check_new (const RondoSession *after, RondoSide side, const char *writer, GError **error)
{
  const RondoSession nothing = {0};

  if (after->state == RONDO_SESSION_HELD) {
    if (side != RONDO_SIDE_COACH)
      return refuse (error, _ ("Only the coach of a pairing can log its sessions."));
    return check_statements (&nothing, after, side, error);
  }
  if (after->state != RONDO_SESSION_PROPOSED)
    return refuse (error, _ ("A session begins with a proposal."));
  return check_reached (&nothing, after, writer, error);
}

gboolean
rondo_session_check_step (const RondoSession *before,
                          const RondoSession *after,
                          RondoSide side,
                          const char *writer,
                          GError **error)
{
  g_return_val_if_fail (after != NULL, FALSE);

  if (before == NULL)
    return check_new (after, side, writer, error);
  if (!check_people (before, after, error) || !check_statements (before, after, side, error) ||
      !check_time (before, after, side, writer, error))
    return FALSE;
  if (before->state == after->state)
    return check_kept (before, after, error);
  if (!is_allowed (STEPS[before->state][after->state], before, side, writer))
    return refuse (error,
                   _ ("The session is in another state by now, and this is not possible any more. "
                      "Look at it again."));
  return check_reached (before, after, writer, error);
}
