/* SPDX-License-Identifier: GPL-3.0-or-later
 * When a search that may go on for long has gone on for long enough. */
#include "config.h"

#include "rondo-patience.h"

/* A search ends by itself when the plan has not come closer to the best possible by a hundredth of
 * what is missing for so long, or when it has taken so long in all. */
#define GAIN_MIN 0.01
#define PATIENCE_US (20 * G_USEC_PER_SEC)
#define SEARCH_MAX_US (120 * G_USEC_PER_SEC)

void
rondo_patience_note (RondoPatience *patience, const RondoPlanProgress *progress, int64_t now_us)
{
  gboolean is_better = patience->better_us == 0 || progress->placed > patience->placed ||
                       progress->gap < patience->gap * (1 - GAIN_MIN);

  if (!progress->has_plan || !is_better)
    return;
  patience->better_us = now_us;
  patience->placed = progress->placed;
  patience->gap = progress->gap;
}

gboolean
rondo_patience_is_over (const RondoPatience *patience, int64_t now_us)
{
  return patience->better_us != 0 && (now_us - patience->better_us > PATIENCE_US ||
                                      now_us - patience->begun_us > SEARCH_MAX_US);
}
