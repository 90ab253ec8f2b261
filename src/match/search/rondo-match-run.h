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

/* What a run leaves behind for later ones: problem, prices, multipliers, plan. */
typedef struct _RondoMatchState RondoMatchState;

/** rondo_match_run: with costs of 64 bits. Starts from @before (nullable), of an instance with the
 * same members, weighed alike, and the same @step_bits. (transfer full) */
RondoMatchState *rondo_match_run (const RondoMatchModel *model,
                                  int step_bits,
                                  const RondoMatchState *before,
                                  RondoMatchClock *clock,
                                  RondoMatchOutcome *outcome);
void rondo_match_state_free (RondoMatchState *state);

/** rondo_match_state_bound: the weighted sum that no plan with @coach → @client, both by rank,
 * exceeds; no plan at all if @coach < 0. FALSE if there is no such plan. */
gboolean rondo_match_state_bound (RondoMatchState *state,
                                  int32_t coach,
                                  int32_t client,
                                  RondoMatchWide *total);

/** rondo_match_run_wide: with costs of 128 bits. */
RondoMatchState *rondo_match_run_wide (const RondoMatchModel *model,
                                       int step_bits,
                                       const RondoMatchState *before,
                                       RondoMatchClock *clock,
                                       RondoMatchOutcome *outcome);
void rondo_match_state_free_wide (RondoMatchState *state);
gboolean rondo_match_state_bound_wide (RondoMatchState *state,
                                       int32_t coach,
                                       int32_t client,
                                       RondoMatchWide *total);
