/* SPDX-License-Identifier: GPL-3.0-or-later
 * Searches for cycles. */
#include "config.h"

#include "rondo-match-cycles.h"

/* Columns looked at in one search, from each end. */
#define MOST_COLUMNS 3000
/* Columns between two looks at the clock. */
#define CLOCK_TURNS 64

typedef struct {
  RondoMatchCost key;
  int32_t col;
} Node;

static void
side_init (RondoMatchCycleSide *side, int32_t n_cols)
{
  side->dist = g_new (RondoMatchCost, n_cols);
  side->in = g_new (int32_t, n_cols);
  side->out = g_new (int32_t, n_cols);
  side->stamp = g_new0 (int32_t, n_cols);
  side->is_done = g_new0 (guint8, n_cols);
  side->heap = g_array_new (FALSE, FALSE, sizeof (Node));
}

static void
side_clear (RondoMatchCycleSide *side)
{
  g_free (side->dist);
  g_free (side->in);
  g_free (side->out);
  g_free (side->stamp);
  g_free (side->is_done);
  g_array_unref (side->heap);
}

void
rondo_match_cycles_init (RondoMatchCycles *cycles,
                         const RondoMatchRelax *relax,
                         RondoMatchPlan *plan,
                         RondoMatchClock *clock)
{
  const RondoMatchProblem *problem = relax->flow->problem;
  g_autofree int32_t *at = NULL;

  *cycles = (RondoMatchCycles){.relax = relax, .problem = problem, .plan = plan, .clock = clock};
  side_init (&cycles->ahead, problem->n_cols);
  side_init (&cycles->back, problem->n_cols);
  cycles->in = g_array_new (FALSE, FALSE, sizeof (int32_t));
  cycles->out = g_array_new (FALSE, FALSE, sizeof (int32_t));
  cycles->avoided = -1;
  cycles->col_first = g_new0 (int32_t, problem->n_cols + 1);
  cycles->by_col = g_new (int32_t, MAX (problem->n_arcs, 1));
  for (int32_t a = 0; a < problem->n_arcs; a++)
    cycles->col_first[problem->col[a] + 1]++;
  for (int32_t j = 0; j < problem->n_cols; j++)
    cycles->col_first[j + 1] += cycles->col_first[j];
  at = g_memdup2 (cycles->col_first, (problem->n_cols + 1) * sizeof (int32_t));
  for (int32_t a = 0; a < problem->n_arcs && !rondo_match_clock_stop_at (clock, a); a++)
    cycles->by_col[at[problem->col[a]]++] = a;
  cycles->used = g_new0 (int32_t, problem->n_rows);
  for (int32_t k = 0; k < plan->slot_first[problem->n_cols]; k++)
    if (plan->slot[k] >= 0)
      cycles->used[problem->row[plan->slot[k]]] = plan->slot[k];
}

void
rondo_match_cycles_clear (RondoMatchCycles *cycles)
{
  side_clear (&cycles->ahead);
  side_clear (&cycles->back);
  g_array_unref (cycles->in);
  g_array_unref (cycles->out);
  g_free (cycles->col_first);
  g_free (cycles->by_col);
  g_free (cycles->used);
}

static void
push (GArray *heap, RondoMatchCost key, int32_t col)
{
  Node node = {key, col};
  Node *nodes;
  guint at = heap->len;

  g_array_append_val (heap, node);
  nodes = (Node *)heap->data;
  for (; at > 0 && nodes[(at - 1) / 2].key > key; at = (at - 1) / 2)
    nodes[at] = nodes[(at - 1) / 2];
  nodes[at] = node;
}

static Node
pop (GArray *heap)
{
  Node *nodes = (Node *)heap->data;
  Node top = nodes[0];
  Node last = nodes[heap->len - 1];
  guint at = 0;

  g_array_set_size (heap, heap->len - 1);
  for (guint child = 1; child < heap->len; child = 2 * at + 1) {
    if (child + 1 < heap->len && nodes[child + 1].key < nodes[child].key)
      child++;
    if (nodes[child].key >= last.key)
      break;
    nodes[at] = nodes[child];
    at = child;
  }
  if (heap->len > 0)
    nodes[at] = last;
  return top;
}

RondoMatchCost
rondo_match_cycles_get_reduced (const RondoMatchCycles *cycles, int32_t a)
{
  const RondoMatchFlow *flow = cycles->relax->flow;

  return flow->cost[a] - flow->u[cycles->problem->row[a]] - flow->v[cycles->problem->col[a]];
}

/* What it costs to take @a; the multiplier of a pair is paid for already. Less than nothing, which
 * would mislead the searches, counts as nothing. */
static RondoMatchCost
weigh_taking (const RondoMatchCycles *cycles, int32_t a)
{
  RondoMatchCost cost = rondo_match_cycles_get_reduced (cycles, a);

  if (cycles->problem->twin[a] >= 0)
    cost -= cycles->relax->lambda[a];
  return MAX (cost, 0);
}

RondoMatchCost
rondo_match_cycles_weigh_giving (const RondoMatchCycles *cycles, int32_t a)
{
  RondoMatchCost cost = -rondo_match_cycles_get_reduced (cycles, a);

  if (cycles->problem->twin[a] >= 0)
    cost += cycles->relax->lambda[a];
  return MAX (cost, 0);
}

gboolean
rondo_match_cycles_may_take (const RondoMatchCycles *cycles, int32_t a)
{
  int32_t twin = cycles->problem->twin[a];

  for (int k = 0; k < cycles->n_barred; k++)
    if (cycles->barred[k] == a)
      return FALSE;
  return cycles->plan->units[a] < cycles->problem->cap[a] && !cycles->relax->closed[a] &&
         a != cycles->avoided &&
         (twin < 0 || cycles->plan->units[twin] == 0 || twin == cycles->freed);
}

static void
label (RondoMatchCycles *cycles,
       RondoMatchCycleSide *side,
       int32_t col,
       RondoMatchCost dist,
       int32_t in,
       int32_t out)
{
  RondoMatchCycleSide *other = side == &cycles->ahead ? &cycles->back : &cycles->ahead;

  if (dist >= cycles->best ||
      (side->stamp[col] == cycles->time && (side->is_done[col] || dist >= side->dist[col])))
    return;
  side->stamp[col] = cycles->time;
  side->is_done[col] = 0;
  side->dist[col] = dist;
  side->in[col] = in;
  side->out[col] = out;
  push (side->heap, dist, col);
  if (other->stamp[col] == cycles->time && dist + other->dist[col] < cycles->best) {
    cycles->best = dist + other->dist[col];
    cycles->meeting = col;
  }
}

/* The row of @out, which is given up at @dist, takes any other column. */
static void
label_row (RondoMatchCycles *cycles, int32_t row, int32_t out, RondoMatchCost dist)
{
  const RondoMatchProblem *problem = cycles->problem;

  for (int32_t a = problem->first[row]; a < problem->first[row + 1]; a++)
    if (a != cycles->freed && rondo_match_cycles_may_take (cycles, a))
      label (cycles, &cycles->ahead, problem->col[a], dist + weigh_taking (cycles, a), a, out);
}

/* The users of @col move on. */
static void
expand_ahead (RondoMatchCycles *cycles, int32_t col, RondoMatchCost dist)
{
  const RondoMatchPlan *plan = cycles->plan;

  for (int32_t s = plan->slot_first[col]; s < plan->slot_first[col + 1]; s++) {
    int32_t out = plan->slot[s];

    if (out >= 0 && (s == plan->slot_first[col] || out != plan->slot[s - 1]))
      label_row (cycles,
                 cycles->problem->row[out],
                 out,
                 dist + rondo_match_cycles_weigh_giving (cycles, out));
  }
}

/* The row of @in gives up @out for it. */
static void
label_back (RondoMatchCycles *cycles, int32_t in, int32_t out, RondoMatchCost dist)
{
  if (out != in)
    label (cycles,
           &cycles->back,
           cycles->problem->col[out],
           dist + rondo_match_cycles_weigh_giving (cycles, out),
           in,
           out);
}

/* Somebody takes @col, and leaves another column for it. */
static void
expand_back (RondoMatchCycles *cycles, int32_t col, RondoMatchCost dist)
{
  const RondoMatchProblem *problem = cycles->problem;

  for (int32_t k = cycles->col_first[col]; k < cycles->col_first[col + 1]; k++) {
    int32_t in = cycles->by_col[k];
    int32_t row = problem->row[in];
    RondoMatchCost next = dist + weigh_taking (cycles, in);

    if (next >= cycles->best || in == cycles->freed || !rondo_match_cycles_may_take (cycles, in))
      continue;
    if (problem->supply[row] == 1) {
      label_back (cycles, in, cycles->used[row], next);
      continue;
    }
    for (int32_t a = problem->first[row]; a < problem->first[row + 1]; a++)
      if (cycles->plan->units[a] > 0)
        label_back (cycles, in, a, next);
  }
}

static gboolean
peek (RondoMatchCycles *cycles, RondoMatchCycleSide *side, RondoMatchCost *key)
{
  while (side->heap->len > 0) {
    Node node = g_array_index (side->heap, Node, 0);

    *key = node.key;
    if (!side->is_done[node.col] && node.key == side->dist[node.col])
      return TRUE;
    pop (side->heap);
  }
  return FALSE;
}

/* Both searches in turn, until they cannot meet any more for less. */
static void
search (RondoMatchCycles *cycles)
{
  RondoMatchCost ahead = 0;
  RondoMatchCost back = 0;

  for (int turns = 0; turns < 2 * MOST_COLUMNS; turns++) {
    gboolean is_ahead;
    Node node;

    if (!peek (cycles, &cycles->ahead, &ahead) || !peek (cycles, &cycles->back, &back) ||
        ahead + back >= cycles->best ||
        (turns % CLOCK_TURNS == 0 && rondo_match_clock_stop (cycles->clock)))
      return;
    is_ahead = cycles->ahead.heap->len <= cycles->back.heap->len;
    node = pop (is_ahead ? cycles->ahead.heap : cycles->back.heap);
    (is_ahead ? cycles->ahead.is_done : cycles->back.is_done)[node.col] = 1;
    if (!is_ahead)
      expand_back (cycles, node.col, node.key);
    else if (node.col != cycles->target)
      expand_ahead (cycles, node.col, node.key);
  }
}

/* The arcs of the cycle that was found. */
static void
collect (RondoMatchCycles *cycles)
{
  const RondoMatchProblem *problem = cycles->problem;
  int32_t col = cycles->meeting;

  for (int32_t out = 0; out >= 0;) {
    int32_t in = cycles->ahead.in[col];

    out = cycles->ahead.out[col];
    g_array_append_val (cycles->in, in);
    if (out >= 0) {
      g_array_append_val (cycles->out, out);
      col = problem->col[out];
    }
  }
  for (col = cycles->meeting; col != cycles->target;) {
    int32_t in = cycles->back.in[col];
    int32_t out = cycles->back.out[col];

    g_array_append_val (cycles->in, in);
    g_array_append_val (cycles->out, out);
    col = problem->col[in];
  }
}

/* An arc that the cycle takes too often, or beside its twin; −1 if it is right as it is. What it
 * gives up has to be in use. */
static int32_t
find_fault (const RondoMatchCycles *cycles)
{
  const RondoMatchProblem *problem = cycles->problem;
  int32_t *units = cycles->plan->units;
  int32_t fault = -1;

  for (guint k = 0; k < cycles->out->len; k++)
    if (--units[g_array_index (cycles->out, int32_t, k)] < 0)
      fault = g_array_index (cycles->in, int32_t, 0);
  for (guint k = 0; k < cycles->in->len; k++)
    units[g_array_index (cycles->in, int32_t, k)]++;
  for (guint k = 0; k < cycles->in->len && fault < 0; k++) {
    int32_t a = g_array_index (cycles->in, int32_t, k);

    if (units[a] > problem->cap[a] || (problem->twin[a] >= 0 && units[problem->twin[a]] > 0))
      fault = a;
  }
  for (guint k = 0; k < cycles->out->len; k++)
    units[g_array_index (cycles->out, int32_t, k)]++;
  for (guint k = 0; k < cycles->in->len; k++)
    units[g_array_index (cycles->in, int32_t, k)]--;
  return fault;
}

static RondoMatchCost
measure_cycle (const RondoMatchCycles *cycles)
{
  RondoMatchCost sum = 0;

  for (guint k = 0; k < cycles->in->len; k++)
    sum += cycles->problem->cost[g_array_index (cycles->in, int32_t, k)];
  for (guint k = 0; k < cycles->out->len; k++)
    sum -= cycles->problem->cost[g_array_index (cycles->out, int32_t, k)];
  return sum;
}

static void
begin (RondoMatchCycles *cycles, int32_t freed, RondoMatchCost limit)
{
  cycles->time++;
  cycles->freed = freed;
  cycles->target = cycles->problem->col[freed];
  cycles->best = limit;
  cycles->meeting = -1;
  g_array_set_size (cycles->ahead.heap, 0);
  g_array_set_size (cycles->back.heap, 0);
  g_array_set_size (cycles->in, 0);
  g_array_set_size (cycles->out, 0);
  label (cycles, &cycles->back, cycles->target, 0, -1, -1);
}

/* The cheapest cycle that gives up @freed first, and takes @a for it unless that is −1. */
static gboolean
find_cycle (RondoMatchCycles *cycles, int32_t a, int32_t freed, RondoMatchCost limit)
{
  begin (cycles, freed, limit);
  if (a < 0)
    label_row (cycles, cycles->problem->row[freed], -1, 0);
  else
    label (cycles, &cycles->ahead, cycles->problem->col[a], weigh_taking (cycles, a), a, -1);
  search (cycles);
  if (cycles->meeting < 0)
    return FALSE;
  g_array_append_val (cycles->out, freed);
  collect (cycles);
  return TRUE;
}

/* The searches know nothing of each other: a cycle may take both of two twins. Then it is looked
 * for without one of them. */
static gboolean
find_right_cycle (
    RondoMatchCycles *cycles, int32_t a, int32_t freed, RondoMatchCost limit, RondoMatchCost *cost)
{
  gboolean is_right = FALSE;

  while (!is_right && find_cycle (cycles, a, freed, limit)) {
    int32_t fault = find_fault (cycles);

    is_right = fault < 0;
    if (!is_right && (fault == a || cycles->n_barred == RONDO_MATCH_MOST_BARRED))
      break;
    if (!is_right)
      cycles->barred[cycles->n_barred++] = fault;
  }
  cycles->n_barred = 0;
  if (is_right)
    *cost = measure_cycle (cycles);
  return is_right;
}

gboolean
rondo_match_cycles_find_without (RondoMatchCycles *cycles,
                                 int32_t a,
                                 RondoMatchCost limit,
                                 RondoMatchCost *cost)
{
  return find_right_cycle (cycles, -1, a, limit, cost);
}

gboolean
rondo_match_cycles_find_with (
    RondoMatchCycles *cycles, int32_t a, int32_t freed, RondoMatchCost limit, RondoMatchCost *cost)
{
  return find_right_cycle (cycles, a, freed, limit, cost);
}
