/* SPDX-License-Identifier: GPL-3.0-or-later
 * Cancel, deadline and progress of one run. */
#include "config.h"

#include "rondo-match-clock.h"

/* How many questions about cancelling pass between two about the deadline. */
#define DEADLINE_TURNS 16

gboolean
rondo_match_clock_stop (RondoMatchClock *clock)
{
  const RondoMatchOptions *options = clock != NULL ? clock->options : NULL;

  if (options == NULL || clock->stopped)
    return options != NULL;
  if (options->cancelled != NULL && *options->cancelled != 0)
    clock->stopped = TRUE;
  else if (options->deadline != NULL && clock->turns-- <= 0) {
    clock->turns = DEADLINE_TURNS;
    clock->stopped = options->deadline (options->user_data);
  }
  return clock->stopped;
}

void
rondo_match_clock_show (
    RondoMatchClock *clock, double fraction, gboolean has_plan, int32_t n_pairs, double gap)
{
  const RondoMatchOptions *options = clock->options;

  clock->shown.fraction = CLAMP (fraction, clock->shown.fraction, 1.0);
  clock->shown.has_plan = has_plan;
  clock->shown.n_pairs = n_pairs;
  clock->shown.gap = gap;
  if (options != NULL && options->progress != NULL)
    options->progress (&clock->shown, options->user_data);
}
