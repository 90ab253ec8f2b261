/* SPDX-License-Identifier: GPL-3.0-or-later
 * The phases of a run and their order. */
#include "config.h"

#include "rondo-match-run.h"
#include "rondo-match-anneal.h"
#include "rondo-match-compact.h"
#include "rondo-match-improve.h"
#include "rondo-match-patch.h"
#include "rondo-match-repair.h"
#include "rondo-match-state.h"
#include "rondo-match-swap.h"
#include "rondo-match-vary.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Members from which on the run saves time. */
#define LARGE 3000
/* Noise of the first variations of a large round, of what good arcs differ by, and of how many. */
#define LEAST_NOISE 0.001
#define FIRST_VARIATIONS 3
/* Noise of the later ones, and twice that after one that did not help: so much that most of the
 * plan stays, and places far from each other are bettered by themselves. */
#define MORE_NOISE 0.032
/* Tries in a row that do not help. */
#define MOST_VARIATIONS 20
/* Best arcs of a member that variations look at. */
#define VARY_WIDTH 8
/* Members up to which everything is searched at once. */
#define SMALL 100
/* So many arcs of a member come into question at once. */
#define FEW_ARCS 10
#define MAX_HALVINGS 4
/* Arcs of a member that tell how hot to begin; who can use more is not asked. */
#define HEAT_WIDTH 8
/* Rows of the first part that is searched. */
#define FIRST_SIZE 50
/* A program that is left for later has the arcs of plans that lose so little. */
#define SETTLED_STEPS 4
/* Nodes of the first search after a change. */
#define WARM_NODES 200
/* So often it looks further away, each time so many times as far. */
#define WARM_TURNS 4
#define WARM_STRIDE 4
/* Members up to which a whole search soon comes to plans. */
#define MEDIUM 500
/* Above that parts alone are searched for so many rounds. */
#define PATIENT_ROUNDS 3
/* Members up to which one whole search is likely to do. */
#define FEW 300
/* Nodes of the first whole search among so few, and in a hundred members of more, less in still
 * more. */
#define FEW_NODES 200
#define FIRST_NODES 120

typedef struct {
  RondoMatchState *state;
  const RondoMatchProblem *problem; /* these are of the state */
  RondoMatchRelax *relax;
  RondoMatchPlan *plan;
  RondoMatchClock *clock;
  uint64_t random;
  int64_t nodes;
  RondoMatchCost root; /* what the last search in all rows proved before it branched */
  gboolean is_warm;
  int n_varied;
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
         (run->state->has_bound && run->plan->cost <= run->relax->bound);
}

static void
show (Run *run, double fraction)
{
  gboolean has_plan = run->plan->cost < RONDO_MATCH_COST_MAX;
  double gap = 1.0;
  int32_t n_pairs = 0;

  if (has_plan && run->state->has_bound) {
    double lost = (double)(run->plan->cost - run->relax->bound);

    gap = lost > 0 ? lost / fmax (1.0, fabs ((double)run->relax->bound)) : 0.0;
    for (int32_t k = 0; k < run->plan->slot_first[run->problem->n_cols]; k++)
      n_pairs += run->problem->origin[run->plan->slot[k]] >= 0;
  }
  rondo_match_clock_show (run->clock, fraction, has_plan, n_pairs, gap);
}

/* Takes the multipliers into the costs, solves, and keeps the bound if it is better. */
static gboolean
relax_again (Run *run)
{
  RondoMatchRelax *relax = run->relax;
  RondoMatchFlow *flow = relax->flow;
  RondoMatchCost bound;

  relax->lambda_sum = relax->extra_sum;
  for (int32_t a = 0; a < run->problem->n_arcs; a++) {
    flow->cost[a] = run->problem->cost[a] + relax->lambda[a] + relax->extra[a];
    if (run->problem->twin[a] > a)
      relax->lambda_sum += relax->lambda[a];
  }
  if (!rondo_match_flow_solve (flow, run->clock))
    return FALSE;
  relax->level = rondo_match_flow_value (flow) - relax->lambda_sum;
  bound = round_up (relax->level, run->problem->step);
  if (!run->state->has_bound || bound > relax->bound)
    relax->bound = bound;
  run->state->has_bound = TRUE;
  return TRUE;
}

/* Any plan at once, then a better one; but in a large round a shortest path through all of it for
 * each pair would take too long. */
static void
find_plan (Run *run, double fraction)
{
  if (run->plan->cost == RONDO_MATCH_COST_MAX) {
    rondo_match_swap (run->relax->flow, run->plan, run->clock);
    show (run, fraction);
  }
  if (!is_large (run))
    rondo_match_repair (run->relax, run->plan, run->clock);
}

/* Exchanges the prices in use for those set aside. */
static void
exchange_prices (Run *run, RondoMatchCost **lambda, RondoMatchCost **extra, RondoMatchCost *sum)
{
  RondoMatchRelax *relax = run->relax;
  RondoMatchCost *kept_lambda = relax->lambda;
  RondoMatchCost *kept_extra = relax->extra;
  RondoMatchCost kept_sum = relax->extra_sum;

  relax->lambda = *lambda;
  relax->extra = *extra;
  relax->extra_sum = *sum;
  *lambda = kept_lambda;
  *extra = kept_extra;
  *sum = kept_sum;
}

/* The prices of the linear program, where they prove more than those at hand. FALSE if the clock
 * stopped it. */
static gboolean
take_prices (Run *run)
{
  RondoMatchRelax *relax = run->relax;
  const RondoMatchProblem *problem = run->problem;
  RondoMatchCost *lambda = g_new (RondoMatchCost, MAX (problem->n_arcs, 1));
  RondoMatchCost *extra = g_new (RondoMatchCost, MAX (problem->n_arcs, 1));
  RondoMatchCost sum;
  RondoMatchCost before = relax->level;
  gboolean is_done = TRUE;

  if (!rondo_match_hint_price (run->state->hint, problem, lambda, extra, &sum)) {
    g_free (lambda);
    g_free (extra);
    return TRUE;
  }
  exchange_prices (run, &lambda, &extra, &sum);
  memcpy (relax->flow->v, run->state->hint->v, problem->n_cols * sizeof (RondoMatchCost));
  is_done = relax_again (run);
  if (is_done && relax->level < before) {
    exchange_prices (run, &lambda, &extra, &sum);
    is_done = relax_again (run);
  } else
    relax->has_extra = TRUE;
  g_free (lambda);
  g_free (extra);
  return is_done;
}

/* How much more than the relaxation a plan may lose if only few arcs shall come into question. */
static RondoMatchCost
choose_width (const Run *run)
{
  const RondoMatchProblem *problem = run->problem;
  const RondoMatchFlow *flow = run->relax->flow;
  RondoMatchCost width = run->plan->cost - run->relax->level;

  for (int halvings = 0; halvings < MAX_HALVINGS && width > problem->step; halvings++) {
    int32_t n = 0;

    for (int32_t a = 0; a < problem->n_arcs && !rondo_match_clock_stop_at (run->clock, a); a++)
      n += flow->cost[a] - flow->u[problem->row[a]] - flow->v[problem->col[a]] <= width;
    if (n <= problem->n_rows * FEW_ARCS + 1000)
      break;
    width /= 2;
  }
  return width;
}

/* Looks for the best plan in all rows; if too many arcs come into question, first for plans that
 * lose little. FALSE if that was given up. */
static gboolean
search_all (Run *run, int64_t max_nodes)
{
  while (!is_finished (run)) {
    RondoMatchCost width = choose_width (run);
    RondoMatchCost below =
        MIN (run->plan->cost, MAX (run->relax->level, run->relax->bound) + width);
    RondoMatchSearch search = {below, max_nodes, 0, 0, &run->state->hint};
    gboolean is_done = rondo_match_part_solve (run->relax, run->plan, NULL, 0, &search, run->clock);

    run->nodes += search.nodes;
    run->root = search.root;
    search.bound = is_done ? below : MIN (round_up (search.bound, run->problem->step), below);
    run->relax->bound = MIN (MAX (run->relax->bound, search.bound), run->plan->cost);
    if (!is_done)
      return FALSE;
  }
  return TRUE;
}

/* Solves the linear program of all rows and goes on from its prices. FALSE if the clock stopped
 * it. */
static gboolean
tighten (Run *run)
{
  int32_t n = run->problem->n_rows;

  search_all (run, n <= FEW ? FEW_NODES : FIRST_NODES / MAX (1, n / 100));
  if (is_finished (run) || run->state->hint == NULL)
    return !rondo_match_clock_stop (run->clock);
  if (!take_prices (run))
    return FALSE;
  find_plan (run, 0.3);
  show (run, 0.35);
  return TRUE;
}

/* Parts until there have been @tries in a row that helped little. */
static void
improve (Run *run, int32_t tries, int64_t max_nodes)
{
  RondoMatchImproving improving = {
      run->state->size, max_nodes, tries, &run->random, &run->nodes, &run->state->hint};

  while (!is_finished (run) && rondo_match_improve (run->relax, run->plan, &improving, run->clock))
    show (run, 0.5);
  run->state->size = improving.size;
}

static double
choose_noise (const Run *run, int n_done, int n_failed)
{
  double noise = n_done < FIRST_VARIATIONS ? LEAST_NOISE : MORE_NOISE * (1 + n_failed % 2);

  return fmax (run->relax->heat * noise, 1.0);
}

/* Other plans until there have been some in a row that were no better. */
static void
vary_often (Run *run)
{
  g_autoptr (RondoMatchCompact) compact = NULL;

  if (run->plan->cost == RONDO_MATCH_COST_MAX)
    return;
  compact = rondo_match_compact_new (run->relax, run->plan, VARY_WIDTH, run->clock);
  for (int n_failed = 0; compact != NULL && n_failed < MOST_VARIATIONS && !is_finished (run);) {
    double noise = choose_noise (run, run->n_varied++, n_failed);

    n_failed = rondo_match_vary (&compact->relax, compact->plan, noise, &run->random, run->clock)
                   ? 0
                   : n_failed + 1;
    rondo_match_compact_give_back (compact, run->problem, run->plan);
    show (run, 0.4);
  }
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

  for (int32_t i = 0; i < problem->n_rows && !rondo_match_clock_stop (run->clock); i++) {
    double heat = measure_row (run->relax->flow, i);

    if (isfinite (heat))
      heats[n++] = heat;
  }
  if (n == 0)
    return (double)problem->step;
  qsort (heats, n, sizeof (double), compare_doubles);
  return fmax (heats[n / 2], (double)problem->step);
}

/* Goes back to @lambda if the multipliers at hand prove less than the level @before. FALSE if the
 * clock stopped it. */
static gboolean
keep_better_prices (Run *run, RondoMatchCost **lambda, RondoMatchCost before)
{
  RondoMatchCost *kept = run->relax->lambda;

  if (!relax_again (run))
    return FALSE;
  if (run->relax->level >= before)
    return TRUE;
  run->relax->lambda = *lambda;
  *lambda = kept;
  return relax_again (run);
}

/* Better multipliers, with them a better bound, and often a better plan. */
static gboolean
raise_bound (Run *run, int round)
{
  RondoMatchAnnealing annealing = {.cool = 0.6, .accuracy = 0.003};
  g_autofree RondoMatchCost *lambda =
      g_memdup2 (run->relax->lambda, run->problem->n_arcs * sizeof (RondoMatchCost));
  double loss = (double)(run->plan->cost - run->relax->level) / run->problem->n_rows;

  annealing.row_width = 10 + 2 * MIN (round, 20);
  annealing.sweeps = is_large (run) ? 60 : 200;
  /* What a first plan by swaps loses says nothing about prices. */
  annealing.hot = is_large (run) ? run->relax->heat : fmax (run->relax->heat, loss);
  annealing.cold = run->relax->heat * (is_large (run) ? 0.0005 : 0.002);
  rondo_match_anneal (
      run->relax->flow, run->relax->lambda, &annealing, run->relax->use, run->clock);
  if (rondo_match_clock_stop (run->clock) || !keep_better_prices (run, &lambda, run->relax->level))
    return FALSE;
  find_plan (run, 0.2);
  show (run, 0.3);
  return TRUE;
}

/* After a small change the prices and the program at hand are good, and the last plan can be
 * patched up. Where that loses much, one that loses about as little as the last one is looked for
 * first. */
static void
start_warm (Run *run)
{
  RondoMatchRelax *relax = run->relax;
  RondoMatchCost width = MAX (run->state->width * 3 / 2, 4 * run->problem->step);

  if (relax->favoured != NULL)
    rondo_match_patch (relax, run->plan, run->clock);
  for (int turns = 0; turns < WARM_TURNS && !is_finished (run); turns++, width *= WARM_STRIDE) {
    RondoMatchCost bound = MAX (relax->level, relax->bound);
    gboolean is_near = run->plan->cost <= bound + WARM_STRIDE * width;
    RondoMatchCost below = is_near ? run->plan->cost : bound + width;
    RondoMatchSearch search = {below, WARM_NODES, 0, 0, &run->state->hint};

    if (!rondo_match_part_solve (relax, run->plan, NULL, 0, &search, run->clock))
      turns = WARM_TURNS;
    else
      relax->bound = MIN (MAX (relax->bound, below), run->plan->cost);
    run->nodes += search.nodes;
    run->root = search.root;
  }
}

/* Whether the run before came so far that its prices and plan are worth starting from at once. */
static gboolean
has_come_far (const RondoMatchState *before)
{
  return before->hint != NULL || (before->has_bound && before->plan->cost <= before->relax.bound);
}

static void
work (Run *run)
{
  int32_t n = run->problem->n_rows;

  if (!relax_again (run))
    return;
  show (run, 0.1);
  if (run->is_warm && !is_large (run) && run->state->hint != NULL)
    start_warm (run);
  if (is_finished (run))
    return;
  find_plan (run, 0.15);
  show (run, 0.2);
  if (n <= SMALL && !is_finished (run))
    search_all (run, G_MAXINT64 / 4);
  else if (run->is_warm && !is_large (run))
    search_all (run, WARM_NODES);
  if (is_finished (run))
    return;
  run->relax->heat = measure_heat (run);
  for (int round = 0; !is_finished (run); round++) {
    if ((round == 0 || is_large (run)) && !raise_bound (run, round))
      return;
    if (is_large (run))
      vary_often (run);
    else if (!tighten (run))
      return;
    improve (
        run, is_large (run) ? 20000 : MAX (10 << MIN (round, 10), n / 10), 30 << MIN (round, 10));
    if (n <= MEDIUM || (!is_large (run) && round >= PATIENT_ROUNDS))
      search_all (run, (n <= FEW ? 500 : 50) << MIN (round, 20));
    show (run, 1.0 - 0.5 / (round + 1));
  }
}

static RondoMatchCost
measure_width (const Run *run)
{
  return run->plan->cost - MAX (run->relax->level, run->root);
}

/* After a change the next run starts from the program that is left. The one that proves a plan has
 * only the arcs that a better plan may use, and its solution may be far from the plan. */
static void
settle (Run *run)
{
  RondoMatchCost width = MAX (measure_width (run), SETTLED_STEPS * run->problem->step);
  RondoMatchSearch search = {run->plan->cost + width, 0, 0, 0, &run->state->hint};

  if (!take_prices (run))
    return;
  memset (run->relax->closed, 0, run->problem->n_arcs);
  run->relax->favoured = g_new0 (guint8, MAX (run->problem->n_arcs, 1));
  for (int32_t a = 0; a < run->problem->n_arcs; a++)
    run->relax->favoured[a] = run->plan->units[a] > 0;
  if (rondo_match_part_settle (run->relax, run->plan, &search, run->clock))
    run->root = search.root;
}

static void
report (const Run *run, RondoMatchOutcome *outcome)
{
  const RondoMatchProblem *problem = run->problem;

  outcome->nodes = run->nodes;
  outcome->has_bound = run->state->has_bound;
  outcome->bound = run->state->has_bound ? -(run->relax->bound / problem->step) : 0;
  outcome->has_plan = run->plan->cost < RONDO_MATCH_COST_MAX;
  run->state->width = outcome->has_plan ? measure_width (run) : 0;
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

RondoMatchState *
rondo_match_run (const RondoMatchModel *model,
                 int step_bits,
                 const RondoMatchState *before,
                 RondoMatchClock *clock,
                 RondoMatchOutcome *outcome)
{
  RondoMatchState *state = rondo_match_state_new (model, step_bits, clock);
  Run run = {.state = state,
             .root = -RONDO_MATCH_COST_MAX,
             .problem = state->problem,
             .relax = &state->relax,
             .plan = state->plan,
             .clock = clock,
             .random = model->instance->seed * 2 + 1,
             .is_warm = before != NULL && has_come_far (before)};

  state->size = FIRST_SIZE;
  state->relax.flow->clock = clock;
  if (before != NULL && !rondo_match_clock_stop (clock))
    rondo_match_state_take (state, before);
  work (&run);
  if (model->is_lasting && before == NULL && state->hint != NULL && is_finished (&run) &&
      !rondo_match_clock_stop (clock))
    settle (&run);
  report (&run, outcome);
  state->relax.flow->clock = NULL;
  return state;
}
