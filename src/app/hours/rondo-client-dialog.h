/* SPDX-License-Identifier: GPL-3.0-or-later
 * A client of the coach: name, contact, and whether they agreed to be listed in a log. */
#pragma once

#include "rondo-dialog.h"

G_BEGIN_DECLS

#define RONDO_TYPE_CLIENT_DIALOG (rondo_client_dialog_get_type ())
G_DECLARE_FINAL_TYPE (RondoClientDialog, rondo_client_dialog, RONDO, CLIENT_DIALOG, RondoDialog)

/** rondo_client_dialog_new: edits a copy of @client, or makes a new one for NULL. */
GtkWidget *rondo_client_dialog_new (RondoContext *context, const RondoClientPerson *client);

G_END_DECLS
