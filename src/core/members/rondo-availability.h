/* SPDX-License-Identifier: GPL-3.0-or-later
 * When somebody has time: the half hours of a week, by the clock on their wall. */
#pragma once

#include <glib.h>
#include <stdint.h>

#include "rondo-date.h"

G_BEGIN_DECLS

#define RONDO_AVAILABILITY_DAYS 7
#define RONDO_AVAILABILITY_SLOTS 48 /* of a day */

/* Longest text accepted from outside, in bytes; the longest that is ever written is shorter. */
#define RONDO_AVAILABILITY_MAX_BYTES 4000

/* A value; all zero is a grid that says nothing. */
typedef struct {
  uint64_t bits[6]; /* one for each half hour from Monday 00:00 on */
} RondoAvailability;

/* @day 0 is Monday, @slot 0 is from 00:00 to 00:30. */
gboolean rondo_availability_get (const RondoAvailability *grid, guint day, guint slot);
void rondo_availability_set (RondoAvailability *grid, guint day, guint slot, gboolean has_time);

gboolean rondo_availability_is_empty (const RondoAvailability *grid);
gboolean rondo_availability_equal (const RondoAvailability *a, const RondoAvailability *b);

/** rondo_availability_minutes: how much time there is in a week. */
int rondo_availability_minutes (const RondoAvailability *grid);

/**
 * rondo_availability_parse:
 * @text: "mon-fri 18:00-20:00; sat 09:00-12:00", also over midnight; "" or "none" for nothing
 *
 * Parts are split by ";", "," or "|"; one without a day goes on with the day before it.
 * Else %RONDO_ERROR_INVALID with a sentence, and @grid stays as it was.
 */
gboolean rondo_availability_parse (const char *text, RondoAvailability *grid, GError **error);

/** rondo_availability_describe: the same in words: "Monday–Friday 17:30–21:00, Sunday 10:00–12:00".
 * (transfer full) */
char *rondo_availability_describe (const RondoAvailability *grid);

/** rondo_availability_to_text: the inverse of rondo_availability_parse(). (transfer full) */
char *rondo_availability_to_text (const RondoAvailability *grid);

/**
 * rondo_availability_common_minutes: minutes a week in which both have time. Between @start and
 * @end the clocks of the two zones may come to stand differently to each other, more than once;
 * the way that leaves the two least time counts, as that is what they can rely on.
 */
int rondo_availability_common_minutes (const RondoAvailability *a,
                                       const char *zone_a,
                                       const RondoAvailability *b,
                                       const char *zone_b,
                                       RondoDate start,
                                       RondoDate end);

G_END_DECLS
