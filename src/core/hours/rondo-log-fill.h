/* SPDX-License-Identifier: GPL-3.0-or-later
 * Sessions that came back every week, logged in one go. */
#pragma once

#include "rondo-hours.h"

G_BEGIN_DECLS

#define RONDO_FILL_MOST 1000 /* entries */
#define RONDO_FILL_WEEKS_MOST 52

/** rondo_log_fill_list_days: each day of the week @weekday (0: Monday) from @from until and with
 * @until, every @weeks weeks from the first of them on; at most RONDO_FILL_MOST. (transfer full)
 * (element-type RondoDate) */
GArray *rondo_log_fill_list_days (RondoDate from, RondoDate until, int weekday, int weeks);

/** rondo_log_fill: an entry like @model for each of @days. (transfer full) (element-type
 * RondoLogEntry) */
GPtrArray *rondo_log_fill (const RondoLogEntry *model, GArray *days, int64_t now_us);

G_END_DECLS
