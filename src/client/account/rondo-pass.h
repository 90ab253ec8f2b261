/* SPDX-License-Identifier: GPL-3.0-or-later
 * What lets a signed-in computer in: a token for requests, renewed by itself when it has run out,
 * and what the certificate of the server has to be. Shared by account and sync; thread-safe. */
#pragma once

#include "rondo-transport.h"

G_BEGIN_DECLS

#define RONDO_TYPE_PASS (rondo_pass_get_type ())
G_DECLARE_FINAL_TYPE (RondoPass, rondo_pass, RONDO, PASS, GObject)

RondoPass *rondo_pass_new (void);

/** rondo_pass_sign_in: takes up the tokens of a new sign-in; @seconds is how long @access is good.
 */
void rondo_pass_sign_in (RondoPass *pass,
                         const char *server,
                         const char *member,
                         const char *access,
                         int64_t seconds,
                         const char *refresh);

/** rondo_pass_restore: takes up what the keyring kept of an earlier run. FALSE if it makes no
 * sense. */
gboolean
rondo_pass_restore (RondoPass *pass, const char *server, const char *member, const char *kept);

/** rondo_pass_sign_out: forgets the tokens. Gives the one that the server is to forget, too.
 * (transfer full) (nullable) */
char *rondo_pass_sign_out (RondoPass *pass);

/** rondo_pass_set_is_kept: whether the keyring holds it, and has to learn of renewals. */
void rondo_pass_set_is_kept (RondoPass *pass, gboolean is_kept);
gboolean rondo_pass_get_is_kept (RondoPass *pass);

/** rondo_pass_dup_handle: a word for this sign-in, to be given to a transport of this pass as the
 * token; it is the same through all renewals. (transfer full) (nullable) */
char *rondo_pass_dup_handle (RondoPass *pass);

/** rondo_pass_dup_kept: what the keyring has to keep. (transfer full) (nullable) */
char *rondo_pass_dup_kept (RondoPass *pass);

/** rondo_pass_dup_refresh: what renews, for the one call that is made with it. (transfer full)
 * (nullable) */
char *rondo_pass_dup_refresh (RondoPass *pass);

/** rondo_pass_pin: from now on the certificate of @server has to have this SHA-256 (hexadecimal),
 * whoever signed it. */
void rondo_pass_pin (RondoPass *pass, const char *server, const char *sha256);

/** rondo_pass_dup_pin: that of @server; NULL: any that this computer trusts is good. (transfer
 * full)
 */
char *rondo_pass_dup_pin (RondoPass *pass, const char *server);

/** rondo_pass_transport_new: asks over @inner. Requests with the handle as token go out with the
 * access token, which is renewed before and, when the server refuses it, once after. */
RondoTransport *rondo_pass_transport_new (RondoPass *pass, RondoTransport *inner);

/* For the transport alone. */

/** rondo_pass_dup_access: the token to send for @handle; NULL if there is none that is good.
 * (transfer full) */
char *rondo_pass_dup_access (RondoPass *pass, const char *handle);

/** rondo_pass_is_handle: whether @token stands for this sign-in. */
gboolean rondo_pass_is_handle (RondoPass *pass, const char *token);

/** rondo_pass_dup_url: @url with what the server's certificate has to be. (transfer full) */
char *rondo_pass_dup_url (RondoPass *pass, const char *url);

/** rondo_pass_begin_renewal: one thread at a time. FALSE if the token is another one than @refused
 * (nullable) by now, or @cancellable. Gives the body of the request and the server to ask.
 * (transfer full) */
gboolean rondo_pass_begin_renewal (
    RondoPass *pass, const char *refused, GCancellable *cancellable, char **server, char **body);

/** rondo_pass_end_renewal: @access is NULL if it came to nothing. */
void rondo_pass_end_renewal (RondoPass *pass, const char *access, int64_t seconds);

G_END_DECLS
