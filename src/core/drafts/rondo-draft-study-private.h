/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the files of the study of drafts share. Private to this room. */
#pragma once

#include "rondo-draft-study.h"
#include "rondo-plan-study-private.h"

G_BEGIN_DECLS

struct _RondoDraftStudy {
  RondoMatchingInput *input;
  RondoRound *round;          /* of @input, with the policies of the draft last looked at */
  RondoPlanStudy *plan_study; /* (nullable) */
};

/** rondo_draft_study_point_at: the study of plans for @draft, with its fixed pairs or with all of
 * its pairs fixed; NULL with %RONDO_ERROR_INVALID. (transfer none) */
RondoPlanStudy *rondo_draft_study_point_at (RondoDraftStudy *study,
                                            const RondoDraft *draft,
                                            RondoDraftScope scope,
                                            GError **error);

/** rondo_draft_list_problems: what rule @draft breaks. (transfer full) (element-type
 * RondoDraftProblem) */
GPtrArray *rondo_draft_list_problems (const RondoDraft *draft, const RondoCandidates *candidates);

G_END_DECLS
