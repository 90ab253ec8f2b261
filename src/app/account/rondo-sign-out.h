/* SPDX-License-Identifier: GPL-3.0-or-later
 * Signing out, with a word about what was not sent yet and a way to keep it in a file. */
#pragma once

#include <gtk/gtk.h>

#include "rondo-context.h"

G_BEGIN_DECLS

/** rondo_sign_out_start: signs out; with changes that were not sent it asks first. Tells how it
 * went at @from. */
void rondo_sign_out_start (GtkWidget *from, RondoContext *context);

/** rondo_sign_out_save_unsent: lets the user choose a file for the changes that were not sent. */
void rondo_sign_out_save_unsent (GtkWidget *from, RondoContext *context);

G_END_DECLS
