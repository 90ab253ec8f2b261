/* SPDX-License-Identifier: GPL-3.0-or-later
 * The core of a problem: the arcs of small reduced cost, as doubles around the present prices. */
#pragma once

#include "rondo-match-flow.h"

/*
 * RondoMatchCore:
 * @arc: problem arcs, by row
 * @first, @col_first, @by_col: the arcs of a row, and of a column through @by_col
 * @mate: core index of the twin, −1 if it has none, own index if the arc alone may be used once
 * @cost: reduced cost without multiplier
 * @lambda: multiplier, equal on twins
 */
typedef struct {
  int32_t n_rows;
  int32_t n_cols;
  int32_t n_arcs;
  int32_t *arc;
  int32_t *row;
  int32_t *col;
  int32_t *first;
  int32_t *col_first;
  int32_t *by_col;
  int32_t *mate;
  double *cost;
  double *lambda;
  double *x;
  double *du;
  double *dv;
} RondoMatchCore;

/** rondo_match_core_new: the @width best arcs of every row, half as many of every column, all in
 * use, and the twins of all these. @lambda is part of the flow's costs. Arcs are
 * missing if @clock stopped it. */
RondoMatchCore *rondo_match_core_new (const RondoMatchFlow *flow,
                                      const RondoMatchCost *lambda,
                                      int width,
                                      RondoMatchClock *clock);
void rondo_match_core_free (RondoMatchCore *core);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoMatchCore, rondo_match_core_free)
