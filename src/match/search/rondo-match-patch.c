/* SPDX-License-Identifier: GPL-3.0-or-later
 * Patches the last plan by paths in prices that favour it (reoptimisation after small changes:
 * Ausiello, Escoffier, Monnot and Paschos 2009). */
#include "config.h"

#include "rondo-match-patch.h"
#include "rondo-match-repair.h"

#include <string.h>

/* In steps: more than good arcs differ by, and little enough for other arcs to win where many of
 * them would. */
#define BONUS 10

static void
add_bonus (const RondoMatchRelax *relax, RondoMatchFlow *flow)
{
  const RondoMatchProblem *problem = flow->problem;

  for (int32_t a = 0; a < problem->n_arcs; a++) {
    int32_t twin = problem->twin[a];

    if (!relax->favoured[a])
      continue;
    flow->cost[a] -= BONUS * problem->step;
    if (twin >= 0)
      flow->cost[twin] += BONUS * problem->step;
  }
}

void
rondo_match_patch (const RondoMatchRelax *relax, RondoMatchPlan *plan, RondoMatchClock *clock)
{
  const RondoMatchProblem *problem = relax->flow->problem;
  g_autoptr (RondoMatchFlow) flow = rondo_match_flow_new (problem);
  RondoMatchRelax patched = *relax;

  patched.flow = flow;
  flow->clock = clock;
  memcpy (flow->cost, relax->flow->cost, problem->n_arcs * sizeof (RondoMatchCost));
  memcpy (flow->v, relax->flow->v, problem->n_cols * sizeof (RondoMatchCost));
  add_bonus (relax, flow);
  if (rondo_match_flow_solve (flow, clock))
    rondo_match_repair (&patched, plan, clock);
}
