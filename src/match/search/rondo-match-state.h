/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a run works on, and hands on to the next run on a changed instance. */
#pragma once

#include "rondo-match-part.h"
#include "rondo-match-run.h"

/*
 * RondoMatchState:
 * @size: of the parts that are searched
 * @width: what the plan lost against the relaxation in the end
 * @hint: (nullable): the last linear program of all rows
 * @has_bound: the relaxation is solved and its bound holds
 */
struct _RondoMatchState {
  RondoMatchProblem *problem;
  RondoMatchRelax relax;
  RondoMatchPlan *plan;
  int32_t size;
  RondoMatchCost width;
  RondoMatchHint *hint;
  gboolean has_bound;
};

/** rondo_match_state_new: of no use if @clock stopped it, but to be freed. */
RondoMatchState *
rondo_match_state_new (const RondoMatchModel *model, int step_bits, RondoMatchClock *clock);

/** rondo_match_state_take: starts from the prices and multipliers of @before, and from its plan if
 * that is still one. */
void rondo_match_state_take (RondoMatchState *state, const RondoMatchState *before);
