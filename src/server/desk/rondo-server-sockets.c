/* SPDX-License-Identifier: GPL-3.0-or-later
 * Where the server listens. */
#include "config.h"

#include "rondo-server-sockets.h"

#include "rondo-error.h"

#include <fcntl.h>
#include <gio/gunixsocketaddress.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

/* libsoup's own backlog is 10: more clients at once would be reset. */
#define BACKLOG 1024
#define FIRST_INHERITED 3
#define MAX_INHERITED 16

static GSocket *
listen_at (GSocketAddress *where, GError **error)
{
  GSocketFamily family = g_socket_address_get_family (where);
  g_autoptr (GSocket) socket = g_socket_new (
      family,
      G_SOCKET_TYPE_STREAM,
      family == G_SOCKET_FAMILY_UNIX ? G_SOCKET_PROTOCOL_DEFAULT : G_SOCKET_PROTOCOL_TCP,
      error);

  if (socket == NULL)
    return NULL;
  g_socket_set_listen_backlog (socket, BACKLOG);
  if (!g_socket_bind (socket, where, TRUE, error) || !g_socket_listen (socket, error))
    return NULL;
  return g_steal_pointer (&socket);
}

GSocket *
rondo_server_sockets_open (const char *address, guint16 port, GError **error)
{
  g_autoptr (GSocketAddress) where = g_inet_socket_address_new_from_string (address, port);
  GSocket *socket = NULL;

  if (where == NULL) {
    g_set_error (error,
                 RONDO_ERROR,
                 RONDO_ERROR_INVALID,
                 _ ("“%s” is no address of this computer. Use numbers, such as 127.0.0.1."),
                 address);
    return NULL;
  }
  socket = listen_at (where, error);
  if (socket == NULL)
    g_prefix_error (error, _ ("The server can not listen on %s, port %u. "), address, port);
  return socket;
}

/* A socket of a process that is gone is in the way; one that answers is not ours. */
static void
remove_stale (const char *path, GSocketAddress *where)
{
  g_autoptr (GSocket) probe =
      g_socket_new (G_SOCKET_FAMILY_UNIX, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_DEFAULT, NULL);
  g_autoptr (GError) problem = NULL;

  if (probe == NULL || g_socket_connect (probe, where, NULL, &problem))
    return;
  if (g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED))
    g_unlink (path);
}

static GSocket *
open_path (const char *path, GError **error)
{
  g_autoptr (GSocketAddress) where = g_unix_socket_address_new (path);
  GSocket *socket = NULL;

  remove_stale (path, where);
  socket = listen_at (where, error);
  if (socket == NULL)
    g_prefix_error (error, _ ("The server can not listen on “%s”. "), path);
  return socket;
}

GSocket *
rondo_server_sockets_open_at (const char *text, GError **error)
{
  const char *colon = strrchr (text, ':');
  g_autofree char *address = NULL;
  guint64 port = 0;

  if (g_path_is_absolute (text))
    return open_path (text, error);
  if (colon == NULL || !g_ascii_string_to_unsigned (colon + 1, 10, 0, G_MAXUINT16, &port, NULL)) {
    g_set_error (error,
                 RONDO_ERROR,
                 RONDO_ERROR_INVALID,
                 _ ("“%s” is nothing to listen on. Give an address and a port, such as "
                    "127.0.0.1:8731, or the path of a socket."),
                 text);
    return NULL;
  }
  address = g_strndup (text, (gsize)(colon - text));
  if (*address == '[' && g_str_has_suffix (address, "]")) {
    address[strlen (address) - 1] = '\0';
    memmove (address, address + 1, strlen (address));
  }
  return rondo_server_sockets_open (address, (guint16)port, error);
}

static gboolean
read_count (const char *name, guint64 most, guint64 *value)
{
  const char *text = g_getenv (name);

  return text != NULL && g_ascii_string_to_unsigned (text, 10, 0, most, value, NULL);
}

static GSocket *
inherit_one (int fd, GError **error)
{
  g_autoptr (GSocket) socket = NULL;

  fcntl (fd, F_SETFD, FD_CLOEXEC);
  socket = g_socket_new_from_fd (fd, error);
  if (socket == NULL)
    return NULL;
  /* Whoever opened it has begun to listen; this only makes the queue longer. */
  g_socket_set_listen_backlog (socket, BACKLOG);
  return g_socket_listen (socket, error) ? g_steal_pointer (&socket) : NULL;
}

gboolean
rondo_server_sockets_inherit (GSocket **main, GSocket **admin, GError **error)
{
  g_auto (GStrv) names =
      g_strsplit (g_getenv ("LISTEN_FDNAMES") != NULL ? g_getenv ("LISTEN_FDNAMES") : "", ":", -1);
  guint n_names = g_strv_length (names);
  guint64 count = 0;
  guint64 pid = 0;

  *main = NULL;
  *admin = NULL;
  if (!read_count ("LISTEN_FDS", MAX_INHERITED, &count) ||
      !read_count ("LISTEN_PID", G_MAXINT32, &pid) || pid != (guint64)getpid ())
    return TRUE;
  /* They are for this process alone, not for those it may start. */
  g_unsetenv ("LISTEN_FDS");
  g_unsetenv ("LISTEN_PID");
  g_unsetenv ("LISTEN_FDNAMES");
  for (guint i = 0; i < count; i++) {
    gboolean is_admin = i < n_names && g_strcmp0 (names[i], "admin") == 0;
    GSocket **slot = is_admin ? admin : main;
    GSocket *socket = NULL;

    if (*slot != NULL)
      continue;
    socket = inherit_one (FIRST_INHERITED + (int)i, error);
    if (socket == NULL) {
      g_prefix_error (error, _ ("A socket that the server was started with can not be used. "));
      return FALSE;
    }
    *slot = socket;
  }
  return TRUE;
}

gboolean
rondo_server_sockets_is_local (const char *address)
{
  g_autoptr (GInetAddress) inet = g_inet_address_new_from_string (address);

  return inet != NULL && g_inet_address_get_is_loopback (inet);
}

/* Private addresses of IPv6 are unknown to GLib. */
static gboolean
is_unique_local (GInetAddress *inet)
{
  return g_inet_address_get_family (inet) == G_SOCKET_FAMILY_IPV6 &&
         (g_inet_address_to_bytes (inet)[0] & 0xfe) == 0xfc;
}

gboolean
rondo_server_sockets_is_public (const char *address)
{
  g_autoptr (GInetAddress) inet = g_inet_address_new_from_string (address);

  return inet != NULL && !g_inet_address_get_is_any (inet) &&
         !g_inet_address_get_is_loopback (inet) && !g_inet_address_get_is_site_local (inet) &&
         !g_inet_address_get_is_link_local (inet) && !is_unique_local (inet);
}

char *
rondo_server_sockets_describe (GSocket *socket)
{
  g_autoptr (GSocketAddress) bound = g_socket_get_local_address (socket, NULL);
  g_autofree char *host = NULL;
  GInetSocketAddress *inet = NULL;

  if (bound != NULL && G_IS_UNIX_SOCKET_ADDRESS (bound))
    return g_strdup (g_unix_socket_address_get_path (G_UNIX_SOCKET_ADDRESS (bound)));
  if (bound == NULL || !G_IS_INET_SOCKET_ADDRESS (bound))
    return g_strdup ("?");
  inet = G_INET_SOCKET_ADDRESS (bound);
  host = g_inet_address_to_string (g_inet_socket_address_get_address (inet));
  if (strchr (host, ':') != NULL)
    return g_strdup_printf ("[%s]:%u", host, g_inet_socket_address_get_port (inet));
  return g_strdup_printf ("%s:%u", host, g_inet_socket_address_get_port (inet));
}
