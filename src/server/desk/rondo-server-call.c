/* SPDX-License-Identifier: GPL-3.0-or-later
 * One request, from the main loop to a hand and back: the one place that writes answers. */
#include "config.h"

#include "rondo-server-desk.h"

#include "rondo-server-devices.h"
#include "rondo-server-problem.h"
#include "rondo-server-waiting.h"
#include "rondo-wire-pack.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define RETRY_SECONDS 5
/* An answer with more rows is written by a reader, so that the writer can go on. */
#define ROWS_MANY 50

static void
call_free (RondoServerCall *call)
{
  if (call->free_request != NULL)
    call->free_request (call->request);
  g_clear_pointer (&call->sync_answer, rondo_sync_answer_free);
  g_clear_pointer (&call->text, g_bytes_unref);
  g_clear_error (&call->problem);
  g_clear_error (&call->job.failure);
  g_bytes_unref (call->body);
  g_free (call->token);
  g_free (call->member);
  g_clear_object (&call->message);
  g_clear_object (&call->connection);
  g_object_unref (call->server);
  g_free (call);
}

/* What was asked and how it went; never who, and nothing of what was said. */
static void
log_call (const RondoServerCall *call, guint status)
{
  const GError *problem = call->problem;
  const char *word = problem != NULL ? rondo_server_problem_get_word (problem) : "ok";
  gint64 duration_us = g_get_monotonic_time () - call->started_us;

  rondo_server_metrics_count (call->server->metrics, call->endpoint, status, duration_us);
  /* Others may quote what was sent. */
  if (problem != NULL && !rondo_server_problem_is_refusal (problem))
    g_message ("event=failure endpoint=%s domain=%s number=%d message=\"%s\"",
               call->endpoint,
               g_quark_to_string (problem->domain),
               problem->code,
               problem->domain == RONDO_DB_ERROR ? problem->message : "");
  g_log_structured (G_LOG_DOMAIN,
                    G_LOG_LEVEL_INFO,
                    "RONDO_ENDPOINT",
                    call->endpoint,
                    "RONDO_CODE",
                    word,
                    "MESSAGE",
                    "event=request endpoint=%s status=%u code=%s duration_us=%" G_GINT64_FORMAT,
                    call->endpoint,
                    status,
                    word,
                    duration_us);
}

static void
count_sync (RondoServerMetrics *metrics, const RondoSyncAnswer *answer)
{
  guint refused = 0;

  for (guint i = 0; i < answer->results->len; i++)
    refused += ((const RondoOpResult *)g_ptr_array_index (answer->results, i))->is_refused != FALSE;
  rondo_server_metrics_count_sync (metrics, answer->results->len, refused, answer->rows->len);
}

/* The text of a refusal, which says what the client may do. */
static void
write_problem (RondoServerCall *call)
{
  char *json = rondo_server_problem_to_json (call->problem);

  g_clear_pointer (&call->text, g_bytes_unref);
  call->text = g_bytes_new_take (json, strlen (json));
  call->is_text_packed = FALSE;
}

/* Its answer is kept by nobody and shown by nothing, so it needs not be told. */
static gboolean
is_plain_post (const RondoServerCall *call)
{
  return call->problem == NULL && call->member != NULL &&
         g_strcmp0 (soup_server_message_get_method (call->message), "POST") == 0;
}

static guint
set_head (RondoServerCall *call, SoupMessageHeaders *headers)
{
  guint status = SOUP_STATUS_OK;

  if (call->problem != NULL)
    status = rondo_server_problem_get_status (call->problem);
  else if (g_bytes_get_size (call->text) == 0)
    status = SOUP_STATUS_NO_CONTENT;
  if (status == 503 && call->retry_seconds == 0)
    call->retry_seconds = RETRY_SECONDS;
  if (call->retry_seconds > 0) {
    g_autofree char *seconds = g_strdup_printf ("%u", call->retry_seconds);

    soup_message_headers_replace (headers, "Retry-After", seconds);
  }
  /* What a browser could be led to, which does not post with a token. */
  if (!is_plain_post (call)) {
    soup_message_headers_replace (headers, "Cache-Control", "no-store");
    soup_message_headers_replace (headers, "X-Content-Type-Options", "nosniff");
  }
  soup_message_headers_replace (headers, "Accept-Encoding", RONDO_WIRE_PACKING);
  if (call->is_text_packed)
    soup_message_headers_replace (headers, "Content-Encoding", RONDO_WIRE_PACKING);
  return status;
}

/* In the main loop. */
static void
send_answer (RondoServerCall *call)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (call->message);
  SoupMessageBody *body = soup_server_message_get_response_body (call->message);
  guint status;

  if (call->problem != NULL)
    write_problem (call);
  status = set_head (call, headers);
  soup_server_message_set_status (call->message, status, NULL);
  if (status != SOUP_STATUS_NO_CONTENT) {
    soup_message_headers_set_content_type (headers, "application/json", NULL);
    soup_message_body_append_bytes (body, call->text);
  }
  log_call (call, status);
}

static void
take_text (RondoServerCall *call, char *json)
{
  gsize length = strlen (json);

  if (call->takes_packed && length >= RONDO_WIRE_PACK_MIN_BYTES) {
    call->text = rondo_wire_pack (json, length);
    call->is_text_packed = TRUE;
    g_free (json);
  } else {
    call->text = g_bytes_new_take (json, length);
  }
}

static void
finish_call (RondoServerJob *job)
{
  RondoServerCall *call = (RondoServerCall *)job;

  if (call->sync_answer == NULL || job->failure != NULL)
    return;
  count_sync (call->server->metrics, call->sync_answer);
  take_text (call, rondo_wire_encode_sync_answer (call->sync_answer));
  g_clear_pointer (&call->sync_answer, rondo_sync_answer_free);
}

/* Very many may wait, and all are told at once: what libsoup keeps of each would be too much. */
static void
wait_for_news (RondoServerCall *call)
{
  call->connection = rondo_server_guard_release (call->server->guard, call->message);
  if (call->connection != NULL)
    g_clear_object (&call->message);
  rondo_server_waiting_add (call->server->waiting, call);
}

static void
call_done (RondoServerJob *job)
{
  RondoServerCall *call = (RondoServerCall *)job;
  RondoServer *server = call->server;
  g_autoptr (SoupServerMessage) message = g_object_ref (call->message);

  if (job->failure != NULL) {
    g_clear_error (&call->problem);
    call->problem = g_steal_pointer (&job->failure);
  }
  server->open_count--;
  if (call->problem == NULL && call->wait_seq >= 0 && call->text == NULL) {
    wait_for_news (call);
    return;
  }
  send_answer (call);
  rondo_server_waiting_poke (server->waiting);
  call_free (call);
  soup_server_message_unpause (message);
}

/* The body as it was before it was packed. */
static gboolean
unpack_body (RondoServerCall *call, GError **error)
{
  gsize length;
  const char *data = g_bytes_get_data (call->body, &length);
  GBytes *text;

  if (!call->is_packed)
    return TRUE;
  text = rondo_wire_unpack (data != NULL ? data : "", length, RONDO_WIRE_MAX_BODY_BYTES, error);
  if (text == NULL)
    return FALSE;
  g_bytes_unref (call->body);
  call->body = text;
  call->is_packed = FALSE;
  return TRUE;
}

static gboolean
authenticate (RondoServerCall *call, GError **error)
{
  int64_t now_us = call->server->settings.now_us ();

  g_clear_pointer (&call->member, g_free);
  if (call->token != NULL &&
      !rondo_server_devices_find (call->db, call->token, now_us, &call->member, error))
    return FALSE;
  return call->member != NULL || rondo_server_refuse (error,
                                                      RONDO_SERVER_PROBLEM_UNAUTHORIZED,
                                                      _ ("You are not signed in (any more). Sign "
                                                         "in with your e-mail address and "
                                                         "password."));
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

static RondoServerNext
serve_call (RondoServerJob *job, RondoDb *db, gboolean may_write)
{
  RondoServerCall *call = (RondoServerCall *)job;
  char *json = NULL;

  call->db = db;
  call->may_write = may_write;
  g_clear_error (&call->problem);
  if (unpack_body (call, &call->problem) &&
      (!call->is_for_members || authenticate (call, &call->problem)))
    json = call->serve (call, &call->problem);
  blame_request (&call->problem);
  call->db = NULL;
  /* Whatever is more than reading goes wrong for a reader; the writer finds out what it is. */
  if (call->problem != NULL && !may_write)
    return RONDO_SERVER_NEXT_WRITE;
  if (json != NULL)
    take_text (call, json);
  else if (call->is_later)
    return RONDO_SERVER_NEXT_LATER;
  job->is_large = call->sync_answer != NULL && call->sync_answer->rows->len > ROWS_MANY;
  return RONDO_SERVER_NEXT_DONE;
}

/* (transfer full) (nullable) */
static char *
read_token (SoupMessageHeaders *headers)
{
  const char *value = soup_message_headers_get_one (headers, "Authorization");

  if (value == NULL || g_ascii_strncasecmp (value, "Bearer ", 7) != 0)
    return NULL;
  return g_strstrip (g_strdup (value + 7));
}

RondoServerCall *
rondo_server_call_new (RondoServer *server, SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  RondoServerCall *call = g_new0 (RondoServerCall, 1);

  call->job = (RondoServerJob){.work = serve_call, .finish = finish_call, .done = call_done};
  call->server = g_object_ref (server);
  call->message = g_object_ref (message);
  call->endpoint = "other";
  call->wait_seq = -1;
  call->token = read_token (headers);
  call->takes_packed =
      rondo_wire_accepts_packing (soup_message_headers_get_list (headers, "Accept-Encoding"));
  call->body = soup_message_body_flatten (soup_server_message_get_request_body (message));
  call->started_us = g_get_monotonic_time ();
  return call;
}

void
rondo_server_call_start (RondoServerCall *call, gboolean may_write)
{
  RondoServer *server = call->server;

  server->open_count++;
  soup_server_message_pause (call->message);
  if (may_write)
    rondo_server_hands_write (server->hands, &call->job);
  else
    rondo_server_hands_read (server->hands, &call->job);
}

void
rondo_server_call_refuse (RondoServerCall *call, const GError *problem)
{
  call->problem = g_error_copy (problem);
  send_answer (call);
  call_free (call);
}

void
rondo_server_call_answer (RondoServerCall *call, const char *json, const GError *problem)
{
  if (problem != NULL)
    call->problem = g_error_copy (problem);
  else
    take_text (call, g_strdup (json));
  rondo_server_hands_end (call->server->hands, &call->job);
}

void
rondo_server_call_wait (RondoServerCall *call, gpointer request, GDestroyNotify free_request)
{
  call->request = request;
  call->free_request = free_request;
  call->is_later = TRUE;
}

/* As libsoup would have written it. (transfer full) */
static char *
make_last_answer (const char *json)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *date = soup_date_time_to_string (now, SOUP_DATE_HTTP);
  g_autofree char *length = g_strdup_printf ("Content-Length: %zu\r\n", strlen (json));

  return g_strconcat (*json != '\0' ? "HTTP/1.1 200 OK\r\n" : "HTTP/1.1 204 No Content\r\n",
                      "Date: ",
                      date,
                      "\r\nConnection: close\r\nCache-Control: no-store\r\n"
                      "X-Content-Type-Options: nosniff\r\nAccept-Encoding: " RONDO_WIRE_PACKING
                      "\r\n",
                      *json != '\0' ? "Content-Type: application/json\r\n" : "",
                      *json != '\0' ? length : "",
                      "\r\n",
                      json,
                      NULL);
}

/* Some hundred bytes always fit into an empty buffer. Whoever has gone hears nothing, and asks
 * again if that was the network. */
static void
tell_directly (RondoServerCall *call, const char *json)
{
  g_autofree char *answer = make_last_answer (json);
  GSocket *socket = g_socket_connection_get_socket (call->connection);

  g_socket_send_with_blocking (socket, answer, strlen (answer), FALSE, NULL, NULL);
  log_call (call, *json != '\0' ? SOUP_STATUS_OK : SOUP_STATUS_NO_CONTENT);
  g_io_stream_close (G_IO_STREAM (call->connection), NULL, NULL);
  call_free (call);
}

void
rondo_server_call_tell (RondoServerCall *call, int64_t seq)
{
  g_autoptr (SoupServerMessage) message = NULL;
  g_autofree char *json = NULL;

  json = seq >= 0 ? rondo_wire_encode_wait_answer (&(RondoWaitAnswer){seq}) : g_strdup ("");
  if (call->connection != NULL) {
    tell_directly (call, json);
    return;
  }
  message = g_object_ref (call->message);
  take_text (call, g_steal_pointer (&json));
  send_answer (call);
  call_free (call);
  soup_server_message_unpause (message);
}
