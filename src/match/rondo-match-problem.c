/* SPDX-License-Identifier: GPL-3.0-or-later
 * Builds the transport problem of a model. */
#include "config.h"

#include "rondo-match-problem.h"

RondoMatchProblem *
rondo_match_problem_alloc (int32_t n_rows, int32_t n_cols, int32_t n_arcs)
{
  RondoMatchProblem *problem = g_new0 (RondoMatchProblem, 1);
  gsize room = MAX (n_arcs, 1);

  problem->n_rows = n_rows;
  problem->n_cols = n_cols;
  problem->supply = g_new0 (int32_t, MAX (n_rows, 1));
  problem->demand = g_new0 (int32_t, MAX (n_cols, 1));
  problem->first = g_new0 (int32_t, n_rows + 1);
  problem->row = g_new (int32_t, room);
  problem->col = g_new (int32_t, room);
  problem->cap = g_new (int32_t, room);
  problem->twin = g_new (int32_t, room);
  problem->origin = g_new (int32_t, room);
  problem->cost = g_new (RondoMatchCost, room);
  problem->step = 1;
  return problem;
}

void
rondo_match_problem_free (RondoMatchProblem *problem)
{
  if (problem == NULL)
    return;
  g_free (problem->supply);
  g_free (problem->demand);
  g_free (problem->first);
  g_free (problem->row);
  g_free (problem->col);
  g_free (problem->cap);
  g_free (problem->twin);
  g_free (problem->origin);
  g_free (problem->cost);
  g_free (problem);
}

static void
add_arc (RondoMatchProblem *problem,
         int32_t row,
         int32_t col,
         int32_t cap,
         RondoMatchCost cost,
         int32_t origin)
{
  int32_t a = problem->n_arcs++;

  problem->row[a] = row;
  problem->col[a] = col;
  problem->cap[a] = cap;
  problem->cost[a] = cost;
  problem->twin[a] = -1;
  problem->origin[a] = origin;
}

int32_t
rondo_match_problem_find_arc (const RondoMatchProblem *problem, int32_t row, int32_t col)
{
  int32_t low = problem->first[row];
  int32_t high = problem->first[row + 1];

  while (low < high) {
    int32_t middle = low + (high - low) / 2;

    if (problem->col[middle] < col)
      low = middle + 1;
    else
      high = middle;
  }
  return low < problem->first[row + 1] && problem->col[low] == col ? low : -1;
}

void
rondo_match_problem_find_twins (RondoMatchProblem *problem, int32_t n, RondoMatchClock *clock)
{
  for (int32_t i = 0; i < n && !rondo_match_clock_stop (clock); i++)
    for (int32_t a = problem->first[i]; a < problem->first[i + 1]; a++) {
      int32_t j = problem->col[a];

      if (j > i && j < n) {
        int32_t twin = rondo_match_problem_find_arc (problem, j, i);

        problem->twin[a] = twin;
        if (twin >= 0)
          problem->twin[twin] = a;
      }
    }
}

/* Arcs of one coach in order of clients, the self-loop in its place, the spare column last. */
static int32_t
add_row (RondoMatchProblem *problem, const RondoMatchModel *model, int32_t i, int32_t k)
{
  const RondoMatchInstance *instance = model->instance;
  int32_t self = MIN (model->gives[i], model->gets[i]);
  int32_t spare = model->is_even[i] ? model->gives[i] - self : model->gives[i];
  RondoMatchCost price =
      model->is_even[i] ? (RondoMatchCost)model->forbid_weight * problem->step : 0;
  gboolean has_self = !model->is_even[i] || self <= 0;

  for (;; k++) {
    int32_t a = k < model->n_arcs ? model->arc[k] : -1;
    gboolean is_mine = a >= 0 && model->rank[instance->arcs[a].coach] == i;
    int32_t col = is_mine ? model->rank[instance->arcs[a].client] : instance->n_members;

    if (!has_self && col > i) {
      add_arc (problem, i, i, self, 0, -1);
      has_self = TRUE;
    }
    if (!is_mine)
      break;
    add_arc (
        problem, i, col, 1, -(RondoMatchCost)rondo_match_model_weigh (model, a) * problem->step, a);
  }
  if (spare > 0)
    add_arc (problem, i, instance->n_members, spare, price, -1);
  problem->supply[i] = model->gives[i];
  problem->demand[instance->n_members] += MAX (spare, 0);
  return k;
}

static void
add_spare_row (RondoMatchProblem *problem, const RondoMatchModel *model)
{
  int32_t n = model->instance->n_members;
  int32_t total = 0;

  for (int32_t j = 0; j < n; j++) {
    int32_t self = MIN (model->gives[j], model->gets[j]);
    int32_t spare = model->is_even[j] ? model->gets[j] - self : model->gets[j];
    RondoMatchCost price =
        model->is_even[j] ? (RondoMatchCost)model->forbid_weight * problem->step : 0;

    problem->demand[j] = model->gets[j];
    if (spare > 0)
      add_arc (problem, n, j, spare, price, -1);
    total += MAX (spare, 0);
  }
  problem->supply[n] = total;
  if (total > 0 && problem->demand[n] > 0)
    add_arc (problem, n, n, MIN (total, problem->demand[n]), 0, -1);
}

RondoMatchProblem *
rondo_match_problem_new (const RondoMatchModel *model, int step_bits, RondoMatchClock *clock)
{
  int32_t n = model->instance->n_members;
  RondoMatchProblem *problem = rondo_match_problem_alloc (n + 1, n + 1, model->n_arcs + 3 * n + 1);
  int32_t k = 0;

  problem->step = (RondoMatchCost)1 << step_bits;
  for (int32_t i = 0; i < n; i++) {
    problem->first[i] = problem->n_arcs;
    if (!rondo_match_clock_stop (clock))
      k = add_row (problem, model, i, k);
  }
  problem->first[n] = problem->n_arcs;
  add_spare_row (problem, model);
  problem->first[n + 1] = problem->n_arcs;
  if (!model->instance->mutual_allowed)
    rondo_match_problem_find_twins (problem, n, clock);
  return problem;
}
