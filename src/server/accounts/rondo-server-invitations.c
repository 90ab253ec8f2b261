/* SPDX-License-Identifier: GPL-3.0-or-later
 * Invitations. */
#include "config.h"

#include "rondo-server-invitations.h"

#include "rondo-server-problem.h"
#include "rondo-server-secrets.h"

#include <glib/gi18n-lib.h>

static const char SQL_INSERT[] =
    "INSERT INTO invitation (hash, member, is_coordinator, created_us, expires_us, used_us) "
    "VALUES ($1, $2, $3, $4, $5, NULL)";
static const char SQL_FIND[] =
    "SELECT hash, member, is_coordinator, expires_us, used_us FROM invitation WHERE hash = $1";
static const char SQL_USE[] =
    "UPDATE invitation SET used_us = $2 WHERE hash = $1 AND used_us IS NULL";

void
rondo_server_invitation_free (RondoServerInvitation *invitation)
{
  g_free (invitation->hash);
  g_free (invitation->member);
  g_free (invitation);
}

char *
rondo_server_invitations_issue (RondoDb *db,
                                const char *member,
                                gboolean is_coordinator,
                                int64_t now_us,
                                int64_t expires_us,
                                GError **error)
{
  g_autofree char *code = rondo_server_code_new ();
  g_autofree char *hash = rondo_server_secret_hash (code);

  if (!rondo_db_run (db,
                     error,
                     SQL_INSERT,
                     "ttiii",
                     hash,
                     member,
                     (int64_t)is_coordinator,
                     now_us,
                     expires_us))
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
