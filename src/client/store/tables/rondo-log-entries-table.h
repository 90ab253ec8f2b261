/* SPDX-License-Identifier: GPL-3.0-or-later
 * The hours log of the member of this computer. */
#pragma once

#include "rondo-db.h"
#include "rondo-hours.h"
#include "rondo-log-filter.h"

G_BEGIN_DECLS

gboolean rondo_log_entries_table_put (RondoDb *db, const RondoLogEntry *entry, GError **error);
gboolean rondo_log_entries_table_delete (RondoDb *db, const char *id, GError **error);
gboolean rondo_log_entries_table_clear (RondoDb *db, GError **error);

gboolean rondo_log_entries_table_is_empty (RondoDb *db, gboolean *is_empty, GError **error);

/* The indices of the table, which are not needed while very many entries come. */
gboolean rondo_log_entries_table_drop_order (RondoDb *db, GError **error);
gboolean rondo_log_entries_table_make_order (RondoDb *db, GError **error);

/** rondo_log_entries_table_list: (transfer full): (element-type RondoLogEntry): newest first */
GPtrArray *rondo_log_entries_table_list (RondoDb *db, GError **error);

/** rondo_log_entries_table_find: the entries that @filter leaves, newest first. (transfer full)
 * (element-type RondoLogEntry) */
GPtrArray *rondo_log_entries_table_find (RondoDb *db, const RondoLogFilter *filter, GError **error);

/** rondo_log_entries_table_list_days: those of the days @from to @until. (transfer full)
 * (element-type RondoLogEntry) */
GPtrArray *
rondo_log_entries_table_list_days (RondoDb *db, RondoDate from, RondoDate until, GError **error);

/** rondo_log_entries_table_read: (nullable): the entry @id, or NULL if there is none. */
gboolean
rondo_log_entries_table_read (RondoDb *db, const char *id, RondoLogEntry **entry, GError **error);

/** rondo_log_entries_table_count_activity: how often @client had @activity. */
gboolean rondo_log_entries_table_count_activity (
    RondoDb *db, const char *client, RondoActivity activity, int64_t *count, GError **error);

/** rondo_log_entries_table_find_session: the entry that belongs to the shared session @session, or
 * NULL. */
gboolean rondo_log_entries_table_find_session (RondoDb *db,
                                               const char *session,
                                               RondoLogEntry **entry,
                                               GError **error);

G_END_DECLS
