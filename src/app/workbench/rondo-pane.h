/* SPDX-License-Identifier: GPL-3.0-or-later
 * A part of a window that would like to be as wide as it is told, whatever is in it. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RONDO_TYPE_PANE (rondo_pane_get_type ())
G_DECLARE_FINAL_TYPE (RondoPane, rondo_pane, RONDO, PANE, GtkWidget)

/*
 * Properties, set in the .ui file:
 *   "child"
 *   "natural-width"   in pixels
 *   "after"   so many frames after the window shows the pane, its content comes: not all of a large
 *             page has room in one frame
 */

G_END_DECLS
