/* SPDX-License-Identifier: GPL-3.0-or-later
 * Bringing a file of members in, and taking all of it back. */
#include "config.h"

#include "rondo-member-imports.h"

#include "rondo-imports-table.h"
#include "rondo-member-imports-table.h"
#include "rondo-members-table.h"
#include "rondo-records-table.h"
#include "rondo-store-private.h"
#include "rondo-wire-bodies.h"
#include "rondo-wire-merge.h"

/* A file to be read, on its way to the database thread. */
typedef struct {
  GBytes *file;
  GArray *columns; /* (nullable) */
} Question;

/* What an import that is saved leaves behind. */
typedef struct {
  char *name;
  char *key;
  char *columns;
  GPtrArray *parts; /* of RondoMemberImportPart */
  int64_t made_us;
} Note;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_bytes_unref (question->file);
  g_clear_pointer (&question->columns, g_array_unref);
  g_free (question);
}

static void
note_free (gpointer data)
{
  Note *note = data;

  g_free (note->name);
  g_free (note->key);
  g_free (note->columns);
  g_ptr_array_unref (note->parts);
  g_free (note);
}

void
rondo_member_import_undo_free (RondoMemberImportUndo *undo)
{
  if (undo == NULL)
    return;
  g_free (undo->name);
  g_clear_pointer (&undo->change, rondo_change_free);
  g_free (undo);
}

static void
import_free (gpointer data)
{
  rondo_member_import_free (data);
}

static void
undo_free (gpointer data)
{
  rondo_member_import_undo_free (data);
}

/* What columns with these names meant the last time; NULL if they were never there. */
static gboolean
find_columns (RondoDb *db, const char *text, gsize length, GArray **columns, GError **error)
{
  g_auto (GStrv) titles = rondo_member_import_read_titles (text, length, NULL);
  g_autofree char *key = titles != NULL ? rondo_member_import_dup_key (titles) : NULL;
  g_autofree char *remembered = NULL;

  *columns = NULL;
  if (key != NULL && !rondo_imports_table_read_mapping (db, key, &remembered, error))
    return FALSE;
  if (remembered != NULL)
    *columns = rondo_member_import_columns_from_text (remembered, g_strv_length (titles));
  return TRUE;
}

static gpointer
preview (RondoDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  const Question *question = data;
  gsize length = 0;
  const char *bytes = g_bytes_get_data (question->file, &length);
  const char *text = bytes != NULL ? bytes : "";
  g_autoptr (GPtrArray) members = rondo_members_table_list (db, error);
  g_autoptr (GArray) columns = NULL;

  if (members == NULL)
    return NULL;
  if (question->columns != NULL)
    columns = g_array_ref (question->columns);
  else if (!find_columns (db, text, length, &columns, error))
    return NULL;
  return rondo_member_import_preview (text, length, columns, members, g_get_real_time (), error);
}

static gpointer
remember (RondoDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  const Note *note = data;
  gboolean is_written =
      rondo_imports_table_write_mapping (db, note->key, note->columns, error) &&
      rondo_member_imports_table_add (db, note->name, note->parts, note->made_us, error);

  return GINT_TO_POINTER (is_written);
}

static gboolean
undo_new (RondoDb *db,
          const RondoMemberImportPart *part,
          RondoMemberImportUndo *undo,
          GError **error)
{
  gboolean is_used = FALSE;

  if (!rondo_member_imports_table_is_used (db, part->member, &is_used, error))
    return FALSE;
  if (is_used) {
    undo->n_kept++;
    return TRUE;
  }
  rondo_change_delete_member (undo->change, part->member);
  undo->n_new++;
  return TRUE;
}

/* Only what is still as the import made it becomes what it was. */
static void
undo_changed (const RondoMemberImportPart *part, const char *body, RondoMemberImportUndo *undo)
{
  g_autofree char *changed = rondo_wire_diff (part->became, part->was);
  g_auto (RondoWireMerge) merge = {0};
  g_autoptr (RondoMember) member = NULL;

  rondo_wire_merge (body, changed, part->was, &merge);
  if (!rondo_wire_body_is_equal (merge.body, body))
    member = rondo_wire_decode_member (part->member, merge.body, NULL);
  if (member == NULL)
    return;
  rondo_change_put_member (undo->change, member);
  undo->n_changed++;
}

static gboolean
undo_part (RondoDb *db,
           const RondoMemberImportPart *part,
           RondoMemberImportUndo *undo,
           GError **error)
{
  g_auto (RondoRecord) record = {0};

  if (!rondo_records_table_read (db, part->member, &record, error))
    return FALSE;
  if (record.body == NULL)
    return TRUE;
  if (part->was == NULL)
    return undo_new (db, part, undo, error);
  undo_changed (part, record.body, undo);
  return TRUE;
}

static gboolean
undo_import (RondoDb *db, int64_t id, RondoMemberImportUndo *undo, GError **error)
{
  g_autoptr (GPtrArray) parts = rondo_member_imports_table_list (db, id, error);

  if (parts == NULL)
    return FALSE;
  undo->n_new = undo->n_changed = undo->n_kept = 0;
  g_clear_pointer (&undo->change, rondo_change_free);
  undo->change = rondo_change_new ();
  for (guint i = 0; i < parts->len; i++)
    if (!undo_part (db, parts->pdata[i], undo, error))
      return FALSE;
  return TRUE;
}

/* An import of which nothing is left is passed over. */
static gpointer
load_undo (RondoDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (RondoMemberImportUndo) undo = g_new0 (RondoMemberImportUndo, 1);
  int64_t id = G_MAXINT64;

  while (undo->n_new + undo->n_changed == 0) {
    g_clear_pointer (&undo->name, g_free);
    if (!rondo_member_imports_table_find_before (db, id, &id, &undo->name, error))
      return NULL;
    if (undo->name == NULL)
      break;
    if (!undo_import (db, id, undo, error))
      return NULL;
  }
  return g_steal_pointer (&undo);
}

void
rondo_member_imports_preview_async (RondoStore *store,
                                    GBytes *file,
                                    const GArray *columns,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  Question *question = NULL;
  RondoStoreCall call = {.tag = rondo_member_imports_preview_async,
                         .func = preview,
                         .free_state = question_free,
                         .free_result = import_free};

  g_return_if_fail (RONDO_IS_STORE (store));
  g_return_if_fail (file != NULL);

  question = g_new0 (Question, 1);
  question->file = g_bytes_ref (file);
  question->columns = columns != NULL ? g_array_copy ((GArray *)columns) : NULL;
  call.state = question;
  rondo_store_run (store, &call, cancellable, callback, user_data);
}

RondoMemberImport *
rondo_member_imports_preview_finish (RondoStore *store, GAsyncResult *result, GError **error)
{
  return rondo_store_finish (store, rondo_member_imports_preview_async, result, error);
}

static gboolean
is_taken (const RondoImportRow *row)
{
  return row->kind == RONDO_IMPORT_NEW || row->kind == RONDO_IMPORT_CHANGED;
}

RondoChange *
rondo_member_imports_make_change (const RondoMemberImport *import)
{
  RondoChange *change = NULL;

  g_return_val_if_fail (import != NULL, NULL);

  change = rondo_change_new ();
  for (guint i = 0; i < import->rows->len; i++) {
    const RondoImportRow *row = import->rows->pdata[i];

    if (is_taken (row))
      rondo_change_put_member (change, row->member);
  }
  return change;
}

static GPtrArray *
list_parts (const RondoMemberImport *import)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_member_import_part_free);

  for (guint i = 0; i < import->rows->len; i++) {
    const RondoImportRow *row = import->rows->pdata[i];
    RondoMemberImportPart *part;

    if (!is_taken (row))
      continue;
    part = g_new0 (RondoMemberImportPart, 1);
    part->member = g_strdup (row->member->id);
    part->was = row->before != NULL ? rondo_wire_encode_member (row->before, NULL) : NULL;
    part->became = rondo_wire_encode_member (row->member, NULL);
    g_ptr_array_add (parts, part);
  }
  return parts;
}

void
rondo_member_imports_remember_async (RondoStore *store,
                                     const RondoMemberImport *import,
                                     const char *name,
                                     int64_t made_us,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  Note *note = NULL;
  RondoStoreCall call = {
      .tag = rondo_member_imports_remember_async, .func = remember, .free_state = note_free};

  g_return_if_fail (RONDO_IS_STORE (store));
  g_return_if_fail (import != NULL && name != NULL);

  note = g_new0 (Note, 1);
  note->name = g_strdup (name);
  note->key = rondo_member_import_dup_key (import->titles);
  note->columns = rondo_member_import_columns_to_text (import->columns);
  note->parts = list_parts (import);
  note->made_us = made_us;
  call.state = note;
  rondo_store_run (store, &call, cancellable, callback, user_data);
}

gboolean
rondo_member_imports_remember_finish (RondoStore *store, GAsyncResult *result, GError **error)
{
  return rondo_store_finish (store, rondo_member_imports_remember_async, result, error) != NULL;
}

void
rondo_member_imports_load_undo_async (RondoStore *store,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  const RondoStoreCall call = {
      .tag = rondo_member_imports_load_undo_async, .func = load_undo, .free_result = undo_free};

  rondo_store_run (store, &call, cancellable, callback, user_data);
}

RondoMemberImportUndo *
rondo_member_imports_load_undo_finish (RondoStore *store, GAsyncResult *result, GError **error)
{
  return rondo_store_finish (store, rondo_member_imports_load_undo_async, result, error);
}
