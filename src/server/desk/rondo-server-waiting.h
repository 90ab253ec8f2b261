/* SPDX-License-Identifier: GPL-3.0-or-later
 * Those who wait to hear that there is something new for them. In the main loop. */
#pragma once

#include "rondo-server-desk.h"

G_BEGIN_DECLS

/** rondo_server_waiting_new: @server is borrowed. */
RondoServerWaiting *rondo_server_waiting_new (RondoServer *server);
void rondo_server_waiting_free (RondoServerWaiting *waiting);

/** rondo_server_waiting_add: @call is answered when its member may see something newer than it has
 * read, or with nothing when its time has come. Takes @call over. */
void rondo_server_waiting_add (RondoServerWaiting *waiting, RondoServerCall *call);

/** rondo_server_waiting_poke: something may have been written. */
void rondo_server_waiting_poke (RondoServerWaiting *waiting);

/** rondo_server_waiting_close: nobody waits any longer. */
void rondo_server_waiting_close (RondoServerWaiting *waiting);

G_END_DECLS
