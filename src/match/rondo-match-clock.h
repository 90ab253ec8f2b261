/* SPDX-License-Identifier: GPL-3.0-or-later
 * Cancel, deadline and progress of one run, asked from inside the loops. */
#pragma once

#include "rondo-match.h"

/* Small steps between two looks. */
#define RONDO_MATCH_CLOCK_STEPS (1 << 16)

typedef struct {
  const RondoMatchOptions *options; /* (nullable) */
  RondoMatchProgress shown;
  int turns;
  gboolean stopped;
} RondoMatchClock;

/** rondo_match_clock_stop: whether to stop now; once TRUE it stays so, and never without
 * @clock. Cheap. */
gboolean rondo_match_clock_stop (RondoMatchClock *clock);

/** rondo_match_clock_stop_at: the same in a loop of small steps, of which @k is one; looks only now
 * and then. */
static inline gboolean
rondo_match_clock_stop_at (RondoMatchClock *clock, int32_t k)
{
  return k % RONDO_MATCH_CLOCK_STEPS == 0 && rondo_match_clock_stop (clock);
}

/** rondo_match_clock_show: tells the progress; @fraction never goes back. */
void rondo_match_clock_show (
    RondoMatchClock *clock, double fraction, gboolean has_plan, int32_t n_pairs, double gap);
