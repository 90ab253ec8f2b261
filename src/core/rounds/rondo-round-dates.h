/* SPDX-License-Identifier: GPL-3.0-or-later
 * The dates of a round: sensible ones, in order, and those of the next round. */
#pragma once

#include "rondo-round.h"

G_BEGIN_DECLS

/* A round does not last longer than this unless somebody means it. */
#define RONDO_ROUND_WEEKS_USUAL 15

/* The days of a round, in the order in which they come. */
typedef enum {
  RONDO_DAY_REGISTER_UNTIL,
  RONDO_DAY_REQUESTS_UNTIL,
  RONDO_DAY_MATCH_ON,
  RONDO_DAY_START,
  RONDO_DAY_CHECK_ON,
  RONDO_DAY_END,
  RONDO_DAY_FEEDBACK_UNTIL,
  RONDO_N_DAYS,
} RondoRoundDay;

/** rondo_round_get_day: that day of @round, or NONE. */
RondoDate rondo_round_get_day (const RondoRound *round, RondoRoundDay day);
void rondo_round_set_day (RondoRound *round, RondoRoundDay day, RondoDate date);

/** rondo_round_get_first_contact_due: the day by which partners of the first hour have met. */
RondoDate rondo_round_get_first_contact_due (const RondoRound *round);

/** rondo_round_day_describe: what the day is for, translated. */
const char *rondo_round_day_describe (RondoRoundDay day);

/** rondo_round_find_misplaced: the first day that comes before one it should follow, and a
 * translated sentence (transfer full) that says so; %RONDO_N_DAYS if all are in order. */
RondoRoundDay rondo_round_find_misplaced (const RondoRound *round, char **sentence);

/** rondo_round_copy_for_next: a draft of a new round with everything @round has but its course, its
 * dates moved so that it begins on @start. @id: of the new one. (transfer full) */
RondoRound *rondo_round_copy_for_next (const RondoRound *round, const char *id, RondoDate start);

/** rondo_round_fill_days_between: sensible other days for a round from @start to @end. */
void rondo_round_fill_days_between (RondoRound *round, RondoDate start, RondoDate end);

/** rondo_round_fill_dates: sensible dates for a round that begins on @start. */
void rondo_round_fill_dates (RondoRound *round, RondoDate start);

G_END_DECLS
