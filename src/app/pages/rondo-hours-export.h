/* SPDX-License-Identifier: GPL-3.0-or-later
 * Writing the hours log to a file that the user chooses. */
#pragma once

#include <gtk/gtk.h>

#include "rondo-context.h"
#include "rondo-log-filter.h"

G_BEGIN_DECLS

/** rondo_hours_export_start: asks where to, writes the log as CSV, and says in a toast on @from how
 * it went and that @left_out minutes are missing for want of consent. */
void rondo_hours_export_start (GtkWidget *from, RondoContext *context, int64_t left_out);

/** rondo_hours_export_start_sessions: the same with the sessions that @filter leaves, one row each.
 */
void rondo_hours_export_start_sessions (GtkWidget *from,
                                        RondoContext *context,
                                        const RondoLogFilter *filter,
                                        int64_t left_out);

/** rondo_hours_export_describe: what the toast says. (transfer full) */
char *rondo_hours_export_describe (const char *file_name, int64_t left_out);

G_END_DECLS
