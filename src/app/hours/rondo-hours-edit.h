/* SPDX-License-Identifier: GPL-3.0-or-later
 * Changing many entries of the log at once, with a way back. */
#pragma once

#include <gtk/gtk.h>

#include "rondo-context.h"
#include "rondo-log-edits.h"

G_BEGIN_DECLS

/** rondo_hours_edit_start: does what @order (copied) says, and offers to take it back. */
void
rondo_hours_edit_start (GtkWidget *from, RondoContext *context, const RondoLogEditOrder *order);

/** rondo_hours_edit_ask_move: asks to which client the entries @ids (copied) belong. */
void rondo_hours_edit_ask_move (GtkWidget *from, RondoContext *context, GPtrArray *ids);

/** rondo_hours_edit_ask_merge: asks who is the same person as the client @kept, who stays. */
void rondo_hours_edit_ask_merge (GtkWidget *from, RondoContext *context, const char *kept);

G_END_DECLS
