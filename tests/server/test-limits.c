/* SPDX-License-Identifier: GPL-3.0-or-later
 * What is too large, too slow or ambiguous is turned away before it is read. */
#include "config.h"

#include "fixture.h"

#include "rondo-server-sockets.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>

typedef struct {
  const char *name;
  const char *request;
  const char *status;
  const char *code;
} Case;

#define HOST "Host: localhost\r\n"

static const Case CASES[] = {
    {"no-length-is-411", "POST /v1/sync HTTP/1.1\r\n" HOST "\r\n", " 411 ", "length-required"},
    {"chunked-is-411",
     "POST /v1/sync HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
     " 411 ",
     "length-required"},
    {"length-and-chunked-is-one-refusal",
     "POST /v1/sync HTTP/1.1\r\n" HOST "Content-Length: 5\r\nTransfer-Encoding: "
     "chunked\r\n\r\n0\r\n\r\nGET /v1/hello HTTP/1.1\r\n" HOST "\r\n",
     " 411 ",
     "length-required"},
    {"too-large-is-413-before-the-body-comes",
     "POST /v1/sync HTTP/1.1\r\n" HOST "Content-Length: 4194305\r\n\r\n",
     " 413 ",
     "too-large"},
    {"huge-length-is-413",
     "POST /v1/sync HTTP/1.1\r\n" HOST "Content-Length: 9223372036854775807\r\n\r\n",
     " 413 ",
     "too-large"},
    {"two-hosts-are-400",
     "GET /v1/hello HTTP/1.1\r\n" HOST "Host: elsewhere\r\n\r\n",
     " 400 ",
     "bad-request"},
    {"two-lengths-are-400",
     "POST /v1/sync HTTP/1.1\r\n" HOST "Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}",
     " 400 ",
     NULL},
    {"no-host-is-400", "GET /v1/hello HTTP/1.1\r\n\r\n", " 400 ", NULL},
    {"chunks-after-a-lone-line-feed-are-411",
     "POST /v1/sync HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\n\r\n5\nhello\n0\n\n",
     " 411 ",
     "length-required"},
    {"a-length-with-a-sign-is-refused",
     "POST /v1/sync HTTP/1.1\r\n" HOST "Content-Length: +2\r\n\r\n{}",
     " 400 ",
     NULL},
};

/* Neither who sends one more than the limit gets through, nor does another device pay for it. */
static void
set_up_rationed (Fixture *fixture, gconstpointer data)
{
  fixture_set_up_people (fixture, data);
  rondo_server_get_settings (fixture->server)->requests_per_minute = 3;
}

static void
test_requests_per_minute (Fixture *fixture, gconstpointer data)
{
  static const char BODY[] = "{\"epoch\":null,\"cursors\":{},\"ops\":[],\"limit\":1}";
  const Person *ana = &fixture->people[ANA];
  g_autofree char *raw = g_strdup_printf ("POST /v1/sync HTTP/1.1\r\n" HOST
                                          "Authorization: Bearer %s\r\nContent-Length: 2\r\n\r\n{}",
                                          ana->token);
  g_autofree char *answer = NULL;
  guint status = 0;

  for (guint i = 0; i < 3; i++) {
    g_free (fixture_send (fixture, "POST", "/v1/sync", ana->token, BODY, &status));
    g_assert_cmpuint (status, ==, 200);
  }
  g_free (fixture_send_refused (fixture, "POST", "/v1/sync", ana->token, BODY, 429, "too-many"));
  answer = fixture_send_raw (fixture, raw);
  g_assert_nonnull (strstr (answer, "\r\nRetry-After: 20\r\n"));
  g_free (fixture_send (fixture, "POST", "/v1/sync", fixture->people[BEN].token, BODY, &status));
  g_assert_cmpuint (status, ==, 200);
  fixture_now_us += 20 * G_USEC_PER_SEC;
  g_free (fixture_send (fixture, "POST", "/v1/sync", ana->token, BODY, &status));
  g_assert_cmpuint (status, ==, 200);
}

static void
set_up_crowded (Fixture *fixture, gconstpointer data)
{
  fixture_set_up (fixture, data);
  rondo_server_get_settings (fixture->server)->connections_per_address = 2;
  rondo_server_get_settings (fixture->server)->is_strict_to_local = TRUE;
}

static GSocketConnection *
connect_silently (Fixture *fixture)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GError) error = NULL;
  GSocketConnection *connection = NULL;

  g_socket_client_set_enable_proxy (client, FALSE);
  connection = g_socket_client_connect_to_host (
      client, "127.0.0.1", rondo_server_get_port (fixture->server), NULL, &error);
  g_assert_no_error (error);
  return connection;
}

static void
test_connections_per_address (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSocketConnection) first = connect_silently (fixture);
  g_autoptr (GSocketConnection) second = connect_silently (fixture);
  g_autofree char *third = NULL;
  g_autofree char *fourth = NULL;

  third = fixture_send_raw (fixture, "GET /v1/hello HTTP/1.1\r\n" HOST "\r\n");
  g_assert_nonnull (strstr (third, " 503 "));
  g_clear_object (&first);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  fourth =
      fixture_send_raw (fixture, "GET /v1/hello HTTP/1.1\r\n" HOST "Connection: close\r\n\r\n");
  g_assert_nonnull (strstr (fourth, " 200 "));
}

/* The kernel tells how long the queue of a listening socket may be. */
static void
test_backlog (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocket) socket = rondo_server_sockets_open ("127.0.0.1", 0, &error);
  struct tcp_info info;
  socklen_t size = sizeof info;
  g_autofree char *most = NULL;

  g_assert_no_error (error);
  g_assert_cmpint (
      getsockopt (g_socket_get_fd (socket), IPPROTO_TCP, TCP_INFO, &info, &size), ==, 0);
  g_file_get_contents ("/proc/sys/net/core/somaxconn", &most, NULL, NULL);
  g_assert_cmpint (info.tcpi_sacked, ==, MIN (1024, g_ascii_strtoll (most, NULL, 10)));
}

static guint
count_of (const char *text, const char *what)
{
  guint count = 0;

  for (const char *p = strstr (text, what); p != NULL; p = strstr (p + 1, what))
    count++;
  return count;
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  const Case *current = data;
  g_autofree char *answer = fixture_send_raw (fixture, current->request);

  g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 "));
  g_assert_nonnull (strstr (answer, current->status));
  g_assert_cmpuint (count_of (answer, "HTTP/1.1 "), ==, 1);
  if (current->code != NULL)
    g_assert_nonnull (strstr (answer, current->code));
}

/* Set before the server listens, so that the test does not wait. */
static void
set_up_hurried (Fixture *fixture, gconstpointer data)
{
  RondoServerSettings *settings = NULL;

  fixture_set_up (fixture, data);
  settings = rondo_server_get_settings (fixture->server);
  settings->header_timeout_ms = 50;
  settings->body_timeout_ms = 50;
}

static void
test_slow (Fixture *fixture, gconstpointer data)
{
  g_autofree char *answer = fixture_send_raw (fixture, data);

  g_assert_null (strstr (answer, " 200 "));
}

/* On a busy computer the server may not even get to read in so short a time. */
static void
test_closed_when_nothing_follows (Fixture *fixture, gconstpointer data)
{
  RondoServerSettings *settings = rondo_server_get_settings (fixture->server);
  guint n_answers = 0;

  for (guint ms = 50; n_answers == 0; ms *= 2) {
    g_autofree char *answer = NULL;

    settings->header_timeout_ms = ms;
    answer = fixture_send_raw (fixture, data);
    n_answers = count_of (answer, " 200 ");
    g_assert_true (n_answers == 1 || *answer == '\0');
  }
}

static void
test_closed_after_answer (Fixture *fixture, gconstpointer data)
{
  g_autofree char *answer = fixture_send_raw (fixture, data);

  g_assert_cmpuint (count_of (answer, " 200 "), ==, 1);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_bytes_unref (soup_session_send_and_read_finish (SOUP_SESSION (source), result, NULL));
  *(gboolean *)data = TRUE;
}

/* The number that the client's side gives to the connection it used. */
static guint64
ask_for_hello (Fixture *fixture)
{
  g_autofree char *url =
      g_strdup_printf ("http://127.0.0.1:%u/v1/hello", rondo_server_get_port (fixture->server));
  g_autoptr (SoupMessage) message = soup_message_new ("GET", url);
  gboolean is_answered = FALSE;

  soup_session_send_and_read_async (
      fixture->session, message, G_PRIORITY_DEFAULT, NULL, answered_cb, &is_answered);
  while (!is_answered)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (soup_message_get_status (message), ==, 200);
  return soup_message_get_connection_id (message);
}

static void
test_one_connection_after_the_other (Fixture *fixture, gconstpointer data)
{
  guint64 first = ask_for_hello (fixture);

  for (int i = 0; i < 20; i++)
    g_assert_cmpuint (ask_for_hello (fixture), ==, first);
}

static void
test_too_large_body_is_thrown_away (Fixture *fixture, gconstpointer data)
{
  g_autofree char *body = g_strnfill (5 * 1024 * 1024, ' ');
  g_autofree char *message =
      fixture_send_refused (fixture, "POST", "/v1/sync", NULL, body, 413, "too-large");
  guint status = 0;
  g_autofree char *after = fixture_send (fixture, "GET", "/v1/hello", NULL, NULL, &status);

  g_assert_cmpuint (status, ==, 200);
}

static void
test_range_is_ignored (Fixture *fixture, gconstpointer data)
{
  g_autofree char *answer = fixture_send_raw (
      fixture,
      "GET /v1/hello HTTP/1.1\r\n" HOST "Range: bytes=0-,0-,0-,0-\r\nConnection: close\r\n\r\n");

  g_assert_nonnull (strstr (answer, " 200 "));
  g_assert_null (strstr (answer, "multipart"));
}

static void
test_unknown_paths_and_methods (Fixture *fixture, gconstpointer data)
{
  g_free (fixture_send_refused (fixture, "GET", "/", NULL, NULL, 404, "not-found"));
  g_free (fixture_send_refused (fixture, "GET", "/v1/hello/x", NULL, NULL, 404, "not-found"));
  g_free (fixture_send_refused (fixture, "POST", "/v1/hello", NULL, "{}", 405, "method"));
  g_free (fixture_send_refused (fixture, "GET", "/v1/sync", NULL, NULL, 405, "method"));
  g_free (fixture_send_refused (fixture, "DELETE", "/v1/sync", NULL, NULL, 405, "method"));
}

static void
set_up_narrow (Fixture *fixture, gconstpointer data)
{
  fixture_set_up (fixture, data);
  rondo_server_get_settings (fixture->server)->max_connections = 1;
}

/* The one place is taken by a connection that says nothing. */
static void
test_too_many_connections (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) silent = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *second = NULL;
  g_autofree char *third = NULL;

  g_socket_client_set_enable_proxy (client, FALSE);
  silent = g_socket_client_connect_to_host (
      client, "127.0.0.1", rondo_server_get_port (fixture->server), NULL, &error);
  g_assert_no_error (error);
  second = fixture_send_raw (fixture, "GET /v1/hello HTTP/1.1\r\n" HOST "\r\n");
  g_assert_nonnull (strstr (second, " 503 "));
  g_assert_nonnull (strstr (second, "Retry-After: "));
  /* Who leaves makes room, and leaves nothing open behind. */
  g_clear_object (&silent);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  third = fixture_send_raw (fixture, "GET /v1/hello HTTP/1.1\r\n" HOST "Connection: close\r\n\r\n");
  g_assert_nonnull (strstr (third, " 200 "));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++) {
    g_autofree char *path = g_strconcat ("/server/limits/", CASES[i].name, NULL);

    g_test_add (path, Fixture, &CASES[i], fixture_set_up, test_refused, fixture_tear_down);
  }
  g_test_add_func ("/server/limits/queue-of-new-connections-is-long", test_backlog);
  g_test_add ("/server/limits/one-device-may-not-ask-without-end",
              Fixture,
              NULL,
              set_up_rationed,
              test_requests_per_minute,
              fixture_tear_down);
  g_test_add ("/server/limits/one-address-may-not-take-all-connections",
              Fixture,
              NULL,
              set_up_crowded,
              test_connections_per_address,
              fixture_tear_down);
  g_test_add ("/server/limits/silent-connection-is-closed",
              Fixture,
              "",
              set_up_hurried,
              test_slow,
              fixture_tear_down);
  g_test_add ("/server/limits/slow-headers-are-cut",
              Fixture,
              "GET /v1/hello HTTP/1.1\r\nHost: loc",
              set_up_hurried,
              test_slow,
              fixture_tear_down);
  g_test_add ("/server/limits/slow-body-is-cut",
              Fixture,
              "POST /v1/login HTTP/1.1\r\n" HOST "Content-Length: 100\r\n\r\n{",
              set_up_hurried,
              test_slow,
              fixture_tear_down);
  g_test_add ("/server/limits/connection-is-closed-when-nothing-follows-its-answer",
              Fixture,
              "GET /v1/hello HTTP/1.1\r\n" HOST "\r\n",
              set_up_hurried,
              test_closed_when_nothing_follows,
              fixture_tear_down);
  g_test_add ("/server/limits/connection-is-closed-at-once-if-that-is-asked-for",
              Fixture,
              "GET /v1/hello HTTP/1.1\r\n" HOST "Connection: close\r\n\r\n",
              fixture_set_up,
              test_closed_after_answer,
              fixture_tear_down);
  g_test_add ("/server/limits/request-sent-before-the-answer-to-the-last-is-not-served",
              Fixture,
              "GET /v1/hello HTTP/1.1\r\n" HOST "\r\nGET /v1/hello HTTP/1.1\r\n" HOST "\r\n",
              fixture_set_up,
              test_closed_after_answer,
              fixture_tear_down);
  g_test_add ("/server/limits/many-requests-come-over-one-connection",
              Fixture,
              NULL,
              fixture_set_up,
              test_one_connection_after_the_other,
              fixture_tear_down);
  g_test_add ("/server/limits/too-large-body-is-thrown-away",
              Fixture,
              NULL,
              fixture_set_up,
              test_too_large_body_is_thrown_away,
              fixture_tear_down);
  g_test_add ("/server/limits/range-is-ignored",
              Fixture,
              NULL,
              fixture_set_up,
              test_range_is_ignored,
              fixture_tear_down);
  g_test_add ("/server/limits/unknown-paths-and-methods-are-problems",
              Fixture,
              NULL,
              fixture_set_up,
              test_unknown_paths_and_methods,
              fixture_tear_down);
  g_test_add ("/server/limits/one-connection-too-many-is-asked-to-come-back",
              Fixture,
              NULL,
              set_up_narrow,
              test_too_many_connections,
              fixture_tear_down);
  return g_test_run ();
}
