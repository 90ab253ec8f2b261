/* SPDX-License-Identifier: GPL-3.0-or-later
 * One run of the engine on a model: relaxation, first plan, multipliers, better plans, proof. */
#pragma once

#include "rondo-match-clock.h"
#include "rondo-match-model.h"

/*
 * RondoMatchOutcome:
 * @arcs: (array length=n_arcs): instance arcs of the plan, without the locked ones
 * @total, @bound: weighted sums of the plan and over all plans, without the locked ones
 * @n_forced: units that had to go to nobody although the locks ask for them
 */
typedef struct {
  int32_t *arcs;
  int32_t n_arcs;
  RondoMatchWide total;
  RondoMatchWide bound;
  gboolean has_plan;
  gboolean has_bound;
  int32_t n_forced;
  int64_t nodes;
} RondoMatchOutcome;

/** rondo_match_run: with costs of 64 bits. */
void rondo_match_run (const RondoMatchModel *model,
                      int step_bits,
                      RondoMatchClock *clock,
                      RondoMatchOutcome *outcome);

/** rondo_match_run_wide: with costs of 128 bits. */
void rondo_match_run_wide (const RondoMatchModel *model,
                           int step_bits,
                           RondoMatchClock *clock,
                           RondoMatchOutcome *outcome);
