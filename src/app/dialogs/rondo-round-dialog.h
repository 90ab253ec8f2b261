/* SPDX-License-Identifier: GPL-3.0-or-later
 * The dialog that opens a new round. */
#pragma once

#include "rondo-dialog.h"

G_BEGIN_DECLS

#define RONDO_TYPE_ROUND_DIALOG (rondo_round_dialog_get_type ())
G_DECLARE_FINAL_TYPE (RondoRoundDialog, rondo_round_dialog, RONDO, ROUND_DIALOG, RondoDialog)

/** rondo_round_dialog_new: when the round is made, its parent shows it by win.show-round. */
GtkWindow *rondo_round_dialog_new (RondoContext *context);

G_END_DECLS
