/* SPDX-License-Identifier: GPL-3.0-or-later
 * A few members parted into rings of three, exactly. */
#pragma once

#include "rondo-match-model.h"

/* So many members are looked at together at most: every set of them is. */
#define RONDO_MATCH_FEW 18

/* Rings of four that a plan has at most: what is left of any number is then placed. */
#define RONDO_MATCH_MOST_FOURS 2

/*
 * RondoMatchThrees:
 * @first: pairs of the coach with rank i are first[i] … first[i + 1] − 1, by the rank of the client
 * @arc, @weight: the pairs in the instance, and what they are worth
 * @is_bound: by rank, whether a locked pair asks that the member is placed
 * @lost: what a plan loses by a bound member who is not placed; more than all it can win
 *
 * The pairs of an instance by rank. Pairs that contradict a locked one are not among them.
 */
typedef struct {
  int32_t n;
  int32_t *first;
  int32_t *client;
  int32_t *arc;
  RondoMatchWide *weight;
  guint8 *takes_part;
  guint8 *is_bound;
  RondoMatchWide lost;
} RondoMatchThrees;

/* A ring: each coaches the next one, the last the first. @length 1: left out. */
typedef struct {
  int32_t length;
  int32_t member[4];
} RondoMatchRing;

/** rondo_match_threes_new: of @model, which was made without the locked pairs of @instance. If
 * @clock stops it pairs are missing. */
RondoMatchThrees *rondo_match_threes_new (const RondoMatchModel *model,
                                          const RondoMatchInstance *instance,
                                          RondoMatchClock *clock);
void rondo_match_threes_free (RondoMatchThrees *threes);

/** rondo_match_threes_find: the place of a pair; −1 if it is not allowed. */
int32_t rondo_match_threes_find (const RondoMatchThrees *threes, int32_t coach, int32_t client);

/** rondo_match_threes_part: the best rings of @members (at most RONDO_MATCH_FEW, all taking part),
 * of which @most_fours have four. Appends them and who is left out to @rings (element-type
 * RondoMatchRing), and says what they are @worth together. FALSE if @clock stopped it: nothing is
 * appended then. */
gboolean rondo_match_threes_part (const RondoMatchThrees *threes,
                                  const int32_t *members,
                                  int32_t n_members,
                                  int32_t most_fours,
                                  RondoMatchClock *clock,
                                  GArray *rings,
                                  RondoMatchWide *worth);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoMatchThrees, rondo_match_threes_free)
