/* SPDX-License-Identifier: GPL-3.0-or-later
 * What an account on hold may still do: hand in the hours that were not sent. */
#pragma once

#include "rondo-account.h"

G_BEGIN_DECLS

/** rondo_deposit_async: hands in what waits of clients, log entries and sessions. It is kept by the
 * server until a coordinator has decided, and stays here until the account is released. */
void rondo_deposit_async (RondoAccount *account,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data);

/** rondo_deposit_finish: @count gets how many changes were handed in. */
gboolean
rondo_deposit_finish (RondoAccount *account, GAsyncResult *result, guint *count, GError **error);

G_END_DECLS
