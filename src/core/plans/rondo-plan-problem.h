/* SPDX-License-Identifier: GPL-3.0-or-later
 * A round as the engine is asked about it. Private to this room. */
#pragma once

#include "rondo-candidate.h"
#include "rondo-match.h"

G_BEGIN_DECLS

/* Placed pairs come first in every plan; the engine counts them itself. */
#define RONDO_PLAN_TIERS_MAX 3

/* An instance together with what it points to. Members are indexed by the order of their ids, so
 * that the order of the input leaves no trace. */
typedef struct {
  RondoMatchInstance instance;
  const RondoCandidates *candidates;
  RondoTierCode tiers[RONDO_PLAN_TIERS_MAX];
  GHashTable *kept;  /* of "coach client" by ids */
  GHashTable *fixed; /* the same, of the locked pairs */
  GPtrArray *names;  /* of const char *, borrowed from the members */
  GArray *gives;     /* of int32_t */
  GArray *gets;      /* of int32_t */
  GArray *arcs;      /* of RondoMatchArc */
  GArray *values;    /* of int32_t, row by arc */
  GArray *locked;    /* of RondoMatchArc */
} RondoPlanProblem;

/** rondo_plan_problem_new: @candidates are borrowed. Fails with %RONDO_ERROR_INVALID if a fixed
 * pair breaks a rule. (transfer full) */
RondoPlanProblem *rondo_plan_problem_new (const RondoCandidates *candidates,
                                          const RondoMatchingInput *input,
                                          GError **error);
void rondo_plan_problem_free (RondoPlanProblem *problem);

/** rondo_plan_problem_has: whether @index, kept or fixed, has the pair. */
gboolean rondo_plan_problem_has (GHashTable *index,
                                 const RondoCandidate *coach,
                                 const RondoCandidate *client);

/** rondo_plan_problem_fix: @locked (nullable) (element-type RondoPair) are the fixed pairs from now
 * on, for the reasons of a plan; the instance stays as it is. */
void rondo_plan_problem_fix (RondoPlanProblem *problem, GPtrArray *locked);

/** rondo_plan_problem_find_lock: @pair as @arc if it is allowed; else %RONDO_ERROR_INVALID. */
gboolean rondo_plan_problem_find_lock (const RondoCandidates *candidates,
                                       const RondoPair *pair,
                                       RondoMatchArc *arc,
                                       GError **error);

/** rondo_plan_problem_add_values: appends what the pair would be worth in each tier. */
void rondo_plan_problem_add_values (const RondoPlanProblem *problem,
                                    const RondoCandidate *coach,
                                    const RondoCandidate *client,
                                    GArray *values);

/** rondo_plan_problem_hash: SHA-256 of all but the seed. (transfer full) */
char *rondo_plan_problem_hash (const RondoPlanProblem *problem);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoPlanProblem, rondo_plan_problem_free)

G_END_DECLS
