/* SPDX-License-Identifier: GPL-3.0-or-later
 * Days, times, lengths and kinds of payment as people write them into tables of their own. */
#pragma once

#include "rondo-hours.h"

G_BEGIN_DECLS

/* In which order the numbers of a day stand that does not begin with its year. */
typedef enum {
  RONDO_ORDER_DAY_FIRST,
  RONDO_ORDER_MONTH_FIRST,
} RondoDateOrder;

/* What a length without a unit is. */
typedef enum {
  RONDO_LENGTH_HOURS,
  RONDO_LENGTH_MINUTES,
} RondoLengthUnit;

/** rondo_loose_date_parse: "2026-03-12", "12.03.2026", "12/3/26", "12 March 2026", "Mar 12, 2026",
 * with or without a weekday before or a time behind it, or the number of a day as spreadsheets
 * count them. */
gboolean rondo_loose_date_parse (const char *text, RondoDateOrder order, RondoDate *date);

/** rondo_loose_date_find_order: whether @text can only be read in one order, and in which. */
gboolean rondo_loose_date_find_order (const char *text, RondoDateOrder *order);

/** rondo_loose_length_parse: "1:30", "90 min", "1.5 h", "1,5", "1h30", "1 Std. 30 Min." as minutes:
 * as many as are needed to show the same hundredths of an hour. */
gboolean rondo_loose_length_parse (const char *text, RondoLengthUnit unit, int64_t *minutes);

/** rondo_loose_length_has_unit: whether @text says its unit by itself. */
gboolean rondo_loose_length_has_unit (const char *text);

/** rondo_loose_number_parse: "1.234,5", "1,234.5", "€ 120", "0.83" in ten-thousandths. */
gboolean rondo_loose_number_parse (const char *text, int64_t *number);

/** rondo_loose_clock_parse: "18:30", "6:30 PM", "18.30", "18h30", also behind a day, as the minute
 * of the day. */
gboolean rondo_loose_clock_parse (const char *text, int *minute);

/** rondo_loose_payment_parse: words for paid, pro bono and in exchange in some languages, yes and
 * no, and amounts of money. */
gboolean rondo_loose_payment_parse (const char *text, RondoPayment *payment);

G_END_DECLS
