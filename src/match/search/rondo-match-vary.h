/* SPDX-License-Identifier: GPL-3.0-or-later
 * Better plans for large rounds from costs that differ by very little (noising: Charon and Hudry
 * 1993). Where both directions of a pair are as good, the relaxation is as content with both at
 * once as with a ring in one sense; a little noise with opposite signs decides for one of them. */
#pragma once

#include "rondo-match-part.h"

/** rondo_match_vary: solves the relaxation with up to @noise more or less on each arc, in favour of
 * the directions that @plan uses, and makes a plan of it. Turns in @plan what is
 * better there: TRUE if that was something.
 * Leaves flow and multipliers as they were. */
gboolean rondo_match_vary (const RondoMatchRelax *relax,
                           RondoMatchPlan *plan,
                           double noise,
                           uint64_t *random,
                           RondoMatchClock *clock);
