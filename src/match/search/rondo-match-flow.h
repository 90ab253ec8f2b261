/* SPDX-License-Identifier: GPL-3.0-or-later
 * The relaxed problem, without the rule on twins: a minimum-cost transport kept optimal under
 * changes, by shortest augmenting paths with prices (Jonker and Volgenant 1987, for rows and
 * columns of any size). Arcs can be closed, pinned and repriced one at a time. */
#pragma once

#include "rondo-match-clock.h"
#include "rondo-match-problem.h"

/*
 * RondoMatchFlow:
 * @cost: current costs, multipliers included
 * @u, @v: prices of rows and columns; the reduced cost of an arc is cost − u − v
 * @x, @left: by arc, what is used and what could be used in addition
 * @need, @room: by row and column, units not yet sent or received; 0 in a complete flow
 * @head, @next, @prev: arcs in use, one list per column
 * @pinned: cost of the pinned arcs
 * @clock: (not owned) (nullable): may stop a single search, which finds nothing then
 */
typedef struct {
  const RondoMatchProblem *problem;
  RondoMatchCost *cost;
  RondoMatchCost *u;
  RondoMatchCost *v;
  int32_t *x;
  int32_t *left;
  int32_t *need;
  int32_t *room;
  int32_t *head;
  int32_t *next;
  int32_t *prev;
  RondoMatchCost pinned;
  RondoMatchClock *clock;
  GArray *dirty; /* nodes that may have lost their balance */
  /* workspace of one search; nodes are rows, then columns */
  RondoMatchCost *dist;
  int32_t *via;
  int32_t *place;
  int32_t *heap;
  int32_t n_heap;
  int32_t *seen;
  int32_t n_seen;
} RondoMatchFlow;

/* A complete flow set aside. */
typedef struct {
  RondoMatchCost *u;
  RondoMatchCost *v;
  int32_t *arc;
  int32_t *units;
  int32_t n_arcs;
  RondoMatchCost pinned;
} RondoMatchFlowMark;

RondoMatchFlow *rondo_match_flow_new (const RondoMatchProblem *problem);
void rondo_match_flow_free (RondoMatchFlow *flow);

/** rondo_match_flow_solve: optimal flow for the current costs, starting from the present prices
 * and flow. FALSE if the clock stopped it; the flow is incomplete then. */
gboolean rondo_match_flow_solve (RondoMatchFlow *flow, RondoMatchClock *clock);

/** rondo_match_flow_settle: like solve, after only few units have lost their place. FALSE if there
 * is no complete flow. */
gboolean rondo_match_flow_settle (RondoMatchFlow *flow);

/** rondo_match_flow_detour: what the flow would lose without arc @a, which is in use. Changes
 * nothing. RONDO_MATCH_COST_MAX when there is no way without it, or none below @limit. */
RondoMatchCost rondo_match_flow_detour (RondoMatchFlow *flow, int32_t a, RondoMatchCost limit);

/** rondo_match_flow_force: what the flow would lose with a unit of arc @a. Changes nothing.
 * RONDO_MATCH_COST_MAX when there is no such flow. */
RondoMatchCost rondo_match_flow_force (RondoMatchFlow *flow, int32_t a);

/** rondo_match_flow_close: takes arc @a out; settle afterwards. */
void rondo_match_flow_close (RondoMatchFlow *flow, int32_t a);
/** rondo_match_flow_reopen: undoes close, on an arc not in use; prices may not fit it. */
void rondo_match_flow_reopen (RondoMatchFlow *flow, int32_t a);
/** rondo_match_flow_pin: uses arc @a for good; settle afterwards. */
void rondo_match_flow_pin (RondoMatchFlow *flow, int32_t a);
void rondo_match_flow_unpin (RondoMatchFlow *flow, int32_t a);
/** rondo_match_flow_reprice: new cost of arc @a; settle afterwards. */
void rondo_match_flow_reprice (RondoMatchFlow *flow, int32_t a, RondoMatchCost cost);

/** rondo_match_flow_place: uses so many units more (or fewer) of arc @a. */
void rondo_match_flow_place (RondoMatchFlow *flow, int32_t a, int32_t units);

RondoMatchCost rondo_match_flow_value (const RondoMatchFlow *flow);

void rondo_match_flow_save (const RondoMatchFlow *flow, RondoMatchFlowMark *mark);
void rondo_match_flow_restore (RondoMatchFlow *flow, const RondoMatchFlowMark *mark);
void rondo_match_flow_mark_free (RondoMatchFlowMark *mark);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoMatchFlow, rondo_match_flow_free)
