/* SPDX-License-Identifier: GPL-3.0-or-later
 * Takes a linear program's basis, pairs and cuts along. */
#include "config.h"

#include "rondo-match-hint.h"

#include <math.h>
#include <string.h>

static RondoMatchHint *
hint_new (int32_t n_rows, int32_t n_cols)
{
  RondoMatchHint *hint = g_new0 (RondoMatchHint, 1);

  hint->n_rows = n_rows;
  hint->n_cols = n_cols;
  hint->arcs = g_array_new (FALSE, FALSE, sizeof (RondoMatchHintArc));
  hint->rows = g_array_new (FALSE, TRUE, sizeof (RondoMatchStand));
  hint->pairs = g_array_new (FALSE, FALSE, sizeof (RondoMatchHintPair));
  hint->cuts = g_array_new (FALSE, FALSE, sizeof (RondoMatchHintCut));
  hint->rules = g_array_new (FALSE, FALSE, sizeof (int32_t));
  hint->gains = g_array_new (FALSE, FALSE, sizeof (RondoMatchHintGain));
  hint->v = g_new0 (RondoMatchCost, MAX (n_cols, 1));
  return hint;
}

void
rondo_match_hint_free (RondoMatchHint *hint)
{
  if (hint == NULL)
    return;
  g_array_unref (hint->arcs);
  g_array_unref (hint->rows);
  g_array_unref (hint->pairs);
  g_array_unref (hint->cuts);
  g_array_unref (hint->rules);
  g_array_unref (hint->gains);
  g_free (hint->v);
  g_free (hint);
}

static RondoMatchStand
get_stand (const RondoMatchSimplex *simplex, int32_t v)
{
  int32_t place = simplex->place[v];

  return (RondoMatchStand){
      place >= 0, simplex->at_high[v], place >= 0 ? (float)simplex->weight[place] : 1.0f};
}

static void
take_rule (const RondoMatchMaster *master, int32_t r, RondoMatchHint *hint)
{
  const RondoMatchSimplex *simplex = master->simplex;
  int32_t mark = g_array_index (master->row_pair, int32_t, r);
  int32_t row = hint->n_rows + hint->n_cols + r;
  RondoMatchStand stand = get_stand (simplex, simplex->n_cols + row);
  RondoMatchCost price = rondo_match_master_price (master, row);
  const RondoMatchCut *cut;
  RondoMatchHintPair pair = {mark, price, stand};
  RondoMatchHintCut kept;

  if (mark >= 0) {
    g_array_append_val (hint->pairs, pair);
    return;
  }
  cut = &g_array_index (master->cuts->cuts, RondoMatchCut, -1 - mark);
  if (stand.is_basic || cut->n_rules == 0)
    return;
  kept = (RondoMatchHintCut){(int32_t)hint->rules->len, cut->n_rules, price, stand};
  g_array_append_val (hint->cuts, kept);
  g_array_append_vals (
      hint->rules, (const int32_t *)master->cuts->rules->data + cut->rule_first, cut->n_rules);
}

RondoMatchHint *
rondo_match_hint_take (const RondoMatchMaster *master)
{
  const RondoMatchProblem *problem = master->problem;
  const RondoMatchSimplex *simplex = master->simplex;
  RondoMatchHint *hint = hint_new (problem->n_rows, problem->n_cols);

  for (int32_t a = 0; a < problem->n_arcs; a++) {
    RondoMatchHintArc arc = {a, get_stand (simplex, a)};

    if (arc.stand.is_basic || (arc.stand.at_high && simplex->x[a] > 0))
      g_array_append_val (hint->arcs, arc);
  }
  for (int32_t r = 0; r < problem->n_rows + problem->n_cols; r++) {
    RondoMatchStand stand = get_stand (simplex, simplex->n_cols + r);

    g_array_append_val (hint->rows, stand);
  }
  for (int32_t r = 0; r < (int32_t)master->row_pair->len; r++)
    take_rule (master, r, hint);
  for (int32_t j = 0; j < problem->n_cols; j++)
    hint->v[j] = master->v[j] - rondo_match_master_price (master, problem->n_rows + j);
  return hint;
}

void
rondo_match_hint_keep_gains (RondoMatchHint *hint, const RondoMatchGains *gains, int32_t n_arcs)
{
  g_array_set_size (hint->gains, 0);
  for (int32_t a = 0; a < n_arcs; a++)
    for (int k = 0; k < 2; k++) {
      RondoMatchHintGain kept = {a, k == 0, k == 0 ? gains->pairs[a] : gains->arcs[a]};

      if (kept.gain.n[0] > 0 || kept.gain.n[1] > 0)
        g_array_append_val (hint->gains, kept);
    }
}

void
rondo_match_hint_merge_gains (RondoMatchHint *hint,
                              const RondoMatchHint *part,
                              const int32_t *origin,
                              int32_t n_arcs)
{
  g_autofree guint8 *is_known = g_new0 (guint8, (gsize)n_arcs * 2 + 1);
  RondoMatchHintGain *gains = (RondoMatchHintGain *)hint->gains->data;
  guint n = 0;

  for (guint k = 0; k < part->gains->len; k++) {
    const RondoMatchHintGain *gain = &g_array_index (part->gains, RondoMatchHintGain, k);

    is_known[(gsize)origin[gain->arc] * 2 + gain->is_pair] = 1;
  }
  for (guint k = 0; k < hint->gains->len; k++)
    if (!is_known[(gsize)gains[k].arc * 2 + gains[k].is_pair])
      gains[n++] = gains[k];
  g_array_set_size (hint->gains, n);
  for (guint k = 0; k < part->gains->len; k++) {
    RondoMatchHintGain gain = g_array_index (part->gains, RondoMatchHintGain, k);

    gain.arc = origin[gain.arc];
    g_array_append_val (hint->gains, gain);
  }
}

void
rondo_match_hint_apply_gains (const RondoMatchHint *hint, RondoMatchGains *gains)
{
  for (guint k = 0; k < hint->gains->len; k++) {
    const RondoMatchHintGain *kept = &g_array_index (hint->gains, RondoMatchHintGain, k);

    (kept->is_pair ? gains->pairs : gains->arcs)[kept->arc] = kept->gain;
    for (int side = 0; side < 2; side++) {
      gains->all.sum[side] += kept->gain.sum[side];
      gains->all.n[side] += kept->gain.n[side];
    }
  }
}

static int32_t
map_row (const RondoMatchHintMap *map, int32_t i)
{
  return map->rows != NULL ? map->rows[i] : i;
}

static int32_t
map_col (const RondoMatchHintMap *map, int32_t j)
{
  return map->cols != NULL ? map->cols[j] : j;
}

/* A pair of which one arc is gone still says that the other is used once. */
static int32_t
map_rule (const RondoMatchHintMap *map, int32_t rule)
{
  const RondoMatchProblem *from = map->from;
  const RondoMatchProblem *to = map->to;
  int32_t a = rule - from->n_rows - from->n_cols;
  int32_t found;

  if (rule < from->n_rows)
    return map_row (map, rule);
  if (a < 0) {
    found = map_col (map, rule - from->n_rows);
    return found >= 0 ? to->n_rows + found : -1;
  }
  found = map->arcs[a];
  if (found < 0 && from->twin[a] >= 0)
    found = map->arcs[from->twin[a]];
  return found >= 0 ? to->n_rows + to->n_cols + found : -1;
}

static void
map_cut (const RondoMatchHint *hint,
         const RondoMatchHintCut *cut,
         const RondoMatchHintMap *map,
         RondoMatchHint *to)
{
  RondoMatchHintCut mapped = {(int32_t)to->rules->len, 0, cut->price, cut->stand};

  for (int32_t k = 0; k < cut->n; k++) {
    int32_t rule = map_rule (map, g_array_index (hint->rules, int32_t, cut->first + k));

    if (rule >= 0)
      g_array_append_val (to->rules, rule);
  }
  mapped.n = (int32_t)to->rules->len - mapped.first;
  if (mapped.n > 0)
    g_array_append_val (to->cuts, mapped);
}

static void
map_rows (const RondoMatchHint *hint, const RondoMatchHintMap *map, RondoMatchHint *to)
{
  const RondoMatchStand *stands = (const RondoMatchStand *)hint->rows->data;

  g_array_set_size (to->rows, (guint)(to->n_rows + to->n_cols));
  for (int32_t i = 0; i < hint->n_rows; i++)
    if (map_row (map, i) >= 0)
      g_array_index (to->rows, RondoMatchStand, map_row (map, i)) = stands[i];
  for (int32_t j = 0; j < hint->n_cols; j++) {
    int32_t found = map_col (map, j);

    if (found < 0)
      continue;
    g_array_index (to->rows, RondoMatchStand, to->n_rows + found) = stands[hint->n_rows + j];
    to->v[found] = hint->v[j];
  }
}

RondoMatchHint *
rondo_match_hint_map (const RondoMatchHint *hint, const RondoMatchHintMap *map)
{
  RondoMatchHint *to = hint_new (map->to->n_rows, map->to->n_cols);

  for (guint k = 0; k < hint->arcs->len; k++) {
    RondoMatchHintArc arc = g_array_index (hint->arcs, RondoMatchHintArc, k);

    arc.arc = map->arcs[arc.arc];
    if (arc.arc >= 0)
      g_array_append_val (to->arcs, arc);
  }
  map_rows (hint, map, to);
  for (guint k = 0; k < hint->pairs->len; k++) {
    RondoMatchHintPair pair = g_array_index (hint->pairs, RondoMatchHintPair, k);
    int32_t twin = map->from->twin[pair.arc];

    pair.arc = map->arcs[pair.arc];
    if (pair.arc >= 0 && twin >= 0 && map->arcs[twin] >= 0)
      g_array_append_val (to->pairs, pair);
  }
  for (guint k = 0; k < hint->gains->len; k++) {
    RondoMatchHintGain kept = g_array_index (hint->gains, RondoMatchHintGain, k);
    int32_t twin = map->from->twin[kept.arc];

    kept.arc = map->arcs[kept.arc];
    if (kept.arc >= 0 && (!kept.is_pair || (twin >= 0 && map->arcs[twin] >= 0)))
      g_array_append_val (to->gains, kept);
  }
  for (guint k = 0; k < hint->cuts->len; k++)
    map_cut (hint, &g_array_index (hint->cuts, RondoMatchHintCut, k), map, to);
  return to;
}

static void
start_variable (RondoMatchSimplex *simplex, int32_t v, const RondoMatchStand *stand)
{
  simplex->at_high[v] = stand->at_high;
  if (stand->is_basic)
    rondo_match_simplex_add_basic (simplex, v, stand->weight);
}

static void
apply_cuts (const RondoMatchHint *hint, RondoMatchMaster *master, GArray *rows)
{
  for (guint k = 0; k < hint->cuts->len; k++) {
    const RondoMatchHintCut *cut = &g_array_index (hint->cuts, RondoMatchHintCut, k);
    const int32_t *rules = (const int32_t *)hint->rules->data + cut->first;
    int32_t row = rondo_match_master_add_cut (master, rules, cut->n);

    g_array_append_val (rows, row);
  }
}

void
rondo_match_hint_apply (const RondoMatchHint *hint, RondoMatchMaster *master)
{
  const RondoMatchProblem *problem = master->problem;
  RondoMatchSimplex *simplex = master->simplex;
  g_autoptr (GArray) cut_rows = g_array_new (FALSE, FALSE, sizeof (int32_t));

  for (guint k = 0; k < hint->pairs->len; k++) {
    int32_t arc = g_array_index (hint->pairs, RondoMatchHintPair, k).arc;

    if (problem->twin[arc] >= 0)
      rondo_match_master_add_pair (master, arc);
  }
  apply_cuts (hint, master, cut_rows);
  rondo_match_simplex_clear_basis (simplex);
  for (guint k = 0; k < hint->arcs->len; k++) {
    const RondoMatchHintArc *arc = &g_array_index (hint->arcs, RondoMatchHintArc, k);

    start_variable (simplex, arc->arc, &arc->stand);
  }
  for (guint r = 0; r < hint->rows->len; r++)
    start_variable (
        simplex, simplex->n_cols + (int32_t)r, &g_array_index (hint->rows, RondoMatchStand, r));
  for (guint k = 0; k < hint->pairs->len; k++) {
    const RondoMatchHintPair *pair = &g_array_index (hint->pairs, RondoMatchHintPair, k);

    if (problem->twin[pair->arc] >= 0)
      start_variable (simplex, simplex->n_cols + master->pair_row[pair->arc], &pair->stand);
  }
  for (guint k = 0; k < hint->cuts->len; k++) {
    int32_t row = g_array_index (cut_rows, int32_t, k);

    if (row >= 0)
      start_variable (
          simplex, simplex->n_cols + row, &g_array_index (hint->cuts, RondoMatchHintCut, k).stand);
  }
  rondo_match_simplex_fill_basis (simplex);
}

/* Prices far beyond what anything costs would leave no room for sums. */
static gboolean
are_prices_small (const RondoMatchProblem *problem,
                  const RondoMatchCost *lambda,
                  const RondoMatchCost *extra)
{
  RondoMatchCost most = 0;

  for (int32_t a = 0; a < problem->n_arcs; a++)
    most = MAX (most, problem->cost[a] < 0 ? -problem->cost[a] : problem->cost[a]);
  for (int32_t a = 0; a < problem->n_arcs; a++)
    if (lambda[a] > most || extra[a] > most)
      return FALSE;
  return TRUE;
}

static void
price_pairs (const RondoMatchHint *hint, const RondoMatchProblem *problem, RondoMatchCost *lambda)
{
  for (guint k = 0; k < hint->pairs->len; k++) {
    const RondoMatchHintPair *pair = &g_array_index (hint->pairs, RondoMatchHintPair, k);
    int32_t twin = problem->twin[pair->arc];

    if (twin < 0)
      continue;
    lambda[pair->arc] = MAX (pair->price, 0);
    lambda[twin] = lambda[pair->arc];
  }
}

static RondoMatchCost
price_cuts (const RondoMatchHint *hint, const RondoMatchProblem *problem, RondoMatchCost *extra)
{
  RondoMatchCost sum = 0;
  g_autoptr (RondoMatchCuts) cuts = rondo_match_cuts_new ();

  for (guint k = 0; k < hint->cuts->len; k++) {
    const RondoMatchHintCut *cut = &g_array_index (hint->cuts, RondoMatchHintCut, k);
    const int32_t *rules = (const int32_t *)hint->rules->data + cut->first;
    const RondoMatchCut *derived;

    if (cut->price <= 0 || !rondo_match_cuts_derive (cuts, problem, rules, cut->n))
      continue;
    derived = &g_array_index (cuts->cuts, RondoMatchCut, cuts->cuts->len - 1);
    for (int32_t i = 0; i < derived->n; i++)
      extra[g_array_index (cuts->arcs, int32_t, derived->first + i)] += cut->price;
    sum += cut->price * derived->most;
  }
  return sum;
}

gboolean
rondo_match_hint_price (const RondoMatchHint *hint,
                        const RondoMatchProblem *problem,
                        RondoMatchCost *lambda,
                        RondoMatchCost *extra,
                        RondoMatchCost *sum)
{
  gsize size = MAX (problem->n_arcs, 1) * sizeof (RondoMatchCost);

  memset (lambda, 0, size);
  memset (extra, 0, size);
  price_pairs (hint, problem, lambda);
  *sum = price_cuts (hint, problem, extra);
  if (are_prices_small (problem, lambda, extra))
    return TRUE;
  memset (lambda, 0, size);
  memset (extra, 0, size);
  *sum = 0;
  return FALSE;
}
