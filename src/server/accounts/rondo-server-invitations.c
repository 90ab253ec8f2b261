/* SPDX-License-Identifier: GPL-3.0-or-later
 * Invitations. */
#include "config.h"

#include "rondo-server-invitations.h"

#include "rondo-server-problem.h"
#include "rondo-server-secrets.h"
#include "rondo-wire-accounts.h"

#include <glib/gi18n-lib.h>

static const char SQL_INSERT[] =
    "INSERT INTO invitation (hash, member, is_coordinator, created_us, expires_us, used_us, id, "
    "email) VALUES ($1, $2, $3, $4, $5, NULL, $6, $7)";
static const char SQL_FIND[] =
    "SELECT hash, member, is_coordinator, expires_us, used_us, id, email "
    "FROM invitation WHERE hash = $1";
static const char SQL_LIST[] =
    "SELECT id, member, email, is_coordinator, created_us, expires_us FROM invitation "
    "WHERE used_us IS NULL AND expires_us > $1 ORDER BY created_us, id";
static const char SQL_WITHDRAW[] =
    "UPDATE invitation SET expires_us = $2 WHERE id = $1 AND used_us IS NULL AND expires_us > $2";
static const char SQL_WITHDRAW_OF[] =
    "UPDATE invitation SET expires_us = $3 "
    "WHERE (member = $1 OR email = $2) AND used_us IS NULL AND expires_us > $3";
static const char SQL_USE[] =
    "UPDATE invitation SET used_us = $2 WHERE hash = $1 AND used_us IS NULL";

void
rondo_server_invitation_free (RondoServerInvitation *invitation)
{
  g_free (invitation->id);
  g_free (invitation->hash);
  g_free (invitation->member);
  g_free (invitation->email);
  g_free (invitation);
}

char *
rondo_server_invitations_issue (RondoDb *db,
                                const RondoServerInvitation *invitation,
                                int64_t now_us,
                                int64_t expires_us,
                                GError **error)
{
  g_autofree char *code = rondo_server_code_new ();
  g_autofree char *hash = rondo_server_secret_hash (code);

  if (!rondo_db_run (db,
                     error,
                     SQL_INSERT,
                     "ttiiitt",
                     hash,
                     invitation->member,
                     (int64_t)invitation->is_coordinator,
                     now_us,
                     expires_us,
                     invitation->id,
                     invitation->email))
    return NULL;
  return g_steal_pointer (&code);
}

static gboolean
refuse (GError **error, const char *message)
{
  return rondo_server_refuse (error, RONDO_SERVER_PROBLEM_INVITATION, message);
}

static RondoServerInvitation *
read_invitation (RondoStatement *statement, int64_t now_us, GError **error)
{
  RondoServerInvitation *invitation = NULL;

  if (!rondo_statement_is_null (statement, 4)) {
    refuse (error,
            _ ("This invitation code was used already. If it was you, sign in with your e-mail "
               "address and password; otherwise ask your coordinator for a new code."));
    return NULL;
  }
  if (rondo_statement_get_int (statement, 3) <= now_us) {
    refuse (error, _ ("This invitation code has expired. Ask your coordinator for a new one."));
    return NULL;
  }
  invitation = g_new0 (RondoServerInvitation, 1);
  invitation->hash = g_strdup (rondo_statement_get_text (statement, 0));
  invitation->member = g_strdup (rondo_statement_get_text (statement, 1));
  invitation->is_coordinator = rondo_statement_get_int (statement, 2) != 0;
  invitation->id = g_strdup (rondo_statement_get_text (statement, 5));
  invitation->email = g_strdup (rondo_statement_get_text (statement, 6));
  return invitation;
}

RondoServerInvitation *
rondo_server_invitations_find (RondoDb *db, const char *code, int64_t now_us, GError **error)
{
  g_autofree char *normal = rondo_server_code_normalize (code);
  g_autofree char *hash = normal != NULL ? rondo_server_secret_hash (normal) : NULL;
  g_autoptr (RondoStatement) statement = rondo_db_query (db, error, SQL_FIND, "t", hash);
  g_autoptr (GError) failure = NULL;

  if (statement == NULL)
    return NULL;
  if (rondo_statement_step (statement, &failure))
    return read_invitation (statement, now_us, error);
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  else
    refuse (
        error,
        _ ("The server does not know this invitation code. Check the address of the server, and "
           "that the code is typed as it was given to you."));
  return NULL;
}

gboolean
rondo_server_invitations_use (RondoDb *db,
                              const RondoServerInvitation *invitation,
                              int64_t now_us,
                              GError **error)
{
  return rondo_db_run (db, error, SQL_USE, "ti", invitation->hash, now_us);
}

gboolean
rondo_server_invitations_list (RondoDb *db, int64_t now_us, GPtrArray *invitations, GError **error)
{
  g_autoptr (RondoStatement) statement = rondo_db_query (db, error, SQL_LIST, "i", now_us);
  g_autoptr (GError) failure = NULL;

  if (statement == NULL)
    return FALSE;
  while (rondo_statement_step (statement, &failure)) {
    RondoOpenInvitation *invitation = g_new0 (RondoOpenInvitation, 1);

    g_ptr_array_add (invitations, invitation);
    invitation->id = g_strdup (rondo_statement_get_text (statement, 0));
    invitation->member = g_strdup (rondo_statement_get_text (statement, 1));
    invitation->email = g_strdup (rondo_statement_get_text (statement, 2));
    invitation->is_coordinator = rondo_statement_get_int (statement, 3) != 0;
    invitation->made_us = rondo_statement_get_int (statement, 4);
    invitation->expires_us = rondo_statement_get_int (statement, 5);
  }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

gboolean
rondo_server_invitations_withdraw (RondoDb *db, const char *id, int64_t now_us, GError **error)
{
  return rondo_db_run (db, error, SQL_WITHDRAW, "ti", id, now_us);
}

gboolean
rondo_server_invitations_withdraw_of (
    RondoDb *db, const char *member, const char *email, int64_t now_us, GError **error)
{
  return rondo_db_run (db, error, SQL_WITHDRAW_OF, "tti", member, email, now_us);
}
