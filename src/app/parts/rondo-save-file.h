/* SPDX-License-Identifier: GPL-3.0-or-later
 * Writing what is there already to a file that the user chooses. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** rondo_save_file: asks for a file under @title, offering @name, writes @bytes into it, readable
 * by this user alone, and tells in a toast of the window of @from how it went. */
void rondo_save_file (GtkWidget *from, const char *title, const char *name, GBytes *bytes);

G_END_DECLS
