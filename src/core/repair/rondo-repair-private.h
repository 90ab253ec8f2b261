/* SPDX-License-Identifier: GPL-3.0-or-later
 * From pairs to a way of repairing a round. Private to this room. */
#pragma once

#include "rondo-candidate.h"
#include "rondo-match.h"
#include "rondo-repair.h"

G_BEGIN_DECLS

/** rondo_repair_leaves: whether @member does not coach, or is not coached, from then on. */
gboolean rondo_repair_leaves (const RondoRepairInput *input, const char *member, gboolean as_coach);

/** rondo_repair_is_left: whether @pairing cannot go on, because of one who leaves. */
gboolean rondo_repair_is_left (const RondoRepairInput *input, const RondoPairing *pairing);

/** rondo_repair_new_for_pairs: the way that leads to @pairs, indices of @candidates, who are all
 * that take part from then on. (transfer full) */
RondoRepair *rondo_repair_new_for_pairs (const RondoRepairInput *input,
                                         const RondoCandidates *candidates,
                                         const RondoMatchArc *pairs,
                                         guint n_pairs,
                                         int64_t now_us);

/*
 * RondoTriadsGap:
 * @candidates: all who take part from then on, with those who are called
 * @live: (element-type RondoPairing): pairings that go on if they can
 * @called: (nullable) (element-type utf8): members of a waiting list who may take a place
 *
 * A round of triads with rings that do not close any more.
 */
typedef struct {
  const RondoRepairInput *input;
  const RondoCandidates *candidates;
  GPtrArray *live;
  GPtrArray *called;
} RondoTriadsGap;

/** rondo_triads_list_closings: ways to put those whose ring was broken into rings again, first
 * among themselves, then, where somebody is left, together with one whole ring after the other;
 * each way is best for whom it touches, and has all pairs from then on. (transfer full)
 * (element-type GArray of RondoMatchArc) */
GPtrArray *rondo_triads_list_closings (const RondoTriadsGap *gap);

/** rondo_repair_is_same: whether both lead to the same pairs. */
gboolean rondo_repair_is_same (const RondoRepair *a, const RondoRepair *b);

/** rondo_repair_compare: of pointers to ways; the smaller change first. */
int rondo_repair_compare (gconstpointer a, gconstpointer b);

G_END_DECLS
