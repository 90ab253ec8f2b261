/* SPDX-License-Identifier: GPL-3.0-or-later
 * A plan in hand: which arcs of a problem it uses. */
#pragma once

#include "rondo-match-flow.h"

/*
 * RondoMatchPlan:
 * @units: by problem arc
 * @slot, @slot_first: the arcs in use in a column, an entry for each unit
 * @cost: without multipliers
 */
typedef struct {
  int32_t *units;
  int32_t *slot;
  int32_t *slot_first;
  RondoMatchCost cost;
} RondoMatchPlan;

RondoMatchPlan *rondo_match_plan_new (const RondoMatchProblem *problem);
void rondo_match_plan_free (RondoMatchPlan *plan);

/** rondo_match_plan_set: the plan is @arcs, one for each unit. */
void rondo_match_plan_set (RondoMatchPlan *plan,
                           const RondoMatchProblem *problem,
                           const int32_t *arcs,
                           int32_t n_arcs);

/** rondo_match_plan_change: uses one unit more or less of arc @a. */
void rondo_match_plan_change (RondoMatchPlan *plan,
                              const RondoMatchProblem *problem,
                              int32_t a,
                              int sign);

/** rondo_match_plan_take_slot: like change for one unit more, without the cost. */
void rondo_match_plan_take_slot (RondoMatchPlan *plan, const RondoMatchProblem *problem, int32_t a);

/** rondo_match_plan_take_flow: the plan is @flow, mutual pairs and all. */
void rondo_match_plan_take_flow (RondoMatchPlan *plan, const RondoMatchFlow *flow);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoMatchPlan, rondo_match_plan_free)
