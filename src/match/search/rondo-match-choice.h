/* SPDX-License-Identifier: GPL-3.0-or-later
 * What to branch on: what raised the bound most where it was branched on before, tried out as long
 * as there are few such cases (reliability branching; Achterberg, Koch and Martin 2005). */
#pragma once

#include "rondo-match-master.h"

/* By pair (under its first arc) or arc: by how much the objective rose for each unit that the use
 * was moved, down and up. */
typedef struct {
  double sum[2];
  int32_t n[2];
} RondoMatchGain;

typedef struct {
  RondoMatchGain *pairs;
  RondoMatchGain *arcs;
  RondoMatchGain all;
} RondoMatchGains;

/*
 * RondoMatchChoice:
 * @arc: the arc, or the first of the pair; −1 if nothing is open
 * @is_pair: it is about how often the two are used together
 * @use: by the present solution; not whole
 * @is_up_first: the larger use is looked at first
 */
typedef struct {
  int32_t arc;
  gboolean is_pair;
  double use;
  gboolean is_up_first;
} RondoMatchChoice;

void rondo_match_gains_init (RondoMatchGains *gains, const RondoMatchProblem *problem);
void rondo_match_gains_clear (RondoMatchGains *gains);

/** rondo_match_gains_learn: the objective rose by @rise when the use of @choice was moved, down if
 * @side is 0, up if it is 1. */
void rondo_match_gains_learn (RondoMatchGains *gains,
                              const RondoMatchChoice *choice,
                              int side,
                              double rise);

/** rondo_match_choose: something that the present solution uses in part. @basis: (out): the present
 * one; what is tried leaves another behind; @cutoff: what the objective has to stay below. */
RondoMatchChoice rondo_match_choose (RondoMatchMaster *master,
                                     RondoMatchGains *gains,
                                     RondoMatchBasis *basis,
                                     double cutoff,
                                     RondoMatchClock *clock);
