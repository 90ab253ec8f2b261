/* SPDX-License-Identifier: GPL-3.0-or-later
 * Odd-set inequalities: what whole plans obey and the relaxation does not.
 *
 * Half the sum of an odd number of tight rules (rows, columns, pairs), rounded down, holds for
 * every plan: a zero-half cut (Caprara and Fischetti 1996). For equal values both ways these are
 * the blossom inequalities of the 2-factor (Edmonds 1965). A cut says that at most @most units of
 * its arcs are used. */
#pragma once

#include "rondo-match-core.h"

/*
 * RondoMatchCut:
 * @first, @n: its arcs are arcs[first] … arcs[first + n − 1]
 * @rule_first, @n_rules: the rules it is half the sum of, from rules[rule_first] on: rows, then
 *   columns, then pairs, each by the first arc of the pair; none if it is asked for
 */
typedef struct {
  int32_t first;
  int32_t n;
  int32_t most;
  int32_t rule_first;
  int32_t n_rules;
} RondoMatchCut;

typedef struct {
  GArray *cuts;  /* of RondoMatchCut */
  GArray *arcs;  /* of int32_t */
  GArray *rules; /* of int32_t */
} RondoMatchCuts;

RondoMatchCuts *rondo_match_cuts_new (void);
void rondo_match_cuts_free (RondoMatchCuts *cuts);

/** rondo_match_cuts_derive: adds the cut that is half the sum of @rules in @problem; FALSE, and
 * nothing is added, if it says nothing there. @rules may not be those of @cuts itself. */
gboolean rondo_match_cuts_derive (RondoMatchCuts *cuts,
                                  const RondoMatchProblem *problem,
                                  const int32_t *rules,
                                  int32_t n_rules);

/** rondo_match_cuts_separate: adds cuts that @core's x violates. Returns how many. @is_thorough:
 * also looks for those that are violated only a little. */
int rondo_match_cuts_separate (RondoMatchCuts *cuts,
                               const RondoMatchProblem *problem,
                               const RondoMatchCore *core,
                               gboolean is_thorough,
                               RondoMatchClock *clock);

/** rondo_match_cuts_separate_all: adds cuts that every best solution violates, not @core's x alone.
 * @all: the arcs that any of them uses, x being 1 or 1/2 where the pair is used once in all of
 * them, else less. Returns how many. */
int rondo_match_cuts_separate_all (RondoMatchCuts *cuts,
                                   const RondoMatchProblem *problem,
                                   const RondoMatchCore *all,
                                   const RondoMatchCore *core,
                                   RondoMatchClock *clock);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoMatchCuts, rondo_match_cuts_free)
