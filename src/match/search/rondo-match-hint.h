/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a solved linear program leaves behind for the next one on the same or a changed problem:
 * basis, pairs, cuts and their prices. */
#pragma once

#include "rondo-match-choice.h"

/* How a variable stood. */
typedef struct {
  gboolean is_basic;
  gboolean at_high;
  float weight;
} RondoMatchStand;

typedef struct {
  int32_t arc;
  RondoMatchStand stand;
} RondoMatchHintArc;

typedef struct {
  int32_t arc; /* the first of the pair */
  RondoMatchCost price;
  RondoMatchStand stand;
} RondoMatchHintPair;

typedef struct {
  int32_t first; /* its rules are rules[first] … rules[first + n − 1] */
  int32_t n;
  RondoMatchCost price;
  RondoMatchStand stand;
} RondoMatchHintCut;

typedef struct {
  int32_t arc; /* or the first of the pair */
  gboolean is_pair;
  RondoMatchGain gain;
} RondoMatchHintGain;

/*
 * RondoMatchHint:
 * @arcs: (of RondoMatchHintArc): those that are basic or at their upper bound
 * @rows: (of RondoMatchStand): slacks of rows, then of columns
 * @pairs: (of RondoMatchHintPair)
 * @cuts: (of RondoMatchHintCut)
 * @rules: (of int32_t): as in RondoMatchCuts
 * @gains: (of RondoMatchHintGain): what branching gained
 * @v: column prices
 */
typedef struct {
  int32_t n_rows;
  int32_t n_cols;
  GArray *arcs;
  GArray *rows;
  GArray *pairs;
  GArray *cuts;
  GArray *rules;
  GArray *gains;
  RondoMatchCost *v;
} RondoMatchHint;

/** rondo_match_hint_take: from the last solve of @master. */
RondoMatchHint *rondo_match_hint_take (const RondoMatchMaster *master);
void rondo_match_hint_free (RondoMatchHint *hint);

/** rondo_match_hint_keep_gains: beside the rest, for as many arcs as the hint is about. */
void
rondo_match_hint_keep_gains (RondoMatchHint *hint, const RondoMatchGains *gains, int32_t n_arcs);
/** rondo_match_hint_merge_gains: those of @part instead of what @hint knows of the same; @origin is
 * by arc of @part the arc of @hint. */
void rondo_match_hint_merge_gains (RondoMatchHint *hint,
                                   const RondoMatchHint *part,
                                   const int32_t *origin,
                                   int32_t n_arcs);
/** rondo_match_hint_apply_gains: into @gains, in which there are none yet. */
void rondo_match_hint_apply_gains (const RondoMatchHint *hint, RondoMatchGains *gains);

/*
 * RondoMatchHintMap: by row, column and arc of the problem a hint is about, those of another, or
 * −1.
 * @rows, @cols: (nullable): they are the same in both
 */
typedef struct {
  const RondoMatchProblem *from;
  const RondoMatchProblem *to;
  const int32_t *rows;
  const int32_t *cols;
  const int32_t *arcs;
} RondoMatchHintMap;

/** rondo_match_hint_map: the hint for another problem. */
RondoMatchHint *rondo_match_hint_map (const RondoMatchHint *hint, const RondoMatchHintMap *map);

/** rondo_match_hint_apply: puts pairs, cuts and basis into @master, which has none yet. */
void rondo_match_hint_apply (const RondoMatchHint *hint, RondoMatchMaster *master);

/** rondo_match_hint_price: by arc of @problem, the prices of pairs in @lambda and those of cuts in
 * @extra; in @sum what the cuts cost together. FALSE, and all of them are 0, if some are far beyond
 * what anything costs. */
gboolean rondo_match_hint_price (const RondoMatchHint *hint,
                                 const RondoMatchProblem *problem,
                                 RondoMatchCost *lambda,
                                 RondoMatchCost *extra,
                                 RondoMatchCost *sum);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoMatchHint, rondo_match_hint_free)
