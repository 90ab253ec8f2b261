/* SPDX-License-Identifier: GPL-3.0-or-later
 * A plan in one pass: the first that is shown, and all there is time for in a large round. */
#pragma once

#include "rondo-match-part.h"

/** rondo_match_swap: the flow with each mutual pair broken by the cheapest swap of two clients, or
 * left out where there is none. Sets @plan if that is better. */
void rondo_match_swap (const RondoMatchFlow *flow, RondoMatchPlan *plan, RondoMatchClock *clock);
