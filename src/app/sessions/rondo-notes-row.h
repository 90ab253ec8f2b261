/* SPDX-License-Identifier: GPL-3.0-or-later
 * A row that shows how a private note begins, and opens it. */
#pragma once

#include <adwaita.h>

#include "rondo-context.h"

G_BEGIN_DECLS

#define RONDO_TYPE_NOTES_ROW (rondo_notes_row_get_type ())
G_DECLARE_FINAL_TYPE (RondoNotesRow, rondo_notes_row, RONDO, NOTES_ROW, AdwActionRow)

/** rondo_notes_row_set_subject: from now on the row is about @subject, the id of a client or of a
 * log entry; @title: whom or what the note is about, in words. */
void rondo_notes_row_set_subject (RondoNotesRow *row,
                                  RondoContext *context,
                                  RondoNoteKind kind,
                                  const char *subject,
                                  const char *title);

G_END_DECLS
