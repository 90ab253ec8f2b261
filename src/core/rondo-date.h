/* SPDX-License-Identifier: GPL-3.0-or-later
 * A calendar day without a zone, and minutes as people write them. */
#pragma once

#include <glib.h>
#include <stdint.h>

G_BEGIN_DECLS

/* Days since 1970-01-01. */
typedef int32_t RondoDate;
#define RONDO_DATE_NONE INT32_MIN

/** rondo_date_parse: @text "YYYY-MM-DD" (years 1900–2200) into @date; FALSE for anything else. */
gboolean rondo_date_parse (const char *text, RondoDate *date);

/** rondo_date_is_valid: whether @date is a day of the years 1900–2200. */
gboolean rondo_date_is_valid (RondoDate date);

/** rondo_date_to_iso: "YYYY-MM-DD", or "" for a @date that is not valid. (transfer full) */
char *rondo_date_to_iso (RondoDate date);

/** rondo_date_to_display: the day as the locale writes it, or "" for none. (transfer full) */
char *rondo_date_to_display (RondoDate date);

/** rondo_date_from_us: the local calendar day of @time_us, microseconds since 1970 UTC, in
 * @zone (nullable: UTC). */
RondoDate rondo_date_from_us (int64_t time_us, GTimeZone *zone);

/** rondo_minutes_to_hours: @minutes as hours with two decimals, rounded down and never up, with a
 * point: 50 → "0.83"; for files. (transfer full) */
char *rondo_minutes_to_hours (int64_t minutes);

/** rondo_minutes_to_local_hours: the same with the decimal point of the locale; for the screen.
 * (transfer full) */
char *rondo_minutes_to_local_hours (int64_t minutes);

/** rondo_minute_parse: a time of the day, "9:05" or "21:30", as the minute of the day in @minute;
 * FALSE for anything else. */
gboolean rondo_minute_parse (const char *text, int *minute);

/** rondo_minute_to_text: "09:05"; "" for a @minute that is none of the day. (transfer full) */
char *rondo_minute_to_text (int minute);

/** rondo_date_add_months: @date @months later (or earlier), at the end of the month if that is
 * shorter; @date itself if that leaves the years that are valid. */
RondoDate rondo_date_add_months (RondoDate date, int months);

G_END_DECLS
