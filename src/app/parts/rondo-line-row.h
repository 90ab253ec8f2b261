/* SPDX-License-Identifier: GPL-3.0-or-later
 * The content of a list row, which gives the row around it a name for screen readers. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define RONDO_TYPE_LINE_ROW (rondo_line_row_get_type ())
G_DECLARE_FINAL_TYPE (RondoLineRow, rondo_line_row, RONDO, LINE_ROW, AdwBin)

/* Property "label": what the row around this widget is called. */

/** rondo_line_row_name_parent: names the list row that @child is the content of. */
void rondo_line_row_name_parent (GtkWidget *child, const char *label);

/** rondo_line_row_name_drop: names the button inside of @drop, which is what gets the keyboard. */
void rondo_line_row_name_drop (GtkDropDown *drop, const char *label);

G_END_DECLS
