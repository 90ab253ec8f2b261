/* SPDX-License-Identifier: GPL-3.0-or-later
 * Who may sign in, and which devices are signed in. */
#include "config.h"

#include "rondo-server-accounts.h"

#include "rondo-server-secrets.h"

#define DAY_US (24 * 60 * 60 * (int64_t)G_USEC_PER_SEC)

static const char SQL_FIND[] =
    "SELECT member, is_coordinator, password FROM account WHERE member = $1";
static const char SQL_INSERT[] =
    "INSERT INTO account (member, is_coordinator, password, created_us) VALUES ($1, $2, $3, $4)";
static const char SQL_INSERT_TOKEN[] =
    "INSERT INTO token (hash, member, device, created_us, expires_us) VALUES ($1, $2, $3, $4, $5)";
static const char SQL_DELETE_EXPIRED[] = "DELETE FROM token WHERE expires_us <= $1";
static const char SQL_FIND_TOKEN[] = "SELECT hash, member, expires_us FROM token WHERE hash = $1";
static const char SQL_PROLONG_TOKEN[] = "UPDATE token SET expires_us = $2 WHERE hash = $1";
static const char SQL_DELETE_TOKEN[] = "DELETE FROM token WHERE hash = $1";

void
rondo_server_account_free (RondoServerAccount *account)
{
  g_free (account->member);
  g_free (account->password);
  g_free (account);
}

gboolean
rondo_server_accounts_find (RondoDb *db,
                            const char *member,
                            RondoServerAccount **account,
                            GError **error)
{
  g_autoptr (RondoStatement) statement = rondo_db_query (db, error, SQL_FIND, "t", member);
  g_autoptr (GError) failure = NULL;

  *account = NULL;
  if (statement == NULL)
    return FALSE;
  if (rondo_statement_step (statement, &failure)) {
    *account = g_new0 (RondoServerAccount, 1);
    (*account)->member = g_strdup (rondo_statement_get_text (statement, 0));
    (*account)->is_coordinator = rondo_statement_get_int (statement, 1) != 0;
    (*account)->password = g_strdup (rondo_statement_get_text (statement, 2));
    return TRUE;
  }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

gboolean
rondo_server_accounts_insert (RondoDb *db,
                              const RondoServerAccount *account,
                              int64_t now_us,
                              GError **error)
{
  return rondo_db_run (db,
                       error,
                       SQL_INSERT,
                       "titi",
                       account->member,
                       (int64_t)account->is_coordinator,
                       account->password,
                       now_us);
}

char *
rondo_server_tokens_issue (
    RondoDb *db, const char *member, const char *device, int64_t now_us, GError **error)
{
  g_autofree char *token = rondo_server_token_new ();
  g_autofree char *hash = rondo_server_secret_hash (token);

  if (!rondo_db_run (db, error, SQL_DELETE_EXPIRED, "i", now_us) ||
      !rondo_db_run (db,
                     error,
                     SQL_INSERT_TOKEN,
                     "tttii",
                     hash,
                     member,
                     device != NULL ? device : "",
                     now_us,
                     now_us + RONDO_SERVER_TOKEN_DAYS * DAY_US))
    return NULL;
  return g_steal_pointer (&token);
}

gboolean
rondo_server_tokens_find (
    RondoDb *db, const char *token, int64_t now_us, char **member, GError **error)
{
  g_autofree char *hash = rondo_server_secret_hash (token);
  g_autoptr (RondoStatement) statement = rondo_db_query (db, error, SQL_FIND_TOKEN, "t", hash);
  g_autoptr (GError) failure = NULL;
  int64_t expires_us = 0;

  *member = NULL;
  if (statement == NULL)
    return FALSE;
  if (!rondo_statement_step (statement, &failure)) {
    if (failure == NULL)
      return TRUE;
    g_propagate_error (error, g_steal_pointer (&failure));
    return FALSE;
  }
  expires_us = rondo_statement_get_int (statement, 2);
  if (!rondo_server_hash_equal (rondo_statement_get_text (statement, 0), hash) ||
      expires_us <= now_us)
    return TRUE;
  *member = g_strdup (rondo_statement_get_text (statement, 1));
  g_clear_pointer (&statement, rondo_statement_free);
  if (expires_us >= now_us + (RONDO_SERVER_TOKEN_DAYS - 1) * DAY_US)
    return TRUE;
  return rondo_db_run (
      db, error, SQL_PROLONG_TOKEN, "ti", hash, now_us + RONDO_SERVER_TOKEN_DAYS * DAY_US);
}

gboolean
rondo_server_tokens_revoke (RondoDb *db, const char *token, GError **error)
{
  g_autofree char *hash = rondo_server_secret_hash (token);

  return rondo_db_run (db, error, SQL_DELETE_TOKEN, "t", hash);
}
