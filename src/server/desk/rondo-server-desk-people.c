/* SPDX-License-Identifier: GPL-3.0-or-later
 * What coordinators ask about accounts and invitations. */
#include "config.h"

#include "rondo-server-desk.h"

#include "rondo-server-accounts.h"
#include "rondo-server-inviting.h"
#include "rondo-server-joining.h"
#include "rondo-server-merging.h"
#include "rondo-server-people.h"
#include "rondo-server-problem.h"

#include <glib/gi18n-lib.h>

/* In the transaction of what follows nobody but a coordinator gets this far; the writer is alone,
 * so that the role is the same then. */
static gboolean
require_coordinator (RondoServerCall *call, const char *message, GError **error)
{
  g_autoptr (RondoServerAccount) account = NULL;

  if (!rondo_server_accounts_find (call->db, call->member, &account, error))
    return FALSE;
  return (account != NULL && account->is_coordinator) ||
         rondo_server_refuse (error, RONDO_SERVER_PROBLEM_FORBIDDEN, message);
}

static gboolean
may_invite (RondoServerCall *call, GError **error)
{
  return require_coordinator (call, _ ("Only coordinators can invite members."), error);
}

static gboolean
may_manage (RondoServerCall *call, GError **error)
{
  return require_coordinator (call, _ ("Only coordinators can look after accounts."), error);
}

static const char *
get_body (RondoServerCall *call, gsize *length)
{
  const char *data = g_bytes_get_data (call->body, length);

  return data != NULL ? data : "";
}

char *
rondo_server_serve_invite (RondoServerCall *call, GError **error)
{
  RondoServer *server = call->server;
  gsize length = 0;
  const char *data = get_body (call, &length);
  g_autoptr (RondoInviteRequest) request = rondo_wire_decode_invite_request (data, length, error);
  g_autofree char *code = NULL;
  g_autofree char *full = NULL;
  int64_t expires_us = 0;

  if (request == NULL || !may_invite (call, error))
    return NULL;
  code =
      rondo_server_joining_invite (call->db,
                                   call->member,
                                   request->member,
                                   request->is_coordinator,
                                   request->days > 0 ? request->days : RONDO_SERVER_INVITATION_DAYS,
                                   server->settings.now_us (),
                                   &expires_us,
                                   error);
  if (code == NULL)
    return NULL;
  full = rondo_server_joining_add_pin (code, server->pin);
  return rondo_wire_encode_invite_answer (
      &(RondoInviteAnswer){.code = full, .expires_us = expires_us});
}

char *
rondo_server_serve_people (RondoServerCall *call, GError **error)
{
  g_autoptr (RondoPeopleAnswer) answer = NULL;
  gboolean is_good;

  if (!rondo_db_begin_read (call->db, error))
    return NULL;
  is_good = may_manage (call, error);
  if (is_good)
    answer = rondo_server_inviting_list (call->db, call->server->settings.now_us (), error);
  if (!rondo_db_end (call->db, answer != NULL, error) || answer == NULL)
    return NULL;
  return rondo_wire_encode_people_answer (answer);
}

char *
rondo_server_serve_accounts (RondoServerCall *call, GError **error)
{
  gsize length = 0;
  const char *data = get_body (call, &length);
  g_autoptr (RondoAccountsRequest) request =
      rondo_wire_decode_accounts_request (data, length, error);
  g_autoptr (RondoAccountsAnswer) answer = NULL;

  if (request == NULL || !may_manage (call, error))
    return NULL;
  answer = rondo_server_people_change_all (call->db,
                                           call->server->community,
                                           call->member,
                                           request,
                                           call->server->settings.now_us (),
                                           error);
  return answer != NULL ? rondo_wire_encode_accounts_answer (answer) : NULL;
}

char *
rondo_server_serve_invitations (RondoServerCall *call, GError **error)
{
  gsize length = 0;
  const char *data = get_body (call, &length);
  g_autoptr (RondoInvitationsRequest) request =
      rondo_wire_decode_invitations_request (data, length, error);
  g_autoptr (RondoInvitationsAnswer) answer = NULL;

  if (request == NULL || !may_invite (call, error))
    return NULL;
  answer = rondo_server_inviting_invite (
      call->db, call->member, request, call->server->pin, call->server->settings.now_us (), error);
  return answer != NULL ? rondo_wire_encode_invitations_answer (answer) : NULL;
}

char *
rondo_server_serve_withdraw (RondoServerCall *call, GError **error)
{
  gsize length = 0;
  const char *data = get_body (call, &length);
  g_autoptr (RondoWithdrawRequest) request =
      rondo_wire_decode_withdraw_request (data, length, error);

  if (request == NULL || !may_invite (call, error))
    return NULL;
  return rondo_server_inviting_withdraw (
             call->db, call->member, request, call->server->settings.now_us (), error)
             ? g_strdup ("{}")
             : NULL;
}

char *
rondo_server_serve_merge (RondoServerCall *call, GError **error)
{
  gsize length = 0;
  const char *data = get_body (call, &length);
  g_autoptr (RondoMergeRequest) request = rondo_wire_decode_merge_request (data, length, error);
  int64_t moved = 0;

  if (request == NULL || !may_manage (call, error) ||
      !rondo_server_merging_merge (call->db,
                                   call->server->community,
                                   call->member,
                                   request,
                                   call->server->settings.now_us (),
                                   &moved,
                                   error))
    return NULL;
  return rondo_wire_encode_merge_answer (&(RondoMergeAnswer){moved});
}
