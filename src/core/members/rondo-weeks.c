/* SPDX-License-Identifier: GPL-3.0-or-later
 * The weeks of a round in the time that all zones share.
 *
 * What matters is how the clocks of the zones stand to each other. Over a round that changes a few
 * times, whenever one of them is put forward or back; between two changes all weeks are alike. So
 * there is one week for each way the clocks stand, in quarters of an hour, because there are zones
 * of 45 minutes. */
#include "config.h"

#include "rondo-weeks.h"

#include <string.h>

#include "rondo-zone.h"

#define QUARTERS_PER_DAY (24 * 4)
#define QUARTERS (7 * QUARTERS_PER_DAY)
#define SECONDS_PER_DAY (24 * 60 * 60)
#define SECONDS_PER_QUARTER (15 * 60)
#define MINUTES_PER_QUARTER 15
#define BITS_PER_WORD 64
#define WORDS ((QUARTERS + BITS_PER_WORD - 1) / BITS_PER_WORD)

/* 2000-01-01, for a round without days. */
#define DAY_OF_NO_DATE 10957

/* A round is not longer; of one that is, only the first years are looked at. */
#define DAYS_MAX (10 * 366)

struct _RondoWeeks {
  guint n_zones;
  guint n_weeks;
  GArray *offsets; /* of int: quarters of an hour east of UTC, by week, then zone */
};

static int
find_offset (const char *name, RondoDate day)
{
  GTimeZone *zone = rondo_zone_find (name);
  int64_t noon = (int64_t)day * SECONDS_PER_DAY + SECONDS_PER_DAY / 2;
  int offset = 0;

  if (zone != NULL)
    offset = g_time_zone_get_offset (zone,
                                     g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, noon));
  /* Rounded down; only clocks of long ago were not set to a quarter of an hour. */
  if (offset < 0)
    offset -= SECONDS_PER_QUARTER - 1;
  return offset / SECONDS_PER_QUARTER;
}

static const int *
get_offsets (const RondoWeeks *weeks, guint week)
{
  return &g_array_index (weeks->offsets, int, week * weeks->n_zones);
}

static gboolean
is_known (const RondoWeeks *weeks, const int *offsets)
{
  for (guint week = weeks->n_weeks; week-- > 0;)
    if (memcmp (get_offsets (weeks, week), offsets, weeks->n_zones * sizeof (int)) == 0)
      return TRUE;
  return FALSE;
}

RondoWeeks *
rondo_weeks_new (const char *const *zones, guint n_zones, RondoDate start, RondoDate end)
{
  RondoWeeks *weeks = g_new0 (RondoWeeks, 1);
  g_autofree int *offsets = g_new0 (int, MAX (n_zones, 1));
  RondoDate first = rondo_date_is_valid (start) ? start : DAY_OF_NO_DATE;
  RondoDate last = rondo_date_is_valid (end) && end >= first ? end : first;

  weeks->n_zones = n_zones;
  weeks->offsets = g_array_new (FALSE, FALSE, sizeof (int));
  for (RondoDate day = first; day <= MIN (last, first + DAYS_MAX); day++) {
    for (guint zone = 0; zone < n_zones; zone++)
      offsets[zone] = find_offset (zones[zone], day);
    if (is_known (weeks, offsets))
      continue;
    g_array_append_vals (weeks->offsets, offsets, n_zones);
    weeks->n_weeks++;
  }
  return weeks;
}

void
rondo_weeks_free (RondoWeeks *weeks)
{
  if (weeks == NULL)
    return;
  g_array_unref (weeks->offsets);
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
    int offset = get_offsets (weeks, week)[zone];

    for (int q = 0; q < QUARTERS; q++) {
      guint local = (guint)((q + offset + QUARTERS) % QUARTERS);

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
