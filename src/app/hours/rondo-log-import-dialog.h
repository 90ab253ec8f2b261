/* SPDX-License-Identifier: GPL-3.0-or-later
 * The dialog that brings a foreign log in: choose a file, look what it would do, import. */
#pragma once

#include "rondo-dialog.h"

G_BEGIN_DECLS

#define RONDO_TYPE_LOG_IMPORT_DIALOG (rondo_log_import_dialog_get_type ())
G_DECLARE_FINAL_TYPE (
    RondoLogImportDialog, rondo_log_import_dialog, RONDO, LOG_IMPORT_DIALOG, RondoDialog)

GtkWindow *rondo_log_import_dialog_new (RondoContext *context);

/** rondo_log_import_dialog_open_file: shows what @file would do. */
void rondo_log_import_dialog_open_file (RondoLogImportDialog *dialog, GFile *file);

G_END_DECLS
