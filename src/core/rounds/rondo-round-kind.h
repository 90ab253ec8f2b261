/* SPDX-License-Identifier: GPL-3.0-or-later
 * The kinds of rounds: who gives and who gets, and as what members join. App and server ask the
 * same functions. */
#pragma once

#include "rondo-round.h"

G_BEGIN_DECLS

/** rondo_round_kind_to_word: "reciprocal", "one-way", "deferred", "team", "triads". */
const char *rondo_round_kind_to_word (RondoRoundKind kind);
gboolean rondo_round_kind_from_word (const char *word, RondoRoundKind *kind);
const char *rondo_round_kind_describe (RondoRoundKind kind); /* for people, translated */

/** rondo_round_kind_explain: what the kind means for who joins, a translated sentence. */
const char *rondo_round_kind_explain (RondoRoundKind kind);

const char *rondo_round_activity_to_word (RondoRoundActivity activity); /* "coaching", … */
gboolean rondo_round_activity_from_word (const char *word, RondoRoundActivity *activity);
const char *rondo_round_activity_describe (RondoRoundActivity activity);
const char *rondo_rest_to_word (RondoRest rest); /* "four", "out" */
gboolean rondo_rest_from_word (const char *word, RondoRest *rest);
const char *rondo_rest_describe (RondoRest rest);
const char *rondo_team_to_word (RondoTeam side); /* "", "first", "second" */
gboolean rondo_team_from_word (const char *word, RondoTeam *side);
const char *rondo_team_describe (RondoTeam side);

/** rondo_round_dup_side_name: what members read of @side in @round. (transfer full) */
char *rondo_round_dup_side_name (const RondoRound *round, RondoTeam side);

/** rondo_round_has_roles: whether members choose if they coach, are coached, or both. */
gboolean rondo_round_has_roles (const RondoRound *round);

/** rondo_round_has_sides: whether members are on one of two sides. */
gboolean rondo_round_has_sides (const RondoRound *round);

/** rondo_round_takes_anybody: whether a member can be registered without being asked anything. */
gboolean rondo_round_takes_anybody (const RondoRound *round);

/** rondo_round_is_mutual_allowed: whether two may coach each other by kind and policy. */
gboolean rondo_round_is_mutual_allowed (const RondoRound *round);

/** rondo_round_describe_kind: the kind, with what is given. (transfer full) */
char *rondo_round_describe_kind (const RondoRound *round);

/** rondo_registration_check_kind: whether the role and side of @registration fit the kind of
 * @round. Once there are pairings, one side of somebody may have been stopped. */
gboolean rondo_registration_check_kind (const RondoRound *round,
                                        const RondoRegistration *registration,
                                        GError **error);

/** rondo_pairing_describe_state: the state of @pairing for people: planned until its round runs.
 * Translated. */
const char *rondo_pairing_describe_state (const RondoPairing *pairing, const RondoRound *round);

/** rondo_round_describe_observing: who observes and what the member observes in a round of triads
 * in which they coach @client and @coach coaches them, a translated sentence; "" in others and
 * while one of the names is not known. (transfer full) */
char *rondo_round_describe_observing (const RondoRound *round,
                                      const char *coach_name,
                                      const char *client_name);

/** rondo_round_describe_owed: that a member got @count sessions more than they gave in rounds in
 * which that is given back later, a translated sentence; "" for none. (transfer full) */
char *rondo_round_describe_owed (int count);

/** rondo_round_may_join: whether @member may register for @round on @today; else why not, a
 * translated sentence. */
gboolean rondo_round_may_join (const RondoRound *round,
                               const RondoMember *member,
                               RondoDate today,
                               GError **error);

/** rondo_round_is_eligible: whether @member is whom @round is for: credential, hours of coach
 * education, language; else why not. */
gboolean
rondo_round_is_eligible (const RondoRound *round, const RondoMember *member, GError **error);

/** rondo_round_check_eligible: the same; why not names @member, for others to read. */
gboolean
rondo_round_check_eligible (const RondoRound *round, const RondoMember *member, GError **error);

G_END_DECLS
