/* SPDX-License-Identifier: GPL-3.0-or-later
 * The proof: branch and cut on a linear program (Padberg and Rinaldi 1991). The program only
 * suggests prices; every bound is computed from them in whole numbers, so it holds whatever the
 * program was rounded to. */
#pragma once

#include "rondo-match-hint.h"

/*
 * RondoMatchBranch:
 * @u, @v: prices around which the program is written, by row and column
 * @lambda: (nullable): by arc, pairs with a multiplier are in the program from the start
 * @start: by arc, units of a complete plan
 * @favoured: (nullable): by arc, whether to use it rather than others that are as good
 * @limits: (nullable): what plans have to obey besides, as cuts without rules
 * @keeps_equal: the root closes only what no plan uses that is as good as @best
 * @hint: (nullable): of an earlier program, to start from; takes what branching gains
 * @use: (nullable): filled by arc with what the root uses, if @wants_hint
 * @closed: (nullable): filled by arc with whether the root shows that no better plan uses it
 * @left: (nullable) (transfer full): what the root leaves behind, if @wants_hint
 * @best: cost of the best plan; a better one is looked for
 * @plan, @n_plan: units of the best plan found here, an arc for each unit
 * @max_nodes: give up after so many
 * @bound: (inout): no plan costs less, as proved before and at the root
 * @root: the same before anything was branched on
 * @is_inexact: doubles were too coarse for these costs
 */
typedef struct {
  const RondoMatchProblem *problem;
  const RondoMatchCost *u;
  const RondoMatchCost *v;
  const RondoMatchCost *lambda;
  const int32_t *start;
  const guint8 *favoured;
  const RondoMatchCuts *limits;
  gboolean keeps_equal;
  RondoMatchHint *hint;
  gboolean wants_hint;
  double *use;
  guint8 *closed;
  RondoMatchHint *left;
  RondoMatchCost best;
  int32_t *plan;
  int32_t n_plan;
  int64_t nodes;
  int64_t max_nodes;
  RondoMatchCost bound;
  RondoMatchCost root;
  gboolean is_inexact;
  RondoMatchClock *clock;
} RondoMatchBranch;

/** rondo_match_branch: TRUE if it ended: no plan is better than @best then. @plan is set if one
 * better than the first @best was found. */
gboolean rondo_match_branch (RondoMatchBranch *branch);

/** rondo_match_branch_settle: solves the program as @hint has it, and no more. Sets @root, and what
 * @wants_hint asks for. FALSE if the clock or doubles stopped it. */
gboolean rondo_match_branch_settle (RondoMatchBranch *branch);
