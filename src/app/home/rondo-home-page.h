/* SPDX-License-Identifier: GPL-3.0-or-later
 * The first page: whom the user coaches, who coaches them, and which rounds they may join. */
#pragma once

#include "rondo-page.h"

G_BEGIN_DECLS

#define RONDO_TYPE_HOME_PAGE (rondo_home_page_get_type ())
G_DECLARE_FINAL_TYPE (RondoHomePage, rondo_home_page, RONDO, HOME_PAGE, RondoPage)

/* Property "context". */

GtkWidget *rondo_home_page_new (void);

G_END_DECLS
