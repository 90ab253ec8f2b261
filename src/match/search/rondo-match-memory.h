/* SPDX-License-Identifier: GPL-3.0-or-later
 * What is kept of a solve for the next one on a changed instance. */
#pragma once

#include "rondo-match-run.h"

/*
 * RondoMatchMemory:
 * @model: its instance may have changed since; the weights are what counts
 * @state: (nullable): NULL if there was nothing to run
 */
typedef struct {
  RondoMatchModel *model;
  RondoMatchState *state;
  int step_bits;
  gboolean is_wide;
} RondoMatchMemory;

/** rondo_match_solve_again: like rondo_match_solve (), from @before (nullable); fills @memory. */
RondoMatchResult *rondo_match_solve_again (const RondoMatchInstance *instance,
                                           const RondoMatchMemory *before,
                                           const RondoMatchOptions *options,
                                           RondoMatchMemory *memory);
void rondo_match_memory_clear (RondoMatchMemory *memory);
