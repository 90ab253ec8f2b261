/* SPDX-License-Identifier: GPL-3.0-or-later
 * Plans, and the exact search in a part of one. */
#include "config.h"

#include "rondo-match-part.h"
#include "rondo-match-exact.h"

#include <stdlib.h>

typedef struct {
  const RondoMatchRelax *relax;
  RondoMatchPlan *plan;
  RondoMatchProblem *problem; /* owned; origin is the arc in the whole problem */
  GHashTable *rows;           /* row → part row + 1, (nullable): all rows as they are */
  GHashTable *cols;
  guint8 *is_known; /* by arc, (nullable): in use in the last program, or basic */
  int32_t *row_of;  /* part row → row */
  int32_t *col_of;
} Part;

static int32_t
find_index (GHashTable *table, int32_t key)
{
  if (table == NULL)
    return key;
  return GPOINTER_TO_INT (g_hash_table_lookup (table, GINT_TO_POINTER (key))) - 1;
}

/* Whether arc @a may be in a better plan, given what is used outside of the part. */
static gboolean
is_candidate (const Part *part, int32_t a, RondoMatchCost slack)
{
  const RondoMatchFlow *flow = part->relax->flow;
  const RondoMatchProblem *whole = flow->problem;
  int32_t twin = whole->twin[a];
  RondoMatchCost reduced = flow->cost[a] - flow->u[whole->row[a]] - flow->v[whole->col[a]];

  if (find_index (part->cols, whole->col[a]) < 0)
    return FALSE;
  if (part->plan->units[a] > 0)
    return TRUE;
  if (part->relax->closed[a])
    return FALSE;
  if ((part->is_known != NULL && part->is_known[a]))
    return TRUE;
  if (reduced > slack)
    return FALSE;
  return twin < 0 || part->plan->units[twin] == 0 || find_index (part->rows, whole->row[twin]) >= 0;
}

static void
add_part_row (Part *part, int32_t r, RondoMatchCost slack)
{
  const RondoMatchProblem *whole = part->relax->flow->problem;
  RondoMatchProblem *problem = part->problem;
  int32_t i = part->row_of[r];

  problem->first[r] = problem->n_arcs;
  problem->supply[r] = whole->supply[i];
  for (int32_t a = whole->first[i]; a < whole->first[i + 1]; a++) {
    int32_t k = problem->n_arcs;

    if (!is_candidate (part, a, slack))
      continue;
    problem->row[k] = r;
    problem->col[k] = find_index (part->cols, whole->col[a]);
    problem->cap[k] = whole->cap[a];
    problem->cost[k] = whole->cost[a];
    problem->origin[k] = a;
    problem->twin[k] = -1;
    if (part->rows != NULL)
      problem->demand[problem->col[k]] += part->plan->units[a];
    problem->n_arcs++;
  }
  problem->first[r + 1] = problem->n_arcs;
}

/* Origins ascend within the part as rows do, so that a twin is found by bisection. */
static int32_t
find_origin (const RondoMatchProblem *problem, int32_t origin)
{
  int32_t low = 0;
  int32_t high = problem->n_arcs;

  while (low < high) {
    int32_t middle = low + (high - low) / 2;

    if (problem->origin[middle] < origin)
      low = middle + 1;
    else
      high = middle;
  }
  return low < problem->n_arcs && problem->origin[low] == origin ? low : -1;
}

static int
compare_rows (const void *a, const void *b)
{
  int32_t left = *(const int32_t *)a;
  int32_t right = *(const int32_t *)b;

  return left < right ? -1 : left > right;
}

static void
index_part (Part *part, const int32_t *rows, int32_t n_rows)
{
  const RondoMatchProblem *whole = part->relax->flow->problem;
  int32_t n_cols = 0;

  part->rows = g_hash_table_new (NULL, NULL);
  part->cols = g_hash_table_new (NULL, NULL);
  part->row_of = g_memdup2 (rows, n_rows * sizeof (int32_t));
  part->col_of = g_new (int32_t, whole->n_cols);
  qsort (part->row_of, n_rows, sizeof (int32_t), compare_rows);
  for (int32_t r = 0; r < n_rows; r++) {
    int32_t i = part->row_of[r];

    g_hash_table_insert (part->rows, GINT_TO_POINTER (i), GINT_TO_POINTER (r + 1));
    for (int32_t a = whole->first[i]; a < whole->first[i + 1]; a++)
      if (part->plan->units[a] > 0 && find_index (part->cols, whole->col[a]) < 0) {
        part->col_of[n_cols++] = whole->col[a];
        g_hash_table_insert (part->cols, GINT_TO_POINTER (whole->col[a]), GINT_TO_POINTER (n_cols));
      }
  }
}

static void
fill_part (Part *part, int32_t n_rows, RondoMatchCost slack)
{
  const RondoMatchProblem *whole = part->relax->flow->problem;
  int32_t n_arcs = 0;
  int32_t n_cols = part->cols != NULL ? (int32_t)g_hash_table_size (part->cols) : whole->n_cols;

  for (int32_t r = 0; r < n_rows; r++)
    n_arcs += whole->first[part->row_of[r] + 1] - whole->first[part->row_of[r]];
  part->problem = rondo_match_problem_alloc (n_rows, n_cols, n_arcs);
  part->problem->step = whole->step;
  for (int32_t r = 0; r < n_rows; r++)
    add_part_row (part, r, slack);
  for (int32_t j = 0; j < n_cols && part->rows == NULL; j++)
    part->problem->demand[j] = whole->demand[j];
  for (int32_t k = 0; k < part->problem->n_arcs; k++) {
    int32_t twin = whole->twin[part->problem->origin[k]];

    if (twin >= 0)
      part->problem->twin[k] = find_origin (part->problem, twin);
  }
}

static void
start_part (const RondoMatchRelax *relax,
            RondoMatchPlan *plan,
            const int32_t *rows,
            int32_t n_rows,
            Part *part)
{
  const RondoMatchProblem *whole = relax->flow->problem;

  *part = (Part){.relax = relax, .plan = plan};
  if (rows != NULL) {
    index_part (part, rows, n_rows);
    return;
  }
  part->row_of = g_new (int32_t, whole->n_rows);
  part->col_of = g_new (int32_t, whole->n_cols);
  for (int32_t i = 0; i < whole->n_rows; i++)
    part->row_of[i] = i;
  for (int32_t j = 0; j < whole->n_cols; j++)
    part->col_of[j] = j;
}

static void
mark_known (Part *part, const RondoMatchHint *hint)
{
  part->is_known = g_new0 (guint8, MAX (part->relax->flow->problem->n_arcs, 1));
  for (guint k = 0; k < hint->arcs->len; k++) {
    const RondoMatchHintArc *arc = &g_array_index (hint->arcs, RondoMatchHintArc, k);

    part->is_known[arc->arc] = 1;
  }
}

static void
end_part (Part *part)
{
  g_clear_pointer (&part->rows, g_hash_table_unref);
  g_clear_pointer (&part->cols, g_hash_table_unref);
  g_clear_pointer (&part->problem, rondo_match_problem_free);
  g_clear_pointer (&part->is_known, g_free);
  g_clear_pointer (&part->row_of, g_free);
  g_clear_pointer (&part->col_of, g_free);
}

static void
apply_plan (const Part *part, const RondoMatchBranch *branch)
{
  const RondoMatchProblem *whole = part->relax->flow->problem;
  const RondoMatchProblem *problem = part->problem;
  RondoMatchPlan *plan = part->plan;

  if (plan->cost == RONDO_MATCH_COST_MAX)
    plan->cost = 0;
  for (int32_t j = 0; j < problem->n_cols; j++)
    for (int32_t s = plan->slot_first[part->col_of[j]]; s < plan->slot_first[part->col_of[j] + 1];
         s++) {
      int32_t a = plan->slot[s];

      if (a < 0 || find_index (part->rows, whole->row[a]) < 0)
        continue;
      plan->slot[s] = -1;
      plan->units[a]--;
      plan->cost -= whole->cost[a];
    }
  for (int32_t k = 0; k < branch->n_plan; k++) {
    rondo_match_plan_take_slot (plan, whole, problem->origin[branch->plan[k]]);
    plan->cost += whole->cost[problem->origin[branch->plan[k]]];
  }
}

/* The prices of the whole, and what the part uses now. */
static void
start_branch (const Part *part, RondoMatchBranch *branch)
{
  const RondoMatchFlow *flow = part->relax->flow;
  const RondoMatchProblem *problem = part->problem;
  RondoMatchCost *u = g_new (RondoMatchCost, MAX (problem->n_rows, 1));
  RondoMatchCost *v = g_new (RondoMatchCost, MAX (problem->n_cols, 1));
  RondoMatchCost *lambda = g_new0 (RondoMatchCost, MAX (problem->n_arcs, 1));
  int32_t *start = g_new0 (int32_t, MAX (problem->n_arcs, 1));

  for (int32_t i = 0; i < problem->n_rows; i++)
    u[i] = flow->u[part->row_of[i]];
  for (int32_t j = 0; j < problem->n_cols; j++)
    v[j] = flow->v[part->col_of[j]];
  for (int32_t k = 0; k < problem->n_arcs; k++) {
    start[k] = part->plan->units[problem->origin[k]];
    branch->best += problem->cost[k] * start[k];
    if (problem->twin[k] >= 0)
      lambda[k] = part->relax->lambda[problem->origin[k]];
  }
  branch->problem = problem;
  branch->bound = -RONDO_MATCH_COST_MAX;
  branch->u = u;
  branch->v = v;
  branch->lambda = lambda;
  branch->start = start;
}

/* By arc of the part, what @marks says of it in the whole. */
static guint8 *
take_marks (const Part *part, const guint8 *marks)
{
  guint8 *taken = g_new0 (guint8, MAX (part->problem->n_arcs, 1));

  for (int32_t k = 0; k < part->problem->n_arcs; k++)
    taken[k] = marks[part->problem->origin[k]];
  return taken;
}

/* By row or column of the whole that of the part, or −1. */
static int32_t *
invert (const int32_t *of, int32_t n, int32_t n_whole)
{
  int32_t *map = g_new (int32_t, MAX (n_whole, 1));

  for (int32_t i = 0; i < n_whole; i++)
    map[i] = -1;
  for (int32_t k = 0; k < n; k++)
    map[of[k]] = k;
  return map;
}

static void
start_hint (const Part *part, const RondoMatchSearch *search, RondoMatchBranch *branch)
{
  const RondoMatchProblem *whole = part->relax->flow->problem;
  const RondoMatchProblem *problem = part->problem;
  g_autofree int32_t *arcs = NULL;
  g_autofree int32_t *rows = NULL;
  g_autofree int32_t *cols = NULL;

  if (search->hint == NULL)
    return;
  branch->wants_hint = part->rows == NULL;
  if (branch->wants_hint && part->relax->favoured != NULL)
    branch->favoured = take_marks (part, part->relax->favoured);
  if (branch->wants_hint) {
    branch->use = g_new0 (double, MAX (problem->n_arcs, 1));
    branch->closed = g_new0 (guint8, MAX (problem->n_arcs, 1));
  }
  if (*search->hint == NULL)
    return;
  arcs = invert (problem->origin, problem->n_arcs, whole->n_arcs);
  rows = invert (part->row_of, problem->n_rows, whole->n_rows);
  cols = invert (part->col_of, problem->n_cols, whole->n_cols);
  branch->hint =
      rondo_match_hint_map (*search->hint, &(RondoMatchHintMap){whole, problem, rows, cols, arcs});
}

/* Only a search in all rows leaves a hint: its rows and columns are those of the whole. What one
 * in a part gained is worth knowing in the next. */
static void
keep_hint (const Part *part, const RondoMatchBranch *branch, RondoMatchSearch *search)
{
  const RondoMatchProblem *whole = part->relax->flow->problem;
  gboolean is_for_all = search->below >= part->plan->cost;

  if (part->rows != NULL && branch->hint != NULL)
    rondo_match_hint_merge_gains (
        *search->hint, branch->hint, part->problem->origin, whole->n_arcs);
  if (branch->left == NULL)
    return;
  rondo_match_hint_free (*search->hint);
  *search->hint = rondo_match_hint_map (
      branch->left, &(RondoMatchHintMap){part->problem, whole, NULL, NULL, part->problem->origin});
  for (int32_t a = 0; a < whole->n_arcs; a++)
    part->relax->use[a] = 0;
  for (int32_t k = 0; k < part->problem->n_arcs; k++) {
    part->relax->use[part->problem->origin[k]] = branch->use[k];
    if (is_for_all && branch->closed[k])
      part->relax->closed[part->problem->origin[k]] = 1;
  }
}

/* The same in whole numbers, where doubles were too coarse. */
static gboolean
search_exactly (const Part *part, RondoMatchBranch *branch)
{
  const RondoMatchProblem *problem = part->problem;
  gboolean is_done;
  RondoMatchExact exact = {.flow = rondo_match_flow_new (problem),
                           .lambda = (RondoMatchCost *)branch->lambda,
                           .best = branch->best,
                           .max_nodes = branch->max_nodes,
                           .clock = branch->clock};

  for (int32_t k = 0; k < problem->n_arcs; k++) {
    if (problem->twin[k] < 0)
      continue;
    exact.flow->cost[k] += exact.lambda[k];
    if (problem->twin[k] > k)
      exact.lambda_sum += exact.lambda[k];
  }
  for (int32_t j = 0; j < problem->n_cols; j++)
    exact.flow->v[j] = branch->v[j];
  is_done = rondo_match_flow_solve (exact.flow, branch->clock) && rondo_match_exact (&exact);
  branch->nodes += exact.nodes;
  if (exact.plan != NULL) {
    g_free (branch->plan);
    branch->plan = exact.plan;
    branch->n_plan = exact.n_plan;
    branch->best = exact.best;
  }
  rondo_match_flow_free (exact.flow);
  return is_done;
}

static void
end_branch (RondoMatchBranch *branch)
{
  g_free ((gpointer)branch->favoured);
  g_free ((gpointer)branch->u);
  g_free ((gpointer)branch->v);
  g_free ((gpointer)branch->lambda);
  g_free ((gpointer)branch->start);
  rondo_match_hint_free (branch->hint);
  rondo_match_hint_free (branch->left);
  g_free (branch->use);
  g_free (branch->closed);
  g_free (branch->plan);
}

gboolean
rondo_match_part_solve (const RondoMatchRelax *relax,
                        RondoMatchPlan *plan,
                        const int32_t *rows,
                        int32_t n_rows,
                        RondoMatchSearch *search,
                        RondoMatchClock *clock)
{
  RondoMatchCost below = MIN (search->below, plan->cost);
  RondoMatchCost slack = below - relax->flow->problem->step - relax->level;
  RondoMatchBranch branch = {.clock = clock, .max_nodes = search->nodes};
  RondoMatchCost outside;
  gboolean is_done;
  Part part;

  start_part (relax, plan, rows, n_rows, &part);
  if (rows == NULL && search->hint != NULL && *search->hint != NULL)
    mark_known (&part, *search->hint);
  fill_part (&part, rows != NULL ? n_rows : relax->flow->problem->n_rows, slack);
  start_branch (&part, &branch);
  start_hint (&part, search, &branch);
  outside = plan->cost < RONDO_MATCH_COST_MAX ? plan->cost - branch.best : 0;
  branch.best = below - outside;
  if (rows == NULL && outside == 0)
    branch.bound = relax->bound;
  is_done = rondo_match_branch (&branch);
  if (!is_done && branch.is_inexact && !rondo_match_clock_stop (clock))
    is_done = search_exactly (&part, &branch);
  search->nodes = branch.nodes;
  search->bound = branch.bound + outside;
  search->root = branch.root + outside;
  keep_hint (&part, &branch, search);
  if (branch.plan != NULL)
    apply_plan (&part, &branch);
  end_branch (&branch);
  end_part (&part);
  return is_done;
}

gboolean
rondo_match_part_settle (const RondoMatchRelax *relax,
                         RondoMatchPlan *plan,
                         RondoMatchSearch *search,
                         RondoMatchClock *clock)
{
  RondoMatchBranch branch = {.clock = clock};
  gboolean is_done;
  Part part;

  start_part (relax, plan, NULL, 0, &part);
  if (*search->hint != NULL)
    mark_known (&part, *search->hint);
  fill_part (&part, relax->flow->problem->n_rows, search->below - relax->level);
  start_branch (&part, &branch);
  start_hint (&part, search, &branch);
  is_done = rondo_match_branch_settle (&branch);
  search->root = branch.root;
  keep_hint (&part, &branch, search);
  end_branch (&branch);
  end_part (&part);
  return is_done;
}
