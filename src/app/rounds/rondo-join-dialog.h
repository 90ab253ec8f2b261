/* SPDX-License-Identifier: GPL-3.0-or-later
 * Joining a round: wishes for the coach, and people asked for or avoided. */
#pragma once

#include "rondo-dialog.h"

G_BEGIN_DECLS

#define RONDO_TYPE_JOIN_DIALOG (rondo_join_dialog_get_type ())
G_DECLARE_FINAL_TYPE (RondoJoinDialog, rondo_join_dialog, RONDO, JOIN_DIALOG, RondoDialog)

/** rondo_join_dialog_new: registers @member for @round; begins with the standing @wishes
 * (nullable). */
GtkWidget *rondo_join_dialog_new (RondoContext *context,
                                  const RondoRound *round,
                                  const char *member,
                                  const RondoWishes *wishes);

/** rondo_join_dialog_set_availability: when the member has time otherwise, to begin with. */
void rondo_join_dialog_set_availability (RondoJoinDialog *dialog,
                                         const RondoAvailability *availability);

/** rondo_join_dialog_set_registration: the dialog changes what was said before. */
void rondo_join_dialog_set_registration (RondoJoinDialog *dialog,
                                         const RondoRegistration *registration);

/** rondo_join_dialog_set_owed: how many sessions the member owes from rounds of before. */
void rondo_join_dialog_set_owed (RondoJoinDialog *dialog, int count);

G_END_DECLS
