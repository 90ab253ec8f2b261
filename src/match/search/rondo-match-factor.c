/* SPDX-License-Identifier: GPL-3.0-or-later
 * Factors a basis: first what is triangular already, then the rest column by column. */
#include "config.h"

#include "rondo-match-triangles.h"

#include <math.h>
#include <string.h>

/* A pivot is at least so large, and so large a part of the largest in its column. */
#define MIN_PIVOT 1e-7
#define PIVOT_PART 0.1

/* Room for what exchanges do to a row, before its list has to move. */
#define SPARE 4

RondoMatchFactor *
rondo_match_factor_new (void)
{
  RondoMatchFactor *factor = g_new0 (RondoMatchFactor, 1);

  factor->order = g_array_new (FALSE, FALSE, sizeof (int32_t));
  factor->steps = g_array_new (FALSE, FALSE, sizeof (RondoMatchRowStep));
  factor->step_entries = g_array_new (FALSE, FALSE, sizeof (RondoMatchEntry));
  factor->left = g_array_new (FALSE, FALSE, sizeof (RondoMatchEntry));
  factor->entered = g_array_new (FALSE, FALSE, sizeof (RondoMatchEntry));
  return factor;
}

void
rondo_match_factor_free (RondoMatchFactor *factor)
{
  if (factor == NULL)
    return;
  g_array_unref (factor->order);
  g_array_unref (factor->steps);
  g_array_unref (factor->step_entries);
  g_array_unref (factor->left);
  g_array_unref (factor->entered);
  rondo_match_lists_clear (&factor->lower);
  rondo_match_lists_clear (&factor->lower_rows);
  rondo_match_lists_clear (&factor->upper);
  rondo_match_lists_clear (&factor->upper_rows);
  g_free (factor->place);
  g_free (factor->pivot_at);
  g_free (factor->at);
  g_free (factor->diagonal);
  g_free (factor->lower_order);
  g_free (factor->lower_back);
  g_free (factor->work);
  g_free (factor);
}

/* What is known while a basis is factored. */
typedef struct {
  RondoMatchFactor *factor;
  const int32_t *first;
  const int32_t *rows;
  int32_t *row_first; /* the same entries by row */
  int32_t *row_places;
  int32_t *row_count; /* entries in columns and rows without a pivot */
  int32_t *col_count;
  guint8 *row_done;
  guint8 *col_done;
  int32_t *queue;
  guint8 *marked; /* rows of the present column, listed in @queue */
  int32_t n_marked;
  int32_t n_easy;    /* of the lower order: columns that change no later column */
  int32_t *lower_at; /* by row: where its pivot is in the lower order, or −1 */
  uint64_t *waiting; /* by place in the lower order, a bit: to be applied to the present column */
} Build;

static void
index_rows (Build *build)
{
  int32_t m = build->factor->m;

  build->row_first = g_new0 (int32_t, m + 2);
  build->row_places = g_new (int32_t, MAX (build->first[m], 1));
  for (int32_t k = 0; k < build->first[m]; k++)
    build->row_first[build->rows[k] + 2]++;
  for (int32_t i = 0; i < m; i++) {
    build->row_count[i] = build->row_first[i + 2];
    build->row_first[i + 2] += build->row_first[i + 1];
  }
  for (int32_t c = 0; c < m; c++) {
    build->col_count[c] = build->first[c + 1] - build->first[c];
    for (int32_t k = build->first[c]; k < build->first[c + 1]; k++)
      build->row_places[build->row_first[build->rows[k] + 1]++] = c;
  }
}

static void
add_pivot (Build *build, int32_t row, int32_t place, double value)
{
  RondoMatchFactor *factor = build->factor;

  factor->place[row] = place;
  factor->pivot_at[place] = row;
  factor->diagonal[row] = value;
  factor->at[row] = factor->n_pivots++;
  g_array_append_val (factor->order, row);
  build->row_done[row] = 1;
  build->col_done[place] = 1;
  rondo_match_lists_close (&factor->lower, row);
  rondo_match_lists_close (&factor->upper, row);
  if (factor->lower.count[row] > 0) {
    build->lower_at[row] = factor->n_lower;
    factor->lower_order[factor->n_lower++] = row;
  }
}

/* Columns with one row left: nothing lies below their pivots. */
static void
take_single_columns (Build *build)
{
  RondoMatchFactor *factor = build->factor;
  int32_t n = 0;

  for (int32_t c = 0; c < factor->m; c++)
    if (build->col_count[c] == 1)
      build->queue[n++] = c;
  for (int32_t at = 0; at < n; at++) {
    int32_t c = build->queue[at];
    int32_t row = -1;

    if (build->col_count[c] != 1)
      continue;
    for (int32_t k = build->first[c]; k < build->first[c + 1]; k++) {
      if (build->row_done[build->rows[k]])
        rondo_match_lists_push (&factor->upper, build->rows[k], 1.0);
      else
        row = build->rows[k];
    }
    add_pivot (build, row, c, 1.0);
    for (int32_t k = build->row_first[row]; k < build->row_first[row + 1]; k++) {
      int32_t other = build->row_places[k];

      if (--build->col_count[other] == 1 && !build->col_done[other])
        build->queue[n++] = other;
    }
  }
}

/* Rows with one column left: nothing lies right of their pivots. */
static void
take_single_rows (Build *build)
{
  RondoMatchFactor *factor = build->factor;
  int32_t n = 0;

  memset (build->row_count, 0, factor->m * sizeof (int32_t));
  for (int32_t c = 0; c < factor->m; c++)
    for (int32_t k = build->first[c]; !build->col_done[c] && k < build->first[c + 1]; k++)
      build->row_count[build->rows[k]]++;
  for (int32_t i = 0; i < factor->m; i++)
    if (!build->row_done[i] && build->row_count[i] == 1)
      build->queue[n++] = i;
  for (int32_t at = 0; at < n; at++) {
    int32_t row = build->queue[at];
    int32_t place = -1;

    if (build->row_done[row] || build->row_count[row] != 1)
      continue;
    for (int32_t k = build->row_first[row]; k < build->row_first[row + 1]; k++)
      if (!build->col_done[build->row_places[k]])
        place = build->row_places[k];
    for (int32_t k = build->first[place]; k < build->first[place + 1]; k++) {
      int32_t other = build->rows[k];

      if (other == row)
        continue;
      rondo_match_lists_push (build->row_done[other] ? &factor->upper : &factor->lower, other, 1.0);
      if (!build->row_done[other] && --build->row_count[other] == 1)
        build->queue[n++] = other;
    }
    add_pivot (build, row, place, 1.0);
  }
}

static void
subtract (Build *build, int32_t row, double value)
{
  if (!build->marked[row]) {
    build->marked[row] = 1;
    build->queue[build->n_marked++] = row;
  }
  build->factor->work[row] -= value;
  if (build->lower_at[row] >= build->n_easy)
    build->waiting[build->lower_at[row] / 64] |= (uint64_t)1 << (build->lower_at[row] % 64);
}

/* Column @c with the lower columns so far applied, in the factor's workspace. Each of them leads
 * only to later ones. */
static void
eliminate (Build *build, int32_t c)
{
  const RondoMatchFactor *factor = build->factor;
  const RondoMatchLists *lower = &factor->lower;

  build->n_marked = 0;
  for (int32_t k = build->first[c]; k < build->first[c + 1]; k++)
    subtract (build, build->rows[k], -1.0);
  for (int32_t w = build->n_easy / 64; w <= factor->n_lower / 64; w++)
    while (build->waiting[w] != 0) {
      int32_t pivot = factor->lower_order[w * 64 + __builtin_ctzll (build->waiting[w])];
      double value = factor->work[pivot];

      build->waiting[w] &= build->waiting[w] - 1;
      for (int32_t k = 0; value != 0.0 && k < lower->count[pivot]; k++) {
        const RondoMatchEntry *entry = &lower->entries[lower->first[pivot] + k];

        subtract (build, entry->at, entry->value * value);
      }
    }
}

/* The row that fills in least among those large enough. */
static int32_t
choose_row (const Build *build)
{
  const double *work = build->factor->work;
  double most = 0;
  int32_t best = -1;

  for (int32_t k = 0; k < build->n_marked; k++)
    if (!build->row_done[build->queue[k]])
      most = fmax (most, fabs (work[build->queue[k]]));
  for (int32_t k = 0; k < build->n_marked && most >= MIN_PIVOT; k++) {
    int32_t row = build->queue[k];

    if (!build->row_done[row] && fabs (work[row]) >= PIVOT_PART * most &&
        (best < 0 || build->row_count[row] < build->row_count[best]))
      best = row;
  }
  return best;
}

static void
take_column (Build *build, int32_t c)
{
  RondoMatchFactor *factor = build->factor;
  double *work = factor->work;
  int32_t best;
  double pivot;

  eliminate (build, c);
  best = choose_row (build);
  pivot = best >= 0 ? work[best] : 0;
  for (int32_t k = 0; k < build->n_marked; k++) {
    int32_t row = build->queue[k];
    double value = work[row];

    work[row] = 0;
    build->marked[row] = 0;
    if (best < 0 || row == best || fabs (value) < RONDO_MATCH_TINY)
      continue;
    if (build->row_done[row])
      rondo_match_lists_push (&factor->upper, row, value);
    else
      rondo_match_lists_push (&factor->lower, row, value / pivot);
  }
  if (best >= 0)
    add_pivot (build, best, c, pivot);
}

/* The rest, short columns first. */
static void
take_rest (Build *build)
{
  RondoMatchFactor *factor = build->factor;
  int32_t most = 0;

  build->n_easy = factor->n_lower;
  for (int32_t c = 0; c < factor->m; c++)
    if (!build->col_done[c])
      most = MAX (most, build->col_count[c]);
  for (int32_t count = 0; count <= most; count++)
    for (int32_t c = 0; c < factor->m; c++)
      if (!build->col_done[c] && build->col_count[c] == count)
        take_column (build, c);
}

static void
replace_columns (Build *build, GArray *replaced)
{
  RondoMatchFactor *factor = build->factor;
  int32_t row = 0;

  for (int32_t c = 0; c < factor->m; c++) {
    int32_t pair[2] = {c, 0};

    if (build->col_done[c])
      continue;
    while (build->row_done[row])
      row++;
    pair[1] = row;
    g_array_append_vals (replaced, pair, 2);
    add_pivot (build, row, c, 1.0);
  }
}

/* Both factors by rows too. */
static void
index_factors (RondoMatchFactor *factor)
{
  const int32_t *order = (const int32_t *)factor->order->data;

  rondo_match_lists_transpose (&factor->lower, &factor->lower_rows, factor->m, 0);
  rondo_match_lists_transpose (&factor->upper, &factor->upper_rows, factor->m, SPARE);
  factor->n_back = 0;
  for (int32_t t = factor->m - 1; t >= 0; t--)
    if (factor->lower_rows.count[order[t]] > 0)
      factor->lower_back[factor->n_back++] = order[t];
}

static void
start_factor (RondoMatchFactor *factor, int32_t m)
{
  gsize room = MAX (m, 1);

  factor->m = m;
  factor->n_pivots = 0;
  factor->n_lower = 0;
  factor->place = g_renew (int32_t, factor->place, room);
  factor->pivot_at = g_renew (int32_t, factor->pivot_at, room);
  factor->at = g_renew (int32_t, factor->at, room);
  factor->diagonal = g_renew (double, factor->diagonal, room);
  factor->lower_order = g_renew (int32_t, factor->lower_order, room);
  factor->lower_back = g_renew (int32_t, factor->lower_back, room);
  g_free (factor->work);
  factor->work = g_new0 (double, room);
  rondo_match_lists_reset (&factor->lower, m);
  rondo_match_lists_reset (&factor->upper, m);
  g_array_set_size (factor->order, 0);
  g_array_set_size (factor->steps, 0);
  g_array_set_size (factor->step_entries, 0);
}

static void
copy_array (const GArray *from, GArray *to)
{
  g_array_set_size (to, 0);
  if (from->len > 0)
    g_array_append_vals (to, from->data, from->len);
}

void
rondo_match_factor_copy (const RondoMatchFactor *from, RondoMatchFactor *to)
{
  gsize size = from->m * sizeof (int32_t);

  start_factor (to, from->m);
  to->n_pivots = from->n_pivots;
  to->n_lower = from->n_lower;
  to->n_back = from->n_back;
  memcpy (to->place, from->place, size);
  memcpy (to->pivot_at, from->pivot_at, size);
  memcpy (to->at, from->at, size);
  memcpy (to->diagonal, from->diagonal, from->m * sizeof (double));
  memcpy (to->lower_order, from->lower_order, from->n_lower * sizeof (int32_t));
  memcpy (to->lower_back, from->lower_back, from->n_back * sizeof (int32_t));
  rondo_match_lists_copy (&from->lower, &to->lower, from->m);
  rondo_match_lists_copy (&from->lower_rows, &to->lower_rows, from->m);
  rondo_match_lists_copy (&from->upper, &to->upper, from->m);
  rondo_match_lists_copy (&from->upper_rows, &to->upper_rows, from->m);
  copy_array (from->order, to->order);
  copy_array (from->steps, to->steps);
  copy_array (from->step_entries, to->step_entries);
}

void
rondo_match_factor_build (RondoMatchFactor *factor,
                          int32_t m,
                          const int32_t *first,
                          const int32_t *rows,
                          GArray *replaced)
{
  gsize room = MAX (m, 1);
  Build build = {.factor = factor, .first = first, .rows = rows};

  start_factor (factor, m);
  build.row_count = g_new0 (int32_t, room);
  build.col_count = g_new0 (int32_t, room);
  build.row_done = g_new0 (guint8, room);
  build.col_done = g_new0 (guint8, room);
  build.marked = g_new0 (guint8, room);
  build.queue = g_new (int32_t, room * 2);
  build.lower_at = g_new (int32_t, room);
  for (int32_t i = 0; i < m; i++)
    build.lower_at[i] = -1;
  build.waiting = g_new0 (uint64_t, room / 64 + 1);
  index_rows (&build);
  take_single_columns (&build);
  take_single_rows (&build);
  take_rest (&build);
  replace_columns (&build, replaced);
  index_factors (factor);
  g_free (build.row_first);
  g_free (build.row_places);
  g_free (build.row_count);
  g_free (build.col_count);
  g_free (build.row_done);
  g_free (build.col_done);
  g_free (build.queue);
  g_free (build.marked);
  g_free (build.lower_at);
  g_free (build.waiting);
}
