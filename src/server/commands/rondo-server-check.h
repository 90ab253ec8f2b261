/* SPDX-License-Identifier: GPL-3.0-or-later
 * Whether a database holds what it should: the file, the records, who sees them, and the rules. */
#pragma once

#include "rondo-server-community.h"

G_BEGIN_DECLS

/**
 * rondo_server_check_all:
 * @problems: (nullable): gets a sentence for each thing that is wrong (element-type utf8)
 *
 * Returns: FALSE with the first of them
 */
gboolean rondo_server_check_all (RondoDb *db,
                                 const RondoServerCommunity *community,
                                 GPtrArray *problems,
                                 GError **error);

G_END_DECLS
