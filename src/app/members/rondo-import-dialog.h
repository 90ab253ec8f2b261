/* SPDX-License-Identifier: GPL-3.0-or-later
 * The dialog that imports members from a CSV file: choose, look, import. */
#pragma once

#include "rondo-dialog.h"

G_BEGIN_DECLS

#define RONDO_TYPE_IMPORT_DIALOG (rondo_import_dialog_get_type ())
G_DECLARE_FINAL_TYPE (RondoImportDialog, rondo_import_dialog, RONDO, IMPORT_DIALOG, RondoDialog)

GtkWindow *rondo_import_dialog_new (RondoContext *context);

/** rondo_import_dialog_open_file: reads @file and shows what it would change. */
void rondo_import_dialog_open_file (RondoImportDialog *dialog, GFile *file);

G_END_DECLS
