/* SPDX-License-Identifier: GPL-3.0-or-later
 * The dates of a round, from the last day to register to the feedback. */
#pragma once

#include <adwaita.h>

#include "rondo-round.h"

G_BEGIN_DECLS

#define RONDO_TYPE_ROUND_DAYS (rondo_round_days_get_type ())
G_DECLARE_FINAL_TYPE (RondoRoundDays, rondo_round_days, RONDO, ROUND_DAYS, AdwPreferencesGroup)

/** rondo_round_days_set_round: shows what @round says. @follows: days that nobody touched follow
 * the first and the last day of the round. */
void rondo_round_days_set_round (RondoRoundDays *days, const RondoRound *round, gboolean follows);

/** rondo_round_days_read: into @round, also what is wrong with it. */
void rondo_round_days_read (RondoRoundDays *days, RondoRound *round);

/** rondo_round_days_find_mistake: marks the first row that is wrong, and says why; NULL if none
 * is. Hear of changes by RondoRoundDays::changed. (transfer full) (nullable) */
char *rondo_round_days_find_mistake (RondoRoundDays *days, GtkWidget **row);

G_END_DECLS
