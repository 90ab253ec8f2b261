/* SPDX-License-Identifier: GPL-3.0-or-later
 * Invitations for many at a time, and taking them back. */
#pragma once

#include "rondo-db.h"
#include "rondo-wire-accounts.h"

G_BEGIN_DECLS

/** rondo_server_inviting_invite: a code for each person of @request as far as it goes, from @actor;
 * older ones of the same person become void. @pin: (nullable) as for the codes that are given to
 * people. One transaction. (transfer full) */
RondoInvitationsAnswer *rondo_server_inviting_invite (RondoDb *db,
                                                      const char *actor,
                                                      const RondoInvitationsRequest *request,
                                                      const char *pin,
                                                      int64_t now_us,
                                                      GError **error);

/** rondo_server_inviting_withdraw: the invitations of @request can not be used any more. One
 * transaction. */
gboolean rondo_server_inviting_withdraw (RondoDb *db,
                                         const char *actor,
                                         const RondoWithdrawRequest *request,
                                         int64_t now_us,
                                         GError **error);

/** rondo_server_inviting_list: who has joined, and who can still join. (transfer full) */
RondoPeopleAnswer *rondo_server_inviting_list (RondoDb *db, int64_t now_us, GError **error);

G_END_DECLS
