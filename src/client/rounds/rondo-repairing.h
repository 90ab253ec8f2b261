/* SPDX-License-Identifier: GPL-3.0-or-later
 * Looking for the ways to repair a round, on a thread of its own. */
#pragma once

#include <gio/gio.h>

#include "rondo-repair.h"

G_BEGIN_DECLS

/** rondo_repairing_run_async: as rondo_repair_list(); @input is copied, so that the caller may
 * change or free it at once. Cancelling stops the search. */
void rondo_repairing_run_async (const RondoRepairInput *input,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);

/** rondo_repairing_run_finish: (transfer full) (element-type RondoRepair) */
GPtrArray *rondo_repairing_run_finish (GAsyncResult *result, GError **error);

G_END_DECLS
