/* SPDX-License-Identifier: GPL-3.0-or-later
 * All rounds with their state and progress. */
#pragma once

#include "rondo-page.h"

G_BEGIN_DECLS

#define RONDO_TYPE_ROUNDS_PAGE (rondo_rounds_page_get_type ())
G_DECLARE_FINAL_TYPE (RondoRoundsPage, rondo_rounds_page, RONDO, ROUNDS_PAGE, RondoPage)

/* Property "context": RondoContext. */

GtkWidget *rondo_rounds_page_new (void);

G_END_DECLS
