/* SPDX-License-Identifier: GPL-3.0-or-later
 * The dialog that asks on which paper the report or the certificates of a round are written. */
#pragma once

#include "rondo-dialog.h"

G_BEGIN_DECLS

#define RONDO_TYPE_ROUND_PAPER_DIALOG (rondo_round_paper_dialog_get_type ())
G_DECLARE_FINAL_TYPE (
    RondoRoundPaperDialog, rondo_round_paper_dialog, RONDO, ROUND_PAPER_DIALOG, RondoDialog)

/* RondoRoundPaperDialog::chosen: (is_letter): US Letter or A4; the dialog closes. */

/** rondo_round_paper_dialog_new: @title: what is written. The paper that printers of this country
 * have is offered first. */
GtkWindow *rondo_round_paper_dialog_new (RondoContext *context, const char *title);

G_END_DECLS
