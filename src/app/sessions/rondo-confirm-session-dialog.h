/* SPDX-License-Identifier: GPL-3.0-or-later
 * Saying that a session was held and how long it lasted, coaching and debrief apart. */
#pragma once

#include "rondo-agenda.h"
#include "rondo-dialog.h"

G_BEGIN_DECLS

#define RONDO_TYPE_CONFIRM_SESSION_DIALOG (rondo_confirm_session_dialog_get_type ())
G_DECLARE_FINAL_TYPE (RondoConfirmSessionDialog,
                      rondo_confirm_session_dialog,
                      RONDO,
                      CONFIRM_SESSION_DIALOG,
                      RondoDialog)

/** rondo_confirm_session_dialog_new: of @entry, as its reader saw it; @minutes is what is proposed,
 * 0: what is known. */
GtkWidget *rondo_confirm_session_dialog_new (RondoContext *context,
                                             const RondoAgendaSession *entry,
                                             int minutes);

G_END_DECLS
