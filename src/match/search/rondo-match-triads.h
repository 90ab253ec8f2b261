/* SPDX-License-Identifier: GPL-3.0-or-later
 * Rounds in rings of exactly three, with at most two of four if the instance allows them: exact for
 * a few members, else a local search with a bound. */
#pragma once

#include "rondo-match-clock.h"
#include "rondo-match.h"

/** rondo_match_solve_triads: the best plan of @instance that is found, whose rings are not
 * %RONDO_MATCH_RINGS_ANY. (transfer full) */
RondoMatchResult *rondo_match_solve_triads (const RondoMatchInstance *instance,
                                            const RondoMatchOptions *options);
