/* SPDX-License-Identifier: GPL-3.0-or-later
 * Changes to a flow: sending units, closing, pinning and repricing arcs, saving and restoring. */
#include "config.h"

#include "rondo-match-flow.h"

#include <string.h>

RondoMatchFlow *
rondo_match_flow_new (const RondoMatchProblem *problem)
{
  RondoMatchFlow *flow = g_new0 (RondoMatchFlow, 1);
  gsize n_rows = problem->n_rows;
  gsize n_cols = problem->n_cols;
  gsize n_arcs = MAX (problem->n_arcs, 1);

  flow->problem = problem;
  flow->cost = g_memdup2 (problem->cost, n_arcs * sizeof (RondoMatchCost));
  flow->u = g_new0 (RondoMatchCost, n_rows);
  flow->v = g_new0 (RondoMatchCost, n_cols);
  flow->x = g_new0 (int32_t, n_arcs);
  flow->left = g_memdup2 (problem->cap, n_arcs * sizeof (int32_t));
  flow->need = g_memdup2 (problem->supply, n_rows * sizeof (int32_t));
  flow->room = g_memdup2 (problem->demand, n_cols * sizeof (int32_t));
  flow->head = g_new (int32_t, n_cols);
  flow->next = g_new (int32_t, n_arcs);
  flow->prev = g_new (int32_t, n_arcs);
  flow->dirty = g_array_new (FALSE, FALSE, sizeof (int32_t));
  flow->dist = g_new (RondoMatchCost, n_rows + n_cols);
  flow->via = g_new (int32_t, n_rows + n_cols);
  flow->place = g_new (int32_t, n_rows + n_cols);
  flow->heap = g_new (int32_t, n_rows + n_cols);
  flow->seen = g_new (int32_t, n_rows + n_cols);
  for (gsize j = 0; j < n_cols; j++)
    flow->head[j] = -1;
  for (gsize k = 0; k < n_rows + n_cols; k++)
    flow->place[k] = -1;
  return flow;
}

void
rondo_match_flow_free (RondoMatchFlow *flow)
{
  if (flow == NULL)
    return;
  g_free (flow->cost);
  g_free (flow->u);
  g_free (flow->v);
  g_free (flow->x);
  g_free (flow->left);
  g_free (flow->need);
  g_free (flow->room);
  g_free (flow->head);
  g_free (flow->next);
  g_free (flow->prev);
  g_array_unref (flow->dirty);
  g_free (flow->dist);
  g_free (flow->via);
  g_free (flow->place);
  g_free (flow->heap);
  g_free (flow->seen);
  g_free (flow);
}

void
rondo_match_flow_place (RondoMatchFlow *flow, int32_t a, int32_t units)
{
  const RondoMatchProblem *problem = flow->problem;
  int32_t j = problem->col[a];

  if (units == 0)
    return;
  if (flow->x[a] == 0) {
    flow->prev[a] = -1;
    flow->next[a] = flow->head[j];
    if (flow->head[j] >= 0)
      flow->prev[flow->head[j]] = a;
    flow->head[j] = a;
  }
  flow->x[a] += units;
  flow->left[a] -= units;
  flow->need[problem->row[a]] -= units;
  flow->room[j] -= units;
  if (flow->x[a] > 0)
    return;
  if (flow->prev[a] >= 0)
    flow->next[flow->prev[a]] = flow->next[a];
  else
    flow->head[j] = flow->next[a];
  if (flow->next[a] >= 0)
    flow->prev[flow->next[a]] = flow->prev[a];
}

static void
mark_dirty (RondoMatchFlow *flow, int32_t a)
{
  int32_t ends[2] = {flow->problem->row[a], flow->problem->n_rows + flow->problem->col[a]};

  g_array_append_vals (flow->dirty, ends, 2);
}

void
rondo_match_flow_close (RondoMatchFlow *flow, int32_t a)
{
  mark_dirty (flow, a);
  rondo_match_flow_place (flow, a, -flow->x[a]);
  flow->left[a] = 0;
}

void
rondo_match_flow_reopen (RondoMatchFlow *flow, int32_t a)
{
  flow->left[a] = flow->problem->cap[a] - flow->x[a];
}

void
rondo_match_flow_pin (RondoMatchFlow *flow, int32_t a)
{
  mark_dirty (flow, a);
  rondo_match_flow_place (flow, a, -flow->x[a]);
  flow->left[a] = 0;
  flow->need[flow->problem->row[a]]--;
  flow->room[flow->problem->col[a]]--;
  flow->pinned += flow->cost[a];
}

void
rondo_match_flow_unpin (RondoMatchFlow *flow, int32_t a)
{
  flow->left[a] = flow->problem->cap[a];
  flow->need[flow->problem->row[a]]++;
  flow->room[flow->problem->col[a]]++;
  flow->pinned -= flow->cost[a];
}

/* Keeps prices and flow in accord: what does not fit the new cost is taken or given back. */
void
rondo_match_flow_reprice (RondoMatchFlow *flow, int32_t a, RondoMatchCost cost)
{
  const RondoMatchProblem *problem = flow->problem;
  RondoMatchCost reduced;

  flow->cost[a] = cost;
  if (flow->x[a] == 0 && flow->left[a] == 0)
    return;
  reduced = cost - flow->u[problem->row[a]] - flow->v[problem->col[a]];
  mark_dirty (flow, a);
  if (reduced > 0)
    rondo_match_flow_place (flow, a, -flow->x[a]);
  else if (reduced < 0)
    rondo_match_flow_place (flow, a, flow->left[a]);
}

RondoMatchCost
rondo_match_flow_value (const RondoMatchFlow *flow)
{
  RondoMatchCost sum = flow->pinned;

  for (int32_t j = 0; j < flow->problem->n_cols; j++)
    for (int32_t a = flow->head[j]; a >= 0; a = flow->next[a])
      sum += flow->cost[a] * flow->x[a];
  return sum;
}

void
rondo_match_flow_save (const RondoMatchFlow *flow, RondoMatchFlowMark *mark)
{
  const RondoMatchProblem *problem = flow->problem;
  int32_t n = 0;

  for (int32_t j = 0; j < problem->n_cols; j++)
    for (int32_t a = flow->head[j]; a >= 0; a = flow->next[a])
      n++;
  mark->u = g_renew (RondoMatchCost, mark->u, problem->n_rows);
  mark->v = g_renew (RondoMatchCost, mark->v, problem->n_cols);
  mark->arc = g_renew (int32_t, mark->arc, MAX (n, 1));
  mark->units = g_renew (int32_t, mark->units, MAX (n, 1));
  memcpy (mark->u, flow->u, problem->n_rows * sizeof (RondoMatchCost));
  memcpy (mark->v, flow->v, problem->n_cols * sizeof (RondoMatchCost));
  mark->pinned = flow->pinned;
  mark->n_arcs = n;
  n = 0;
  for (int32_t j = 0; j < problem->n_cols; j++)
    for (int32_t a = flow->head[j]; a >= 0; a = flow->next[a]) {
      mark->arc[n] = a;
      mark->units[n++] = flow->x[a];
    }
}

void
rondo_match_flow_restore (RondoMatchFlow *flow, const RondoMatchFlowMark *mark)
{
  const RondoMatchProblem *problem = flow->problem;

  for (int32_t j = 0; j < problem->n_cols; j++)
    while (flow->head[j] >= 0)
      rondo_match_flow_place (flow, flow->head[j], -flow->x[flow->head[j]]);
  for (int32_t k = mark->n_arcs - 1; k >= 0; k--)
    rondo_match_flow_place (flow, mark->arc[k], mark->units[k]);
  g_array_set_size (flow->dirty, 0);
  memcpy (flow->u, mark->u, problem->n_rows * sizeof (RondoMatchCost));
  memcpy (flow->v, mark->v, problem->n_cols * sizeof (RondoMatchCost));
  flow->pinned = mark->pinned;
}

void
rondo_match_flow_mark_free (RondoMatchFlowMark *mark)
{
  g_clear_pointer (&mark->u, g_free);
  g_clear_pointer (&mark->v, g_free);
  g_clear_pointer (&mark->arc, g_free);
  g_clear_pointer (&mark->units, g_free);
}
