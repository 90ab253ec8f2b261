/* SPDX-License-Identifier: GPL-3.0-or-later
 * The sessions behind a log, one row each: the annex to the client coaching log. */
#pragma once

#include "rondo-hours.h"

G_BEGIN_DECLS

/** rondo_hours_table_sessions: the same as rondo_hours_export_sessions(), as a table. (transfer
 * full) */
RondoTable *rondo_hours_table_sessions (GPtrArray *clients,
                                        GPtrArray *entries,
                                        const RondoPaidEdge *edge,
                                        RondoDate today);

/**
 * rondo_hours_export_sessions:
 * @clients: (element-type RondoClientPerson)
 * @entries: (element-type RondoLogEntry): those that are wanted, in any order
 * @edge: of the whole log, for what is paid
 * @today: the date printed in the closing note
 *
 * Coaching as CSV (RFC 4180, UTF-8, CRLF), by day: only of clients who consented to be listed. A
 * total row that foots, then a note.
 *
 * Returns: (transfer full): the text
 */
char *rondo_hours_export_sessions (GPtrArray *clients,
                                   GPtrArray *entries,
                                   const RondoPaidEdge *edge,
                                   RondoDate today);

G_END_DECLS
