/* SPDX-License-Identifier: GPL-3.0-or-later
 * Settles one objective after the other in what the last one left. */
#include "config.h"

#include "rondo-match-face.h"

#include <string.h>

/* Prices are finer than costs by so many bits. */
#define STEP_BITS 14

static int64_t
measure_limit (const RondoMatchProblem *problem, const guint8 *times)
{
  int64_t sum = 0;

  for (int32_t a = 0; a < problem->n_arcs; a++) {
    int32_t twin = problem->twin[a];
    int32_t most = times[a] * problem->cap[a];

    if (twin < 0 || times[a] > times[twin] || (times[a] == times[twin] && a < twin))
      sum += most;
  }
  return sum;
}

/* The limit @c by arc of the problem: how often each counts. */
static void
read_limit (const RondoMatchFace *face, guint c, guint8 *times)
{
  const RondoMatchCut *cut = &g_array_index (face->limits->cuts, RondoMatchCut, c);

  memset (times, 0, MAX (face->problem->n_arcs, 1));
  for (int32_t k = 0; k < cut->n; k++)
    times[g_array_index (face->limits->arcs, int32_t, cut->first + k)]++;
}

/* Says nothing where plans cannot use more anyway. */
static void
append_limit (const RondoMatchProblem *problem,
              const guint8 *times,
              int32_t most,
              RondoMatchCuts *limits)
{
  RondoMatchCut cut = {(int32_t)limits->arcs->len, 0, most, 0, 0};

  if (measure_limit (problem, times) <= most)
    return;
  for (int32_t a = 0; a < problem->n_arcs; a++)
    for (int k = 0; k < times[a]; k++) {
      g_array_append_val (limits->arcs, a);
      cut.n++;
    }
  g_array_append_val (limits->cuts, cut);
}

static RondoMatchProblem *
copy_without (const RondoMatchProblem *from, const guint8 *drop, int32_t *map)
{
  RondoMatchProblem *to = rondo_match_problem_alloc (from->n_rows, from->n_cols, from->n_arcs);

  to->step = from->step;
  memcpy (to->supply, from->supply, from->n_rows * sizeof (int32_t));
  memcpy (to->demand, from->demand, from->n_cols * sizeof (int32_t));
  for (int32_t a = 0; a < from->n_arcs; a++) {
    int32_t k = to->n_arcs;

    map[a] = drop[a] ? -1 : k;
    if (drop[a])
      continue;
    to->row[k] = from->row[a];
    to->col[k] = from->col[a];
    to->cap[k] = from->cap[a];
    to->origin[k] = from->origin[a];
    to->first[to->row[k] + 1]++;
    to->n_arcs++;
  }
  for (int32_t i = 0; i < to->n_rows; i++)
    to->first[i + 1] += to->first[i];
  for (int32_t a = 0; a < from->n_arcs; a++)
    if (map[a] >= 0)
      to->twin[map[a]] = from->twin[a] >= 0 ? map[from->twin[a]] : -1;
  return to;
}

static void
map_limits (RondoMatchFace *face, const RondoMatchProblem *to, const int32_t *map)
{
  RondoMatchCuts *limits = rondo_match_cuts_new ();
  g_autofree guint8 *times = g_new (guint8, MAX (face->problem->n_arcs, 1));
  g_autofree guint8 *mapped = g_new0 (guint8, MAX (to->n_arcs, 1));

  for (guint c = 0; c < face->limits->cuts->len; c++) {
    read_limit (face, c, times);
    for (int32_t a = 0; a < face->problem->n_arcs; a++)
      if (map[a] >= 0)
        mapped[map[a]] = times[a];
    append_limit (to, mapped, g_array_index (face->limits->cuts, RondoMatchCut, c).most, limits);
  }
  rondo_match_cuts_free (face->limits);
  face->limits = limits;
}

/* Takes the arcs away that are marked; the plan in hand uses none of them. */
static void
drop_arcs (RondoMatchFace *face, const guint8 *drop)
{
  RondoMatchProblem *from = face->problem;
  g_autofree int32_t *map = g_new (int32_t, MAX (from->n_arcs, 1));
  RondoMatchProblem *to = copy_without (from, drop, map);

  for (int32_t a = 0; a < from->n_arcs; a++)
    if (map[a] >= 0)
      face->units[map[a]] = face->units[a];
  map_limits (face, to, map);
  if (face->hint != NULL) {
    RondoMatchHint *hint =
        rondo_match_hint_map (face->hint, &(RondoMatchHintMap){from, to, NULL, NULL, map});

    rondo_match_hint_free (face->hint);
    face->hint = hint;
  }
  rondo_match_problem_free (from);
  face->problem = to;
}

/* Who is not placed by pairs is by the arcs that are none. */
static void
fill_units (RondoMatchFace *face, const guint8 *used)
{
  const RondoMatchProblem *problem = face->problem;
  g_autofree int32_t *need = g_memdup2 (problem->supply, problem->n_rows * sizeof (int32_t));
  g_autofree int32_t *room = g_memdup2 (problem->demand, problem->n_cols * sizeof (int32_t));

  for (int is_spare = 0; is_spare < 2; is_spare++)
    for (int32_t a = 0; a < problem->n_arcs; a++) {
      int32_t origin = problem->origin[a];
      int32_t *left[2] = {&need[problem->row[a]], &room[problem->col[a]]};

      if ((origin < 0) != is_spare)
        continue;
      face->units[a] =
          origin >= 0 ? used[origin] != 0 : MIN (MIN (*left[0], *left[1]), problem->cap[a]);
      *left[0] -= face->units[a];
      *left[1] -= face->units[a];
    }
}

/* Pairs are as many as there can be: no more of the arcs that are none are used than now. */
static void
limit_unplaced (RondoMatchFace *face, const guint8 *alive)
{
  const RondoMatchProblem *problem = face->problem;
  g_autofree guint8 *times = g_new0 (guint8, MAX (problem->n_arcs, 1));
  g_autofree guint8 *drop = g_new0 (guint8, MAX (problem->n_arcs, 1));
  int32_t most = 0;

  for (int32_t a = 0; a < problem->n_arcs; a++) {
    times[a] = problem->origin[a] < 0 && problem->row[a] < problem->n_rows - 1;
    most += times[a] * face->units[a];
    drop[a] = problem->origin[a] < 0 ? problem->cost[a] > 0 : !alive[problem->origin[a]];
  }
  if (most == 0)
    for (int32_t a = 0; a < problem->n_arcs; a++)
      drop[a] |= times[a];
  else
    append_limit (problem, times, most, face->limits);
  drop_arcs (face, drop);
}

RondoMatchFace *
rondo_match_face_new (const RondoMatchInstance *instance,
                      const guint8 *used,
                      const guint8 *alive,
                      RondoMatchClock *clock)
{
  g_autoptr (RondoMatchModel) model = rondo_match_model_new (instance, 0, clock);
  g_autoptr (RondoMatchFace) face = g_new0 (RondoMatchFace, 1);

  face->clock = clock;
  face->limits = rondo_match_cuts_new ();
  face->problem = rondo_match_problem_new (model, STEP_BITS, clock);
  face->units = g_new0 (int32_t, MAX (face->problem->n_arcs, 1));
  if (rondo_match_clock_stop (clock))
    return NULL;
  fill_units (face, used);
  limit_unplaced (face, alive);
  return g_steal_pointer (&face);
}

void
rondo_match_face_free (RondoMatchFace *face)
{
  if (face == NULL)
    return;
  rondo_match_problem_free (face->problem);
  rondo_match_cuts_free (face->limits);
  rondo_match_hint_free (face->hint);
  g_free (face->units);
  g_free (face);
}

static void
take_plan (RondoMatchFace *face, const RondoMatchBranch *branch)
{
  memset (face->units, 0, face->problem->n_arcs * sizeof (int32_t));
  for (int32_t k = 0; k < branch->n_plan; k++)
    face->units[branch->plan[k]]++;
}

static int64_t
price_arcs (RondoMatchFace *face, const int64_t *cost)
{
  RondoMatchProblem *problem = face->problem;
  int64_t sum = 0;

  for (int32_t a = 0; a < problem->n_arcs; a++) {
    problem->cost[a] = problem->origin[a] >= 0 ? cost[problem->origin[a]] * problem->step : 0;
    sum += problem->cost[a] * face->units[a];
  }
  return sum;
}

gboolean
rondo_match_face_minimize (RondoMatchFace *face, const int64_t *cost, int64_t max_nodes)
{
  const RondoMatchProblem *problem = face->problem;
  gsize room = (gsize)MAX (problem->n_arcs, 1);
  g_autofree RondoMatchCost *u = g_new0 (RondoMatchCost, MAX (problem->n_rows, 1));
  g_autofree RondoMatchCost *v = g_new0 (RondoMatchCost, MAX (problem->n_cols, 1));
  g_autofree double *use = g_new0 (double, room);
  g_autofree guint8 *closed = g_new0 (guint8, room);
  RondoMatchBranch branch = {.problem = problem,
                             .u = u,
                             .v = v,
                             .start = face->units,
                             .limits = face->limits,
                             .keeps_equal = TRUE,
                             .hint = face->hint,
                             .wants_hint = TRUE,
                             .use = use,
                             .closed = closed,
                             .best = price_arcs (face, cost),
                             .max_nodes = max_nodes,
                             .bound = -RONDO_MATCH_COST_MAX,
                             .clock = face->clock};
  gboolean is_done = rondo_match_branch (&branch);

  if (branch.plan != NULL)
    take_plan (face, &branch);
  if (branch.left != NULL) {
    rondo_match_hint_free (face->hint);
    face->hint = branch.left;
  }
  face->bound = branch.bound <= 0 ? 0 : (branch.bound + problem->step - 1) / problem->step;
  g_free (branch.plan);
  drop_arcs (face, closed);
  return is_done;
}

/* The same by arc of the problem. */
static guint8 *
map_times (const RondoMatchFace *face, const guint8 *times)
{
  const RondoMatchProblem *problem = face->problem;
  guint8 *mapped = g_new0 (guint8, MAX (problem->n_arcs, 1));

  for (int32_t a = 0; a < problem->n_arcs; a++)
    mapped[a] = problem->origin[a] >= 0 ? times[problem->origin[a]] : 0;
  return mapped;
}

static int64_t
measure_plan (const RondoMatchFace *face, const guint8 *times)
{
  int64_t sum = 0;

  for (int32_t a = 0; a < face->problem->n_arcs; a++)
    sum += times[a] * face->units[a];
  return sum;
}

/* Whether all pairs count alike: plans have as many of them. */
static gboolean
is_same_for_all (const RondoMatchFace *face, const guint8 *times)
{
  const RondoMatchProblem *problem = face->problem;
  int first = -1;

  for (int32_t a = 0; a < problem->n_arcs; a++) {
    if (problem->origin[a] < 0)
      continue;
    if (first >= 0 && times[a] != first)
      return FALSE;
    first = times[a];
  }
  return TRUE;
}

int64_t
rondo_match_face_measure (const RondoMatchFace *face, const guint8 *times)
{
  g_autofree guint8 *mapped = map_times (face, times);

  return is_same_for_all (face, mapped) ? measure_plan (face, mapped)
                                        : measure_limit (face->problem, mapped);
}

int64_t
rondo_match_face_limit (RondoMatchFace *face, const guint8 *times)
{
  g_autofree guint8 *mapped = map_times (face, times);
  int64_t most = measure_plan (face, mapped);

  if (most == 0)
    drop_arcs (face, mapped);
  else if (!is_same_for_all (face, mapped))
    append_limit (face->problem, mapped, (int32_t)most, face->limits);
  return most;
}

void
rondo_match_face_mark (const RondoMatchFace *face, int32_t n_arcs, guint8 *used, guint8 *alive)
{
  const RondoMatchProblem *problem = face->problem;

  memset (used, 0, (gsize)n_arcs);
  memset (alive, 0, (gsize)n_arcs);
  for (int32_t a = 0; a < problem->n_arcs; a++)
    if (problem->origin[a] >= 0) {
      used[problem->origin[a]] = face->units[a] > 0;
      alive[problem->origin[a]] = 1;
    }
}
