/* SPDX-License-Identifier: GPL-3.0-or-later
 * Becoming a member of a community on this computer, and what is known of that. Blocking. */
#pragma once

#include "rondo-transport.h"
#include "rondo-wire-messages.h"
#include "rondo-worker.h"

G_BEGIN_DECLS

/* What the database knows of the account; each may be NULL. */
typedef struct {
  char *server;
  char *community;
  char *member;
  char *name;
  char *pin;               /* of the server's certificate */
  gboolean is_coordinator; /* TRUE on this computer only */
} RondoAccountFacts;

void rondo_account_facts_free (RondoAccountFacts *facts);

/** rondo_enroll_read_facts: (transfer full) */
RondoAccountFacts *rondo_enroll_read_facts (RondoDb *db, GError **error);

/** rondo_enroll_set_self: on this computer only: says which member the user is. */
gboolean rondo_enroll_set_self (RondoDb *db, const char *member, GError **error);

/** rondo_enroll_save_answer: remembers the account. What another history or another member had read
 * is read again; an account with unsent changes is not replaced by that of somebody else. */
gboolean rondo_enroll_save_answer (RondoDb *db,
                                   const char *server,
                                   const RondoAccountAnswer *answer,
                                   GError **error);

/** rondo_enroll_greet: (transfer full): the name of the community at @address */
char *rondo_enroll_greet (RondoTransport *transport,
                          const char *address,
                          GCancellable *cancellable,
                          GError **error);

/** rondo_enroll_join, rondo_enroll_login: (transfer full): what the server said, which the database
 * knows by then. What join does not say about the member is taken from the member of this computer.
 */
RondoAccountAnswer *rondo_enroll_join (RondoWorker *worker,
                                       RondoTransport *transport,
                                       const char *address,
                                       const RondoJoinRequest *request,
                                       GCancellable *cancellable,
                                       GError **error);
RondoAccountAnswer *rondo_enroll_login (RondoWorker *worker,
                                        RondoTransport *transport,
                                        const char *address,
                                        const RondoLoginRequest *request,
                                        GCancellable *cancellable,
                                        GError **error);

/** rondo_enroll_sign_out: asks @server to revoke @token. */
gboolean rondo_enroll_sign_out (RondoTransport *transport,
                                const char *server,
                                const char *token,
                                GCancellable *cancellable,
                                GError **error);

/** rondo_enroll_ask: one request of a member that is signed in; its answer is checked, but not
 * read. (transfer full) */
GBytes *rondo_enroll_ask (RondoTransport *transport,
                          const char *method,
                          const char *server,
                          const char *path,
                          const char *token,
                          const char *body,
                          GCancellable *cancellable,
                          GError **error);

/** rondo_enroll_invite: a new code for @member, good for @days (0: as the server says).
 * (transfer full) */
RondoInviteAnswer *rondo_enroll_invite (RondoTransport *transport,
                                        const char *server,
                                        const char *token,
                                        const char *member,
                                        gboolean is_coordinator,
                                        int days,
                                        GCancellable *cancellable,
                                        GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoAccountFacts, rondo_account_facts_free)

G_END_DECLS
