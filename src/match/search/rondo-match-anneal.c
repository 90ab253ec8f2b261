/* SPDX-License-Identifier: GPL-3.0-or-later
 * Annealed matrix scaling on the core. */
#include "config.h"

#include "rondo-match-anneal.h"
#include "rondo-match-core.h"

#include <math.h>

/* Below this a sum has lost its meaning and is built anew from logarithms. */
#define TINY 1e-250
#define VANISHED 1e-100
/* Steps go beyond what they aim at: successive over-relaxation. */
#define OVER 1.75

/* log, quick near 1, where most ratios are. */
static double
log_ratio (double ratio)
{
  double d = ratio - 1.0;

  if (fabs (d) < 0.005)
    return d * (1.0 - d * (0.5 - d * (1.0 / 3 - d * 0.25)));
  return log (ratio);
}

/* @ratio to the power of OVER. */
static double
go_beyond (double ratio)
{
  double root = sqrt (ratio);

  return ratio * root * sqrt (root);
}

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

/* Returns how far the rows were from their supply, on average. */
static double
scale_rows (RondoMatchCore *core, const RondoMatchProblem *problem, double t)
{
  double error = 0;

  for (int32_t i = 0; i < core->n_rows; i++) {
    double sum = 0;
    double factor;

    for (int32_t k = core->first[i]; k < core->first[i + 1]; k++)
      sum += core->x[k];
    if (sum < TINY || problem->supply[i] <= 0)
      continue;
    error += fabs (sum - problem->supply[i]);
    factor = go_beyond (problem->supply[i] / sum);
    core->du[i] += t * OVER * log_ratio (problem->supply[i] / sum);
    for (int32_t k = core->first[i]; k < core->first[i + 1]; k++)
      core->x[k] *= factor;
  }
  return error / core->n_rows;
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
    factor = go_beyond (problem->demand[j] / sum);
    core->dv[j] += t * OVER * log_ratio (problem->demand[j] / sum);
    for (int32_t at = core->col_first[j]; at < core->col_first[j + 1]; at++)
      core->x[core->by_col[at]] *= factor;
  }
}

/* Multiplier of a pair whose x have vanished, from logarithms. */
static void
revive_pair (RondoMatchCore *core, int32_t k, double t)
{
  int32_t mate = core->mate[k];
  double most, sum;

  core->lambda[k] = 0.0;
  core->lambda[mate] = 0.0;
  most = fmax (get_exponent (core, k, t), get_exponent (core, mate, t));
  sum = exp (get_exponent (core, k, t) - most);
  if (mate != k)
    sum += exp (get_exponent (core, mate, t) - most);
  core->lambda[k] = fmax (0.0, t * (most + log (sum)));
  core->lambda[mate] = core->lambda[k];
  core->x[k] = exp (get_exponent (core, k, t));
  core->x[mate] = exp (get_exponent (core, mate, t));
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
    if (sum < VANISHED) {
      revive_pair (core, k, t);
      continue;
    }
    raised = fmax (0.0, core->lambda[k] + t * log_ratio (sum));
    factor = raised > 0.0 ? 1.0 / sum : exp (core->lambda[k] / t);
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

static gboolean
cool_down (RondoMatchCore *core,
           const RondoMatchProblem *problem,
           const RondoMatchAnnealing *annealing,
           RondoMatchClock *clock)
{
  for (double t = annealing->hot; t >= annealing->cold; t *= annealing->cool) {
    warm_rows (core, t);
    for (int sweep = 0; sweep < annealing->sweeps; sweep++) {
      if (rondo_match_clock_stop (clock))
        return FALSE;
      scale_columns (core, problem, t);
      scale_pairs (core, t);
      if (scale_rows (core, problem, t) < annealing->accuracy)
        break;
    }
  }
  return TRUE;
}

void
rondo_match_anneal (RondoMatchFlow *flow,
                    RondoMatchCost *lambda,
                    const RondoMatchAnnealing *annealing,
                    double *use,
                    RondoMatchClock *clock)
{
  g_autoptr (RondoMatchCore) core =
      rondo_match_core_new (flow, lambda, annealing->row_width, clock);

  if (!cool_down (core, flow->problem, annealing, clock))
    return;
  write_back (core, flow, lambda);
  for (int32_t a = 0; a < flow->problem->n_arcs; a++)
    use[a] = 0;
  for (int32_t k = 0; k < core->n_arcs; k++)
    use[core->arc[k]] = core->x[k];
}
