/* SPDX-License-Identifier: GPL-3.0-or-later
 * POST /v1/sync: push and pull in one transaction. */
#pragma once

#include "rondo-server-community.h"
#include "rondo-wire-messages.h"

G_BEGIN_DECLS

/** rondo_server_exchange: applies the ops of @request for @member and reads what is new for them.
 * All or nothing; refused ops are results like any other. (transfer full) */
RondoSyncAnswer *rondo_server_exchange (RondoDb *db,
                                        const RondoServerCommunity *community,
                                        const char *member,
                                        const RondoSyncRequest *request,
                                        int64_t now_us,
                                        GError **error);

G_END_DECLS
