/* SPDX-License-Identifier: GPL-3.0-or-later
 * One session: with whom, when for both, what each says, and what can be done about it now. */
#pragma once

#include "rondo-agenda.h"
#include "rondo-dialog.h"

G_BEGIN_DECLS

#define RONDO_TYPE_SESSION_DIALOG (rondo_session_dialog_get_type ())
G_DECLARE_FINAL_TYPE (RondoSessionDialog, rondo_session_dialog, RONDO, SESSION_DIALOG, RondoDialog)

GtkWidget *rondo_session_dialog_new (RondoContext *context, const char *id);

G_END_DECLS
