/* SPDX-License-Identifier: GPL-3.0-or-later
 * Taking a whole import back, from the hours page. */
#pragma once

#include <gtk/gtk.h>

#include "rondo-context.h"

G_BEGIN_DECLS

/** rondo_hours_import_take_back: asks whether the last import shall go, and takes it out of the
 * log; says so if there is none. */
void rondo_hours_import_take_back (GtkWidget *from, RondoContext *context);

G_END_DECLS
