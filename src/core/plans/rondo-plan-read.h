/* SPDX-License-Identifier: GPL-3.0-or-later
 * From what the engine found to a plan with reasons. Private to this room. */
#pragma once

#include "rondo-plan-problem.h"
#include "rondo-plan.h"

G_BEGIN_DECLS

/** rondo_plan_read: @result as a plan, without the hash of its input. @instance is what it answers:
 * that of @problem, or the same with some changes. (transfer full) */
RondoPlan *rondo_plan_read (const RondoMatchingInput *input,
                            const RondoPlanProblem *problem,
                            const RondoMatchInstance *instance,
                            const RondoMatchResult *result,
                            int64_t now_us);

G_END_DECLS
