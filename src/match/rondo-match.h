/* SPDX-License-Identifier: GPL-3.0-or-later
 * The matching engine: who coaches whom. Plain C on arrays; knows no member, only indices. */
#pragma once

#include <glib.h>
#include <stdint.h>

G_BEGIN_DECLS

/* One allowed pair: member @coach may coach member @client. What is not listed is forbidden. */
typedef struct {
  int32_t coach;
  int32_t client;
} RondoMatchArc;

/* How long the rings of a plan are: p coaches x, x coaches q, and so on back to p. */
typedef enum {
  RONDO_MATCH_RINGS_ANY,
  RONDO_MATCH_RINGS_THREE,         /* of three; who gives and gets has one unit of each */
  RONDO_MATCH_RINGS_THREE_OR_FOUR, /* and at most two of four, for those who are left */
} RondoMatchRings;

/*
 * RondoMatchInstance:
 * @n_members: members are 0 … n_members − 1
 * @n_tiers: how many ordered tiers of values there are, ≥ 1
 * @gives, @gets: (array length=n_members): how many clients and coaches each takes at most
 * @names: (array length=n_members): stable ids; order and ties rest on them and on the seed alone,
 *   so that the same input in another order gives the same plan
 * @values: (array length=n_arcs*n_tiers): |value| < 2³¹, row by arc
 *
 * What is asked. The engine only reads it.
 */
typedef struct {
  int32_t n_members;
  int32_t n_arcs;
  int32_t n_tiers;
  int32_t n_locked;
  const char *const *names;
  const int32_t *gives;
  const int32_t *gets;
  const RondoMatchArc *arcs;
  const int32_t *values;
  const RondoMatchArc *locked;
  gboolean mutual_allowed;
  gboolean reciprocal; /* given = got for everybody whose gives = gets */
  RondoMatchRings rings;
  uint64_t seed;
} RondoMatchInstance;

typedef enum {
  RONDO_MATCH_OPTIMAL,    /* objective = bound, proved */
  RONDO_MATCH_FEASIBLE,   /* stopped by time or cancel; the gap is true */
  RONDO_MATCH_INFEASIBLE, /* the locks contradict the rules; @conflict says where */
} RondoMatchStatus;

typedef enum {
  RONDO_MATCH_MISS_HALL_COACH,  /* @set shares too few possible coaches, @partners */
  RONDO_MATCH_MISS_HALL_CLIENT, /* @set shares too few possible clients, @partners */
  RONDO_MATCH_MISS_MUTUAL,      /* could only be placed in a mutual pair, with @set[1] */
  RONDO_MATCH_MISS_ODD,         /* could be placed alone, not together with all others; in a
                                 * large round whose run was stopped: not looked into */
} RondoMatchMissKind;

/* Why a member was left out, so that anyone can check it on the instance. */
typedef struct {
  int32_t member;
  RondoMatchMissKind kind;
  int32_t n_set;
  int32_t n_partners;
  int32_t *set;      /* members, @member among them */
  int32_t *partners; /* all who may be partners of the set; fewer than the set needs */
} RondoMatchMiss;

/* Objective vectors: [0] pairs placed, then the tier sums; compared in order. */
typedef struct {
  RondoMatchStatus status;
  int32_t n_pairs;
  int32_t n_misses;
  int32_t n_objective;  /* 1 + n_tiers */
  RondoMatchArc *pairs; /* by coach, then client */
  RondoMatchMiss *misses;
  int64_t *objective;
  int64_t *bound;
  double gap; /* of the first tier where objective and bound differ, relative; 0 if optimal */
  int64_t nodes;
  char *conflict; /* (nullable): for INFEASIBLE, a plain English sentence */
} RondoMatchResult;

typedef struct {
  gboolean has_plan;
  int32_t n_pairs;
  double fraction; /* 0…1, never decreases */
  double gap;
} RondoMatchProgress;

/* Options of a run. The engine has no clock: @deadline is asked now and then, on the same thread.
 */
typedef struct {
  void (*progress) (const RondoMatchProgress *progress, gpointer user_data);
  gboolean (*deadline) (gpointer user_data); /* (nullable): TRUE when time is up */
  gpointer user_data;
  const volatile int *cancelled; /* (nullable): non-zero stops within 50 ms, best plan kept */
} RondoMatchOptions;

/** rondo_match_engine: name and version, "rondo-match 1". */
const char *rondo_match_engine (void);

/** rondo_match_check_instance: whether indices, capacities, values and locks make sense; else a
 * sentence (transfer full) that says what and where, using the names. NULL if all is well. */
char *rondo_match_check_instance (const RondoMatchInstance *instance);

/** rondo_match_solve: the best plan of @instance, which must have passed the check.
 * @options may be NULL. (transfer full) */
RondoMatchResult *rondo_match_solve (const RondoMatchInstance *instance,
                                     const RondoMatchOptions *options);

void rondo_match_result_free (RondoMatchResult *result);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoMatchResult, rondo_match_result_free)

G_END_DECLS
