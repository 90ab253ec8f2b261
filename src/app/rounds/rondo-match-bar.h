/* SPDX-License-Identifier: GPL-3.0-or-later
 * Where a round stands and what comes next: match, wait, look, publish. */
#pragma once

#include <adwaita.h>

#include "rondo-overviews.h"

G_BEGIN_DECLS

#define RONDO_TYPE_MATCH_BAR (rondo_match_bar_get_type ())
G_DECLARE_FINAL_TYPE (RondoMatchBar, rondo_match_bar, RONDO, MATCH_BAR, AdwBin)

/*
 * Actions: match.start, match.stop, match.again, match.publish.
 * RondoMatchBar::plan-changed: a plan was found or given up.
 * RondoMatchBar::publish: the user wants the plan to become true.
 */

/** rondo_match_bar_set_overview: the round as it is now; @overview (nullable) is borrowed until the
 * next call. A plan that does not fit it any more cannot be published. */
void rondo_match_bar_set_overview (RondoMatchBar *bar, const RondoRoundOverview *overview);

/** rondo_match_bar_forget: gives up plan, search and message, for another round. */
void rondo_match_bar_forget (RondoMatchBar *bar);

/** rondo_match_bar_get_plan: the proposal on screen. (transfer none) (nullable) */
const RondoPlan *rondo_match_bar_get_plan (RondoMatchBar *bar);

/** rondo_match_bar_get_stage: "open", "running", "proposed" or "published". */
const char *rondo_match_bar_get_stage (RondoMatchBar *bar);

/** rondo_match_bar_show_message: what went wrong and what to do; stays. NULL hides it. */
void rondo_match_bar_show_message (RondoMatchBar *bar, const char *message);

/** rondo_match_bar_get_message: (nullable): while one is shown. */
const char *rondo_match_bar_get_message (RondoMatchBar *bar);

G_END_DECLS
