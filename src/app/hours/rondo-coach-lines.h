/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a coach has as lines of a list: log entries, clients, open rounds, refused changes. */
#pragma once

#include <glib.h>

#include "rondo-line-item.h"
#include "rondo-overviews.h"

G_BEGIN_DECLS

/* Each returns (transfer full) (element-type RondoLineItem). */

/** rondo_line_new_for_entry: key = entry id; @marks: bits of RONDO_MARK_…; @is_connected: there is
 * a server, so that "not sent yet" means something. (transfer full) */
RondoLineItem *rondo_line_new_for_entry (const RondoLogEntry *entry,
                                         const char *client_name,
                                         guint marks,
                                         gboolean is_connected);

/** rondo_lines_for_clients: key = client id; consent in words; @clients of RondoClientPerson. */
GPtrArray *rondo_lines_for_clients (GPtrArray *clients);

/** rondo_lines_for_open_rounds: key = round id, kind = 1 if the user takes part or waits, badge
 * says so; with the action to join or the other one to withdraw, or the reason why neither. */
GPtrArray *rondo_lines_for_open_rounds (const RondoHomeOverview *overview, RondoDate today);

/** rondo_lines_for_refused: key = op. */
GPtrArray *rondo_lines_for_refused (const RondoOutboxOverview *outbox);

/** rondo_lines_for_conflicts: key = conflict; each value that stands beside the other one.
 * (transfer full) */
GPtrArray *rondo_lines_for_conflicts (GPtrArray *conflicts);

/** rondo_describe_waiting: the titles of what waits, a line each, @limit at most; NULL if nothing
 * does. (transfer full) */
char *rondo_describe_waiting (const RondoOutboxOverview *outbox, guint limit);

/** rondo_payment_describe: "Paid", … (translated, static) */
const char *rondo_payment_describe (RondoPayment payment);

/** rondo_activity_describe: "Coaching", … (translated, static) */
const char *rondo_activity_describe (RondoActivity activity);

/** rondo_minutes_describe: "1 h 15 min". (transfer full) */
char *rondo_minutes_describe (int64_t minutes);

G_END_DECLS
