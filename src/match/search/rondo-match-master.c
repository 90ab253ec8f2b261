/* SPDX-License-Identifier: GPL-3.0-or-later
 * Builds the linear program of a problem and reads exact bounds from it. */
#include "config.h"

#include "rondo-match-master.h"
#include "rondo-match-odd.h"

#include <math.h>
#include <string.h>

/* Costs are moved apart by so little, in steps, that ties do not hold it up. */
#define PERTURBATION 1e-5
/* Favoured arcs cost less by so much. */
#define FAVOUR 3e-5
/* A pair or cut violated by less is satisfied. */
#define VIOLATION 1e-6
/* What is used less is not used. */
#define NEGLIGIBLE 1e-3
/* Odd sets that are grown in a round of cuts. */
#define MAX_ODD 40
/* Steps that the widest set of best solutions may lose, and what part of one the narrowest. */
#define MOST_SLACK 64
#define LEAST_SLACK 16
/* Cuts that lift the objective by less have lifted nothing. */
#define LEAST_LIFT 0.01
/* Prices are cut off here, lest sums overflow. */
#define MOST_BITS ((int)sizeof (RondoMatchCost) * 8 - 8)

static int32_t
count_fixed_rows (const RondoMatchProblem *problem)
{
  return problem->n_rows + problem->n_cols;
}

/* A number from 0 to 1 that looks random. */
static double
scatter (int32_t k)
{
  uint32_t hash = (uint32_t)k * 2654435761u;

  hash = (hash ^ (hash >> 15)) * 2246822519u;
  return (double)(hash >> 8) / (double)(1u << 24);
}

static double
perturb (const RondoMatchProblem *problem, const guint8 *favoured, int32_t a)
{
  double part = PERTURBATION * scatter (problem->row[a] * problem->n_cols + problem->col[a]);

  if (favoured != NULL && favoured[a])
    part -= FAVOUR;
  return part * (double)problem->step;
}

static void
add_fixed_rows (RondoMatchMaster *master)
{
  const RondoMatchProblem *problem = master->problem;
  g_autofree int32_t *first = g_new0 (int32_t, problem->n_cols + 2);
  g_autofree int32_t *arcs = g_new (int32_t, MAX (problem->n_arcs, 1));

  for (int32_t a = 0; a < problem->n_arcs; a++) {
    arcs[a] = a;
    first[problem->col[a] + 2]++;
  }
  for (int32_t i = 0; i < problem->n_rows; i++)
    rondo_match_simplex_add_row (master->simplex,
                                 arcs + problem->first[i],
                                 problem->first[i + 1] - problem->first[i],
                                 problem->supply[i],
                                 0);
  for (int32_t j = 0; j < problem->n_cols; j++)
    first[j + 2] += first[j + 1];
  for (int32_t a = 0; a < problem->n_arcs; a++)
    arcs[first[problem->col[a] + 1]++] = a;
  for (int32_t j = 0; j < problem->n_cols; j++)
    rondo_match_simplex_add_row (
        master->simplex, arcs + first[j], first[j + 1] - first[j], problem->demand[j], 0);
}

RondoMatchMaster *
rondo_match_master_new (const RondoMatchProblem *problem,
                        const RondoMatchCost *u,
                        const RondoMatchCost *v,
                        const guint8 *favoured,
                        double scale)
{
  RondoMatchMaster *master = g_new0 (RondoMatchMaster, 1);
  gsize room = MAX (problem->n_arcs, 1);
  g_autofree double *cost = g_new0 (double, room);
  g_autofree double *high = g_new0 (double, room);

  master->problem = problem;
  master->u = u;
  master->v = v;
  master->scale = scale;
  master->cuts = rondo_match_cuts_new ();
  master->pair_row = g_new (int32_t, room);
  master->row_pair = g_array_new (FALSE, FALSE, sizeof (int32_t));
  master->reduced = g_new0 (RondoMatchWide, room);
  master->reached = -INFINITY;
  for (int32_t a = 0; a < problem->n_arcs; a++) {
    RondoMatchCost reduced = problem->cost[a] - u[problem->row[a]] - v[problem->col[a]];

    master->pair_row[a] = -1;
    cost[a] = (double)reduced / scale + perturb (problem, favoured, a) / scale;
    high[a] = problem->cap[a];
  }
  for (int32_t i = 0; i < problem->n_rows; i++)
    master->base += u[i] * problem->supply[i];
  for (int32_t j = 0; j < problem->n_cols; j++)
    master->base += v[j] * problem->demand[j];
  master->simplex = rondo_match_simplex_new (problem->n_arcs, cost, high);
  add_fixed_rows (master);
  return master;
}

void
rondo_match_master_free (RondoMatchMaster *master)
{
  if (master == NULL)
    return;
  rondo_match_simplex_free (master->simplex);
  rondo_match_cuts_free (master->cuts);
  g_array_unref (master->row_pair);
  g_free (master->pair_row);
  g_free (master->reduced);
  g_free (master);
}

/* Of each row an arc in use, those first that are used in part. */
void
rondo_match_master_start (RondoMatchMaster *master, const int32_t *units)
{
  const RondoMatchProblem *problem = master->problem;

  for (int32_t i = 0; i < problem->n_rows; i++) {
    int32_t chosen = -1;

    for (int32_t a = problem->first[i]; a < problem->first[i + 1]; a++)
      if (units[a] > 0 && (chosen < 0 || units[a] < problem->cap[a]))
        chosen = a;
    if (chosen >= 0)
      rondo_match_simplex_enter (master->simplex, chosen, i);
  }
}

int32_t
rondo_match_master_add_pair (RondoMatchMaster *master, int32_t a)
{
  int32_t twin = master->problem->twin[a];
  int32_t arcs[2] = {MIN (a, twin), MAX (a, twin)};

  if (master->pair_row[a] >= 0)
    return master->pair_row[a];
  master->pair_row[a] = master->simplex->n_rows;
  master->pair_row[twin] = master->simplex->n_rows;
  rondo_match_simplex_add_row (master->simplex, arcs, 2, 1.0, 1.0);
  g_array_append_val (master->row_pair, arcs[0]);
  return master->pair_row[a];
}

static void
add_cut_row (RondoMatchMaster *master, int32_t c)
{
  const RondoMatchCut *cut = &g_array_index (master->cuts->cuts, RondoMatchCut, c);
  int32_t mark = -1 - c;

  rondo_match_simplex_add_row (master->simplex,
                               (const int32_t *)master->cuts->arcs->data + cut->first,
                               cut->n,
                               cut->most,
                               cut->most);
  g_array_append_val (master->row_pair, mark);
}

int32_t
rondo_match_master_add_cut (RondoMatchMaster *master, const int32_t *rules, int32_t n_rules)
{
  if (!rondo_match_cuts_derive (master->cuts, master->problem, rules, n_rules))
    return -1;
  add_cut_row (master, (int32_t)master->cuts->cuts->len - 1);
  return master->simplex->n_rows - 1;
}

void
rondo_match_master_add_limit (RondoMatchMaster *master, const RondoMatchCuts *limits, int32_t c)
{
  RondoMatchCut cut = g_array_index (limits->cuts, RondoMatchCut, c);
  const int32_t *arcs = (const int32_t *)limits->arcs->data + cut.first;

  cut.first = (int32_t)master->cuts->arcs->len;
  g_array_append_vals (master->cuts->arcs, arcs, cut.n);
  g_array_append_val (master->cuts->cuts, cut);
  add_cut_row (master, (int32_t)master->cuts->cuts->len - 1);
}

int
rondo_match_master_separate_pairs (RondoMatchMaster *master)
{
  const RondoMatchProblem *problem = master->problem;
  int n_added = 0;

  for (int32_t a = 0; a < problem->n_arcs; a++) {
    /* A new row may move it. */
    const double *x = master->simplex->x;

    if (problem->twin[a] > a && master->pair_row[a] < 0 &&
        x[a] + x[problem->twin[a]] > 1.0 + VIOLATION) {
      rondo_match_master_add_pair (master, a);
      n_added++;
    }
  }
  return n_added;
}

/* The arcs that @x uses, and their twins, as the search for cuts wants them. */
static RondoMatchCore *
take_core (const RondoMatchProblem *problem, const double *x)
{
  RondoMatchCore *core = g_new0 (RondoMatchCore, 1);
  g_autofree int32_t *index = g_new (int32_t, MAX (problem->n_arcs, 1));

  core->n_rows = problem->n_rows;
  core->n_cols = problem->n_cols;
  core->arc = g_new (int32_t, MAX (problem->n_arcs, 1));
  core->row = g_new (int32_t, MAX (problem->n_arcs, 1));
  core->col = g_new (int32_t, MAX (problem->n_arcs, 1));
  core->mate = g_new (int32_t, MAX (problem->n_arcs, 1));
  core->x = g_new (double, MAX (problem->n_arcs, 1));
  for (int32_t a = 0; a < problem->n_arcs; a++) {
    int32_t twin = problem->twin[a];
    int32_t k = core->n_arcs;

    index[a] = -1;
    if (x[a] <= NEGLIGIBLE && (twin < 0 || x[twin] <= NEGLIGIBLE))
      continue;
    index[a] = k;
    core->arc[k] = a;
    core->row[k] = problem->row[a];
    core->col[k] = problem->col[a];
    core->x[k] = x[a];
    core->n_arcs++;
  }
  for (int32_t k = 0; k < core->n_arcs; k++) {
    int32_t twin = problem->twin[core->arc[k]];

    core->mate[k] = twin >= 0 ? index[twin] : -1;
    if (twin < 0 && problem->cap[core->arc[k]] == 1 && problem->supply[core->row[k]] > 1 &&
        problem->demand[core->col[k]] > 1)
      core->mate[k] = k;
  }
  return core;
}

/* The arcs that solutions as good as the present one use, but for @slack: a half where the pair
 * has a price and is used once in all of them. */
static RondoMatchCore *
take_best (const RondoMatchMaster *master, RondoMatchCost slack)
{
  const RondoMatchProblem *problem = master->problem;
  const RondoMatchSimplex *simplex = master->simplex;
  g_autofree double *x = g_new0 (double, MAX (problem->n_arcs, 1));

  for (int32_t a = 0; a < problem->n_arcs; a++) {
    int32_t twin = problem->twin[a];
    int32_t row = master->pair_row[a];

    if (simplex->high[a] == 0 || master->reduced[a] > slack)
      continue;
    if (master->reduced[a] < -slack)
      x[a] = 1.0;
    else if (row < 0 || rondo_match_master_price (master, row) <= slack)
      x[a] = 0.25;
    else
      x[a] = simplex->high[twin] == 0 || master->reduced[twin] > slack ? 1.0 : 0.5;
  }
  return take_core (problem, x);
}

/* Where many solutions are best, cuts take them away one by one and lift nothing. One that all of
 * them violate lifts the objective. */
static int
separate_all (RondoMatchMaster *master, const RondoMatchCore *core)
{
  gboolean is_stuck = master->simplex->objective < master->reached + LEAST_LIFT;
  int n_added = 0;

  master->reached = master->simplex->objective;
  for (RondoMatchCost slack = MOST_SLACK * master->problem->step;
       is_stuck && n_added == 0 && slack * LEAST_SLACK >= master->problem->step;
       slack /= 8) {
    g_autoptr (RondoMatchCore) all = take_best (master, slack);

    n_added =
        rondo_match_cuts_separate_all (master->cuts, master->problem, all, core, master->clock);
  }
  return n_added;
}

int
rondo_match_master_separate_cuts (RondoMatchMaster *master)
{
  g_autoptr (RondoMatchCore) core = take_core (master->problem, master->simplex->x);
  int32_t before = (int32_t)master->cuts->cuts->len;
  int n_added = master->is_thorough ? separate_all (master, core) : 0;

  n_added += rondo_match_cuts_separate (
      master->cuts, master->problem, core, master->is_thorough, master->clock);
  if (master->is_thorough)
    n_added += rondo_match_odd_separate (
        master->cuts, master->problem, core, master->turn++, MAX_ODD, master->clock);
  for (int32_t c = before; c < (int32_t)master->cuts->cuts->len; c++)
    add_cut_row (master, c);
  return n_added;
}

/* A cut that follows from rules is looked for again when it is violated; a limit has none. */
static gboolean
is_limit (const RondoMatchMaster *master, int32_t mark)
{
  return g_array_index (master->cuts->cuts, RondoMatchCut, -1 - mark).n_rules == 0;
}

/* Cuts stay in the list, so that the others keep their numbers. */
void
rondo_match_master_drop_idle (RondoMatchMaster *master)
{
  RondoMatchSimplex *simplex = master->simplex;
  int32_t first = count_fixed_rows (master->problem);
  g_autofree guint8 *drop = g_new0 (guint8, master->row_pair->len + 1);
  guint n_kept = 0;

  for (guint r = 0; r < master->row_pair->len; r++) {
    int32_t mark = g_array_index (master->row_pair, int32_t, r);
    int32_t slack = simplex->n_cols + first + (int32_t)r;

    drop[r] = mark < 0 && simplex->place[slack] >= 0 && simplex->x[slack] > 0.1 &&
              !is_limit (master, mark);
    if (drop[r])
      continue;
    if (mark >= 0) {
      master->pair_row[mark] = first + (int32_t)n_kept;
      master->pair_row[master->problem->twin[mark]] = first + (int32_t)n_kept;
    }
    g_array_index (master->row_pair, int32_t, n_kept++) = mark;
  }
  g_array_set_size (master->row_pair, n_kept);
  rondo_match_simplex_drop_rows (simplex, first, drop);
}

static RondoMatchWide
round_price (double price)
{
  double most = ldexp (1.0, MOST_BITS);

  return (RondoMatchWide)(price > most ? most : price < -most ? -most : rint (price));
}

RondoMatchCost
rondo_match_master_price (const RondoMatchMaster *master, int32_t row)
{
  return (RondoMatchCost)-round_price (master->simplex->y[row] * master->scale);
}

/* Takes the multipliers of pairs and cuts into the reduced costs. Returns what they cost. A pair
 * that must be used may have a multiplier of either sign. */
static RondoMatchWide
price_rules (RondoMatchMaster *master)
{
  const RondoMatchSimplex *simplex = master->simplex;
  const RondoMatchProblem *problem = master->problem;
  int32_t first = count_fixed_rows (problem);
  RondoMatchWide sum = 0;

  for (guint r = 0; r < master->row_pair->len; r++) {
    int32_t mark = g_array_index (master->row_pair, int32_t, r);
    RondoMatchWide price = -round_price (simplex->y[first + (int32_t)r] * master->scale);
    const RondoMatchCut *cut;

    if (price < 0 && simplex->high[simplex->n_cols + first + (int32_t)r] > 0)
      price = 0;
    if (mark >= 0) {
      master->reduced[mark] += price;
      master->reduced[problem->twin[mark]] += price;
      sum += price;
      continue;
    }
    cut = &g_array_index (master->cuts->cuts, RondoMatchCut, -1 - mark);
    sum += price * cut->most;
    for (int32_t k = 0; k < cut->n && price != 0; k++)
      master->reduced[g_array_index (master->cuts->arcs, int32_t, cut->first + k)] += price;
  }
  return sum;
}

RondoMatchWide
rondo_match_master_bound (RondoMatchMaster *master)
{
  const RondoMatchProblem *problem = master->problem;
  const RondoMatchSimplex *simplex = master->simplex;
  g_autofree RondoMatchWide *price = g_new (RondoMatchWide, count_fixed_rows (problem) + 1);
  RondoMatchWide sum = 0;

  for (int32_t i = 0; i < problem->n_rows; i++) {
    price[i] = master->u[i] + round_price (simplex->y[i] * master->scale);
    sum += price[i] * problem->supply[i];
  }
  for (int32_t j = 0; j < problem->n_cols; j++) {
    int32_t i = problem->n_rows + j;

    price[i] = master->v[j] + round_price (simplex->y[i] * master->scale);
    sum += price[i] * problem->demand[j];
  }
  for (int32_t a = 0; a < problem->n_arcs; a++)
    master->reduced[a] = problem->cost[a];
  sum -= price_rules (master);
  for (int32_t a = 0; a < problem->n_arcs; a++) {
    RondoMatchWide reduced =
        master->reduced[a] - price[problem->row[a]] - price[problem->n_rows + problem->col[a]];

    master->reduced[a] = reduced;
    sum += reduced * (int32_t)(reduced < 0 ? simplex->high[a] : simplex->low[a]);
  }
  return sum;
}
