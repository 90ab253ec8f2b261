/* SPDX-License-Identifier: GPL-3.0-or-later
 * POST /v1/have: what a client holds that this server has lost. */
#pragma once

#include "rondo-server-community.h"
#include "rondo-wire-messages.h"

G_BEGIN_DECLS

/** rondo_server_have: which of the records of @request are not in the history. (transfer full) */
RondoHaveAnswer *rondo_server_have (RondoDb *db,
                                    const RondoServerCommunity *community,
                                    const RondoHaveRequest *request,
                                    int64_t now_us,
                                    GError **error);

G_END_DECLS
