/* SPDX-License-Identifier: GPL-3.0-or-later
 * The plan in the middle of the workbench: as rings, as a list, who is left out, and in numbers. */
#pragma once

#include <adwaita.h>

#include "rondo-workbench.h"

G_BEGIN_DECLS

#define RONDO_TYPE_PLAN_PANE (rondo_plan_pane_get_type ())
G_DECLARE_FINAL_TYPE (RondoPlanPane, rondo_plan_pane, RONDO, PLAN_PANE, AdwBin)

/**
 * Property "view": "rings", "pairs", "unplaced" or "numbers".
 *
 * RondoPlanPane::member-selected: (id). RondoPlanPane::pair-selected: ("coach client", by ids).
 * RondoPlanPane::swapped: (id) (id): the two are to swap places.
 */

void rondo_plan_pane_show (RondoPlanPane *pane, RondoWorkbench *workbench);

/** rondo_plan_pane_select: shows who is looked at; NULL: nobody. */
void rondo_plan_pane_select (RondoPlanPane *pane, const char *member);

G_END_DECLS
