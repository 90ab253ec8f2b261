/* SPDX-License-Identifier: GPL-3.0-or-later
 * One entry of the sidebar: its widget name is the name of the page it leads to. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RONDO_TYPE_SIDEBAR_ROW (rondo_sidebar_row_get_type ())
G_DECLARE_FINAL_TYPE (RondoSidebarRow, rondo_sidebar_row, RONDO, SIDEBAR_ROW, GtkListBoxRow)

G_END_DECLS
