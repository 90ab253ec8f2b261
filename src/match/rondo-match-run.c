/* SPDX-License-Identifier: GPL-3.0-or-later
 * The phases of a run and their order. */
#include "config.h"

#include "rondo-match-run.h"
#include "rondo-match-anneal.h"
#include "rondo-match-improve.h"
#include "rondo-match-swap.h"
#include "rondo-match-tree.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Members from which on the run saves time. */
#define LARGE 3000
/* Rounds of annealing with new cuts. */
#define MAX_ROUNDS 3
/* Arcs of a member that tell how hot to begin; who can use more is not asked. */
#define HEAT_WIDTH 8

typedef struct {
  const RondoMatchModel *model;
  RondoMatchClock *clock;
  RondoMatchProblem *problem;
  RondoMatchRelax relax;
  RondoMatchPlan *plan;
  RondoMatchCuts *cuts;
  uint64_t random;
  int64_t nodes;
  gboolean has_bound;
} Run;

/* Where whole searches would take too long, parts and swaps have to do. */
static gboolean
is_large (const Run *run)
{
  return run->problem->n_rows > LARGE;
}

static RondoMatchCost
round_up (RondoMatchCost cost, RondoMatchCost step)
{
  RondoMatchCost steps = cost / step;

  return (steps * step < cost ? steps + 1 : steps) * step;
}

static gboolean
is_finished (const Run *run)
{
  return rondo_match_clock_stop (run->clock) ||
         (run->has_bound && run->plan->cost <= run->relax.bound);
}

static void
show (Run *run, double fraction)
{
  gboolean has_plan = run->plan->cost < RONDO_MATCH_COST_MAX;
  double gap = 1.0;
  int32_t n_pairs = 0;

  if (has_plan && run->has_bound) {
    double lost = (double)(run->plan->cost - run->relax.bound);

    gap = lost > 0 ? lost / fmax (1.0, fabs ((double)run->relax.bound)) : 0.0;
    for (int32_t k = 0; k < run->plan->slot_first[run->problem->n_cols]; k++)
      n_pairs += run->problem->origin[run->plan->slot[k]] >= 0;
  }
  rondo_match_clock_show (run->clock, fraction, has_plan, n_pairs, gap);
}

/* Takes the multipliers into the costs, solves, and keeps the bound if it is better. */
static gboolean
relax_again (Run *run)
{
  RondoMatchRelax *relax = &run->relax;
  RondoMatchFlow *flow = relax->flow;
  RondoMatchCost bound;

  relax->lambda_sum = 0;
  memset (relax->extra, 0, run->problem->n_arcs * sizeof (RondoMatchCost));
  relax->extra_sum = rondo_match_cuts_price (run->cuts, relax->extra);
  for (int32_t a = 0; a < run->problem->n_arcs; a++) {
    flow->cost[a] = run->problem->cost[a] + relax->lambda[a] + relax->extra[a];
    if (run->problem->twin[a] > a)
      relax->lambda_sum += relax->lambda[a];
  }
  if (!rondo_match_flow_solve (flow, run->clock))
    return FALSE;
  relax->level = rondo_match_flow_value (flow) - relax->lambda_sum - relax->extra_sum;
  bound = round_up (relax->level, run->problem->step);
  if (!run->has_bound || bound > relax->bound)
    relax->bound = bound;
  run->has_bound = TRUE;
  return TRUE;
}

static void
repair (Run *run)
{
  RondoMatchSearch search = {.flow = run->relax.flow,
                             .lambda = run->relax.lambda,
                             .lambda_sum = run->relax.lambda_sum + run->relax.extra_sum,
                             .best = run->plan->cost,
                             .clock = run->clock};

  rondo_match_repair (&search);
  if (search.plan != NULL)
    rondo_match_plan_set (run->plan, run->problem, search.plan, search.n_plan);
  g_free (search.plan);
}

static void
find_plan (Run *run)
{
  if (is_large (run) && run->plan->cost == RONDO_MATCH_COST_MAX)
    rondo_match_swap (run->relax.flow, run->plan);
  else
    repair (run);
}

static void
search_all (Run *run, int64_t max_nodes)
{
  RondoMatchCost slack = run->plan->cost - run->problem->step - run->relax.level;
  int64_t nodes = max_nodes;

  if (is_finished (run))
    return;
  if (rondo_match_part_solve (&run->relax, run->plan, NULL, 0, slack, &nodes, run->clock))
    run->relax.bound = run->plan->cost;
  run->nodes += nodes;
}

static void
prove (Run *run, int64_t max_nodes)
{
  int64_t nodes = max_nodes;

  if (is_large (run) || is_finished (run))
    return;
  if (rondo_match_tree (&run->relax, run->cuts, run->plan, run->relax.heat, &nodes, run->clock))
    run->relax.bound = run->plan->cost;
  run->nodes += nodes;
}

static void
improve (Run *run, int32_t size, int64_t max_nodes, int32_t tries)
{
  RondoMatchImproving improving = {size, max_nodes, tries, &run->random, &run->nodes};

  while (!is_finished (run) && rondo_match_improve (&run->relax, run->plan, &improving, run->clock))
    show (run, 0.5);
}

static int
compare_doubles (const void *a, const void *b)
{
  double left = *(const double *)a;
  double right = *(const double *)b;

  return left < right ? -1 : left > right;
}

/* What the third arc behind the @supply that @row can use costs more than nothing. */
static double
measure_row (const RondoMatchFlow *flow, int32_t row)
{
  const RondoMatchProblem *problem = flow->problem;
  int32_t width = problem->supply[row] + 3;
  double least[HEAT_WIDTH];

  if (width > HEAT_WIDTH)
    return INFINITY;
  for (int32_t k = 0; k < width; k++)
    least[k] = INFINITY;
  for (int32_t a = problem->first[row]; a < problem->first[row + 1]; a++) {
    double cost = (double)(flow->cost[a] - flow->u[row] - flow->v[problem->col[a]]);

    for (int32_t k = 0; k < width; k++)
      if (cost < least[k]) {
        double kept = least[k];

        least[k] = cost;
        cost = kept;
      }
  }
  return least[width - 1];
}

/* The median over members of how far arcs just out of use are from being used. */
static double
measure_heat (const Run *run)
{
  const RondoMatchProblem *problem = run->problem;
  g_autofree double *heats = g_new (double, problem->n_rows);
  int32_t n = 0;

  for (int32_t i = 0; i < problem->n_rows; i++) {
    double heat = measure_row (run->relax.flow, i);

    if (isfinite (heat))
      heats[n++] = heat;
  }
  if (n == 0)
    return (double)problem->step;
  qsort (heats, n, sizeof (double), compare_doubles);
  return fmax (heats[n / 2], (double)problem->step);
}

/* Anneals, and again as long as new cuts raise the bound. */
static gboolean
raise_bound (Run *run, int round)
{
  RondoMatchAnnealing annealing = {.cool = 0.6, .accuracy = 0.003};
  RondoMatchCost before;
  int n_added;
  int rounds = MAX_ROUNDS;

  annealing.row_width = 10 + 2 * round;
  annealing.sweeps = is_large (run) ? 30 : 200;
  annealing.separates = !is_large (run);
  annealing.hot =
      fmax (run->relax.heat, (double)(run->plan->cost - run->relax.level) / run->problem->n_rows);
  annealing.cold = run->relax.heat * 0.002;
  do {
    before = run->relax.level;
    n_added = rondo_match_anneal (
        run->relax.flow, run->relax.lambda, run->relax.extra, run->cuts, &annealing, run->clock);
    if (!relax_again (run))
      return FALSE;
    rondo_match_cuts_forget_idle (run->cuts);
    annealing.hot = run->relax.heat * 0.05;
    find_plan (run);
  } while (n_added > 0 && --rounds > 0 && !is_finished (run) &&
           run->relax.level - before > (run->plan->cost - before) / 16);
  return TRUE;
}

static void
work (Run *run)
{
  if (!relax_again (run))
    return;
  show (run, 0.1);
  find_plan (run);
  show (run, 0.2);
  if (is_finished (run))
    return;
  if (!is_large (run))
    search_all (run, 100);
  run->relax.heat = measure_heat (run);
  for (int round = 0; !is_finished (run); round++) {
    if (!raise_bound (run, round))
      return;
    improve (run, 60 + 10 * MIN (round, 6), 200 + 100 * round, is_large (run) ? 20000 : 1000);
    prove (run, (run->problem->n_rows <= 400 ? 30 : 3) << MIN (round, 24));
    show (run, 1.0 - 0.5 / (round + 1));
  }
}

static void
report (const Run *run, RondoMatchOutcome *outcome)
{
  const RondoMatchProblem *problem = run->problem;

  outcome->nodes = run->nodes;
  outcome->has_bound = run->has_bound;
  outcome->bound = run->has_bound ? -(run->relax.bound / problem->step) : 0;
  outcome->has_plan = run->plan->cost < RONDO_MATCH_COST_MAX;
  if (!outcome->has_plan)
    return;
  outcome->total = -(run->plan->cost / problem->step);
  outcome->arcs = g_new (int32_t, MAX (run->plan->slot_first[problem->n_cols], 1));
  for (int32_t k = 0; k < run->plan->slot_first[problem->n_cols]; k++) {
    int32_t a = run->plan->slot[k];

    if (problem->origin[a] >= 0)
      outcome->arcs[outcome->n_arcs++] = problem->origin[a];
    else if (problem->cost[a] > 0)
      outcome->n_forced++;
  }
}

void
rondo_match_run (const RondoMatchModel *model,
                 int step_bits,
                 RondoMatchClock *clock,
                 RondoMatchOutcome *outcome)
{
  Run run = {.model = model, .clock = clock, .random = model->instance->seed * 2 + 1};

  run.problem = rondo_match_problem_new (model, step_bits);
  run.plan = rondo_match_plan_new (run.problem);
  run.relax.flow = rondo_match_flow_new (run.problem);
  run.cuts = rondo_match_cuts_new ();
  run.relax.extra = g_new0 (RondoMatchCost, MAX (run.problem->n_arcs, 1));
  run.relax.lambda = g_new0 (RondoMatchCost, MAX (run.problem->n_arcs, 1));
  work (&run);
  report (&run, outcome);
  g_free (run.relax.lambda);
  g_free (run.relax.extra);
  rondo_match_cuts_free (run.cuts);
  rondo_match_flow_free (run.relax.flow);
  rondo_match_plan_free (run.plan);
  rondo_match_problem_free (run.problem);
}
