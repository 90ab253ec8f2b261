/* SPDX-License-Identifier: GPL-3.0-or-later
 * Writing a draft to a file that the user chooses. */
#pragma once

#include <gtk/gtk.h>

#include "rondo-workbench.h"

G_BEGIN_DECLS

/** rondo_plan_export_start: the report must be there. @is_pdf: else as CSV. */
void rondo_plan_export_start (GtkWidget *from, RondoWorkbench *workbench, gboolean is_pdf);

G_END_DECLS
