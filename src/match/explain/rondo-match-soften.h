/* SPDX-License-Identifier: GPL-3.0-or-later
 * Fewer short rings at the same objective, by exchanging the clients of two or three coaches. */
#pragma once

#include "rondo-match-model.h"

/** rondo_match_soften_rings: changes the pairs of @result where that leaves every tier as it is
 * and fewer short rings. Does nothing where somebody has two clients or coaches;
 * looks at @steps exchanges at most, and at none once @clock has stopped. */
void rondo_match_soften_rings (const RondoMatchModel *model,
                               int64_t steps,
                               RondoMatchClock *clock,
                               RondoMatchResult *result);
