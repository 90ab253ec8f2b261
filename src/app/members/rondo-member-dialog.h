/* SPDX-License-Identifier: GPL-3.0-or-later
 * The dialog that adds or edits a member. */
#pragma once

#include "rondo-dialog.h"

G_BEGIN_DECLS

#define RONDO_TYPE_MEMBER_DIALOG (rondo_member_dialog_get_type ())
G_DECLARE_FINAL_TYPE (RondoMemberDialog, rondo_member_dialog, RONDO, MEMBER_DIALOG, RondoDialog)

/** rondo_member_dialog_new: for a copy of @member, or a new one for NULL. */
GtkWindow *rondo_member_dialog_new (RondoContext *context, const RondoMember *member);

/** rondo_member_dialog_new_for_self: for a copy of one's own record @member; what only coordinators
 * write is not there. */
GtkWindow *rondo_member_dialog_new_for_self (RondoContext *context, const RondoMember *member);

G_END_DECLS
