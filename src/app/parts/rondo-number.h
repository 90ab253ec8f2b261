/* SPDX-License-Identifier: GPL-3.0-or-later
 * Spin buttons that never turn what was typed into another number. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** rondo_number_keep_typed: from now on @spin leaves text that is no number of its range as it was
 * typed, so that it can be told; by itself it would silently show the nearest one. */
void rondo_number_keep_typed (GtkSpinButton *spin);

/** rondo_number_read: whether what is typed in @spin is a whole number of its range; if so,
 * @number is it. */
gboolean rondo_number_read (GtkSpinButton *spin, int *number);

G_END_DECLS
