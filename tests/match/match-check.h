/* SPDX-License-Identifier: GPL-3.0-or-later
 * An independent judge of results, which shares no code with the engine. */
#pragma once

#include "rondo-match.h"

G_BEGIN_DECLS

/** match_check_result: asserts that pairs, sums, bounds and certificates of @result are right. */
void match_check_result (const RondoMatchInstance *instance, const RondoMatchResult *result);

/** match_check_brute_force: the best objective vector of @instance by trying everything; NULL if
 * the locks contradict the rules. (transfer full) */
int64_t *match_check_brute_force (const RondoMatchInstance *instance);

/* A plan: whether member i coaches member j is @used[i * n_members + j]. */
typedef void (*MatchCheckVisit) (const guint8 *used, gpointer user_data);

/** match_check_every_plan: visits all plans of @instance that keep the locks and every rule. */
void match_check_every_plan (const RondoMatchInstance *instance,
                             MatchCheckVisit visit,
                             gpointer user_data);

/** match_check_compare: objective vectors in order; < 0, 0 or > 0. */
int match_check_compare (const int64_t *one, const int64_t *other, int32_t n);

G_END_DECLS
