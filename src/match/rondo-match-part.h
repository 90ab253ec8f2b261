/* SPDX-License-Identifier: GPL-3.0-or-later
 * A part of a problem as a problem of its own: some rows, the columns they use now, and the arcs
 * that could still be in a better plan. */
#pragma once

#include "rondo-match-search.h"

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

/*
 * RondoMatchRelax: the relaxation that parts are cut from.
 * @flow: complete, optimal for costs with @lambda and @extra
 * @extra, @extra_sum: by arc, the multipliers of its cuts; Σ multiplier · most over cuts
 * @level: the bound that this flow and these multipliers prove
 * @bound: the best proved so far, in full steps
 * @heat: a typical difference between good arcs
 */
typedef struct {
  RondoMatchFlow *flow;
  RondoMatchCost *lambda;
  RondoMatchCost lambda_sum;
  RondoMatchCost *extra;
  RondoMatchCost extra_sum;
  RondoMatchCost level;
  RondoMatchCost bound;
  double heat;
} RondoMatchRelax;

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

/** rondo_match_part_solve: looks for a better plan in @rows (NULL: all), with arcs of reduced cost
 * up to @slack. Changes @plan if it finds one. TRUE if there is none better then. */
gboolean rondo_match_part_solve (const RondoMatchRelax *relax,
                                 RondoMatchPlan *plan,
                                 const int32_t *rows,
                                 int32_t n_rows,
                                 RondoMatchCost slack,
                                 int64_t *nodes,
                                 RondoMatchClock *clock);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoMatchPlan, rondo_match_plan_free)
