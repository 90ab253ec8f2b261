/* SPDX-License-Identifier: GPL-3.0-or-later
 * The pages a user may go to, the main menu and how the sync is doing. */
#pragma once

#include <adwaita.h>

#include "rondo-context.h"

G_BEGIN_DECLS

#define RONDO_TYPE_SIDEBAR (rondo_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (RondoSidebar, rondo_sidebar, RONDO, SIDEBAR, AdwBin)

/* Properties: "context"; "folded": the sidebar stands alone, a page opens only when activated. */

/** rondo_sidebar_select: marks the entry of @page; leads nowhere. */
void rondo_sidebar_select (RondoSidebar *sidebar, const char *page);

/** rondo_sidebar_offers: whether there is an entry for @page now. */
gboolean rondo_sidebar_offers (RondoSidebar *sidebar, const char *page);

/** rondo_sidebar_set_is_coordinator: whether the entries for coordinators are there. */
void rondo_sidebar_set_is_coordinator (RondoSidebar *sidebar, gboolean is_coordinator);

void rondo_sidebar_popup_menu (RondoSidebar *sidebar);

G_END_DECLS
