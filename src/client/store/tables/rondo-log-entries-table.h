/* SPDX-License-Identifier: GPL-3.0-or-later
 * The hours log of the member of this computer. */
#pragma once

#include "rondo-db.h"
#include "rondo-hours.h"
#include "rondo-log-filter.h"

G_BEGIN_DECLS

gboolean rondo_log_entries_table_put (RondoDb *db, const RondoLogEntry *entry, GError **error);

/** rondo_log_entries_table_put_many: the same for all @entries (of #RondoLogEntry). */
gboolean rondo_log_entries_table_put_many (RondoDb *db, GPtrArray *entries, GError **error);
gboolean rondo_log_entries_table_delete (RondoDb *db, const char *id, GError **error);
gboolean rondo_log_entries_table_clear (RondoDb *db, GError **error);

/** rondo_log_entries_table_list: (transfer full): (element-type RondoLogEntry): newest first */
GPtrArray *rondo_log_entries_table_list (RondoDb *db, GError **error);

/** rondo_log_entries_table_find: the entries that @filter leaves, newest first. (transfer full)
 * (element-type RondoLogEntry) */
GPtrArray *rondo_log_entries_table_find (RondoDb *db, const RondoLogFilter *filter, GError **error);

/** rondo_log_entries_table_list_days: those of the days @from to @until, in order. (transfer full)
 * (element-type RondoLogEntry) */
GPtrArray *
rondo_log_entries_table_list_days (RondoDb *db, RondoDate from, RondoDate until, GError **error);

/** rondo_log_entries_table_read: (nullable): the entry @id, or NULL if there is none. */
gboolean
rondo_log_entries_table_read (RondoDb *db, const char *id, RondoLogEntry **entry, GError **error);

/** rondo_log_entries_table_has_activity: whether @client ever had @activity or @other. */
gboolean rondo_log_entries_table_has_activity (RondoDb *db,
                                               const char *client,
                                               RondoActivity activity,
                                               RondoActivity other,
                                               gboolean *has,
                                               GError **error);

/** rondo_log_entries_table_find_session: the entry that belongs to the shared session @session, or
 * NULL. */
gboolean rondo_log_entries_table_find_session (RondoDb *db,
                                               const char *session,
                                               RondoLogEntry **entry,
                                               GError **error);

G_END_DECLS
