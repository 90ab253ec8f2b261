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
  RondoMatchResult *result; /* (nullable): of the last solve; none after a change */
};

/** rondo_plan_study_prepare: as rondo_plan_study_new (), but nothing is solved yet. */
RondoPlanStudy *rondo_plan_study_prepare (const RondoMatchingInput *input, GError **error);

/** rondo_plan_study_change: makes these the fixed and forbidden pairs and the absent members, each
 * nullable. What was solved before makes the next solve fast. Fails with %RONDO_ERROR_INVALID, and
 * the study is of no more use then. */
gboolean rondo_plan_study_change (RondoPlanStudy *study,
                                  GPtrArray *locked,
                                  GPtrArray *forbidden,
                                  GPtrArray *absent,
                                  GError **error);

/** rondo_plan_study_solve: finds the best plan if it is not known. */
gboolean
rondo_plan_study_solve (RondoPlanStudy *study, const RondoMatchOptions *options, GError **error);

/** rondo_plan_study_read_pairs: the pairs of @plan by index, in order; those of members who did not
 * register are left out. */
void
rondo_plan_study_read_pairs (const RondoPlanStudy *study, const RondoPlan *plan, GArray *pairs);

/** rondo_plan_study_options: @options (nullable) as the engine takes them; @asked lives as long. */
RondoMatchOptions rondo_plan_study_options (const RondoPlanOptions *options,
                                            RondoPlanOptions *asked);

/** rondo_plan_study_describe_grant: whose wishes and requests the best plan with the pair keeps no
 * longer, a translated clause without a full stop; NULL if it is nobody's, or not known. (transfer
 * full) */
char *rondo_plan_study_describe_grant (RondoPlanStudy *study,
                                       const char *coach,
                                       const char *client,
                                       const RondoMatchOptions *options);

G_END_DECLS
