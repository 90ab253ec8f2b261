/* SPDX-License-Identifier: GPL-3.0-or-later
 * Factors a basis: first what is triangular already, then the rest column by column. */
#include "config.h"

#include "rondo-match-factor.h"

#include <math.h>
#include <string.h>

/* What is smaller is taken for zero. */
#define TINY 1e-12
/* A pivot is at least so large, and so large a part of the largest in its column. */
#define MIN_PIVOT 1e-7
#define PIVOT_PART 0.1

typedef struct {
  int32_t at;
  double value;
} Entry;

/* Sparse columns, one after the other. */
typedef struct {
  GArray *first; /* of int32_t */
  Entry *entries;
  int32_t n_entries;
  int32_t room;
} Columns;

struct _RondoMatchFactor {
  int32_t m;
  int32_t n_pivots;
  int32_t n_single;     /* pivots with nothing below */
  int32_t n_easy;       /* pivots whose lower column changes no later column */
  int32_t *pivot_row;   /* by pivot */
  int32_t *pivot_place; /* by pivot: position */
  double *diagonal;
  Columns lower; /* by pivot; at: row */
  Columns upper;
  Columns exchanges; /* at: position */
  GArray *exchanged; /* of int32_t: position; the pivots are in @scale */
  GArray *scale;
  double *work;
};

static void
columns_init (Columns *columns)
{
  columns->first = g_array_new (FALSE, FALSE, sizeof (int32_t));
  columns->room = 256;
  columns->entries = g_new (Entry, columns->room);
}

static void
columns_clear (Columns *columns)
{
  g_array_unref (columns->first);
  g_free (columns->entries);
}

static void
columns_empty (Columns *columns)
{
  int32_t zero = 0;

  g_array_set_size (columns->first, 0);
  columns->n_entries = 0;
  g_array_append_val (columns->first, zero);
}

static void
columns_add (Columns *columns, int32_t at, double value)
{
  if (columns->n_entries == columns->room) {
    columns->room *= 2;
    columns->entries = g_renew (Entry, columns->entries, columns->room);
  }
  columns->entries[columns->n_entries++] = (Entry){at, value};
}

static void
columns_end (Columns *columns)
{
  g_array_append_val (columns->first, columns->n_entries);
}

RondoMatchFactor *
rondo_match_factor_new (void)
{
  RondoMatchFactor *factor = g_new0 (RondoMatchFactor, 1);

  columns_init (&factor->lower);
  columns_init (&factor->upper);
  columns_init (&factor->exchanges);
  factor->exchanged = g_array_new (FALSE, FALSE, sizeof (int32_t));
  factor->scale = g_array_new (FALSE, FALSE, sizeof (double));
  return factor;
}

void
rondo_match_factor_free (RondoMatchFactor *factor)
{
  if (factor == NULL)
    return;
  columns_clear (&factor->lower);
  columns_clear (&factor->upper);
  columns_clear (&factor->exchanges);
  g_array_unref (factor->exchanged);
  g_array_unref (factor->scale);
  g_free (factor->pivot_row);
  g_free (factor->pivot_place);
  g_free (factor->diagonal);
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

  factor->pivot_row[factor->n_pivots] = row;
  factor->pivot_place[factor->n_pivots] = place;
  factor->diagonal[factor->n_pivots++] = value;
  build->row_done[row] = 1;
  build->col_done[place] = 1;
  columns_end (&factor->lower);
  columns_end (&factor->upper);
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
        columns_add (&factor->upper, build->rows[k], 1.0);
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
      columns_add (build->row_done[other] ? &factor->upper : &factor->lower, other, 1.0);
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
}

/* Column @c with the lower columns so far applied, in the factor's workspace. */
static void
eliminate (Build *build, int32_t c)
{
  const RondoMatchFactor *factor = build->factor;
  const int32_t *first = (const int32_t *)factor->lower.first->data;
  const Entry *entries = factor->lower.entries;

  build->n_marked = 0;
  for (int32_t k = build->first[c]; k < build->first[c + 1]; k++)
    subtract (build, build->rows[k], -1.0);
  for (int32_t t = factor->n_easy; t < factor->n_pivots; t++) {
    double value = factor->work[factor->pivot_row[t]];

    for (int32_t k = first[t]; value != 0.0 && k < first[t + 1]; k++)
      subtract (build, entries[k].at, entries[k].value * value);
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
    if (best < 0 || row == best || fabs (value) < TINY)
      continue;
    if (build->row_done[row])
      columns_add (&factor->upper, row, value);
    else
      columns_add (&factor->lower, row, value / pivot);
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

  factor->n_easy = factor->n_pivots;
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

void
rondo_match_factor_build (RondoMatchFactor *factor,
                          int32_t m,
                          const int32_t *first,
                          const int32_t *rows,
                          GArray *replaced)
{
  gsize room = MAX (m, 1);
  Build build = {.factor = factor, .first = first, .rows = rows};

  factor->m = m;
  factor->n_pivots = 0;
  factor->pivot_row = g_renew (int32_t, factor->pivot_row, room);
  factor->pivot_place = g_renew (int32_t, factor->pivot_place, room);
  factor->diagonal = g_renew (double, factor->diagonal, room);
  g_free (factor->work);
  factor->work = g_new0 (double, room);
  columns_empty (&factor->lower);
  columns_empty (&factor->upper);
  columns_empty (&factor->exchanges);
  g_array_set_size (factor->exchanged, 0);
  g_array_set_size (factor->scale, 0);
  build.row_count = g_new0 (int32_t, room);
  build.col_count = g_new0 (int32_t, room);
  build.row_done = g_new0 (guint8, room);
  build.col_done = g_new0 (guint8, room);
  build.marked = g_new0 (guint8, room);
  build.queue = g_new (int32_t, room * 2);
  index_rows (&build);
  take_single_columns (&build);
  factor->n_single = factor->n_pivots;
  take_single_rows (&build);
  take_rest (&build);
  replace_columns (&build, replaced);
  g_free (build.row_first);
  g_free (build.row_places);
  g_free (build.row_count);
  g_free (build.col_count);
  g_free (build.row_done);
  g_free (build.col_done);
  g_free (build.queue);
  g_free (build.marked);
}

static void
apply_exchanges (const RondoMatchFactor *factor, double *z)
{
  const int32_t *first = (const int32_t *)factor->exchanges.first->data;
  const Entry *entries = factor->exchanges.entries;

  for (guint e = 0; e < factor->exchanged->len; e++) {
    int32_t place = g_array_index (factor->exchanged, int32_t, e);
    double value = z[place];

    if (value == 0.0)
      continue;
    value /= g_array_index (factor->scale, double, e);
    for (int32_t k = first[e]; k < first[e + 1]; k++)
      z[entries[k].at] -= entries[k].value * value;
    z[place] = value;
  }
}

void
rondo_match_factor_forward (RondoMatchFactor *factor, double *b)
{
  const int32_t *lower_first = (const int32_t *)factor->lower.first->data;
  const Entry *lower = factor->lower.entries;
  const int32_t *upper_first = (const int32_t *)factor->upper.first->data;
  const Entry *upper = factor->upper.entries;
  double *z = factor->work;

  for (int32_t t = factor->n_single; t < factor->m; t++) {
    double value = b[factor->pivot_row[t]];

    if (value != 0.0)
      for (int32_t k = lower_first[t]; k < lower_first[t + 1]; k++)
        b[lower[k].at] -= lower[k].value * value;
  }
  for (int32_t t = factor->m - 1; t >= 0; t--) {
    double value = b[factor->pivot_row[t]];

    if (fabs (value) < TINY) {
      z[factor->pivot_place[t]] = 0.0;
      continue;
    }
    value /= factor->diagonal[t];
    z[factor->pivot_place[t]] = value;
    for (int32_t k = upper_first[t]; k < upper_first[t + 1]; k++)
      b[upper[k].at] -= upper[k].value * value;
  }
  memcpy (b, z, factor->m * sizeof (double));
  memset (z, 0, factor->m * sizeof (double));
  apply_exchanges (factor, b);
}

static void
apply_exchanges_back (const RondoMatchFactor *factor, double *c)
{
  const int32_t *first = (const int32_t *)factor->exchanges.first->data;
  const Entry *entries = factor->exchanges.entries;

  for (guint e = factor->exchanged->len; e-- > 0;) {
    int32_t place = g_array_index (factor->exchanged, int32_t, e);
    double value = c[place];

    for (int32_t k = first[e]; k < first[e + 1]; k++)
      value -= entries[k].value * c[entries[k].at];
    c[place] = value / g_array_index (factor->scale, double, e);
  }
}

void
rondo_match_factor_backward (RondoMatchFactor *factor, double *c)
{
  const int32_t *lower_first = (const int32_t *)factor->lower.first->data;
  const Entry *lower = factor->lower.entries;
  const int32_t *upper_first = (const int32_t *)factor->upper.first->data;
  const Entry *upper = factor->upper.entries;
  double *y = factor->work;

  apply_exchanges_back (factor, c);
  for (int32_t t = 0; t < factor->m; t++) {
    double value = c[factor->pivot_place[t]];

    for (int32_t k = upper_first[t]; k < upper_first[t + 1]; k++)
      value -= upper[k].value * y[upper[k].at];
    y[factor->pivot_row[t]] = value / factor->diagonal[t];
  }
  for (int32_t t = factor->m - 1; t >= factor->n_single; t--) {
    double value = y[factor->pivot_row[t]];

    for (int32_t k = lower_first[t]; k < lower_first[t + 1]; k++)
      value -= lower[k].value * y[lower[k].at];
    y[factor->pivot_row[t]] = value;
  }
  for (int32_t i = 0; i < factor->m; i++)
    y[i] = fabs (y[i]) < TINY ? 0.0 : y[i];
  memcpy (c, y, factor->m * sizeof (double));
  memset (y, 0, factor->m * sizeof (double));
}

void
rondo_match_factor_exchange (RondoMatchFactor *factor, int32_t position, const double *column)
{
  for (int32_t k = 0; k < factor->m; k++)
    if (k != position && fabs (column[k]) > TINY)
      columns_add (&factor->exchanges, k, column[k]);
  columns_end (&factor->exchanges);
  g_array_append_val (factor->exchanged, position);
  g_array_append_val (factor->scale, column[position]);
}

int32_t
rondo_match_factor_count (const RondoMatchFactor *factor)
{
  return (int32_t)factor->exchanged->len;
}
