/* SPDX-License-Identifier: GPL-3.0-or-later
 * New records that nobody sees but their writer, many at a time. */
#pragma once

#include "rondo-server-records.h"
#include "rondo-wire-messages.h"

G_BEGIN_DECLS

/**
 * rondo_server_fresh_put:
 * @ops: (element-type RondoOp): of a request of @writer, who was never called otherwise
 * @from: the first one to look at
 * @results: (element-type RondoOpResult): gets one for each op that was applied
 * @is_over: (out): an id was taken; whoever sends one op again does so with those behind it
 *
 * Applies ops from @from on as long as they make log entries under fresh ids and nothing is known
 * of them: as rondo_server_apply() would, by few statements. The next one is to be looked at alone.
 */
gboolean rondo_server_fresh_put (const RondoServerWriter *writer,
                                 GPtrArray *ops,
                                 guint from,
                                 GPtrArray *results,
                                 gboolean *is_over,
                                 GError **error);

G_END_DECLS
