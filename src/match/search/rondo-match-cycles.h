/* SPDX-License-Identifier: GPL-3.0-or-later
 * Alternating cycles of a plan: a member gives up a client, takes another's, who takes the next
 * one's, and so on until the first client is taken (Berge 1957). The cheapest way round is found by
 * two searches that meet (Pohl 1971), in prices of the relaxation, where all but a few steps cost
 * little. */
#pragma once

#include "rondo-match-part.h"

/* Arcs that a search does without at most. */
#define RONDO_MATCH_MOST_BARRED 6

/*
 * One of the two searches. Labels are of columns whose user has to move.
 * @dist: what it costs from this end
 * @in, @out: the arc that is taken, and the one that is given up for it (−1 at the beginning)
 * @stamp: which search the label is of
 */
typedef struct {
  RondoMatchCost *dist;
  int32_t *in;
  int32_t *out;
  int32_t *stamp;
  guint8 *is_done;
  GArray *heap; /* of Node */
} RondoMatchCycleSide;

/*
 * RondoMatchCycles:
 * @col_first, @by_col: arcs by column
 * @used: by row, an arc in use
 * @time: counts the searches
 * @freed: the arc that is given up first: its twin may be used again
 * @target: the column that is taken in the end
 * @best, @meeting: what the cheapest cycle costs so far, and where both searches meet in it
 * @in, @out: (of int32_t): arcs of the cycle that was found
 * @avoided: an arc that is not taken for the time being, or −1
 * @barred, @n_barred: arcs not taken in this search, after a cycle with them met itself
 */
typedef struct {
  const RondoMatchRelax *relax;
  const RondoMatchProblem *problem;
  RondoMatchPlan *plan;
  RondoMatchClock *clock;
  int32_t *col_first;
  int32_t *by_col;
  int32_t *used;
  RondoMatchCycleSide ahead;
  RondoMatchCycleSide back;
  int32_t time;
  int32_t freed;
  int32_t target;
  RondoMatchCost best;
  int32_t meeting;
  GArray *in;
  GArray *out;
  int32_t avoided;
  int32_t barred[RONDO_MATCH_MOST_BARRED];
  int n_barred;
} RondoMatchCycles;

/** rondo_match_cycles_init: for searches in @plan, which is not owned. */
void rondo_match_cycles_init (RondoMatchCycles *cycles,
                              const RondoMatchRelax *relax,
                              RondoMatchPlan *plan,
                              RondoMatchClock *clock);
void rondo_match_cycles_clear (RondoMatchCycles *cycles);

/** rondo_match_cycles_find_without: looks for a cycle that gives up @a and costs less than @limit
 * by the prices; what it costs in full is in @cost. FALSE if there is none. */
gboolean rondo_match_cycles_find_without (RondoMatchCycles *cycles,
                                          int32_t a,
                                          RondoMatchCost limit,
                                          RondoMatchCost *cost);

/** rondo_match_cycles_find_with: the same for a cycle that takes @a and gives up @freed of the same
 * row; @limit is for the rest of it. */
gboolean rondo_match_cycles_find_with (
    RondoMatchCycles *cycles, int32_t a, int32_t freed, RondoMatchCost limit, RondoMatchCost *cost);

/** rondo_match_cycles_may_take: whether the plan could use one more unit of @a. */
gboolean rondo_match_cycles_may_take (const RondoMatchCycles *cycles, int32_t a);

/** rondo_match_cycles_weigh_giving: what it costs, by the prices, to give up @a. */
RondoMatchCost rondo_match_cycles_weigh_giving (const RondoMatchCycles *cycles, int32_t a);

RondoMatchCost rondo_match_cycles_get_reduced (const RondoMatchCycles *cycles, int32_t a);
