/* SPDX-License-Identifier: GPL-3.0-or-later
 * From a round to a plan: the rules, the weights of the wishes, and the reasons in words. */
#pragma once

#include <glib.h>
#include <stdint.h>

#include "rondo-amendment.h"
#include "rondo-member.h"
#include "rondo-round.h"

G_BEGIN_DECLS

/* Why a pairing is good, or what was given up for it. */
typedef enum {
  RONDO_REASON_LANGUAGE,         /* both speak @text */
  RONDO_REASON_REQUEST,          /* the client asked for this coach, rank @number from 1 */
  RONDO_REASON_REQUESTED_CLIENT, /* the coach asked for this client, rank @number from 1 */
  RONDO_REASON_WISH_KEPT,        /* the client's wish @text ("prefer language de") is kept */
  RONDO_REASON_WISH_MISSED,      /* the client's wish @text could not be kept */
  RONDO_REASON_ZONE,             /* @number minutes between the two time zones */
  RONDO_REASON_HOURS,            /* both have time @number minutes a week */
  RONDO_REASON_REPEAT,           /* the two were paired before, @number rounds ago */
  RONDO_REASON_COURSE,           /* both are in the running training course @text */
  RONDO_REASON_LEFT_OUT,         /* the client was left out of the last round */
  RONDO_REASON_LOST_OUT,         /* the client lost out in the last round, and does not now */
  RONDO_REASON_KEPT,             /* the pair was there before */
  RONDO_REASON_LOCKED,           /* the coordinator wants this pair */
  RONDO_N_REASONS,
} RondoReasonCode;

typedef struct {
  RondoReasonCode code;
  int number;
  int weight; /* what it adds to the value of the pair; negative for what was given up */
  char *text; /* (nullable) */
} RondoReason;

/* Why a member could not be placed. */
typedef enum {
  RONDO_UNPLACED_NO_COACH,    /* rules leave nobody who may coach them */
  RONDO_UNPLACED_NO_CLIENT,   /* rules leave nobody whom they may coach */
  RONDO_UNPLACED_TOO_FEW,     /* they and @with share too few possible partners @allowed */
  RONDO_UNPLACED_ONLY_MUTUAL, /* only a mutual pairing with @with would be possible */
  RONDO_UNPLACED_ODD_ONE_OUT, /* possible one by one, but not together with everybody placed */
  RONDO_UNPLACED_PARTLY,      /* placed, but not as often as they have room for */
} RondoUnplacedCode;

/* Longest sentence in RondoUnplaced, in bytes, whatever people are called. */
#define RONDO_RULE_MAX_BYTES 1000

typedef struct {
  char *member;
  RondoUnplacedCode code;
  char *rule;         /* the rule that stands in the way, translated, a whole sentence */
  GPtrArray *with;    /* of char *, member ids */
  GPtrArray *allowed; /* of char *, member ids */
} RondoUnplaced;

typedef struct {
  char *pairing; /* id that the pairing will have */
  char *coach;
  char *client;
  GPtrArray *reasons; /* of RondoReason */
  int session_count;  /* 0: as many as the round says */
} RondoPlannedPair;

typedef enum {
  RONDO_PLAN_OPTIMAL,  /* proved: no better plan exists */
  RONDO_PLAN_FEASIBLE, /* stopped by time or by the user; every rule is kept */
} RondoPlanStatus;

/* What a plan is judged by, one after the other. */
typedef enum {
  RONDO_TIER_PLACED, /* pairs */
  RONDO_TIER_KEPT,   /* of the pairs that were there before */
  RONDO_TIER_BAND,   /* pairs whose client gets what they would rather not, counted negative */
  RONDO_TIER_VALUE,  /* sum of the weights */
} RondoTierCode;

/* How far a plan got in one of them, and what no plan can surpass while the tiers before are as
 * they are. */
typedef struct {
  RondoTierCode code;
  int64_t reached;
  int64_t bound;
} RondoTier;

/* How a member fares in a plan: what the coach they get means for their wishes and requests. */
typedef enum {
  RONDO_BAND_LEFT_OUT, /* not placed */
  RONDO_BAND_POOR,     /* gets what they would rather avoid, or misses as much */
  RONDO_BAND_FAIR,     /* in between, or nothing was asked */
  RONDO_BAND_GOOD,     /* more is kept than missed */
  RONDO_N_BANDS,
} RondoBand;

/** rondo_band_of_value: the band of a placed member for whose wishes and requests a coach is worth
 * @value. */
RondoBand rondo_band_of_value (int64_t value);

/* A proposal of who coaches whom in a round; published it becomes pairings. */
typedef struct {
  char *id;
  char *round;
  int64_t round_version; /* version of the round record it was made from */
  uint64_t seed;
  char *engine;     /* name and version of the engine */
  char *input_hash; /* SHA-256 of the instance without its seed: engine, seed and this repeat it */
  RondoPlanStatus status;
  int64_t value;             /* sum of the weights of all pairs */
  GPtrArray *pairs;          /* of RondoPlannedPair, by coach id */
  GPtrArray *unplaced;       /* of RondoUnplaced, by member id */
  GArray *tiers;             /* of RondoTier, in order; empty in a plan of long ago */
  RondoAmendment *amendment; /* (nullable): it changes a round that goes on */
  gboolean is_quiet; /* its pairings are announced later; until then only coordinators know */
} RondoPlan;

/* One row of the table of weights. */
typedef struct {
  const char *name; /* translated */
  int weight;
} RondoWeight;

/* How far a search is. Plain values; called on the searching thread, some times a second. */
typedef struct {
  gboolean has_plan; /* a plan with every rule kept is at hand */
  int placed;
  double fraction; /* 0…1, never decreases */
  double gap;      /* how far the plan is from the best possible at most; 1 while not known */
} RondoPlanProgress;

typedef void (*RondoPlanProgressFunc) (const RondoPlanProgress *progress, gpointer user_data);

typedef struct _RondoPast RondoPast;

/* Two members by their ids. */
typedef struct {
  char *coach;
  char *client;
} RondoPair;

/*
 * RondoMatchingInput:
 * @members: (element-type RondoMember): at least those who registered
 * @registrations: (element-type RondoRegistration): order does not matter
 * @past: (nullable): what earlier rounds tell
 * @locked: (nullable) (element-type RondoPair): pairs that have to be in the plan
 * @forbidden: (nullable) (element-type RondoPair): pairs that must not be in it
 * @kept: (nullable) (element-type RondoPair): pairs to keep as many of as possible, once as many as
 *   possible are placed
 * @absent: (nullable) (element-type utf8): members who registered, and are to be in no pair
 * @seed: decides between plans of equal worth
 *
 * All that a plan is made from. The fields are borrowed.
 */
typedef struct {
  const RondoRound *round;
  GPtrArray *members;
  GPtrArray *registrations;
  const RondoPast *past;
  GPtrArray *locked;
  GPtrArray *forbidden;
  GPtrArray *kept;
  GPtrArray *absent;
  uint64_t seed;
} RondoMatchingInput;

/*
 * RondoPlanOptions:
 * @progress: (nullable): told now and then
 * @deadline: (nullable): asked now and then, on the same thread; TRUE stops with the best plan
 * @cancelled: (nullable): set to non-zero by any thread to stop with the best plan
 */
typedef struct {
  RondoPlanProgressFunc progress;
  gboolean (*deadline) (gpointer user_data);
  gpointer user_data;
  const volatile int *cancelled;
} RondoPlanOptions;

RondoPlan *rondo_plan_new (void);
RondoPlan *rondo_plan_copy (const RondoPlan *plan);
void rondo_plan_free (RondoPlan *plan);
RondoReason *rondo_reason_new (RondoReasonCode code, int number, int weight, const char *text);
void rondo_reason_free (RondoReason *reason);
RondoPlannedPair *rondo_planned_pair_new (void);
void rondo_planned_pair_free (RondoPlannedPair *pair);
RondoUnplaced *rondo_unplaced_new (void);
void rondo_unplaced_free (RondoUnplaced *unplaced);

/** rondo_planned_pair_to_pairing: the pairing that @pair of @plan becomes. (transfer full)
 */
RondoPairing *rondo_planned_pair_to_pairing (const RondoPlannedPair *pair, const RondoPlan *plan);

/** rondo_plan_weights: the table of weights, by falling size. */
const RondoWeight *rondo_plan_weights (gsize *n_weights);

RondoPair *rondo_pair_new (const char *coach, const char *client);
void rondo_pair_free (RondoPair *pair);

/** rondo_matching_input_copy: everything that @input points to too. (transfer full) */
RondoMatchingInput *rondo_matching_input_copy (const RondoMatchingInput *input);

/** rondo_matching_input_free: of a copy. */
void rondo_matching_input_free (RondoMatchingInput *input);

/**
 * rondo_plan_pair_allowed:
 * @coach, @client: ids of two who registered
 * @rule: (out) (optional) (transfer full): the rule that forbids the pair, a translated sentence
 *
 * The hard rules for one coach → client: not oneself, nobody who avoids the other, a language in
 * common, no repeat too soon, not of the same course if the round forbids it, the client's
 * must-wishes. That a pair is not mutual is a rule of the whole plan.
 */
gboolean rondo_plan_pair_allowed (const RondoMatchingInput *input,
                                  const char *coach,
                                  const char *client,
                                  char **rule);

/**
 * rondo_plan_make:
 * @now_us: for the ids of the new pairings
 * @options: (nullable)
 *
 * Matches the round. Pure and synchronous: call it on a thread with a copy.
 *
 * Returns: (transfer full): the plan; or NULL with %RONDO_ERROR_INVALID (fewer than three
 * registrations, unknown members, locked pairs that break a rule); or NULL without an error when
 * stopped before a first plan
 */
RondoPlan *rondo_plan_make (const RondoMatchingInput *input,
                            int64_t now_us,
                            const RondoPlanOptions *options,
                            GError **error);

/** rondo_plan_check: whether @plan keeps every hard rule for these members and registrations:
 * nobody more often than they have room for, given equal to got for who has equal room, never
 * mutual unless the round allows it, every pair allowed and once, everybody registered and whom the
 * round is for. Else %RONDO_ERROR_REJECTED with the first breach. The server calls it. */
gboolean rondo_plan_check (const RondoPlan *plan, const RondoMatchingInput *input, GError **error);

/** rondo_plan_covers: whether everybody of @registrations is in @plan, placed or left out. */
gboolean rondo_plan_covers (const RondoPlan *plan, GPtrArray *registrations);

/** rondo_plan_count_placed: how many members are in a pair. */
guint rondo_plan_count_placed (const RondoPlan *plan);

/** rondo_plan_list_bands: member id → RondoBand of all in @plan. (transfer full) */
GHashTable *rondo_plan_list_bands (const RondoPlan *plan);

/** rondo_plan_count_bands: how many members are in each band. */
void rondo_plan_count_bands (const RondoPlan *plan, guint counts[RONDO_N_BANDS]);

/** rondo_plan_describe_proof: how close @plan is to the best possible, a translated sentence.
 * (transfer full) */
char *rondo_plan_describe_proof (const RondoPlan *plan);

/** rondo_reason_describe: the reason as a translated clause, "both speak German". (transfer full)
 */
char *rondo_reason_describe (const RondoReason *reason);

/** rondo_planned_pair_describe: all reasons of a pair as one line. (transfer full) */
char *rondo_planned_pair_describe (const RondoPlannedPair *pair);

/** rondo_planned_pair_explain: the same, with what each adds to the value. (transfer full) */
char *rondo_planned_pair_explain (const RondoPlannedPair *pair);

/** rondo_planned_pair_get_value: the sum of what the reasons add. */
int64_t rondo_planned_pair_get_value (const RondoPlannedPair *pair);

/** rondo_planned_pair_get_client_value: the part of it that the wishes and requests of the client
 * are. */
int64_t rondo_planned_pair_get_client_value (const RondoPlannedPair *pair);

const char *rondo_reason_code_to_word (RondoReasonCode code);
gboolean rondo_reason_code_from_word (const char *word, RondoReasonCode *code);
const char *rondo_unplaced_code_to_word (RondoUnplacedCode code);
gboolean rondo_unplaced_code_from_word (const char *word, RondoUnplacedCode *code);
const char *rondo_tier_code_to_word (RondoTierCode code); /* "placed", "kept", "band", "value" */
gboolean rondo_tier_code_from_word (const char *word, RondoTierCode *code);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoPlan, rondo_plan_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoPair, rondo_pair_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoMatchingInput, rondo_matching_input_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoReason, rondo_reason_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoPlannedPair, rondo_planned_pair_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoUnplaced, rondo_unplaced_free)

G_END_DECLS
