/* SPDX-License-Identifier: GPL-3.0-or-later
 * Two drafts side by side: their numbers, who wins, and who loses. */
#pragma once

#include "rondo-dialog.h"
#include "rondo-workbench.h"

G_BEGIN_DECLS

#define RONDO_TYPE_COMPARE_DIALOG (rondo_compare_dialog_get_type ())
G_DECLARE_FINAL_TYPE (RondoCompareDialog, rondo_compare_dialog, RONDO, COMPARE_DIALOG, RondoDialog)

/** rondo_compare_dialog_new: compares the draft at hand with another one of @workbench. */
GtkWindow *rondo_compare_dialog_new (RondoContext *context, RondoWorkbench *workbench);

G_END_DECLS
