/* SPDX-License-Identifier: GPL-3.0-or-later
 * What coordinators did about reports. */
#pragma once

#include "rondo-conduct.h"
#include "rondo-db.h"

G_BEGIN_DECLS

gboolean rondo_conduct_steps_table_put (RondoDb *db, const RondoConductStep *step, GError **error);
gboolean rondo_conduct_steps_table_delete (RondoDb *db, const char *id, GError **error);
gboolean rondo_conduct_steps_table_clear (RondoDb *db, GError **error);

/** rondo_conduct_steps_table_list: all of them, the oldest first. (transfer full) (element-type
 * RondoConductStep) */
GPtrArray *rondo_conduct_steps_table_list (RondoDb *db, GError **error);

G_END_DECLS
