/* SPDX-License-Identifier: GPL-3.0-or-later
 * A plan becomes true for everybody: all of it or nothing. */
#pragma once

#include "rondo-server-community.h"
#include "rondo-wire-messages.h"

G_BEGIN_DECLS

/** rondo_server_publish: checks the plan of @op against the round, the registrations and every
 * hard rule, then writes pairings, plan, round and profiles. As rondo_server_apply(). */
gboolean rondo_server_publish (const RondoServerWriter *writer,
                               const RondoOp *op,
                               RondoOpResult *result,
                               GError **error);

G_END_DECLS
