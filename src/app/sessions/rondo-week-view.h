/* SPDX-License-Identifier: GPL-3.0-or-later
 * The sessions of one week, day by day; another week is a key away. */
#pragma once

#include <adwaita.h>

#include "rondo-agenda.h"

G_BEGIN_DECLS

#define RONDO_TYPE_WEEK_VIEW (rondo_week_view_get_type ())
G_DECLARE_FINAL_TYPE (RondoWeekView, rondo_week_view, RONDO, WEEK_VIEW, AdwBin)

/** rondo_week_view_update: shows @agenda, which is borrowed for the call; the week stays. @today:
 * where Today leads to. */
void rondo_week_view_update (RondoWeekView *view, const RondoAgenda *agenda, RondoDate today);

/** rondo_week_view_get_first_day: the Monday of what is shown. */
RondoDate rondo_week_view_get_first_day (RondoWeekView *view);

G_END_DECLS
