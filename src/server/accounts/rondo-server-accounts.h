/* SPDX-License-Identifier: GPL-3.0-or-later
 * Who may sign in. */
#pragma once

#include "rondo-db.h"

G_BEGIN_DECLS

typedef struct {
  char *member;
  gboolean is_coordinator;
  gboolean is_held; /* can not sign in, and its tokens are not taken, until it is released */
  char *password;   /* Argon2id */
  int64_t created_us;
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

/* Changes of one account; nothing happens if there is none. */
gboolean rondo_server_accounts_set_role (RondoDb *db,
                                         const char *member,
                                         gboolean is_coordinator,
                                         GError **error);
gboolean rondo_server_accounts_set_held (
    RondoDb *db, const char *member, gboolean is_held, const char *reason, GError **error);
gboolean rondo_server_accounts_set_password (RondoDb *db,
                                             const char *member,
                                             const char *password,
                                             GError **error);

/** rondo_server_accounts_list: all of them, appended to @accounts (element-type RondoAccountState).
 */
gboolean rondo_server_accounts_list (RondoDb *db, GPtrArray *accounts, GError **error);

/** rondo_server_accounts_delete: the account and all its devices. */
gboolean rondo_server_accounts_delete (RondoDb *db, const char *member, GError **error);

/** rondo_server_accounts_count_coordinators: those who can sign in; −1 with @error. */
int64_t rondo_server_accounts_count_coordinators (RondoDb *db, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoServerAccount, rondo_server_account_free)

G_END_DECLS
