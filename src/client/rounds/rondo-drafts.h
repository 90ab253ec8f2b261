/* SPDX-License-Identifier: GPL-3.0-or-later
 * The drafts of a round, on this computer: nobody else gets to see them. */
#pragma once

#include "rondo-draft.h"
#include "rondo-store.h"

G_BEGIN_DECLS

/** rondo_drafts_load_async: the last changed first; finish gives (transfer full) (element-type
 * RondoDraft). */
void rondo_drafts_load_async (RondoStore *store,
                              const char *round,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
GPtrArray *rondo_drafts_load_finish (RondoStore *store, GAsyncResult *result, GError **error);

/** rondo_drafts_save_async: @draft is copied. */
void rondo_drafts_save_async (RondoStore *store,
                              const RondoDraft *draft,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
gboolean rondo_drafts_save_finish (RondoStore *store, GAsyncResult *result, GError **error);

void rondo_drafts_delete_async (RondoStore *store,
                                const char *id,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean rondo_drafts_delete_finish (RondoStore *store, GAsyncResult *result, GError **error);

G_END_DECLS
