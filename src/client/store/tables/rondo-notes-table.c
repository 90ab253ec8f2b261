/* SPDX-License-Identifier: GPL-3.0-or-later
 * The one table of the file with private notes. */
#include "config.h"

#include "rondo-notes-table.h"

#include "rondo-client-resources.h"
#include "rondo-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define APPLICATION_ID 0x526e6e31 /* "Rnn1" */
#define SCRIPT "/org/rondocoaching/Rondo/client/migrations/notes-0001-first.sql"

#define SQL_LOAD "SELECT text FROM note WHERE kind = $1 AND subject = $2"
#define SQL_SAVE                                                                                   \
  "INSERT INTO note (kind, subject, text, changed_us) VALUES ($1, $2, $3, $4) "                    \
  "ON CONFLICT (kind, subject) DO UPDATE SET text = excluded.text, "                               \
  "changed_us = excluded.changed_us"
#define SQL_DELETE "DELETE FROM note WHERE kind = $1 AND subject = $2"
#define SQL_LIST "SELECT kind, subject, text, changed_us FROM note ORDER BY kind, subject"

static RondoDb *
open_checked (const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = g_resource_lookup_data (
      rondo_client_get_resource (), SCRIPT, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  const char *const scripts[] = {g_bytes_get_data (bytes, NULL), NULL};
  const RondoDbSchema schema = {APPLICATION_ID, scripts};
  g_autoptr (RondoDb) db = rondo_db_open (path, &schema, error);

  if (db == NULL || !rondo_db_check (db, error))
    return NULL;
  return g_steal_pointer (&db);
}

RondoDb *
rondo_notes_table_open (const char *path, int64_t now_us, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autofree char *aside = NULL;
  RondoDb *db = open_checked (path, &failure);

  if (db != NULL)
    return db;
  if (!g_error_matches (failure, RONDO_DB_ERROR, RONDO_DB_ERROR_CORRUPT)) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return NULL;
  }
  aside = rondo_db_set_aside (path, now_us, error);
  return aside != NULL ? open_checked (path, error) : NULL;
}

char *
rondo_notes_table_load (RondoDb *db, RondoNoteKind kind, const char *subject, GError **error)
{
  g_autoptr (RondoStatement) statement =
      rondo_db_query (db, error, SQL_LOAD, "tt", rondo_note_kind_to_word (kind), subject);
  g_autoptr (GError) failure = NULL;

  if (statement == NULL)
    return NULL;
  if (rondo_statement_step (statement, &failure))
    return g_strdup (rondo_statement_get_text (statement, 0));
  if (failure == NULL)
    return g_strdup ("");
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

static gboolean
write_note (RondoDb *db, const RondoNote *note, GError **error)
{
  const char *kind = rondo_note_kind_to_word (note->kind);

  if (*note->text == '\0')
    return rondo_db_run (db, error, SQL_DELETE, "tt", kind, note->subject);
  return rondo_db_run (
      db, error, SQL_SAVE, "ttti", kind, note->subject, note->text, note->changed_us);
}

gboolean
rondo_notes_table_save (RondoDb *db, const RondoNote *note, GError **error)
{
  if (strlen (note->text) > RONDO_NOTE_MAX_BYTES) {
    g_set_error_literal (error,
                         RONDO_ERROR,
                         RONDO_ERROR_INVALID,
                         _ ("The note is longer than 256 KiB. Shorten it."));
    return FALSE;
  }
  return rondo_db_begin (db, error) && rondo_db_end (db, write_note (db, note, error), error);
}

GPtrArray *
rondo_notes_table_list (RondoDb *db, GError **error)
{
  g_autoptr (GPtrArray) notes = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_note_free);
  g_autoptr (RondoStatement) statement = rondo_db_query (db, error, SQL_LIST, "");
  g_autoptr (GError) failure = NULL;

  if (statement == NULL)
    return NULL;
  while (rondo_statement_step (statement, &failure)) {
    RondoNote *note = g_new0 (RondoNote, 1);
    const char *kind = rondo_statement_get_text (statement, 0);

    note->kind = g_str_equal (kind, "session") ? RONDO_NOTE_SESSION : RONDO_NOTE_CLIENT;
    note->subject = g_strdup (rondo_statement_get_text (statement, 1));
    note->text = g_strdup (rondo_statement_get_text (statement, 2));
    note->changed_us = rondo_statement_get_int (statement, 3);
    g_ptr_array_add (notes, note);
  }
  if (failure == NULL)
    return g_steal_pointer (&notes);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}
