/* SPDX-License-Identifier: GPL-3.0-or-later
 * Chooses parts of a plan around its losses and solves them. */
#include "config.h"

#include "rondo-match-improve.h"
#include "rondo-match-core.h"
#include "rondo-match-random.h"

#include <stdlib.h>

/* Best arcs of a row along which a part grows. */
#define GROW_WIDTH 6
/* What the relaxation uses less does not count. */
#define USED 0.05
/* Rows of a part. */
#define MIN_SIZE 20
#define MAX_SIZE 450

typedef struct {
  const RondoMatchRelax *relax;
  RondoMatchPlan *plan;
  RondoMatchCore *core;
  uint64_t *random;
  int32_t *rows;
  int32_t n_rows;
  guint8 *is_in;
} Growth;

static uint32_t
draw (uint64_t *state, uint32_t below)
{
  return rondo_match_draw (state) % below;
}

static void
add_row (Growth *growth, int32_t i)
{
  if (growth->is_in[i])
    return;
  growth->is_in[i] = 1;
  growth->rows[growth->n_rows++] = i;
}

/* The rows that use column @j in the plan. */
static void
add_owners (Growth *growth, int32_t j)
{
  const RondoMatchPlan *plan = growth->plan;
  const RondoMatchProblem *problem = growth->relax->flow->problem;
  int32_t count = MIN (plan->slot_first[j + 1] - plan->slot_first[j], 3);

  for (int32_t k = 0; k < count; k++)
    add_row (growth, problem->row[plan->slot[plan->slot_first[j] + k]]);
}

/* A twin in use that keeps an arc out belongs to the part, or nothing would change. */
static void
add_arc (Growth *growth, int32_t a)
{
  const RondoMatchProblem *problem = growth->relax->flow->problem;
  int32_t twin = problem->twin[a];

  add_owners (growth, problem->col[a]);
  if (twin >= 0 && growth->plan->units[twin] > 0)
    add_row (growth, problem->row[twin]);
}

/* The rows whose units would have to move for row @i to use what the relaxation uses, and those
 * that use in the relaxation what row @i uses now. */
static void
add_rivals (Growth *growth, int32_t i)
{
  const RondoMatchProblem *problem = growth->relax->flow->problem;
  const double *use = growth->relax->use;

  for (int32_t a = problem->first[i]; a < problem->first[i + 1]; a++) {
    if (use[a] > USED && growth->plan->units[a] == 0)
      add_arc (growth, a);
    if (growth->plan->units[a] == 0 || problem->demand[problem->col[a]] > 8)
      continue;
    for (int32_t k = growth->core->col_first[problem->col[a]];
         k < growth->core->col_first[problem->col[a] + 1];
         k++) {
      int32_t other = growth->core->arc[growth->core->by_col[k]];

      if (use[other] > USED && growth->plan->units[other] == 0)
        add_row (growth, problem->row[other]);
    }
  }
}

/* First all rows that hang together where plan and relaxation differ, nearest first; then at
 * random along good arcs, and along rings, so that pairs lie in the part with both directions. */
static void
grow (Growth *growth, int32_t seed, int32_t size)
{
  const RondoMatchProblem *problem = growth->relax->flow->problem;
  const RondoMatchCore *core = growth->core;

  growth->n_rows = 0;
  add_row (growth, problem->row[seed]);
  add_arc (growth, seed);
  if (problem->twin[seed] >= 0)
    add_arc (growth, problem->twin[seed]);
  for (int32_t k = 0; k < growth->n_rows && growth->n_rows < size; k++)
    add_rivals (growth, growth->rows[k]);
  for (int turns = 0; turns < 8 * size && growth->n_rows < size; turns++) {
    int32_t i = growth->rows[draw (growth->random, growth->n_rows)];
    int32_t width = core->first[i + 1] - core->first[i];

    if (draw (growth->random, 2) == 0 && i < problem->n_cols)
      add_owners (growth, i);
    else if (width > 0)
      add_arc (growth, core->arc[core->first[i] + draw (growth->random, width)]);
  }
  for (int32_t k = 0; k < growth->n_rows; k++)
    growth->is_in[growth->rows[k]] = 0;
}

static RondoMatchCost
get_loss (const RondoMatchRelax *relax, const RondoMatchPlan *plan, int32_t a)
{
  const RondoMatchFlow *flow = relax->flow;
  const RondoMatchProblem *problem = flow->problem;
  int32_t twin = problem->twin[a];

  if (plan->units[a] > 0)
    return flow->cost[a] - flow->u[problem->row[a]] - flow->v[problem->col[a]];
  if (twin > a && plan->units[twin] == 0)
    return relax->lambda[a];
  return 0;
}

/* Arcs where the plan pays more than the relaxation. */
static GArray *
find_losses (const RondoMatchRelax *relax, const RondoMatchPlan *plan, RondoMatchClock *clock)
{
  GArray *losses = g_array_new (FALSE, FALSE, sizeof (int32_t));

  for (int32_t a = 0; a < relax->flow->problem->n_arcs && !rondo_match_clock_stop_at (clock, a);
       a++)
    if (get_loss (relax, plan, a) > 0)
      g_array_append_val (losses, a);
  return losses;
}

static void
shuffle (GArray *array, uint64_t *random)
{
  for (guint k = array->len; k > 1; k--) {
    guint other = draw (random, k);
    int32_t *data = (int32_t *)array->data;
    int32_t kept = data[k - 1];

    data[k - 1] = data[other];
    data[other] = kept;
  }
}

/* Parts grow as long as they are solved, and shrink when they are not. */
static void
adapt_size (RondoMatchImproving *improving, gboolean is_done, int32_t n_rows)
{
  improving->size += is_done ? improving->size / 8 : -improving->size / 8;
  improving->size = CLAMP (improving->size, MIN_SIZE, CLAMP (n_rows * 2 / 3, MIN_SIZE, MAX_SIZE));
}

gboolean
rondo_match_improve (const RondoMatchRelax *relax,
                     RondoMatchPlan *plan,
                     RondoMatchImproving *improving,
                     RondoMatchClock *clock)
{
  const RondoMatchProblem *problem = relax->flow->problem;
  RondoMatchCost before = plan->cost;
  g_autofree guint8 *is_in = g_new0 (guint8, problem->n_rows);
  g_autofree int32_t *rows = g_new (int32_t, problem->n_rows);
  g_autoptr (RondoMatchCore) core =
      rondo_match_core_new (relax->flow, relax->lambda, GROW_WIDTH, clock);
  g_autoptr (GArray) losses = find_losses (relax, plan, clock);
  Growth growth = {relax, plan, core, improving->random, rows, 0, is_in};
  guint tries = MIN (losses->len, (guint)improving->tries);
  guint patience = improving->tries > 4 ? (guint)improving->tries / 2 : 2;
  guint n_failed = 0;
  RondoMatchCost last = plan->cost;

  shuffle (losses, improving->random);
  for (guint k = 0; k < tries && plan->cost > relax->bound && n_failed < patience; k++) {
    int32_t seed = g_array_index (losses, int32_t, k);
    RondoMatchSearch search = {plan->cost, improving->max_nodes, 0, 0, improving->hint};
    gboolean is_done;

    if (rondo_match_clock_stop (clock))
      break;
    if (get_loss (relax, plan, seed) <= 0)
      continue;
    grow (&growth, seed, improving->size);
    is_done = rondo_match_part_solve (relax, plan, growth.rows, growth.n_rows, &search, clock);
    *improving->nodes += search.nodes;
    n_failed = plan->cost < last ? 0 : n_failed + 1;
    last = plan->cost;
    adapt_size (improving, is_done, problem->n_rows);
  }
  return plan->cost < before;
}
