/* SPDX-License-Identifier: GPL-3.0-or-later
 * Telling members what became of a round: a text for each part, as it will be read, and then a
 * notice for everybody. */
#pragma once

#include "rondo-dialog.h"
#include "rondo-overviews.h"

G_BEGIN_DECLS

#define RONDO_TYPE_ANNOUNCE_DIALOG (rondo_announce_dialog_get_type ())
G_DECLARE_FINAL_TYPE (
    RondoAnnounceDialog, rondo_announce_dialog, RONDO, ANNOUNCE_DIALOG, RondoDialog)

/** rondo_announce_dialog_new: what it needs of @overview is copied. */
GtkWindow *rondo_announce_dialog_new (RondoContext *context, const RondoRoundOverview *overview);

G_END_DECLS
