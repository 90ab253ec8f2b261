/* SPDX-License-Identifier: GPL-3.0-or-later
 * Where connections come in. The server's own listener is not used: libsoup 3.2 keeps the socket of
 * every connection it accepts for ever. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _RondoServerDoor RondoServerDoor;

typedef void (*RondoServerDoorFunc) (gpointer owner, GSocketConnection *connection);

/** rondo_server_door_new: @admit is called in @context, with @owner, for everybody who comes. */
RondoServerDoor *
rondo_server_door_new (GMainContext *context, RondoServerDoorFunc admit, gpointer owner);
void rondo_server_door_free (RondoServerDoor *door);

/** rondo_server_door_open: lets in, once, who connects to @socket from now on. */
void rondo_server_door_open (RondoServerDoor *door, GSocket *socket);

/** rondo_server_door_close: closes the socket; nobody comes in any more. */
void rondo_server_door_close (RondoServerDoor *door);

G_END_DECLS
