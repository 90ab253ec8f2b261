/* SPDX-License-Identifier: GPL-3.0-or-later
 * A problem as a linear program, with rows for the pairs and cuts that matter, and exact bounds
 * from its prices. */
#pragma once

#include "rondo-match-cuts.h"
#include "rondo-match-simplex.h"

/*
 * RondoMatchMaster:
 * @simplex: columns are the arcs; rows those of the problem, its columns, then pairs and cuts
 * @scale: costs of the program times this are costs
 * @u, @v: (not owned) prices around which the program is written
 * @base: Σ u · supply + Σ v · demand
 * @pair_row: by arc, the row of its pair, or −1
 * @row_pair: by row after those of the problem, the first arc of its pair, or −1 − cut
 * @is_thorough: looks for cuts wherever there may be one
 * @turn: searches for cuts so far
 * @reached: the objective at the last search for cuts
 * @clock: (not owned) (nullable): may stop these
 * @reduced: by arc, exact reduced costs after the last rondo_match_master_bound ()
 */
typedef struct {
  const RondoMatchProblem *problem;
  RondoMatchSimplex *simplex;
  double scale;
  const RondoMatchCost *u;
  const RondoMatchCost *v;
  RondoMatchCost base;
  RondoMatchCuts *cuts;
  int32_t *pair_row;
  GArray *row_pair;
  RondoMatchWide *reduced;
  gboolean is_thorough;
  int turn;
  double reached;
  RondoMatchClock *clock;
} RondoMatchMaster;

/** rondo_match_master_new: of solutions that are as good, those that use the arcs in @favoured
 * (nullable) come first. */
RondoMatchMaster *rondo_match_master_new (const RondoMatchProblem *problem,
                                          const RondoMatchCost *u,
                                          const RondoMatchCost *v,
                                          const guint8 *favoured,
                                          double scale);
void rondo_match_master_free (RondoMatchMaster *master);

/** rondo_match_master_start: a basis around the plan that uses @units, by arc. */
void rondo_match_master_start (RondoMatchMaster *master, const int32_t *units);

/** rondo_match_master_add_pair: the row of the pair of arc @a, new if there was none. */
int32_t rondo_match_master_add_pair (RondoMatchMaster *master, int32_t a);

/** rondo_match_master_add_cut: the row of the cut made of @rules; −1 if it says nothing here. */
int32_t
rondo_match_master_add_cut (RondoMatchMaster *master, const int32_t *rules, int32_t n_rules);

/** rondo_match_master_add_limit: a row for @limits' cut @c, which no plan may violate. */
void
rondo_match_master_add_limit (RondoMatchMaster *master, const RondoMatchCuts *limits, int32_t c);

/** rondo_match_master_price: what a unit of @row costs, by the last solve. */
RondoMatchCost rondo_match_master_price (const RondoMatchMaster *master, int32_t row);

/** rondo_match_master_separate_pairs: rows for pairs used more than once. Returns how many. */
int rondo_match_master_separate_pairs (RondoMatchMaster *master);

/** rondo_match_master_separate_cuts: rows for cuts that the present solution violates. Returns how
 * many. */
int rondo_match_master_separate_cuts (RondoMatchMaster *master);

/** rondo_match_master_drop_idle: without the cuts that hold with room to spare. */
void rondo_match_master_drop_idle (RondoMatchMaster *master);

/** rondo_match_master_bound: what no plan within the present bounds of the columns is cheaper
 * than, from the prices of the last solve. Fills @reduced. */
RondoMatchWide rondo_match_master_bound (RondoMatchMaster *master);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoMatchMaster, rondo_match_master_free)
