/* SPDX-License-Identifier: GPL-3.0-or-later
 * After a restore: what clients still hold of the history that was lost. */
#pragma once

#include "rondo-server-records.h"
#include "rondo-wire-messages.h"

G_BEGIN_DECLS

/** rondo_server_assert: the record of @op had that body in that version. @since: newest commit that
 * the client knows too. As rondo_server_apply(). */
gboolean rondo_server_assert (const RondoServerWriter *writer,
                              const RondoOp *op,
                              int64_t since,
                              RondoOpResult *result,
                              GError **error);

G_END_DECLS
