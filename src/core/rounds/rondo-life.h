/* SPDX-License-Identifier: GPL-3.0-or-later
 * The life of a round, of a registration and of a pairing: which state may follow which, as tables.
 * App and server ask the same ones. */
#pragma once

#include "rondo-round-dates.h"
#include "rondo-round-kind.h"
#include "rondo-round.h"

G_BEGIN_DECLS

const char *rondo_round_state_to_word (RondoRoundState state); /* "draft", "open", … */
gboolean rondo_round_state_from_word (const char *word, RondoRoundState *state);
const char *rondo_role_to_word (RondoRole role); /* "both", "coach", "client" */
gboolean rondo_role_from_word (const char *word, RondoRole *role);
/** rondo_registration_state_to_word: "registered", "standby", "withdrawn". */
const char *rondo_registration_state_to_word (RondoRegistrationState state);
gboolean rondo_registration_state_from_word (const char *word, RondoRegistrationState *state);
const char *rondo_pairing_state_to_word (RondoPairingState state); /* "active", "ended", … */
gboolean rondo_pairing_state_from_word (const char *word, RondoPairingState *state);

/* For people, translated. */
const char *rondo_round_state_describe (RondoRoundState state);
const char *rondo_role_describe (RondoRole role);
const char *rondo_registration_state_describe (RondoRegistrationState state);
const char *rondo_pairing_state_describe (RondoPairingState state);

/** rondo_round_state_may_become: whether a coordinator may take a round from one state to another;
 * %RONDO_ROUND_PUBLISHED only comes of publishing a plan. The same state is always allowed. */
gboolean rondo_round_state_may_become (RondoRoundState from, RondoRoundState to);

/** rondo_round_state_may_be_first: whether a new round may be in @state. */
gboolean rondo_round_state_may_be_first (RondoRoundState state);

/** rondo_round_state_may_publish: whether a plan may be published for a round in @state. */
gboolean rondo_round_state_may_publish (RondoRoundState state);

/** rondo_round_state_has_pairings: it was published, and is not over. */
gboolean rondo_round_state_has_pairings (RondoRoundState state);
gboolean rondo_round_state_is_over (RondoRoundState state);

/** rondo_round_state_get_next: the state that comes next in the usual course of things, which is
 * what the one button of the round's page does; @state itself if there is none. */
RondoRoundState rondo_round_state_get_next (RondoRoundState state);

gboolean rondo_registration_state_may_become (RondoRegistrationState from,
                                              RondoRegistrationState to);

/** rondo_registration_check_member_may: whether the member may change their own registration
 * (@before is nullable: none) to @after (nullable: taken back) in @round on @today; else a
 * translated sentence says why not. Before the pairings they may do as they like while the round is
 * open; later they may withdraw, stop one side, or wait for a place. %RONDO_DATE_NONE as @today
 * leaves the dates aside. */
gboolean rondo_registration_check_member_may (const RondoRound *round,
                                              const RondoRegistration *before,
                                              const RondoRegistration *after,
                                              RondoDate today,
                                              GError **error);

/** rondo_registration_takes_part: registered, neither waiting nor withdrawn. */
gboolean rondo_registration_takes_part (const RondoRegistration *registration);

/** rondo_registration_get_clients: how many clients @registration takes at most in @round, by its
 * role; rondo_registration_get_coaches: how many coaches. */
int rondo_registration_get_clients (const RondoRegistration *registration, const RondoRound *round);
int rondo_registration_get_coaches (const RondoRegistration *registration, const RondoRound *round);

gboolean rondo_pairing_state_may_become (RondoPairingState from, RondoPairingState to);

/** rondo_pairing_state_is_live: active or paused: both partners still have to do with each other.
 */
gboolean rondo_pairing_state_is_live (RondoPairingState state);

/** rondo_pairing_finish: ends @pairing on @day: completed if @held sessions are all there are,
 * incomplete otherwise. */
void rondo_pairing_finish (
    RondoPairing *pairing, const RondoRound *round, int held, RondoDate day, const char *reason);

/** rondo_round_shows_companions: whether those who have joined @round see each other on @today: as
 * long as they may ask for each other. */
gboolean rondo_round_shows_companions (const RondoRound *round, RondoDate today);

G_END_DECLS
