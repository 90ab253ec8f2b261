/* SPDX-License-Identifier: GPL-3.0-or-later
 * When a search that may go on for long has gone on for long enough. */
#pragma once

#include "rondo-plan.h"

G_BEGIN_DECLS

/* Since when, and what it came to. All 0 but @begun_us at first. */
typedef struct {
  int64_t begun_us;
  int64_t better_us; /* when the plan was last seen to be better, 0 before the first */
  int placed;
  double gap;
} RondoPatience;

/** rondo_patience_note: what the search has told at @now_us. */
void
rondo_patience_note (RondoPatience *patience, const RondoPlanProgress *progress, int64_t now_us);

/** rondo_patience_is_over: never before there is a plan, which takes far less than a second. */
gboolean rondo_patience_is_over (const RondoPatience *patience, int64_t now_us);

G_END_DECLS
