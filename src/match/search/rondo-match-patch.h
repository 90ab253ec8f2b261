/* SPDX-License-Identifier: GPL-3.0-or-later
 * The last plan after a small change, with as little moved as may be. */
#pragma once

#include "rondo-match-part.h"

/** rondo_match_patch: solves the relaxation with a bonus on the arcs that @relax favours, and
 * breaks what mutual pairs are left. Sets @plan if that is better. Leaves the flow as it was. */
void rondo_match_patch (const RondoMatchRelax *relax, RondoMatchPlan *plan, RondoMatchClock *clock);
