/* SPDX-License-Identifier: GPL-3.0-or-later
 * Bytes on a connection to the real server, before and behind its guard. */
#include "config.h"

#include "fuzz.h"

#include "rondo-server-settings.h"
#include "rondo-server.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

#define SHORT_MS 40
#define TICK_MS 5
/* An input is answered or hung up on within so many ticks. */
#define PATIENCE_TICKS 1000
#define INPUTS_BETWEEN_CHECKS 200

static RondoServer *server;
static guint inputs;

static gboolean
tick_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

static void
start_server (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *directory = g_dir_make_tmp ("rondo-fuzz-XXXXXX", &error);
  g_autofree char *path = NULL;
  RondoServerSettings *settings = NULL;

  g_assert_no_error (error);
  path = g_build_filename (directory, "community.db", NULL);
  rondo_server_create (path, "Fuzz", &error);
  g_assert_no_error (error);
  server = rondo_server_open (path, &error);
  g_assert_no_error (error);
  settings = rondo_server_get_settings (server);
  settings->requests_per_minute = 0;
  settings->header_timeout_ms = SHORT_MS;
  settings->body_timeout_ms = SHORT_MS;
  settings->answer_timeout_ms = SHORT_MS;
  settings->linger_ms = SHORT_MS;
  rondo_server_listen (server, "127.0.0.1", 0, &error);
  g_assert_no_error (error);
  g_timeout_add (TICK_MS, tick_cb, NULL);
  /* Nobody needs the files any more: they live as long as they are open. */
  for (guint i = 0; i < 3; i++) {
    static const char *const parts[] = {"", "-wal", "-shm"};
    g_autofree char *part = g_strconcat (path, parts[i], NULL);

    g_unlink (part);
  }
  g_rmdir (directory);
}

static GSocket *
connect_to_server (void)
{
  g_autoptr (GSocketAddress) address =
      g_inet_socket_address_new_from_string ("127.0.0.1", rondo_server_get_port (server));
  g_autoptr (GError) error = NULL;
  GSocket *socket =
      g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, &error);

  g_assert_no_error (error);
  g_socket_connect (socket, address, NULL, &error);
  g_assert_no_error (error);
  g_socket_set_blocking (socket, FALSE);
  return socket;
}

/* Sends what goes at once. TRUE when nothing is left to send. */
static gboolean
send_some (GSocket *socket, const uint8_t *data, size_t size, size_t *sent)
{
  g_autoptr (GError) error = NULL;
  gssize count = 0;

  if (*sent == size)
    return TRUE;
  count = g_socket_send (socket, (const char *)data + *sent, size - *sent, NULL, &error);
  if (count < 0 && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
    *sent = size;
  else if (count > 0)
    *sent += (size_t)count;
  if (*sent < size)
    return FALSE;
  g_socket_shutdown (socket, FALSE, TRUE, NULL);
  return TRUE;
}

/* What the server says to @data until it hangs up. (transfer full) */
static GString *
converse (const uint8_t *data, size_t size)
{
  g_autoptr (GSocket) socket = connect_to_server ();
  GString *said = g_string_new (NULL);
  size_t sent = 0;

  for (guint tick = 0; tick < PATIENCE_TICKS;) {
    g_autoptr (GError) error = NULL;
    char buffer[4096];
    gssize count = 0;

    send_some (socket, data, size, &sent);
    while (g_main_context_iteration (NULL, FALSE))
      ;
    count = g_socket_receive (socket, buffer, sizeof buffer, NULL, &error);
    if (count > 0)
      g_string_append_len (said, buffer, count);
    else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
      tick += g_main_context_iteration (NULL, TRUE);
    else
      return said;
  }
  g_error ("the server neither answers nor hangs up");
}

static guint
count (const char *haystack, gsize size, const char *needle)
{
  gsize length = strlen (needle);
  guint found = 0;

  for (gsize i = 0; i + length <= size; i++)
    found += g_ascii_strncasecmp (haystack + i, needle, length) == 0;
  return found;
}

static void
check_said (const uint8_t *data, size_t size, const GString *said)
{
  const char *text = (const char *)data;
  guint answers = count (said->str, said->len, "HTTP/1.1 ");
  guint requests = count (text, size, "HTTP/");

  if (said->len > 0)
    g_assert_true (g_str_has_prefix (said->str, "HTTP/1."));
  g_assert_cmpuint (answers, <=, requests + 1);
  if (requests == 1 && count (text, size, "\nTransfer-Encoding:") > 0)
    g_assert_cmpuint (count (said->str, said->len, "HTTP/1.1 200"), ==, 0);
}

static void
check_alive (void)
{
  static const char question[] = "GET /v1/hello HTTP/1.1\r\nHost: x\r\n\r\n";
  g_autoptr (GString) said = converse ((const uint8_t *)question, sizeof question - 1);

  g_assert_true (g_str_has_prefix (said->str, "HTTP/1.1 200"));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  GString *said = NULL;

  if (server == NULL)
    start_server ();
  said = converse (data, size);
  check_said (data, size, said);
  g_string_free (said, TRUE);
  if (++inputs % INPUTS_BETWEEN_CHECKS == 0)
    check_alive ();
  return 0;
}
