/* SPDX-License-Identifier: GPL-3.0-or-later
 * The proof: branch and bound in which every node is a smaller problem with multipliers and cuts
 * of its own. Arcs that no better plan can use are gone in the children (reduced-cost fixing). */
#pragma once

#include "rondo-match-anneal.h"
#include "rondo-match-part.h"

/** rondo_match_tree: looks for a plan better than @plan, at most @nodes nodes; changes @plan to the
 * best found. TRUE if there is none better then. @heat: a typical difference between good arcs. */
gboolean rondo_match_tree (const RondoMatchRelax *relax,
                           const RondoMatchCuts *cuts,
                           RondoMatchPlan *plan,
                           double heat,
                           int64_t *nodes,
                           RondoMatchClock *clock);
