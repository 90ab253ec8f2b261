/* SPDX-License-Identifier: GPL-3.0-or-later
 * One day of a week with its sessions. */
#pragma once

#include <adwaita.h>

#include "rondo-date.h"

G_BEGIN_DECLS

#define RONDO_TYPE_WEEK_DAY (rondo_week_day_get_type ())
G_DECLARE_FINAL_TYPE (RondoWeekDay, rondo_week_day, RONDO, WEEK_DAY, AdwBin)

/** rondo_week_day_update: shows @lines (element-type RondoLineItem): a button each. */
void rondo_week_day_update (RondoWeekDay *day, RondoDate date, gboolean is_today, GPtrArray *lines);

G_END_DECLS
