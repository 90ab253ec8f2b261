/* SPDX-License-Identifier: GPL-3.0-or-later
 * Who drops out of a round that goes on, and the ways to replace them. */
#pragma once

#include "rondo-dialog.h"

G_BEGIN_DECLS

#define RONDO_TYPE_REPAIR_DIALOG (rondo_repair_dialog_get_type ())
G_DECLARE_FINAL_TYPE (RondoRepairDialog, rondo_repair_dialog, RONDO, REPAIR_DIALOG, RondoDialog)

/** rondo_repair_dialog_new: @member (an id, nullable) is the first who drops out; who has withdrawn
 * and still has partners, drops out in any case. */
GtkWindow *rondo_repair_dialog_new (RondoContext *context, const char *round, const char *member);

G_END_DECLS
