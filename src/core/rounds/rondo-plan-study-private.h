/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the files of the study share. Private to this room. */
#pragma once

#include "rondo-match-session.h"
#include "rondo-plan-problem.h"
#include "rondo-plan-study.h"

G_BEGIN_DECLS

struct _RondoPlanStudy {
  RondoMatchingInput *input;
  RondoCandidates *candidates;
  RondoPlanProblem *problem;
  RondoMatchSession *session;
  RondoMatchResult *result;
};

/** rondo_plan_study_options: @options (nullable) as the engine takes them; @asked lives as long. */
RondoMatchOptions rondo_plan_study_options (const RondoPlanOptions *options,
                                            RondoPlanOptions *asked);

G_END_DECLS
