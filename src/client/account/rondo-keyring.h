/* SPDX-License-Identifier: GPL-3.0-or-later
 * The token of the account in the keyring of the desktop. Never blocks: a keyring that is missing,
 * locked or slow is an error after a few seconds, and callers go on without it. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** rondo_keyring_lookup_async: the token of @member at @server. */
void rondo_keyring_lookup_async (const char *server,
                                 const char *member,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
/** rondo_keyring_lookup_finish: (transfer full): NULL without @error if there is none */
char *rondo_keyring_lookup_finish (GAsyncResult *result, GError **error);

void rondo_keyring_store_async (const char *server,
                                const char *member,
                                const char *token,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean rondo_keyring_store_finish (GAsyncResult *result, GError **error);

/** rondo_keyring_store_sync: the same for a thread that may wait a few seconds; never the GTK
 * thread. */
gboolean rondo_keyring_store_sync (const char *server,
                                   const char *member,
                                   const char *token,
                                   GError **error);

void rondo_keyring_clear_async (const char *server,
                                const char *member,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean rondo_keyring_clear_finish (GAsyncResult *result, GError **error);

G_END_DECLS
