/* SPDX-License-Identifier: GPL-3.0-or-later
 * Branch and cut: depth first, on pairs used in part, then on arcs. */
#include "config.h"

#include "rondo-match-branch.h"
#include "rondo-match-choice.h"

#include <math.h>

/* A use this close to a whole number is whole. */
#define WHOLE 1e-5
/* Rounds of cuts at the root, and there in problems of more rows than MEDIUM. */
#define ROOT_ROUNDS 100
#define LARGE_ROUNDS 12
#define MEDIUM 450
/* A round of cuts that lifts the objective by less, as a part of the gap, is the last. */
#define LEAST_LIFT 0.003
/* So many such rounds are put up with where cuts are looked for everywhere. */
#define PATIENCE 3
/* Costs of the program are at most about so large. */
#define LARGEST 1e8

typedef struct {
  int32_t variable;
  double low;
  double high;
} Step;

typedef struct {
  RondoMatchBranch *task;
  RondoMatchMaster *master;
  GArray *trail;       /* of Step: bounds as they were before */
  RondoMatchCost best; /* only plans below are looked for now */
  int64_t max_nodes;
  gboolean gave_up;
  RondoMatchGains gains; /* of branches so far */
} Tree;

/* How a node differs from the one above it. */
typedef struct {
  const RondoMatchChoice *choice; /* (nullable): it is the root */
  gboolean is_used;
  double objective; /* above */
  int depth;
} Branching;

static void visit (Tree *tree, const Branching *from);

static void
set_bounds (Tree *tree, int32_t variable, double low, double high)
{
  RondoMatchSimplex *simplex = tree->master->simplex;
  Step step = {variable, simplex->low[variable], simplex->high[variable]};

  if (step.low == low && step.high == high)
    return;
  g_array_append_val (tree->trail, step);
  rondo_match_simplex_bound (simplex, variable, low, high);
}

static void
undo (Tree *tree, guint length)
{
  while (tree->trail->len > length) {
    const Step *step = &g_array_index (tree->trail, Step, tree->trail->len - 1);

    rondo_match_simplex_bound (tree->master->simplex, step->variable, step->low, step->high);
    g_array_set_size (tree->trail, tree->trail->len - 1);
  }
}

/* What no plan that is looked for costs more than; at the root it may be one as good as the best.
 */
static RondoMatchCost
get_most (const Tree *tree, gboolean is_root)
{
  return is_root && tree->task->keeps_equal ? tree->best : tree->best - tree->task->problem->step;
}

/* What the program's objective has to stay below. */
static double
get_cutoff (const Tree *tree, gboolean is_root)
{
  return (double)(get_most (tree, is_root) - tree->master->base) / tree->master->scale + 0.01;
}

static gboolean
is_whole (double x)
{
  return fabs (x - rint (x)) < WHOLE;
}

/* Whether the whole numbers next to the solution fill every row and column and use no pair twice.
 */
static gboolean
is_plan (const RondoMatchProblem *problem, const double *x)
{
  g_autofree int32_t *need = g_memdup2 (problem->supply, problem->n_rows * sizeof (int32_t));
  g_autofree int32_t *room = g_memdup2 (problem->demand, problem->n_cols * sizeof (int32_t));
  gboolean is_right = TRUE;

  for (int32_t a = 0; a < problem->n_arcs; a++) {
    int32_t units = (int32_t)rint (x[a]);
    int32_t twin = problem->twin[a];

    need[problem->row[a]] -= units;
    room[problem->col[a]] -= units;
    if (units < 0 || units > problem->cap[a] || (twin > a && units > 0 && rint (x[twin]) > 0))
      is_right = FALSE;
  }
  for (int32_t i = 0; i < problem->n_rows; i++)
    is_right = is_right && need[i] == 0;
  for (int32_t j = 0; j < problem->n_cols; j++)
    is_right = is_right && room[j] == 0;
  return is_right;
}

/* If the solution is a plan, keeps it if it is better. FALSE if it is none. */
static gboolean
keep_plan (Tree *tree)
{
  RondoMatchBranch *task = tree->task;
  const RondoMatchProblem *problem = task->problem;
  const double *x = tree->master->simplex->x;
  RondoMatchCost cost = 0;
  g_autoptr (GArray) plan = NULL;

  for (int32_t a = 0; a < problem->n_arcs; a++) {
    if (!is_whole (x[a]))
      return FALSE;
    cost += problem->cost[a] * (int32_t)rint (x[a]);
  }
  if (cost >= tree->best)
    return TRUE;
  if (!is_plan (problem, x))
    return FALSE;
  plan = g_array_new (FALSE, FALSE, sizeof (int32_t));
  for (int32_t a = 0; a < problem->n_arcs; a++)
    for (int32_t unit = (int32_t)rint (x[a]); unit > 0; unit--)
      g_array_append_val (plan, a);
  tree->best = cost;
  task->best = cost;
  g_free (task->plan);
  task->n_plan = (int32_t)plan->len;
  task->plan = (int32_t *)g_array_free (g_steal_pointer (&plan), FALSE);
  return TRUE;
}

/* Columns that no better plan uses, or that all use. */
static void
fix_columns (Tree *tree, RondoMatchWide bound, gboolean is_root)
{
  RondoMatchMaster *master = tree->master;
  RondoMatchSimplex *simplex = master->simplex;
  RondoMatchWide slack = get_most (tree, is_root) - bound;

  for (int32_t a = 0; a < tree->task->problem->n_arcs; a++) {
    if (simplex->low[a] == simplex->high[a])
      continue;
    if (master->reduced[a] > slack)
      set_bounds (tree, a, simplex->low[a], simplex->low[a]);
    else if (-master->reduced[a] > slack)
      set_bounds (tree, a, simplex->high[a], simplex->high[a]);
  }
}

typedef enum {
  NODE_OPEN,
  NODE_DONE,
  NODE_FAILED,
} NodeState;

/* Solves the program as it is; what cannot be in a better plan is fixed. */
static NodeState
solve_program (Tree *tree, gboolean is_root)
{
  RondoMatchBranch *task = tree->task;
  RondoMatchSimplexStatus status = RONDO_MATCH_SIMPLEX_CUTOFF;
  RondoMatchWide bound = 0;

  for (int turn = 0; turn < 2 && status == RONDO_MATCH_SIMPLEX_CUTOFF; turn++) {
    status = rondo_match_simplex_solve (
        tree->master->simplex, get_cutoff (tree, is_root) + 10.0 * turn, task->clock);
    if (status == RONDO_MATCH_SIMPLEX_FAILED) {
      task->is_inexact = TRUE;
      return NODE_FAILED;
    }
    bound = rondo_match_master_bound (tree->master);
    if (is_root && bound > task->bound)
      task->bound = (RondoMatchCost)MIN (bound, (RondoMatchWide)tree->best);
    if (bound > get_most (tree, is_root))
      return NODE_DONE;
  }
  if (status == RONDO_MATCH_SIMPLEX_CUTOFF) {
    task->is_inexact = TRUE;
    return NODE_FAILED;
  }
  fix_columns (tree, bound, is_root);
  return bound > tree->best - task->problem->step ? NODE_DONE : NODE_OPEN;
}

/* Solves with all pairs, and with cuts as long as they help. */
static NodeState
solve_node (Tree *tree, int depth)
{
  RondoMatchMaster *master = tree->master;
  int rounds = depth > 0 ? 0 : tree->task->problem->n_rows > MEDIUM ? LARGE_ROUNDS : ROOT_ROUNDS;
  int patience = !master->is_thorough ? 0 : tree->task->hint == NULL ? PATIENCE : 1;
  double before = -INFINITY;

  for (;;) {
    NodeState state = solve_program (tree, depth == 0);
    double objective = master->simplex->objective;

    if (state != NODE_OPEN)
      return state;
    if (rondo_match_master_separate_pairs (master) > 0)
      continue;
    if (keep_plan (tree))
      return solve_program (tree, depth == 0);
    if (objective < before + LEAST_LIFT * (get_cutoff (tree, depth == 0) - objective))
      patience--;
    if (rounds-- == 0 || patience < 0)
      return NODE_OPEN;
    before = objective;
    if (depth == 0)
      rondo_match_master_drop_idle (master);
    while (rondo_match_master_separate_cuts (master) == 0)
      if (!master->is_thorough || patience-- <= 0)
        return NODE_OPEN;
  }
}

/* Uses what is chosen at least by one unit more than now, or at most by what is whole of it. */
static void
descend (Tree *tree, const Branching *to, const RondoMatchBasis *basis)
{
  RondoMatchMaster *master = tree->master;
  RondoMatchSimplex *simplex = master->simplex;
  const RondoMatchChoice *choice = to->choice;
  guint length = tree->trail->len;
  int32_t a = choice->arc;

  if (tree->gave_up)
    return;
  rondo_match_simplex_restore (simplex, basis);
  if (choice->is_pair && to->is_used)
    set_bounds (tree, simplex->n_cols + master->pair_row[a], 0, 0);
  else if (choice->is_pair) {
    set_bounds (tree, a, 0, 0);
    set_bounds (tree, tree->task->problem->twin[a], 0, 0);
  } else if (to->is_used)
    set_bounds (tree, a, floor (choice->use) + 1, simplex->high[a]);
  else
    set_bounds (tree, a, simplex->low[a], floor (choice->use));
  visit (tree, to);
  undo (tree, length);
}

/* Branches on what is open in the present solution. */
static void
branch (Tree *tree, int depth)
{
  RondoMatchMaster *master = tree->master;
  Branching to = {.objective = master->simplex->objective, .depth = depth + 1};
  RondoMatchBasis basis = {0};
  RondoMatchChoice choice;

  choice = rondo_match_choose (
      master, &tree->gains, &basis, get_cutoff (tree, FALSE), tree->task->clock);
  to.choice = &choice;
  for (int turn = 0; turn < 2 && choice.arc >= 0; turn++) {
    to.is_used = turn == 0 ? choice.is_up_first : !choice.is_up_first;
    descend (tree, &to, &basis);
  }
  rondo_match_basis_clear (&basis);
}

/* Where nothing better lies the objective rises as far as one looks. */
static void
learn (Tree *tree, const Branching *from, gboolean is_open)
{
  double objective = is_open ? tree->master->simplex->objective : get_cutoff (tree, FALSE);

  if (from->choice != NULL)
    rondo_match_gains_learn (
        &tree->gains, from->choice, from->is_used, fmax (0.0, objective - from->objective));
}

static void
visit (Tree *tree, const Branching *from)
{
  RondoMatchBranch *task = tree->task;
  NodeState state;

  if (task->nodes++ >= tree->max_nodes || rondo_match_clock_stop (task->clock))
    tree->gave_up = TRUE;
  if (tree->gave_up)
    return;
  state = solve_node (tree, from->depth);
  if (state == NODE_FAILED) {
    tree->gave_up = TRUE;
    return;
  }
  learn (tree, from, state == NODE_OPEN);
  if (state == NODE_OPEN)
    branch (tree, from->depth);
}

/* Looks for plans below @limit from the root on. FALSE if that was given up. */
static gboolean
search_below (Tree *tree, RondoMatchCost limit, int64_t max_nodes)
{
  RondoMatchBasis basis = {0};
  guint length = tree->trail->len;

  tree->best = limit;
  tree->max_nodes = tree->task->nodes + max_nodes;
  tree->gave_up = FALSE;
  rondo_match_simplex_save (tree->master->simplex, &basis);
  visit (tree, &(Branching){NULL, FALSE, 0, 1});
  undo (tree, length);
  rondo_match_simplex_restore (tree->master->simplex, &basis);
  rondo_match_basis_clear (&basis);
  return !tree->gave_up;
}

/* Looks for the best plan among those that lose little against the bound, then among those that
 * lose more: few arcs can be in a plan that loses little. */
static gboolean
deepen (Tree *tree)
{
  RondoMatchBranch *task = tree->task;
  RondoMatchCost best = task->best;
  RondoMatchCost root = task->bound;
  RondoMatchCost width;

  best = task->best;
  width = MAX ((best - root) / 8, 4 * task->problem->step);
  for (;; width *= 2) {
    RondoMatchCost limit = best - root <= width * 5 / 4 ? best : root + width;

    if (!search_below (tree, limit, task->max_nodes - task->nodes))
      break;
    if (task->best < best || limit == best)
      return TRUE;
    task->bound = MAX (task->bound, limit);
  }
  if (task->best == best && !rondo_match_clock_stop (task->clock))
    search_below (tree, best, task->max_nodes / 2);
  return FALSE;
}

static void
start_program (Tree *tree)
{
  RondoMatchBranch *task = tree->task;
  const RondoMatchProblem *problem = task->problem;
  RondoMatchMaster *master = tree->master;

  for (guint c = 0; task->limits != NULL && c < task->limits->cuts->len; c++)
    rondo_match_master_add_limit (master, task->limits, (int32_t)c);
  if (task->hint != NULL) {
    rondo_match_hint_apply (task->hint, master);
    return;
  }
  for (int32_t a = 0; a < problem->n_arcs; a++)
    if (task->lambda != NULL && task->lambda[a] > 0 && problem->twin[a] > a)
      rondo_match_master_add_pair (master, a);
  rondo_match_master_start (master, task->start);
}

/* Keeps the program of the root for later ones. */
static void
leave_hint (Tree *tree)
{
  RondoMatchBranch *task = tree->task;
  const RondoMatchSimplex *simplex = tree->master->simplex;

  if (!task->wants_hint || rondo_match_clock_stop (task->clock))
    return;
  rondo_match_simplex_refresh (tree->master->simplex);
  task->left = rondo_match_hint_take (tree->master);
  for (int32_t a = 0; a < task->problem->n_arcs; a++) {
    task->use[a] = simplex->x[a];
    task->closed[a] = simplex->high[a] == 0;
  }
}

static void
tree_init (Tree *tree, RondoMatchBranch *task)
{
  const RondoMatchProblem *problem = task->problem;
  double scale = (double)problem->step;

  for (int32_t a = 0; a < problem->n_arcs; a++)
    scale = fmax (
        scale,
        fabs ((double)(problem->cost[a] - task->u[problem->row[a]] - task->v[problem->col[a]])) /
            LARGEST);
  task->is_inexact = scale > (double)problem->step;
  task->nodes = 0;
  *tree = (Tree){.task = task, .best = task->best, .max_nodes = task->max_nodes};
  tree->trail = g_array_new (FALSE, FALSE, sizeof (Step));
  tree->master = rondo_match_master_new (problem, task->u, task->v, task->favoured, scale);
  tree->master->is_thorough = task->wants_hint;
  tree->master->clock = task->clock;
  start_program (tree);
  rondo_match_gains_init (&tree->gains, problem);
  if (task->hint != NULL)
    rondo_match_hint_apply_gains (task->hint, &tree->gains);
}

static void
tree_clear (Tree *tree)
{
  RondoMatchBranch *task = tree->task;

  if (task->left != NULL)
    rondo_match_hint_keep_gains (task->left, &tree->gains, task->problem->n_arcs);
  else if (task->hint != NULL)
    rondo_match_hint_keep_gains (task->hint, &tree->gains, task->problem->n_arcs);
  rondo_match_gains_clear (&tree->gains);
  rondo_match_master_free (tree->master);
  g_array_unref (tree->trail);
}

gboolean
rondo_match_branch (RondoMatchBranch *task)
{
  NodeState state;
  Tree tree;

  tree_init (&tree, task);
  state = solve_node (&tree, 0);
  task->root = task->bound;
  if (state != NODE_FAILED)
    leave_hint (&tree);
  if (state == NODE_OPEN)
    state = deepen (&tree) ? NODE_DONE : NODE_FAILED;
  tree_clear (&tree);
  return state == NODE_DONE;
}

gboolean
rondo_match_branch_settle (RondoMatchBranch *task)
{
  gboolean is_solved;
  Tree tree;

  tree_init (&tree, task);
  do
    is_solved = rondo_match_simplex_solve (tree.master->simplex, INFINITY, task->clock) ==
                RONDO_MATCH_SIMPLEX_OPTIMAL;
  while (is_solved && rondo_match_master_separate_pairs (tree.master) > 0);
  if (is_solved) {
    task->root =
        (RondoMatchCost)MIN (rondo_match_master_bound (tree.master), (RondoMatchWide)task->best);
    leave_hint (&tree);
  }
  tree_clear (&tree);
  return is_solved;
}
