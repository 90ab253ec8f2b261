/* SPDX-License-Identifier: GPL-3.0-or-later
 * Picks the core of a problem. */
#include "config.h"

#include "rondo-match-core.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
  RondoMatchCost key;
  int32_t arc;
} Choice;

/* Different for every arc, and in no order. */
static uint32_t
scatter (int32_t arc)
{
  uint32_t hash = (uint32_t)arc * 2654435761u;

  hash = (hash ^ (hash >> 15)) * 2246822519u;
  return hash ^ (hash >> 13);
}

/* Of arcs that are alike every row takes others: all could not be content with the same columns. */
static int
compare_choices (const void *a, const void *b)
{
  const Choice *left = a;
  const Choice *right = b;
  uint32_t first, second;

  if (left->key != right->key)
    return left->key < right->key ? -1 : 1;
  first = scatter (left->arc);
  second = scatter (right->arc);
  return first < second ? -1 : first > second;
}

static RondoMatchCost
get_reduced (const RondoMatchFlow *flow, int32_t a)
{
  const RondoMatchProblem *problem = flow->problem;

  return flow->cost[a] - flow->u[problem->row[a]] - flow->v[problem->col[a]];
}

/* Marks the @width best of @choices; the spare row and column, which are large, are kept whole. */
static void
mark_best (Choice *choices, int32_t n, int32_t width, guint8 *marks)
{
  if (n > width)
    qsort (choices, n, sizeof (Choice), compare_choices);
  for (int32_t k = 0; k < MIN (n, width); k++)
    marks[choices[k].arc] = 1;
}

static void
mark_rows (const RondoMatchFlow *flow,
           int32_t width,
           Choice *choices,
           guint8 *marks,
           RondoMatchClock *clock)
{
  const RondoMatchProblem *problem = flow->problem;

  for (int32_t i = 0; i < problem->n_rows && !rondo_match_clock_stop (clock); i++) {
    int32_t n = 0;

    for (int32_t a = problem->first[i]; a < problem->first[i + 1]; a++)
      if (flow->left[a] + flow->x[a] > 0)
        choices[n++] = (Choice){get_reduced (flow, a), a};
    mark_best (choices, n, problem->supply[i] > 8 ? n : width, marks);
  }
}

static void
mark_cols (const RondoMatchFlow *flow,
           int32_t width,
           Choice *choices,
           guint8 *marks,
           RondoMatchClock *clock)
{
  const RondoMatchProblem *problem = flow->problem;
  g_autofree int32_t *first = g_new0 (int32_t, problem->n_cols + 1);
  g_autofree int32_t *at = NULL;

  for (int32_t a = 0; a < problem->n_arcs; a++)
    first[problem->col[a] + 1]++;
  for (int32_t j = 0; j < problem->n_cols; j++)
    first[j + 1] += first[j];
  if (rondo_match_clock_stop (clock))
    return;
  at = g_memdup2 (first, (problem->n_cols + 1) * sizeof (int32_t));
  for (int32_t a = 0; a < problem->n_arcs; a++)
    choices[at[problem->col[a]]++] = (Choice){get_reduced (flow, a), a};
  for (int32_t j = 0; j < problem->n_cols && !rondo_match_clock_stop (clock); j++) {
    int32_t n = 0;

    for (int32_t k = first[j]; k < first[j + 1]; k++)
      if (flow->left[choices[k].arc] + flow->x[choices[k].arc] > 0)
        choices[first[j] + n++] = choices[k];
    mark_best (choices + first[j], n, problem->demand[j] > 8 ? n : width, marks);
  }
}

static guint8 *
mark_core (const RondoMatchFlow *flow, int32_t width, RondoMatchClock *clock)
{
  const RondoMatchProblem *problem = flow->problem;
  guint8 *marks = g_new0 (guint8, MAX (problem->n_arcs, 1));
  g_autofree Choice *choices = g_new (Choice, MAX (problem->n_arcs, 1));

  mark_rows (flow, width, choices, marks, clock);
  mark_cols (flow, (width + 1) / 2, choices, marks, clock);
  for (int32_t a = 0; a < problem->n_arcs; a++) {
    int32_t twin = problem->twin[a];

    if (flow->x[a] > 0)
      marks[a] = 1;
    if (marks[a] && twin >= 0 && flow->left[twin] + flow->x[twin] > 0)
      marks[twin] = 1;
  }
  if (rondo_match_clock_stop (clock))
    memset (marks, 0, problem->n_arcs);
  return marks;
}

static void
fill_arc (RondoMatchCore *core,
          const RondoMatchFlow *flow,
          const RondoMatchCost *lambda,
          const int32_t *index,
          int32_t k)
{
  const RondoMatchProblem *problem = flow->problem;
  int32_t a = core->arc[k];
  int32_t twin = problem->twin[a];

  core->row[k] = problem->row[a];
  core->col[k] = problem->col[a];
  core->lambda[k] = twin >= 0 ? (double)lambda[a] : 0.0;
  core->cost[k] = (double)(get_reduced (flow, a) - (twin >= 0 ? lambda[a] : 0));
  core->mate[k] = twin >= 0 ? index[twin] : -1;
  if (core->mate[k] < 0 && problem->cap[a] == 1 && problem->supply[core->row[k]] > 1 &&
      problem->demand[core->col[k]] > 1)
    core->mate[k] = k;
}

static void
fill_arcs (RondoMatchCore *core,
           const RondoMatchFlow *flow,
           const RondoMatchCost *lambda,
           const int32_t *index,
           RondoMatchClock *clock)
{
  const RondoMatchProblem *problem = flow->problem;

  for (int32_t a = 0; a < problem->n_arcs; a++) {
    if (rondo_match_clock_stop_at (clock, a)) {
      memset (core->first, 0, (core->n_rows + 1) * sizeof (int32_t));
      core->n_arcs = 0;
      return;
    }
    if (index[a] < 0)
      continue;
    core->arc[index[a]] = a;
    core->first[problem->row[a] + 1]++;
    fill_arc (core, flow, lambda, index, index[a]);
  }
}

static void
order_by_column (RondoMatchCore *core)
{
  g_autofree int32_t *at = NULL;

  for (int32_t k = 0; k < core->n_arcs; k++)
    core->col_first[core->col[k] + 1]++;
  for (int32_t j = 0; j < core->n_cols; j++)
    core->col_first[j + 1] += core->col_first[j];
  at = g_memdup2 (core->col_first, (core->n_cols + 1) * sizeof (int32_t));
  for (int32_t k = 0; k < core->n_arcs; k++)
    core->by_col[at[core->col[k]]++] = k;
}

RondoMatchCore *
rondo_match_core_new (const RondoMatchFlow *flow,
                      const RondoMatchCost *lambda,
                      int width,
                      RondoMatchClock *clock)
{
  const RondoMatchProblem *problem = flow->problem;
  RondoMatchCore *core = g_new0 (RondoMatchCore, 1);
  g_autofree guint8 *marks = mark_core (flow, width, clock);
  g_autofree int32_t *index = g_new (int32_t, MAX (problem->n_arcs, 1));
  gsize room;

  core->n_rows = problem->n_rows;
  core->n_cols = problem->n_cols;
  for (int32_t a = 0; a < problem->n_arcs; a++)
    index[a] = marks[a] ? core->n_arcs++ : -1;
  room = MAX (core->n_arcs, 1);
  core->arc = g_new (int32_t, room);
  core->row = g_new (int32_t, room);
  core->col = g_new (int32_t, room);
  core->by_col = g_new (int32_t, room);
  core->mate = g_new (int32_t, room);
  core->cost = g_new (double, room);
  core->lambda = g_new (double, room);
  core->x = g_new0 (double, room);
  core->first = g_new0 (int32_t, core->n_rows + 1);
  core->col_first = g_new0 (int32_t, core->n_cols + 1);
  core->du = g_new0 (double, core->n_rows);
  core->dv = g_new0 (double, core->n_cols);
  fill_arcs (core, flow, lambda, index, clock);
  for (int32_t i = 0; i < core->n_rows; i++)
    core->first[i + 1] += core->first[i];
  order_by_column (core);
  return core;
}

void
rondo_match_core_free (RondoMatchCore *core)
{
  if (core == NULL)
    return;
  g_free (core->arc);
  g_free (core->row);
  g_free (core->col);
  g_free (core->first);
  g_free (core->col_first);
  g_free (core->by_col);
  g_free (core->mate);
  g_free (core->cost);
  g_free (core->lambda);
  g_free (core->x);
  g_free (core->du);
  g_free (core->dv);
  g_free (core);
}
