/* SPDX-License-Identifier: GPL-3.0-or-later
 * Saying how somebody behaved, to coordinators alone. */
#pragma once

#include "rondo-dialog.h"

G_BEGIN_DECLS

#define RONDO_TYPE_CONDUCT_REPORT_DIALOG (rondo_conduct_report_dialog_get_type ())
G_DECLARE_FINAL_TYPE (RondoConductReportDialog,
                      rondo_conduct_report_dialog,
                      RONDO,
                      CONDUCT_REPORT_DIALOG,
                      RondoDialog)

/** rondo_conduct_report_dialog_new: about the member @about, who is called @name. */
GtkWindow *
rondo_conduct_report_dialog_new (RondoContext *context, const char *about, const char *name);

G_END_DECLS
