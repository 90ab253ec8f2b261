/* SPDX-License-Identifier: GPL-3.0-or-later
 * Join and login, which wait for Argon2id, the renewal of tokens, and
 * what accounts on hold hand in. */
#include "config.h"

#include "rondo-server-desk.h"

#include "rondo-server-deposits.h"
#include "rondo-server-devices.h"
#include "rondo-server-joining.h"
#include "rondo-server-problem.h"
#include "rondo-wire-messages.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What a login waits with. */
typedef struct {
  RondoLoginRequest *request;
  char *member; /* (nullable): nobody with this e-mail address has an account */
} Login;

static void
login_free (Login *login)
{
  rondo_login_request_free (login->request);
  g_free (login->member);
  g_free (login);
}

/* Where the request comes from; behind a proxy, where the proxy says. (transfer full) */
static char *
dup_address (RondoServerCall *call)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (call->message);
  const char *told = soup_message_headers_get_one (headers, "X-Real-IP");
  const char *host = NULL;

  if (call->server->settings.trust_proxy && told != NULL)
    return g_strconcat ("address ", told, NULL);
  host = soup_server_message_get_remote_host (call->message);
  return g_strconcat ("address ", host != NULL ? host : "", NULL);
}

static gboolean
take_attempt (RondoServerCall *call, const char *key, guint per_minute, GError **error)
{
  RondoServer *server = call->server;

  call->retry_seconds =
      rondo_server_throttle_take (server->throttle, key, per_minute, server->settings.now_us ());
  return call->retry_seconds == 0 ||
         rondo_server_refuse (error,
                              RONDO_SERVER_PROBLEM_TOO_MANY,
                              _ ("There were too many attempts to sign in. Wait a minute, then try "
                                 "again."));
}

static gboolean
take_attempt_of_address (RondoServerCall *call, GError **error)
{
  g_autofree char *key = dup_address (call);

  return take_attempt (call, key, call->server->settings.attempts_per_address, error);
}

/* (transfer full) */
static char *
email_key (const RondoLoginRequest *request)
{
  g_autofree char *normal = rondo_email_normalize (request->email);

  return g_strconcat ("email ", normal != NULL ? normal : "", NULL);
}

/* Answers a call that has waited, whatever became of the server meanwhile. */
static void
answer_later (RondoServerCall *call, const RondoAccountAnswer *answer, const GError *error)
{
  g_autofree char *json = answer != NULL ? rondo_wire_encode_account_answer (answer) : NULL;

  rondo_server_call_answer (call, json, error);
}

static void
joined_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  RondoServerCall *call = data;
  RondoServer *server = call->server;
  g_autoptr (GError) error = NULL;
  g_autofree char *password = rondo_server_passwords_hash_finish (result, &error);
  RondoAccountAnswer *answer = NULL;

  if (password != NULL)
    answer = rondo_server_joining_join (
        server->db, server->community, call->request, password, server->settings.now_us (), &error);
  answer_later (call, answer, error);
  g_clear_pointer (&answer, rondo_account_answer_free);
}

char *
rondo_server_serve_join (RondoServerCall *call, GError **error)
{
  RondoServer *server = call->server;
  gsize length = 0;
  const char *data = g_bytes_get_data (call->body, &length);
  g_autoptr (RondoJoinRequest) request = rondo_wire_decode_join_request (data, length, error);
  const char *password = NULL;

  if (request == NULL || !take_attempt_of_address (call, error) ||
      !rondo_server_joining_check (server->db, request, server->settings.now_us (), error))
    return NULL;
  password = request->password;
  rondo_server_call_wait (
      call, g_steal_pointer (&request), (GDestroyNotify)rondo_join_request_free);
  rondo_server_passwords_hash_async (server->passwords, password, joined_cb, call);
  return NULL;
}

static RondoAccountAnswer *
log_in (RondoServerCall *call, gboolean is_right, const char *rehashed, GError **error)
{
  RondoServer *server = call->server;
  const Login *login = call->request;
  g_autofree char *key = email_key (login->request);

  if (!is_right) {
    /* The same words whether the address is unknown or the password wrong. */
    rondo_server_refuse (error,
                         RONDO_SERVER_PROBLEM_CREDENTIALS,
                         _ ("The e-mail address or the password is not right."));
    return NULL;
  }
  rondo_server_throttle_forget (server->throttle, key);
  return rondo_server_joining_login (server->db,
                                     server->community,
                                     login->member,
                                     login->request->device,
                                     rehashed,
                                     server->settings.now_us (),
                                     error);
}

static void
verified_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  RondoServerCall *call = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *rehashed = NULL;
  gboolean is_right = rondo_server_passwords_verify_finish (result, &rehashed, &error);
  RondoAccountAnswer *answer = NULL;

  if (error == NULL)
    answer = log_in (call, is_right, rehashed, &error);
  answer_later (call, answer, error);
  g_clear_pointer (&answer, rondo_account_answer_free);
}

char *
rondo_server_serve_login (RondoServerCall *call, GError **error)
{
  RondoServer *server = call->server;
  gsize length = 0;
  const char *data = g_bytes_get_data (call->body, &length);
  g_autoptr (RondoLoginRequest) request = rondo_wire_decode_login_request (data, length, error);
  g_autoptr (RondoServerAccount) account = NULL;
  g_autofree char *key = NULL;
  Login *login = NULL;

  if (request == NULL || !take_attempt_of_address (call, error))
    return NULL;
  key = email_key (request);
  if (!take_attempt (call, key, server->settings.attempts_per_email, error) ||
      !rondo_server_joining_find (server->db, request->email, &account, error))
    return NULL;
  login = g_new0 (Login, 1);
  login->request = g_steal_pointer (&request);
  login->member = account != NULL ? g_strdup (account->member) : NULL;
  rondo_server_call_wait (call, login, (GDestroyNotify)login_free);
  rondo_server_passwords_verify_async (server->passwords,
                                       account != NULL ? account->password : NULL,
                                       login->request->password,
                                       verified_cb,
                                       call);
  return NULL;
}

char *
rondo_server_serve_token (RondoServerCall *call, GError **error)
{
  RondoServer *server = call->server;
  gsize length = 0;
  const char *data = g_bytes_get_data (call->body, &length);
  g_autoptr (RondoTokenRequest) request = rondo_wire_decode_token_request (data, length, error);
  g_autofree char *token = NULL;

  if (request == NULL)
    return NULL;
  token = rondo_server_devices_renew (
      server->db, request->refresh, request->next, server->settings.now_us (), error);
  if (token == NULL)
    return NULL;
  return rondo_wire_encode_token_answer (
      &(RondoTokenAnswer){.token = token, .seconds = RONDO_SERVER_ACCESS_SECONDS});
}

/* The one thing that an account on hold may still do, with the token that renews. */
char *
rondo_server_serve_deposit (RondoServerCall *call, GError **error)
{
  RondoServer *server = call->server;
  int64_t now_us = server->settings.now_us ();
  gsize length = 0;
  const char *data = g_bytes_get_data (call->body, &length);
  g_autoptr (RondoSyncRequest) request = NULL;
  g_autofree char *member = NULL;

  if (call->token != NULL &&
      !rondo_server_devices_find_held (server->db, call->token, now_us, &member, error))
    return NULL;
  if (member == NULL) {
    rondo_server_refuse (error,
                         RONDO_SERVER_PROBLEM_UNAUTHORIZED,
                         _ ("Only accounts on hold hand changes in like this."));
    return NULL;
  }
  request = rondo_wire_decode_sync_request (data, length, error);
  if (request == NULL ||
      !rondo_server_deposits_keep (server->db, member, request->ops, now_us, error))
    return NULL;
  return g_strdup ("{}");
}
