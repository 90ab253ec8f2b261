/* SPDX-License-Identifier: GPL-3.0-or-later
 * The one table of the file with private notes. */
#pragma once

#include "rondo-db.h"
#include "rondo-notes.h"

G_BEGIN_DECLS

/** rondo_notes_table_open: the file at @path, made if there is none; a damaged one is kept aside
 * under a name with @now_us and a fresh one begun. (transfer full) */
RondoDb *rondo_notes_table_open (const char *path, int64_t now_us, GError **error);

/** rondo_notes_table_load: the text, "" for none. (transfer full) */
char *rondo_notes_table_load (RondoDb *db, RondoNoteKind kind, const char *subject, GError **error);

/** rondo_notes_table_save: an empty text deletes the note. */
gboolean rondo_notes_table_save (RondoDb *db, const RondoNote *note, GError **error);

/** rondo_notes_table_list: (transfer full) (element-type RondoNote) */
GPtrArray *rondo_notes_table_list (RondoDb *db, GError **error);

G_END_DECLS
