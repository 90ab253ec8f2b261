/* SPDX-License-Identifier: GPL-3.0-or-later
 * Carries the state of a run over to a changed problem. */
#include "config.h"

#include "rondo-match-state.h"

#include <string.h>

RondoMatchState *
rondo_match_state_new (const RondoMatchModel *model, int step_bits, RondoMatchClock *clock)
{
  RondoMatchState *state = g_new0 (RondoMatchState, 1);

  state->problem = rondo_match_problem_new (model, step_bits, clock);
  state->plan = rondo_match_plan_new (state->problem);
  state->relax.flow = rondo_match_flow_new (state->problem);
  state->relax.use = g_new0 (double, MAX (state->problem->n_arcs, 1));
  state->relax.lambda = g_new0 (RondoMatchCost, MAX (state->problem->n_arcs, 1));
  state->relax.closed = g_new0 (guint8, MAX (state->problem->n_arcs, 1));
  state->relax.extra = g_new0 (RondoMatchCost, MAX (state->problem->n_arcs, 1));
  return state;
}

void
rondo_match_state_free (RondoMatchState *state)
{
  if (state == NULL)
    return;
  rondo_match_hint_free (state->hint);
  g_free (state->relax.lambda);
  g_free (state->relax.extra);
  g_free (state->relax.closed);
  g_free (state->relax.favoured);
  g_free (state->relax.use);
  rondo_match_flow_free (state->relax.flow);
  rondo_match_plan_free (state->plan);
  rondo_match_problem_free (state->problem);
  g_free (state);
}

/* By arc of @to the same arc of @from, or −1; the arcs of both are in order. */
static int32_t *
map_arcs (const RondoMatchProblem *to, const RondoMatchProblem *from)
{
  int32_t *map = g_new (int32_t, MAX (to->n_arcs, 1));

  for (int32_t i = 0; i < to->n_rows; i++) {
    int32_t k = from->first[i];

    for (int32_t a = to->first[i]; a < to->first[i + 1]; a++) {
      while (k < from->first[i + 1] && from->col[k] < to->col[a])
        k++;
      map[a] = k < from->first[i + 1] && from->col[k] == to->col[a] ? k : -1;
    }
  }
  return map;
}

/* Whether each row and column has all its units, and no twins are used both. */
static gboolean
is_plan (const RondoMatchProblem *problem, const int32_t *units)
{
  g_autofree int32_t *need = g_memdup2 (problem->supply, problem->n_rows * sizeof (int32_t));
  g_autofree int32_t *room = g_memdup2 (problem->demand, problem->n_cols * sizeof (int32_t));

  for (int32_t a = 0; a < problem->n_arcs; a++) {
    need[problem->row[a]] -= units[a];
    room[problem->col[a]] -= units[a];
    if (units[a] > problem->cap[a] ||
        (problem->twin[a] > a && units[a] > 0 && units[problem->twin[a]] > 0))
      return FALSE;
  }
  for (int32_t i = 0; i < problem->n_rows; i++)
    if (need[i] != 0)
      return FALSE;
  for (int32_t j = 0; j < problem->n_cols; j++)
    if (room[j] != 0)
      return FALSE;
  return TRUE;
}

/* What can no longer be used of the last plan is not in @state's problem. */
static void
favour_plan (RondoMatchState *state, const RondoMatchState *before, const int32_t *map)
{
  const RondoMatchProblem *problem = state->problem;

  if (before->plan->cost == RONDO_MATCH_COST_MAX)
    return;
  state->relax.favoured = g_new0 (guint8, MAX (problem->n_arcs, 1));
  for (int32_t a = 0; a < problem->n_arcs; a++)
    state->relax.favoured[a] = map[a] >= 0 && before->plan->units[map[a]] > 0;
}

static void
take_plan (RondoMatchState *state, const RondoMatchState *before, const int32_t *map)
{
  const RondoMatchProblem *problem = state->problem;
  g_autofree int32_t *units = g_new0 (int32_t, MAX (problem->n_arcs, 1));
  g_autoptr (GArray) arcs = g_array_new (FALSE, FALSE, sizeof (int32_t));

  if (before->plan->cost == RONDO_MATCH_COST_MAX)
    return;
  for (int32_t a = 0; a < problem->n_arcs; a++) {
    units[a] = map[a] >= 0 ? before->plan->units[map[a]] : 0;
    for (int32_t unit = 0; unit < units[a]; unit++)
      g_array_append_val (arcs, a);
  }
  if (is_plan (problem, units))
    rondo_match_plan_set (state->plan, problem, (const int32_t *)arcs->data, (int32_t)arcs->len);
}

/* The program, and with it its prices, which are better than the multipliers alone. */
static void
take_hint (RondoMatchState *state, const RondoMatchState *before, const int32_t *map)
{
  const RondoMatchProblem *problem = state->problem;
  g_autofree int32_t *back = g_new (int32_t, MAX (before->problem->n_arcs, 1));

  if (before->hint == NULL)
    return;
  for (int32_t a = 0; a < before->problem->n_arcs; a++)
    back[a] = -1;
  for (int32_t a = 0; a < problem->n_arcs; a++)
    if (map[a] >= 0)
      back[map[a]] = a;
  state->hint = rondo_match_hint_map (
      before->hint, &(RondoMatchHintMap){before->problem, problem, NULL, NULL, back});
  state->relax.has_extra = rondo_match_hint_price (
      state->hint, problem, state->relax.lambda, state->relax.extra, &state->relax.extra_sum);
}

void
rondo_match_state_take (RondoMatchState *state, const RondoMatchState *before)
{
  const RondoMatchProblem *problem = state->problem;
  g_autofree int32_t *map = map_arcs (problem, before->problem);

  for (int32_t a = 0; a < problem->n_arcs; a++) {
    if (map[a] < 0)
      continue;
    state->relax.use[a] = before->relax.use[map[a]];
    if (problem->twin[a] >= 0 && before->problem->twin[map[a]] >= 0)
      state->relax.lambda[a] = before->relax.lambda[map[a]];
  }
  memcpy (state->relax.flow->v, before->relax.flow->v, problem->n_cols * sizeof (RondoMatchCost));
  state->relax.heat = before->relax.heat;
  state->size = before->size;
  state->width = before->width;
  favour_plan (state, before, map);
  take_plan (state, before, map);
  take_hint (state, before, map);
}

gboolean
rondo_match_state_bound (RondoMatchState *state,
                         int32_t coach,
                         int32_t client,
                         RondoMatchWide *total)
{
  const RondoMatchProblem *problem = state->problem;
  int32_t a = coach >= 0 ? rondo_match_problem_find_arc (problem, coach, client) : -1;
  RondoMatchCost cost = state->relax.bound;

  if (!state->has_bound || (coach >= 0 && a < 0))
    return FALSE;
  if (coach >= 0) {
    RondoMatchCost detour = rondo_match_flow_force (state->relax.flow, a);

    if (detour == RONDO_MATCH_COST_MAX)
      return FALSE;
    cost = MAX (cost, state->relax.level + detour);
  }
  *total = -(RondoMatchWide)(cost / problem->step);
  return TRUE;
}
