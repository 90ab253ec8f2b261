/* SPDX-License-Identifier: GPL-3.0-or-later
 * Bringing a foreign log in, and taking all of it back. */
#include "config.h"

#include "rondo-imports.h"

#include "rondo-calendar.h"
#include "rondo-imports-table.h"
#include "rondo-log-entries-table.h"
#include "rondo-reader.h"
#include "rondo-store-private.h"
#include "rondo-view.h"

/* A file to be read, on its way to the database thread. */
typedef struct {
  GBytes *file;
  RondoLogMapping *mapping; /* NULL: to be found */
  RondoDate today;
  int64_t now_us;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_bytes_unref (question->file);
  rondo_log_mapping_free (question->mapping);
  g_free (question);
}

void
rondo_import_note_free (RondoImportNote *note)
{
  if (note == NULL)
    return;
  g_free (note->name);
  g_clear_pointer (&note->records, g_ptr_array_unref);
  g_free (note->key);
  g_free (note->mapping);
  g_free (note);
}

void
rondo_import_undo_free (RondoImportUndo *undo)
{
  if (undo == NULL)
    return;
  g_free (undo->name);
  g_clear_pointer (&undo->change, rondo_change_free);
  g_free (undo);
}

static void
import_free (gpointer value)
{
  rondo_log_import_free (value);
}

static void
note_free (gpointer value)
{
  rondo_import_note_free (value);
}

static void
undo_free (gpointer value)
{
  rondo_import_undo_free (value);
}

static RondoLogMapping *
find_mapping (RondoDb *db, const RondoCsv *csv, GError **error)
{
  g_autoptr (RondoLogMapping) mapping = rondo_log_mapping_guess (csv);
  g_autofree char *key = rondo_log_mapping_dup_key (mapping, csv);
  g_autofree char *remembered = NULL;

  if (key != NULL && !rondo_imports_table_read_mapping (db, key, &remembered, error))
    return NULL;
  if (remembered != NULL)
    rondo_log_mapping_apply_text (mapping, remembered);
  return g_steal_pointer (&mapping);
}

static gpointer
preview (RondoDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  const Question *question = data;
  guint skipped = 0;
  g_autofree char *text = rondo_calendar_is_one (question->file)
                              ? rondo_calendar_to_table (question->file, question->now_us, error)
                              : rondo_log_import_decode (question->file, &skipped, error);
  g_autoptr (RondoCsv) csv = text != NULL ? rondo_csv_parse (text, strlen (text), error) : NULL;
  g_autoptr (RondoView) view = csv != NULL ? rondo_view_new (db, error) : NULL;
  g_autoptr (RondoLogMapping) mapping = NULL;
  g_autoptr (GPtrArray) clients = NULL;
  g_autoptr (GPtrArray) entries = NULL;

  if (view == NULL)
    return NULL;
  mapping = question->mapping != NULL ? rondo_log_mapping_copy (question->mapping)
                                      : find_mapping (db, csv, error);
  clients = mapping != NULL ? rondo_reader_list_clients (db, error) : NULL;
  entries = clients != NULL ? rondo_log_entries_table_list (db, error) : NULL;
  if (entries == NULL)
    return NULL;
  return rondo_log_import_read (
      csv,
      mapping,
      skipped,
      &(RondoLogImportBase){clients, entries, question->today, question->now_us});
}

static gpointer
remember (RondoDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  const RondoImportNote *note = data;
  gboolean is_written =
      rondo_imports_table_add (db, note->name, note->records, note->made_us, error) &&
      (note->key == NULL ||
       rondo_imports_table_write_mapping (db, note->key, note->mapping, error));

  return GINT_TO_POINTER (is_written);
}

static RondoChange *
make_undo (GPtrArray *entries, GPtrArray *clients)
{
  RondoChange *change = rondo_change_new ();

  for (guint i = 0; i < entries->len; i++)
    rondo_change_delete_log_entry (change, entries->pdata[i]);
  for (guint i = 0; i < clients->len; i++)
    rondo_change_delete_client (change, clients->pdata[i]);
  return change;
}

static gpointer
load_undo (RondoDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (RondoView) view = rondo_view_new (db, error);
  g_autoptr (RondoImportUndo) undo = g_new0 (RondoImportUndo, 1);
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GPtrArray) clients = NULL;
  int64_t id = 0;

  if (view == NULL || !rondo_imports_table_find_last (db, &id, &undo->name, error))
    return NULL;
  if (undo->name == NULL)
    return g_steal_pointer (&undo);
  entries = rondo_imports_table_list_entries (db, id, error);
  clients = entries != NULL ? rondo_imports_table_list_clients (db, id, error) : NULL;
  if (clients == NULL)
    return NULL;
  undo->n_entries = entries->len;
  undo->change = make_undo (entries, clients);
  return g_steal_pointer (&undo);
}

void
rondo_imports_preview_async (RondoStore *store,
                             GBytes *file,
                             const RondoLogMapping *mapping,
                             RondoDate today,
                             int64_t now_us,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  Question *question = NULL;
  RondoStoreCall call = {.tag = rondo_imports_preview_async,
                         .func = preview,
                         .free_state = question_free,
                         .free_result = import_free};

  g_return_if_fail (RONDO_IS_STORE (store));
  g_return_if_fail (file != NULL);

  question = g_new0 (Question, 1);
  question->file = g_bytes_ref (file);
  question->mapping = mapping != NULL ? rondo_log_mapping_copy (mapping) : NULL;
  question->today = today;
  question->now_us = now_us;
  call.state = question;
  rondo_store_run (store, &call, cancellable, callback, user_data);
}

RondoLogImport *
rondo_imports_preview_finish (RondoStore *store, GAsyncResult *result, GError **error)
{
  return rondo_store_finish (store, rondo_imports_preview_async, result, error);
}

/* New clients of lines that are left out are left out with them. */
static void
add_clients (const RondoLogImport *import,
             GHashTable *used,
             RondoChange *change,
             RondoChange *undo,
             GPtrArray *records)
{
  for (guint i = 0; i < import->clients->len; i++) {
    const RondoClientPerson *client = import->clients->pdata[i];

    if (!g_hash_table_contains (used, client->id))
      continue;
    rondo_change_put_client (change, client);
    rondo_change_delete_client (undo, client->id);
    g_ptr_array_add (records, g_strdup (client->id));
  }
}

RondoChange *
rondo_imports_make_change (const RondoLogImport *import,
                           gboolean take_duplicates,
                           RondoChange **undo,
                           GPtrArray **records)
{
  RondoChange *change = rondo_change_new ();
  g_autoptr (GHashTable) used = g_hash_table_new (g_str_hash, g_str_equal);

  g_return_val_if_fail (import != NULL && undo != NULL && records != NULL, NULL);

  *undo = rondo_change_new ();
  *records = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < import->rows->len; i++) {
    const RondoLogImportRow *row = import->rows->pdata[i];

    for (guint j = 0; rondo_log_import_takes (row, take_duplicates) && j < row->entries->len; j++) {
      const RondoLogEntry *entry = row->entries->pdata[j];

      g_hash_table_add (used, entry->client);
      rondo_change_put_log_entry (change, entry);
      rondo_change_delete_log_entry (*undo, entry->id);
      g_ptr_array_add (*records, g_strdup (entry->id));
    }
  }
  add_clients (import, used, change, *undo, *records);
  return change;
}

void
rondo_imports_remember_async (RondoStore *store,
                              RondoImportNote *note,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  const RondoStoreCall call = {.tag = rondo_imports_remember_async,
                               .func = remember,
                               .state = note,
                               .free_state = note_free};

  rondo_store_run (store, &call, cancellable, callback, user_data);
}

gboolean
rondo_imports_remember_finish (RondoStore *store, GAsyncResult *result, GError **error)
{
  return rondo_store_finish (store, rondo_imports_remember_async, result, error) != NULL;
}

void
rondo_imports_load_undo_async (RondoStore *store,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  const RondoStoreCall call = {
      .tag = rondo_imports_load_undo_async, .func = load_undo, .free_result = undo_free};

  rondo_store_run (store, &call, cancellable, callback, user_data);
}

RondoImportUndo *
rondo_imports_load_undo_finish (RondoStore *store, GAsyncResult *result, GError **error)
{
  return rondo_store_finish (store, rondo_imports_load_undo_async, result, error);
}
