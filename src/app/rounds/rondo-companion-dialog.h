/* SPDX-License-Identifier: GPL-3.0-or-later
 * The dialog in which one of those who have joined the same round is looked at and chosen. */
#pragma once

#include "rondo-companion.h"
#include "rondo-dialog.h"

G_BEGIN_DECLS

#define RONDO_TYPE_COMPANION_DIALOG (rondo_companion_dialog_get_type ())
G_DECLARE_FINAL_TYPE (
    RondoCompanionDialog, rondo_companion_dialog, RONDO, COMPANION_DIALOG, RondoDialog)

/* RondoCompanionDialog::chosen: (member): somebody was chosen; the dialog closes. */

/** rondo_companion_dialog_new: @companions: (element-type RondoCompanion) who can be chosen. */
GtkWindow *rondo_companion_dialog_new (RondoContext *context, GPtrArray *companions);

/** rondo_companion_describe: what @companion tells of themselves. (transfer full) */
char *rondo_companion_describe (const RondoCompanion *companion, int64_t now_us);

G_END_DECLS
