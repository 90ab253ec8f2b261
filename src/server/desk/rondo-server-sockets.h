/* SPDX-License-Identifier: GPL-3.0-or-later
 * Where the server listens: an address it was told, or sockets that systemd has opened for it. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** rondo_server_sockets_open: listens on @address, numbers, and @port. (transfer full) */
GSocket *rondo_server_sockets_open (const char *address, guint16 port, GError **error);

/** rondo_server_sockets_open_at: listens where @text says: "127.0.0.1:8731", "[::1]:8731" or the
 * path of a UNIX socket, which replaces one that nobody listens on. (transfer full) */
GSocket *rondo_server_sockets_open_at (const char *text, GError **error);

/** rondo_server_sockets_inherit: the sockets that this process was started with, by the protocol of
 * systemd: those called "admin" go to @admin (nullable), the first of the others to @main. Neither
 * is set if there are none. (transfer full) */
gboolean rondo_server_sockets_inherit (GSocket **main, GSocket **admin, GError **error);

/** rondo_server_sockets_is_local: whether only this computer reaches @address. */
gboolean rondo_server_sockets_is_local (const char *address);

/** rondo_server_sockets_is_public: whether @address is one of the Internet, not of a network at
 * home or at work. */
gboolean rondo_server_sockets_is_public (const char *address);

/** rondo_server_sockets_describe: where @socket listens, as people write it: "127.0.0.1:8730" or a
 * path. (transfer full) */
char *rondo_server_sockets_describe (GSocket *socket);

G_END_DECLS
