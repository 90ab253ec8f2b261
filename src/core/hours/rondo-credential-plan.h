/* SPDX-License-Identifier: GPL-3.0-or-later
 * How far a log is on the way to a credential, on the day of the application, and what is missing.
 * Prepared by the rules as of their day; it certifies nothing. */
#pragma once

#include "rondo-credential.h"
#include "rondo-desk-settings.h"
#include "rondo-reciprocity.h"

G_BEGIN_DECLS

/* Weeks before today that make the pace. */
#define RONDO_PACE_WEEKS 12

typedef enum {
  RONDO_PROGRESS_MET,
  RONDO_PROGRESS_SHORT,
  RONDO_PROGRESS_UNKNOWN, /* what is needed is not known */
  RONDO_PROGRESS_TOLD,    /* to be looked after by the coach */
} RondoProgressState;

/* One requirement. Minutes, clients, months or years, as its unit says. */
typedef struct {
  const RondoRequirement *requirement; /* borrowed from the rule */
  int64_t have;                        /* logged, as it counts on the day of the application */
  int64_t have_then;                   /* the same with what the pace adds until then */
  int64_t need;                        /* RONDO_VALUE_UNKNOWN */
  RondoProgressState state;            /* of what is logged */
} RondoProgress;

/* Hours of coaching in total on a day. */
typedef struct {
  RondoDate date;
  int64_t minutes;
  gboolean is_forecast;
} RondoPlanPoint;

typedef struct {
  const RondoCredentialRule *rule; /* borrowed */
  RondoDate today;
  RondoDate application;
  RondoDate window_from;    /* first day of the recent hours then; NONE: no such rule */
  GArray *progress;         /* of RondoProgress, in the order of the rule */
  GArray *points;           /* of RondoPlanPoint, by day */
  RondoReciprocity balance; /* on the day of the application */
  int64_t falling_out;      /* minutes: recent today, no longer on the day of the application */
  int64_t before_training;  /* minutes that do not count: before the training began */
  int64_t oversized;        /* minutes that do not count: in groups above the limit */
  int64_t weekly_minutes;   /* pace of the forecast */
  RondoDate reached;        /* when the pace meets all that is asked in hours of coaching; NONE */
  gboolean needs_training_start; /* the rule asks for it, and it is not said */
} RondoCredentialPlan;

/* What plans are made from; all borrowed. */
typedef struct {
  GPtrArray *entries; /* of RondoLogEntry, in any order */
  GArray *received;   /* of RondoDayMinutes: coaching received in rounds */
  const RondoDeskSettings *settings;
  RondoDate today;
} RondoPlanInput;

RondoCredentialPlan *rondo_credential_plan_new (const RondoCredentialRule *rule,
                                                const RondoPlanInput *input);
void rondo_credential_plan_free (RondoCredentialPlan *plan);

/** rondo_plan_input_get_pace: minutes of coaching a week, of the last weeks. */
int64_t rondo_plan_input_get_pace (const RondoPlanInput *input);

/* In words, translated. */

/** rondo_measure_describe: "Hours of coaching", … (static) */
const char *rondo_measure_describe (RondoMeasure measure);

/** rondo_progress_describe: "87.50 of 100 hours". (transfer full) */
char *rondo_progress_describe (const RondoProgress *progress);

/** rondo_requirement_describe_certainty: what is not sure about it, or NULL. (transfer full)
 * (nullable) */
char *rondo_requirement_describe_certainty (const RondoRequirement *requirement);

/** rondo_credential_plan_list_steps: what is missing, the next step first. (transfer full)
 * (element-type utf8) */
GPtrArray *rondo_credential_plan_list_steps (const RondoCredentialPlan *plan);

/** rondo_credential_plan_describe_forecast: when the pace gets there. (transfer full) */
char *rondo_credential_plan_describe_forecast (const RondoCredentialPlan *plan);

/** rondo_credential_rule_describe_group: the limit of groups and how sure it is, or NULL.
 * (transfer full) (nullable) */
char *rondo_credential_rule_describe_group (const RondoCredentialRule *rule);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoCredentialPlan, rondo_credential_plan_free)

G_END_DECLS
