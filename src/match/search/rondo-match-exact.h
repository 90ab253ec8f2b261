/* SPDX-License-Identifier: GPL-3.0-or-later
 * Branch and bound on pairs of twins, bounded by the transport with multipliers: slower than the
 * linear program, and in whole numbers throughout, for tiers that doubles cannot tell apart. */
#pragma once

#include "rondo-match-flow.h"

/*
 * RondoMatchExact:
 * @flow: complete and optimal for costs with multipliers
 * @lambda: by arc, the multiplier of its pair, equal on twins
 * @lambda_sum: over pairs
 * @best: cost of the best plan, without multipliers; a better one is looked for
 * @plan, @n_plan: units of the best plan found here, an arc for each unit
 * @max_nodes: give up after so many
 */
typedef struct {
  RondoMatchFlow *flow;
  RondoMatchCost *lambda;
  RondoMatchCost lambda_sum;
  RondoMatchCost best;
  int32_t *plan;
  int32_t n_plan;
  int64_t nodes;
  int64_t max_nodes;
  gboolean gave_up;
  RondoMatchClock *clock;
  GArray *trail;
} RondoMatchExact;

/** rondo_match_exact: TRUE if it ended: no plan is better than @best then. @plan is set if one
 * better than the first @best was found. Leaves the flow as it was. */
gboolean rondo_match_exact (RondoMatchExact *search);
