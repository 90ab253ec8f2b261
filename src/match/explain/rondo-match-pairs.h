/* SPDX-License-Identifier: GPL-3.0-or-later
 * Looking up pairs. Private to this room. */
#pragma once

#include "rondo-match.h"

/** rondo_match_compare_pairs: for qsort (), of RondoMatchArc by coach, then client. */
int rondo_match_compare_pairs (const void *a, const void *b);

/** rondo_match_sort_pairs: a sorted copy. (transfer full) */
RondoMatchArc *rondo_match_sort_pairs (const RondoMatchArc *pairs, int32_t n_pairs);

/** rondo_match_has_pair: whether sorted @pairs have one. */
gboolean
rondo_match_has_pair (const RondoMatchArc *pairs, int32_t n_pairs, int32_t coach, int32_t client);

/** rondo_match_mark_pairs: by arc of @instance, whether it is one of @pairs, which are sorted.
 * (transfer full) */
guint8 *rondo_match_mark_pairs (const RondoMatchInstance *instance,
                                const RondoMatchArc *pairs,
                                int32_t n_pairs);
