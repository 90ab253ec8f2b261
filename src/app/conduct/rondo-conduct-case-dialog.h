/* SPDX-License-Identifier: GPL-3.0-or-later
 * One report about conduct: what was said and done, and the next step. */
#pragma once

#include "rondo-conduct-cases.h"
#include "rondo-dialog.h"

G_BEGIN_DECLS

#define RONDO_TYPE_CONDUCT_CASE_DIALOG (rondo_conduct_case_dialog_get_type ())
G_DECLARE_FINAL_TYPE (
    RondoConductCaseDialog, rondo_conduct_case_dialog, RONDO, CONDUCT_CASE_DIALOG, RondoDialog)

/** rondo_conduct_case_dialog_new: @entry is copied. Coordinators can add a step. */
GtkWindow *rondo_conduct_case_dialog_new (RondoContext *context, const RondoConductCase *entry);

G_END_DECLS
