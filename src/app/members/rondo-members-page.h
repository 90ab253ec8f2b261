/* SPDX-License-Identifier: GPL-3.0-or-later
 * The members of the community, as their coordinator sees them. */
#pragma once

#include "rondo-page.h"

G_BEGIN_DECLS

#define RONDO_TYPE_MEMBERS_PAGE (rondo_members_page_get_type ())
G_DECLARE_FINAL_TYPE (RondoMembersPage, rondo_members_page, RONDO, MEMBERS_PAGE, RondoPage)

/* Property "context": RondoContext. */

GtkWidget *rondo_members_page_new (void);

G_END_DECLS
