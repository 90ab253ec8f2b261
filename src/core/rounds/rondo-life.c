/* SPDX-License-Identifier: GPL-3.0-or-later
 * The life of a round, of a registration and of a pairing: which state may follow which, as tables.
 */
#include "config.h"

#include "rondo-life.h"

#include <glib/gi18n-lib.h>

#include "rondo-error.h"
#include "rondo-words.h"

static const RondoWord round_states[RONDO_N_ROUND_STATES] = {
    [RONDO_ROUND_DRAFT] = {"draft", N_ ("Draft")},
    [RONDO_ROUND_OPEN] = {"open", N_ ("Open")},
    [RONDO_ROUND_CLOSED] = {"closed", N_ ("Closed")},
    [RONDO_ROUND_MATCHING] = {"matching", N_ ("Being matched")},
    [RONDO_ROUND_PUBLISHED] = {"published", N_ ("Published")},
    [RONDO_ROUND_RUNNING] = {"running", N_ ("Running")},
    [RONDO_ROUND_FINISHED] = {"finished", N_ ("Finished")},
    [RONDO_ROUND_CANCELLED] = {"cancelled", N_ ("Cancelled")},
};

static const RondoWord roles[RONDO_N_ROLES] = {
    [RONDO_ROLE_BOTH] = {"both", N_ ("Coaches and is coached")},
    [RONDO_ROLE_COACH] = {"coach", N_ ("Coaches only")},
    [RONDO_ROLE_CLIENT] = {"client", N_ ("Is coached only")},
};

static const RondoWord registration_states[RONDO_N_REGISTRATION_STATES] = {
    [RONDO_REGISTRATION_REGISTERED] = {"registered", N_ ("Registered")},
    [RONDO_REGISTRATION_STANDBY] = {"standby", N_ ("On standby")},
    [RONDO_REGISTRATION_WITHDRAWN] = {"withdrawn", N_ ("Withdrawn")},
};

static const RondoWord pairing_states[RONDO_N_PAIRING_STATES] = {
    [RONDO_PAIRING_ACTIVE] = {"active", N_ ("Active")},
    [RONDO_PAIRING_ENDED] = {"ended", N_ ("Ended")},
    [RONDO_PAIRING_PAUSED] = {"paused", N_ ("Paused")},
    [RONDO_PAIRING_REPLACED] = {"replaced", N_ ("Replaced")},
    [RONDO_PAIRING_COMPLETED] = {"completed", N_ ("Completed")},
    [RONDO_PAIRING_INCOMPLETE] = {"incomplete", N_ ("Ended early")},
};

#define AFTER(state) (1u << (state))
#define GIVEN_UP AFTER (RONDO_ROUND_CANCELLED)

/* Published is missing here: that takes a plan. */
static const guint after_round[RONDO_N_ROUND_STATES] = {
    [RONDO_ROUND_DRAFT] = AFTER (RONDO_ROUND_OPEN) | GIVEN_UP,
    [RONDO_ROUND_OPEN] = AFTER (RONDO_ROUND_CLOSED) | AFTER (RONDO_ROUND_MATCHING) | GIVEN_UP,
    [RONDO_ROUND_CLOSED] = AFTER (RONDO_ROUND_OPEN) | AFTER (RONDO_ROUND_MATCHING) | GIVEN_UP,
    [RONDO_ROUND_MATCHING] = AFTER (RONDO_ROUND_OPEN) | AFTER (RONDO_ROUND_CLOSED) | GIVEN_UP,
    [RONDO_ROUND_PUBLISHED] = AFTER (RONDO_ROUND_RUNNING) | AFTER (RONDO_ROUND_FINISHED) | GIVEN_UP,
    [RONDO_ROUND_RUNNING] = AFTER (RONDO_ROUND_FINISHED) | GIVEN_UP,
};

static const RondoRoundState usual_next[RONDO_N_ROUND_STATES] = {
    [RONDO_ROUND_DRAFT] = RONDO_ROUND_OPEN,
    [RONDO_ROUND_OPEN] = RONDO_ROUND_CLOSED,
    [RONDO_ROUND_CLOSED] = RONDO_ROUND_MATCHING,
    [RONDO_ROUND_MATCHING] = RONDO_ROUND_PUBLISHED,
    [RONDO_ROUND_PUBLISHED] = RONDO_ROUND_RUNNING,
    [RONDO_ROUND_RUNNING] = RONDO_ROUND_FINISHED,
    [RONDO_ROUND_FINISHED] = RONDO_ROUND_FINISHED,
    [RONDO_ROUND_CANCELLED] = RONDO_ROUND_CANCELLED,
};

static const guint after_registration[RONDO_N_REGISTRATION_STATES] = {
    [RONDO_REGISTRATION_REGISTERED] =
        AFTER (RONDO_REGISTRATION_STANDBY) | AFTER (RONDO_REGISTRATION_WITHDRAWN),
    [RONDO_REGISTRATION_STANDBY] =
        AFTER (RONDO_REGISTRATION_REGISTERED) | AFTER (RONDO_REGISTRATION_WITHDRAWN),
    [RONDO_REGISTRATION_WITHDRAWN] =
        AFTER (RONDO_REGISTRATION_REGISTERED) | AFTER (RONDO_REGISTRATION_STANDBY),
};

#define ENDINGS                                                                                    \
  (AFTER (RONDO_PAIRING_ENDED) | AFTER (RONDO_PAIRING_REPLACED) |                                  \
   AFTER (RONDO_PAIRING_COMPLETED) | AFTER (RONDO_PAIRING_INCOMPLETE))

/* What has ended stays as it ended. */
static const guint after_pairing[RONDO_N_PAIRING_STATES] = {
    [RONDO_PAIRING_ACTIVE] = AFTER (RONDO_PAIRING_PAUSED) | ENDINGS,
    [RONDO_PAIRING_PAUSED] = AFTER (RONDO_PAIRING_ACTIVE) | ENDINGS,
};

static gboolean
may_follow (const guint *table, guint n_states, guint from, guint to)
{
  if (from >= n_states || to >= n_states)
    return FALSE;
  return from == to || (table[from] & AFTER (to)) != 0;
}

static gboolean
refuse (GError **error, const char *sentence)
{
  g_set_error_literal (error, RONDO_ERROR, RONDO_ERROR_REJECTED, sentence);
  return FALSE;
}

/* clang-format off */
RONDO_DEFINE_WORDS (round_state, RondoRoundState, round_states)
RONDO_DEFINE_WORDS (role, RondoRole, roles)
RONDO_DEFINE_WORDS (registration_state, RondoRegistrationState, registration_states)
RONDO_DEFINE_WORDS (pairing_state, RondoPairingState, pairing_states)
/* clang-format on */

gboolean
rondo_round_state_may_become (RondoRoundState from, RondoRoundState to)
{
  return may_follow (after_round, RONDO_N_ROUND_STATES, from, to);
}

gboolean
rondo_round_state_may_be_first (RondoRoundState state)
{
  return state == RONDO_ROUND_DRAFT || state == RONDO_ROUND_OPEN;
}

gboolean
rondo_round_state_may_publish (RondoRoundState state)
{
  return state == RONDO_ROUND_OPEN || state == RONDO_ROUND_CLOSED || state == RONDO_ROUND_MATCHING;
}

gboolean
rondo_round_state_has_pairings (RondoRoundState state)
{
  return state == RONDO_ROUND_PUBLISHED || state == RONDO_ROUND_RUNNING;
}

gboolean
rondo_round_state_is_over (RondoRoundState state)
{
  return state == RONDO_ROUND_FINISHED || state == RONDO_ROUND_CANCELLED;
}

RondoRoundState
rondo_round_state_get_next (RondoRoundState state)
{
  g_return_val_if_fail ((guint)state < RONDO_N_ROUND_STATES, state);

  return usual_next[state];
}

gboolean
rondo_registration_state_may_become (RondoRegistrationState from, RondoRegistrationState to)
{
  return may_follow (after_registration, RONDO_N_REGISTRATION_STATES, from, to);
}

/* Once the pairings are known, partners rest on what was agreed. */
static gboolean
check_under_way (const RondoRound *round,
                 const RondoRegistration *before,
                 const RondoRegistration *after,
                 GError **error)
{
  gboolean took_part = before != NULL && before->state == RONDO_REGISTRATION_REGISTERED;

  if (after == NULL)
    return refuse (error,
                   _ ("The pairings of this round are known, so a registration stays. Withdraw "
                      "instead: your partners will then be paired with somebody else."));
  if (before != NULL && after->state == RONDO_REGISTRATION_WITHDRAWN)
    return TRUE;
  if (after->state == RONDO_REGISTRATION_STANDBY && !took_part) {
    if (round->takes_standby)
      return TRUE;
    return refuse (error, _ ("This round has no standby list. Ask a coordinator."));
  }
  if (took_part && after->state == RONDO_REGISTRATION_REGISTERED &&
      before->role == RONDO_ROLE_BOTH && after->role != RONDO_ROLE_BOTH &&
      rondo_wishes_equal (before->wishes, after->wishes))
    return TRUE;
  return refuse (error,
                 _ ("The pairings of this round are published. Ask a coordinator to change your "
                    "registration."));
}

static gboolean
is_past (RondoDate today, RondoDate last)
{
  return today != RONDO_DATE_NONE && last != RONDO_DATE_NONE && today > last;
}

static RondoDate
get_requests_until (const RondoRound *round)
{
  return round->requests_until != RONDO_DATE_NONE ? round->requests_until : round->register_until;
}

static gboolean
is_withdrawing (const RondoRegistration *before, const RondoRegistration *after)
{
  return before != NULL && (after == NULL || after->state == RONDO_REGISTRATION_WITHDRAWN);
}

gboolean
rondo_registration_check_member_may (const RondoRound *round,
                                     const RondoRegistration *before,
                                     const RondoRegistration *after,
                                     RondoDate today,
                                     GError **error)
{
  g_return_val_if_fail (round != NULL, FALSE);

  if (rondo_round_state_is_over (round->state))
    return refuse (error, _ ("This round is over, so its registrations do not change any more."));
  if (rondo_round_state_has_pairings (round->state))
    return check_under_way (round, before, after, error);
  if (is_withdrawing (before, after))
    return TRUE;
  if (after != NULL && after->state == RONDO_REGISTRATION_STANDBY && !round->takes_standby)
    return refuse (error, _ ("This round has no standby list. Ask a coordinator."));
  if (after != NULL && after->state == RONDO_REGISTRATION_STANDBY &&
      round->state != RONDO_ROUND_DRAFT)
    return TRUE;
  if (round->state == RONDO_ROUND_OPEN &&
      !is_past (today, before != NULL ? get_requests_until (round) : round->register_until))
    return TRUE;
  if (round->state == RONDO_ROUND_OPEN && before != NULL)
    return refuse (error,
                   _ ("The last day to change wishes and requests of this round has passed. Ask a "
                      "coordinator to change your registration."));
  return refuse (error,
                 _ ("Registration for this round is closed. Ask a coordinator to change your "
                    "registration."));
}

gboolean
rondo_round_shows_companions (const RondoRound *round, RondoDate today)
{
  g_return_val_if_fail (round != NULL, FALSE);

  return round->state == RONDO_ROUND_OPEN && !is_past (today, get_requests_until (round));
}

gboolean
rondo_registration_takes_part (const RondoRegistration *registration)
{
  g_return_val_if_fail (registration != NULL, FALSE);

  return registration->state == RONDO_REGISTRATION_REGISTERED;
}

int
rondo_registration_get_clients (const RondoRegistration *registration, const RondoRound *round)
{
  if (registration->role == RONDO_ROLE_CLIENT)
    return 0;
  if (round->kind == RONDO_ROUND_TRIADS)
    return 1;
  return registration->clients > 0 ? registration->clients : round->capacity;
}

int
rondo_registration_get_coaches (const RondoRegistration *registration, const RondoRound *round)
{
  if (registration->role == RONDO_ROLE_COACH)
    return 0;
  if (round->kind == RONDO_ROUND_TRIADS)
    return 1;
  return registration->coaches > 0 ? registration->coaches : round->capacity;
}

gboolean
rondo_pairing_state_may_become (RondoPairingState from, RondoPairingState to)
{
  return may_follow (after_pairing, RONDO_N_PAIRING_STATES, from, to);
}

gboolean
rondo_pairing_state_is_live (RondoPairingState state)
{
  return state == RONDO_PAIRING_ACTIVE || state == RONDO_PAIRING_PAUSED;
}

void
rondo_pairing_finish (
    RondoPairing *pairing, const RondoRound *round, int held, RondoDate day, const char *reason)
{
  g_return_if_fail (pairing != NULL && round != NULL);

  pairing->state = held >= rondo_pairing_get_planned (pairing, round) ? RONDO_PAIRING_COMPLETED
                                                                      : RONDO_PAIRING_INCOMPLETE;
  pairing->until = day;
  g_free (pairing->reason);
  pairing->reason = g_strdup (reason != NULL ? reason : "");
}
