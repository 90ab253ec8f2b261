/* SPDX-License-Identifier: GPL-3.0-or-later
 * Settles the levels of a leximin search in one linear program after the other. Private to this
 * room. */
#pragma once

#include "rondo-match-stage.h"

/** rondo_match_ladder_climb: settles all levels from @ladder's done on, and the tiers of the
 * instance after them, as far as that can be proved. @ladder has a plan, with as many pairs as
 * possible and no side of the levels before. TRUE if that plan is the best by the whole order in
 * the end; else, if all levels are done, the tiers are left, with the levels carried listed. */
gboolean rondo_match_ladder_climb (RondoMatchLadder *ladder);
