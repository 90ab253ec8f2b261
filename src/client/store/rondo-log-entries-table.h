/* SPDX-License-Identifier: GPL-3.0-or-later
 * The hours log of the member of this computer. */
#pragma once

#include "rondo-db.h"
#include "rondo-hours.h"

G_BEGIN_DECLS

gboolean rondo_log_entries_table_put (RondoDb *db, const RondoLogEntry *entry, GError **error);
gboolean rondo_log_entries_table_delete (RondoDb *db, const char *id, GError **error);
gboolean rondo_log_entries_table_clear (RondoDb *db, GError **error);

/** rondo_log_entries_table_list: (transfer full): (element-type RondoLogEntry): newest first */
GPtrArray *rondo_log_entries_table_list (RondoDb *db, GError **error);

G_END_DECLS
