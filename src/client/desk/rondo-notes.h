/* SPDX-License-Identifier: GPL-3.0-or-later
 * Private notes about clients and sessions: in a file of their own that is never sent anywhere. */
#pragma once

#include <gio/gio.h>
#include <stdint.h>

G_BEGIN_DECLS

#define RONDO_NOTE_MAX_BYTES (256 * 1024)

/* What a note is about. */
typedef enum {
  RONDO_NOTE_CLIENT,
  RONDO_NOTE_SESSION,
} RondoNoteKind;

typedef struct {
  RondoNoteKind kind;
  char *subject; /* id of the client, or of the log entry */
  char *text;
  int64_t changed_us;
} RondoNote;

#define RONDO_TYPE_NOTES (rondo_notes_get_type ())
G_DECLARE_FINAL_TYPE (RondoNotes, rondo_notes, RONDO, NOTES, GObject)

/** rondo_notes_new: the notes beside the database @database ("rondo.db": "rondo-notes.db"). The
 * file is made when the first note is asked for. */
RondoNotes *rondo_notes_new (const char *database);
void rondo_notes_close (RondoNotes *notes);

const char *rondo_notes_get_path (RondoNotes *notes);

/** rondo_notes_load_async: the note about @subject; finish gives "" if there is none.
 * (transfer full) */
void rondo_notes_load_async (RondoNotes *notes,
                             RondoNoteKind kind,
                             const char *subject,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
char *rondo_notes_load_finish (RondoNotes *notes, GAsyncResult *result, GError **error);

/** rondo_notes_save_async: @text becomes the note about @subject; an empty one is deleted. */
void rondo_notes_save_async (RondoNotes *notes,
                             RondoNoteKind kind,
                             const char *subject,
                             const char *text,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean rondo_notes_save_finish (RondoNotes *notes, GAsyncResult *result, GError **error);

/** rondo_notes_list_async: all of them, for an export that its owner asked for; finish gives
 * (transfer full) (element-type RondoNote). */
void rondo_notes_list_async (RondoNotes *notes,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
GPtrArray *rondo_notes_list_finish (RondoNotes *notes, GAsyncResult *result, GError **error);

/** rondo_note_kind_to_word: "client" or "session", for files. */
const char *rondo_note_kind_to_word (RondoNoteKind kind);

void rondo_note_free (RondoNote *note);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoNote, rondo_note_free)

G_END_DECLS
