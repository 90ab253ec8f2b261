/* SPDX-License-Identifier: GPL-3.0-or-later
 * Who may sign in. */
#include "config.h"

#include "rondo-server-accounts.h"

#include "rondo-server-devices.h"
#include "rondo-wire-accounts.h"

static const char SQL_FIND[] = "SELECT member, is_coordinator, is_held, password, created_us "
                               "FROM account WHERE member = $1";
static const char SQL_INSERT[] =
    "INSERT INTO account (member, is_coordinator, password, created_us) VALUES ($1, $2, $3, $4)";
static const char SQL_SET_ROLE[] = "UPDATE account SET is_coordinator = $2 WHERE member = $1";
static const char SQL_SET_HELD[] =
    "UPDATE account SET is_held = $2, hold_reason = $3 WHERE member = $1";
static const char SQL_LIST[] =
    "SELECT a.member, a.is_coordinator, a.is_held, a.hold_reason, a.created_us, "
    "(SELECT max (d.renewed_us) FROM device d WHERE d.member = a.member) "
    "FROM account a ORDER BY a.member";
static const char SQL_SET_PASSWORD[] = "UPDATE account SET password = $2 WHERE member = $1";
static const char SQL_DELETE[] = "DELETE FROM account WHERE member = $1";
static const char SQL_COUNT_COORDINATORS[] =
    "SELECT count(*) FROM account WHERE is_coordinator = 1 AND is_held = 0";

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
    (*account)->is_held = rondo_statement_get_int (statement, 2) != 0;
    (*account)->password = g_strdup (rondo_statement_get_text (statement, 3));
    (*account)->created_us = rondo_statement_get_int (statement, 4);
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

gboolean
rondo_server_accounts_set_role (RondoDb *db,
                                const char *member,
                                gboolean is_coordinator,
                                GError **error)
{
  return rondo_db_run (db, error, SQL_SET_ROLE, "ti", member, (int64_t)is_coordinator);
}

gboolean
rondo_server_accounts_set_held (
    RondoDb *db, const char *member, gboolean is_held, const char *reason, GError **error)
{
  return rondo_db_run (db,
                       error,
                       SQL_SET_HELD,
                       "tit",
                       member,
                       (int64_t)is_held,
                       is_held && reason != NULL ? reason : "");
}

gboolean
rondo_server_accounts_list (RondoDb *db, GPtrArray *accounts, GError **error)
{
  g_autoptr (RondoStatement) statement = rondo_db_query (db, error, SQL_LIST, "");
  g_autoptr (GError) failure = NULL;

  if (statement == NULL)
    return FALSE;
  while (rondo_statement_step (statement, &failure)) {
    RondoAccountState *state = g_new0 (RondoAccountState, 1);

    g_ptr_array_add (accounts, state);
    state->member = g_strdup (rondo_statement_get_text (statement, 0));
    state->is_coordinator = rondo_statement_get_int (statement, 1) != 0;
    state->is_held = rondo_statement_get_int (statement, 2) != 0;
    state->reason = g_strdup (rondo_statement_get_text (statement, 3));
    state->joined_us = rondo_statement_get_int (statement, 4);
    state->seen_us = rondo_statement_get_int (statement, 5);
  }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

gboolean
rondo_server_accounts_set_password (RondoDb *db,
                                    const char *member,
                                    const char *password,
                                    GError **error)
{
  return rondo_db_run (db, error, SQL_SET_PASSWORD, "tt", member, password);
}

gboolean
rondo_server_accounts_delete (RondoDb *db, const char *member, GError **error)
{
  return rondo_server_devices_delete_all (db, member, error) &&
         rondo_db_run (db, error, SQL_DELETE, "t", member);
}

int64_t
rondo_server_accounts_count_coordinators (RondoDb *db, GError **error)
{
  g_autoptr (RondoStatement) statement = rondo_db_query (db, error, SQL_COUNT_COORDINATORS, "");
  g_autoptr (GError) failure = NULL;

  if (statement == NULL)
    return -1;
  if (rondo_statement_step (statement, &failure))
    return rondo_statement_get_int (statement, 0);
  if (failure == NULL)
    return 0;
  g_propagate_error (error, g_steal_pointer (&failure));
  return -1;
}
