/* SPDX-License-Identifier: GPL-3.0-or-later
 * One round: who registered, matching, publishing, and how its pairings get on. */
#pragma once

#include "rondo-overviews.h"
#include "rondo-page.h"

G_BEGIN_DECLS

#define RONDO_TYPE_ROUND_PAGE (rondo_round_page_get_type ())
G_DECLARE_FINAL_TYPE (RondoRoundPage, rondo_round_page, RONDO, ROUND_PAGE, RondoPage)

/* Properties "context": RondoContext; "round-id": the round that is shown, NULL for none. */

GtkWidget *rondo_round_page_new (void);

/** rondo_round_page_get_overview: what is shown, NULL before that. */
const RondoRoundOverview *rondo_round_page_get_overview (RondoRoundPage *page);

G_END_DECLS
