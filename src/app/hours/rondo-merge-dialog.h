/* SPDX-License-Identifier: GPL-3.0-or-later
 * The dialog that makes one client of two who are the same person. */
#pragma once

#include "rondo-dialog.h"

G_BEGIN_DECLS

#define RONDO_TYPE_MERGE_DIALOG (rondo_merge_dialog_get_type ())
G_DECLARE_FINAL_TYPE (RondoMergeDialog, rondo_merge_dialog, RONDO, MERGE_DIALOG, RondoDialog)

/** rondo_merge_dialog_new: @client: id of the one who is kept. */
GtkWindow *rondo_merge_dialog_new (RondoContext *context, const char *client);

G_END_DECLS
