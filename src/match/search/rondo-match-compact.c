/* SPDX-License-Identifier: GPL-3.0-or-later
 * Makes compact copies. */
#include "config.h"

#include "rondo-match-compact.h"
#include "rondo-match-core.h"

#include <string.h>

/* By arc of the whole its number in the copy, or −1. */
static int32_t *
number_arcs (const RondoMatchRelax *relax,
             const RondoMatchPlan *plan,
             int width,
             RondoMatchClock *clock,
             int32_t *n)
{
  const RondoMatchProblem *whole = relax->flow->problem;
  g_autoptr (RondoMatchCore) core = rondo_match_core_new (relax->flow, relax->lambda, width, clock);
  int32_t *index = g_new (int32_t, MAX (whole->n_arcs, 1));

  for (int32_t a = 0; a < whole->n_arcs; a++)
    index[a] = -1;
  for (int32_t k = 0; k < core->n_arcs; k++)
    index[core->arc[k]] = 0;
  *n = 0;
  for (int32_t a = 0; a < whole->n_arcs; a++) {
    int32_t twin = whole->twin[a];

    if (index[a] >= 0 || plan->units[a] > 0 || (twin >= 0 && plan->units[twin] > 0))
      index[a] = (*n)++;
  }
  return index;
}

static void
take_arc (RondoMatchCompact *compact, const RondoMatchRelax *relax, const int32_t *index, int32_t a)
{
  const RondoMatchProblem *whole = relax->flow->problem;
  RondoMatchProblem *problem = compact->problem;
  int32_t k = problem->n_arcs++;

  problem->row[k] = whole->row[a];
  problem->col[k] = whole->col[a];
  problem->cap[k] = whole->cap[a];
  problem->cost[k] = whole->cost[a];
  problem->twin[k] = whole->twin[a] >= 0 ? index[whole->twin[a]] : -1;
  problem->origin[k] = a;
  problem->first[whole->row[a] + 1] = problem->n_arcs;
}

static void
take_problem (RondoMatchCompact *compact, const RondoMatchRelax *relax, const int32_t *index)
{
  const RondoMatchProblem *whole = relax->flow->problem;
  RondoMatchProblem *problem = compact->problem;

  problem->step = whole->step;
  memcpy (problem->supply, whole->supply, whole->n_rows * sizeof (int32_t));
  memcpy (problem->demand, whole->demand, whole->n_cols * sizeof (int32_t));
  for (int32_t a = 0; a < whole->n_arcs; a++)
    if (index[a] >= 0)
      take_arc (compact, relax, index, a);
  for (int32_t i = 0; i < whole->n_rows; i++)
    problem->first[i + 1] = MAX (problem->first[i + 1], problem->first[i]);
}

static void
take_relax (RondoMatchCompact *compact, const RondoMatchRelax *relax)
{
  const RondoMatchProblem *problem = compact->problem;
  gsize room = MAX (problem->n_arcs, 1);

  compact->relax = *relax;
  compact->relax.flow = rondo_match_flow_new (problem);
  compact->relax.lambda = g_new (RondoMatchCost, room);
  compact->relax.closed = g_new (guint8, room);
  compact->relax.extra = NULL;
  compact->relax.use = NULL;
  for (int32_t k = 0; k < problem->n_arcs; k++) {
    int32_t a = problem->origin[k];

    compact->relax.flow->cost[k] = relax->flow->cost[a];
    compact->relax.lambda[k] = relax->lambda[a];
    compact->relax.closed[k] = relax->closed[a];
  }
  memcpy (compact->relax.flow->u, relax->flow->u, problem->n_rows * sizeof (RondoMatchCost));
  memcpy (compact->relax.flow->v, relax->flow->v, problem->n_cols * sizeof (RondoMatchCost));
}

static void
take_plan (RondoMatchCompact *compact, const RondoMatchPlan *plan, const int32_t *index)
{
  const RondoMatchProblem *problem = compact->problem;
  int32_t n = plan->slot_first[problem->n_cols];
  g_autofree int32_t *arcs = g_new (int32_t, MAX (n, 1));

  for (int32_t s = 0; s < n; s++)
    arcs[s] = index[plan->slot[s]];
  compact->plan = rondo_match_plan_new (problem);
  rondo_match_plan_set (compact->plan, problem, arcs, n);
}

RondoMatchCompact *
rondo_match_compact_new (const RondoMatchRelax *relax,
                         const RondoMatchPlan *plan,
                         int width,
                         RondoMatchClock *clock)
{
  const RondoMatchProblem *whole = relax->flow->problem;
  RondoMatchCompact *compact;
  int32_t n;
  g_autofree int32_t *index = number_arcs (relax, plan, width, clock, &n);

  if (rondo_match_clock_stop (clock))
    return NULL;
  compact = g_new0 (RondoMatchCompact, 1);
  compact->problem = rondo_match_problem_alloc (whole->n_rows, whole->n_cols, n);
  take_problem (compact, relax, index);
  take_relax (compact, relax);
  take_plan (compact, plan, index);
  return compact;
}

void
rondo_match_compact_free (RondoMatchCompact *compact)
{
  if (compact == NULL)
    return;
  rondo_match_plan_free (compact->plan);
  rondo_match_flow_free (compact->relax.flow);
  g_free (compact->relax.lambda);
  g_free (compact->relax.closed);
  rondo_match_problem_free (compact->problem);
  g_free (compact);
}

void
rondo_match_compact_give_back (const RondoMatchCompact *compact,
                               const RondoMatchProblem *problem,
                               RondoMatchPlan *plan)
{
  int32_t n = plan->slot_first[problem->n_cols];
  g_autofree int32_t *arcs = g_new (int32_t, MAX (n, 1));

  if (compact->plan->cost >= plan->cost)
    return;
  for (int32_t s = 0; s < n; s++)
    arcs[s] = compact->problem->origin[compact->plan->slot[s]];
  rondo_match_plan_set (plan, problem, arcs, n);
}
