/* SPDX-License-Identifier: GPL-3.0-or-later
 * From a request to its answer: path, method, who, what, then one place that writes. */
#include "config.h"

#include "rondo-server-desk.h"

#include "rondo-server-accounts.h"
#include "rondo-server-devices.h"
#include "rondo-server-exchange.h"
#include "rondo-server-have.h"
#include "rondo-server-joining.h"
#include "rondo-server-problem.h"
#include "rondo-wire-messages.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define RETRY_SECONDS 5

typedef struct {
  const char *path;
  const char *method;
  gboolean is_for_members;
  RondoServerEndpointFunc serve;
} Endpoint;

static void
call_free (RondoServerCall *call)
{
  if (call->free_request != NULL)
    call->free_request (call->request);
  g_bytes_unref (call->body);
  g_free (call->token);
  g_free (call->member);
  g_object_unref (call->message);
  g_object_unref (call->server);
  g_free (call);
}

/* What was asked and how it went; never who, and nothing of what was said. */
static void
log_call (const RondoServerCall *call, guint status, const GError *problem)
{
  const char *word = problem != NULL ? rondo_server_problem_get_word (problem) : "ok";

  if (problem != NULL && !rondo_server_problem_is_refusal (problem))
    g_message ("%s failed: %s", call->endpoint, problem->message);
  g_log_structured (G_LOG_DOMAIN,
                    G_LOG_LEVEL_INFO,
                    "RONDO_ENDPOINT",
                    call->endpoint,
                    "RONDO_CODE",
                    word,
                    "MESSAGE",
                    "%s %u %s %" G_GINT64_FORMAT " us",
                    call->endpoint,
                    status,
                    word,
                    g_get_monotonic_time () - call->started_us);
}

void
rondo_server_call_answer (RondoServerCall *call, const char *json, const GError *problem)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (call->message);
  g_autofree char *refusal = problem != NULL ? rondo_server_problem_to_json (problem) : NULL;
  guint status = problem != NULL ? rondo_server_problem_get_status (problem) : SOUP_STATUS_OK;
  const char *text = refusal != NULL ? refusal : json;

  if (status == 503 && call->retry_seconds == 0)
    call->retry_seconds = RETRY_SECONDS;
  if (call->retry_seconds > 0) {
    g_autofree char *seconds = g_strdup_printf ("%u", call->retry_seconds);

    soup_message_headers_replace (headers, "Retry-After", seconds);
  }
  soup_message_headers_replace (headers, "Cache-Control", "no-store");
  soup_message_headers_replace (headers, "X-Content-Type-Options", "nosniff");
  soup_server_message_set_status (call->message, status, NULL);
  soup_server_message_set_response (
      call->message, "application/json; charset=utf-8", SOUP_MEMORY_COPY, text, strlen (text));
  log_call (call, status, problem);
  call_free (call);
}

void
rondo_server_call_wait (RondoServerCall *call, gpointer request, GDestroyNotify free_request)
{
  call->request = request;
  call->free_request = free_request;
  call->server->open_count++;
  soup_server_message_pause (call->message);
}

static char *
serve_hello (RondoServerCall *call, GError **error)
{
  const RondoServerCommunity *community = call->server->community;
  g_auto (RondoServerState) state = {0};

  if (!rondo_server_community_read_state (call->server->db, &state, error))
    return NULL;
  return rondo_wire_encode_hello (&(RondoHello){
      .server = (char *)"rondo",
      .community = community->name,
      .community_id = community->identity,
      .epoch = state.epoch,
      .protocol = RONDO_WIRE_VERSION,
  });
}

static char *
serve_logout (RondoServerCall *call, GError **error)
{
  const char *token = call->token != NULL ? call->token : "";

  return rondo_server_devices_sign_out (call->server->db, token, error) ? g_strdup ("{}") : NULL;
}

static char *
serve_sync (RondoServerCall *call, GError **error)
{
  RondoServer *server = call->server;
  gsize length = 0;
  const char *data = g_bytes_get_data (call->body, &length);
  g_autoptr (RondoSyncRequest) request = rondo_wire_decode_sync_request (data, length, error);
  g_autoptr (RondoSyncAnswer) answer = NULL;

  if (request == NULL)
    return NULL;
  answer = rondo_server_exchange (
      server->db, server->community, call->member, request, server->settings.now_us (), error);
  return answer != NULL ? rondo_wire_encode_sync_answer (answer) : NULL;
}

static char *
serve_have (RondoServerCall *call, GError **error)
{
  gsize length = 0;
  const char *data = g_bytes_get_data (call->body, &length);
  g_autoptr (RondoHaveRequest) request = rondo_wire_decode_have_request (data, length, error);
  g_autoptr (RondoHaveAnswer) answer = NULL;

  if (request == NULL)
    return NULL;
  answer = rondo_server_have (call->server->db, request, error);
  return answer != NULL ? rondo_wire_encode_have_answer (answer) : NULL;
}

static gboolean
require_coordinator (RondoServerCall *call, GError **error)
{
  g_autoptr (RondoServerAccount) account = NULL;

  if (!rondo_server_accounts_find (call->server->db, call->member, &account, error))
    return FALSE;
  return (account != NULL && account->is_coordinator) ||
         rondo_server_refuse (
             error, RONDO_SERVER_PROBLEM_FORBIDDEN, _ ("Only coordinators can invite members."));
}

static char *
serve_invite (RondoServerCall *call, GError **error)
{
  RondoServer *server = call->server;
  gsize length = 0;
  const char *data = g_bytes_get_data (call->body, &length);
  g_autoptr (RondoInviteRequest) request = rondo_wire_decode_invite_request (data, length, error);
  g_autofree char *code = NULL;
  int64_t expires_us = 0;

  if (request == NULL || !require_coordinator (call, error))
    return NULL;
  code = rondo_server_joining_invite (server->db,
                                      call->member,
                                      request->member,
                                      request->is_coordinator,
                                      RONDO_SERVER_INVITATION_DAYS,
                                      server->settings.now_us (),
                                      &expires_us,
                                      error);
  if (code == NULL)
    return NULL;
  return rondo_wire_encode_invite_answer (
      &(RondoInviteAnswer){.code = code, .expires_us = expires_us});
}

static const Endpoint ENDPOINTS[] = {
    {"/v1/hello", "GET", FALSE, serve_hello},
    {"/v1/join", "POST", FALSE, rondo_server_serve_join},
    {"/v1/login", "POST", FALSE, rondo_server_serve_login},
    {"/v1/token", "POST", FALSE, rondo_server_serve_token},
    {"/v1/logout", "POST", FALSE, serve_logout},
    {"/v1/sync", "POST", TRUE, serve_sync},
    {"/v1/have", "POST", TRUE, serve_have},
    {"/v1/invite", "POST", TRUE, serve_invite},
};

static const Endpoint *
find_endpoint (RondoServerCall *call, const char *path, GError **error)
{
  const char *method = soup_server_message_get_method (call->message);

  for (guint i = 0; i < G_N_ELEMENTS (ENDPOINTS); i++) {
    if (g_strcmp0 (ENDPOINTS[i].path, path) != 0)
      continue;
    call->endpoint = ENDPOINTS[i].path;
    if (g_strcmp0 (ENDPOINTS[i].method, method) == 0)
      return &ENDPOINTS[i];
    soup_message_headers_replace (
        soup_server_message_get_response_headers (call->message), "Allow", ENDPOINTS[i].method);
    rondo_server_refuse (
        error, RONDO_SERVER_PROBLEM_METHOD, _ ("This address is not for requests of this kind."));
    return NULL;
  }
  rondo_server_refuse (
      error, RONDO_SERVER_PROBLEM_NOT_FOUND, _ ("There is nothing at this address."));
  return NULL;
}

/* (transfer full) (nullable) */
static char *
read_token (SoupServerMessage *message)
{
  const char *value = soup_message_headers_get_one (
      soup_server_message_get_request_headers (message), "Authorization");

  if (value == NULL || g_ascii_strncasecmp (value, "Bearer ", 7) != 0)
    return NULL;
  return g_strstrip (g_strdup (value + 7));
}

static gboolean
authenticate (RondoServerCall *call, GError **error)
{
  RondoServer *server = call->server;

  if (call->token != NULL &&
      !rondo_server_devices_find (
          server->db, call->token, server->settings.now_us (), &call->member, error))
    return FALSE;
  return call->member != NULL || rondo_server_refuse (error,
                                                      RONDO_SERVER_PROBLEM_UNAUTHORIZED,
                                                      _ ("You are not signed in (any more). Sign "
                                                         "in with your e-mail address and "
                                                         "password."));
}

static char *
serve (RondoServerCall *call, const char *path, GError **error)
{
  const Endpoint *endpoint = find_endpoint (call, path, error);

  if (endpoint == NULL || (endpoint->is_for_members && !authenticate (call, error)))
    return NULL;
  return endpoint->serve (call, error);
}

/* What the codec could not read is a bad request, wherever in it the fault is. */
static void
blame_request (GError **error)
{
  g_autoptr (GError) from = NULL;

  if (*error == NULL || (*error)->domain == RONDO_SERVER_PROBLEM ||
      !rondo_server_problem_is_refusal (*error))
    return;
  from = g_steal_pointer (error);
  rondo_server_refuse (error, RONDO_SERVER_PROBLEM_BAD_REQUEST, from->message);
}

void
rondo_server_handle (RondoServer *server, SoupServerMessage *message, const char *path)
{
  RondoServerCall *call = g_new0 (RondoServerCall, 1);
  g_autoptr (GError) error = NULL;
  g_autofree char *json = NULL;

  call->server = g_object_ref (server);
  call->message = g_object_ref (message);
  call->endpoint = "other";
  call->token = read_token (message);
  call->body = soup_message_body_flatten (soup_server_message_get_request_body (message));
  call->started_us = g_get_monotonic_time ();
  json = serve (call, path, &error);
  blame_request (&error);
  if (json != NULL || error != NULL)
    rondo_server_call_answer (call, json, error);
}
