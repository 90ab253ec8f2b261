/* SPDX-License-Identifier: GPL-3.0-or-later
 * A point in time by the clocks of different places. */
#pragma once

#include <glib.h>
#include <stdint.h>

#include "rondo-date.h"

G_BEGIN_DECLS

#define RONDO_MOMENT_MINUTE_US (60 * (int64_t)G_USEC_PER_SEC)
#define RONDO_MOMENT_HOUR_US (60 * RONDO_MOMENT_MINUTE_US)
#define RONDO_MOMENT_DAY_US (24 * RONDO_MOMENT_HOUR_US)

/* In all of these @zone is the name of a zone, "Asia/Kathmandu"; NULL, or one that this machine
 * does not know, is the zone of this machine. */

/**
 * rondo_moment_from_local:
 * @minute: of the day, by the clock there
 * @is_skipped: (out) (nullable): the clock never shows that time on that day, since it is put
 *   forward; the moment is as much later
 *
 * Of a time that comes twice, since the clock is put back, the first one. Microseconds since 1970
 * UTC; 0 if @date or @minute is none.
 */
int64_t
rondo_moment_from_local (RondoDate date, int minute, const char *zone, gboolean *is_skipped);

/** rondo_moment_to_local: day and minute of the day that the clock shows there. */
void rondo_moment_to_local (int64_t moment_us, const char *zone, RondoDate *date, int *minute);

/** rondo_moment_to_time: "18:30". (transfer full) */
char *rondo_moment_to_time (int64_t moment_us, const char *zone);

/** rondo_moment_to_day: "Thursday, 12 March 2026", as the locale writes it. (transfer full) */
char *rondo_moment_to_day (int64_t moment_us, const char *zone);

/** rondo_moment_to_text: day and time. (transfer full) */
char *rondo_moment_to_text (int64_t moment_us, const char *zone);

/** rondo_moment_to_short: day and time for a narrow line: "Thu, 12 Mar, 18:30"; with the year if
 * @now_us is far from it. (transfer full) */
char *rondo_moment_to_short (int64_t moment_us, const char *zone, int64_t now_us);

/** rondo_moment_zone_is_known: whether this machine knows the zone @zone (nullable). */
gboolean rondo_moment_zone_is_known (const char *zone);

/** rondo_moment_zone_to_place: "Kathmandu" of "Asia/Kathmandu". (transfer full) */
char *rondo_moment_zone_to_place (const char *zone);

/** rondo_moment_describe_wait: "in 3 days", "in 2 h 5 min", "now", "since 10 min". (transfer full)
 */
char *rondo_moment_describe_wait (int64_t moment_us, int64_t now_us);

G_END_DECLS
