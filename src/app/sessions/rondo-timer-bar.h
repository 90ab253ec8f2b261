/* SPDX-License-Identifier: GPL-3.0-or-later
 * The session that is running: since when, and how it ends. Not seen while none is. */
#pragma once

#include <adwaita.h>

#include "rondo-agenda.h"
#include "rondo-context.h"

G_BEGIN_DECLS

#define RONDO_TYPE_TIMER_BAR (rondo_timer_bar_get_type ())
G_DECLARE_FINAL_TYPE (RondoTimerBar, rondo_timer_bar, RONDO, TIMER_BAR, AdwBin)

/** rondo_timer_bar_update: shows the timer of @agenda, which is borrowed for the call. */
void rondo_timer_bar_update (RondoTimerBar *bar, RondoContext *context, const RondoAgenda *agenda);

G_END_DECLS
