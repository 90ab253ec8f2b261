/* SPDX-License-Identifier: GPL-3.0-or-later
 * A session the user coached: with whom, when, how long, for what payment, and of what kind. */
#pragma once

#include "rondo-dialog.h"

G_BEGIN_DECLS

#define RONDO_TYPE_LOG_SESSION_DIALOG (rondo_log_session_dialog_get_type ())
G_DECLARE_FINAL_TYPE (
    RondoLogSessionDialog, rondo_log_session_dialog, RONDO, LOG_SESSION_DIALOG, RondoDialog)

/** rondo_log_session_dialog_new: a new session, of the pairing with the id @pairing if it is not
 * empty. */
GtkWidget *rondo_log_session_dialog_new (RondoContext *context, const char *pairing);

/** rondo_log_session_dialog_new_for_entry: edits what @overview shows. */
GtkWidget *rondo_log_session_dialog_new_for_entry (RondoContext *context,
                                                   const RondoLogEntryOverview *overview);

/** rondo_log_session_dialog_new_like: a new session of today, all else like @overview. */
GtkWidget *rondo_log_session_dialog_new_like (RondoContext *context,
                                              const RondoLogEntryOverview *overview);

G_END_DECLS
