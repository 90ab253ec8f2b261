/* SPDX-License-Identifier: GPL-3.0-or-later
 * Depth first; at each node every mutual pair is probed both ways before one is branched on. */
#include "config.h"

#include "rondo-match-exact.h"

/* Mutual pairs probed at one node. */
#define MAX_PROBES 12
/* Rounds of probes at one node. */
#define MAX_TURNS 4

typedef enum {
  STEP_CLOSE,
  STEP_PIN,
  STEP_PRICE,
} StepKind;

typedef struct {
  StepKind kind;
  int32_t arc;
  RondoMatchCost change; /* of the pair's multiplier */
} Step;

typedef struct {
  int32_t arc; /* the cheaper one to close */
  RondoMatchCost cheap;
  RondoMatchCost dear;
} Probe;

static void visit (RondoMatchExact *search);

static void
close_arc (RondoMatchExact *search, int32_t a)
{
  Step step = {STEP_CLOSE, a, 0};

  rondo_match_flow_close (search->flow, a);
  g_array_append_val (search->trail, step);
}

static void
move_multiplier (RondoMatchExact *search, int32_t a, RondoMatchCost change)
{
  RondoMatchFlow *flow = search->flow;
  int32_t twin = flow->problem->twin[a];
  Step step = {STEP_PRICE, a, change};

  search->lambda_sum += change;
  search->lambda[a] += change;
  search->lambda[twin] += change;
  g_array_append_val (search->trail, step);
  rondo_match_flow_reprice (flow, a, flow->cost[a] + change);
  rondo_match_flow_reprice (flow, twin, flow->cost[twin] + change);
}

/* Once one of two twins is closed their multiplier only harms the bound. */
static void
drop_multiplier (RondoMatchExact *search, int32_t a)
{
  if (search->lambda[a] != 0)
    move_multiplier (search, a, -search->lambda[a]);
}

static void
pin_arc (RondoMatchExact *search, int32_t a)
{
  Step step = {STEP_PIN, a, 0};

  rondo_match_flow_pin (search->flow, a);
  g_array_append_val (search->trail, step);
}

static void
undo (RondoMatchExact *search, guint length, const RondoMatchFlowMark *mark)
{
  RondoMatchFlow *flow = search->flow;

  while (search->trail->len > length) {
    Step step = g_array_index (search->trail, Step, search->trail->len - 1);
    int32_t twin = flow->problem->twin[step.arc];

    g_array_set_size (search->trail, search->trail->len - 1);
    if (step.kind == STEP_CLOSE)
      rondo_match_flow_reopen (flow, step.arc);
    else if (step.kind == STEP_PIN)
      rondo_match_flow_unpin (flow, step.arc);
    else {
      flow->cost[step.arc] -= step.change;
      flow->cost[twin] -= step.change;
      search->lambda[step.arc] -= step.change;
      search->lambda[twin] -= step.change;
      search->lambda_sum -= step.change;
    }
  }
  rondo_match_flow_restore (flow, mark);
}

static RondoMatchCost
get_bound (const RondoMatchExact *search)
{
  return rondo_match_flow_value (search->flow) - search->lambda_sum;
}

static gboolean
is_mutual (const RondoMatchFlow *flow, int32_t a)
{
  int32_t twin = flow->problem->twin[a];

  return twin > a && flow->x[a] > 0 && flow->x[twin] > 0;
}

/* Arcs pinned are not in the lists of the flow; the trail knows them. */
static void
keep_plan (RondoMatchExact *search)
{
  const RondoMatchFlow *flow = search->flow;
  const RondoMatchProblem *problem = flow->problem;
  RondoMatchCost cost = 0;
  g_autoptr (GArray) plan = g_array_sized_new (FALSE, FALSE, sizeof (int32_t), 64);

  for (int32_t j = 0; j < problem->n_cols; j++)
    for (int32_t a = flow->head[j]; a >= 0; a = flow->next[a])
      for (int32_t unit = 0; unit < flow->x[a]; unit++) {
        cost += problem->cost[a];
        g_array_append_val (plan, a);
      }
  for (guint k = 0; k < search->trail->len; k++) {
    const Step *step = &g_array_index (search->trail, Step, k);

    if (step->kind == STEP_PIN) {
      cost += problem->cost[step->arc];
      g_array_append_val (plan, step->arc);
    }
  }
  if (cost >= search->best)
    return;
  search->best = cost;
  g_free (search->plan);
  search->n_plan = (int32_t)plan->len;
  search->plan = (int32_t *)g_array_free (g_steal_pointer (&plan), FALSE);
}

/* The pair of largest multiplier that the flow pays for without using it. */
static int32_t
find_slack_pair (const RondoMatchExact *search)
{
  const RondoMatchFlow *flow = search->flow;
  int32_t found = -1;

  for (int32_t a = 0; a < flow->problem->n_arcs; a++) {
    int32_t twin = flow->problem->twin[a];

    if (search->lambda[a] > 0 && twin > a && flow->x[a] == 0 && flow->x[twin] == 0 &&
        flow->left[a] > 0 && (found < 0 || search->lambda[a] > search->lambda[found]))
      found = a;
  }
  return found;
}

/* An arc not in use that a better plan may still take, the likeliest first. */
static int32_t
find_open_arc (const RondoMatchExact *search, RondoMatchCost slack)
{
  const RondoMatchFlow *flow = search->flow;
  const RondoMatchProblem *problem = flow->problem;
  RondoMatchCost least = slack + 1;
  int32_t found = -1;

  for (int32_t a = 0; a < problem->n_arcs; a++) {
    RondoMatchCost reduced = flow->cost[a] - flow->u[problem->row[a]] - flow->v[problem->col[a]];

    if (flow->x[a] == 0 && flow->left[a] > 0 && reduced < least) {
      least = reduced;
      found = a;
    }
  }
  return found;
}

typedef enum {
  BRANCH_CLOSE,       /* without the arc */
  BRANCH_PIN,         /* with the arc, without its twin */
  BRANCH_CLOSE_TWINS, /* with neither */
} Branch;

static void
branch (RondoMatchExact *search, int32_t a, Branch how)
{
  int32_t twin = search->flow->problem->twin[a];
  guint length = search->trail->len;
  RondoMatchFlowMark mark = {0};

  if (search->gave_up)
    return;
  rondo_match_flow_save (search->flow, &mark);
  drop_multiplier (search, a);
  if (how == BRANCH_PIN)
    pin_arc (search, a);
  else
    close_arc (search, a);
  if (how != BRANCH_CLOSE && twin >= 0)
    close_arc (search, twin);
  if (rondo_match_flow_settle (search->flow))
    visit (search);
  undo (search, length, &mark);
  rondo_match_flow_mark_free (&mark);
}

static int
list_mutual_pairs (const RondoMatchFlow *flow, int32_t *pairs)
{
  int n = 0;

  for (int32_t j = 0; j < flow->problem->n_cols && n < MAX_PROBES; j++)
    for (int32_t a = flow->head[j]; a >= 0 && n < MAX_PROBES; a = flow->next[a])
      if (is_mutual (flow, a))
        pairs[n++] = a;
  return n;
}

typedef enum {
  NODE_OPEN,
  NODE_CHANGED, /* the bound has risen: worth another look */
  NODE_CLOSED,  /* no better plan here */
} NodeState;

/* Looks at one mutual pair. An arc that cannot stay is closed; else the multiplier is raised until
 * one of both could as well be dropped, which raises the bound by as much. */
static NodeState
probe_pair (RondoMatchExact *search, int32_t a, RondoMatchCost slack, Probe *best)
{
  RondoMatchFlow *flow = search->flow;
  int32_t twin = flow->problem->twin[a];
  Probe probe = {a, 0, 0};

  probe.cheap = rondo_match_flow_detour (flow, a, slack + 1);
  probe.dear = rondo_match_flow_detour (flow, twin, slack + 1);
  if (probe.cheap > probe.dear)
    probe = (Probe){twin, probe.dear, probe.cheap};
  if (probe.cheap == RONDO_MATCH_COST_MAX)
    return NODE_CLOSED;
  if (probe.dear == RONDO_MATCH_COST_MAX) {
    drop_multiplier (search, probe.arc);
    close_arc (search, probe.arc);
    return rondo_match_flow_settle (flow) ? NODE_CHANGED : NODE_CLOSED;
  }
  if (best->arc < 0 || probe.dear > best->dear)
    *best = probe;
  if (probe.cheap == 0)
    return NODE_OPEN;
  move_multiplier (search, a, probe.cheap);
  return rondo_match_flow_settle (flow) ? NODE_CHANGED : NODE_CLOSED;
}

/* Probes mutual pairs in turn; @best becomes the one to branch on, its arc −1 if there is none. */
static NodeState
probe_pairs (RondoMatchExact *search, Probe *best)
{
  int32_t pairs[MAX_PROBES];
  int n_pairs = list_mutual_pairs (search->flow, pairs);
  NodeState state = NODE_OPEN;

  *best = (Probe){-1, 0, 0};
  for (int k = 0; k < n_pairs; k++) {
    RondoMatchCost slack = search->best - search->flow->problem->step - get_bound (search);
    NodeState found = NODE_OPEN;

    if (slack < 0)
      return NODE_CLOSED;
    search->gave_up = rondo_match_clock_stop (search->clock);
    if (search->gave_up)
      return NODE_CLOSED;
    if (is_mutual (search->flow, pairs[k]))
      found = probe_pair (search, pairs[k], slack, best);
    if (found == NODE_CLOSED)
      return NODE_CLOSED;
    if (found == NODE_CHANGED)
      state = NODE_CHANGED;
  }
  if (best->arc >= 0 &&
      !is_mutual (search->flow, MIN (best->arc, search->flow->problem->twin[best->arc])))
    state = NODE_CHANGED;
  return state;
}

static void
visit_without_mutual_pairs (RondoMatchExact *search)
{
  RondoMatchCost slack;
  int32_t a;

  keep_plan (search);
  slack = search->best - search->flow->problem->step - get_bound (search);
  if (slack < 0)
    return;
  a = find_slack_pair (search);
  if (a < 0) {
    a = find_open_arc (search, slack);
    if (a >= 0) {
      branch (search, a, BRANCH_PIN);
      branch (search, a, BRANCH_CLOSE);
    }
    return;
  }
  branch (search, a, BRANCH_PIN);
  branch (search, search->flow->problem->twin[a], BRANCH_PIN);
  branch (search, a, BRANCH_CLOSE_TWINS);
}

/* Changes without a branch are undone by the caller, who holds the mark. */
static void
visit (RondoMatchExact *search)
{
  Probe probe = {-1, 0, 0};
  NodeState state = NODE_CHANGED;

  search->nodes++;
  for (int turns = 0; state == NODE_CHANGED && (turns < MAX_TURNS || probe.arc < 0); turns++) {
    if (search->nodes >= search->max_nodes || rondo_match_clock_stop (search->clock))
      search->gave_up = TRUE;
    if (search->gave_up || get_bound (search) > search->best - search->flow->problem->step)
      return;
    state = probe_pairs (search, &probe);
    if (state == NODE_CLOSED)
      return;
  }
  if (probe.arc < 0) {
    visit_without_mutual_pairs (search);
    return;
  }
  branch (search, probe.arc, BRANCH_CLOSE);
  branch (search, probe.arc, BRANCH_PIN);
}

gboolean
rondo_match_exact (RondoMatchExact *search)
{
  RondoMatchFlowMark mark = {0};

  search->gave_up = FALSE;
  search->nodes = 0;
  search->trail = g_array_new (FALSE, FALSE, sizeof (Step));
  rondo_match_flow_save (search->flow, &mark);
  visit (search);
  undo (search, 0, &mark);
  rondo_match_flow_mark_free (&mark);
  g_clear_pointer (&search->trail, g_array_unref);
  return !search->gave_up;
}
