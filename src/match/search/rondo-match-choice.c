/* SPDX-License-Identifier: GPL-3.0-or-later
 * Chooses by estimates, and tries where these rest on little. */
#include "config.h"

#include "rondo-match-choice.h"

#include <math.h>
#include <stdlib.h>

/* A use this close to a whole number is whole. */
#define WHOLE 1e-5
/* Pivots of a trial. */
#define TRIAL_PIVOTS 15
/* So many at a node. */
#define MAX_TRIALS 4
/* With so few steps left to look in a plan is found, or none, as soon as trials are made. */
#define NARROW 6
/* So many in a row that are no better end the search. */
#define LOOK_AHEAD 6
/* Gains are at least so large, lest a product says nothing. */
#define LEAST_GAIN 1e-3

typedef struct {
  RondoMatchChoice choice;
  double score;
} Candidate;

typedef struct {
  RondoMatchMaster *master;
  RondoMatchGains *gains;
  const RondoMatchBasis *basis;
  double cutoff;
  double objective;
  RondoMatchClock *clock;
} Trial;

void
rondo_match_gains_init (RondoMatchGains *gains, const RondoMatchProblem *problem)
{
  *gains = (RondoMatchGains){g_new0 (RondoMatchGain, MAX (problem->n_arcs, 1)),
                             g_new0 (RondoMatchGain, MAX (problem->n_arcs, 1)),
                             {{0, 0}, {0, 0}}};
}

void
rondo_match_gains_clear (RondoMatchGains *gains)
{
  g_clear_pointer (&gains->pairs, g_free);
  g_clear_pointer (&gains->arcs, g_free);
}

static gboolean
is_whole (double x)
{
  return fabs (x - rint (x)) < WHOLE;
}

static RondoMatchGain *
get_gain (const RondoMatchGains *gains, const RondoMatchChoice *choice)
{
  return &(choice->is_pair ? gains->pairs : gains->arcs)[choice->arc];
}

/* How far the use is moved down, or up. */
static double
get_distance (const RondoMatchChoice *choice, int side)
{
  double part = choice->use - floor (choice->use);

  return side == 0 ? part : 1.0 - part;
}

static double
score_gains (const double rise[2])
{
  return fmax (rise[0], LEAST_GAIN) * fmax (rise[1], LEAST_GAIN);
}

static double
estimate (const RondoMatchGains *gains, const RondoMatchChoice *choice)
{
  const RondoMatchGain *gain = get_gain (gains, choice);
  double rise[2];

  for (int side = 0; side < 2; side++) {
    double mean = gain->n[side] > 0        ? gain->sum[side] / gain->n[side]
                  : gains->all.n[side] > 0 ? gains->all.sum[side] / gains->all.n[side]
                                           : 1.0;

    rise[side] = mean * get_distance (choice, side);
  }
  return score_gains (rise);
}

static int
compare_candidates (const void *a, const void *b)
{
  const Candidate *left = a;
  const Candidate *right = b;

  if (left->score != right->score)
    return left->score > right->score ? -1 : 1;
  if (left->choice.is_pair != right->choice.is_pair)
    return left->choice.is_pair ? -1 : 1;
  return left->choice.arc < right->choice.arc ? -1 : left->choice.arc > right->choice.arc;
}

static void
add_candidate (
    GArray *candidates, const RondoMatchGains *gains, int32_t arc, gboolean is_pair, double use)
{
  Candidate candidate = {{arc, is_pair, use, use - floor (use) >= 0.5}, 0};

  if (is_whole (use))
    return;
  candidate.score = estimate (gains, &candidate.choice);
  g_array_append_val (candidates, candidate);
}

/* Pairs used in part; arcs only where there is none. */
static GArray *
list_candidates (const RondoMatchMaster *master, const RondoMatchGains *gains)
{
  const RondoMatchProblem *problem = master->problem;
  const double *x = master->simplex->x;
  GArray *candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));

  for (int32_t a = 0; a < problem->n_arcs; a++)
    if (problem->twin[a] > a)
      add_candidate (candidates, gains, a, TRUE, x[a] + x[problem->twin[a]]);
  for (int32_t a = 0; a < problem->n_arcs && candidates->len == 0; a++)
    add_candidate (candidates, gains, a, FALSE, x[a]);
  g_array_sort (candidates, compare_candidates);
  return candidates;
}

static void
limit_use (RondoMatchMaster *master, const RondoMatchChoice *choice, int side)
{
  RondoMatchSimplex *simplex = master->simplex;
  int32_t a = choice->arc;

  if (!choice->is_pair) {
    double low = side == 0 ? simplex->low[a] : floor (choice->use) + 1;
    double high = side == 0 ? floor (choice->use) : simplex->high[a];

    rondo_match_simplex_bound (simplex, a, low, high);
  } else if (side == 0) {
    rondo_match_simplex_bound (simplex, a, 0, 0);
    rondo_match_simplex_bound (simplex, master->problem->twin[a], 0, 0);
  } else
    rondo_match_simplex_bound (simplex, simplex->n_cols + master->pair_row[a], 0, 0);
}

/* By how much the objective rises at least if the use is moved. */
static double
try_side (const Trial *trial, const RondoMatchChoice *choice, int side)
{
  RondoMatchMaster *master = trial->master;
  RondoMatchSimplex *simplex = master->simplex;
  int32_t twin = choice->is_pair ? master->problem->twin[choice->arc] : choice->arc;
  int32_t slack = choice->is_pair ? simplex->n_cols + master->pair_row[choice->arc] : choice->arc;
  int32_t moved[3] = {choice->arc, twin, slack};
  double low[3], high[3], objective;

  for (int k = 0; k < 3; k++) {
    low[k] = simplex->low[moved[k]];
    high[k] = simplex->high[moved[k]];
  }
  rondo_match_simplex_restore (simplex, trial->basis);
  limit_use (master, choice, side);
  objective = rondo_match_simplex_try (simplex, trial->cutoff, TRIAL_PIVOTS, trial->clock);
  for (int k = 0; k < 3; k++)
    rondo_match_simplex_bound (simplex, moved[k], low[k], high[k]);
  return fmax (0.0, objective - trial->objective);
}

void
rondo_match_gains_learn (RondoMatchGains *gains,
                         const RondoMatchChoice *choice,
                         int side,
                         double rise)
{
  RondoMatchGain *gain = get_gain (gains, choice);
  double each = rise / get_distance (choice, side);

  gain->sum[side] += each;
  gain->n[side]++;
  gains->all.sum[side] += each;
  gains->all.n[side]++;
}

static double
try_both (const Trial *trial, const RondoMatchChoice *choice)
{
  double rise[2];
  double most = fmax (trial->cutoff - trial->objective, LEAST_GAIN);

  if (choice->is_pair)
    rondo_match_master_add_pair (trial->master, choice->arc);
  for (int side = 0; side < 2; side++) {
    rise[side] = fmin (try_side (trial, choice, side), most);
    rondo_match_gains_learn (trial->gains, choice, side, rise[side]);
    if (rise[side] >= most)
      return INFINITY;
  }
  return score_gains (rise);
}

/* One case is enough: more of them tell less than they cost. */
static gboolean
is_reliable (const RondoMatchGains *gains, const RondoMatchChoice *choice)
{
  const RondoMatchGain *gain = get_gain (gains, choice);

  return gain->n[0] > 0 && gain->n[1] > 0;
}

/* Anything not decided, where all is whole and still no plan. */
static RondoMatchChoice
choose_any (const RondoMatchMaster *master)
{
  const RondoMatchSimplex *simplex = master->simplex;

  for (int32_t a = 0; a < master->problem->n_arcs; a++)
    if (simplex->low[a] < simplex->high[a])
      return (RondoMatchChoice){
          a, FALSE, simplex->x[a] + (simplex->x[a] < simplex->high[a] - 0.5 ? 0.5 : -0.5), TRUE};
  return (RondoMatchChoice){-1, FALSE, 0, FALSE};
}

static gboolean
is_narrow (const Trial *trial)
{
  const RondoMatchMaster *master = trial->master;
  double gap = (trial->cutoff - trial->objective) * master->scale;

  return gap < NARROW * (double)master->problem->step;
}

/* The likeliest choices get theirs before factors are made. */
static void
add_rows (RondoMatchMaster *master, const GArray *candidates)
{
  for (guint k = 0; k < MIN (candidates->len, MAX_TRIALS); k++) {
    const Candidate *candidate = &g_array_index (candidates, Candidate, k);

    if (candidate->choice.is_pair)
      rondo_match_master_add_pair (master, candidate->choice.arc);
  }
}

RondoMatchChoice
rondo_match_choose (RondoMatchMaster *master,
                    RondoMatchGains *gains,
                    RondoMatchBasis *basis,
                    double cutoff,
                    RondoMatchClock *clock)
{
  Trial trial = {master, gains, basis, cutoff, master->simplex->objective, clock};
  g_autoptr (GArray) candidates = list_candidates (master, gains);
  RondoMatchChoice best = {-1, FALSE, 0, FALSE};
  double most = -1;
  int n_worse = 0;
  int n_trials = 0;
  int max_trials = is_narrow (&trial) ? 0 : MAX_TRIALS;

  add_rows (master, candidates);
  rondo_match_simplex_save (master->simplex, basis);
  if (candidates->len == 0)
    return choose_any (master);
  for (guint k = 0; k < candidates->len && n_worse < LOOK_AHEAD && most < INFINITY; k++) {
    const Candidate *candidate = &g_array_index (candidates, Candidate, k);
    double score = candidate->score;

    if (!is_reliable (gains, &candidate->choice) && n_trials < max_trials) {
      score = try_both (&trial, &candidate->choice);
      n_trials++;
    }
    n_worse = score > most ? 0 : n_worse + 1;
    if (score > most) {
      most = score;
      best = candidate->choice;
    }
  }
  if (best.is_pair)
    rondo_match_master_add_pair (master, best.arc);
  return best;
}
