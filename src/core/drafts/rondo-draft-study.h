/* SPDX-License-Identifier: GPL-3.0-or-later
 * Drafts against the rules: what is wrong with one, how good it is, the best way to complete it,
 * and what else would be possible. Remembers what it solved, so that the next answer comes fast. */
#pragma once

#include "rondo-draft-numbers.h"
#include "rondo-draft.h"
#include "rondo-plan-study.h"

G_BEGIN_DECLS

typedef struct _RondoDraftStudy RondoDraftStudy;

/* Something that keeps a draft from being published. */
typedef struct {
  char *coach;    /* the coach of a pair, or the member it is about */
  char *client;   /* (nullable) */
  char *sentence; /* translated */
} RondoDraftProblem;

/* All that is to be said about one draft. */
typedef struct {
  RondoPlan *plan;     /* the draft with reasons; without the hash of its input */
  GPtrArray *problems; /* of RondoDraftProblem */
  RondoDraftNumbers *numbers;
  GArray *rings;       /* of int: how many of each length, from 0 */
  GPtrArray *dropouts; /* of char *: ids of members whose place nobody could take */
  char *dropouts_line; /* a translated sentence; "" while the draft has problems or no pairs */
} RondoDraftReport;

/* What is matched, and what stays as it is. */
typedef enum {
  RONDO_DRAFT_ALL,  /* all but the fixed pairs is made anew */
  RONDO_DRAFT_REST, /* all pairs stay; only who has a place left is matched */
} RondoDraftScope;

/** rondo_draft_study_new: for drafts of the round in @input, all of which is copied. */
RondoDraftStudy *rondo_draft_study_new (const RondoMatchingInput *input);
void rondo_draft_study_free (RondoDraftStudy *study);

/** rondo_draft_study_match: @draft with the pairs of the best plan; NULL with
 * %RONDO_ERROR_INVALID, or NULL without an error when stopped before a first plan. */
RondoDraft *rondo_draft_study_match (RondoDraftStudy *study,
                                     const RondoDraft *draft,
                                     RondoDraftScope scope,
                                     const RondoPlanOptions *options,
                                     GError **error);

/** rondo_draft_study_judge: what is to be said about @draft; NULL with %RONDO_ERROR_INVALID.
 * @options end the search for the best plan it is compared with. */
RondoDraftReport *rondo_draft_study_judge (RondoDraftStudy *study,
                                           const RondoDraft *draft,
                                           int64_t now_us,
                                           const RondoPlanOptions *options,
                                           GError **error);

/** rondo_draft_study_list_alternatives: as rondo_plan_study_list_alternatives (), compared with
 * the best plan that has the fixed pairs of @draft. */
GPtrArray *rondo_draft_study_list_alternatives (RondoDraftStudy *study,
                                                const RondoDraft *draft,
                                                const char *coach,
                                                const char *client,
                                                int n_exact,
                                                const RondoPlanOptions *options,
                                                GError **error);

/** rondo_draft_study_list_reliefs: as rondo_plan_study_list_reliefs (), the same way. */
GPtrArray *rondo_draft_study_list_reliefs (RondoDraftStudy *study,
                                           const RondoDraft *draft,
                                           const RondoPlanOptions *options,
                                           GError **error);

/** rondo_draft_study_seal: gives the plan of a report the hash of what it was made from. */
gboolean rondo_draft_study_seal (RondoDraftStudy *study,
                                 const RondoDraft *draft,
                                 RondoPlan *plan,
                                 GError **error);

/** rondo_draft_report_find_problem: the first about the pair, or about the member if @client is
 * NULL. (transfer none) (nullable) */
const RondoDraftProblem *rondo_draft_report_find_problem (const RondoDraftReport *report,
                                                          const char *coach,
                                                          const char *client);
void rondo_draft_report_free (RondoDraftReport *report);
void rondo_draft_problem_free (RondoDraftProblem *problem);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoDraftStudy, rondo_draft_study_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoDraftReport, rondo_draft_report_free)

G_END_DECLS
