/* SPDX-License-Identifier: GPL-3.0-or-later
 * Annealed matrix scaling on the core. */
#include "config.h"

#include "rondo-match-anneal.h"
#include "rondo-match-core.h"

#include <math.h>

/* Below this a sum has lost its meaning and is built anew from logarithms. */
#define TINY 1e-250

static double
get_exponent (const RondoMatchCore *core, int32_t k, double t)
{
  return (core->du[core->row[k]] + core->dv[core->col[k]] - core->cost[k] - core->lambda[k]) / t;
}

/* x at temperature @t, with each row's price moved so that its largest x is 1. */
static void
warm_rows (RondoMatchCore *core, double t)
{
  for (int32_t i = 0; i < core->n_rows; i++) {
    double most = -INFINITY;

    for (int32_t k = core->first[i]; k < core->first[i + 1]; k++)
      most = fmax (most, get_exponent (core, k, t));
    if (!isfinite (most))
      continue;
    core->du[i] -= most * t;
    for (int32_t k = core->first[i]; k < core->first[i + 1]; k++)
      core->x[k] = exp (get_exponent (core, k, t));
  }
}

static void
scale_rows (RondoMatchCore *core, const RondoMatchProblem *problem, double t)
{
  for (int32_t i = 0; i < core->n_rows; i++) {
    double sum = 0;
    double factor;

    for (int32_t k = core->first[i]; k < core->first[i + 1]; k++)
      sum += core->x[k];
    if (sum < TINY || problem->supply[i] <= 0)
      continue;
    factor = problem->supply[i] / sum;
    core->du[i] += t * log (factor);
    for (int32_t k = core->first[i]; k < core->first[i + 1]; k++)
      core->x[k] *= factor;
  }
}

/* A column that all have turned away from: raises its price until its largest x is 1. */
static void
revive_column (RondoMatchCore *core, int32_t j, double t)
{
  double most = -INFINITY;

  for (int32_t at = core->col_first[j]; at < core->col_first[j + 1]; at++)
    most = fmax (most, get_exponent (core, core->by_col[at], t));
  if (!isfinite (most))
    return;
  core->dv[j] -= most * t;
  for (int32_t at = core->col_first[j]; at < core->col_first[j + 1]; at++)
    core->x[core->by_col[at]] = exp (get_exponent (core, core->by_col[at], t));
}

static void
scale_columns (RondoMatchCore *core, const RondoMatchProblem *problem, double t)
{
  for (int32_t j = 0; j < core->n_cols; j++) {
    double sum = 0;
    double factor;

    for (int32_t at = core->col_first[j]; at < core->col_first[j + 1]; at++)
      sum += core->x[core->by_col[at]];
    if (problem->demand[j] <= 0)
      continue;
    if (sum < TINY) {
      revive_column (core, j, t);
      continue;
    }
    factor = problem->demand[j] / sum;
    core->dv[j] += t * log (factor);
    for (int32_t at = core->col_first[j]; at < core->col_first[j + 1]; at++)
      core->x[core->by_col[at]] *= factor;
  }
}

static void
scale_pairs (RondoMatchCore *core, double t)
{
  for (int32_t k = 0; k < core->n_arcs; k++) {
    int32_t mate = core->mate[k];
    double sum, raised, factor;

    if (mate < k)
      continue;
    sum = mate == k ? core->x[k] : core->x[k] + core->x[mate];
    if (sum <= 1.0 && core->lambda[k] <= 0.0)
      continue;
    raised = fmax (0.0, core->lambda[k] + t * log (fmax (sum, TINY)));
    factor = raised > 0.0 ? 1.0 / fmax (sum, TINY) : exp (core->lambda[k] / t);
    core->lambda[k] = raised;
    core->x[k] *= factor;
    if (mate != k) {
      core->lambda[mate] = raised;
      core->x[mate] *= factor;
    }
  }
}

static void
write_back (const RondoMatchCore *core, RondoMatchFlow *flow, RondoMatchCost *lambda)
{
  for (int32_t k = 0; k < core->n_arcs; k++)
    if (core->mate[k] >= 0 && core->mate[k] != k)
      lambda[core->arc[k]] = (RondoMatchCost)floor (core->lambda[k] + 0.5);
  for (int32_t j = 0; j < core->n_cols; j++)
    if (isfinite (core->dv[j]))
      flow->v[j] += (RondoMatchCost)floor (core->dv[j] + 0.5);
}

void
rondo_match_anneal (RondoMatchFlow *flow,
                    RondoMatchCost *lambda,
                    const RondoMatchAnnealing *annealing,
                    RondoMatchClock *clock)
{
  const RondoMatchProblem *problem = flow->problem;
  g_autoptr (RondoMatchCore) core = rondo_match_core_new (flow, lambda, annealing->row_width);

  for (double t = annealing->hot; t >= annealing->cold; t *= annealing->cool) {
    warm_rows (core, t);
    for (int sweep = 0; sweep < annealing->sweeps; sweep++) {
      if (rondo_match_clock_stop (clock))
        return;
      scale_columns (core, problem, t);
      scale_pairs (core, t);
      scale_rows (core, problem, t);
    }
  }
  write_back (core, flow, lambda);
}
