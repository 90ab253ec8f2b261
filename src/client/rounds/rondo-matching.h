/* SPDX-License-Identifier: GPL-3.0-or-later
 * Matching a round on a thread of its own, with progress and cancel. */
#pragma once

#include <gio/gio.h>

#include "rondo-plan.h"

G_BEGIN_DECLS

/**
 * rondo_matching_run_async:
 * @input: copied
 * @progress: (nullable): called on the calling thread's main context, until finish
 * @cancellable: stops the search; the best plan so far is returned if there is one, else
 *   %G_IO_ERROR_CANCELLED
 *
 * The search also stops by itself when it has not come closer to the best possible for some
 * seconds.
 */
void rondo_matching_run_async (const RondoMatchingInput *input,
                               RondoPlanProgressFunc progress,
                               gpointer progress_data,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);

/** rondo_matching_run_finish: (transfer full) */
RondoPlan *rondo_matching_run_finish (GAsyncResult *result, GError **error);

G_END_DECLS
