/* SPDX-License-Identifier: GPL-3.0-or-later
 * Who the member of this computer is, and on which server: join, sign in, sign out, invite. */
#pragma once

#include <gio/gio.h>

#include "rondo-store.h"
#include "rondo-transport.h"

G_BEGIN_DECLS

#define RONDO_TYPE_ACCOUNT (rondo_account_get_type ())
G_DECLARE_FINAL_TYPE (RondoAccount, rondo_account, RONDO, ACCOUNT, GObject)

/*
 * Properties, all read-only, with notify on the thread that made the object:
 *   "server"         address, NULL: this computer only
 *   "community"      its name, NULL
 *   "member"         id of the member of this computer, NULL: not known
 *   "name"           of that member, NULL
 *   "is-coordinator" TRUE on this computer only, else the role the server gave
 *   "is-signed-in"   there is a pass to talk to the server with
 *   "is-remembered"  it is in the keyring; FALSE: for this run only
 */

/** rondo_account_new: the account that @store remembers; call load once the store is open. */
RondoAccount *rondo_account_new (RondoStore *store);

/** rondo_account_new_with_transport: the same, asking servers over @transport. */
RondoAccount *rondo_account_new_with_transport (RondoStore *store, RondoTransport *transport);

/** rondo_account_load_async: reads the account from the store and the token from the keyring.
 * A keyring that is missing, locked or slow is no error: is-signed-in stays FALSE. */
void rondo_account_load_async (RondoAccount *account,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean rondo_account_load_finish (RondoAccount *account, GAsyncResult *result, GError **error);

const char *rondo_account_get_server (RondoAccount *account);
const char *rondo_account_get_community (RondoAccount *account);
const char *rondo_account_get_member (RondoAccount *account);
const char *rondo_account_get_name (RondoAccount *account);
gboolean rondo_account_get_is_coordinator (RondoAccount *account);
gboolean rondo_account_get_is_signed_in (RondoAccount *account);
gboolean rondo_account_get_is_remembered (RondoAccount *account);

/** rondo_account_dup_token: the token to give to a transport of this account. It stands for the
 * sign-in, stays the same as long as that lasts, and is no secret; thread-safe. (transfer full)
 * (nullable) */
char *rondo_account_dup_token (RondoAccount *account);

/** rondo_account_wrap_transport: asks over @transport, showing what the server wants to see, and
 * renewing that when it has run out. (transfer full) */
RondoTransport *rondo_account_wrap_transport (RondoAccount *account, RondoTransport *transport);

/** rondo_account_greet_async: asks the server at @address for the name of its community. A wrong
 * address, no server or a server of another kind is an error with a sentence. */
void rondo_account_greet_async (RondoAccount *account,
                                const char *address,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
char *rondo_account_greet_finish (RondoAccount *account, GAsyncResult *result, GError **error);

/** rondo_account_join_async: uses the invitation @code. @name and @email may be NULL if the
 * invitation is for a member the community knows. */
void rondo_account_join_async (RondoAccount *account,
                               const char *address,
                               const char *code,
                               const char *name,
                               const char *email,
                               const char *password,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean rondo_account_join_finish (RondoAccount *account, GAsyncResult *result, GError **error);

void rondo_account_login_async (RondoAccount *account,
                                const char *address,
                                const char *email,
                                const char *password,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean rondo_account_login_finish (RondoAccount *account, GAsyncResult *result, GError **error);

/** rondo_account_sign_out_async: forgets the token at once, here and in the keyring, and asks the
 * server to revoke it: best effort, for a few seconds at most. Data and outbox stay. Does not fail,
 * and is not cancelled. */
void rondo_account_sign_out_async (RondoAccount *account,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean
rondo_account_sign_out_finish (RondoAccount *account, GAsyncResult *result, GError **error);

/** rondo_account_invite_async: a new invitation code for @member, who becomes a coordinator or a
 * coach, good for @days (0: as long as the server says); finish gives @expires_us, microseconds
 * since 1970 UTC. */
void rondo_account_invite_async (RondoAccount *account,
                                 const char *member,
                                 gboolean is_coordinator,
                                 int days,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
char *rondo_account_invite_finish (RondoAccount *account,
                                   GAsyncResult *result,
                                   int64_t *expires_us,
                                   GError **error);

/** rondo_account_ask_async: one request of who is signed in, to @path of their server, with @body
 * (nullable); finish gives what the server answered. */
void rondo_account_ask_async (RondoAccount *account,
                              const char *method,
                              const char *path,
                              const char *body,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
GBytes *rondo_account_ask_finish (RondoAccount *account, GAsyncResult *result, GError **error);

/** rondo_account_set_self_async: on this computer only: says which member the user is. */
void rondo_account_set_self_async (RondoAccount *account,
                                   const char *member,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean
rondo_account_set_self_finish (RondoAccount *account, GAsyncResult *result, GError **error);

G_END_DECLS
