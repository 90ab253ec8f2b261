/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a coordinator asks of the server about accounts and invitations. */
#include "config.h"

#include "rondo-people.h"

#include "rondo-wire-accounts.h"

static const char *
get_text (GBytes *bytes, gsize *length)
{
  const char *text = g_bytes_get_data (bytes, length);

  return text != NULL ? text : "";
}

void
rondo_people_load_async (RondoAccount *account,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  rondo_account_ask_async (account, "GET", "/v1/people", NULL, cancellable, callback, user_data);
}

RondoPeopleAnswer *
rondo_people_load_finish (RondoAccount *account, GAsyncResult *result, GError **error)
{
  gsize length = 0;
  g_autoptr (GBytes) bytes = rondo_account_ask_finish (account, result, error);
  const char *text = bytes != NULL ? get_text (bytes, &length) : NULL;

  return text != NULL ? rondo_wire_decode_people_answer (text, length, error) : NULL;
}

void
rondo_people_change_async (RondoAccount *account,
                           const RondoAccountsRequest *request,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autofree char *body = NULL;

  g_return_if_fail (request != NULL);

  body = rondo_wire_encode_accounts_request (request);
  rondo_account_ask_async (account, "POST", "/v1/accounts", body, cancellable, callback, user_data);
}

RondoAccountsAnswer *
rondo_people_change_finish (RondoAccount *account, GAsyncResult *result, GError **error)
{
  gsize length = 0;
  g_autoptr (GBytes) bytes = rondo_account_ask_finish (account, result, error);
  const char *text = bytes != NULL ? get_text (bytes, &length) : NULL;

  return text != NULL ? rondo_wire_decode_accounts_answer (text, length, error) : NULL;
}

void
rondo_people_invite_async (RondoAccount *account,
                           const RondoInvitationsRequest *request,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autofree char *body = NULL;

  g_return_if_fail (request != NULL);

  body = rondo_wire_encode_invitations_request (request);
  rondo_account_ask_async (
      account, "POST", "/v1/invitations", body, cancellable, callback, user_data);
}

RondoInvitationsAnswer *
rondo_people_invite_finish (RondoAccount *account, GAsyncResult *result, GError **error)
{
  gsize length = 0;
  g_autoptr (GBytes) bytes = rondo_account_ask_finish (account, result, error);
  const char *text = bytes != NULL ? get_text (bytes, &length) : NULL;

  return text != NULL ? rondo_wire_decode_invitations_answer (text, length, error) : NULL;
}

void
rondo_people_withdraw_async (RondoAccount *account,
                             const RondoWithdrawRequest *request,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autofree char *body = NULL;

  g_return_if_fail (request != NULL);

  body = rondo_wire_encode_withdraw_request (request);
  rondo_account_ask_async (account, "POST", "/v1/withdraw", body, cancellable, callback, user_data);
}

gboolean
rondo_people_withdraw_finish (RondoAccount *account, GAsyncResult *result, GError **error)
{
  g_autoptr (GBytes) bytes = rondo_account_ask_finish (account, result, error);

  return bytes != NULL;
}

void
rondo_people_merge_async (RondoAccount *account,
                          const char *stays,
                          const char *goes,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autofree char *body =
      rondo_wire_encode_merge_request (&(RondoMergeRequest){(char *)stays, (char *)goes});

  rondo_account_ask_async (account, "POST", "/v1/merge", body, cancellable, callback, user_data);
}

gboolean
rondo_people_merge_finish (RondoAccount *account, GAsyncResult *result, GError **error)
{
  g_autoptr (GBytes) bytes = rondo_account_ask_finish (account, result, error);

  return bytes != NULL;
}
