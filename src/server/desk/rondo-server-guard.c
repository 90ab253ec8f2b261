/* SPDX-License-Identifier: GPL-3.0-or-later
 * Early limits of every connection. */
#include "config.h"

#include "rondo-server-guard.h"

#include "rondo-server-deadlines.h"
#include "rondo-server-problem.h"
#include "rondo-server-resting.h"
#include "rondo-server-throttle.h"
#include "rondo-wire-messages.h"

#include <glib/gi18n-lib.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>

#define RETRY_MS 200
/* Who comes at the same time; then those who are in already have their turn. */
#define ACCEPTED_TOGETHER 32

struct _RondoServerGuard {
  SoupServer *soup;                    /* borrowed */
  const RondoServerSettings *settings; /* borrowed */
  gulong started_handler;
  GMainContext *context;         /* owned */
  GHashTable *watches;           /* owned; GSocketAddress of the other side → Watch */
  RondoServerDeadlines *timers;  /* owned: one of each connection */
  RondoServerResting *resting;   /* owned: connections between two requests */
  GSocket *listener;             /* owned (nullable) */
  GSource *incoming;             /* owned (nullable): while it accepts */
  GCancellable *lingering;       /* owned; cuts refused connections, ends the accepting */
  GSource *retry;                /* owned (nullable): accepts again after a failure */
  GTlsCertificate *certificate;  /* owned (nullable): connections speak TLS */
  RondoServerThrottle *throttle; /* owned: requests by device or address */
  GHashTable *neighbours;        /* owned; address → connections from there */
  guint lingering_count;
  guint answering_count;
};

/* One connection, from its first byte until it is closed. A message tells which connection it came
 * over only by the address object that the connection was made with. */
typedef struct {
  RondoServerGuard *guard;
  GSocket *socket;               /* borrowed; a weak reference ends the watch */
  GSocketConnection *connection; /* borrowed from libsoup while it reads or answers */
  GSocketConnection *resting;    /* owned (nullable): between two requests it is the guard's */
  GSocketAddress *local;         /* owned */
  GSocketAddress *address;       /* owned */
  RondoServerDeadline timer;     /* always one thing has to happen in time */
  char *host;                    /* owned: of the other side, as text */
  guint retry_seconds;           /* for one who sends too often */
  gboolean is_answering;
  gboolean is_one_too_many;
} Watch;

/* A refused connection: the answer is on its way, what still comes in is thrown away, so that the
 * other side gets to read the answer instead of a reset. */
typedef struct {
  RondoServerGuard *guard;
  GIOStream *stream;
  GSocket *socket;
  GCancellable *cancellable;
  gulong chained;
  GSource *timer;
  char *text;
} Linger;

static void
guard_clear (gpointer data)
{
  RondoServerGuard *guard = data;

  g_hash_table_unref (guard->watches);
  g_hash_table_unref (guard->neighbours);
  g_clear_object (&guard->certificate);
  rondo_server_throttle_free (guard->throttle);
  rondo_server_deadlines_free (guard->timers);
  rondo_server_resting_free (guard->resting);
  g_clear_object (&guard->listener);
  g_object_unref (guard->lingering);
  g_main_context_unref (guard->context);
}

static void
release_guard (gpointer guard, GClosure *closure)
{
  g_rc_box_release_full (guard, guard_clear);
}

static void
stop_source (GSource **source)
{
  if (*source == NULL)
    return;
  g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static GSource *
start_timer (RondoServerGuard *guard, guint ms, GSourceFunc callback, gpointer data)
{
  GSource *timer = g_timeout_source_new (ms);

  g_source_set_callback (timer, callback, data, NULL);
  g_source_attach (timer, guard->context);
  return timer;
}

/* Closes a connection between two requests; the watch goes with its socket. */
static void
end_rest (Watch *watch)
{
  g_autoptr (GSocketConnection) connection = g_steal_pointer (&watch->resting);

  rondo_server_resting_remove (watch->guard->resting, g_socket_get_fd (watch->socket));
  g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
}

static void
too_slow (gpointer data)
{
  Watch *watch = data;

  if (watch->resting != NULL) {
    end_rest (watch);
    return;
  }
  g_debug ("A connection was too slow and is closed");
  g_socket_shutdown (watch->socket, TRUE, TRUE, NULL);
}

static void
allow (Watch *watch, guint ms)
{
  rondo_server_deadlines_set (watch->guard->timers, &watch->timer, ms, watch);
}

static void
linger_free (Linger *linger)
{
  linger->guard->lingering_count--;
  stop_source (&linger->timer);
  g_cancellable_disconnect (linger->guard->lingering, linger->chained);
  g_io_stream_close (linger->stream, NULL, NULL);
  g_object_unref (linger->stream);
  g_object_unref (linger->socket);
  g_object_unref (linger->cancellable);
  g_free (linger->text);
  g_free (linger);
}

static void
skipped_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GInputStream *input = G_INPUT_STREAM (source);
  Linger *linger = data;

  if (g_input_stream_skip_finish (input, result, NULL) <= 0) {
    linger_free (linger);
    return;
  }
  g_input_stream_skip_async (
      input, 64 * 1024, G_PRIORITY_LOW, linger->cancellable, skipped_cb, linger);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Linger *linger = data;

  if (!g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, NULL)) {
    linger_free (linger);
    return;
  }
  g_socket_shutdown (linger->socket, FALSE, TRUE, NULL);
  g_input_stream_skip_async (g_io_stream_get_input_stream (linger->stream),
                             64 * 1024,
                             G_PRIORITY_LOW,
                             linger->cancellable,
                             skipped_cb,
                             linger);
}

static gboolean
lingered_cb (gpointer data)
{
  Linger *linger = data;

  g_clear_pointer (&linger->timer, g_source_unref);
  g_cancellable_cancel (linger->cancellable);
  return G_SOURCE_REMOVE;
}

static void
cancel_linger_cb (GCancellable *all, gpointer cancellable)
{
  g_cancellable_cancel (cancellable);
}

static char *
format_answer (const GError *problem, guint retry_seconds)
{
  g_autofree char *retry =
      retry_seconds > 0 ? g_strdup_printf ("Retry-After: %u\r\n", retry_seconds) : NULL;
  g_autofree char *json = rondo_server_problem_to_json (problem);
  guint status = rondo_server_problem_get_status (problem);

  return g_strdup_printf ("HTTP/1.1 %u %s\r\n"
                          "Content-Type: application/json; charset=utf-8\r\n"
                          "Content-Length: %" G_GSIZE_FORMAT "\r\n"
                          "Connection: close\r\n%s\r\n%s",
                          status,
                          soup_status_get_phrase (status),
                          strlen (json),
                          retry != NULL ? retry : "",
                          json);
}

/* Answers before the body is read, and lets nothing more of this connection be a request. libsoup
 * would read the body first, however long it is. */
static void
turn_away (Watch *watch, SoupServerMessage *message, const GError *problem)
{
  RondoServerGuard *guard = watch->guard;
  Linger *linger = g_new0 (Linger, 1);
  g_autoptr (SoupServerMessage) kept = g_object_ref (message);

  g_info ("event=request endpoint=early status=%u code=%s",
          rondo_server_problem_get_status (problem),
          rondo_server_problem_get_word (problem));
  rondo_server_deadlines_clear (&watch->timer);
  linger->guard = guard;
  linger->text = format_answer (problem, watch->is_one_too_many ? 60 : watch->retry_seconds);
  linger->cancellable = g_cancellable_new ();
  linger->chained = g_cancellable_connect (
      guard->lingering, G_CALLBACK (cancel_linger_cb), linger->cancellable, NULL);
  linger->socket = g_object_ref (watch->socket);
  linger->stream = soup_server_message_steal_connection (message);
  linger->timer = start_timer (guard, guard->settings->linger_ms, lingered_cb, linger);
  guard->lingering_count++;
  g_output_stream_write_all_async (g_io_stream_get_output_stream (linger->stream),
                                   linger->text,
                                   strlen (linger->text),
                                   G_PRIORITY_DEFAULT,
                                   linger->cancellable,
                                   answered_cb,
                                   linger);
}

static guint
count_header (SoupMessageHeaders *headers, const char *wanted)
{
  SoupMessageHeadersIter iter;
  const char *name = NULL;
  const char *value = NULL;
  guint count = 0;

  soup_message_headers_iter_init (&iter, headers);
  while (soup_message_headers_iter_next (&iter, &name, &value))
    count += g_ascii_strcasecmp (name, wanted) == 0;
  return count;
}

/* Digits alone: a list, a sign or nothing is no length. */
static gboolean
parse_length (const char *text, guint64 *length)
{
  return text != NULL && g_ascii_isdigit (*text) &&
         g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT64, length, NULL);
}

/* What can be read in two ways is not read at all. */
static gboolean
check_headers (SoupServerMessage *message, GError **error)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char *method = soup_server_message_get_method (message);
  guint lengths = count_header (headers, "Content-Length");
  guint64 length = 0;

  if (count_header (headers, "Host") != 1)
    return rondo_server_refuse (
        error, RONDO_SERVER_PROBLEM_BAD_REQUEST, _ ("A request has to name one host."));
  if (count_header (headers, "Transfer-Encoding") > 0)
    return rondo_server_refuse (error,
                                RONDO_SERVER_PROBLEM_LENGTH,
                                _ ("A request has to say its length and come in one piece."));
  if (lengths == 0 && g_strcmp0 (method, "POST") == 0)
    return rondo_server_refuse (
        error, RONDO_SERVER_PROBLEM_LENGTH, _ ("A request has to say its length."));
  if (lengths == 0)
    return TRUE;
  if (lengths > 1 ||
      !parse_length (soup_message_headers_get_one (headers, "Content-Length"), &length))
    return rondo_server_refuse (
        error, RONDO_SERVER_PROBLEM_BAD_REQUEST, _ ("The length of the request is not a number."));
  if (length > RONDO_WIRE_MAX_BODY_BYTES)
    return rondo_server_refuse (
        error,
        RONDO_SERVER_PROBLEM_TOO_LARGE,
        _ ("The request is larger than 4 MiB. Send fewer changes at once."));
  return TRUE;
}

static void
set_answering (Watch *watch, gboolean is_answering)
{
  if (watch->is_answering == is_answering)
    return;
  watch->is_answering = is_answering;
  watch->guard->answering_count += is_answering ? 1 : -1;
}

/* One more or less from @host. Gives how many there are. */
static guint
count_neighbour (RondoServerGuard *guard, const char *host, int change)
{
  guint count = GPOINTER_TO_UINT (g_hash_table_lookup (guard->neighbours, host));

  count = (guint)((int)count + change);
  if (count == 0)
    g_hash_table_remove (guard->neighbours, host);
  else
    g_hash_table_replace (guard->neighbours, g_strdup (host), GUINT_TO_POINTER (count));
  return count;
}

static void
watch_free (gpointer data)
{
  Watch *watch = data;

  count_neighbour (watch->guard, watch->host, -1);
  g_free (watch->host);

  set_answering (watch, FALSE);
  rondo_server_deadlines_clear (&watch->timer);
  if (watch->resting != NULL)
    rondo_server_resting_remove (watch->guard->resting, g_socket_get_fd (watch->socket));
  g_clear_object (&watch->resting);
  g_object_unref (watch->local);
  g_object_unref (watch->address);
  g_free (watch);
}

/* (nullable): the connection may be gone before its last request is. */
static Watch *
find_watch (RondoServerGuard *guard, SoupServerMessage *message)
{
  return g_hash_table_lookup (guard->watches, soup_server_message_get_remote_address (message));
}

/* (transfer full): whom the limit of requests is for: a device, or where it comes from */
static char *
dup_sender (RondoServerGuard *guard, const Watch *watch, SoupMessageHeaders *headers)
{
  const char *token = soup_message_headers_get_one (headers, "Authorization");
  const char *told = soup_message_headers_get_one (headers, "X-Real-IP");

  if (token != NULL)
    return g_compute_checksum_for_string (G_CHECKSUM_SHA256, token, -1);
  return g_strdup (guard->settings->trust_proxy && told != NULL ? told : watch->host);
}

static gboolean
check_rate (RondoServerGuard *guard, Watch *watch, SoupServerMessage *message, GError **error)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  guint most = guard->settings->requests_per_minute;
  g_autofree char *sender = NULL;

  if (most == 0)
    return TRUE;
  sender = dup_sender (guard, watch, headers);
  watch->retry_seconds =
      rondo_server_throttle_take (guard->throttle, sender, most, guard->settings->now_us ());
  return watch->retry_seconds == 0 ||
         rondo_server_refuse (error,
                              RONDO_SERVER_PROBLEM_TOO_MANY,
                              _ ("There were too many requests from this computer. It goes on by "
                                 "itself in a moment."));
}

static void
got_headers_cb (SoupServerMessage *message, RondoServerGuard *guard)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  Watch *watch = find_watch (guard, message);
  g_autoptr (GError) problem = NULL;

  if (watch == NULL)
    return;
  soup_message_headers_remove (headers, "Range");
  /* Behind TLS a connection can not be looked into while it rests. */
  if (guard->certificate != NULL)
    soup_message_headers_replace (
        soup_server_message_get_response_headers (message), "Connection", "close");
  if (watch->is_one_too_many)
    rondo_server_refuse (&problem,
                         RONDO_SERVER_PROBLEM_UNAVAILABLE,
                         _ ("The server is busy at the moment. Try again in a minute."));
  if (problem == NULL && check_headers (message, &problem) &&
      check_rate (guard, watch, message, &problem))
    allow (watch, guard->settings->body_timeout_ms);
  else
    turn_away (watch, message, problem);
}

static void
got_body_cb (SoupServerMessage *message, RondoServerGuard *guard)
{
  Watch *watch = find_watch (guard, message);

  if (watch == NULL)
    return;
  set_answering (watch, TRUE);
  allow (watch, guard->settings->answer_timeout_ms);
}

/* A connection that did not go back to the guard is closed by libsoup now. */
static void
finished_cb (SoupServerMessage *message, RondoServerGuard *guard)
{
  Watch *watch = find_watch (guard, message);

  if (watch != NULL)
    set_answering (watch, FALSE);
}

static gboolean
has_hung_up (Watch *watch)
{
  char byte;

  return recv (g_socket_get_fd (watch->socket), &byte, 1, MSG_PEEK | MSG_DONTWAIT) <= 0;
}

static void
next_request (gpointer data)
{
  Watch *watch = data;
  g_autoptr (GSocketConnection) connection = NULL;

  if (has_hung_up (watch)) {
    end_rest (watch);
    return;
  }
  rondo_server_resting_remove (watch->guard->resting, g_socket_get_fd (watch->socket));
  connection = g_steal_pointer (&watch->resting);
  allow (watch, watch->guard->settings->header_timeout_ms);
  soup_server_accept_iostream (
      watch->guard->soup, G_IO_STREAM (connection), watch->local, watch->address, NULL);
}

/* What libsoup has read already of a next request would be lost: nobody has to send it so early. */
static gboolean
has_read_ahead (Watch *watch, GIOStream *stream)
{
  GInputStream *input = g_io_stream_get_input_stream (stream);

  return G_IS_POLLABLE_INPUT_STREAM (input) &&
         g_pollable_input_stream_is_readable (G_POLLABLE_INPUT_STREAM (input)) &&
         g_socket_condition_check (watch->socket, G_IO_IN) == 0;
}

static gboolean
may_go_on (RondoServerGuard *guard, SoupServerMessage *message)
{
  SoupMessageHeaders *asked = soup_server_message_get_request_headers (message);
  SoupMessageHeaders *said = soup_server_message_get_response_headers (message);

  return !g_cancellable_is_cancelled (guard->lingering) &&
         soup_server_message_get_http_version (message) == SOUP_HTTP_1_1 &&
         !soup_message_headers_header_contains (asked, "Connection", "close") &&
         !soup_message_headers_header_contains (said, "Connection", "close");
}

/* libsoup 3.2 does not notice when a client leaves a connection that is kept for later, so it rests
 * with the guard, which gives it back when the next request comes. */
static void
wrote_body_cb (SoupServerMessage *message, RondoServerGuard *guard)
{
  Watch *watch = find_watch (guard, message);
  g_autoptr (GIOStream) stream = NULL;

  if (watch == NULL || !may_go_on (guard, message))
    return;
  watch->resting = g_object_ref (watch->connection);
  stream = soup_server_message_steal_connection (message);
  set_answering (watch, FALSE);
  if (has_read_ahead (watch, stream) ||
      !rondo_server_resting_add (guard->resting, g_socket_get_fd (watch->socket), watch)) {
    rondo_server_deadlines_clear (&watch->timer);
    end_rest (watch);
    return;
  }
  allow (watch, guard->settings->header_timeout_ms);
}

GSocketConnection *
rondo_server_guard_release (RondoServerGuard *guard, SoupServerMessage *message)
{
  Watch *watch = guard->certificate == NULL ? find_watch (guard, message) : NULL;
  GSocketConnection *connection;
  g_autoptr (GIOStream) stream = NULL;

  if (watch == NULL)
    return NULL;
  connection = g_object_ref (watch->connection);
  stream = soup_server_message_steal_connection (message);
  set_answering (watch, FALSE);
  return connection;
}

static void
socket_gone_cb (gpointer data, GObject *socket)
{
  Watch *watch = data;

  g_hash_table_remove (watch->guard->watches, watch->address);
}

static void
follow (RondoServerGuard *guard, SoupServerMessage *message, const char *signal, GCallback callback)
{
  g_signal_connect_data (
      message, signal, callback, g_rc_box_acquire (guard), release_guard, (GConnectFlags)0);
}

static void
request_started_cb (SoupServer *soup, SoupServerMessage *message, RondoServerGuard *guard)
{
  follow (guard, message, "got-headers", G_CALLBACK (got_headers_cb));
  follow (guard, message, "got-body", G_CALLBACK (got_body_cb));
  follow (guard, message, "wrote-body", G_CALLBACK (wrote_body_cb));
  follow (guard, message, "finished", G_CALLBACK (finished_cb));
}

/* The other side as text, without its port; "local" for a UNIX socket. (transfer full) */
static char *
dup_host (GSocketAddress *address)
{
  if (!G_IS_INET_SOCKET_ADDRESS (address))
    return g_strdup ("local");
  return g_inet_address_to_string (
      g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address)));
}

/* Those on this computer are the web server in front of us, and may be many. */
static gboolean
is_crowded (RondoServerGuard *guard, GSocketAddress *address, const char *host)
{
  guint most = guard->settings->connections_per_address;
  guint count = count_neighbour (guard, host, 1);

  return most > 0 && count > most && G_IS_INET_SOCKET_ADDRESS (address) &&
         (guard->settings->is_strict_to_local ||
          !g_inet_address_get_is_loopback (
              g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address))));
}

static void
watch_connection (RondoServerGuard *guard,
                  GSocketConnection *connection,
                  GSocketAddress *local,
                  GSocketAddress *address)
{
  gboolean is_full = g_hash_table_size (guard->watches) >= guard->settings->max_connections;
  Watch *watch = g_new0 (Watch, 1);

  watch->guard = guard;
  watch->host = dup_host (address);
  is_full |= is_crowded (guard, address, watch->host);
  watch->socket = g_socket_connection_get_socket (connection);
  watch->connection = connection;
  watch->local = g_object_ref (local);
  watch->address = g_object_ref (address);
  watch->is_one_too_many = is_full;
  g_hash_table_insert (guard->watches, address, watch);
  g_object_weak_ref (G_OBJECT (watch->socket), socket_gone_cb, watch);
  allow (watch, is_full ? 0 : guard->settings->header_timeout_ms);
}

/* A connection whose safety is still being agreed on. */
typedef struct {
  RondoServerGuard *guard; /* owned */
  GSocketAddress *local;
  GSocketAddress *address;
} Greeting;

static void
greeting_free (Greeting *greeting)
{
  g_rc_box_release_full (greeting->guard, guard_clear);
  g_object_unref (greeting->local);
  g_object_unref (greeting->address);
  g_free (greeting);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Greeting, greeting_free)

static void
greeted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Greeting) greeting = data;
  g_autoptr (GError) error = NULL;

  if (!g_tls_connection_handshake_finish (G_TLS_CONNECTION (source), result, &error)) {
    g_debug ("No safe connection came about: %s", error->message);
    return;
  }
  if (!g_cancellable_is_cancelled (greeting->guard->lingering))
    soup_server_accept_iostream (
        greeting->guard->soup, G_IO_STREAM (source), greeting->local, greeting->address, NULL);
}

/* The timer of the headers runs already. */
static void
greet (RondoServerGuard *guard,
       GSocketConnection *connection,
       GSocketAddress *local,
       GSocketAddress *address)
{
  g_autoptr (GIOStream) safe =
      g_tls_server_connection_new (G_IO_STREAM (connection), guard->certificate, NULL);
  Greeting *greeting = NULL;

  if (safe == NULL)
    return;
  greeting = g_new0 (Greeting, 1);
  greeting->guard = g_rc_box_acquire (guard);
  greeting->local = g_object_ref (local);
  greeting->address = g_object_ref (address);
  g_tls_connection_handshake_async (
      G_TLS_CONNECTION (safe), G_PRIORITY_DEFAULT, guard->lingering, greeted_cb, greeting);
}

static void
admit (RondoServerGuard *guard, GSocketConnection *connection)
{
  g_autoptr (GSocketAddress) local = g_socket_connection_get_local_address (connection, NULL);
  g_autoptr (GSocketAddress) remote = g_socket_connection_get_remote_address (connection, NULL);

  /* Who has hung up already has no address. */
  if (local == NULL || remote == NULL)
    return;
  /* Head and body of an answer are two pieces; the second must not wait for news of the first. */
  g_socket_set_option (
      g_socket_connection_get_socket (connection), IPPROTO_TCP, TCP_NODELAY, TRUE, NULL);
  watch_connection (guard, connection, local, remote);
  if (guard->certificate != NULL)
    greet (guard, connection, local, remote);
  else
    soup_server_accept_iostream (guard->soup, G_IO_STREAM (connection), local, remote, NULL);
}

static void start_accepting (RondoServerGuard *guard);

static gboolean
retry_cb (gpointer data)
{
  RondoServerGuard *guard = data;

  g_clear_pointer (&guard->retry, g_source_unref);
  start_accepting (guard);
  return G_SOURCE_REMOVE;
}

/* FALSE if nobody else comes now. */
static gboolean
accept_one (RondoServerGuard *guard, GError **error)
{
  g_autoptr (GSocket) socket = g_socket_accept (guard->listener, NULL, error);
  g_autoptr (GSocketConnection) connection = NULL;

  if (socket == NULL)
    return FALSE;
  connection = g_socket_connection_factory_create_connection (socket);
  admit (guard, connection);
  return TRUE;
}

static gboolean
incoming_cb (GSocket *socket, GIOCondition condition, gpointer data)
{
  RondoServerGuard *guard = data;
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < ACCEPTED_TOGETHER && accept_one (guard, &error); i++)
    ;
  if (error == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
    return G_SOURCE_CONTINUE;
  /* Too many open files, most likely: they become fewer with time. */
  g_message ("A connection could not be accepted: %s", error->message);
  g_clear_pointer (&guard->incoming, g_source_unref);
  guard->retry = start_timer (guard, RETRY_MS, retry_cb, guard);
  return G_SOURCE_REMOVE;
}

static void
start_accepting (RondoServerGuard *guard)
{
  guard->incoming = g_socket_create_source (guard->listener, G_IO_IN, NULL);
  g_source_set_callback (guard->incoming, G_SOURCE_FUNC (incoming_cb), guard, NULL);
  g_source_attach (guard->incoming, guard->context);
}

RondoServerGuard *
rondo_server_guard_new (SoupServer *soup, const RondoServerSettings *settings)
{
  RondoServerGuard *guard = g_rc_box_new0 (RondoServerGuard);

  guard->soup = soup;
  guard->settings = settings;
  guard->context = g_main_context_ref_thread_default ();
  guard->watches = g_hash_table_new_full (NULL, NULL, NULL, watch_free);
  guard->neighbours = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guard->throttle = rondo_server_throttle_new ();
  guard->timers = rondo_server_deadlines_new (guard->context, too_slow);
  guard->resting = rondo_server_resting_new (guard->context, next_request);
  guard->lingering = g_cancellable_new ();
  guard->started_handler =
      g_signal_connect (soup, "request-started", G_CALLBACK (request_started_cb), guard);
  return guard;
}

void
rondo_server_guard_set_certificate (RondoServerGuard *guard, GTlsCertificate *certificate)
{
  g_set_object (&guard->certificate, certificate);
}

guint
rondo_server_guard_count (RondoServerGuard *guard)
{
  return g_hash_table_size (guard->watches);
}

void
rondo_server_guard_listen (RondoServerGuard *guard, GSocket *socket)
{
  g_return_if_fail (guard->listener == NULL);

  guard->listener = g_object_ref (socket);
  g_socket_set_blocking (socket, FALSE);
  start_accepting (guard);
}

void
rondo_server_guard_free (RondoServerGuard *guard)
{
  GHashTableIter iter;
  gpointer value = NULL;

  g_signal_handler_disconnect (guard->soup, guard->started_handler);
  g_hash_table_iter_init (&iter, guard->watches);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    Watch *watch = value;

    g_object_weak_unref (G_OBJECT (watch->socket), socket_gone_cb, watch);
  }
  g_hash_table_remove_all (guard->watches);
  g_rc_box_release_full (guard, guard_clear);
}

void
rondo_server_guard_close (RondoServerGuard *guard)
{
  g_autoptr (GList) watches = g_hash_table_get_values (guard->watches);

  g_cancellable_cancel (guard->lingering);
  stop_source (&guard->incoming);
  stop_source (&guard->retry);
  if (guard->listener != NULL)
    g_socket_close (guard->listener, NULL);
  for (GList *at = watches; at != NULL; at = at->next) {
    Watch *watch = at->data;

    if (watch->resting != NULL)
      end_rest (watch);
  }
}

gboolean
rondo_server_guard_is_busy (RondoServerGuard *guard)
{
  return guard->lingering_count > 0 || guard->answering_count > 0;
}
