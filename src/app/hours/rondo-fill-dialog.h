/* SPDX-License-Identifier: GPL-3.0-or-later
 * The dialog that logs sessions which came back every week. */
#pragma once

#include "rondo-dialog.h"

G_BEGIN_DECLS

#define RONDO_TYPE_FILL_DIALOG (rondo_fill_dialog_get_type ())
G_DECLARE_FINAL_TYPE (RondoFillDialog, rondo_fill_dialog, RONDO, FILL_DIALOG, RondoDialog)

/** rondo_fill_dialog_new: @clients: (element-type RondoClientPerson): not empty. */
GtkWindow *rondo_fill_dialog_new (RondoContext *context, GPtrArray *clients);

G_END_DECLS
