/* SPDX-License-Identifier: GPL-3.0-or-later
 * A calendar day without a zone, and minutes as people write them. */
#include "config.h"

#include "rondo-date.h"

#include <locale.h>
#include <string.h>

#define SECONDS_PER_DAY (24 * 60 * 60)
#define MICROSECONDS_PER_SECOND 1000000
#define YEAR_MIN 1900
#define YEAR_MAX 2200

/* GDate's day number of 1970-01-01. */
#define GDATE_EPOCH 719163
/* 1900-01-01 and 2200-12-31 as days since 1970-01-01. */
#define DATE_MIN -25567
#define DATE_MAX 84370

static int64_t
divide_floor (int64_t dividend, int64_t divisor)
{
  int64_t quotient = dividend / divisor;

  return dividend % divisor < 0 ? quotient - 1 : quotient;
}

static gboolean
parse_digits (const char *text, int count, int *number)
{
  *number = 0;
  for (int i = 0; i < count; i++) {
    if (!g_ascii_isdigit (text[i]))
      return FALSE;
    *number = *number * 10 + (text[i] - '0');
  }
  return TRUE;
}

static void
to_gdate (RondoDate date, GDate *gdate)
{
  g_date_clear (gdate, 1);
  g_date_set_julian (gdate, (guint32)(date + GDATE_EPOCH));
}

gboolean
rondo_date_parse (const char *text, RondoDate *date)
{
  int year, month, day;
  GDate gdate;

  g_return_val_if_fail (date != NULL, FALSE);

  if (text == NULL || strlen (text) != strlen ("YYYY-MM-DD"))
    return FALSE;
  if (!parse_digits (text, 4, &year) || text[4] != '-' || !parse_digits (text + 5, 2, &month) ||
      text[7] != '-' || !parse_digits (text + 8, 2, &day))
    return FALSE;
  if (year < YEAR_MIN || year > YEAR_MAX ||
      !g_date_valid_dmy ((GDateDay)day, (GDateMonth)month, (GDateYear)year))
    return FALSE;

  g_date_clear (&gdate, 1);
  g_date_set_dmy (&gdate, (GDateDay)day, (GDateMonth)month, (GDateYear)year);
  *date = (RondoDate)g_date_get_julian (&gdate) - GDATE_EPOCH;
  return TRUE;
}

gboolean
rondo_date_is_valid (RondoDate date)
{
  return date >= DATE_MIN && date <= DATE_MAX;
}

char *
rondo_date_to_iso (RondoDate date)
{
  GDate gdate;

  if (!rondo_date_is_valid (date))
    return g_strdup ("");
  to_gdate (date, &gdate);
  return g_strdup_printf ("%04d-%02d-%02d",
                          g_date_get_year (&gdate),
                          g_date_get_month (&gdate),
                          g_date_get_day (&gdate));
}

char *
rondo_date_to_display (RondoDate date)
{
  char text[128];
  GDate gdate;

  if (!rondo_date_is_valid (date))
    return g_strdup ("");
  to_gdate (date, &gdate);
  if (g_date_strftime (text, sizeof text, "%x", &gdate) == 0)
    return rondo_date_to_iso (date);
  return g_strdup (text);
}

RondoDate
rondo_date_from_us (int64_t time_us, GTimeZone *zone)
{
  int64_t seconds = divide_floor (time_us, MICROSECONDS_PER_SECOND);

  if (zone != NULL) {
    int interval = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, seconds);

    seconds += g_time_zone_get_offset (zone, interval);
  }
  return (RondoDate)divide_floor (seconds, SECONDS_PER_DAY);
}

char *
rondo_minutes_to_hours (int64_t minutes)
{
  int64_t hours = divide_floor (minutes, 60);
  int rest = (int)(minutes % 60);
  int hundredths = (rest < 0 ? rest + 60 : rest) * 100 / 60;

  if (hours < 0 && hundredths > 0)
    return g_strdup_printf ("-%" G_GINT64_FORMAT ".%02d", -(hours + 1), 100 - hundredths);
  return g_strdup_printf ("%" G_GINT64_FORMAT ".%02d", hours, hundredths);
}

char *
rondo_minutes_to_local_hours (int64_t minutes)
{
  const char *point = localeconv ()->decimal_point;
  g_autofree char *hours = rondo_minutes_to_hours (minutes);
  g_auto (GStrv) parts = g_strsplit (hours, ".", 2);

  return g_strjoinv (point != NULL && *point != '\0' ? point : ".", parts);
}

gboolean
rondo_minute_parse (const char *text, int *minute)
{
  int hours = 0, minutes = 0;
  gsize length;

  g_return_val_if_fail (minute != NULL, FALSE);

  length = text != NULL ? strlen (text) : 0;
  if (length < strlen ("H:MM") || length > strlen ("HH:MM") || text[length - 3] != ':' ||
      !parse_digits (text, (int)length - 3, &hours) ||
      !parse_digits (text + length - 2, 2, &minutes) || hours > 23 || minutes > 59)
    return FALSE;
  *minute = hours * 60 + minutes;
  return TRUE;
}

char *
rondo_minute_to_text (int minute)
{
  if (minute < 0 || minute >= SECONDS_PER_DAY / 60)
    return g_strdup ("");
  return g_strdup_printf ("%02d:%02d", minute / 60, minute % 60);
}

RondoDate
rondo_date_add_months (RondoDate date, int months)
{
  GDate gdate;
  RondoDate moved;

  if (!rondo_date_is_valid (date) || ABS (months) > 12 * (YEAR_MAX - YEAR_MIN))
    return date;
  to_gdate (date, &gdate);
  if (months >= 0)
    g_date_add_months (&gdate, (guint)months);
  else if (g_date_get_year (&gdate) + months / 12 > 1)
    g_date_subtract_months (&gdate, (guint)-months);
  moved = (RondoDate)g_date_get_julian (&gdate) - GDATE_EPOCH;
  return rondo_date_is_valid (moved) ? moved : date;
}
