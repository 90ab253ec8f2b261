/* SPDX-License-Identifier: GPL-3.0-or-later
 * Who may sign in, and which devices are signed in. */
#pragma once

#include "rondo-db.h"

G_BEGIN_DECLS

#define RONDO_SERVER_TOKEN_DAYS 90

typedef struct {
  char *member;
  gboolean is_coordinator;
  char *password; /* Argon2id */
} RondoServerAccount;

void rondo_server_account_free (RondoServerAccount *account);

/** rondo_server_accounts_find: the account of @member, NULL if there is none. (transfer full) */
gboolean rondo_server_accounts_find (RondoDb *db,
                                     const char *member,
                                     RondoServerAccount **account,
                                     GError **error);

gboolean rondo_server_accounts_insert (RondoDb *db,
                                       const RondoServerAccount *account,
                                       int64_t now_us,
                                       GError **error);

/** rondo_server_tokens_issue: a new token for @member on @device. (transfer full) */
char *rondo_server_tokens_issue (
    RondoDb *db, const char *member, const char *device, int64_t now_us, GError **error);

/** rondo_server_tokens_find: the member who holds @token, NULL if nobody (any more). One that is
 * used stays valid: it lives %RONDO_SERVER_TOKEN_DAYS from its last day of use. (transfer full) */
gboolean rondo_server_tokens_find (
    RondoDb *db, const char *token, int64_t now_us, char **member, GError **error);

gboolean rondo_server_tokens_revoke (RondoDb *db, const char *token, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoServerAccount, rondo_server_account_free)

G_END_DECLS
