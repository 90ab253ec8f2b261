/* SPDX-License-Identifier: GPL-3.0-or-later
 * A second listener, for whoever watches over the server: /healthz and /metrics. */
#pragma once

#include "rondo-server.h"

G_BEGIN_DECLS

typedef struct _RondoServerMonitor RondoServerMonitor;

/** rondo_server_monitor_new: answers on @socket, which listens already. @server is borrowed. */
RondoServerMonitor *rondo_server_monitor_new (RondoServer *server, GSocket *socket, GError **error);
void rondo_server_monitor_free (RondoServerMonitor *monitor);

G_END_DECLS
