/* SPDX-License-Identifier: GPL-3.0-or-later
 * Varies a plan. */
#include "config.h"

#include "rondo-match-vary.h"
#include "rondo-match-merge.h"
#include "rondo-match-random.h"
#include "rondo-match-turns.h"

#include <math.h>
#include <string.h>

/* One in so many pairs in use is favoured no more than others, lest all stays as it is. */
#define LOOSE 50

/* What one direction of a pair gains the other loses. FALSE if the clock stopped it. */
static gboolean
add_noise (RondoMatchFlow *flow, const RondoMatchPlan *plan, double noise, uint64_t *random)
{
  const RondoMatchProblem *problem = flow->problem;

  for (int32_t a = 0; a < problem->n_arcs; a++) {
    int32_t twin = problem->twin[a];
    double part = rondo_match_draw (random) / 2147483648.0 - 1.0;
    RondoMatchCost change;

    if (rondo_match_clock_stop_at (flow->clock, a))
      return FALSE;
    if (twin <= a)
      continue;
    if (plan->units[a] != plan->units[twin] && rondo_match_draw (random) % LOOSE != 0)
      part = plan->units[a] > plan->units[twin] ? -1.0 : 1.0;
    change = (RondoMatchCost)rint (part * noise);
    flow->cost[a] += change;
    flow->cost[twin] -= change;
  }
  return TRUE;
}

gboolean
rondo_match_vary (const RondoMatchRelax *relax,
                  RondoMatchPlan *plan,
                  double noise,
                  uint64_t *random,
                  RondoMatchClock *clock)
{
  const RondoMatchProblem *problem = relax->flow->problem;
  g_autoptr (RondoMatchFlow) flow = rondo_match_flow_new (problem);
  g_autoptr (RondoMatchPlan) other = rondo_match_plan_new (problem);
  RondoMatchRelax varied = *relax;

  varied.flow = flow;
  flow->clock = clock;
  memcpy (flow->cost, relax->flow->cost, problem->n_arcs * sizeof (RondoMatchCost));
  memcpy (flow->v, relax->flow->v, problem->n_cols * sizeof (RondoMatchCost));
  if (!add_noise (flow, plan, noise, random) || !rondo_match_flow_solve (flow, clock))
    return FALSE;
  rondo_match_turns_start (&varied, other, clock);
  rondo_match_turns_improve (&varied, other, clock);
  return other->cost < RONDO_MATCH_COST_MAX && rondo_match_plan_merge (plan, other, problem);
}
