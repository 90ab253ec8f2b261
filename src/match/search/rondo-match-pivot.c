/* SPDX-License-Identifier: GPL-3.0-or-later
 * The pivots of the dual simplex method. */
#include "config.h"

#include "rondo-match-simplex.h"

#include <math.h>
#include <string.h>

/* Smaller entries of a pivot row are no pivots. */
#define MIN_PIVOT 1e-6
/* Exchanges after which the basis is factored again. */
#define MAX_EXCHANGES 45
#define MIN_WEIGHT 1e-4
/* Pivots between two looks at the objective. */
#define LOOK_TURNS 10
/* Pivots in a solve, for each row, before something must be wrong. */
#define MAX_TURNS 40

typedef struct {
  RondoMatchSimplex *simplex;
  int32_t place; /* of the variable that leaves */
  int32_t leaving;
  int32_t entering;
  gboolean to_high; /* the bound that it leaves to */
  double slope;     /* what the objective gains per unit of step */
  double step;
  double last; /* the last breakpoint */
} Pivot;

/* The basic variable furthest outside of its bounds, measured along its edge. */
static gboolean
choose_leaving (RondoMatchSimplex *simplex, Pivot *pivot)
{
  double best = 0;

  *pivot = (Pivot){.simplex = simplex, .place = -1, .entering = -1};
  for (int32_t k = 0; k < simplex->n_rows; k++)
    if (simplex->outside[k] > best * simplex->weight[k]) {
      best = simplex->outside[k] / simplex->weight[k];
      pivot->place = k;
    }
  if (pivot->place < 0)
    return FALSE;
  pivot->slope = sqrt (simplex->outside[pivot->place]);
  pivot->leaving = simplex->head[pivot->place];
  pivot->to_high = simplex->x[pivot->leaving] > simplex->high[pivot->leaving];
  return TRUE;
}

static void
touch (RondoMatchSimplex *simplex, int32_t v, double value)
{
  if (!simplex->marked[v]) {
    simplex->marked[v] = 1;
    simplex->touched[simplex->n_touched++] = v;
  }
  simplex->alpha[v] += value;
}

/* The row of the leaving variable: of the inverse in @row, of the program in @alpha, as far as
 * variables can move. */
static void
compute_row (RondoMatchSimplex *simplex, int32_t place)
{
  const int32_t *first = simplex->open_first;
  const int32_t *cols = simplex->open_cols;

  rondo_match_factor_leave (simplex->factor, place, simplex->row);
  for (int32_t i = 0; i < simplex->n_rows; i++) {
    double value = simplex->row[i];

    if (value == 0.0)
      continue;
    if (simplex->low[simplex->n_cols + i] < simplex->high[simplex->n_cols + i])
      touch (simplex, simplex->n_cols + i, value);
    for (int32_t k = first[i]; k < first[i + 1]; k++)
      touch (simplex, cols[k], value);
  }
}

static void
forget_row (RondoMatchSimplex *simplex)
{
  for (int32_t k = 0; k < simplex->n_touched; k++) {
    simplex->alpha[simplex->touched[k]] = 0;
    simplex->marked[simplex->touched[k]] = 0;
  }
  simplex->n_touched = 0;
}

typedef struct {
  int32_t variable;
  double size;  /* of the entry, positive */
  double price; /* distance of the reduced cost from 0 */
} Candidate;

static int32_t
list_candidates (const Pivot *pivot, Candidate *candidates)
{
  const RondoMatchSimplex *simplex = pivot->simplex;
  int32_t n = 0;

  for (int32_t k = 0; k < simplex->n_touched; k++) {
    int32_t v = simplex->touched[k];
    double alpha = pivot->to_high ? simplex->alpha[v] : -simplex->alpha[v];

    if (simplex->place[v] >= 0 || simplex->low[v] == simplex->high[v])
      continue;
    if (simplex->at_high[v] ? alpha < -MIN_PIVOT : alpha > MIN_PIVOT)
      candidates[n++] = (Candidate){
          v, fabs (alpha), MAX (0.0, simplex->at_high[v] ? -simplex->d[v] : simplex->d[v])};
  }
  return n;
}

/* Moves the candidates of the next breakpoint, found with some tolerance (Harris 1973), to the
 * front. Returns how many: at least one, as both ratios are rounded alike. */
static int32_t
take_breakpoint (Candidate *candidates, int32_t n, double tolerance)
{
  double limit = INFINITY;
  int32_t n_taken = 0;

  for (int32_t k = 0; k < n; k++)
    limit = MIN (limit, (candidates[k].price + tolerance) / candidates[k].size);
  for (int32_t k = 0; k < n; k++)
    if (candidates[k].price / candidates[k].size <= limit) {
      Candidate kept = candidates[n_taken];

      candidates[n_taken++] = candidates[k];
      candidates[k] = kept;
    }
  return n_taken;
}

static void
flip (RondoMatchSimplex *simplex, int32_t v)
{
  double change = simplex->high[v] - simplex->low[v];

  if (simplex->at_high[v])
    change = -change;
  simplex->at_high[v] = !simplex->at_high[v];
  simplex->x[v] = simplex->at_high[v] ? simplex->high[v] : simplex->low[v];
  if (v >= simplex->n_cols) {
    simplex->other[v - simplex->n_cols] += change;
    return;
  }
  for (int32_t k = simplex->col_first[v]; k < simplex->col_first[v + 1]; k++)
    simplex->other[simplex->col_rows[k]] += change;
}

static void
apply_flips (RondoMatchSimplex *simplex)
{
  rondo_match_factor_forward (simplex->factor, simplex->other);
  for (int32_t k = 0; k < simplex->n_rows; k++)
    if (simplex->other[k] != 0.0) {
      simplex->x[simplex->head[k]] -= simplex->other[k];
      rondo_match_simplex_measure (simplex, k);
    }
}

/* Passes breakpoints as long as the objective still gains; variables passed change their bound. */
static void
choose_entering (Pivot *pivot)
{
  RondoMatchSimplex *simplex = pivot->simplex;
  g_autofree Candidate *candidates = g_new (Candidate, simplex->n_touched + 1);
  Candidate *rest = candidates;
  int32_t n = list_candidates (pivot, candidates);
  gboolean has_flips = FALSE;

  memset (simplex->other, 0, simplex->n_rows * sizeof (double));
  while (n > 0) {
    int32_t n_taken = take_breakpoint (rest, n, simplex->tolerance);
    double slope = pivot->slope;
    int32_t best = 0;

    for (int32_t k = 0; k < n_taken; k++) {
      slope -= rest[k].size * (simplex->high[rest[k].variable] - simplex->low[rest[k].variable]);
      best = rest[k].size > rest[best].size ? k : best;
    }
    pivot->last = rest[best].price / rest[best].size;
    if (slope < RONDO_MATCH_PRIMAL_TOLERANCE) {
      pivot->entering = rest[best].variable;
      break;
    }
    for (int32_t k = 0; k < n_taken; k++)
      flip (simplex, rest[k].variable);
    has_flips = TRUE;
    pivot->slope = slope;
    rest += n_taken;
    n -= n_taken;
  }
  if (has_flips)
    apply_flips (simplex);
}

static void
load_column (RondoMatchSimplex *simplex, int32_t v)
{
  memset (simplex->column, 0, simplex->n_rows * sizeof (double));
  if (v >= simplex->n_cols)
    simplex->column[v - simplex->n_cols] = 1.0;
  else
    for (int32_t k = simplex->col_first[v]; k < simplex->col_first[v + 1]; k++)
      simplex->column[simplex->col_rows[k]] += 1.0;
  rondo_match_factor_enter (simplex->factor, simplex->column);
}

static void
update_weights (RondoMatchSimplex *simplex, int32_t place)
{
  double norm = 0;
  double alpha = simplex->column[place];
  double scale = 1.0 / alpha;

  for (int32_t i = 0; i < simplex->n_rows; i++)
    norm += simplex->row[i] * simplex->row[i];
  memcpy (simplex->other, simplex->row, simplex->n_rows * sizeof (double));
  rondo_match_factor_forward (simplex->factor, simplex->other);
  for (int32_t k = 0; k < simplex->n_rows; k++) {
    double ratio, weight;

    if (k == place || simplex->column[k] == 0.0)
      continue;
    ratio = simplex->column[k] * scale;
    weight = simplex->weight[k] - ratio * (2 * simplex->other[k] - ratio * norm);
    simplex->weight[k] = MAX (weight, ratio * ratio * 0.1 + MIN_WEIGHT);
  }
  simplex->weight[place] = fmax (norm / (alpha * alpha), MIN_WEIGHT);
}

static void
update_duals (const Pivot *pivot, double step)
{
  RondoMatchSimplex *simplex = pivot->simplex;

  for (int32_t k = 0; k < simplex->n_touched; k++) {
    int32_t v = simplex->touched[k];

    if (simplex->place[v] < 0)
      simplex->d[v] -= step * simplex->alpha[v];
  }
  simplex->d[pivot->entering] = 0;
  simplex->d[pivot->leaving] = -step;
}

static void
exchange (const Pivot *pivot)
{
  RondoMatchSimplex *simplex = pivot->simplex;
  double bound = pivot->to_high ? simplex->high[pivot->leaving] : simplex->low[pivot->leaving];
  double step = (simplex->x[pivot->leaving] - bound) / simplex->column[pivot->place];

  for (int32_t k = 0; k < simplex->n_rows; k++)
    if (simplex->column[k] != 0.0) {
      simplex->x[simplex->head[k]] -= step * simplex->column[k];
      rondo_match_simplex_measure (simplex, k);
    }
  simplex->x[pivot->entering] += step;
  simplex->x[pivot->leaving] = bound;
  simplex->at_high[pivot->leaving] = pivot->to_high;
  simplex->head[pivot->place] = pivot->entering;
  simplex->place[pivot->entering] = pivot->place;
  simplex->place[pivot->leaving] = -1;
  rondo_match_simplex_measure (simplex, pivot->place);
  if (!rondo_match_factor_exchange (simplex->factor, pivot->place, simplex->column[pivot->place]))
    simplex->is_stale = TRUE;
  simplex->n_pivots++;
}

/* FALSE if the numbers do not fit each other; the basis has to be factored again then. */
static gboolean
make_pivot (const Pivot *pivot)
{
  RondoMatchSimplex *simplex = pivot->simplex;
  double alpha = simplex->alpha[pivot->entering];

  load_column (simplex, pivot->entering);
  if (fabs (simplex->column[pivot->place] - alpha) > 1e-7 * (1.0 + fabs (alpha)))
    return FALSE;
  update_weights (simplex, pivot->place);
  update_duals (pivot, simplex->d[pivot->entering] / alpha);
  exchange (pivot);
  return TRUE;
}

static double
measure_objective (RondoMatchSimplex *simplex)
{
  double sum = 0;

  for (int32_t v = 0; v < simplex->n_cols; v++)
    sum += simplex->cost[v] * simplex->x[v];
  simplex->objective = sum;
  return sum;
}

/* No variable can enter: along this row the prices can go as far as one likes. */
static void
follow_ray (const Pivot *pivot, double cutoff)
{
  RondoMatchSimplex *simplex = pivot->simplex;
  double missing = fmax (0.0, cutoff - measure_objective (simplex)) + 10.0;
  double step = pivot->last + 2.0 * missing / fmax (pivot->slope, 1e-3);

  rondo_match_simplex_price (simplex);
  for (int32_t i = 0; i < simplex->n_rows; i++)
    simplex->y[i] += (pivot->to_high ? step : -step) * simplex->row[i];
  simplex->objective = cutoff + 1.0;
  simplex->is_moved = TRUE;
}

typedef enum {
  TURN_DONE,
  TURN_AGAIN,
  TURN_RAY,
  TURN_BROKEN,
} Turn;

static Turn
turn (RondoMatchSimplex *simplex, double cutoff)
{
  Pivot pivot;
  Turn state = TURN_AGAIN;

  if (!choose_leaving (simplex, &pivot))
    return TURN_DONE;
  compute_row (simplex, pivot.place);
  choose_entering (&pivot);
  if (pivot.entering < 0) {
    follow_ray (&pivot, cutoff);
    state = TURN_RAY;
  } else if (!make_pivot (&pivot))
    state = TURN_BROKEN;
  forget_row (simplex);
  return state;
}

typedef enum {
  RUN_DONE,
  RUN_ABOVE, /* the cutoff */
  RUN_RAY,
  RUN_STOPPED,
} RunEnd;

/* Pivots until nothing is out of its bounds, the objective is above @cutoff, or there have been
 * @most. */
static RunEnd
run (RondoMatchSimplex *simplex, double cutoff, int64_t most, RondoMatchClock *clock)
{
  int64_t last = simplex->n_pivots + most;
  gboolean is_fresh = FALSE;
  Turn state = TURN_AGAIN;

  for (int64_t turns = 0; simplex->n_pivots < last && turns < 2 * most; turns++) {
    if (rondo_match_clock_stop (clock))
      return RUN_STOPPED;
    if (state == TURN_BROKEN && rondo_match_factor_count (simplex->factor) == 0)
      return RUN_STOPPED;
    if (state == TURN_BROKEN || rondo_match_factor_count (simplex->factor) >= MAX_EXCHANGES)
      simplex->is_stale = TRUE;
    if (simplex->is_stale || simplex->is_moved) {
      rondo_match_simplex_refresh (simplex);
      is_fresh = TRUE;
    }
    if (turns % LOOK_TURNS == 0 && measure_objective (simplex) > cutoff)
      return RUN_ABOVE;
    state = turn (simplex, cutoff);
    if (state == TURN_RAY)
      return RUN_RAY;
    if (state == TURN_DONE && is_fresh)
      return RUN_DONE;
    simplex->is_moved = state == TURN_DONE;
    is_fresh = FALSE;
  }
  return RUN_STOPPED;
}

RondoMatchSimplexStatus
rondo_match_simplex_solve (RondoMatchSimplex *simplex, double cutoff, RondoMatchClock *clock)
{
  RunEnd end = run (simplex, cutoff, 500 + (int64_t)simplex->n_rows * MAX_TURNS, clock);

  if (end == RUN_RAY)
    return RONDO_MATCH_SIMPLEX_CUTOFF;
  if (end == RUN_STOPPED)
    return RONDO_MATCH_SIMPLEX_FAILED;
  rondo_match_simplex_price (simplex);
  if (measure_objective (simplex) > cutoff)
    return RONDO_MATCH_SIMPLEX_CUTOFF;
  return end == RUN_DONE ? RONDO_MATCH_SIMPLEX_OPTIMAL : RONDO_MATCH_SIMPLEX_FAILED;
}

double
rondo_match_simplex_try (RondoMatchSimplex *simplex,
                         double cutoff,
                         int64_t most,
                         RondoMatchClock *clock)
{
  RunEnd end = run (simplex, cutoff, most, clock);

  return end == RUN_RAY || end == RUN_ABOVE ? INFINITY : measure_objective (simplex);
}
