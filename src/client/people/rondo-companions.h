/* SPDX-License-Identifier: GPL-3.0-or-later
 * Who has joined the same round, as far as this computer may show them. */
#pragma once

#include "rondo-companion.h"
#include "rondo-store.h"

G_BEGIN_DECLS

/** rondo_companions_load_async: who has joined @round besides @self (nullable), by name; finish
 * gives (transfer full) (element-type RondoCompanion). */
void rondo_companions_load_async (RondoStore *store,
                                  const char *round,
                                  const char *self,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
GPtrArray *rondo_companions_load_finish (RondoStore *store, GAsyncResult *result, GError **error);

G_END_DECLS
