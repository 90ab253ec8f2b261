/* SPDX-License-Identifier: GPL-3.0-or-later
 * Rows, columns and bases of a linear program. */
#include "config.h"

#include "rondo-match-simplex.h"

#include <math.h>
#include <string.h>

/* Reduced costs of the wrong sign up to here are left alone. */
#define DUAL_TOLERANCE 1e-9
/* The same as a part of the largest cost. */
#define DUAL_PRECISION 1e-15
/* Factors are set aside only if there were no more exchanges since they were made. */
#define WORN 10

RondoMatchSimplex *
rondo_match_simplex_new (int32_t n_cols, const double *cost, const double *high)
{
  RondoMatchSimplex *simplex = g_new0 (RondoMatchSimplex, 1);
  int32_t zero = 0;

  simplex->n_cols = n_cols;
  simplex->cost = g_memdup2 (cost, MAX (n_cols, 1) * sizeof (double));
  simplex->low = g_new0 (double, MAX (n_cols, 1));
  simplex->high = g_memdup2 (high, MAX (n_cols, 1) * sizeof (double));
  simplex->x = g_new0 (double, MAX (n_cols, 1));
  simplex->d = g_new0 (double, MAX (n_cols, 1));
  simplex->alpha = g_new0 (double, MAX (n_cols, 1));
  simplex->place = g_new (int32_t, MAX (n_cols, 1));
  simplex->touched = g_new (int32_t, MAX (n_cols, 1));
  simplex->at_high = g_new0 (guint8, MAX (n_cols, 1));
  simplex->marked = g_new0 (guint8, MAX (n_cols, 1));
  simplex->tolerance = DUAL_TOLERANCE;
  for (int32_t j = 0; j < n_cols; j++) {
    simplex->place[j] = -1;
    simplex->tolerance = fmax (simplex->tolerance, DUAL_PRECISION * fabs (cost[j]));
  }
  simplex->row_first = g_array_new (FALSE, FALSE, sizeof (int32_t));
  simplex->row_cols = g_array_new (FALSE, FALSE, sizeof (int32_t));
  g_array_append_val (simplex->row_first, zero);
  simplex->factor = rondo_match_factor_new ();
  simplex->is_stale = TRUE;
  return simplex;
}

void
rondo_match_simplex_free (RondoMatchSimplex *simplex)
{
  if (simplex == NULL)
    return;
  g_free (simplex->cost);
  g_free (simplex->low);
  g_free (simplex->high);
  g_free (simplex->x);
  g_free (simplex->d);
  g_free (simplex->place);
  g_free (simplex->at_high);
  g_free (simplex->rhs);
  g_free (simplex->y);
  g_array_unref (simplex->row_first);
  g_array_unref (simplex->row_cols);
  g_free (simplex->col_first);
  g_free (simplex->col_rows);
  g_free (simplex->open_first);
  g_free (simplex->open_cols);
  g_free (simplex->head);
  g_free (simplex->weight);
  g_free (simplex->outside);
  rondo_match_factor_free (simplex->factor);
  g_free (simplex->row);
  g_free (simplex->column);
  g_free (simplex->other);
  g_free (simplex->alpha);
  g_free (simplex->marked);
  g_free (simplex->touched);
  g_free (simplex);
}

static void
make_room (RondoMatchSimplex *simplex)
{
  gsize n;

  if (simplex->n_rows < simplex->room)
    return;
  simplex->room = simplex->room * 2 + 64;
  n = (gsize)simplex->n_cols + simplex->room;
  simplex->low = g_renew (double, simplex->low, n);
  simplex->high = g_renew (double, simplex->high, n);
  simplex->x = g_renew (double, simplex->x, n);
  simplex->d = g_renew (double, simplex->d, n);
  simplex->alpha = g_renew (double, simplex->alpha, n);
  simplex->place = g_renew (int32_t, simplex->place, n);
  simplex->touched = g_renew (int32_t, simplex->touched, n);
  simplex->at_high = g_renew (guint8, simplex->at_high, n);
  simplex->marked = g_renew (guint8, simplex->marked, n);
  simplex->rhs = g_renew (double, simplex->rhs, simplex->room);
  simplex->y = g_renew (double, simplex->y, simplex->room);
  simplex->head = g_renew (int32_t, simplex->head, simplex->room);
  simplex->weight = g_renew (double, simplex->weight, simplex->room);
  simplex->outside = g_renew (double, simplex->outside, simplex->room);
  simplex->row = g_renew (double, simplex->row, simplex->room);
  simplex->column = g_renew (double, simplex->column, simplex->room);
  simplex->other = g_renew (double, simplex->other, simplex->room);
}

void
rondo_match_simplex_add_row (
    RondoMatchSimplex *simplex, const int32_t *cols, int32_t n, double rhs, double slack)
{
  int32_t v, end;

  make_room (simplex);
  v = simplex->n_cols + simplex->n_rows;
  simplex->low[v] = 0;
  simplex->high[v] = slack;
  simplex->x[v] = 0;
  simplex->d[v] = 0;
  simplex->alpha[v] = 0;
  simplex->marked[v] = 0;
  simplex->at_high[v] = 0;
  simplex->place[v] = simplex->n_rows;
  simplex->head[simplex->n_rows] = v;
  simplex->weight[simplex->n_rows] = 1.0;
  simplex->rhs[simplex->n_rows] = rhs;
  simplex->y[simplex->n_rows++] = 0;
  g_array_append_vals (simplex->row_cols, cols, n);
  end = (int32_t)simplex->row_cols->len;
  g_array_append_val (simplex->row_first, end);
  simplex->is_stale = TRUE;
  simplex->has_cols = FALSE;
}

/* Moves what is known of row @from, and of its slack, to row @to. */
static void
move_row (RondoMatchSimplex *simplex, int32_t from, int32_t to)
{
  int32_t first = g_array_index (simplex->row_first, int32_t, from);
  int32_t n = g_array_index (simplex->row_first, int32_t, from + 1) - first;
  int32_t at = g_array_index (simplex->row_first, int32_t, to);
  int32_t *cols = (int32_t *)simplex->row_cols->data;
  int32_t v = simplex->n_cols + from;
  int32_t w = simplex->n_cols + to;

  memmove (cols + at, cols + first, n * sizeof (int32_t));
  g_array_index (simplex->row_first, int32_t, to + 1) = at + n;
  simplex->rhs[to] = simplex->rhs[from];
  simplex->y[to] = simplex->y[from];
  simplex->high[w] = simplex->high[v];
  simplex->x[w] = simplex->x[v];
  simplex->d[w] = simplex->d[v];
  simplex->at_high[w] = simplex->at_high[v];
  simplex->place[w] = simplex->place[v];
  if (simplex->place[v] >= 0)
    simplex->head[simplex->place[v]] = w;
}

void
rondo_match_simplex_drop_rows (RondoMatchSimplex *simplex, int32_t first, const guint8 *drop)
{
  int32_t n_kept = first;
  int32_t n_head = 0;

  for (int32_t i = first; i < simplex->n_rows; i++) {
    if (drop[i - first])
      simplex->head[simplex->place[simplex->n_cols + i]] = -1;
    else
      move_row (simplex, i, n_kept++);
  }
  if (n_kept == simplex->n_rows)
    return;
  for (int32_t k = 0; k < simplex->n_rows; k++)
    if (simplex->head[k] >= 0) {
      simplex->head[n_head] = simplex->head[k];
      simplex->weight[n_head] = simplex->weight[k];
      simplex->place[simplex->head[n_head]] = n_head;
      n_head++;
    }
  simplex->n_rows = n_kept;
  g_array_set_size (simplex->row_first, n_kept + 1);
  g_array_set_size (simplex->row_cols, g_array_index (simplex->row_first, int32_t, n_kept));
  simplex->is_stale = TRUE;
  simplex->has_cols = FALSE;
}

void
rondo_match_simplex_enter (RondoMatchSimplex *simplex, int32_t col, int32_t row)
{
  int32_t slack = simplex->n_cols + row;

  simplex->head[simplex->place[slack]] = col;
  simplex->place[col] = simplex->place[slack];
  simplex->place[slack] = -1;
  simplex->is_stale = TRUE;
}

void
rondo_match_simplex_clear_basis (RondoMatchSimplex *simplex)
{
  for (int32_t v = 0; v < simplex->n_cols + simplex->n_rows; v++)
    simplex->place[v] = -1;
  simplex->n_head = 0;
  simplex->is_stale = TRUE;
}

void
rondo_match_simplex_add_basic (RondoMatchSimplex *simplex, int32_t v, double weight)
{
  if (simplex->n_head == simplex->n_rows || simplex->place[v] >= 0)
    return;
  simplex->head[simplex->n_head] = v;
  simplex->weight[simplex->n_head] = weight;
  simplex->place[v] = simplex->n_head++;
}

void
rondo_match_simplex_fill_basis (RondoMatchSimplex *simplex)
{
  for (int32_t i = 0; i < simplex->n_rows; i++)
    if (g_array_index (simplex->row_first, int32_t, i) ==
        g_array_index (simplex->row_first, int32_t, i + 1))
      rondo_match_simplex_add_basic (simplex, simplex->n_cols + i, 1.0);
  for (int32_t i = simplex->n_rows - 1; i >= 0; i--)
    rondo_match_simplex_add_basic (simplex, simplex->n_cols + i, 1.0);
}

void
rondo_match_simplex_bound (RondoMatchSimplex *simplex, int32_t col, double low, double high)
{
  simplex->low[col] = low;
  simplex->high[col] = high;
  simplex->is_moved = TRUE;
}

static void
index_columns (RondoMatchSimplex *simplex)
{
  const int32_t *row_first = (const int32_t *)simplex->row_first->data;
  const int32_t *row_cols = (const int32_t *)simplex->row_cols->data;
  int32_t *first;

  simplex->col_first = g_renew (int32_t, simplex->col_first, simplex->n_cols + 2);
  simplex->col_rows = g_renew (int32_t, simplex->col_rows, MAX (simplex->row_cols->len, 1));
  first = simplex->col_first;
  memset (first, 0, (simplex->n_cols + 2) * sizeof (int32_t));
  for (guint k = 0; k < simplex->row_cols->len; k++)
    first[row_cols[k] + 2]++;
  for (int32_t j = 0; j < simplex->n_cols; j++)
    first[j + 2] += first[j + 1];
  for (int32_t i = 0; i < simplex->n_rows; i++)
    for (int32_t k = row_first[i]; k < row_first[i + 1]; k++)
      simplex->col_rows[first[row_cols[k] + 1]++] = i;
  simplex->has_cols = TRUE;
}

static void
list_open_columns (RondoMatchSimplex *simplex)
{
  const int32_t *row_first = (const int32_t *)simplex->row_first->data;
  const int32_t *row_cols = (const int32_t *)simplex->row_cols->data;
  int32_t n = 0;

  simplex->open_first = g_renew (int32_t, simplex->open_first, simplex->n_rows + 1);
  simplex->open_cols = g_renew (int32_t, simplex->open_cols, MAX (simplex->row_cols->len, 1));
  for (int32_t i = 0; i < simplex->n_rows; i++) {
    simplex->open_first[i] = n;
    for (int32_t k = row_first[i]; k < row_first[i + 1]; k++)
      if (simplex->low[row_cols[k]] < simplex->high[row_cols[k]])
        simplex->open_cols[n++] = row_cols[k];
  }
  simplex->open_first[simplex->n_rows] = n;
}

static void
factor_basis (RondoMatchSimplex *simplex)
{
  g_autofree int32_t *first = g_new (int32_t, simplex->n_rows + 1);
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (int32_t));
  g_autoptr (GArray) replaced = g_array_new (FALSE, FALSE, sizeof (int32_t));

  for (int32_t k = 0; k < simplex->n_rows; k++) {
    int32_t v = simplex->head[k];
    int32_t row = v - simplex->n_cols;

    first[k] = (int32_t)rows->len;
    if (v >= simplex->n_cols)
      g_array_append_val (rows, row);
    else
      g_array_append_vals (rows,
                           simplex->col_rows + simplex->col_first[v],
                           simplex->col_first[v + 1] - simplex->col_first[v]);
  }
  first[simplex->n_rows] = (int32_t)rows->len;
  rondo_match_factor_build (
      simplex->factor, simplex->n_rows, first, (const int32_t *)rows->data, replaced);
  for (guint k = 0; k < replaced->len; k += 2) {
    int32_t place = g_array_index (replaced, int32_t, k);
    int32_t slack = simplex->n_cols + g_array_index (replaced, int32_t, k + 1);

    simplex->place[simplex->head[place]] = -1;
    simplex->head[place] = slack;
    simplex->place[slack] = place;
    simplex->weight[place] = 1.0;
  }
}

void
rondo_match_simplex_price (RondoMatchSimplex *simplex)
{
  for (int32_t k = 0; k < simplex->n_rows; k++)
    simplex->y[k] = simplex->head[k] < simplex->n_cols ? simplex->cost[simplex->head[k]] : 0.0;
  rondo_match_factor_backward (simplex->factor, simplex->y);
}

/* Reduced costs, and every variable out of the basis at the bound that they ask for. */
static void
choose_bounds (RondoMatchSimplex *simplex)
{
  int32_t n = simplex->n_cols + simplex->n_rows;

  for (int32_t v = 0; v < n; v++) {
    double d = v < simplex->n_cols ? simplex->cost[v] : -simplex->y[v - simplex->n_cols];

    if (simplex->place[v] >= 0) {
      simplex->d[v] = 0;
      continue;
    }
    if (simplex->low[v] == simplex->high[v]) {
      simplex->x[v] = simplex->low[v];
      continue;
    }
    for (int32_t k = v < simplex->n_cols ? simplex->col_first[v] : 0;
         v < simplex->n_cols && k < simplex->col_first[v + 1];
         k++)
      d -= simplex->y[simplex->col_rows[k]];
    simplex->d[v] = d;
    if (fabs (d) > simplex->tolerance)
      simplex->at_high[v] = d < 0;
    simplex->x[v] = simplex->at_high[v] ? simplex->high[v] : simplex->low[v];
  }
}

static void
compute_basics (RondoMatchSimplex *simplex)
{
  double *b = simplex->column;

  memcpy (b, simplex->rhs, simplex->n_rows * sizeof (double));
  for (int32_t v = 0; v < simplex->n_cols; v++)
    if (simplex->place[v] < 0 && simplex->x[v] != 0.0)
      for (int32_t k = simplex->col_first[v]; k < simplex->col_first[v + 1]; k++)
        b[simplex->col_rows[k]] -= simplex->x[v];
  for (int32_t i = 0; i < simplex->n_rows; i++)
    if (simplex->place[simplex->n_cols + i] < 0)
      b[i] -= simplex->x[simplex->n_cols + i];
  rondo_match_factor_forward (simplex->factor, b);
  for (int32_t k = 0; k < simplex->n_rows; k++) {
    simplex->x[simplex->head[k]] = b[k];
    rondo_match_simplex_measure (simplex, k);
  }
}

void
rondo_match_simplex_refresh (RondoMatchSimplex *simplex)
{
  if (!simplex->has_cols)
    index_columns (simplex);
  if (simplex->is_stale || simplex->is_moved)
    list_open_columns (simplex);
  if (simplex->is_stale)
    factor_basis (simplex);
  rondo_match_simplex_price (simplex);
  choose_bounds (simplex);
  compute_basics (simplex);
  simplex->is_stale = FALSE;
  simplex->is_moved = FALSE;
}

void
rondo_match_simplex_save (RondoMatchSimplex *simplex, RondoMatchBasis *basis)
{
  if (simplex->is_stale || rondo_match_factor_count (simplex->factor) > WORN) {
    simplex->is_stale = TRUE;
    rondo_match_simplex_refresh (simplex);
  }
  basis->factor = rondo_match_factor_new ();
  rondo_match_factor_copy (simplex->factor, basis->factor);
  basis->n_rows = simplex->n_rows;
  basis->head = g_memdup2 (simplex->head, MAX (simplex->n_rows, 1) * sizeof (int32_t));
  basis->weight = g_memdup2 (simplex->weight, MAX (simplex->n_rows, 1) * sizeof (double));
  basis->at_high = g_memdup2 (simplex->at_high, MAX (simplex->n_cols + simplex->n_rows, 1));
}

/* Rows that came later have basic slacks. */
void
rondo_match_simplex_restore (RondoMatchSimplex *simplex, const RondoMatchBasis *basis)
{
  int32_t n = simplex->n_cols + simplex->n_rows;

  for (int32_t v = 0; v < n; v++)
    simplex->place[v] = -1;
  memcpy (simplex->head, basis->head, basis->n_rows * sizeof (int32_t));
  memcpy (simplex->weight, basis->weight, basis->n_rows * sizeof (double));
  memcpy (simplex->at_high, basis->at_high, simplex->n_cols + basis->n_rows);
  for (int32_t k = basis->n_rows; k < simplex->n_rows; k++) {
    simplex->head[k] = simplex->n_cols + k;
    simplex->weight[k] = 1.0;
  }
  for (int32_t k = 0; k < simplex->n_rows; k++)
    simplex->place[simplex->head[k]] = k;
  simplex->is_moved = TRUE;
  simplex->is_stale = basis->n_rows < simplex->n_rows;
  if (!simplex->is_stale)
    rondo_match_factor_copy (basis->factor, simplex->factor);
}

void
rondo_match_basis_clear (RondoMatchBasis *basis)
{
  g_clear_pointer (&basis->factor, rondo_match_factor_free);
  g_clear_pointer (&basis->head, g_free);
  g_clear_pointer (&basis->weight, g_free);
  g_clear_pointer (&basis->at_high, g_free);
}
