/* SPDX-License-Identifier: GPL-3.0-or-later
 * The real transport against a small HTTP server on this machine. */
#include "config.h"

#include "client-fixture.h"

#include "rondo-error.h"

#include <libsoup/soup.h>

typedef struct {
  GSocketService *listener;
  SoupServer *server;
  char *url;
  char *authorization;
  char *body;

  /* of the exchange on its thread */
  RondoTransport *transport;
  const char *path;
  const char *sent;
  GCancellable *cancellable;
  GBytes *answer;
  RondoTransportHead head;
  GError *error;
  int is_done; /* atomic */
} World;

static void
handle_cb (SoupServer *server,
           SoupServerMessage *message,
           const char *path,
           GHashTable *query,
           gpointer user_data)
{
  World *world = user_data;
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  SoupMessageBody *body = soup_server_message_get_request_body (message);

  g_free (world->authorization);
  world->authorization = g_strdup (soup_message_headers_get_one (headers, "Authorization"));
  g_free (world->body);
  world->body = g_strndup (body->data, (gsize)body->length);
  if (g_str_equal (path, "/silent")) {
    soup_server_message_pause (message);
  } else if (g_str_equal (path, "/moved")) {
    soup_server_message_set_redirect (message, 302, "/other");
  } else if (g_str_equal (path, "/huge")) {
    soup_server_message_set_status (message, 200, NULL);
    soup_server_message_set_response (
        message, "text/plain", SOUP_MEMORY_TAKE, g_malloc0 (17 * 1024 * 1024), 17 * 1024 * 1024);
  } else {
    if (g_str_has_prefix (path, "/later/"))
      soup_message_headers_replace (
          soup_server_message_get_response_headers (message), "Retry-After", path + 7);
    soup_server_message_set_status (message, 403, NULL);
    soup_server_message_set_response (
        message, "application/json", SOUP_MEMORY_STATIC, "{\"a\":1}", 7);
  }
}

static gboolean
incoming_cb (GSocketService *listener, GSocketConnection *connection, GObject *source, World *world)
{
  g_autoptr (GSocketAddress) local = g_socket_connection_get_local_address (connection, NULL);
  g_autoptr (GSocketAddress) remote = g_socket_connection_get_remote_address (connection, NULL);
  g_autoptr (GError) error = NULL;

  soup_server_accept_iostream (world->server, G_IO_STREAM (connection), local, remote, &error);
  g_assert_no_error (error);
  return TRUE;
}

/* The listener of libsoup 3.2 loses a socket with each connection; this one does not. */
static void
world_set_up (World *world, gconstpointer data)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) any_port = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) address = NULL;
  g_autoptr (GError) error = NULL;

  world->server = g_object_new (SOUP_TYPE_SERVER, NULL);
  soup_server_add_handler (world->server, NULL, handle_cb, world, NULL);
  world->listener = g_socket_service_new ();
  g_socket_listener_add_address (G_SOCKET_LISTENER (world->listener),
                                 any_port,
                                 G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_TCP,
                                 NULL,
                                 &address,
                                 &error);
  g_assert_no_error (error);
  g_signal_connect (world->listener, "incoming", G_CALLBACK (incoming_cb), world);
  world->url = g_strdup_printf ("http://127.0.0.1:%u",
                                g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address)));
  world->transport = rondo_soup_transport_new (1);
}

static void
world_tear_down (World *world, gconstpointer data)
{
  /* The client may have read an answer to its end before the server knows that it has sent it. */
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_socket_service_stop (world->listener);
  g_socket_listener_close (G_SOCKET_LISTENER (world->listener));
  soup_server_disconnect (world->server);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_clear_object (&world->listener);
  g_clear_object (&world->server);
  g_clear_object (&world->transport);
  g_clear_object (&world->cancellable);
  g_clear_pointer (&world->answer, g_bytes_unref);
  g_clear_error (&world->error);
  g_free (world->url);
  g_free (world->authorization);
  g_free (world->body);
}

static gpointer
exchange_thread (gpointer data)
{
  World *world = data;
  g_autofree char *url = g_strconcat (world->url, world->path, NULL);

  world->answer = rondo_transport_exchange (world->transport,
                                            world->sent != NULL ? "POST" : "GET",
                                            url,
                                            "secret",
                                            world->sent,
                                            &world->head,
                                            world->cancellable,
                                            &world->error);
  g_atomic_int_set (&world->is_done, 1);
  g_main_context_wakeup (NULL);
  return NULL;
}

static void
exchange (World *world, const char *path, const char *sent)
{
  GThread *thread;

  world->path = path;
  world->sent = sent;
  thread = g_thread_new ("exchange", exchange_thread, world);
  while (!g_atomic_int_get (&world->is_done))
    g_main_context_iteration (NULL, TRUE);
  g_thread_join (thread);
}

static void
test_answer (World *world, gconstpointer data)
{
  exchange (world, "/v1/sync", "{\"é\":1}");
  g_assert_no_error (world->error);
  g_assert_cmpuint (world->head.status, ==, 403);
  g_assert_cmpmem (
      g_bytes_get_data (world->answer, NULL), g_bytes_get_size (world->answer), "{\"a\":1}", 7);
  g_assert_cmpstr (world->authorization, ==, "Bearer secret");
  g_assert_cmpstr (world->body, ==, "{\"é\":1}");
}

static void
test_redirect (World *world, gconstpointer data)
{
  exchange (world, "/moved", NULL);
  g_assert_no_error (world->error);
  g_assert_cmpuint (world->head.status, ==, 302);
}

static void
test_timeout (World *world, gconstpointer data)
{
  exchange (world, "/silent", NULL);
  g_assert_null (world->answer);
  g_assert_error (world->error, RONDO_ERROR, RONDO_ERROR_TIMEOUT);
}

static void
test_huge (World *world, gconstpointer data)
{
  exchange (world, "/huge", NULL);
  g_assert_null (world->answer);
  g_assert_error (world->error, RONDO_ERROR, RONDO_ERROR_FOREIGN);
}

static void
test_nobody (World *world, gconstpointer data)
{
  g_socket_service_stop (world->listener);
  g_socket_listener_close (G_SOCKET_LISTENER (world->listener));
  exchange (world, "/v1/hello", NULL);
  g_assert_null (world->answer);
  g_assert_error (world->error, RONDO_ERROR, RONDO_ERROR_OFFLINE);
}

static void
test_cancelled (World *world, gconstpointer data)
{
  world->cancellable = g_cancellable_new ();
  g_cancellable_cancel (world->cancellable);
  exchange (world, "/v1/hello", NULL);
  g_assert_null (world->answer);
  g_assert_error (world->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static guint
ask_later (World *world, const char *value)
{
  g_autofree char *path = g_strconcat ("/later/", value, NULL);

  g_clear_pointer (&world->answer, g_bytes_unref);
  world->is_done = 0;
  exchange (world, path, NULL);
  g_assert_no_error (world->error);
  return world->head.retry_seconds;
}

static void
test_retry_after (World *world, gconstpointer data)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) later = g_date_time_add_seconds (now, 100);
  g_autofree char *date = soup_date_time_to_string (later, SOUP_DATE_HTTP);

  g_assert_cmpuint (ask_later (world, "0"), ==, 0);
  g_assert_cmpuint (ask_later (world, "7"), ==, 7);
  g_assert_cmpuint (ask_later (world, "3600"), ==, 3600);
  g_assert_cmpuint (ask_later (world, "-7"), ==, 0);
  g_assert_cmpuint (ask_later (world, "soon"), ==, 0);
  g_assert_cmpuint (ask_later (world, "Wed, 21 Oct 2015 07:28:00 GMT"), ==, 0);
  g_assert_cmpuint (ask_later (world, date), >, 60);
  g_assert_cmpuint (ask_later (world, date), <=, 100);
  g_assert_cmpuint (ask_later (world, "99999999999999999999"), ==, 3600);
}

static void
add (const char *path, void (*test) (World *, gconstpointer))
{
  g_test_add (path, World, NULL, world_set_up, test, world_tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("/client/transport/a-status-is-an-answer", test_answer);
  add ("/client/transport/a-redirect-is-not-followed", test_redirect);
  add ("/client/transport/silence-is-a-timeout", test_timeout);
  add ("/client/transport/retry-after-is-seconds-or-a-date", test_retry_after);
  add ("/client/transport/too-much-is-foreign", test_huge);
  add ("/client/transport/nobody-is-offline", test_nobody);
  add ("/client/transport/cancelled-is-cancelled", test_cancelled);
  return g_test_run ();
}
