/* SPDX-License-Identifier: GPL-3.0-or-later
 * A copy of the relaxation with the best arcs of each row and column alone: what searches for plans
 * in a large round look at fits into the caches of the machine. */
#pragma once

#include "rondo-match-part.h"

/*
 * RondoMatchCompact:
 * @problem: origin is the arc of the whole
 * @relax: prices and multipliers of the whole; its flow is not solved
 * @plan: that of the whole
 */
typedef struct {
  RondoMatchProblem *problem;
  RondoMatchRelax relax;
  RondoMatchPlan *plan;
} RondoMatchCompact;

/** rondo_match_compact_new: with about @width arcs of each row, and those of @plan, which is
 * complete. NULL if @clock stopped it. */
RondoMatchCompact *rondo_match_compact_new (const RondoMatchRelax *relax,
                                            const RondoMatchPlan *plan,
                                            int width,
                                            RondoMatchClock *clock);
void rondo_match_compact_free (RondoMatchCompact *compact);

/** rondo_match_compact_give_back: sets @plan, one of the whole @problem, to the plan at hand if
 * that is better. */
void rondo_match_compact_give_back (const RondoMatchCompact *compact,
                                    const RondoMatchProblem *problem,
                                    RondoMatchPlan *plan);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoMatchCompact, rondo_match_compact_free)
