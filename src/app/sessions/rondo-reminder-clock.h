/* SPDX-License-Identifier: GPL-3.0-or-later
 * Tells of sessions a day and an hour before they begin, each time once. */
#pragma once

#include "rondo-agenda.h"
#include "rondo-context.h"

G_BEGIN_DECLS

#define RONDO_TYPE_REMINDER_CLOCK (rondo_reminder_clock_get_type ())
G_DECLARE_FINAL_TYPE (RondoReminderClock, rondo_reminder_clock, RONDO, REMINDER_CLOCK, GObject)

/**
 * RondoReminderClock::due:
 * @reminder: a RondoReminder, borrowed
 */

/** rondo_reminder_clock_new: looks at once, after every change, and when the next one is due. */
RondoReminderClock *rondo_reminder_clock_new (RondoContext *context);

/** rondo_reminder_make_notification: what @reminder looks like; pressed, it shows the session.
 * (transfer full) */
GNotification *rondo_reminder_make_notification (const RondoReminder *reminder);

G_END_DECLS
