/* SPDX-License-Identifier: GPL-3.0-or-later
 * Leaving a round: at any time, with a question once there are partners. */
#pragma once

#include "rondo-overviews.h"
#include "rondo-page.h"

G_BEGIN_DECLS

/** rondo_leave_round: withdraws the registration of @summary, which can be taken back until the
 * pairings are known; after that the partners are told, so @page asks before. */
void rondo_leave_round (RondoPage *page, const RondoRoundSummary *summary);

G_END_DECLS
