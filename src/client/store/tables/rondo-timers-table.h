/* SPDX-License-Identifier: GPL-3.0-or-later
 * The session that is running now, and what was reminded of. */
#pragma once

#include "rondo-agenda.h"
#include "rondo-db.h"

G_BEGIN_DECLS

/** rondo_timers_table_read: @timer becomes a new value, or NULL if none is running. */
gboolean rondo_timers_table_read (RondoDb *db, RondoSessionTimer **timer, GError **error);

/** rondo_timers_table_write: @timer NULL: none is running. In a transaction of the caller's. */
gboolean rondo_timers_table_write (RondoDb *db, const RondoSessionTimer *timer, GError **error);

/** rondo_timers_table_add_reminder: @is_new FALSE if it was given already. */
gboolean rondo_timers_table_add_reminder (RondoDb *db,
                                          const char *session,
                                          int64_t start_us,
                                          int hours,
                                          gboolean *is_new,
                                          GError **error);

/** rondo_timers_table_forget_reminders: those of sessions that began before @start_us. */
gboolean rondo_timers_table_forget_reminders (RondoDb *db, int64_t start_us, GError **error);

G_END_DECLS
