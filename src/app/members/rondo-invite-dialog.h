/* SPDX-License-Identifier: GPL-3.0-or-later
 * The dialog that gets an invitation code for a member and says what to send. */
#pragma once

#include "rondo-dialog.h"

G_BEGIN_DECLS

#define RONDO_TYPE_INVITE_DIALOG (rondo_invite_dialog_get_type ())
G_DECLARE_FINAL_TYPE (RondoInviteDialog, rondo_invite_dialog, RONDO, INVITE_DIALOG, RondoDialog)

/** rondo_invite_dialog_new: asks the server for a code for @member at once. */
GtkWindow *rondo_invite_dialog_new (RondoContext *context, const RondoMember *member);

G_END_DECLS
