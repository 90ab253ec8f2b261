/* SPDX-License-Identifier: GPL-3.0-or-later
 * Early limits of every connection. */
#include "config.h"

#include "rondo-server-guard.h"

#include "rondo-server-deadlines.h"
#include "rondo-server-door.h"
#include "rondo-server-head.h"
#include "rondo-server-lingering.h"
#include "rondo-server-problem.h"
#include "rondo-server-resting.h"
#include "rondo-server-throttle.h"

#include <glib/gi18n-lib.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>

/* What who is one too many is asked to wait. */
#define CROWDED_SECONDS 60

struct _RondoServerGuard {
  SoupServer *soup;                    /* borrowed */
  const RondoServerSettings *settings; /* borrowed */
  gulong started_handler;
  GMainContext *context;         /* owned */
  GHashTable *watches;           /* owned; GSocketAddress of the other side → Watch */
  RondoServerDeadlines *timers;  /* owned: one of each connection */
  RondoServerResting *resting;   /* owned: connections between two requests */
  RondoServerDoor *door;         /* owned */
  RondoServerLingering *refused; /* owned */
  GCancellable *closing;         /* owned: no new request, refused connections are cut */
  GTlsCertificate *certificate;  /* owned (nullable): connections speak TLS */
  RondoServerThrottle *throttle; /* owned: requests by device or address */
  GHashTable *neighbours;        /* owned; address → connections from there */
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
  rondo_server_door_free (guard->door);
  rondo_server_lingering_free (guard->refused);
  g_object_unref (guard->closing);
  g_main_context_unref (guard->context);
}

static void
release_guard (gpointer guard, GClosure *closure)
{
  g_rc_box_release_full (guard, guard_clear);
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

/* Answers before the body is read, and lets nothing more of this connection be a request. libsoup
 * would read the body first, however long it is. */
static void
turn_away (Watch *watch, SoupServerMessage *message, const GError *problem)
{
  g_autoptr (SoupServerMessage) kept = g_object_ref (message);

  g_info ("event=request endpoint=early status=%u code=%s",
          rondo_server_problem_get_status (problem),
          rondo_server_problem_get_word (problem));
  rondo_server_deadlines_clear (&watch->timer);
  rondo_server_lingering_add (watch->guard->refused,
                              soup_server_message_steal_connection (message),
                              watch->socket,
                              problem,
                              watch->is_one_too_many ? CROWDED_SECONDS : watch->retry_seconds);
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
  if (problem == NULL && rondo_server_head_check (message, &problem) &&
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

  return !g_cancellable_is_cancelled (guard->closing) &&
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
  if (!g_cancellable_is_cancelled (greeting->guard->closing))
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
      G_TLS_CONNECTION (safe), G_PRIORITY_DEFAULT, guard->closing, greeted_cb, greeting);
}

static void
admit_cb (gpointer data, GSocketConnection *connection)
{
  RondoServerGuard *guard = data;
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
  guard->closing = g_cancellable_new ();
  guard->refused = rondo_server_lingering_new (guard->context, guard->closing, settings->linger_ms);
  guard->door = rondo_server_door_new (guard->context, admit_cb, guard);
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
  rondo_server_door_open (guard->door, socket);
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

  g_cancellable_cancel (guard->closing);
  rondo_server_door_close (guard->door);
  for (GList *at = watches; at != NULL; at = at->next) {
    Watch *watch = at->data;

    if (watch->resting != NULL)
      end_rest (watch);
  }
}

gboolean
rondo_server_guard_is_busy (RondoServerGuard *guard)
{
  return rondo_server_lingering_count (guard->refused) > 0 || guard->answering_count > 0;
}
