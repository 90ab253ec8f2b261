/* SPDX-License-Identifier: GPL-3.0-or-later
 * The weeks of a round in the time that all zones share.
 *
 * Time is walked in quarters of an hour of UTC, because there are zones of 45 minutes, and each
 * quarter asks what the clock on the wall shows. So an hour that a clock leaps over is nobody's
 * free time, and one that it shows twice is free twice. */
#include "config.h"

#include "rondo-weeks.h"

#include <string.h>

#include "rondo-zone.h"

#define DAYS_PER_WEEK 7
#define QUARTERS_PER_DAY (24 * 4)
#define QUARTERS (DAYS_PER_WEEK * QUARTERS_PER_DAY)
#define SECONDS_PER_QUARTER (15 * 60)
#define MINUTES_PER_QUARTER 15
#define BITS_PER_WORD 64
#define WORDS ((QUARTERS + BITS_PER_WORD - 1) / BITS_PER_WORD)

/* 2000-01-01, for a round without days. */
#define DAY_OF_NO_DATE 10957

/* A round is not longer; whoever writes so is asked about its first years alone. */
#define WEEKS_MAX 520

/* How one clock goes in one week: quarters of an hour east of UTC, for each quarter. */
typedef struct {
  int16_t offset[QUARTERS];
} Clock;

struct _RondoWeeks {
  guint n_zones;
  guint n_weeks;
  GArray *weekdays; /* of guint, by week: that of its first day, 0 is Monday */
  GArray *clocks;   /* of Clock, by week, then zone */
};

/* 1970-01-01 was a Thursday. */
static guint
weekday_of (RondoDate day)
{
  return (guint)(((day + 3) % DAYS_PER_WEEK + DAYS_PER_WEEK) % DAYS_PER_WEEK);
}

static int16_t
find_offset (GTimeZone *zone, int64_t quarter)
{
  int64_t seconds = quarter * SECONDS_PER_QUARTER;
  int interval = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, seconds);
  int32_t offset = g_time_zone_get_offset (zone, interval);

  /* Rounded down; only clocks of long ago were not set to a quarter of an hour. */
  if (offset < 0)
    offset -= SECONDS_PER_QUARTER - 1;
  return (int16_t)(offset / SECONDS_PER_QUARTER);
}

/* No zone changes its clock twice within a day. */
static void
read_clock (const char *name, RondoDate first, Clock *clock)
{
  GTimeZone *zone = rondo_zone_find (name);
  int64_t begin = (int64_t)first * QUARTERS_PER_DAY;

  memset (clock, 0, sizeof *clock);
  for (int q = 0; zone != NULL && q < QUARTERS; q += QUARTERS_PER_DAY) {
    int16_t morning = find_offset (zone, begin + q);
    gboolean changes = find_offset (zone, begin + q + QUARTERS_PER_DAY) != morning;

    for (int i = 0; i < QUARTERS_PER_DAY; i++)
      clock->offset[q + i] = changes ? find_offset (zone, begin + q + i) : morning;
  }
}

static gboolean
is_known (const RondoWeeks *weeks, guint weekday, const Clock *clocks)
{
  for (guint week = 0; week < weeks->n_weeks; week++)
    if (g_array_index (weeks->weekdays, guint, week) == weekday &&
        memcmp (&g_array_index (weeks->clocks, Clock, week * weeks->n_zones),
                clocks,
                weeks->n_zones * sizeof (Clock)) == 0)
      return TRUE;
  return FALSE;
}

static void
add_week (RondoWeeks *weeks, const char *const *zones, RondoDate first)
{
  g_autofree Clock *clocks = g_new (Clock, MAX (weeks->n_zones, 1));
  guint weekday = weekday_of (first);

  for (guint zone = 0; zone < weeks->n_zones; zone++)
    read_clock (zones[zone], first, &clocks[zone]);
  if (is_known (weeks, weekday, clocks))
    return;
  g_array_append_vals (weeks->clocks, clocks, weeks->n_zones);
  g_array_append_val (weeks->weekdays, weekday);
  weeks->n_weeks++;
}

RondoWeeks *
rondo_weeks_new (const char *const *zones, guint n_zones, RondoDate start, RondoDate end)
{
  RondoWeeks *weeks = g_new0 (RondoWeeks, 1);
  RondoDate first = rondo_date_is_valid (start) ? start : DAY_OF_NO_DATE;
  RondoDate last = rondo_date_is_valid (end) && end >= first ? end : first;
  int n_whole;

  last = MIN (last, first + WEEKS_MAX * DAYS_PER_WEEK);
  n_whole = (last + 1 - first) / DAYS_PER_WEEK;
  weeks->n_zones = n_zones;
  weeks->weekdays = g_array_new (FALSE, FALSE, sizeof (guint));
  weeks->clocks = g_array_new (FALSE, FALSE, sizeof (Clock));
  for (int week = 0; week < MAX (n_whole, 1); week++)
    add_week (weeks, zones, first + week * DAYS_PER_WEEK);
  if (n_whole > 0 && (last + 1 - first) % DAYS_PER_WEEK != 0)
    add_week (weeks, zones, last + 1 - DAYS_PER_WEEK);
  return weeks;
}

void
rondo_weeks_free (RondoWeeks *weeks)
{
  if (weeks == NULL)
    return;
  g_array_unref (weeks->weekdays);
  g_array_unref (weeks->clocks);
  g_free (weeks);
}

guint
rondo_weeks_count (const RondoWeeks *weeks)
{
  return weeks->n_weeks;
}

uint64_t *
rondo_weeks_place (const RondoWeeks *weeks, guint zone, const RondoAvailability *grid)
{
  uint64_t *bits = g_new0 (uint64_t, weeks->n_weeks * WORDS);

  g_return_val_if_fail (zone < weeks->n_zones, bits);

  for (guint week = 0; week < weeks->n_weeks; week++) {
    const Clock *clock = &g_array_index (weeks->clocks, Clock, week * weeks->n_zones + zone);
    int begin = (int)g_array_index (weeks->weekdays, guint, week) * QUARTERS_PER_DAY;

    for (int q = 0; q < QUARTERS; q++) {
      guint local = (guint)((begin + q + clock->offset[q] + 2 * QUARTERS) % QUARTERS);

      if (rondo_availability_get (grid, local / QUARTERS_PER_DAY, local % QUARTERS_PER_DAY / 2))
        bits[week * WORDS + (guint)q / BITS_PER_WORD] |= UINT64_C (1) << q % BITS_PER_WORD;
    }
  }
  return bits;
}

int
rondo_weeks_common_minutes (const RondoWeeks *weeks, const uint64_t *a, const uint64_t *b)
{
  int least = QUARTERS;

  for (guint week = 0; week < weeks->n_weeks; week++) {
    int common = 0;

    for (guint i = week * WORDS; i < (week + 1) * WORDS; i++)
      common += __builtin_popcountll (a[i] & b[i]);
    least = MIN (least, common);
  }
  return least * MINUTES_PER_QUARTER;
}
