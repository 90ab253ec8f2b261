/* SPDX-License-Identifier: GPL-3.0-or-later
 * Writing the hours log, or what belongs to it, to a file that the user chooses. */
#pragma once

#include <gtk/gtk.h>

#include "rondo-context.h"
#include "rondo-papers.h"

G_BEGIN_DECLS

/** rondo_hours_export_start: asks where to, and writes what @order (copied) asks for. @left_out:
 * minutes of coaching that are not in it, for want of consent; this is said at the end.
 * @with_notes: the private notes go with everything of the user. */
void rondo_hours_export_start (GtkWidget *from,
                               RondoContext *context,
                               const RondoPaperOrder *order,
                               int64_t left_out,
                               gboolean with_notes);

/** rondo_hours_export_describe: what is said when the file is written. (transfer full) */
char *rondo_hours_export_describe (const char *file_name, int64_t left_out);

G_END_DECLS
