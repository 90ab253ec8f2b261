/* SPDX-License-Identifier: GPL-3.0-or-later
 * From a request to its answer: path, method, who, what, then one place that writes. */
#include "config.h"

#include "rondo-server-desk.h"

#include "rondo-server-accounts.h"
#include "rondo-server-devices.h"
#include "rondo-server-exchange.h"
#include "rondo-server-feed.h"
#include "rondo-server-have.h"
#include "rondo-server-problem.h"
#include "rondo-wire-messages.h"
#include "rondo-wire-pack.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Of a request that surely has few changes. */
#define SMALL_BYTES (16 * 1024)

typedef struct {
  const char *path;
  const char *method;
  gboolean is_for_members;
  gboolean is_for_readers; /* mostly it writes nothing */
  RondoServerEndpointFunc serve;
} Endpoint;

static char *
serve_hello (RondoServerCall *call, GError **error)
{
  const RondoServerCommunity *community = call->server->community;
  g_auto (RondoServerState) state = {0};

  if (!rondo_server_community_read_state (call->db, &state, error))
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

  return rondo_server_devices_sign_out (call->db, token, error) ? g_strdup ("{}") : NULL;
}

static gboolean
decode_sync (RondoServerCall *call, GError **error)
{
  gsize length = 0;
  const char *data = g_bytes_get_data (call->body, &length);

  if (call->request == NULL)
    call->request = rondo_wire_decode_sync_request (data, length, error);
  call->free_request = (GDestroyNotify)rondo_sync_request_free;
  return call->request != NULL;
}

static char *
serve_sync (RondoServerCall *call, GError **error)
{
  RondoServer *server = call->server;

  if (!decode_sync (call, error))
    return NULL;
  if (!call->may_write && ((RondoSyncRequest *)call->request)->ops->len > 0) {
    rondo_server_refuse (error, RONDO_SERVER_PROBLEM_UNAVAILABLE, "Only the writer can do this.");
    return NULL;
  }
  call->sync_answer = rondo_server_exchange (
      call->db, server->community, call->member, call->request, server->settings.now_us (), error);
  return NULL;
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
  answer = rondo_server_have (
      call->db, call->server->community, request, call->server->settings.now_us (), error);
  return answer != NULL ? rondo_wire_encode_have_answer (answer) : NULL;
}

/* Whether there is news already; else the call waits. */
static gboolean
look_for_news (RondoServerCall *call, gboolean *has_news, GError **error)
{
  g_autofree char *own = rondo_server_scope_of_member (call->member);
  g_autoptr (RondoServerAccount) account = NULL;
  int64_t newest[3] = {0};

  if (!rondo_server_accounts_find (call->db, call->member, &account, error) ||
      !rondo_server_feed_get_newest (call->db, own, &newest[0], error) ||
      !rondo_server_feed_get_newest (call->db, RONDO_SERVER_SCOPE_PUBLIC, &newest[1], error) ||
      !rondo_server_feed_get_newest (call->db, RONDO_SERVER_SCOPE_COORDINATORS, &newest[2], error))
    return FALSE;
  call->is_coordinator = account != NULL && account->is_coordinator;
  call->seen_seq = rondo_server_community_get_seq (call->db, error);
  *has_news = newest[0] > call->wait_seq || newest[1] > call->wait_seq ||
              (call->is_coordinator && newest[2] > call->wait_seq);
  return call->seen_seq >= 0;
}

static char *
serve_wait (RondoServerCall *call, GError **error)
{
  gboolean has_news = FALSE;
  gboolean is_good;

  if (!rondo_db_begin_read (call->db, error))
    return NULL;
  is_good = look_for_news (call, &has_news, error);
  if (!rondo_db_end (call->db, is_good, error) || !has_news)
    return NULL;
  return rondo_wire_encode_wait_answer (&(RondoWaitAnswer){call->seen_seq});
}

static const Endpoint ENDPOINTS[] = {
    {"/v1/hello", "GET", FALSE, TRUE, serve_hello},
    {"/v1/join", "POST", FALSE, FALSE, rondo_server_serve_join},
    {"/v1/login", "POST", FALSE, FALSE, rondo_server_serve_login},
    {"/v1/token", "POST", FALSE, FALSE, rondo_server_serve_token},
    {"/v1/logout", "POST", FALSE, FALSE, serve_logout},
    {"/v1/sync", "POST", TRUE, TRUE, serve_sync},
    {"/v1/have", "POST", TRUE, TRUE, serve_have},
    {"/v1/wait", "GET", TRUE, TRUE, serve_wait},
    {"/v1/deposit", "POST", FALSE, FALSE, rondo_server_serve_deposit},
    {"/v1/invite", "POST", TRUE, FALSE, rondo_server_serve_invite},
    {"/v1/people", "GET", TRUE, TRUE, rondo_server_serve_people},
    {"/v1/accounts", "POST", TRUE, FALSE, rondo_server_serve_accounts},
    {"/v1/invitations", "POST", TRUE, FALSE, rondo_server_serve_invitations},
    {"/v1/merge", "POST", TRUE, FALSE, rondo_server_serve_merge},
    {"/v1/withdraw", "POST", TRUE, FALSE, rondo_server_serve_withdraw},
};

GStrv
rondo_server_desk_list_calls (void)
{
  GStrv calls = g_new0 (char *, G_N_ELEMENTS (ENDPOINTS) + 1);

  for (guint i = 0; i < G_N_ELEMENTS (ENDPOINTS); i++)
    calls[i] = g_strconcat (ENDPOINTS[i].method, " ", ENDPOINTS[i].path, NULL);
  return calls;
}

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

/* What a body came in as. */
static gboolean
read_encoding (RondoServerCall *call, GError **error)
{
  const char *encoding = soup_message_headers_get_list (
      soup_server_message_get_request_headers (call->message), "Content-Encoding");

  call->is_packed = encoding != NULL && g_ascii_strcasecmp (encoding, RONDO_WIRE_PACKING) == 0;
  return call->is_packed || encoding == NULL || g_ascii_strcasecmp (encoding, "identity") == 0 ||
         rondo_server_refuse (error,
                              RONDO_SERVER_PROBLEM_ENCODING,
                              _ ("The request is packed in a way that this server does not "
                                 "know."));
}

static gboolean
read_query (RondoServerCall *call, GHashTable *query, GError **error)
{
  const char *seq = query != NULL ? g_hash_table_lookup (query, "seq") : NULL;
  guint64 number = 0;

  if (call->serve != serve_wait)
    return TRUE;
  if (seq == NULL || !g_ascii_string_to_unsigned (seq, 10, 0, G_MAXINT64, &number, NULL))
    return rondo_server_refuse (
        error, RONDO_SERVER_PROBLEM_BAD_REQUEST, _ ("It is not said what was read already."));
  call->wait_seq = (int64_t)number;
  return TRUE;
}

/* A small request that brings changes would lose time with a reader. Only a guess: a reader that
 * can not do it gives it to the writer, and the writer can do all. */
static gboolean
is_small_push (RondoServerCall *call)
{
  gsize length;
  const char *text = g_bytes_get_data (call->body, &length);

  return call->serve == serve_sync && !call->is_packed && length > 0 && length < SMALL_BYTES &&
         g_strstr_len (text, (gssize)length, "\"ops\":[]") == NULL;
}

void
rondo_server_handle (RondoServer *server,
                     SoupServerMessage *message,
                     const char *path,
                     GHashTable *query)
{
  RondoServerCall *call = rondo_server_call_new (server, message);
  g_autoptr (GError) error = NULL;
  const Endpoint *endpoint = find_endpoint (call, path, &error);

  if (endpoint != NULL) {
    call->serve = endpoint->serve;
    call->is_for_members = endpoint->is_for_members;
  }
  if (endpoint == NULL || !read_encoding (call, &error) || !read_query (call, query, &error))
    rondo_server_call_refuse (call, error);
  else
    rondo_server_call_start (call, !endpoint->is_for_readers || is_small_push (call));
}
