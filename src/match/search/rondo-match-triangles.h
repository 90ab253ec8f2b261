/* SPDX-License-Identifier: GPL-3.0-or-later
 * The factors of a basis: what the building of them and the solving with them share.
 *
 * A pivot goes by the name of its row. Solving skips what is zero: both factors are kept by rows
 * and by columns. */
#pragma once

#include "rondo-match-factor.h"
#include "rondo-match-lists.h"

/* What is smaller is taken for zero. */
#define RONDO_MATCH_TINY 1e-12

/* A row with multiples of others subtracted: entries[first] … entries[end − 1] say which. */
typedef struct {
  int32_t row;
  int32_t first;
  int32_t end;
} RondoMatchRowStep;

/*
 * RondoMatchFactor:
 * @n_pivots: pivots found so far, @m in the end
 * @place: by pivot: its position in the basis
 * @pivot_at: by position: its pivot
 * @order, @at: the pivots from the first to the last of the upper factor, −1 where one has moved
 *   to the end, and by pivot where it is
 * @lower: by pivot, its column of the lower factor; @lower_rows: the same by rows
 * @lower_order, @n_lower: pivots that have such a column, in order
 * @lower_back, @n_back: pivots that have such a row, backwards
 * @upper, @upper_rows, @diagonal: the upper factor
 * @steps, @step_entries: what exchanges did to rows
 * @left, @entered: what is known of the columns to be exchanged, by pivot
 */
struct _RondoMatchFactor {
  int32_t m;
  int32_t n_pivots;
  int32_t *place;
  int32_t *pivot_at;
  GArray *order; /* of int32_t */
  int32_t *at;
  double *diagonal;
  RondoMatchLists lower;
  RondoMatchLists lower_rows;
  int32_t *lower_order;
  int32_t n_lower;
  int32_t *lower_back;
  int32_t n_back;
  RondoMatchLists upper;
  RondoMatchLists upper_rows;
  GArray *steps;        /* of RondoMatchRowStep */
  GArray *step_entries; /* of RondoMatchEntry */
  GArray *left;         /* of RondoMatchEntry */
  GArray *entered;      /* of RondoMatchEntry */
  double *work;
};
