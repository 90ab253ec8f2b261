/* SPDX-License-Identifier: GPL-3.0-or-later
 * A member in a list, with the menu of what can be done with them. */
#pragma once

#include <adwaita.h>

#include "rondo-line-item.h"

G_BEGIN_DECLS

#define RONDO_TYPE_MEMBER_ROW (rondo_member_row_get_type ())
G_DECLARE_FINAL_TYPE (RondoMemberRow, rondo_member_row, RONDO, MEMBER_ROW, AdwBin)

/* Property "item": RondoLineItem, its kind is non-zero for active members. The menu calls the
 * actions members.edit, .invite, .set-self, .pause and .resume with the item's key. */

/** rondo_member_row_popup: opens the menu, as a context menu does. */
void rondo_member_row_popup (RondoMemberRow *row);

G_END_DECLS
