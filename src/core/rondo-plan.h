/* SPDX-License-Identifier: GPL-3.0-or-later
 * From a round to a plan: the rules, the weights of the wishes, and the reasons in words. */
#pragma once

#include <glib.h>
#include <stdint.h>

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
} RondoUnplacedCode;

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
} RondoPlannedPair;

typedef enum {
  RONDO_PLAN_OPTIMAL,  /* proved: no better plan exists */
  RONDO_PLAN_FEASIBLE, /* stopped by time or by the user; every rule is kept */
} RondoPlanStatus;

/* A proposal of who coaches whom in a round; published it becomes pairings. */
typedef struct {
  char *id;
  char *round;
  int64_t round_version; /* version of the round record it was made from */
  uint64_t seed;
  char *engine;     /* name and version of the engine */
  char *input_hash; /* SHA-256 of the instance without its seed: engine, seed and this repeat it */
  RondoPlanStatus status;
  int64_t value;       /* sum of the weights of all pairs */
  GPtrArray *pairs;    /* of RondoPlannedPair, by coach id */
  GPtrArray *unplaced; /* of RondoUnplaced, by member id */
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
} RondoPlanProgress;

typedef void (*RondoPlanProgressFunc) (const RondoPlanProgress *progress, gpointer user_data);

RondoPlan *rondo_plan_new (void);
RondoPlan *rondo_plan_copy (const RondoPlan *plan);
void rondo_plan_free (RondoPlan *plan);
RondoReason *rondo_reason_new (RondoReasonCode code, int number, int weight, const char *text);
void rondo_reason_free (RondoReason *reason);
RondoPlannedPair *rondo_planned_pair_new (void);
void rondo_planned_pair_free (RondoPlannedPair *pair);
RondoUnplaced *rondo_unplaced_new (void);
void rondo_unplaced_free (RondoUnplaced *unplaced);

/** rondo_plan_weights: the table of weights, by falling size. */
const RondoWeight *rondo_plan_weights (gsize *n_weights);

/**
 * rondo_plan_pair_allowed:
 * @on: day for which time zones are compared, the start of the round
 * @rule: (out) (optional) (transfer full): the rule that forbids the pair, a translated sentence
 *
 * The hard rules for one coach → client: not oneself, nobody who avoids the other, a language in
 * common, the client's must-wishes. That a pair is not mutual is a rule of the whole plan.
 */
gboolean rondo_plan_pair_allowed (const RondoMember *coach,
                                  const RondoWishes *coach_wishes,
                                  const RondoMember *client,
                                  const RondoWishes *client_wishes,
                                  RondoDate on,
                                  char **rule);

/**
 * rondo_plan_make:
 * @members: (element-type RondoMember): at least those who registered
 * @registrations: (element-type RondoRegistration): order does not matter
 * @seed: decides between plans of equal value
 * @now_us: for the ids of the new pairings
 * @cancelled: (nullable): set to non-zero by any thread to stop with the best plan so far
 *
 * Matches @round. Pure and synchronous: call it on a thread with copies.
 *
 * Returns: (transfer full): the plan; or NULL with %RONDO_ERROR_INVALID (fewer than three
 * registrations, unknown members); or NULL without an error when cancelled before a first plan
 */
RondoPlan *rondo_plan_make (const RondoRound *round,
                            GPtrArray *members,
                            GPtrArray *registrations,
                            uint64_t seed,
                            int64_t now_us,
                            RondoPlanProgressFunc progress,
                            gpointer user_data,
                            const volatile int *cancelled,
                            GError **error);

/** rondo_plan_check: whether @plan keeps every hard rule for these members and registrations:
 * each at most once coach and once client and both or neither, never mutual, every pair allowed,
 * everybody registered. Else %RONDO_ERROR_REJECTED with the first breach. The server calls it. */
gboolean rondo_plan_check (const RondoPlan *plan,
                           const RondoRound *round,
                           GPtrArray *members,
                           GPtrArray *registrations,
                           GError **error);

/** rondo_reason_describe: the reason as a translated clause, "both speak German". (transfer full)
 */
char *rondo_reason_describe (const RondoReason *reason);

/** rondo_planned_pair_describe: all reasons of a pair as one line. (transfer full) */
char *rondo_planned_pair_describe (const RondoPlannedPair *pair);

const char *rondo_reason_code_to_word (RondoReasonCode code);
gboolean rondo_reason_code_from_word (const char *word, RondoReasonCode *code);
const char *rondo_unplaced_code_to_word (RondoUnplacedCode code);
gboolean rondo_unplaced_code_from_word (const char *word, RondoUnplacedCode *code);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoPlan, rondo_plan_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoReason, rondo_reason_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoPlannedPair, rondo_planned_pair_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoUnplaced, rondo_unplaced_free)

G_END_DECLS
