/* SPDX-License-Identifier: GPL-3.0-or-later
 * A point in time by the clocks of different places. */
#include "config.h"

#include "rondo-moment.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rondo-zone.h"

#define DAY_MINUTES (24 * 60)
#define FAR_DAYS 180 /* then a day without its year may be taken for another */

/* The zone @name, or that of this machine. (transfer full) */
static GTimeZone *
get_zone (const char *name)
{
  GTimeZone *zone = rondo_zone_find (name);

  return zone != NULL ? g_time_zone_ref (zone) : g_time_zone_new_local ();
}

static GDateTime *
get_time (int64_t moment_us, const char *name)
{
  g_autoptr (GTimeZone) zone = get_zone (name);
  int64_t second = moment_us / G_USEC_PER_SEC;
  g_autoptr (GDateTime) utc =
      g_date_time_new_from_unix_utc (moment_us % G_USEC_PER_SEC < 0 ? second - 1 : second);

  return utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;
}

/* The day @date at @minute, as if it were UTC. */
static int64_t
get_nominal_s (RondoDate date, int minute)
{
  return date * (int64_t)DAY_MINUTES * 60 + minute * (int64_t)60;
}

/* Seconds by which the clock in @zone is ahead of UTC at @utc_s. */
static int64_t
get_offset_s (GTimeZone *zone, int64_t utc_s)
{
  int interval = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, utc_s);

  return interval >= 0 ? g_time_zone_get_offset (zone, interval) : 0;
}

int64_t
rondo_moment_from_local (RondoDate date, int minute, const char *zone, gboolean *is_skipped)
{
  g_autoptr (GTimeZone) found = NULL;
  int64_t nominal_s, before_s, after_s;

  if (is_skipped != NULL)
    *is_skipped = FALSE;
  if (!rondo_date_is_valid (date) || minute < 0 || minute >= DAY_MINUTES)
    return 0;
  found = get_zone (zone);
  nominal_s = get_nominal_s (date, minute);
  /* What the clock is ahead by, a day before and a day after: no zone changes twice in between. */
  before_s = nominal_s - get_offset_s (found, nominal_s - DAY_MINUTES * 60);
  after_s = nominal_s - get_offset_s (found, nominal_s + DAY_MINUTES * 60);
  if (get_offset_s (found, before_s) == nominal_s - before_s)
    return before_s * G_USEC_PER_SEC;
  if (get_offset_s (found, after_s) == nominal_s - after_s)
    return after_s * G_USEC_PER_SEC;
  if (is_skipped != NULL)
    *is_skipped = TRUE;
  return before_s * G_USEC_PER_SEC;
}

void
rondo_moment_to_local (int64_t moment_us, const char *zone, RondoDate *date, int *minute)
{
  g_autoptr (GTimeZone) found = get_zone (zone);
  int64_t local_min = moment_us / RONDO_MOMENT_MINUTE_US;

  if (moment_us % RONDO_MOMENT_MINUTE_US < 0)
    local_min--;
  local_min += get_offset_s (found, moment_us / G_USEC_PER_SEC) / 60;
  *minute = (int)(((local_min % DAY_MINUTES) + DAY_MINUTES) % DAY_MINUTES);
  *date = (RondoDate)((local_min - *minute) / DAY_MINUTES);
}

static char *
format (int64_t moment_us, const char *zone, const char *form)
{
  g_autoptr (GDateTime) time = get_time (moment_us, zone);
  char *text = time != NULL ? g_date_time_format (time, form) : NULL;

  return text != NULL ? text : g_strdup ("");
}

char *
rondo_moment_to_time (int64_t moment_us, const char *zone)
{
  return format (moment_us, zone, "%H:%M");
}

char *
rondo_moment_to_day (int64_t moment_us, const char *zone)
{
  /* Translators: a day with its weekday, see strftime(3): "Thursday, 12 March 2026" */
  return format (moment_us, zone, _ ("%A, %-d %B %Y"));
}

char *
rondo_moment_to_text (int64_t moment_us, const char *zone)
{
  g_autofree char *day = rondo_moment_to_day (moment_us, zone);
  g_autofree char *time = rondo_moment_to_time (moment_us, zone);

  /* Translators: a day and a time of the day */
  return g_strdup_printf (C_ ("moment", "%s, %s"), day, time);
}

char *
rondo_moment_to_short (int64_t moment_us, const char *zone, int64_t now_us)
{
  const gboolean is_far = ABS (moment_us - now_us) > FAR_DAYS * RONDO_MOMENT_DAY_US;

  /* Translators: a day and a time as short as possible, see strftime(3) */
  return is_far ? format (moment_us, zone, _ ("%a, %-d %b %Y, %H:%M"))
                : format (moment_us, zone, _ ("%a, %-d %b, %H:%M"));
}

gboolean
rondo_moment_zone_is_known (const char *zone)
{
  return rondo_zone_find (zone) != NULL;
}

char *
rondo_moment_zone_to_place (const char *zone)
{
  const char *slash = zone != NULL ? strrchr (zone, '/') : NULL;
  char *place = g_strdup (slash != NULL ? slash + 1 : zone != NULL ? zone : "");

  return g_strdelimit (place, "_", ' ');
}

static char *
describe_minutes (int64_t minutes)
{
  const int hours = (int)(minutes / 60), rest = (int)(minutes % 60);

  if (hours == 0)
    return g_strdup_printf (_ ("%d min"), rest);
  if (rest == 0)
    return g_strdup_printf (_ ("%d h"), hours);
  return g_strdup_printf (_ ("%d h %d min"), hours, rest);
}

char *
rondo_moment_describe_wait (int64_t moment_us, int64_t now_us)
{
  const int64_t wait_us = moment_us - now_us;
  const int64_t minutes = ABS (wait_us) / RONDO_MOMENT_MINUTE_US;
  const int days = (int)(wait_us / RONDO_MOMENT_DAY_US);
  g_autofree char *text = NULL;

  if (minutes == 0)
    return g_strdup (_ ("now"));
  if (days >= 2)
    return g_strdup_printf (ngettext ("in %d day", "in %d days", (gulong)days), days);
  text = describe_minutes (minutes);
  if (wait_us > 0)
    /* Translators: "in 2 h 5 min" */
    return g_strdup_printf (_ ("in %s"), text);
  /* Translators: it began "10 min" ago */
  return g_strdup_printf (_ ("since %s"), text);
}
