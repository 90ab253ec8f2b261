/* SPDX-License-Identifier: GPL-3.0-or-later
 * Connecting to a community: its address, then an invitation or a password. */
#pragma once

#include "rondo-dialog.h"

G_BEGIN_DECLS

#define RONDO_TYPE_CONNECT_DIALOG (rondo_connect_dialog_get_type ())
G_DECLARE_FINAL_TYPE (RondoConnectDialog, rondo_connect_dialog, RONDO, CONNECT_DIALOG, RondoDialog)

/** rondo_connect_dialog_new: begins with the address of the account, if it has one. */
GtkWidget *rondo_connect_dialog_new (RondoContext *context);

G_END_DECLS
