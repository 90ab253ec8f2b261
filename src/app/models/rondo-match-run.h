/* SPDX-License-Identifier: GPL-3.0-or-later
 * One search for a plan at a time: its progress, its end, its plan. */
#pragma once

#include <glib-object.h>

#include "rondo-overviews.h"

G_BEGIN_DECLS

#define RONDO_TYPE_MATCH_RUN (rondo_match_run_get_type ())
G_DECLARE_FINAL_TYPE (RondoMatchRun, rondo_match_run, RONDO, MATCH_RUN, GObject)

/*
 * Properties, read-only: "is-running"; "fraction" 0…1; "placed", members placed so far, -1 before
 * the first plan.
 * Signal "finished": a search ended; ask for the plan or the error.
 */

RondoMatchRun *rondo_match_run_new (void);

/** rondo_match_run_start: searches a plan for the round in @overview, whose data is copied. Forgets
 * the plan before. */
void rondo_match_run_start (RondoMatchRun *run, const RondoRoundOverview *overview, uint64_t seed);

/** rondo_match_run_stop: ends the search; the best plan so far is kept. */
void rondo_match_run_stop (RondoMatchRun *run);

/** rondo_match_run_clear: forgets plan and error, and drops what a running search will find. */
void rondo_match_run_clear (RondoMatchRun *run);

gboolean rondo_match_run_get_is_running (RondoMatchRun *run);
double rondo_match_run_get_fraction (RondoMatchRun *run);
int rondo_match_run_get_placed (RondoMatchRun *run);

/** rondo_match_run_get_plan: the plan found. (transfer none) (nullable) */
const RondoPlan *rondo_match_run_get_plan (RondoMatchRun *run);

/** rondo_match_run_get_error: why there is no plan. (transfer none) (nullable) */
const GError *rondo_match_run_get_error (RondoMatchRun *run);

G_END_DECLS
