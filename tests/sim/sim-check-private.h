/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the files of the checks share. */
#pragma once

#include "sim-check.h"

G_BEGIN_DECLS

/* The first column of the rows of @sql. (transfer full) (element-type utf8) */
GPtrArray *sim_check_list (RondoDb *db, const char *sql, const char *argument);

/* Whether the server has refused @op because it did not know what it belongs to. */
gboolean sim_check_is_unknown (SimWorld *world, const char *op);

/* Every intent against the history of the server. */
void sim_check_intents (SimWorld *world);

G_END_DECLS
