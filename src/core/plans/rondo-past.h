/* SPDX-License-Identifier: GPL-3.0-or-later
 * What earlier rounds tell the next one: who was paired with whom, and who lost out. */
#pragma once

#include <glib.h>

#include "rondo-plan.h"
#include "rondo-round.h"

G_BEGIN_DECLS

/** rondo_past_find_last: the round of @rounds (of RondoRound) that was published last before
 * @round, by its first day; NULL if there is none. */
const RondoRound *rondo_past_find_last (const RondoRound *round, GPtrArray *rounds);

/**
 * rondo_past_new:
 * @round: the one to be matched
 * @rounds: (element-type RondoRound): all that are known
 * @pairings: (element-type RondoPairing): theirs, those of @round do not count
 * @last: (nullable): the plan of rondo_past_find_last()
 *
 * Never changes once it is made, so that threads can share it. (transfer full)
 */
RondoPast *rondo_past_new (const RondoRound *round,
                           GPtrArray *rounds,
                           GPtrArray *pairings,
                           const RondoPlan *last);
RondoPast *rondo_past_ref (const RondoPast *past);
void rondo_past_unref (RondoPast *past);

/** rondo_past_complete_plan: a plan that amends a round says nothing of who was left out when it
 * began: adds to @last those whom @first leaves out and who have no pair in @last either. */
void rondo_past_complete_plan (RondoPlan *last, const RondoPlan *first);

/** rondo_past_rounds_ago: how many rounds ago @coach coached @client: 1 is the last round; 0 if
 * that never was. @past is nullable here and below. */
int rondo_past_rounds_ago (const RondoPast *past, const char *coach, const char *client);

/** rondo_past_get_band: how @member fared in the last round, %RONDO_BAND_FAIR if not known. */
RondoBand rondo_past_get_band (const RondoPast *past, const char *member);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoPast, rondo_past_unref)

G_END_DECLS
