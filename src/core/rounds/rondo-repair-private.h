/* SPDX-License-Identifier: GPL-3.0-or-later
 * From pairs to a way of repairing a round. Private to this room. */
#pragma once

#include "rondo-candidate.h"
#include "rondo-match.h"
#include "rondo-repair.h"

G_BEGIN_DECLS

/** rondo_repair_new_for_pairs: the way that leads to @pairs, indices of @candidates, who are all
 * that take part from then on. (transfer full) */
RondoRepair *rondo_repair_new_for_pairs (const RondoRepairInput *input,
                                         const RondoCandidates *candidates,
                                         const RondoMatchArc *pairs,
                                         guint n_pairs,
                                         int64_t now_us);

/** rondo_repair_is_same: whether both lead to the same pairs. */
gboolean rondo_repair_is_same (const RondoRepair *a, const RondoRepair *b);

/** rondo_repair_compare: of pointers to ways; the smaller change first. */
int rondo_repair_compare (gconstpointer a, gconstpointer b);

G_END_DECLS
