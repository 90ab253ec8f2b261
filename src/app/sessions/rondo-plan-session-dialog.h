/* SPDX-License-Identifier: GPL-3.0-or-later
 * Proposing a session, or another time for one: with whom, when for both, how long, and where. */
#pragma once

#include "rondo-agenda.h"
#include "rondo-dialog.h"

G_BEGIN_DECLS

#define RONDO_TYPE_PLAN_SESSION_DIALOG (rondo_plan_session_dialog_get_type ())
G_DECLARE_FINAL_TYPE (
    RondoPlanSessionDialog, rondo_plan_session_dialog, RONDO, PLAN_SESSION_DIALOG, RondoDialog)

/** rondo_plan_session_dialog_new: @id: of the session that is to be moved, of the pairing in which
 * one is to be proposed, or "". */
GtkWidget *rondo_plan_session_dialog_new (RondoContext *context, const char *id);

G_END_DECLS
