/* SPDX-License-Identifier: GPL-3.0-or-later
 * The dialog for many people at a time: invite them, hold them, or take invitations back. */
#pragma once

#include "rondo-dialog.h"
#include "rondo-member-accounts.h"

G_BEGIN_DECLS

typedef enum {
  RONDO_PEOPLE_INVITE,
  RONDO_PEOPLE_HOLD,
  RONDO_PEOPLE_INVITATIONS, /* those that can still be used */
} RondoPeopleTask;

#define RONDO_TYPE_PEOPLE_DIALOG (rondo_people_dialog_get_type ())
G_DECLARE_FINAL_TYPE (RondoPeopleDialog, rondo_people_dialog, RONDO, PEOPLE_DIALOG, RondoDialog)

/** rondo_people_dialog_new: for @members (element-type RondoMember, borrowed: copied), or, for the
 * invitations, to name whom they are for. */
GtkWindow *rondo_people_dialog_new (RondoContext *context,
                                    RondoMemberAccounts *accounts,
                                    RondoPeopleTask task,
                                    GPtrArray *members);

G_END_DECLS
