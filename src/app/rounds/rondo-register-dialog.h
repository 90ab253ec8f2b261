/* SPDX-License-Identifier: GPL-3.0-or-later
 * The dialog in which a coordinator registers members for a round. */
#pragma once

#include "rondo-dialog.h"

G_BEGIN_DECLS

#define RONDO_TYPE_REGISTER_DIALOG (rondo_register_dialog_get_type ())
G_DECLARE_FINAL_TYPE (
    RondoRegisterDialog, rondo_register_dialog, RONDO, REGISTER_DIALOG, RondoDialog)

/** rondo_register_dialog_new: lists active members not registered for @round; a press on one
 * registers them with their standing wishes. */
GtkWindow *rondo_register_dialog_new (RondoContext *context, const char *round);

G_END_DECLS
