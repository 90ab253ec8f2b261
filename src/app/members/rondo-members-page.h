/* SPDX-License-Identifier: GPL-3.0-or-later
 * The members of the community, as their coordinator sees them. */
#pragma once

#include "rondo-member-accounts.h"
#include "rondo-member.h"
#include "rondo-page.h"

G_BEGIN_DECLS

#define RONDO_TYPE_MEMBERS_PAGE (rondo_members_page_get_type ())
G_DECLARE_FINAL_TYPE (RondoMembersPage, rondo_members_page, RONDO, MEMBERS_PAGE, RondoPage)

/* Property "context": RondoContext. */

GtkWidget *rondo_members_page_new (void);

/** rondo_members_page_find: the member called @id, as last loaded. (nullable) */
const RondoMember *rondo_members_page_find (RondoMembersPage *page, const char *id);

/** rondo_members_page_get_accounts: who has joined, in which role. */
RondoMemberAccounts *rondo_members_page_get_accounts (RondoMembersPage *page);

/** rondo_members_page_list_shown: the members that search and filter leave, in their order.
 * (transfer container) (element-type RondoMember) */
GPtrArray *rondo_members_page_list_shown (RondoMembersPage *page);

/** rondo_members_page_list_all: all members who are not somebody else by now. (transfer container)
 * (element-type RondoMember) */
GPtrArray *rondo_members_page_list_all (RondoMembersPage *page);

G_END_DECLS
