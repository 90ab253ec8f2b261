/* SPDX-License-Identifier: GPL-3.0-or-later
 * The dialog in which a private note is written; it says where the note is kept. */
#pragma once

#include "rondo-dialog.h"

G_BEGIN_DECLS

#define RONDO_TYPE_NOTES_DIALOG (rondo_notes_dialog_get_type ())
G_DECLARE_FINAL_TYPE (RondoNotesDialog, rondo_notes_dialog, RONDO, NOTES_DIALOG, RondoDialog)

/* RondoNotesDialog::saved: the note is written. */

/** rondo_notes_dialog_new: the note about @subject, the id of a client or of a log entry; @title:
 * whom or what it is about, in words. */
GtkWindow *rondo_notes_dialog_new (RondoContext *context,
                                   RondoNoteKind kind,
                                   const char *subject,
                                   const char *title);

G_END_DECLS
