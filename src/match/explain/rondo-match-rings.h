/* SPDX-License-Identifier: GPL-3.0-or-later
 * The rings of a plan in which everybody has at most one client and one coach: p coaches x, x
 * coaches q, and so on back to p. Where x drops out of a ring of four or more, p may take over q;
 * in a shorter one q coaches p already. */
#pragma once

#include "rondo-match-session.h"

G_BEGIN_DECLS

/* Rings of up to so many members do not close when one of them drops out. */
#define RONDO_MATCH_SHORT_RING 3

/* Members without whom somebody of the others loses a coach, or a client in return. */
typedef struct {
  int32_t n_members;
  int32_t *members; /* in ascending order */
} RondoMatchDropouts;

/** rondo_match_count_rings: how many rings there are of each length (array length=n_members + 1);
 * all 0 where somebody has two clients or coaches. (transfer full) */
int32_t *rondo_match_count_rings (const RondoMatchInstance *instance,
                                  const RondoMatchResult *result);

/** rondo_match_count_short_rings: how many rings have RONDO_MATCH_SHORT_RING members or fewer. */
int32_t rondo_match_count_short_rings (const RondoMatchInstance *instance,
                                       const RondoMatchResult *result);

/** rondo_match_find_dropouts: for whom the plan does not survive that they drop out, everything
 * else fixed: their coaches, and members with a client too few who give more or less than they get,
 * take over their clients, by allowed pairs that are not mutual, so that all clients have a coach
 * again and all who give as much as they get a client. (transfer full) */
RondoMatchDropouts *rondo_match_find_dropouts (const RondoMatchInstance *instance,
                                               const RondoMatchResult *result);
void rondo_match_dropouts_free (RondoMatchDropouts *dropouts);

/** rondo_match_avoid_rings: looks for a plan of the same objective with fewer short rings than
 * @result, the optimal result of @session's last solve, by forbidding each pair of a short ring in
 * turn and solving again, at most @max_tries times. Changes @result to the best found, and returns
 * how many short rings are gone. */
int32_t rondo_match_avoid_rings (RondoMatchSession *session,
                                 RondoMatchResult *result,
                                 int32_t max_tries,
                                 const RondoMatchOptions *options);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoMatchDropouts, rondo_match_dropouts_free)

G_END_DECLS
