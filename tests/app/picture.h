/* SPDX-License-Identifier: GPL-3.0-or-later
 * Pictures of windows, for people to look at: nothing of the screen has to be seen for them. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** picture_resize: makes @window this wide, and waits until it is. */
void picture_resize (GtkWindow *window, int width);
/** picture_take: of @window in this width, as high as what scrolls in it if the screen is that
 * high, light and dark; into the folder that RONDO_PICTURES names, if it names one. */
void picture_take (GtkWindow *window, const char *name, int width);

G_END_DECLS
