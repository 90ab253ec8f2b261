/* SPDX-License-Identifier: GPL-3.0-or-later
 * Invitations: codes that make an account, once, for a while. */
#pragma once

#include "rondo-db.h"

G_BEGIN_DECLS

typedef struct {
  char *id;
  char *hash;
  char *member; /* (nullable): for whom; NULL: whoever joins brings their own name */
  char *email;  /* (nullable): the address it was made for, if it names no member */
  gboolean is_coordinator;
} RondoServerInvitation;

void rondo_server_invitation_free (RondoServerInvitation *invitation);

/** rondo_server_invitations_issue: a new code for @invitation, whose hash is found here.
 * (transfer full) */
char *rondo_server_invitations_issue (RondoDb *db,
                                      const RondoServerInvitation *invitation,
                                      int64_t now_us,
                                      int64_t expires_us,
                                      GError **error);

/** rondo_server_invitations_list: those that can still be used, appended to @invitations
 * (element-type RondoOpenInvitation). */
gboolean
rondo_server_invitations_list (RondoDb *db, int64_t now_us, GPtrArray *invitations, GError **error);

/** rondo_server_invitations_withdraw: the one called @id can not be used any more. */
gboolean
rondo_server_invitations_withdraw (RondoDb *db, const char *id, int64_t now_us, GError **error);

/** rondo_server_invitations_withdraw_of: all of @member and of @email (each nullable). */
gboolean rondo_server_invitations_withdraw_of (
    RondoDb *db, const char *member, const char *email, int64_t now_us, GError **error);

/** rondo_server_invitations_find: the invitation of @code, as typed, if it can still be used. Used,
 * expired and unknown ones are refused, each with its own sentence. (transfer full) */
RondoServerInvitation *
rondo_server_invitations_find (RondoDb *db, const char *code, int64_t now_us, GError **error);

/** rondo_server_invitations_use: from now on it is used. In the transaction that found it. */
gboolean rondo_server_invitations_use (RondoDb *db,
                                       const RondoServerInvitation *invitation,
                                       int64_t now_us,
                                       GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoServerInvitation, rondo_server_invitation_free)

G_END_DECLS
