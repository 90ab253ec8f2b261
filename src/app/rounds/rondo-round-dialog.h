/* SPDX-License-Identifier: GPL-3.0-or-later
 * The dialog that opens a new round. */
#pragma once

#include "rondo-dialog.h"
#include "rondo-round.h"

G_BEGIN_DECLS

#define RONDO_TYPE_ROUND_DIALOG (rondo_round_dialog_get_type ())
G_DECLARE_FINAL_TYPE (RondoRoundDialog, rondo_round_dialog, RONDO, ROUND_DIALOG, RondoDialog)

/** rondo_round_dialog_new: when the round is made, its parent shows it by win.show-round. */
GtkWindow *rondo_round_dialog_new (RondoContext *context);

/** rondo_round_dialog_new_for_next: for the round after @round, with all that @round says. */
GtkWindow *rondo_round_dialog_new_for_next (RondoContext *context, const RondoRound *round);

/** rondo_round_dialog_new_for_round: to change @round. */
GtkWindow *rondo_round_dialog_new_for_round (RondoContext *context, const RondoRound *round);

G_END_DECLS
