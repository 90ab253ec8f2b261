/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reading what the coach's desk shows: each in one read transaction. */
#pragma once

#include "rondo-db.h"
#include "rondo-desk.h"

G_BEGIN_DECLS

/* Each gives a new value, or NULL with @error. (transfer full) */
RondoLogOverview *
rondo_desk_reader_read_log (RondoDb *db, const RondoLogFilter *filter, GError **error);
RondoPlansOverview *
rondo_desk_reader_read_plans (RondoDb *db, RondoDate today, const char *own_dir, GError **error);

/** rondo_desk_reader_export_sessions: the sessions that @filter leaves, as CSV. */
GBytes *rondo_desk_reader_export_sessions (RondoDb *db,
                                           const RondoLogFilter *filter,
                                           RondoDate today,
                                           GError **error);

/** rondo_desk_reader_read_entry: NULL without @error if there is none. */
RondoLogEntryOverview *rondo_desk_reader_read_entry (RondoDb *db, const char *id, GError **error);

/** rondo_desk_reader_check_entry: (element-type RondoLogWarning) */
GPtrArray *rondo_desk_reader_check_entry (RondoDb *db,
                                          const RondoLogEntry *entry,
                                          const char *client_name,
                                          RondoDate today,
                                          const char *own_dir,
                                          GError **error);

G_END_DECLS
