/* SPDX-License-Identifier: GPL-3.0-or-later
 * Sessions that came back every week, logged in one go. */
#include "config.h"

#include "rondo-log-fill.h"

#include "rondo-id.h"

#define DAYS_PER_WEEK 7
#define WEEKDAY_1970 3 /* 1970-01-01 was a Thursday */

static int
get_weekday (RondoDate date)
{
  int weekday = (date + WEEKDAY_1970) % DAYS_PER_WEEK;

  return weekday < 0 ? weekday + DAYS_PER_WEEK : weekday;
}

GArray *
rondo_log_fill_list_days (RondoDate from, RondoDate until, int weekday, int weeks)
{
  GArray *days = g_array_new (FALSE, FALSE, sizeof (RondoDate));
  RondoDate day;

  if (!rondo_date_is_valid (from) || !rondo_date_is_valid (until) || weekday < 0 ||
      weekday >= DAYS_PER_WEEK || weeks < 1 || weeks > RONDO_FILL_WEEKS_MOST)
    return days;
  day = from + (weekday - get_weekday (from) + DAYS_PER_WEEK) % DAYS_PER_WEEK;
  for (; day <= until && days->len < RONDO_FILL_MOST; day += weeks * DAYS_PER_WEEK)
    g_array_append_val (days, day);
  return days;
}

GPtrArray *
rondo_log_fill (const RondoLogEntry *model, GArray *days, int64_t now_us)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_log_entry_free);

  g_return_val_if_fail (model != NULL && days != NULL, entries);

  for (guint i = 0; i < days->len; i++) {
    RondoLogEntry *entry = rondo_log_entry_copy (model);

    g_free (entry->id);
    entry->id = rondo_id_new (now_us);
    entry->date = g_array_index (days, RondoDate, i);
    g_ptr_array_add (entries, entry);
  }
  return entries;
}
