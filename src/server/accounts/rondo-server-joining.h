/* SPDX-License-Identifier: GPL-3.0-or-later
 * Joining, signing in and inviting: the part that happens in the database. */
#pragma once

#include "rondo-server-accounts.h"
#include "rondo-server-community.h"
#include "rondo-server-invitations.h"
#include "rondo-wire-messages.h"

G_BEGIN_DECLS

#define RONDO_SERVER_INVITATION_DAYS 7
#define RONDO_SERVER_PASSWORD_MIN_BYTES 8
#define RONDO_SERVER_PASSWORD_MAX_BYTES 1024

/** rondo_server_joining_check: whether @request could be granted now, before its password is
 * hashed. */
gboolean rondo_server_joining_check (RondoDb *db,
                                     const RondoJoinRequest *request,
                                     int64_t now_us,
                                     GError **error);

/** rondo_server_joining_join: uses the invitation, makes member (if it names none) and account.
 * @password is hashed. One transaction. (transfer full) */
RondoAccountAnswer *rondo_server_joining_join (RondoDb *db,
                                               const RondoServerCommunity *community,
                                               const RondoJoinRequest *request,
                                               const char *password,
                                               int64_t now_us,
                                               GError **error);

/** rondo_server_joining_find: the account with @email, NULL if there is none. (transfer full) */
gboolean rondo_server_joining_find (RondoDb *db,
                                    const char *email,
                                    RondoServerAccount **account,
                                    GError **error);

/** rondo_server_joining_login: signs @member in on @device, and keeps the password as @rehashed if
 * that is given. One transaction. (transfer full) */
RondoAccountAnswer *rondo_server_joining_login (RondoDb *db,
                                                const RondoServerCommunity *community,
                                                const char *member,
                                                const char *device,
                                                const char *rehashed,
                                                int64_t now_us,
                                                GError **error);

/** rondo_server_joining_give_code: a code for @invitation until @expires_us, from @actor, in a
 * write transaction. Refused for a member who has joined. (transfer full) */
char *rondo_server_joining_give_code (RondoDb *db,
                                      const char *actor,
                                      const RondoServerInvitation *invitation,
                                      int64_t now_us,
                                      int64_t expires_us,
                                      GError **error);

/** rondo_server_joining_check_invited: whether @member (nullable: anybody) is one who has not
 * joined yet. */
gboolean rondo_server_joining_check_invited (RondoDb *db, const char *member, GError **error);

/** rondo_server_joining_read_days: when a code that is good for @days (0: as usual) from @now_us
 * expires. */
gboolean
rondo_server_joining_read_days (int days, int64_t now_us, int64_t *expires_us, GError **error);

/** rondo_server_joining_add_pin: @code as it is given to people: followed by "-" and what the
 * certificate of the server has to be, @pin (nullable). (transfer full) */
char *rondo_server_joining_add_pin (const char *code, const char *pin);

/** rondo_server_joining_invite: a code for @member (NULL: for anybody) valid for @days, from @actor
 * (see the admin log). One transaction. (transfer full) */
char *rondo_server_joining_invite (RondoDb *db,
                                   const char *actor,
                                   const char *member,
                                   gboolean is_coordinator,
                                   int days,
                                   int64_t now_us,
                                   int64_t *expires_us,
                                   GError **error);

G_END_DECLS
