/* SPDX-License-Identifier: GPL-3.0-or-later
 * The dialog that makes one account of two of one person. */
#pragma once

#include "rondo-dialog.h"
#include "rondo-member-accounts.h"

G_BEGIN_DECLS

#define RONDO_TYPE_SAME_PERSON_DIALOG (rondo_same_person_dialog_get_type ())
G_DECLARE_FINAL_TYPE (
    RondoSamePersonDialog, rondo_same_person_dialog, RONDO, SAME_PERSON_DIALOG, RondoDialog)

/** rondo_same_person_dialog_new: who of @members (element-type RondoMember, borrowed: copied) is
 * the same as @member? */
GtkWindow *rondo_same_person_dialog_new (RondoContext *context,
                                         RondoMemberAccounts *accounts,
                                         const RondoMember *member,
                                         GPtrArray *members);

G_END_DECLS
