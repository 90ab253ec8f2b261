/* SPDX-License-Identifier: GPL-3.0-or-later
 * Early limits of every connection: what is too slow, too large or ambiguous never gets further. */
#pragma once

#include <libsoup/soup.h>

#include "rondo-server-settings.h"

G_BEGIN_DECLS

typedef struct _RondoServerGuard RondoServerGuard;

/** rondo_server_guard_new: watches every connection of @soup. @settings is borrowed. */
RondoServerGuard *rondo_server_guard_new (SoupServer *soup, const RondoServerSettings *settings);

/** rondo_server_guard_set_certificate: from now on connections speak TLS. */
void rondo_server_guard_set_certificate (RondoServerGuard *guard, GTlsCertificate *certificate);

/** rondo_server_guard_count: how many connections are open. */
guint rondo_server_guard_count (RondoServerGuard *guard);

/** rondo_server_guard_listen: lets in, once, who connects to @socket. */
void rondo_server_guard_listen (RondoServerGuard *guard, GSocket *socket);

/** rondo_server_guard_release: takes the connection of @message away from libsoup, for one last
 * answer that is written directly. It is still counted, and cut when that takes too long. NULL if
 * it can only be written to by libsoup. (transfer full) (nullable) */
GSocketConnection *rondo_server_guard_release (RondoServerGuard *guard, SoupServerMessage *message);

/** rondo_server_guard_free: forgets all connections, which have to be closed by now. */
void rondo_server_guard_free (RondoServerGuard *guard);

/** rondo_server_guard_close: lets nobody in any more, and cuts what is still open of refused
 * connections. */
void rondo_server_guard_close (RondoServerGuard *guard);

/** rondo_server_guard_is_busy: whether an answer is still on its way. */
gboolean rondo_server_guard_is_busy (RondoServerGuard *guard);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoServerGuard, rondo_server_guard_free)

G_END_DECLS
