/* SPDX-License-Identifier: GPL-3.0-or-later
 * Why members were left out, with certificates that can be checked on the instance. */
#pragma once

#include "rondo-match-model.h"

/** rondo_match_find_misses: fills the misses of @result from its pairs. Once @clock (nullable) has
 * stopped, only where that takes milliseconds, else each is %RONDO_MATCH_MISS_ODD. */
void rondo_match_find_misses (const RondoMatchModel *model,
                              RondoMatchClock *clock,
                              RondoMatchResult *result);
