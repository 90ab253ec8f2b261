/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which members have joined, in which role, and who can still join: as the server said last. */
#pragma once

#include <glib-object.h>

#include "rondo-accounts.h"
#include "rondo-context.h"

G_BEGIN_DECLS

#define RONDO_TYPE_MEMBER_ACCOUNTS (rondo_member_accounts_get_type ())
G_DECLARE_FINAL_TYPE (RondoMemberAccounts, rondo_member_accounts, RONDO, MEMBER_ACCOUNTS, GObject)

/* RondoMemberAccounts::changed: the server has said something else. */

RondoMemberAccounts *rondo_member_accounts_new (void);

/** rondo_member_accounts_load: asks the server, if there is one and the user is signed in as a
 * coordinator. What it does not say because it is not there, is not known. */
void rondo_member_accounts_load (RondoMemberAccounts *accounts, RondoAccount *account);

/** rondo_member_accounts_is_known: whether the server has said anything yet. */
gboolean rondo_member_accounts_is_known (RondoMemberAccounts *accounts);

/** rondo_member_accounts_find: NULL if @member has not joined. */
const RondoAccountState *rondo_member_accounts_find (RondoMemberAccounts *accounts,
                                                     const char *member);

/** rondo_member_accounts_get_invitations: all that can still be used. (element-type
 * RondoOpenInvitation) (nullable) */
GPtrArray *rondo_member_accounts_get_invitations (RondoMemberAccounts *accounts);

/** rondo_member_accounts_describe: @member in a few words; NULL if nothing is known or there is
 * nothing to say. (transfer full) */
char *rondo_member_accounts_describe (RondoMemberAccounts *accounts, const char *member);

/** rondo_member_accounts_describe_day: the local day of @time_us. (transfer full) */
char *rondo_member_accounts_describe_day (int64_t time_us);

G_END_DECLS
