/* SPDX-License-Identifier: GPL-3.0-or-later
 * Saying how a pairing was, each piece for those it is meant for; or what one has to say to the
 * facts while it goes on. */
#pragma once

#include "rondo-dialog.h"
#include "rondo-overviews.h"

G_BEGIN_DECLS

#define RONDO_TYPE_FEEDBACK_DIALOG (rondo_feedback_dialog_get_type ())
G_DECLARE_FINAL_TYPE (
    RondoFeedbackDialog, rondo_feedback_dialog, RONDO, FEEDBACK_DIALOG, RondoDialog)

/** rondo_feedback_dialog_new: @pairing is one of the user's; @is_comment: to the facts alone. */
GtkWindow *rondo_feedback_dialog_new (RondoContext *context,
                                      const RondoPairingOverview *pairing,
                                      gboolean is_comment);

G_END_DECLS
