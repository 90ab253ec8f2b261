/* SPDX-License-Identifier: GPL-3.0-or-later
 * Taking a whole import back, from the list of members. */
#pragma once

#include <gtk/gtk.h>

#include "rondo-context.h"

G_BEGIN_DECLS

/** rondo_members_import_take_back: asks whether what the last import made shall go, and does it;
 * says so if there is none. */
void rondo_members_import_take_back (GtkWidget *from, RondoContext *context);

G_END_DECLS
