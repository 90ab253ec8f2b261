/* SPDX-License-Identifier: GPL-3.0-or-later
 * Breaks mutual pairs by swaps. */
#include "config.h"

#include "rondo-match-swap.h"

typedef struct {
  int32_t out[2];
  int32_t in[2];
  RondoMatchCost change;
} Swap;

static gboolean
is_free (const RondoMatchProblem *problem, const RondoMatchPlan *plan, int32_t a)
{
  return plan->units[a] < problem->cap[a] &&
         (problem->twin[a] < 0 || plan->units[problem->twin[a]] == 0);
}

/* The row of @out gets column q, whose user gets the column of @out. */
static void
try_swaps (const RondoMatchProblem *problem, const RondoMatchPlan *plan, int32_t out, Swap *best)
{
  int32_t i = problem->row[out];

  for (int32_t a = problem->first[i]; a < problem->first[i + 1]; a++) {
    int32_t q = problem->col[a];

    if (a == out || !is_free (problem, plan, a))
      continue;
    for (int32_t s = plan->slot_first[q]; s < plan->slot_first[q + 1]; s++) {
      int32_t used = plan->slot[s];
      int32_t other =
          used < 0 || problem->row[used] == i
              ? -1
              : rondo_match_problem_find_arc (problem, problem->row[used], problem->col[out]);
      RondoMatchCost change;

      if (other < 0 || !is_free (problem, plan, other))
        continue;
      change = problem->cost[a] + problem->cost[other] - problem->cost[out] - problem->cost[used];
      if (best->out[0] < 0 || change < best->change)
        *best = (Swap){{out, used}, {a, other}, change};
    }
  }
}

/* Both stay out, where they may. */
static void
try_leaving_out (const RondoMatchProblem *problem,
                 const RondoMatchPlan *plan,
                 int32_t a,
                 Swap *best)
{
  int32_t twin = problem->twin[a];
  int32_t one = rondo_match_problem_find_arc (problem, problem->row[a], problem->row[a]);
  int32_t other = rondo_match_problem_find_arc (problem, problem->col[a], problem->col[a]);
  RondoMatchCost change;

  if (one < 0 || other < 0 || !is_free (problem, plan, one) || !is_free (problem, plan, other))
    return;
  change = problem->cost[one] + problem->cost[other] - problem->cost[a] - problem->cost[twin];
  if (best->out[0] < 0 || change < best->change)
    *best = (Swap){{a, twin}, {one, other}, change};
}

static gboolean
break_pair (const RondoMatchProblem *problem, RondoMatchPlan *plan, int32_t a)
{
  Swap best = {{-1, -1}, {-1, -1}, 0};

  try_swaps (problem, plan, a, &best);
  try_swaps (problem, plan, problem->twin[a], &best);
  try_leaving_out (problem, plan, a, &best);
  if (best.out[0] < 0)
    return FALSE;
  for (int k = 0; k < 2; k++)
    rondo_match_plan_change (plan, problem, best.out[k], -1);
  for (int k = 0; k < 2; k++)
    rondo_match_plan_change (plan, problem, best.in[k], 1);
  return TRUE;
}

void
rondo_match_swap (const RondoMatchFlow *flow, RondoMatchPlan *plan, RondoMatchClock *clock)
{
  const RondoMatchProblem *problem = flow->problem;
  g_autoptr (RondoMatchPlan) draft = rondo_match_plan_new (problem);

  rondo_match_plan_take_flow (draft, flow);
  for (int32_t a = 0; a < problem->n_arcs; a++) {
    int32_t twin = problem->twin[a];

    if (rondo_match_clock_stop_at (clock, a) ||
        (twin > a && draft->units[a] > 0 && draft->units[twin] > 0 &&
         (rondo_match_clock_stop (clock) || !break_pair (problem, draft, a))))
      return;
  }
  if (draft->cost < plan->cost)
    rondo_match_plan_set (plan, problem, draft->slot, draft->slot_first[problem->n_cols]);
}
