/* SPDX-License-Identifier: GPL-3.0-or-later
 * Odd-set inequalities: what whole plans obey and the relaxation does not.
 *
 * Half the sum of an odd number of tight rules (rows, columns, pairs), rounded down, holds for
 * every plan: a zero-half cut (Caprara and Fischetti 1996). For equal values both ways these are
 * the blossom inequalities of the 2-factor (Edmonds 1965). A cut says that at most @most units of
 * its arcs are used. */
#pragma once

#include "rondo-match-core.h"

typedef struct {
  int32_t first; /* its arcs are arcs[first] … arcs[first + n − 1] */
  int32_t n;
  int32_t most;
} RondoMatchCut;

typedef struct {
  GArray *cuts; /* of RondoMatchCut */
  GArray *arcs; /* of int32_t */
} RondoMatchCuts;

RondoMatchCuts *rondo_match_cuts_new (void);
void rondo_match_cuts_free (RondoMatchCuts *cuts);

/** rondo_match_cuts_separate: adds cuts that @core's x violates. Returns how many. */
int rondo_match_cuts_separate (RondoMatchCuts *cuts,
                               const RondoMatchProblem *problem,
                               const RondoMatchCore *core,
                               double negligible);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoMatchCuts, rondo_match_cuts_free)
