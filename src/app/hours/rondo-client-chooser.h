/* SPDX-License-Identifier: GPL-3.0-or-later
 * The dialog that asks for one of the clients. */
#pragma once

#include "rondo-dialog.h"

G_BEGIN_DECLS

#define RONDO_TYPE_CLIENT_CHOOSER (rondo_client_chooser_get_type ())
G_DECLARE_FINAL_TYPE (RondoClientChooser, rondo_client_chooser, RONDO, CLIENT_CHOOSER, RondoDialog)

/* Signal "chosen" (id): before the dialog closes. */

/** rondo_client_chooser_new: asks @title; @but: (nullable): id of a client who is not offered, as
 * the one that the question is about, whom the dialog names. */
GtkWindow *rondo_client_chooser_new (RondoContext *context, const char *title, const char *but);

G_END_DECLS
