/* SPDX-License-Identifier: GPL-3.0-or-later
 * The dialog that asks what of the log is exported, and in which form. */
#pragma once

#include "rondo-dialog.h"
#include "rondo-log-filter.h"

G_BEGIN_DECLS

#define RONDO_TYPE_EXPORT_DIALOG (rondo_export_dialog_get_type ())
G_DECLARE_FINAL_TYPE (RondoExportDialog, rondo_export_dialog, RONDO, EXPORT_DIALOG, RondoDialog)

/** rondo_export_dialog_new: @left_out: minutes of coaching of clients without consent. @filter
 * (nullable): export only these sessions. */
GtkWindow *
rondo_export_dialog_new (RondoContext *context, int64_t left_out, const RondoLogFilter *filter);

G_END_DECLS
