/* SPDX-License-Identifier: GPL-3.0-or-later
 * The best of two plans, place by place (partition crossover: Whitley, Hains and Howe 2009). Where
 * two plans differ, they differ by cycles; each cycle can be turned by itself, but for those that
 * an arc may only be taken with because its twin is given up there. */
#pragma once

#include "rondo-match-plan.h"

/** rondo_match_plan_merge: turns in @plan what is better in @other. TRUE if that was something. */
gboolean rondo_match_plan_merge (RondoMatchPlan *plan,
                                 const RondoMatchPlan *other,
                                 const RondoMatchProblem *problem);
