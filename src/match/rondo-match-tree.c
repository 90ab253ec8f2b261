/* SPDX-License-Identifier: GPL-3.0-or-later
 * Branch and bound over shrinking problems. */
#include "config.h"

#include "rondo-match-tree.h"

#include <math.h>

/* Nodes of the plain search that each node tries first. */
#define LEAF_NODES 60
/* Mutual pairs up to which it does. */
#define LEAF_PAIRS 6
/* Rounds of annealing and cuts at the root and below it. */
#define ROOT_ROUNDS 6
#define NODE_ROUNDS 2

typedef struct {
  RondoMatchClock *clock;
  double heat;
  RondoMatchCost best; /* of the best plan of the whole */
  GArray *plan;        /* its arcs in the whole problem, NULL if none better was found */
  int64_t nodes;
  int64_t max_nodes;
  gboolean gave_up;
} Tree;

typedef struct _Node Node;

struct _Node {
  const Node *parent;
  RondoMatchProblem *problem; /* origin is the arc in the parent's problem */
  RondoMatchRelax relax;
  RondoMatchCuts *cuts;
  int32_t pinned;        /* arc of the parent's problem that is used, or −1 */
  RondoMatchCost offset; /* cost of all arcs pinned so far */
  double *x;             /* by arc, fractional use */
};

/* What a child does to its parent's problem. */
typedef struct {
  int32_t pinned;
  int32_t closed[2];
} Change;

static void visit (Tree *tree, Node *node, int depth);

static void
clear_node (Node *node)
{
  rondo_match_flow_free (node->relax.flow);
  g_free (node->relax.lambda);
  g_free (node->relax.extra);
  rondo_match_cuts_free (node->cuts);
  rondo_match_problem_free (node->problem);
  g_free (node->x);
}

static RondoMatchCost
get_slack (const Tree *tree, const Node *node, RondoMatchCost step)
{
  return tree->best - step - node->offset - node->relax.level;
}

static gboolean
is_kept (const Node *parent, const Change *change, int32_t a, RondoMatchCost slack)
{
  const RondoMatchFlow *flow = parent->relax.flow;
  const RondoMatchProblem *whole = flow->problem;
  int32_t pinned = change->pinned;

  if (a == pinned || a == change->closed[0] || a == change->closed[1] ||
      (pinned >= 0 && a == whole->twin[pinned]))
    return FALSE;
  if (flow->x[a] > 0)
    return TRUE;
  return flow->cost[a] - flow->u[whole->row[a]] - flow->v[whole->col[a]] <= slack;
}

static void
copy_arcs (const Node *parent,
           const Change *change,
           RondoMatchCost slack,
           RondoMatchProblem *problem,
           int32_t *index)
{
  const RondoMatchProblem *whole = parent->relax.flow->problem;

  for (int32_t i = 0; i < whole->n_rows; i++) {
    problem->first[i] = problem->n_arcs;
    for (int32_t a = whole->first[i]; a < whole->first[i + 1]; a++) {
      int32_t k = problem->n_arcs;

      index[a] = -1;
      if (problem->supply[i] == 0 || problem->demand[whole->col[a]] == 0 ||
          !is_kept (parent, change, a, slack))
        continue;
      index[a] = k;
      problem->row[k] = i;
      problem->col[k] = whole->col[a];
      problem->cap[k] = whole->cap[a];
      problem->cost[k] = whole->cost[a];
      problem->origin[k] = a;
      problem->n_arcs++;
    }
  }
  problem->first[whole->n_rows] = problem->n_arcs;
  for (int32_t k = 0; k < problem->n_arcs; k++) {
    int32_t twin = whole->twin[problem->origin[k]];

    problem->twin[k] = twin >= 0 ? index[twin] : -1;
  }
}

/* A cut holds for what is left of its arcs; with a pinned arc it has one unit less to give. */
static RondoMatchCuts *
copy_cuts (const RondoMatchCuts *cuts, int32_t pinned, const int32_t *index)
{
  RondoMatchCuts *copies = rondo_match_cuts_new ();

  for (guint c = 0; c < cuts->cuts->len; c++) {
    RondoMatchCut cut = g_array_index (cuts->cuts, RondoMatchCut, c);
    int32_t first = (int32_t)copies->arcs->len;

    for (int32_t k = 0; k < cut.n; k++) {
      int32_t a = g_array_index (cuts->arcs, int32_t, cut.first + k);

      cut.most -= a == pinned;
      if (index[a] >= 0)
        g_array_append_val (copies->arcs, index[a]);
    }
    cut.first = first;
    cut.n = (int32_t)copies->arcs->len - first;
    if (cut.most > 0 && cut.n > 0)
      g_array_append_val (copies->cuts, cut);
    else
      g_array_set_size (copies->arcs, first);
  }
  return copies;
}

static void
start_relax (const Node *parent, Node *node)
{
  const RondoMatchProblem *problem = node->problem;
  RondoMatchRelax *relax = &node->relax;

  relax->flow = rondo_match_flow_new (problem);
  relax->lambda = g_new0 (RondoMatchCost, problem->n_arcs + 1);
  relax->extra = g_new0 (RondoMatchCost, problem->n_arcs + 1);
  for (int32_t k = 0; k < problem->n_arcs; k++)
    if (problem->twin[k] >= 0)
      relax->lambda[k] = parent->relax.lambda[problem->origin[k]];
  for (int32_t j = 0; j < problem->n_cols; j++)
    relax->flow->v[j] = parent->relax.flow->v[j];
  node->x = g_new0 (double, problem->n_arcs + 1);
}

static void
make_child (const Node *parent, const Change *change, RondoMatchCost slack, Node *node)
{
  const RondoMatchProblem *whole = parent->relax.flow->problem;
  g_autofree int32_t *index = g_new (int32_t, whole->n_arcs + 1);

  *node = (Node){.parent = parent, .pinned = change->pinned, .offset = parent->offset};
  node->problem = rondo_match_problem_alloc (whole->n_rows, whole->n_cols, whole->n_arcs);
  node->problem->step = whole->step;
  for (int32_t i = 0; i < whole->n_rows; i++)
    node->problem->supply[i] = whole->supply[i];
  for (int32_t j = 0; j < whole->n_cols; j++)
    node->problem->demand[j] = whole->demand[j];
  if (change->pinned >= 0) {
    node->offset += whole->cost[change->pinned];
    node->problem->supply[whole->row[change->pinned]]--;
    node->problem->demand[whole->col[change->pinned]]--;
  }
  copy_arcs (parent, change, slack, node->problem, index);
  node->cuts = copy_cuts (parent->cuts, change->pinned, index);
  start_relax (parent, node);
}

/* FALSE if there is no plan, or no time. */
static gboolean
relax_node (Tree *tree, Node *node)
{
  RondoMatchRelax *relax = &node->relax;
  const RondoMatchProblem *problem = node->problem;

  for (int32_t a = 0; a < problem->n_arcs; a++)
    relax->extra[a] = 0;
  relax->extra_sum = rondo_match_cuts_price (node->cuts, relax->extra);
  relax->lambda_sum = 0;
  for (int32_t a = 0; a < problem->n_arcs; a++) {
    relax->flow->cost[a] = problem->cost[a] + relax->lambda[a] + relax->extra[a];
    if (problem->twin[a] > a)
      relax->lambda_sum += relax->lambda[a];
  }
  if (!rondo_match_flow_solve (relax->flow, tree->clock))
    return FALSE;
  relax->level = rondo_match_flow_value (relax->flow) - relax->lambda_sum - relax->extra_sum;
  return TRUE;
}

/* Takes a plan of @node up to the whole problem. */
static void
keep_plan (Tree *tree, const Node *node, const RondoMatchSearch *search)
{
  GArray *plan = g_array_new (FALSE, FALSE, sizeof (int32_t));

  g_array_append_vals (plan, search->plan, search->n_plan);
  tree->best = search->best + node->offset;
  for (; node->problem != NULL; node = node->parent) {
    for (guint k = 0; k < plan->len; k++)
      g_array_index (plan, int32_t, k) = node->problem->origin[g_array_index (plan, int32_t, k)];
    if (node->pinned >= 0)
      g_array_append_val (plan, node->pinned);
  }
  g_clear_pointer (&tree->plan, g_array_unref);
  tree->plan = plan;
}

static int
count_mutual_pairs (const RondoMatchFlow *flow)
{
  const RondoMatchProblem *problem = flow->problem;
  int n = 0;

  for (int32_t a = 0; a < problem->n_arcs; a++)
    n += problem->twin[a] > a && flow->x[a] > 0 && flow->x[problem->twin[a]] > 0;
  return n;
}

/* A plain search where little is undecided, else a quick plan. TRUE if the node is done with. */
static gboolean
search_leaf (Tree *tree, Node *node)
{
  RondoMatchSearch search = {.flow = node->relax.flow,
                             .lambda = node->relax.lambda,
                             .lambda_sum = node->relax.lambda_sum + node->relax.extra_sum,
                             .best = tree->best - node->offset,
                             .max_nodes = LEAF_NODES,
                             .clock = tree->clock};
  gboolean is_done = FALSE;

  if (count_mutual_pairs (node->relax.flow) <= LEAF_PAIRS)
    is_done = rondo_match_search (&search);
  else
    rondo_match_repair (&search);
  if (search.plan != NULL)
    keep_plan (tree, node, &search);
  g_free (search.plan);
  return is_done;
}

/* Anneals as long as the bound rises well. Returns FALSE when the node is done with. */
static gboolean
raise_node (Tree *tree, Node *node, int depth)
{
  RondoMatchAnnealing annealing = {
      .sweeps = 100, .accuracy = 0.005, .cool = 0.5, .row_width = 1000, .separates = TRUE};
  int rounds = depth == 0 ? ROOT_ROUNDS : NODE_ROUNDS;

  annealing.hot = fmax (tree->heat * (depth == 0 ? 0.1 : 0.03),
                        (double)get_slack (tree, node, 0) / node->problem->n_rows);
  annealing.cold = tree->heat * 0.0015;
  annealing.x = node->x;
  for (int round = 0; round < rounds; round++) {
    RondoMatchCost before = node->relax.level;
    int n_added = rondo_match_anneal (node->relax.flow,
                                      node->relax.lambda,
                                      node->relax.extra,
                                      node->cuts,
                                      &annealing,
                                      tree->clock);

    if (!relax_node (tree, node) || get_slack (tree, node, node->problem->step) < 0)
      return FALSE;
    rondo_match_cuts_forget_idle (node->cuts);
    if (n_added == 0 || node->relax.level < before + node->problem->step / 4)
      break;
  }
  return TRUE;
}

/* The arc whose pair is least decided; −1 if all are. */
static int32_t
find_fraction (const Node *node)
{
  const RondoMatchProblem *problem = node->problem;
  double most = 0.01;
  int32_t found = -1;

  for (int32_t a = 0; a < problem->n_arcs; a++) {
    int32_t twin = problem->twin[a];
    double sum = node->x[a] + (twin >= 0 ? node->x[twin] : 0.0);
    double open = sum * (1.0 - sum);

    if ((twin < 0 || twin > a) && open > most) {
      most = open;
      found = a;
    }
  }
  return found;
}

/* A mutual pair in the flow, else a pair that is paid for and not used, else any open arc. */
static int32_t
find_conflict (const Node *node)
{
  const RondoMatchFlow *flow = node->relax.flow;
  const RondoMatchProblem *problem = node->problem;
  int32_t found = -1;
  RondoMatchCost least = 0;

  for (int32_t a = 0; a < problem->n_arcs; a++) {
    RondoMatchCost reduced = flow->cost[a] - flow->u[problem->row[a]] - flow->v[problem->col[a]];
    int32_t twin = problem->twin[a];

    if (twin > a && flow->x[a] > 0 && flow->x[twin] > 0)
      return a;
    if (flow->x[a] == 0 && (found < 0 || reduced < least)) {
      found = a;
      least = reduced;
    }
  }
  return found;
}

static void
visit_child (Tree *tree, Node *parent, Change change, int depth)
{
  RondoMatchCost slack = get_slack (tree, parent, parent->relax.flow->problem->step);
  Node node;

  if (tree->gave_up || slack < 0)
    return;
  make_child (parent, &change, slack, &node);
  if (relax_node (tree, &node))
    visit (tree, &node, depth);
  clear_node (&node);
  tree->gave_up = tree->gave_up || rondo_match_clock_stop (tree->clock);
}

static void
branch (Tree *tree, Node *node, int depth)
{
  int32_t a = find_fraction (node);
  int32_t twin;

  if (a < 0)
    a = find_conflict (node);
  if (a < 0)
    return;
  twin = node->problem->twin[a];
  if (twin >= 0 && node->x[twin] > node->x[a]) {
    a = twin;
    twin = node->problem->twin[a];
  }
  visit_child (tree, node, (Change){a, {-1, -1}}, depth + 1);
  if (twin >= 0)
    visit_child (tree, node, (Change){twin, {-1, -1}}, depth + 1);
  visit_child (tree, node, (Change){-1, {a, twin}}, depth + 1);
}

static void
visit (Tree *tree, Node *node, int depth)
{
  if (++tree->nodes > tree->max_nodes || rondo_match_clock_stop (tree->clock))
    tree->gave_up = TRUE;
  if (tree->gave_up || get_slack (tree, node, node->problem->step) < 0)
    return;
  if (!raise_node (tree, node, depth) || search_leaf (tree, node))
    return;
  branch (tree, node, depth);
}

gboolean
rondo_match_tree (const RondoMatchRelax *relax,
                  const RondoMatchCuts *cuts,
                  RondoMatchPlan *plan,
                  double heat,
                  int64_t *nodes,
                  RondoMatchClock *clock)
{
  Tree tree = {.clock = clock, .heat = heat, .best = plan->cost, .max_nodes = *nodes};
  Node whole = {.relax = *relax, .cuts = (RondoMatchCuts *)cuts, .pinned = -1};

  visit_child (&tree, &whole, (Change){-1, {-1, -1}}, 0);
  *nodes = tree.nodes;
  if (tree.plan != NULL) {
    rondo_match_plan_set (
        plan, relax->flow->problem, (const int32_t *)tree.plan->data, (int32_t)tree.plan->len);
    g_array_unref (tree.plan);
  }
  return !tree.gave_up;
}
