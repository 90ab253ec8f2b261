/* SPDX-License-Identifier: GPL-3.0-or-later
 * Solves with the factors of a basis, and exchanges columns in them. */
#include "config.h"

#include "rondo-match-triangles.h"

#include <math.h>
#include <string.h>

/* A new pivot differs by at most so much from what the old factors say. */
#define MAX_ERROR 1e-6
#define MIN_PIVOT 1e-9

static void
subtract_list (const RondoMatchLists *lists, int32_t list, double value, double *b)
{
  const RondoMatchEntry *entries = lists->entries + lists->first[list];

  for (int32_t k = 0; k < lists->count[list]; k++)
    b[entries[k].at] -= entries[k].value * value;
}

static void
solve_lower (const RondoMatchFactor *factor, double *b)
{
  for (int32_t k = 0; k < factor->n_lower; k++) {
    int32_t r = factor->lower_order[k];

    if (b[r] != 0.0)
      subtract_list (&factor->lower, r, b[r], b);
  }
}

static void
solve_steps (const RondoMatchFactor *factor, double *b)
{
  const RondoMatchEntry *entries = (const RondoMatchEntry *)factor->step_entries->data;

  for (guint s = 0; s < factor->steps->len; s++) {
    const RondoMatchRowStep *step = &g_array_index (factor->steps, RondoMatchRowStep, s);
    double value = b[step->row];

    for (int32_t k = step->first; k < step->end; k++)
      value -= entries[k].value * b[entries[k].at];
    b[step->row] = value;
  }
}

/* Leaves the result in @b by position. */
static void
solve_upper (RondoMatchFactor *factor, double *b)
{
  const int32_t *order = (const int32_t *)factor->order->data;
  double *z = factor->work;

  for (guint k = factor->order->len; k-- > 0;) {
    int32_t r = order[k];
    double value;

    if (r < 0 || b[r] == 0.0)
      continue;
    value = b[r];
    b[r] = 0.0;
    if (fabs (value) < RONDO_MATCH_TINY)
      continue;
    value /= factor->diagonal[r];
    z[factor->place[r]] = value;
    subtract_list (&factor->upper, r, value, b);
  }
  memcpy (b, z, factor->m * sizeof (double));
  memset (z, 0, factor->m * sizeof (double));
}

/* From the pivot at @from of the order on, before which there is nothing. */
static void
solve_upper_back (const RondoMatchFactor *factor, guint from, double *y)
{
  const int32_t *order = (const int32_t *)factor->order->data;

  for (guint k = from; k < factor->order->len; k++) {
    int32_t r = order[k];

    if (r < 0 || y[r] == 0.0)
      continue;
    if (fabs (y[r]) < RONDO_MATCH_TINY) {
      y[r] = 0.0;
      continue;
    }
    y[r] /= factor->diagonal[r];
    subtract_list (&factor->upper_rows, r, y[r], y);
  }
}

static void
solve_steps_back (const RondoMatchFactor *factor, double *y)
{
  const RondoMatchEntry *entries = (const RondoMatchEntry *)factor->step_entries->data;

  for (guint s = factor->steps->len; s-- > 0;) {
    const RondoMatchRowStep *step = &g_array_index (factor->steps, RondoMatchRowStep, s);
    double value = y[step->row];

    for (int32_t k = step->first; value != 0.0 && k < step->end; k++)
      y[entries[k].at] -= entries[k].value * value;
  }
}

static void
solve_lower_back (const RondoMatchFactor *factor, double *y)
{
  for (int32_t k = 0; k < factor->n_back; k++) {
    int32_t r = factor->lower_back[k];

    if (y[r] != 0.0)
      subtract_list (&factor->lower_rows, r, y[r], y);
  }
}

void
rondo_match_factor_forward (RondoMatchFactor *factor, double *b)
{
  solve_lower (factor, b);
  solve_steps (factor, b);
  solve_upper (factor, b);
}

static void
list_entries (const double *b, int32_t m, GArray *entries)
{
  g_array_set_size (entries, 0);
  for (int32_t r = 0; r < m; r++) {
    RondoMatchEntry entry = {r, b[r]};

    if (fabs (b[r]) >= RONDO_MATCH_TINY)
      g_array_append_val (entries, entry);
  }
}

void
rondo_match_factor_enter (RondoMatchFactor *factor, double *b)
{
  solve_lower (factor, b);
  solve_steps (factor, b);
  list_entries (b, factor->m, factor->entered);
  solve_upper (factor, b);
}

void
rondo_match_factor_backward (RondoMatchFactor *factor, double *c)
{
  double *y = factor->work;

  for (int32_t r = 0; r < factor->m; r++)
    y[r] = c[factor->place[r]];
  memcpy (c, y, factor->m * sizeof (double));
  memset (y, 0, factor->m * sizeof (double));
  solve_upper_back (factor, 0, c);
  solve_steps_back (factor, c);
  solve_lower_back (factor, c);
}

void
rondo_match_factor_leave (RondoMatchFactor *factor, int32_t position, double *y)
{
  int32_t pivot = factor->pivot_at[position];

  memset (y, 0, factor->m * sizeof (double));
  y[pivot] = 1.0;
  solve_upper_back (factor, (guint)factor->at[pivot], y);
  list_entries (y, factor->m, factor->left);
  solve_steps_back (factor, y);
  solve_lower_back (factor, y);
  for (int32_t r = 0; r < factor->m; r++)
    if (fabs (y[r]) < RONDO_MATCH_TINY)
      y[r] = 0.0;
}

/* Takes the pivot's row and column out of the upper factor. */
static void
empty_pivot (RondoMatchFactor *factor, int32_t pivot)
{
  RondoMatchLists *upper = &factor->upper;
  RondoMatchLists *rows = &factor->upper_rows;

  for (int32_t k = 0; k < upper->count[pivot]; k++)
    rondo_match_lists_remove (rows, upper->entries[upper->first[pivot] + k].at, pivot);
  for (int32_t k = 0; k < rows->count[pivot]; k++)
    rondo_match_lists_remove (upper, rows->entries[rows->first[pivot] + k].at, pivot);
  upper->count[pivot] = 0;
  rows->count[pivot] = 0;
}

/* Notes how the pivot's row became empty: the multiples of later rows that were subtracted. What
 * entered is in @entered, by pivot; returns what is left of it in this row. */
static double
add_step (RondoMatchFactor *factor, int32_t pivot, const double *entered)
{
  RondoMatchRowStep step = {pivot, (int32_t)factor->step_entries->len, 0};
  double rest = entered[pivot];

  for (guint k = 0; k < factor->left->len; k++) {
    RondoMatchEntry entry = g_array_index (factor->left, RondoMatchEntry, k);

    if (entry.at == pivot)
      continue;
    entry.value *= -factor->diagonal[pivot];
    rest -= entry.value * entered[entry.at];
    g_array_append_val (factor->step_entries, entry);
  }
  step.end = (int32_t)factor->step_entries->len;
  g_array_append_val (factor->steps, step);
  return rest;
}

static void
fill_pivot (RondoMatchFactor *factor, int32_t pivot, double diagonal)
{
  for (guint k = 0; k < factor->entered->len; k++) {
    const RondoMatchEntry *entry = &g_array_index (factor->entered, RondoMatchEntry, k);

    if (entry->at == pivot)
      continue;
    rondo_match_lists_add (&factor->upper, pivot, entry->at, entry->value);
    rondo_match_lists_add (&factor->upper_rows, entry->at, pivot, entry->value);
  }
  factor->diagonal[pivot] = diagonal;
  g_array_index (factor->order, int32_t, factor->at[pivot]) = -1;
  factor->at[pivot] = (int32_t)factor->order->len;
  g_array_append_val (factor->order, pivot);
}

gboolean
rondo_match_factor_exchange (RondoMatchFactor *factor, int32_t position, double pivot_value)
{
  int32_t pivot = factor->pivot_at[position];
  double expected = pivot_value * factor->diagonal[pivot];
  gboolean is_right;
  double rest;

  for (guint k = 0; k < factor->entered->len; k++) {
    const RondoMatchEntry *entry = &g_array_index (factor->entered, RondoMatchEntry, k);

    factor->work[entry->at] = entry->value;
  }
  rest = add_step (factor, pivot, factor->work);
  memset (factor->work, 0, factor->m * sizeof (double));
  empty_pivot (factor, pivot);
  is_right =
      fabs (rest) >= MIN_PIVOT && fabs (rest - expected) <= MAX_ERROR * (1.0 + fabs (expected));
  fill_pivot (factor, pivot, is_right ? rest : 1.0);
  return is_right;
}

int32_t
rondo_match_factor_count (const RondoMatchFactor *factor)
{
  return (int32_t)factor->steps->len;
}
