/* SPDX-License-Identifier: GPL-3.0-or-later
 * The plans that are best by one objective after the other (lexicographic linear programs, Isermann
 * 1982): each objective that is settled takes away the arcs that no such plan uses, and leaves a
 * limit on others where arcs alone do not say it. Numbers stay small however many objectives there
 * are. */
#pragma once

#include "rondo-match-branch.h"

/*
 * RondoMatchFace:
 * @problem: with the arcs that are left
 * @units: by arc of @problem: the best plan so far
 * @limits: what plans have to obey beside the rules of @problem
 * @hint: (nullable): the last program
 * @bound: no plan costs less by the last objective
 */
typedef struct {
  RondoMatchProblem *problem;
  int32_t *units;
  RondoMatchCuts *limits;
  RondoMatchHint *hint;
  int64_t bound;
  RondoMatchClock *clock;
} RondoMatchFace;

/** rondo_match_face_new: the plans of arcs marked in @alive that place as many as the one which has
 * those in @used, both by instance arc. NULL if @clock stopped it. */
RondoMatchFace *rondo_match_face_new (const RondoMatchInstance *instance,
                                      const guint8 *used,
                                      const guint8 *alive,
                                      RondoMatchClock *clock);
void rondo_match_face_free (RondoMatchFace *face);

/** rondo_match_face_minimize: looks for the plan of least @cost, by instance arc, which becomes the
 * one in hand, and takes away arcs that none as good uses. FALSE if it could not be proved; the
 * plan may be better than before even so. */
gboolean rondo_match_face_minimize (RondoMatchFace *face, const int64_t *cost, int64_t max_nodes);

/** rondo_match_face_measure: how much plans could use at most of what @times says, by instance arc,
 * how often it counts (0, 1 or 2), as far as is seen at once. */
int64_t rondo_match_face_measure (const RondoMatchFace *face, const guint8 *times);

/** rondo_match_face_limit: from now on plans use no more of what @times says than the plan in
 * hand does. Returns how much that is. */
int64_t rondo_match_face_limit (RondoMatchFace *face, const guint8 *times);

/** rondo_match_face_mark: sets @used and @alive, by instance arc, for those of the plan in hand and
 * those that are left; locked pairs are in neither. */
void
rondo_match_face_mark (const RondoMatchFace *face, int32_t n_arcs, guint8 *used, guint8 *alive);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoMatchFace, rondo_match_face_free)
