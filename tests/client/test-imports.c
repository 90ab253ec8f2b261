/* SPDX-License-Identifier: GPL-3.0-or-later
 * Bringing a foreign log into the local database, and taking all of it back. */
#include "config.h"

#include "client-fixture.h"

#include <string.h>

#include "rondo-imports.h"

#define TODAY 20500

static const char sessions[] = "Date,Client,Minutes,Paid\n2025-01-01,Ana,60,yes\n"
                               "2025-01-02,Ana,30,no\n2025-01-03,Ben,45,yes\nsoon,Cyd,45,yes\n";

static RondoLogImport *
preview (RondoStore *store, const char *text, const RondoLogMapping *mapping)
{
  g_autoptr (GBytes) file = g_bytes_new (text, strlen (text));
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  RondoLogImport *import = NULL;

  rondo_imports_preview_async (
      store, file, mapping, TODAY, NOW_US, NULL, fixture_got_result, &result);
  import = rondo_imports_preview_finish (store, fixture_await (&result), &error);
  g_assert_no_error (error);
  return import;
}

static RondoImportUndo *
load_undo (RondoStore *store)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  RondoImportUndo *undo = NULL;

  rondo_imports_load_undo_async (store, NULL, fixture_got_result, &result);
  undo = rondo_imports_load_undo_finish (store, fixture_await (&result), &error);
  g_assert_no_error (error);
  return undo;
}

static void
import_all (RondoStore *store, const RondoLogImport *import)
{
  RondoImportNote *note = g_new0 (RondoImportNote, 1);
  g_autoptr (RondoChange) undo = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fixture_save (store, rondo_imports_make_change (import, FALSE, &undo, &note->records));
  note->name = g_strdup ("old.csv");
  note->key = g_strdup (import->key);
  note->mapping = rondo_log_mapping_to_text (import->mapping);
  note->made_us = NOW_US;
  rondo_imports_remember_async (store, note, NULL, fixture_got_result, &result);
  g_assert_true (rondo_imports_remember_finish (store, fixture_await (&result), &error));
  g_assert_no_error (error);
}

static void
test_undo (void)
{
  g_autoptr (Local) local = local_new ();
  g_autoptr (RondoStore) store = fixture_open_store (local->path);
  g_autoptr (RondoLogImport) import = preview (store, sessions, NULL);
  g_autoptr (RondoLogImport) again = NULL;
  g_autoptr (RondoLogImport) afterwards = NULL;
  g_autoptr (RondoImportUndo) none = load_undo (store);
  g_autoptr (RondoImportUndo) undo = NULL;
  g_autoptr (RondoImportUndo) gone = NULL;

  g_assert_null (none->name);
  g_assert_cmpuint (import->count[RONDO_LOG_IMPORT_NEW], ==, 3);
  g_assert_cmpuint (import->count[RONDO_LOG_IMPORT_NOT_UNDERSTOOD], ==, 1);
  import_all (store, import);
  g_assert_cmpint (local_count (local, "SELECT count(*) FROM log_entry"), ==, 3);
  g_assert_cmpint (local_count (local, "SELECT count(*) FROM client"), ==, 2);
  again = preview (store, sessions, NULL);
  g_assert_cmpuint (again->count[RONDO_LOG_IMPORT_DUPLICATE], ==, 3);
  undo = load_undo (store);
  g_assert_cmpstr (undo->name, ==, "old.csv");
  g_assert_cmpuint (undo->n_entries, ==, 3);
  fixture_save (store, g_steal_pointer (&undo->change));
  g_assert_cmpint (local_count (local, "SELECT count(*) FROM log_entry"), ==, 0);
  g_assert_cmpint (local_count (local, "SELECT count(*) FROM client"), ==, 0);
  gone = load_undo (store);
  g_assert_null (gone->name);
  afterwards = preview (store, sessions, NULL);
  g_assert_cmpuint (afterwards->count[RONDO_LOG_IMPORT_NEW], ==, 3);
  rondo_store_close (store);
}

/* A client with another session stays when the import goes. */
static void
test_undo_keeps (void)
{
  g_autoptr (Local) local = local_new ();
  g_autoptr (RondoStore) store = fixture_open_store (local->path);
  g_autoptr (RondoLogImport) import = preview (store, sessions, NULL);
  g_autoptr (RondoLogEntry) entry = rondo_log_entry_new ();
  RondoChange *change = rondo_change_new ();
  g_autoptr (RondoImportUndo) undo = NULL;

  import_all (store, import);
  entry->id = g_strdup (fixture_id (1));
  entry->client = g_strdup (((RondoClientPerson *)import->clients->pdata[0])->id);
  entry->date = TODAY;
  entry->minutes = 60;
  rondo_change_put_log_entry (change, entry);
  fixture_save (store, change);
  undo = load_undo (store);
  fixture_save (store, g_steal_pointer (&undo->change));
  g_assert_cmpint (local_count (local, "SELECT count(*) FROM log_entry"), ==, 1);
  g_assert_cmpint (local_count (local, "SELECT count(*) FROM client"), ==, 1);
  rondo_store_close (store);
}

static void
test_mapping (void)
{
  g_autoptr (Local) local = local_new ();
  g_autoptr (RondoStore) store = fixture_open_store (local->path);
  g_autoptr (RondoLogImport) guessed = preview (store, sessions, NULL);
  g_autoptr (RondoLogMapping) mapping = rondo_log_mapping_copy (guessed->mapping);
  g_autoptr (RondoLogImport) chosen = NULL;
  g_autoptr (RondoLogImport) remembered = NULL;

  g_array_index (mapping->columns, RondoImportColumn, 3) = RONDO_COLUMN_IGNORED;
  mapping->payment = RONDO_PAYMENT_RECIPROCAL;
  chosen = preview (store, sessions, mapping);
  import_all (store, chosen);
  remembered = preview (store, "Date,Client,Minutes,Paid\n2025-02-01,Ana,60,perhaps\n", NULL);
  g_assert_cmpuint (remembered->count[RONDO_LOG_IMPORT_NEW], ==, 1);
  g_assert_cmpint (remembered->mapping->payment, ==, RONDO_PAYMENT_RECIPROCAL);
  rondo_store_close (store);
}

/* What was held is read as any other log; what is still to come is not. */
static void
test_calendar (void)
{
  static const char calendar[] =
      "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"
      "BEGIN:VEVENT\r\nUID:1\r\nDTSTART:20250312T170000Z\r\nDTEND:20250312T174500Z\r\n"
      "SUMMARY:Ana\r\nEND:VEVENT\r\n"
      "BEGIN:VEVENT\r\nUID:2\r\nDTSTART:20990312T170000Z\r\nDTEND:20990312T174500Z\r\n"
      "SUMMARY:Ana\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
  g_autoptr (Local) local = local_new ();
  g_autoptr (RondoStore) store = fixture_open_store (local->path);
  g_autoptr (RondoLogImport) import = preview (store, calendar, NULL);
  const RondoLogImportRow *row = NULL;
  const RondoLogEntry *entry = NULL;

  g_assert_cmpuint (import->rows->len, ==, 1);
  g_assert_cmpuint (import->clients->len, ==, 1);
  row = import->rows->pdata[0];
  g_assert_cmpstr (row->title, ==, "Ana");
  g_assert_cmpuint (row->entries->len, ==, 1);
  entry = row->entries->pdata[0];
  g_assert_cmpint (entry->minutes, ==, 45);
  g_assert_cmpint (entry->start_minute, ==, 17 * 60);
  import_all (store, import);
  g_assert_cmpint (local_count (local, "SELECT count(*) FROM log_entry"), ==, 1);
}

static void
test_unreadable (void)
{
  g_autoptr (Local) local = local_new ();
  g_autoptr (RondoStore) store = fixture_open_store (local->path);
  g_autoptr (GBytes) file = g_bytes_new_static ("a\0b", 3);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  rondo_imports_preview_async (store, file, NULL, TODAY, NOW_US, NULL, fixture_got_result, &result);
  g_assert_null (rondo_imports_preview_finish (store, fixture_await (&result), &error));
  g_assert_nonnull (error);
  rondo_store_close (store);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/client/imports/a-calendar-is-a-log-of-what-was", test_calendar);
  g_test_add_func ("/client/imports/a-whole-import-is-taken-back", test_undo);
  g_test_add_func ("/client/imports/a-client-with-other-sessions-stays", test_undo_keeps);
  g_test_add_func ("/client/imports/columns-are-remembered", test_mapping);
  g_test_add_func ("/client/imports/what-cannot-be-read-is-told", test_unreadable);
  return g_test_run ();
}
