/* SPDX-License-Identifier: GPL-3.0-or-later
 * Breaks mutual pairs one after the other, each by one shortest path. */
#include "config.h"

#include "rondo-match-repair.h"

typedef struct {
  int32_t closed;
  int32_t twin;
  RondoMatchCost lambda; /* that was on both */
} Step;

static gboolean
is_mutual (const RondoMatchFlow *flow, int32_t a)
{
  int32_t twin = flow->problem->twin[a];

  return twin > a && flow->x[a] > 0 && flow->x[twin] > 0;
}

/* Without one of the two the multiplier of the pair only harms. */
static gboolean
break_pair (const RondoMatchRelax *relax, int32_t a, GArray *trail, RondoMatchClock *clock)
{
  RondoMatchFlow *flow = relax->flow;
  int32_t twin = flow->problem->twin[a];
  RondoMatchCost one = rondo_match_flow_detour (flow, a, RONDO_MATCH_COST_MAX);
  RondoMatchCost other = rondo_match_clock_stop (clock) ? RONDO_MATCH_COST_MAX
                                                        : rondo_match_flow_detour (flow, twin, one);
  Step step = {other < one ? twin : a, other < one ? a : twin, relax->lambda[a]};

  rondo_match_flow_reprice (flow, step.closed, flow->cost[step.closed] - step.lambda);
  rondo_match_flow_reprice (flow, step.twin, flow->cost[step.twin] - step.lambda);
  rondo_match_flow_close (flow, step.closed);
  g_array_append_val (trail, step);
  return !rondo_match_clock_stop (clock) && rondo_match_flow_settle (flow);
}

static int32_t
find_mutual_pair (const RondoMatchFlow *flow, int32_t *from)
{
  for (; *from < flow->problem->n_cols; (*from)++)
    for (int32_t a = flow->head[*from]; a >= 0; a = flow->next[a])
      if (is_mutual (flow, a))
        return a;
  return -1;
}

static void
take_flow (const RondoMatchFlow *flow, RondoMatchPlan *plan)
{
  const RondoMatchProblem *problem = flow->problem;
  RondoMatchCost cost = 0;
  g_autoptr (GArray) arcs = g_array_new (FALSE, FALSE, sizeof (int32_t));

  for (int32_t j = 0; j < problem->n_cols; j++)
    for (int32_t a = flow->head[j]; a >= 0; a = flow->next[a])
      for (int32_t unit = 0; unit < flow->x[a]; unit++) {
        cost += problem->cost[a];
        g_array_append_val (arcs, a);
      }
  if (cost < plan->cost)
    rondo_match_plan_set (plan, problem, (const int32_t *)arcs->data, (int32_t)arcs->len);
}

static void
undo (RondoMatchFlow *flow, const GArray *trail, const RondoMatchFlowMark *mark)
{
  for (guint k = trail->len; k-- > 0;) {
    const Step *step = &g_array_index (trail, Step, k);

    rondo_match_flow_reopen (flow, step->closed);
    flow->cost[step->closed] += step->lambda;
    flow->cost[step->twin] += step->lambda;
  }
  rondo_match_flow_restore (flow, mark);
}

void
rondo_match_repair (const RondoMatchRelax *relax, RondoMatchPlan *plan, RondoMatchClock *clock)
{
  RondoMatchFlow *flow = relax->flow;
  RondoMatchFlowMark mark = {0};
  gboolean is_complete = TRUE;
  int32_t pair = 0;
  g_autoptr (GArray) trail = g_array_new (FALSE, FALSE, sizeof (Step));

  rondo_match_flow_save (flow, &mark);
  while (pair >= 0 && is_complete) {
    int32_t from = 0;
    int n_broken = 0;

    while (is_complete && (pair = find_mutual_pair (flow, &from)) >= 0) {
      is_complete = !rondo_match_clock_stop (clock) && break_pair (relax, pair, trail, clock);
      n_broken++;
    }
    if (n_broken == 0)
      break;
    pair = 0;
  }
  if (is_complete)
    take_flow (flow, plan);
  undo (flow, trail, &mark);
  rondo_match_flow_mark_free (&mark);
}
