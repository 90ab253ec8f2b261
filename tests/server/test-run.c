/* SPDX-License-Identifier: GPL-3.0-or-later
 * The server as it is run: watched, activated by a socket, stopped. */
#include "config.h"

#include "command.h"
#include "fixture.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

#define SECRET "correct horse battery"

/* A server that runs, and where. */
typedef struct {
  GSubprocess *process;
  GDataInputStream *lines;
  guint16 port;
  guint16 monitor_port;
} Running;

typedef struct {
  char *directory;
  char *database;
  Running running;
} Place;

static void
set_up (Place *place, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *members = NULL;

  place->directory = g_dir_make_tmp ("rondo-run-XXXXXX", &error);
  g_assert_no_error (error);
  place->database = g_build_filename (place->directory, "community.db", NULL);
  members = g_build_filename (place->directory, "members.csv", NULL);
  g_file_set_contents (members, "name,email\nAna Alvarez,ana@example.org\n", -1, &error);
  g_assert_no_error (error);
  g_assert_cmpint (
      RUN ("init", "--database", place->database, "--community", "Lake", "--members", members),
      ==,
      0);
}

static void
tear_down (Place *place, gconstpointer data)
{
  g_autoptr (GDir) directory = g_dir_open (place->directory, 0, NULL);
  const char *name = NULL;

  while ((name = g_dir_read_name (directory)) != NULL) {
    g_autofree char *file = g_build_filename (place->directory, name, NULL);

    g_assert_cmpint (g_unlink (file), ==, 0);
  }
  g_assert_cmpint (g_rmdir (place->directory), ==, 0);
  g_free (place->database);
  g_free (place->directory);
}

static char *
read_line (Running *running)
{
  g_autoptr (GError) error = NULL;
  char *line = g_data_input_stream_read_line (running->lines, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (line);
  return line;
}

static void
follow (Running *running, GSubprocess *process)
{
  g_autofree char *first = NULL;

  running->process = process;
  running->lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  first = read_line (running);
  g_assert_true (g_str_has_prefix (first, "rondo-server: listening on http"));
  running->port = (guint16)g_ascii_strtoull (strrchr (first, ':') + 1, NULL, 10);
}

/* Runs the server with @extra (NULL-terminated) on free ports. */
static void
start (Place *place, const char *const *extra)
{
  const char *const words[] = {command_get_program (),
                               "run",
                               "--port",
                               "0",
                               "--admin-listen",
                               "127.0.0.1:0",
                               "--database",
                               place->database,
                               NULL};
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autofree char *second = NULL;
  g_autoptr (GError) error = NULL;
  GSubprocess *process = NULL;

  for (gsize i = 0; words[i] != NULL; i++)
    g_ptr_array_add (argv, (gpointer)words[i]);
  for (gsize i = 0; extra != NULL && extra[i] != NULL; i++)
    g_ptr_array_add (argv, (gpointer)extra[i]);
  g_ptr_array_add (argv, NULL);
  process = g_subprocess_newv ((const char *const *)argv->pdata,
                               G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE,
                               &error);
  g_assert_no_error (error);
  follow (&place->running, process);
  second = read_line (&place->running);
  g_assert_true (g_str_has_prefix (second, "rondo-server: monitoring on 127.0.0.1:"));
  place->running.monitor_port = (guint16)g_ascii_strtoull (strrchr (second, ':') + 1, NULL, 10);
}

static char *
read_all (GInputStream *stream)
{
  g_autoptr (GString) text = g_string_new (NULL);
  char buffer[4096];
  gssize got = 0;

  while ((got = g_input_stream_read (stream, buffer, sizeof buffer, NULL, NULL)) > 0)
    g_string_append_len (text, buffer, got);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Waits for the end of the server and gives what it has logged. (transfer full) */
static char *
finish (Place *place)
{
  Running *running = &place->running;
  char *log = NULL;

  if (g_subprocess_get_stderr_pipe (running->process) != NULL)
    log = read_all (g_subprocess_get_stderr_pipe (running->process));
  g_assert_true (g_subprocess_wait (running->process, NULL, NULL));
  g_assert_true (g_subprocess_get_if_exited (running->process));
  g_assert_cmpint (g_subprocess_get_exit_status (running->process), ==, 0);
  g_clear_object (&running->lines);
  g_clear_object (&running->process);
  return log;
}

static char *
stop (Place *place)
{
  g_subprocess_send_signal (place->running.process, SIGTERM);
  return finish (place);
}

static GSocketConnection *
connect_to (guint16 port)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GError) error = NULL;
  GSocketConnection *connection = NULL;

  g_socket_client_set_enable_proxy (client, FALSE);
  connection = g_socket_client_connect_to_host (client, "127.0.0.1", port, NULL, &error);
  g_assert_no_error (error);
  return connection;
}

static void
send_text (GIOStream *stream, const char *text)
{
  g_autoptr (GError) error = NULL;

  g_output_stream_write_all (
      g_io_stream_get_output_stream (stream), text, strlen (text), NULL, NULL, &error);
  g_assert_no_error (error);
}

/* One request, @token (nullable) with it; head and body of the answer. (transfer full) */
static char *
ask_with (guint16 port, const char *token, const char *method, const char *path, const char *body)
{
  g_autoptr (GSocketConnection) connection = connect_to (port);
  g_autofree char *request =
      g_strdup_printf ("%s %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                       "%s%s%sContent-Length: %u\r\n\r\n%s",
                       method,
                       path,
                       token != NULL ? "Authorization: Bearer " : "",
                       token != NULL ? token : "",
                       token != NULL ? "\r\n" : "",
                       body != NULL ? (guint)strlen (body) : 0,
                       body != NULL ? body : "");

  send_text (G_IO_STREAM (connection), request);
  return read_all (g_io_stream_get_input_stream (G_IO_STREAM (connection)));
}

static char *
ask (guint16 port, const char *method, const char *path, const char *body)
{
  return ask_with (port, NULL, method, path, body);
}

static char *
join_body (Place *place)
{
  g_autofree char *code = NULL;

  g_assert_cmpint (TELL (&code,
                         "invite",
                         "--database",
                         place->database,
                         "--role",
                         "coordinator",
                         "--email",
                         "ana@example.org"),
                   ==,
                   0);
  return g_strdup_printf ("{\"code\":\"%s\",\"password\":\"" SECRET "\",\"device\":\"Anas desk\"}",
                          g_strstrip (code));
}

static char *
login_body (const char *email)
{
  return g_strdup_printf ("{\"email\":\"%s\",\"password\":\"" SECRET "\",\"device\":\"Anas desk\"}",
                          email);
}

static void
test_monitor (Place *place, gconstpointer data)
{
  g_autofree char *health = NULL;
  g_autofree char *metrics = NULL;
  g_autofree char *elsewhere = NULL;
  g_autofree char *wrong = NULL;
  g_autofree char *body = login_body ("nobody@example.org");

  start (place, NULL);
  g_free (ask (place->running.port, "GET", "/v1/hello", NULL));
  g_free (ask (place->running.port, "GET", "/v1/hello", NULL));
  g_free (ask (place->running.port, "POST", "/v1/login", body));
  g_free (ask (place->running.port, "GET", "/v1/ana@example.org", NULL));
  health = ask (place->running.monitor_port, "GET", "/healthz", NULL);
  g_assert_nonnull (strstr (health, " 200 "));
  g_assert_true (g_str_has_suffix (health, "ok\n"));
  metrics = ask (place->running.monitor_port, "GET", "/metrics", NULL);
  g_assert_nonnull (strstr (metrics, "text/plain; version=0.0.4"));
  g_assert_nonnull (
      strstr (metrics, "rondo_requests_total{endpoint=\"/v1/hello\",status=\"200\"} 2\n"));
  g_assert_nonnull (
      strstr (metrics, "rondo_requests_total{endpoint=\"/v1/login\",status=\"401\"} 1\n"));
  g_assert_nonnull (
      strstr (metrics, "rondo_requests_total{endpoint=\"other\",status=\"404\"} 1\n"));
  g_assert_nonnull (
      strstr (metrics, "rondo_request_seconds_bucket{endpoint=\"/v1/hello\",le=\"+Inf\"} 2\n"));
  g_assert_nonnull (strstr (metrics, "\nrondo_database_bytes "));
  g_assert_nonnull (strstr (metrics, "\nrondo_connections "));
  g_assert_null (strstr (metrics, "example.org"));
  g_assert_null (strstr (metrics, "Lake"));
  /* Neither listener answers for the other. */
  elsewhere = ask (place->running.port, "GET", "/metrics", NULL);
  g_assert_nonnull (strstr (elsewhere, " 404 "));
  wrong = ask (place->running.monitor_port, "GET", "/v1/hello", NULL);
  g_assert_nonnull (strstr (wrong, " 404 "));
  g_free (stop (place));
}

/* What follows @name in an answer. (transfer full) */
static char *
read_value (const char *answer, const char *name)
{
  g_autofree char *before = g_strdup_printf ("\"%s\":\"", name);
  const char *at = strstr (answer, before);

  g_assert_nonnull (at);
  at += strlen (before);
  return g_strndup (at, strcspn (at, "\""));
}

/* What a coordinator does on a day, each of it with names, addresses and secrets. */
static void
work (Place *place, GPtrArray *secrets, const char *joined)
{
  static const char *const DEEDS[][2] = {
      {"/v1/sync",
       "{\"epoch\":null,\"cursors\":{},\"limit\":100,\"ops\":[{\"op\":"
       "\"018f3b5e-7c1a-7d00-8000-00000000f001\",\"act\":\"put\",\"kind\":\"client\","
       "\"id\":\"018f3b5e-7c1a-7d00-8000-00000000d001\",\"base\":0,\"body\":{\"name\":"
       "\"Zoe Private\",\"contact\":\"zoe@hidden.test\",\"member\":null,\"consented\":false,"
       "\"consent_date\":null,\"consent_note\":\"signed\"}},{\"op\":"
       "\"018f3b5e-7c1a-7d00-8000-00000000f002\",\"act\":\"put\",\"kind\":\"member\","
       "\"id\":\"018f3b5e-7c1a-7d00-8000-00000000a00b\",\"base\":0,\"body\":{\"name\":"
       "\"Ben Private\",\"email\":\"ben@hidden.test\",\"phone\":\"+31 55512345\","
       "\"languages\":[\"en\"],\"time_zone\":\"UTC\",\"credential\":\"\",\"active\":true,"
       "\"wishes\":[],\"requests\":[],\"avoids\":[]}}]}"},
      {"/v1/sync", "{\"epoch\":null,\"cursors\":{},\"ops\":[],\"limit\":100}"},
      {"/v1/invitations",
       "{\"members\":[],\"emails\":[\"new@hidden.test\"],\"coordinator\":false}"},
      {"/v1/accounts",
       "{\"act\":\"hold\",\"members\":[\"018f3b5e-7c1a-7d00-8000-00000000a00b\"],"
       "\"reason\":\"Hidden reason\"}"},
      {"/v1/sync", "{\"ops\":\"Zoe Private\"}"},
  };
  g_autofree char *token = read_value (joined, "token");
  g_autofree char *refresh = read_value (joined, "refresh");
  g_autofree char *renewal = g_strdup_printf (
      "{\"refresh\":\"%s\",\"next\":\"H2bYw6RkTq9XeN0sVfJ4dLzG8uMiC1aPo5KvBx7ZtEI\"}", refresh);
  g_autofree char *renewed = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (DEEDS); i++) {
    g_autofree char *answer =
        ask_with (place->running.port, token, "POST", DEEDS[i][0], DEEDS[i][1]);

    g_assert_nonnull (strstr (answer, i + 1 < G_N_ELEMENTS (DEEDS) ? " 200 " : " 400 "));
    if (strstr (answer, "\"code\":\"") != NULL && strstr (DEEDS[i][0], "invit") != NULL)
      g_ptr_array_add (secrets, read_value (answer, "code"));
  }
  g_free (ask_with (place->running.port, token, "GET", "/v1/people", NULL));
  renewed = ask (place->running.port, "POST", "/v1/token", renewal);
  g_ptr_array_add (secrets, read_value (renewed, "token"));
  g_ptr_array_add (secrets, g_strdup ("H2bYw6RkTq9XeN0sVfJ4dLzG8uMiC1aPo5KvBx7ZtEI"));
  g_ptr_array_add (secrets, g_steal_pointer (&token));
  g_ptr_array_add (secrets, g_strndup (refresh, strcspn (refresh, ".")));
  g_ptr_array_add (secrets, g_strdup (strchr (refresh, '.') + 1));
}

static void
assert_line (const char *line, GPtrArray *secrets)
{
  if (!g_regex_match_simple (
          "^time=[0-9TZ:-]+ level=[a-z]+ event=[a-z]+( [a-z_]+=(\"[^\"]*\"|\\S+))*$", line, 0, 0))
    g_error ("a line of the log is not structured: %s", line);
  for (guint i = 0; i < secrets->len; i++)
    if (strstr (line, g_ptr_array_index (secrets, i)) != NULL)
      g_error ("a line of the log says “%s”: %s", (char *)g_ptr_array_index (secrets, i), line);
}

/* Everything that people send, good and bad; then no line tells of them. */
static void
test_log (Place *place, gconstpointer data)
{
  static const char *const PERSONAL[] = {"ana",
                                         "Ana",
                                         "example",
                                         "horse",
                                         "desk",
                                         "Lake",
                                         "Bearer",
                                         "Private",
                                         "hidden",
                                         "Hidden",
                                         "55512345",
                                         "signed"};
  g_autoptr (GPtrArray) secrets = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *join = join_body (place);
  g_autofree char *login = login_body ("ana@example.org");
  g_autofree char *wrong = login_body ("ana@example.com");
  g_autofree char *joined = NULL;
  g_autofree char *log = NULL;
  g_auto (GStrv) lines = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (PERSONAL); i++)
    g_ptr_array_add (secrets, g_strdup (PERSONAL[i]));
  start (place, NULL);
  joined = ask (place->running.port, "POST", "/v1/join", join);
  g_assert_nonnull (strstr (joined, " 200 "));
  g_free (ask (place->running.port, "POST", "/v1/join", join));
  g_free (ask (place->running.port, "POST", "/v1/login", login));
  g_free (ask (place->running.port, "POST", "/v1/login", wrong));
  g_free (ask (place->running.port, "POST", "/v1/login", "{\"email\":\"ana@example.org\"}"));
  g_free (ask (place->running.port, "POST", "/v1/sync", "ana@example.org"));
  g_free (ask (place->running.port, "GET", "/v1/ana@example.org?name=Ana", NULL));
  g_free (ask (place->running.port, "POST", "/v1/token", "{\"refresh\":\"a.b\",\"next\":\"Ana\"}"));
  work (place, secrets, joined);
  log = stop (place);
  lines = g_strsplit (g_strchomp (log), "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), >=, 17);
  for (char **line = lines; *line != NULL; line++)
    assert_line (*line, secrets);
}

/* As systemd does it: the socket is open before the server is. */
static void
test_activation (Place *place, gconstpointer data)
{
  g_autoptr (GSubprocessLauncher) launcher =
      g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (GSocket) socket = NULL;
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (GSocketConnection) early = NULL;
  g_autofree char *answer = NULL;
  g_autoptr (GError) error = NULL;
  guint16 port = 0;
  GSubprocess *process = NULL;

  socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, &error);
  g_assert_no_error (error);
  g_assert_true (g_socket_bind (socket, any, TRUE, &error) && g_socket_listen (socket, &error));
  bound = g_socket_get_local_address (socket, &error);
  port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
  /* Who comes before the server is there waits, and is not turned away. */
  early = connect_to (port);
  send_text (G_IO_STREAM (early),
             "GET /v1/hello HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
  g_subprocess_launcher_take_fd (launcher, dup (g_socket_get_fd (socket)), 3);
  g_subprocess_launcher_setenv (launcher, "LISTEN_FDS", "1", TRUE);
  process = g_subprocess_launcher_spawn (launcher,
                                         &error,
                                         "/bin/sh",
                                         "-c",
                                         "LISTEN_PID=$$ exec \"$0\" \"$@\"",
                                         command_get_program (),
                                         "run",
                                         "--port",
                                         "1",
                                         "--admin-listen",
                                         "",
                                         "--database",
                                         place->database,
                                         NULL);
  g_assert_no_error (error);
  follow (&place->running, process);
  g_assert_cmpuint (place->running.port, ==, port);
  answer = read_all (g_io_stream_get_input_stream (G_IO_STREAM (early)));
  g_assert_nonnull (strstr (answer, "\"Lake\""));
  g_free (stop (place));
}

/* Sockets of somebody else are left alone. */
static void
test_foreign_sockets (Place *place, gconstpointer data)
{
  g_setenv ("LISTEN_FDS", "1", TRUE);
  g_setenv ("LISTEN_PID", "1", TRUE);
  start (place, NULL);
  g_unsetenv ("LISTEN_FDS");
  g_unsetenv ("LISTEN_PID");
  g_free (stop (place));
}

/* A request under way when the server is told to stop is answered. */
static void
test_graceful_stop (Place *place, gconstpointer data)
{
  g_autofree char *config = g_build_filename (place->directory, "slow.conf", NULL);
  const char *const extra[] = {"--config", config, NULL};
  g_autofree char *body = login_body ("ana@example.org");
  g_autofree char *request = NULL;
  g_autofree char *answer = NULL;
  g_autoptr (GSocketConnection) connection = NULL;
  gboolean is_under_way = FALSE;

  g_file_set_contents (config, "[server]\npassword-passes=8\npassword-memory=131072\n", -1, NULL);
  start (place, extra);
  connection = connect_to (place->running.port);
  request = g_strdup_printf ("POST /v1/login HTTP/1.1\r\nHost: localhost\r\n"
                             "Content-Length: %u\r\n\r\n%s",
                             (guint)strlen (body),
                             body);
  send_text (G_IO_STREAM (connection), request);
  while (!is_under_way) {
    g_autofree char *metrics = ask (place->running.monitor_port, "GET", "/metrics", NULL);

    is_under_way = strstr (metrics, "\nrondo_requests_waiting 1\n") != NULL;
    g_assert_null (strstr (metrics, "endpoint=\"/v1/login\""));
  }
  g_subprocess_send_signal (place->running.process, SIGTERM);
  answer = read_all (g_io_stream_get_input_stream (G_IO_STREAM (connection)));
  g_assert_nonnull (strstr (answer, "\"credentials\""));
  g_free (finish (place));
}

static void
add (const char *path, void (*test) (Place *, gconstpointer))
{
  g_test_add (path, Place, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  command_set_program (argc, argv);
  add ("/server/run/health-and-metrics-are-on-a-listener-of-their-own", test_monitor);
  add ("/server/run/log-is-structured-and-tells-of-nobody", test_log);
  add ("/server/run/sockets-of-systemd-are-taken-up", test_activation);
  add ("/server/run/sockets-of-somebody-else-are-not", test_foreign_sockets);
  add ("/server/run/requests-under-way-are-answered-before-the-end", test_graceful_stop);
  return g_test_run ();
}
