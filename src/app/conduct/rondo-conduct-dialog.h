/* SPDX-License-Identifier: GPL-3.0-or-later
 * The reports about conduct that the user may see. */
#pragma once

#include "rondo-dialog.h"

G_BEGIN_DECLS

#define RONDO_TYPE_CONDUCT_DIALOG (rondo_conduct_dialog_get_type ())
G_DECLARE_FINAL_TYPE (RondoConductDialog, rondo_conduct_dialog, RONDO, CONDUCT_DIALOG, RondoDialog)

GtkWindow *rondo_conduct_dialog_new (RondoContext *context);

G_END_DECLS
