/* SPDX-License-Identifier: GPL-3.0-or-later
 * One stage of the search for the plan that is best for the worst off: a solve of the pairs that
 * are still possible, with levels of ratings as tiers. Private to this room. */
#pragma once

#include "rondo-match-bands.h"
#include "rondo-match-clock.h"
#include "rondo-match-session.h"

/*
 * RondoMatchLadder:
 * @ratings: the distinct ratings in ascending order; level l is ratings[l]
 * @levels: by arc, the levels of both its sides; −1 for a side not asked
 * @alive: by arc, whether a plan as good as required may have it
 * @counts: by level, for those before @done, locked pairs left out
 * @carried: levels before @done that the arcs alive do not keep by themselves
 * @base: how much a carried level weighs against the next one; more if that turns out too little
 * @in_best: by arc, whether the best plan so far has it
 */
typedef struct {
  const RondoMatchInstance *instance;
  int32_t n_before;
  RondoMatchOptions options;
  RondoMatchClock clock;
  int32_t *ratings;
  int32_t n_levels;
  int32_t (*levels)[2];
  guint8 *alive;
  guint8 *locked;
  int64_t *counts;
  int32_t done;
  int32_t *carried;
  int32_t n_carried;
  int32_t base;
  int32_t most_pairs;
  guint8 *in_best;
  int32_t n_best;
  gboolean has_best;
  int64_t least; /* proved for the level @done after an unproved stage */
} RondoMatchLadder;

typedef enum {
  RONDO_MATCH_TIER_OF_INSTANCE, /* number @from */
  RONDO_MATCH_TIER_OF_LEVELS,   /* sides of the levels @from … @to − 1, the fewer the better */
  RONDO_MATCH_TIER_OF_CARRIED,  /* the same of carried[@from] … carried[@to − 1], weighted */
} RondoMatchStageTierKind;

typedef struct {
  RondoMatchStageTierKind kind;
  int32_t from;
  int32_t to;
} RondoMatchStageTier;

/*
 * RondoMatchStage:
 * @added: the tiers that come after those that every stage has
 * @tiers: all of them
 * @first_added: where the first of @added is in objectives
 * @origin: by arc of @instance, the arc of the whole instance
 * @used: by arc of the whole instance, whether the plan of the stage has it
 *
 * One solve: the arcs alive, and tiers made of tiers of the instance and of levels.
 */
typedef struct {
  RondoMatchLadder *ladder;
  GArray *added; /* of RondoMatchStageTier */
  GArray *tiers;
  int32_t first_added;
  RondoMatchInstance instance;
  GArray *origin; /* of int32_t */
  GArray *arcs;
  GArray *values;
  guint8 *used;
  RondoMatchSession *session;
  RondoMatchResult *result;
} RondoMatchStage;

/** rondo_match_ladder_init: @instance, @n_before and @options are set. */
void rondo_match_ladder_init (RondoMatchLadder *ladder, const RondoMatchRatings *ratings);
void rondo_match_ladder_clear (RondoMatchLadder *ladder);

/** rondo_match_stage_init: begins with the tiers that every stage has: the first of the instance,
 * and the carried levels. */
void rondo_match_stage_init (RondoMatchStage *stage, RondoMatchLadder *ladder);
void rondo_match_stage_clear (RondoMatchStage *stage);

/** rondo_match_stage_add_tier: locked pairs do not count as sides of levels. */
void rondo_match_stage_add_tier (RondoMatchStage *stage,
                                 RondoMatchStageTierKind kind,
                                 int32_t from,
                                 int32_t to);

/** rondo_match_stage_measure: bits that the weights of its tiers take at most. */
int rondo_match_stage_measure (RondoMatchStage *stage);

/** rondo_match_stage_solve: TRUE if the best plan of the stage is known, and keeps the carried
 * levels. A plan better than the ladder's best, by the whole order, becomes it in any case. */
gboolean rondo_match_stage_solve (RondoMatchStage *stage);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RondoMatchStage, rondo_match_stage_clear)
