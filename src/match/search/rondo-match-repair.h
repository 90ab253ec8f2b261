/* SPDX-License-Identifier: GPL-3.0-or-later
 * A first plan from the relaxation, fast. */
#pragma once

#include "rondo-match-part.h"

/** rondo_match_repair: the flow with of every mutual pair the arc closed whose detour is cheaper.
 * Sets @plan if that is better. Leaves flow and multipliers as they were. */
void
rondo_match_repair (const RondoMatchRelax *relax, RondoMatchPlan *plan, RondoMatchClock *clock);
