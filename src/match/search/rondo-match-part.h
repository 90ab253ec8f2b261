/* SPDX-License-Identifier: GPL-3.0-or-later
 * A part of a problem as a problem of its own: some rows, the columns they use now, and the arcs
 * that could still be in a better plan. */
#pragma once

#include "rondo-match-branch.h"
#include "rondo-match-plan.h"

/*
 * RondoMatchRelax: the relaxation that parts are cut from.
 * @flow: complete, optimal for costs with @lambda
 * @level: the bound that this flow and these multipliers prove
 * @bound: the best proved so far, in full steps
 * @extra: by arc, prices of cuts, in the flow's costs beside @lambda
 * @extra_sum: what these cost together
 * @has_extra: prices are those of a linear program
 * @closed: by arc, whether it is proved that no plan better than the present one uses it
 * @favoured: (nullable): by arc, whether the plan before a change used it
 * @heat: a typical difference between good arcs
 * @use: by arc, how much of it a solution of the relaxation uses
 */
typedef struct {
  RondoMatchFlow *flow;
  RondoMatchCost *lambda;
  RondoMatchCost lambda_sum;
  RondoMatchCost *extra;
  RondoMatchCost extra_sum;
  gboolean has_extra;
  guint8 *closed;
  guint8 *favoured;
  RondoMatchCost level;
  RondoMatchCost bound;
  double heat;
  double *use;
} RondoMatchRelax;

/*
 * RondoMatchSearch: what is asked of a search, and what it found.
 * @below: only plans are looked for whose cost in the whole is less
 * @nodes: at most; those visited in the end
 * @bound: no plan below @below costs less
 * @root: the same before anything was branched on
 * @hint: (inout) (nullable): the last program of all rows; a search in all rows leaves its own
 */
typedef struct {
  RondoMatchCost below;
  int64_t nodes;
  RondoMatchCost bound;
  RondoMatchCost root;
  RondoMatchHint **hint;
} RondoMatchSearch;

/** rondo_match_part_solve: looks for a better plan in @rows (NULL: all; there need be none yet).
 * Changes @plan if it finds one. TRUE if there is none better then, and below what was asked. */
gboolean rondo_match_part_solve (const RondoMatchRelax *relax,
                                 RondoMatchPlan *plan,
                                 const int32_t *rows,
                                 int32_t n_rows,
                                 RondoMatchSearch *search,
                                 RondoMatchClock *clock);

/** rondo_match_part_settle: leaves in @search's hint the program of all rows and of the arcs that
 * plans below @search's limit may use, such that of its best solutions it has the one that is most
 * like @plan. Sets @search's root. FALSE if nothing was left. */
gboolean rondo_match_part_settle (const RondoMatchRelax *relax,
                                  RondoMatchPlan *plan,
                                  RondoMatchSearch *search,
                                  RondoMatchClock *clock);
