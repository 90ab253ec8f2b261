/* SPDX-License-Identifier: GPL-3.0-or-later
 * Refused connections: the answer is on its way, what still comes in is thrown away, so that the
 * other side gets to read the answer instead of a reset. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _RondoServerLingering RondoServerLingering;

/** rondo_server_lingering_new: each connection has @ms in @context, or until @closing is cancelled.
 */
RondoServerLingering *
rondo_server_lingering_new (GMainContext *context, GCancellable *closing, guint ms);

/** rondo_server_lingering_free: what still lingers goes on to its end. */
void rondo_server_lingering_free (RondoServerLingering *lingering);

/** rondo_server_lingering_add: answers @problem over @stream, a connection of @socket, without
 * reading what it asks, and closes it; "Retry-After" if @retry_seconds is not 0. Takes @stream. */
void rondo_server_lingering_add (RondoServerLingering *lingering,
                                 GIOStream *stream,
                                 GSocket *socket,
                                 const GError *problem,
                                 guint retry_seconds);

/** rondo_server_lingering_count: how many there are. */
guint rondo_server_lingering_count (RondoServerLingering *lingering);

G_END_DECLS
