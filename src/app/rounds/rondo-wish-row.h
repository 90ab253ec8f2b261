/* SPDX-License-Identifier: GPL-3.0-or-later
 * One wish for a coach: how strong, about what, which value. */
#pragma once

#include <gtk/gtk.h>

#include "rondo-wish.h"

G_BEGIN_DECLS

#define RONDO_TYPE_WISH_ROW (rondo_wish_row_get_type ())
G_DECLARE_FINAL_TYPE (RondoWishRow, rondo_wish_row, RONDO, WISH_ROW, GtkListBoxRow)

/* RondoWishRow::remove: the user takes the wish back. */

/** rondo_wish_row_new: shows @wish, or an empty one for NULL. */
GtkWidget *rondo_wish_row_new (const RondoWish *wish);

/** rondo_wish_row_dup_wish: the wish, or NULL with a sentence if its value makes no sense. Names of
 * languages are understood as well as codes. (transfer full) */
RondoWish *rondo_wish_row_dup_wish (RondoWishRow *row, GError **error);

G_END_DECLS
