/* SPDX-License-Identifier: GPL-3.0-or-later
 * Odd-set inequalities grown rule by rule, for those that no exact elimination finds. */
#pragma once

#include "rondo-match-cuts.h"

/** rondo_match_odd_separate: adds at most @most cuts that @core's x violates, from some of the
 * rules, which depend on @turn. Returns how many. */
int rondo_match_odd_separate (RondoMatchCuts *cuts,
                              const RondoMatchProblem *problem,
                              const RondoMatchCore *core,
                              int turn,
                              int most,
                              RondoMatchClock *clock);
