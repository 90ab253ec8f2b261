/* SPDX-License-Identifier: GPL-3.0-or-later
 * What becomes of sessions: hours, reminders, and the one that is running. */
#pragma once

#include "rondo-agenda.h"
#include "rondo-db.h"

G_BEGIN_DECLS

/** rondo_agenda_writer_confirm: what the member of this computer says about @session, and of a
 * coach the entry of the log, in one transaction. */
gboolean rondo_agenda_writer_confirm (RondoDb *db,
                                      const RondoSession *session,
                                      int minutes,
                                      int debrief,
                                      int64_t now_us,
                                      GError **error);

gboolean
rondo_agenda_writer_set_timer (RondoDb *db, const RondoSessionTimer *timer, GError **error);

/** rondo_agenda_writer_take_reminders: what is due at @now_us and was not given before. */
RondoReminders *rondo_agenda_writer_take_reminders (RondoDb *db, int64_t now_us, GError **error);

G_END_DECLS
