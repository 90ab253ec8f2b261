/* SPDX-License-Identifier: GPL-3.0-or-later
 * Keeps a plan by arcs and by columns. */
#include "config.h"

#include "rondo-match-plan.h"

RondoMatchPlan *
rondo_match_plan_new (const RondoMatchProblem *problem)
{
  RondoMatchPlan *plan = g_new0 (RondoMatchPlan, 1);

  plan->units = g_new0 (int32_t, MAX (problem->n_arcs, 1));
  plan->slot_first = g_new0 (int32_t, problem->n_cols + 1);
  for (int32_t j = 0; j < problem->n_cols; j++)
    plan->slot_first[j + 1] = plan->slot_first[j] + problem->demand[j];
  plan->slot = g_new (int32_t, MAX (plan->slot_first[problem->n_cols], 1));
  for (int32_t k = 0; k < plan->slot_first[problem->n_cols]; k++)
    plan->slot[k] = -1;
  plan->cost = RONDO_MATCH_COST_MAX;
  return plan;
}

void
rondo_match_plan_free (RondoMatchPlan *plan)
{
  if (plan == NULL)
    return;
  g_free (plan->units);
  g_free (plan->slot);
  g_free (plan->slot_first);
  g_free (plan);
}

void
rondo_match_plan_take_slot (RondoMatchPlan *plan, const RondoMatchProblem *problem, int32_t a)
{
  int32_t k = plan->slot_first[problem->col[a]];

  while (plan->slot[k] >= 0)
    k++;
  plan->slot[k] = a;
  plan->units[a]++;
}

void
rondo_match_plan_set (RondoMatchPlan *plan,
                      const RondoMatchProblem *problem,
                      const int32_t *arcs,
                      int32_t n_arcs)
{
  for (int32_t k = 0; k < plan->slot_first[problem->n_cols]; k++) {
    if (plan->slot[k] >= 0)
      plan->units[plan->slot[k]] = 0;
    plan->slot[k] = -1;
  }
  plan->cost = 0;
  for (int32_t k = 0; k < n_arcs; k++) {
    rondo_match_plan_take_slot (plan, problem, arcs[k]);
    plan->cost += problem->cost[arcs[k]];
  }
}

void
rondo_match_plan_change (RondoMatchPlan *plan,
                         const RondoMatchProblem *problem,
                         int32_t a,
                         int sign)
{
  int32_t k = plan->slot_first[problem->col[a]];

  plan->cost += sign * problem->cost[a];
  if (sign > 0) {
    rondo_match_plan_take_slot (plan, problem, a);
    return;
  }
  while (plan->slot[k] != a)
    k++;
  plan->slot[k] = -1;
  plan->units[a]--;
}

void
rondo_match_plan_take_flow (RondoMatchPlan *plan, const RondoMatchFlow *flow)
{
  g_autoptr (GArray) arcs = g_array_new (FALSE, FALSE, sizeof (int32_t));

  for (int32_t j = 0; j < flow->problem->n_cols; j++)
    for (int32_t a = flow->head[j]; a >= 0; a = flow->next[a])
      for (int32_t unit = 0; unit < flow->x[a]; unit++)
        g_array_append_val (arcs, a);
  rondo_match_plan_set (plan, flow->problem, (const int32_t *)arcs->data, (int32_t)arcs->len);
}
