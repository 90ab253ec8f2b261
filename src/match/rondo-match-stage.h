/* SPDX-License-Identifier: GPL-3.0-or-later
 * One stage of the search for the plan that is best for the worst off: a solve of the pairs that
 * are still possible, with levels of ratings as tiers. Private to this room. */
#pragma once

#include "rondo-match-bands.h"
#include "rondo-match-session.h"

/*
 * RondoMatchLadder:
 * @ratings: the distinct ratings in ascending order; level l is ratings[l]
 * @levels: by arc, the levels of both its sides; −1 for a side not asked
 * @alive: by arc, whether a plan as good as required may have it
 * @counts: by level, for those before @done, locked pairs left out
 * @carried: levels before @done that the arcs alive do not keep by themselves
 * @in_best: by arc, whether the best plan so far has it
 */
typedef struct {
  const RondoMatchInstance *instance;
  int32_t n_before;
  RondoMatchOptions options;
  int32_t *ratings;
  int32_t n_levels;
  int32_t (*levels)[2];
  guint8 *alive;
  guint8 *locked;
  int64_t *counts;
  int32_t done;
  int32_t *carried;
  int32_t n_carried;
  int32_t most_pairs;
  guint8 *in_best;
  int32_t n_best;
  gboolean has_best;
  int64_t least; /* proved for the level @done after an unproved stage */
} RondoMatchLadder;

/* A tier of the instance (@to < 0), or the levels @from … @to − 1 together. */
typedef struct {
  int32_t from;
  int32_t to;
} RondoMatchStageTier;

/* One solve: the arcs alive, and tiers made of tiers of the instance and of levels. */
typedef struct {
  RondoMatchLadder *ladder;
  GArray *tiers; /* of RondoMatchStageTier */
  RondoMatchInstance instance;
  GArray *origin; /* of int32_t: arcs of the whole instance */
  GArray *arcs;
  GArray *values;
  RondoMatchSession *session;
  RondoMatchResult *result;
} RondoMatchStage;

/** rondo_match_ladder_init: @instance, @n_before and @options are set. */
void rondo_match_ladder_init (RondoMatchLadder *ladder, const RondoMatchRatings *ratings);
void rondo_match_ladder_clear (RondoMatchLadder *ladder);

/** rondo_match_stage_init: begins with the tiers that every stage has. */
void rondo_match_stage_init (RondoMatchStage *stage, RondoMatchLadder *ladder);
void rondo_match_stage_clear (RondoMatchStage *stage);

/** rondo_match_stage_add_tier: the tier @from of the instance if @to is −1, else the sides with a
 * level from @from to @to − 1, locked pairs left out, the fewer the better. */
void rondo_match_stage_add_tier (RondoMatchStage *stage, int32_t from, int32_t to);

/** rondo_match_stage_measure: bits that the weights of its tiers take at most. */
int rondo_match_stage_measure (const RondoMatchStage *stage);

/** rondo_match_stage_solve: TRUE if the best plan of the stage is known; it is the ladder's best
 * then. A better one than was known is kept in any case. */
gboolean rondo_match_stage_solve (RondoMatchStage *stage);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RondoMatchStage, rondo_match_stage_clear)
