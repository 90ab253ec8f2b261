/* SPDX-License-Identifier: GPL-3.0-or-later
 * The top of the workbench: drafts, steps, policies, matching, and how good the draft is. */
#pragma once

#include <adwaita.h>

#include "rondo-workbench.h"

G_BEGIN_DECLS

#define RONDO_TYPE_BENCH_BAR (rondo_bench_bar_get_type ())
G_DECLARE_FINAL_TYPE (RondoBenchBar, rondo_bench_bar, RONDO, BENCH_BAR, AdwBin)

/* Its buttons and menu call actions of the page, in the group "bench". */

/** rondo_bench_bar_set_workbench: (nullable), borrowed. */
void rondo_bench_bar_set_workbench (RondoBenchBar *bar, RondoWorkbench *workbench);

/** rondo_bench_bar_update: the draft at hand or its report is another. */
void rondo_bench_bar_update (RondoBenchBar *bar);
void rondo_bench_bar_update_progress (RondoBenchBar *bar);
/** rondo_bench_bar_update_trial: a trial of other policies has come or gone. */
void rondo_bench_bar_update_trial (RondoBenchBar *bar);

/** rondo_bench_bar_show_message: what went wrong, in a sentence; stays. NULL hides it. */
void rondo_bench_bar_show_message (RondoBenchBar *bar, const char *message);

/** rondo_bench_bar_popdown: closes what is open over the page. */
void rondo_bench_bar_popdown (RondoBenchBar *bar);

G_END_DECLS
