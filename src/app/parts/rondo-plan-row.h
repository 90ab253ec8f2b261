/* SPDX-License-Identifier: GPL-3.0-or-later
 * A row of a short list, as high as its text is: figures, a bar, notes and an address to open. */
#pragma once

#include <gtk/gtk.h>

#include "rondo-line-item.h"

G_BEGIN_DECLS

#define RONDO_TYPE_PLAN_ROW (rondo_plan_row_get_type ())
G_DECLARE_FINAL_TYPE (RondoPlanRow, rondo_plan_row, RONDO, PLAN_ROW, GtkListBoxRow)

/* Property "item": a RondoLineItem; if its key is an address, a button opens it. */

GtkWidget *rondo_plan_row_new (RondoLineItem *item);

G_END_DECLS
