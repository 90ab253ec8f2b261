/* SPDX-License-Identifier: GPL-3.0-or-later
 * The shared server: limits → auth → decode → one transaction → encode. One thread. */
#pragma once

#include <gio/gio.h>

#include "rondo-date.h"

G_BEGIN_DECLS

#define RONDO_TYPE_SERVER (rondo_server_get_type ())
G_DECLARE_FINAL_TYPE (RondoServer, rondo_server, RONDO, SERVER, GObject)

/** rondo_server_create: makes the database of a new community called @community at @path, which
 * must not exist. */
gboolean rondo_server_create (const char *path, const char *community, GError **error);

/** rondo_server_open: the server on the database at @path; does not listen yet. */
RondoServer *rondo_server_open (const char *path, GError **error);

/** rondo_server_listen: listens on @address ("127.0.0.1"), @port (0: any free one), in the
 * thread-default main context. */
gboolean
rondo_server_listen (RondoServer *server, const char *address, guint16 port, GError **error);
/** rondo_server_listen_on: the same on a @socket that listens already. */
gboolean rondo_server_listen_on (RondoServer *server, GSocket *socket, GError **error);
guint16 rondo_server_get_port (RondoServer *server);

/** rondo_server_monitor_on: answers /healthz and /metrics on @socket, once the server listens. */
gboolean rondo_server_monitor_on (RondoServer *server, GSocket *socket, GError **error);

/** rondo_server_set_certificate: speaks TLS from now on. @is_own: signed by the server itself, so
 * that invitations have to say what it is. */
void
rondo_server_set_certificate (RondoServer *server, GTlsCertificate *certificate, gboolean is_own);

/** rondo_server_invite: a single-use code for @email (a member that is known, or NULL: whoever
 * joins brings their own name) valid for @days. (transfer full) */
char *rondo_server_invite (
    RondoServer *server, const char *email, gboolean is_coordinator, int days, GError **error);

/** rondo_server_import_members: adds the members of a CSV file (as the app imports it). Fails if a
 * line is not understood. For setting up and for the sample community. */
gboolean
rondo_server_import_members (RondoServer *server, const char *csv, gsize length, GError **error);

/** rondo_server_open_round: opens a round called @name that starts at @start and registers every
 * active member with their standing wishes. For the sample community. */
gboolean
rondo_server_open_round (RondoServer *server, const char *name, RondoDate start, GError **error);

/** rondo_server_check: whether the database is whole and every record can be read. */
gboolean rondo_server_check (RondoServer *server, GError **error);

/** rondo_server_backup: a complete copy at @path, which must not exist; while it runs, too. */
gboolean rondo_server_backup (RondoServer *server, const char *path, GError **error);

/** rondo_server_stop: finishes open requests and closes the database. On the thread it listens
 * on. */
void rondo_server_stop (RondoServer *server);

G_END_DECLS
