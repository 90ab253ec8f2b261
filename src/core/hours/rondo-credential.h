/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a credential asks for: dated rules with their sources. The numbers are data; see
 * data/credentials. */
#pragma once

#include "rondo-hours.h"

G_BEGIN_DECLS

/* What a requirement is about. */
typedef enum {
  RONDO_MEASURE_HOURS,                /* of coaching given */
  RONDO_MEASURE_PAID_HOURS,           /* of these, paid */
  RONDO_MEASURE_RECENT_HOURS,         /* of these, within some months before the application */
  RONDO_MEASURE_CLIENTS,              /* different people */
  RONDO_MEASURE_EXPERIENCE_YEARS,     /* since the first session */
  RONDO_MEASURE_TRAINING_HOURS,       /* coach education */
  RONDO_MEASURE_MENTORED_HOURS,       /* mentor coaching received */
  RONDO_MEASURE_MENTORED_ALONE_HOURS, /* of these, one to one */
  RONDO_MEASURE_MENTORED_MONTHS,      /* from the first to the last of these */
  RONDO_MEASURE_SUPERVISED_HOURS,     /* supervision received */
  RONDO_MEASURE_SUPERVISED_MONTHS,
  RONDO_MEASURE_EDUCATION_HOURS, /* continuing education */
  RONDO_MEASURE_UNITS,           /* of a renewal, all together */
  RONDO_MEASURE_UNITS_CORE,
  RONDO_MEASURE_UNITS_ETHICS,
  RONDO_MEASURE_TOLD, /* what no log shows: in words only */
} RondoMeasure;
#define RONDO_N_MEASURES 16

typedef enum {
  RONDO_UNIT_MINUTES, /* written as hours */
  RONDO_UNIT_CLIENTS,
  RONDO_UNIT_MONTHS,
  RONDO_UNIT_YEARS,
  RONDO_UNIT_NONE,
} RondoUnit;

/* How sure a number is. */
typedef enum {
  RONDO_CERTAINTY_STATED,     /* a source says so */
  RONDO_CERTAINTY_UNVERIFIED, /* said, but not by a source that was found */
  RONDO_CERTAINTY_CONFLICT,   /* sources say different things */
  RONDO_CERTAINTY_UNKNOWN,    /* no source was found */
} RondoCertainty;

#define RONDO_VALUE_UNKNOWN -1

/* Another value that a source gives. */
typedef struct {
  int value;
  char *source;
} RondoOtherValue;

/* Activities that count together, up to @most hours; RONDO_VALUE_UNKNOWN: without limit. */
typedef struct {
  guint activities; /* bits: 1 << RondoActivity */
  int most;
} RondoCount;

typedef struct {
  RondoMeasure measure;
  int least;  /* hours, clients, months, years; RONDO_VALUE_UNKNOWN */
  int months; /* before the application that count; 0: all */
  RondoCertainty certainty;
  char *source;      /* an address; "" for none */
  char *note;        /* "" for none; of RONDO_MEASURE_TOLD what is asked for */
  GPtrArray *others; /* of RondoOtherValue */
  GArray *counts;    /* of RondoCount; empty: what the measure says */
} RondoRequirement;

typedef struct {
  char *id;             /* "icf-acc" */
  char *body;           /* "ICF" */
  char *name;           /* "ACC" */
  RondoDate valid_from; /* NONE: not known since when */
  RondoDate as_of;      /* when the rules were written down */
  gboolean is_renewal;
  gboolean counts_from_training;      /* hours before the start of the training do not count */
  gboolean group_members_are_clients; /* each of them, not only the one who is named */
  int group_most; /* people in a group that counts; RONDO_VALUE_UNKNOWN: no limit known */
  RondoCertainty group_certainty;
  char *group_source;
  GPtrArray *group_others; /* of RondoOtherValue */
  GPtrArray *requirements; /* of RondoRequirement */
  GPtrArray *notes;        /* of char * */
  gboolean is_own;         /* from a file of the user */
  char *text;              /* of the file; NULL if it is from none */
} RondoCredentialRule;

#define RONDO_RULE_TEXT_MAX_BYTES 1000

RondoRequirement *rondo_requirement_new (RondoMeasure measure);
void rondo_requirement_free (RondoRequirement *requirement);
RondoOtherValue *rondo_other_value_new (int value, const char *source);
void rondo_other_value_free (RondoOtherValue *other);

RondoCredentialRule *rondo_credential_rule_new (void);
void rondo_credential_rule_free (RondoCredentialRule *rule);

/** rondo_credential_rule_check: whether the parts fit together; else a sentence. */
gboolean rondo_credential_rule_check (const RondoCredentialRule *rule, GError **error);

/** rondo_credential_note_describe: a sentence of the rules that come with Rondo, without the
 * address of its source, in the language of the user; any other as it is. */
const char *rondo_credential_note_describe (const char *note);

/** rondo_credential_rule_get_title: "ICF ACC"; of a renewal it says so. (transfer full) */
char *rondo_credential_rule_get_title (const RondoCredentialRule *rule);

/** rondo_credential_rules_select: of each id the rule in force on @day, the user's own before the
 * others, in the order of @rules (element-type RondoCredentialRule). (transfer container) */
GPtrArray *rondo_credential_rules_select (GPtrArray *rules, RondoDate day);

/** rondo_credential_rules_find: the rule @id among @rules, or NULL. */
const RondoCredentialRule *rondo_credential_rules_find (GPtrArray *rules, const char *id);

const char *rondo_measure_to_word (RondoMeasure measure); /* "hours", "paid-hours", … */
gboolean rondo_measure_from_word (const char *word, RondoMeasure *measure);
RondoUnit rondo_measure_get_unit (RondoMeasure measure);
const char *rondo_certainty_to_word (RondoCertainty certainty);
gboolean rondo_certainty_from_word (const char *word, RondoCertainty *certainty);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoRequirement, rondo_requirement_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoOtherValue, rondo_other_value_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoCredentialRule, rondo_credential_rule_free)

G_END_DECLS
