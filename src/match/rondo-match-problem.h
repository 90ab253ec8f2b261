/* SPDX-License-Identifier: GPL-3.0-or-later
 * The problem as numbers: a balanced transport from coach rows to client columns, in which two
 * arcs that are twins may not both be used.
 *
 * A member left out on both sides uses the self-loop row → own column at cost 0. Members whose
 * sides are free of each other leave idle units to one spare column and take them from one spare
 * row. Real pairs have negative costs. All costs are multiples of @step. */
#pragma once

#include "rondo-match-model.h"

/*
 * RondoMatchProblem:
 * @first: arcs of row i are first[i] … first[i + 1] − 1
 * @twin: the arc of the opposite direction, or −1
 * @origin: instance arc, or −1 for self-loops and spare arcs
 */
typedef struct {
  int32_t n_rows;
  int32_t n_cols;
  int32_t n_arcs;
  int32_t *supply;
  int32_t *demand;
  int32_t *first;
  int32_t *row;
  int32_t *col;
  int32_t *cap;
  int32_t *twin;
  int32_t *origin;
  RondoMatchCost *cost;
  RondoMatchCost step;
} RondoMatchProblem;

/** rondo_match_problem_new: of @model; arcs are missing if @clock stopped it. */
RondoMatchProblem *
rondo_match_problem_new (const RondoMatchModel *model, int step_bits, RondoMatchClock *clock);
void rondo_match_problem_free (RondoMatchProblem *problem);

/** rondo_match_problem_alloc: an empty problem with room for so many rows, columns and arcs. */
RondoMatchProblem *rondo_match_problem_alloc (int32_t n_rows, int32_t n_cols, int32_t n_arcs);

/** rondo_match_problem_find_twins: fills @twin by looking up opposite arcs of the first @n rows
 * and columns, whose arcs are ordered by column, unless @clock stops it. */
void rondo_match_problem_find_twins (RondoMatchProblem *problem, int32_t n, RondoMatchClock *clock);

/** rondo_match_problem_find_arc: the arc from @row to @col where arcs are ordered by column; −1 if
 * there is none. */
int32_t rondo_match_problem_find_arc (const RondoMatchProblem *problem, int32_t row, int32_t col);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoMatchProblem, rondo_match_problem_free)
