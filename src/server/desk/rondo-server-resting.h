/* SPDX-License-Identifier: GPL-3.0-or-later
 * Connections between two requests, many thousands of them with one source. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _RondoServerResting RondoServerResting;

typedef void (*RondoServerRestingFunc) (gpointer owner);

/** rondo_server_resting_new: @func hears in @context when something has come in over one of the
 * connections, or the other side has hung up; it does not rest any more then. */
RondoServerResting *rondo_server_resting_new (GMainContext *context, RondoServerRestingFunc func);
void rondo_server_resting_free (RondoServerResting *resting);

/** rondo_server_resting_add: FALSE if the system has no room for it. */
gboolean rondo_server_resting_add (RondoServerResting *resting, int fd, gpointer owner);

/** rondo_server_resting_remove: before @fd is closed or used otherwise. */
void rondo_server_resting_remove (RondoServerResting *resting, int fd);

G_END_DECLS
