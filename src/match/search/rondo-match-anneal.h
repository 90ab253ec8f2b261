/* SPDX-License-Identifier: GPL-3.0-or-later
 * Good multipliers for the rule on twins, by annealed matrix scaling.
 *
 * The rule x(a) + x(twin) ≤ 1 is priced with a multiplier ≥ 0 per pair of twins. The dual in rows,
 * columns and multipliers is smoothed by an entropy of temperature T (Sinkhorn 1967; Bregman's
 * method of cyclic projections) so that each price has a closed form; T falls geometrically. */
#pragma once

#include "rondo-match-core.h"

typedef struct {
  double hot;      /* first temperature, in units of cost */
  double cold;     /* last temperature */
  double cool;     /* factor between two temperatures */
  int sweeps;      /* at each temperature, at most */
  double accuracy; /* of the sums, that ends a temperature before */
  int row_width;   /* arcs looked at in each row */
} RondoMatchAnnealing;

/** rondo_match_anneal: improves the multipliers @lambda (by arc, equal on twins), as contained in
 * the costs of @flow, by prices near those of @flow; writes rounded ones back and hints the column
 * prices of @flow. The flow's costs are left to the caller. @use is filled with the fractional use
 * of the arcs. Nothing changes if the clock stops it. */
void rondo_match_anneal (RondoMatchFlow *flow,
                         RondoMatchCost *lambda,
                         const RondoMatchAnnealing *annealing,
                         double *use,
                         RondoMatchClock *clock);
