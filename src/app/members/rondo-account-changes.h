/* SPDX-License-Identifier: GPL-3.0-or-later
 * Roles and hold, as a coordinator changes them: done at once, with a way back. */
#pragma once

#include "rondo-member-accounts.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** rondo_account_changes_start: does @act with @members (element-type utf8), for the page @from;
 * says what came of it and offers to take it back. @reason: (nullable) */
void rondo_account_changes_start (GtkWidget *from,
                                  RondoContext *context,
                                  RondoMemberAccounts *accounts,
                                  RondoAccountAct act,
                                  GPtrArray *members,
                                  const char *reason);

G_END_DECLS
