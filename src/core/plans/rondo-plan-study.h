/* SPDX-License-Identifier: GPL-3.0-or-later
 * A closer look at a plan: what else would be possible and at what price, what would have to be
 * given up so that more members are placed, and whom the plan could not do without. */
#pragma once

#include "rondo-plan.h"

G_BEGIN_DECLS

typedef struct _RondoPlanStudy RondoPlanStudy;

/* What a plan would lose in one tier; negative for what it would gain. */
typedef struct {
  RondoTierCode code;
  int64_t lost;
} RondoLoss;

/* A pair that is not in the plan. */
typedef struct {
  char *coach;
  char *client;
  gboolean is_possible; /* else no plan has it, as the fixed pairs are */
  gboolean is_exact;    /* else it loses at least so much */
  GArray *losses;       /* of RondoLoss, in order; nothing is lost if all are 0 */
  char *others;         /* (nullable): what others lose, in words */
} RondoAlternative;

typedef enum {
  RONDO_RELIEF_WISH,   /* @member gives up a wish */
  RONDO_RELIEF_REPEAT, /* @other coaches @member again */
  RONDO_RELIEF_ROOM,   /* @member takes one more */
  RONDO_RELIEF_MUTUAL, /* @member and @other coach each other */
} RondoReliefCode;

/* Something that could be given up, after which more pairings are possible. */
typedef struct {
  RondoReliefCode code;
  char *member;
  char *other; /* (nullable) */
  int more;    /* pairings */
  gboolean is_proved;
  GPtrArray *placed; /* of char *, ids of those who were left out and would be placed */
  char *sentence;    /* translated: what it is, and what it brings */
} RondoRelief;

/** rondo_plan_study_new: solves the round of @input, from which the answers are then not far. NULL
 * as rondo_plan_make (). Everything in @input is copied. (transfer full) */
RondoPlanStudy *rondo_plan_study_new (const RondoMatchingInput *input,
                                      const RondoPlanOptions *options,
                                      GError **error);
void rondo_plan_study_free (RondoPlanStudy *study);

/** rondo_plan_study_list_alternatives: the other allowed pairs of @coach as a coach and of @client
 * as a client (ids, either may be NULL), the cheapest first, compared with the best plan. Only the
 * first @n_exact have exact prices; all if it is negative. (transfer full) (element-type
 * RondoAlternative) */
GPtrArray *rondo_plan_study_list_alternatives (RondoPlanStudy *study,
                                               const char *coach,
                                               const char *client,
                                               int n_exact,
                                               const RondoPlanOptions *options);

/** rondo_plan_study_list_reliefs: what would place more members, each tried, the smallest first.
 * Silent avoids are never among it. (transfer full) (element-type RondoRelief) */
GPtrArray *rondo_plan_study_list_reliefs (RondoPlanStudy *study, const RondoPlanOptions *options);

/** rondo_plan_study_list_dropouts: members (ids) without whom somebody of @plan would lose a coach,
 * or a client in return, and nobody could step in. (transfer full) (element-type utf8) */
GPtrArray *rondo_plan_study_list_dropouts (RondoPlanStudy *study, const RondoPlan *plan);

/** rondo_plan_study_list_rings: how many rings of @plan have each length (element-type int), by
 * length from 0; empty where somebody has several clients or coaches. (transfer full) */
GArray *rondo_plan_study_list_rings (RondoPlanStudy *study, const RondoPlan *plan);

/** rondo_plan_study_describe_dropouts: whether @plan survives any dropout, in a translated
 * sentence. (transfer full) */
char *rondo_plan_study_describe_dropouts (RondoPlanStudy *study, const RondoPlan *plan);

/** rondo_alternative_describe: what it costs, a translated clause. (transfer full) */
char *rondo_alternative_describe (const RondoAlternative *alternative);
void rondo_alternative_free (RondoAlternative *alternative);
void rondo_relief_free (RondoRelief *relief);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoPlanStudy, rondo_plan_study_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoAlternative, rondo_alternative_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoRelief, rondo_relief_free)

G_END_DECLS
