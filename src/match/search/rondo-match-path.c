/* SPDX-License-Identifier: GPL-3.0-or-later
 * Shortest augmenting paths: makes a flow complete and optimal for its costs. */
#include "config.h"

#include "rondo-match-flow.h"

#include <stdlib.h>

/* Nodes between two looks at the clock. */
#define CLOCK_TURNS 200

enum {
  PLACE_NONE = -1,
  PLACE_DONE = -2,
  PLACE_SINK = -3,
};

typedef struct {
  RondoMatchFlow *flow;
  int32_t target; /* the only node to end at, or −1: wherever a unit is missing */
  int32_t end;    /* the nearest end so far, or −1 */
  RondoMatchCost best;
} Search;

static void
sift_up (RondoMatchFlow *flow, int32_t at, int32_t node)
{
  RondoMatchCost key = flow->dist[node];

  while (at > 0) {
    int32_t up = (at - 1) / 4;

    if (flow->dist[flow->heap[up]] <= key)
      break;
    flow->heap[at] = flow->heap[up];
    flow->place[flow->heap[at]] = at;
    at = up;
  }
  flow->heap[at] = node;
  flow->place[node] = at;
}

static int32_t
pop (RondoMatchFlow *flow)
{
  int32_t top = flow->heap[0];
  int32_t node = flow->heap[--flow->n_heap];
  RondoMatchCost key = flow->dist[node];
  int32_t at = 0;

  flow->place[top] = PLACE_DONE;
  if (flow->n_heap == 0)
    return top;
  for (;;) {
    int32_t child = at * 4 + 1;
    int32_t stop = MIN (child + 4, flow->n_heap);
    int32_t least = child;

    if (child >= flow->n_heap)
      break;
    while (++child < stop)
      if (flow->dist[flow->heap[child]] < flow->dist[flow->heap[least]])
        least = child;
    if (flow->dist[flow->heap[least]] >= key)
      break;
    flow->heap[at] = flow->heap[least];
    flow->place[flow->heap[at]] = at;
    at = least;
  }
  flow->heap[at] = node;
  flow->place[node] = at;
  return top;
}

static gboolean
is_end (const Search *search, int32_t node)
{
  const RondoMatchFlow *flow = search->flow;
  int32_t n_rows = flow->problem->n_rows;

  if (search->target >= 0)
    return node == search->target;
  return node < n_rows ? flow->need[node] < 0 : flow->room[node - n_rows] > 0;
}

static void
reach (Search *search, int32_t node, RondoMatchCost dist, int32_t via)
{
  RondoMatchFlow *flow = search->flow;
  int32_t place = flow->place[node];

  if (place == PLACE_DONE || (place != PLACE_NONE && dist >= flow->dist[node]))
    return;
  flow->dist[node] = dist;
  flow->via[node] = via;
  if (place == PLACE_NONE)
    flow->seen[flow->n_seen++] = node;
  if (is_end (search, node)) {
    flow->place[node] = PLACE_SINK;
    search->best = dist;
    search->end = node;
    return;
  }
  sift_up (flow, place == PLACE_NONE ? flow->n_heap++ : place, node);
}

static void
scan_row (Search *search, int32_t i, RondoMatchCost dist)
{
  RondoMatchFlow *flow = search->flow;
  const RondoMatchProblem *problem = flow->problem;
  RondoMatchCost base = dist - flow->u[i];

  for (int32_t a = problem->first[i]; a < problem->first[i + 1]; a++) {
    int32_t j = problem->col[a];
    RondoMatchCost next = base + flow->cost[a] - flow->v[j];

    if (next < search->best && flow->left[a] > 0)
      reach (search, problem->n_rows + j, next, a);
  }
}

/* A row at no distance from its column, the usual case, is scanned at once. */
static void
scan_col (Search *search, int32_t j, RondoMatchCost dist)
{
  RondoMatchFlow *flow = search->flow;
  const RondoMatchProblem *problem = flow->problem;

  for (int32_t a = flow->head[j]; a >= 0; a = flow->next[a]) {
    int32_t i = problem->row[a];
    RondoMatchCost next = dist + flow->u[i] + flow->v[j] - flow->cost[a];

    if (next >= search->best || flow->place[i] == PLACE_DONE)
      continue;
    if (next > dist || flow->place[i] != PLACE_NONE || is_end (search, i)) {
      reach (search, i, next, a);
      continue;
    }
    flow->dist[i] = dist;
    flow->via[i] = a;
    flow->place[i] = PLACE_DONE;
    flow->seen[flow->n_seen++] = i;
    scan_row (search, i, dist);
  }
}

/* Dijkstra from @source; ends with search->end at the nearest end below search->best, or −1. */
static void
run_search (Search *search, int32_t source)
{
  RondoMatchFlow *flow = search->flow;
  int32_t n_rows = flow->problem->n_rows;

  int32_t turns = 0;

  flow->n_heap = 0;
  flow->n_seen = 0;
  flow->dist[source] = 0;
  flow->via[source] = -1;
  flow->seen[flow->n_seen++] = source;
  sift_up (flow, flow->n_heap++, source);
  while (flow->n_heap > 0 && flow->dist[flow->heap[0]] < search->best) {
    int32_t node = pop (flow);

    if (node < n_rows)
      scan_row (search, node, flow->dist[node]);
    else
      scan_col (search, node - n_rows, flow->dist[node]);
    if (++turns % CLOCK_TURNS == 0 && rondo_match_clock_stop (flow->clock)) {
      search->end = -1;
      return;
    }
  }
}

static void
forget_search (RondoMatchFlow *flow)
{
  for (int32_t k = 0; k < flow->n_seen; k++)
    flow->place[flow->seen[k]] = PLACE_NONE;
}

static void
move_prices (Search *search)
{
  RondoMatchFlow *flow = search->flow;
  int32_t n_rows = flow->problem->n_rows;

  for (int32_t k = 0; k < flow->n_seen; k++) {
    int32_t node = flow->seen[k];

    if (flow->place[node] != PLACE_DONE || flow->dist[node] >= search->best)
      continue;
    if (node < n_rows)
      flow->u[node] += search->best - flow->dist[node];
    else
      flow->v[node - n_rows] -= search->best - flow->dist[node];
  }
}

/* Sends one unit from @source to where one is missing. */
static gboolean
augment (RondoMatchFlow *flow, int32_t source)
{
  const RondoMatchProblem *problem = flow->problem;
  Search search = {flow, -1, -1, RONDO_MATCH_COST_MAX};

  run_search (&search, source);
  if (search.end >= 0)
    move_prices (&search);
  forget_search (flow);
  for (int32_t node = search.end; node >= 0 && node != source;) {
    int32_t a = flow->via[node];
    gboolean is_row = node < problem->n_rows;

    node = is_row ? problem->n_rows + problem->col[a] : problem->row[a];
    rondo_match_flow_place (flow, a, is_row ? -1 : 1);
  }
  return search.end >= 0;
}

static int32_t
get_excess (const RondoMatchFlow *flow, int32_t node)
{
  int32_t n_rows = flow->problem->n_rows;

  return node < n_rows ? flow->need[node] : -flow->room[node - n_rows];
}

gboolean
rondo_match_flow_settle (RondoMatchFlow *flow)
{
  gboolean is_complete = TRUE;

  for (guint k = 0; k < flow->dirty->len && is_complete; k++)
    while (is_complete && get_excess (flow, g_array_index (flow->dirty, int32_t, k)) > 0)
      is_complete = augment (flow, g_array_index (flow->dirty, int32_t, k));
  g_array_set_size (flow->dirty, 0);
  return is_complete;
}

RondoMatchCost
rondo_match_flow_detour (RondoMatchFlow *flow, int32_t a, RondoMatchCost limit)
{
  const RondoMatchProblem *problem = flow->problem;
  int32_t i = problem->row[a];
  int32_t j = problem->col[a];
  RondoMatchCost reduced = flow->cost[a] - flow->u[i] - flow->v[j];
  RondoMatchCost most = limit < RONDO_MATCH_COST_MAX ? limit + reduced : limit;
  Search search = {flow, problem->n_rows + j, -1, most};

  if (most <= 0)
    return RONDO_MATCH_COST_MAX;
  run_search (&search, i);
  forget_search (flow);
  return search.end >= 0 ? search.best - reduced : RONDO_MATCH_COST_MAX;
}

RondoMatchCost
rondo_match_flow_force (RondoMatchFlow *flow, int32_t a)
{
  const RondoMatchProblem *problem = flow->problem;
  int32_t i = problem->row[a];
  int32_t j = problem->col[a];
  Search search = {flow, i, -1, RONDO_MATCH_COST_MAX};

  if (flow->x[a] > 0)
    return 0;
  run_search (&search, problem->n_rows + j);
  forget_search (flow);
  return search.end >= 0 ? search.best + flow->cost[a] - flow->u[i] - flow->v[j]
                         : RONDO_MATCH_COST_MAX;
}

typedef struct {
  RondoMatchCost key;
  int32_t units;
} Offer;

static int
compare_offers (const void *a, const void *b)
{
  const Offer *left = a;
  const Offer *right = b;

  return left->key < right->key ? -1 : left->key > right->key;
}

/* The price at which row @i can just send all its @units. */
static RondoMatchCost
find_row_price (const RondoMatchFlow *flow, int32_t i, int32_t units, Offer *offers)
{
  const RondoMatchProblem *problem = flow->problem;
  RondoMatchCost least = RONDO_MATCH_COST_MAX;
  int32_t n = 0;

  for (int32_t a = problem->first[i]; a < problem->first[i + 1]; a++) {
    int32_t open = flow->left[a] + flow->x[a];
    RondoMatchCost key = flow->cost[a] - flow->v[problem->col[a]];

    if (open <= 0)
      continue;
    offers[n++] = (Offer){key, open};
    least = MIN (least, key);
  }
  if (units <= 1 || n == 0)
    return n > 0 ? least : 0;
  qsort (offers, n, sizeof (Offer), compare_offers);
  for (int32_t k = 0; k < n; k++) {
    units -= offers[k].units;
    if (units <= 0)
      return offers[k].key;
  }
  return offers[n - 1].key;
}

/* Prices row @i afresh and drops or fills its arcs as the prices ask. Columns may be overfull. */
static void
price_row (RondoMatchFlow *flow, int32_t i, Offer *offers)
{
  const RondoMatchProblem *problem = flow->problem;
  int32_t units = flow->need[i];

  for (int32_t a = problem->first[i]; a < problem->first[i + 1]; a++)
    units += flow->x[a];
  flow->u[i] = find_row_price (flow, i, units, offers);
  for (int32_t a = problem->first[i]; a < problem->first[i + 1]; a++) {
    RondoMatchCost reduced = flow->cost[a] - flow->u[i] - flow->v[problem->col[a]];

    if (reduced > 0 && flow->x[a] > 0)
      rondo_match_flow_place (flow, a, -flow->x[a]);
    else if (reduced < 0 && flow->left[a] > 0)
      rondo_match_flow_place (flow, a, flow->left[a]);
  }
  for (int32_t a = problem->first[i]; a < problem->first[i + 1] && flow->need[i] < 0; a++)
    if (flow->x[a] > 0 && flow->cost[a] - flow->u[i] - flow->v[problem->col[a]] == 0)
      rondo_match_flow_place (flow, a, -MIN (flow->x[a], -flow->need[i]));
}

/* Takes units of no reduced cost back from overfull columns, then fills what is free of cost. */
static void
level_columns (RondoMatchFlow *flow)
{
  const RondoMatchProblem *problem = flow->problem;

  for (int32_t j = 0; j < problem->n_cols; j++)
    for (int32_t a = flow->head[j], next; a >= 0 && flow->room[j] < 0; a = next) {
      next = flow->next[a];
      if (flow->cost[a] - flow->u[problem->row[a]] - flow->v[j] == 0)
        rondo_match_flow_place (flow, a, -MIN (flow->x[a], -flow->room[j]));
    }
  for (int32_t i = 0; i < problem->n_rows; i++)
    for (int32_t a = problem->first[i]; a < problem->first[i + 1] && flow->need[i] > 0; a++) {
      int32_t units = MIN (MIN (flow->need[i], flow->left[a]), flow->room[problem->col[a]]);

      if (units > 0 && flow->cost[a] - flow->u[i] - flow->v[problem->col[a]] == 0)
        rondo_match_flow_place (flow, a, units);
    }
}

/* Augmenting row reduction for row @i of one unit: takes its best column, at a price that leaves
 * the second best as good. Returns the row that lost its place, or −1. */
static int32_t
take_best_column (RondoMatchFlow *flow, int32_t i)
{
  const RondoMatchProblem *problem = flow->problem;
  RondoMatchCost least = RONDO_MATCH_COST_MAX;
  RondoMatchCost second = RONDO_MATCH_COST_MAX;
  int32_t best = -1;
  int32_t used;

  for (int32_t a = problem->first[i]; a < problem->first[i + 1]; a++) {
    RondoMatchCost key = flow->cost[a] - flow->v[problem->col[a]];

    if (flow->left[a] <= 0 || key >= second)
      continue;
    second = key < least ? least : key;
    best = key < least ? a : best;
    least = MIN (least, key);
  }
  if (best < 0 || second == RONDO_MATCH_COST_MAX || problem->demand[problem->col[best]] != 1)
    return -1;
  used = flow->head[problem->col[best]];
  if (used >= 0 && (problem->supply[problem->row[used]] != 1 || second == least))
    return -1;
  flow->u[i] = second;
  flow->v[problem->col[best]] -= second - least;
  if (used >= 0)
    rondo_match_flow_place (flow, used, -1);
  else if (flow->room[problem->col[best]] <= 0)
    return -1;
  rondo_match_flow_place (flow, best, 1);
  return used >= 0 ? problem->row[used] : -1;
}

static void
reduce_rows (RondoMatchFlow *flow, RondoMatchClock *clock)
{
  int32_t n_rows = flow->problem->n_rows;

  for (int pass = 0; pass < 2; pass++)
    for (int32_t i = 0; i < n_rows && !rondo_match_clock_stop (clock); i++) {
      int32_t row = i;

      for (int turns = 0; turns < 50 && row >= 0; turns++)
        row = flow->problem->supply[row] == 1 && flow->need[row] == 1 ? take_best_column (flow, row)
                                                                      : -1;
    }
}

gboolean
rondo_match_flow_solve (RondoMatchFlow *flow, RondoMatchClock *clock)
{
  const RondoMatchProblem *problem = flow->problem;
  int32_t widest = 1;
  g_autofree Offer *offers = NULL;

  for (int32_t i = 0; i < problem->n_rows; i++)
    widest = MAX (widest, problem->first[i + 1] - problem->first[i]);
  offers = g_new (Offer, widest);
  for (int32_t i = 0; i < problem->n_rows && !rondo_match_clock_stop (clock); i++)
    price_row (flow, i, offers);
  if (rondo_match_clock_stop (clock))
    return FALSE;
  level_columns (flow);
  reduce_rows (flow, clock);
  g_array_set_size (flow->dirty, 0);
  for (int32_t node = 0; node < problem->n_rows + problem->n_cols; node++)
    while (get_excess (flow, node) > 0)
      if (rondo_match_clock_stop (clock) || !augment (flow, node))
        return FALSE;
  return TRUE;
}
