/* SPDX-License-Identifier: GPL-3.0-or-later
 * Better plans by turning cycles, for rounds in which parts hold too few of these: a cycle that
 * mends a loss, or one that costs a little and makes way for others that mend more (an ejection
 * chain, Glover 1996). */
#pragma once

#include "rondo-match-part.h"

/** rondo_match_turns_start: the flow with each mutual pair broken by the cheapest cycle. Sets
 * @plan if that is better. */
void rondo_match_turns_start (const RondoMatchRelax *relax,
                              RondoMatchPlan *plan,
                              RondoMatchClock *clock);

/** rondo_match_turns_improve: turns cycles through the places where @plan pays more than the
 * relaxation, as long as that helps. */
void rondo_match_turns_improve (const RondoMatchRelax *relax,
                                RondoMatchPlan *plan,
                                RondoMatchClock *clock);
