/* SPDX-License-Identifier: GPL-3.0-or-later
 * The dates of a round: sensible ones, in order, and those of the next round. */
#include "config.h"

#include "rondo-round-dates.h"

#include <glib/gi18n-lib.h>

#define LENGTH_DAYS (RONDO_ROUND_WEEKS_USUAL * 7)
#define REGISTER_LEAD_DAYS 7
#define REQUESTS_LEAD_DAYS 5
#define MATCH_LEAD_DAYS 3
#define FEEDBACK_DAYS 7

static const char *const names[RONDO_N_DAYS] = {
    [RONDO_DAY_REGISTER_UNTIL] = N_ ("Last Day to Register"),
    [RONDO_DAY_REQUESTS_UNTIL] = N_ ("Last Day to Change Requests"),
    [RONDO_DAY_MATCH_ON] = N_ ("Pairings Are Known"),
    [RONDO_DAY_START] = N_ ("First Day"),
    [RONDO_DAY_CHECK_ON] = N_ ("Half-Way Check"),
    [RONDO_DAY_END] = N_ ("Last Day"),
    [RONDO_DAY_FEEDBACK_UNTIL] = N_ ("Feedback Is Due"),
};

static RondoDate *
find_slot (RondoRound *round, RondoRoundDay day)
{
  switch (day) {
  case RONDO_DAY_REGISTER_UNTIL:
    return &round->register_until;
  case RONDO_DAY_REQUESTS_UNTIL:
    return &round->requests_until;
  case RONDO_DAY_MATCH_ON:
    return &round->match_on;
  case RONDO_DAY_START:
    return &round->start;
  case RONDO_DAY_CHECK_ON:
    return &round->check_on;
  case RONDO_DAY_END:
    return &round->end;
  case RONDO_DAY_FEEDBACK_UNTIL:
  case RONDO_N_DAYS:
  default:
    return &round->feedback_until;
  }
}

RondoDate
rondo_round_get_day (const RondoRound *round, RondoRoundDay day)
{
  return *find_slot ((RondoRound *)round, day);
}

void
rondo_round_set_day (RondoRound *round, RondoRoundDay day, RondoDate date)
{
  *find_slot (round, day) = date;
}

RondoDate
rondo_round_get_first_contact_due (const RondoRound *round)
{
  return round->start != RONDO_DATE_NONE ? round->start + round->first_contact_days
                                         : RONDO_DATE_NONE;
}

const char *
rondo_round_day_describe (RondoRoundDay day)
{
  return (guint)day < G_N_ELEMENTS (names) ? _ (names[day]) : "";
}

RondoRoundDay
rondo_round_find_misplaced (const RondoRound *round, char **sentence)
{
  RondoRoundDay last = RONDO_N_DAYS;

  for (RondoRoundDay day = 0; day < RONDO_N_DAYS; day++) {
    if (rondo_round_get_day (round, day) == RONDO_DATE_NONE)
      continue;
    if (last != RONDO_N_DAYS &&
        rondo_round_get_day (round, day) < rondo_round_get_day (round, last)) {
      /* Translators: two days of a round by what they are for, such as "Last Day" */
      *sentence = g_strdup_printf (_ ("“%s” comes before “%s”. Choose a later day."),
                                   rondo_round_day_describe (day),
                                   rondo_round_day_describe (last));
      return day;
    }
    last = day;
  }
  return RONDO_N_DAYS;
}

void
rondo_round_fill_days_between (RondoRound *round, RondoDate start, RondoDate end)
{
  g_return_if_fail (round != NULL);

  round->start = start;
  round->end = end;
  round->register_until = start - REGISTER_LEAD_DAYS;
  round->requests_until = start - REQUESTS_LEAD_DAYS;
  round->match_on = start - MATCH_LEAD_DAYS;
  round->check_on = start + (end - start) / 2;
  round->feedback_until = end + FEEDBACK_DAYS;
}

void
rondo_round_fill_dates (RondoRound *round, RondoDate start)
{
  rondo_round_fill_days_between (round, start, start + LENGTH_DAYS);
}

RondoRound *
rondo_round_copy_for_next (const RondoRound *round, const char *id, RondoDate start)
{
  RondoRound *copy = NULL;
  int days = 0;

  g_return_val_if_fail (round != NULL && id != NULL, NULL);

  copy = rondo_round_copy (round);
  days = rondo_date_is_valid (round->start) ? start - round->start : 0;
  g_free (copy->id);
  copy->id = g_strdup (id);
  for (RondoRoundDay day = 0; day < RONDO_N_DAYS; day++)
    if (rondo_round_get_day (round, day) != RONDO_DATE_NONE)
      rondo_round_set_day (copy, day, rondo_round_get_day (round, day) + days);
  copy->start = start;
  copy->state = RONDO_ROUND_DRAFT;
  copy->is_paused = FALSE;
  copy->is_quiet = FALSE;
  copy->announced_on = RONDO_DATE_NONE;
  copy->announced_to = 0;
  g_free (copy->told_title);
  copy->told_title = g_strdup ("");
  copy->version = 0;
  return copy;
}
