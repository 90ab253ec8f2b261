/* SPDX-License-Identifier: GPL-3.0-or-later
 * One search for a plan at a time: its progress, its end, its plan. */
#pragma once

#include <glib-object.h>

#include "rondo-overviews.h"

G_BEGIN_DECLS

#define RONDO_TYPE_PLAN_SEARCH (rondo_plan_search_get_type ())
G_DECLARE_FINAL_TYPE (RondoPlanSearch, rondo_plan_search, RONDO, PLAN_SEARCH, GObject)

/*
 * Properties, read-only: "is-running"; "fraction" 0…1; "placed", members placed so far, -1 before
 * the first plan.
 * Signal "finished": a search ended; ask for the plan or the error.
 */

RondoPlanSearch *rondo_plan_search_new (void);

/** rondo_plan_search_start: searches a plan for the round in @overview, whose data is copied.
 * Forgets the plan before. */
void rondo_plan_search_start (RondoPlanSearch *search,
                              const RondoRoundOverview *overview,
                              uint64_t seed);

/** rondo_plan_search_stop: ends the search; the best plan so far is kept. */
void rondo_plan_search_stop (RondoPlanSearch *search);

/** rondo_plan_search_clear: forgets plan and error, and drops what a running search will find. */
void rondo_plan_search_clear (RondoPlanSearch *search);

gboolean rondo_plan_search_get_is_running (RondoPlanSearch *search);
double rondo_plan_search_get_fraction (RondoPlanSearch *search);
int rondo_plan_search_get_placed (RondoPlanSearch *search);

/** rondo_plan_search_get_gap: how far the plan so far is from the best possible at most, as a
 * fraction of it; 1 while that is not known. */
double rondo_plan_search_get_gap (RondoPlanSearch *search);

/** rondo_plan_search_get_plan: the plan found. (transfer none) (nullable) */
const RondoPlan *rondo_plan_search_get_plan (RondoPlanSearch *search);

/** rondo_plan_search_get_error: why there is no plan. (transfer none) (nullable) */
const GError *rondo_plan_search_get_error (RondoPlanSearch *search);

G_END_DECLS
