/* SPDX-License-Identifier: GPL-3.0-or-later
 * Short messages at the bottom of the window that a widget is in. Plain text, never markup. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef void (*RondoToastFunc) (gpointer user_data);

void rondo_toast_show (GtkWidget *from, const char *text);

/** rondo_toast_show_error: the message of @error; nothing if it only says "cancelled". */
void rondo_toast_show_error (GtkWidget *from, const GError *error);

/** rondo_toast_show_undo: @undo is called if the user presses Undo; @destroy frees @user_data. */
void rondo_toast_show_undo (GtkWidget *from,
                            const char *text,
                            RondoToastFunc undo,
                            gpointer user_data,
                            GDestroyNotify destroy);

G_END_DECLS
