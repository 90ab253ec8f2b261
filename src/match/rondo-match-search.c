/* SPDX-License-Identifier: GPL-3.0-or-later
 * Depth first; at each node every mutual pair is probed both ways before one is branched on. */
#include "config.h"

#include "rondo-match-search.h"

/* Mutual pairs probed at one node. */
#define MAX_PROBES 12

typedef enum {
  STEP_CLOSE,
  STEP_PIN,
  STEP_PRICE,
} StepKind;

typedef struct {
  StepKind kind;
  int32_t arc;
  RondoMatchCost lambda; /* what the pair's multiplier was */
} Step;

typedef struct {
  int32_t arc; /* the cheaper one to close */
  RondoMatchCost cheap;
  RondoMatchCost dear;
} Probe;

static void visit (RondoMatchSearch *search);

static void
close_arc (RondoMatchSearch *search, int32_t a)
{
  Step step = {STEP_CLOSE, a, 0};

  rondo_match_flow_close (search->flow, a);
  g_array_append_val (search->trail, step);
}

/* Once one of two twins is closed their multiplier only harms the bound. */
static void
drop_multiplier (RondoMatchSearch *search, int32_t a)
{
  int32_t twin = search->flow->problem->twin[a];
  Step step = {STEP_PRICE, a, search->lambda[a]};

  if (step.lambda == 0)
    return;
  search->lambda_sum -= step.lambda;
  search->lambda[a] = 0;
  search->lambda[twin] = 0;
  g_array_append_val (search->trail, step);
  rondo_match_flow_reprice (search->flow, a, search->flow->cost[a] - step.lambda);
  rondo_match_flow_reprice (search->flow, twin, search->flow->cost[twin] - step.lambda);
}

static void
pin_arc (RondoMatchSearch *search, int32_t a)
{
  Step step = {STEP_PIN, a, 0};

  rondo_match_flow_pin (search->flow, a);
  g_array_append_val (search->trail, step);
}

static void
undo (RondoMatchSearch *search, guint length, const RondoMatchFlowMark *mark)
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
      flow->cost[step.arc] += step.lambda;
      flow->cost[twin] += step.lambda;
      search->lambda[step.arc] = step.lambda;
      search->lambda[twin] = step.lambda;
      search->lambda_sum += step.lambda;
    }
  }
  rondo_match_flow_restore (flow, mark);
}

static RondoMatchCost
get_bound (const RondoMatchSearch *search)
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
keep_plan (RondoMatchSearch *search)
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
find_slack_pair (const RondoMatchSearch *search)
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

typedef enum {
  BRANCH_CLOSE,       /* without the arc */
  BRANCH_PIN,         /* with the arc, without its twin */
  BRANCH_CLOSE_TWINS, /* with neither */
} Branch;

static void
branch (RondoMatchSearch *search, int32_t a, Branch how)
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
  if (how != BRANCH_CLOSE)
    close_arc (search, twin);
  if (rondo_match_flow_settle (search->flow))
    visit (search);
  undo (search, length, &mark);
  rondo_match_flow_mark_free (&mark);
}

/* Probes mutual pairs. Returns FALSE if the node has no better plan. Sets @best to the pair to
 * branch on, or its arc to −1 if there is none; @forced to an arc that cannot stay, or −1. */
static gboolean
probe_pairs (RondoMatchSearch *search, RondoMatchCost slack, Probe *best, int32_t *forced)
{
  RondoMatchFlow *flow = search->flow;
  const RondoMatchProblem *problem = flow->problem;
  int n_probes = 0;

  *best = (Probe){-1, 0, 0};
  *forced = -1;
  for (int32_t j = 0; j < problem->n_cols && n_probes < MAX_PROBES; j++)
    for (int32_t a = flow->head[j]; a >= 0; a = flow->next[a]) {
      Probe probe = {a, 0, 0};
      int32_t twin = problem->twin[a];

      if (!is_mutual (flow, a))
        continue;
      n_probes++;
      probe.cheap = rondo_match_flow_detour (flow, a, slack + 1);
      probe.dear = rondo_match_flow_detour (flow, twin, slack + 1);
      if (probe.cheap > probe.dear)
        probe = (Probe){twin, probe.dear, probe.cheap};
      if (probe.cheap == RONDO_MATCH_COST_MAX)
        return FALSE;
      if (probe.dear == RONDO_MATCH_COST_MAX) {
        *forced = probe.arc;
        return TRUE;
      }
      if (best->arc < 0 || probe.cheap > best->cheap ||
          (probe.cheap == best->cheap && probe.dear > best->dear))
        *best = probe;
    }
  return TRUE;
}

static void
visit_without_mutual_pairs (RondoMatchSearch *search)
{
  int32_t a;

  keep_plan (search);
  if (get_bound (search) > search->best - search->flow->problem->step)
    return;
  a = find_slack_pair (search);
  if (a < 0)
    return;
  branch (search, a, BRANCH_PIN);
  branch (search, search->flow->problem->twin[a], BRANCH_PIN);
  branch (search, a, BRANCH_CLOSE_TWINS);
}

/* Forced closings are undone by the caller, who holds the mark. */
static void
visit (RondoMatchSearch *search)
{
  Probe probe;

  search->nodes++;
  for (;;) {
    RondoMatchCost slack = search->best - search->flow->problem->step - get_bound (search);
    int32_t forced;

    if (search->nodes >= search->max_nodes || rondo_match_clock_stop (search->clock))
      search->gave_up = TRUE;
    if (search->gave_up || slack < 0 || !probe_pairs (search, slack, &probe, &forced))
      return;
    if (forced < 0)
      break;
    drop_multiplier (search, forced);
    close_arc (search, forced);
    if (!rondo_match_flow_settle (search->flow))
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
rondo_match_search (RondoMatchSearch *search)
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

static gboolean
close_mutual_pair (RondoMatchSearch *search, int32_t a)
{
  int32_t twin = search->flow->problem->twin[a];
  RondoMatchCost one = rondo_match_flow_detour (search->flow, a, RONDO_MATCH_COST_MAX);
  RondoMatchCost other = rondo_match_flow_detour (search->flow, twin, one);

  drop_multiplier (search, a);
  close_arc (search, other < one ? twin : a);
  return rondo_match_flow_settle (search->flow);
}

void
rondo_match_repair (RondoMatchSearch *search)
{
  RondoMatchFlow *flow = search->flow;
  RondoMatchFlowMark mark = {0};
  gboolean is_complete = TRUE;
  gboolean has_mutual = TRUE;

  search->trail = g_array_new (FALSE, FALSE, sizeof (Step));
  rondo_match_flow_save (flow, &mark);
  while (has_mutual && is_complete) {
    has_mutual = FALSE;
    for (int32_t j = 0; j < flow->problem->n_cols && is_complete; j++)
      for (int32_t a = flow->head[j]; a >= 0 && is_complete; a = flow->next[a])
        if (is_mutual (flow, a)) {
          has_mutual = TRUE;
          is_complete = !rondo_match_clock_stop (search->clock) && close_mutual_pair (search, a);
          break;
        }
  }
  if (is_complete)
    keep_plan (search);
  undo (search, 0, &mark);
  rondo_match_flow_mark_free (&mark);
  g_clear_pointer (&search->trail, g_array_unref);
}
