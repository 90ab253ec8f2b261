/* SPDX-License-Identifier: GPL-3.0-or-later
 * The store as the app uses it: asynchronous, on real files. */
#include "config.h"

#include "client-fixture.h"

#include "rondo-client-schema.h"
#include "rondo-error.h"
#include "rondo-member-imports.h"

#include <glib/gstdio.h>

typedef struct {
  char *dir;
  char *path;
} Place;

static void
place_set_up (Place *place, gconstpointer data)
{
  place->dir = fixture_make_dir ();
  place->path = g_build_filename (place->dir, "rondo.db", NULL);
}

static void
place_tear_down (Place *place, gconstpointer data)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
  fixture_remove_dir (place->dir);
  g_free (place->dir);
  g_free (place->path);
}

static void
close_store (RondoStore *store)
{
  rondo_store_close (store);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (store);
}

static void
save_member (RondoStore *store, guint number, const char *name)
{
  g_autoptr (RondoMember) member = fixture_member (number, name);
  RondoChange *change = rondo_change_new ();

  rondo_change_put_member (change, member);
  fixture_save (store, change);
}

static GPtrArray *
load_members (RondoStore *store)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *members;

  rondo_store_load_members_async (store, NULL, fixture_got_result, &result);
  members = rondo_store_load_members_finish (store, fixture_await (&result), &error);
  g_assert_no_error (error);
  return members;
}

static gboolean
try_open (RondoStore *store, const char *path, char **kept_aside, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  rondo_store_open_async (store, path, NULL, fixture_got_result, &result);
  return rondo_store_open_finish (store, fixture_await (&result), kept_aside, error);
}

static void
test_sorted (Place *place, gconstpointer data)
{
  RondoStore *store = fixture_open_store (place->path);
  g_autoptr (GPtrArray) members = NULL;
  const RondoMemberOverview *first;

  save_member (store, 1, "Zoe");
  save_member (store, 2, "Ana");
  members = load_members (store);
  g_assert_cmpuint (members->len, ==, 2);
  first = g_ptr_array_index (members, 0);
  g_assert_cmpstr (first->member->name, ==, "Ana");
  g_assert_true (first->is_waiting);
  g_assert_false (first->is_refused);
  close_store (store);
}

static void
count_cb (RondoStore *store, gpointer user_data)
{
  (*(int *)user_data)++;
}

static void
test_signals (Place *place, gconstpointer data)
{
  RondoStore *store = fixture_open_store (place->path);
  int saved = 0;
  int changed = 0;

  g_signal_connect (store, "saved", G_CALLBACK (count_cb), &saved);
  g_signal_connect (store, "changed", G_CALLBACK (count_cb), &changed);
  save_member (store, 1, "Ana");
  g_assert_cmpint (saved, ==, 1);
  g_assert_cmpint (changed, ==, 1);
  g_ptr_array_unref (load_members (store));
  g_assert_cmpint (changed, ==, 1);
  close_store (store);
}

static void
test_refused_save (Place *place, gconstpointer data)
{
  RondoStore *store = fixture_open_store (place->path);
  g_autoptr (RondoMember) bad = fixture_member (1, "");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  RondoChange *change = rondo_change_new ();
  int changed = 0;

  g_signal_connect (store, "changed", G_CALLBACK (count_cb), &changed);
  rondo_change_put_member (change, bad);
  rondo_store_save_async (store, change, NULL, fixture_got_result, &result);
  g_assert_false (rondo_store_save_finish (store, fixture_await (&result), &error));
  g_assert_error (error, RONDO_ERROR, RONDO_ERROR_INVALID);
  g_assert_cmpint (changed, ==, 0);
  g_clear_object (&result);
  close_store (store);
}

static void
test_cancelled (Place *place, gconstpointer data)
{
  RondoStore *store = fixture_open_store (place->path);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  rondo_store_load_home_async (store, cancellable, fixture_got_result, &result);
  g_assert_null (rondo_store_load_home_finish (store, fixture_await (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_object (&result);
  close_store (store);
}

static void
test_closed (Place *place, gconstpointer data)
{
  RondoStore *store = fixture_open_store (place->path);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  rondo_store_close (store);
  rondo_store_load_home_async (store, NULL, fixture_got_result, &result);
  g_assert_null (rondo_store_load_home_finish (store, fixture_await (&result), &error));
  g_assert_error (error, RONDO_ERROR, RONDO_ERROR_STORAGE);
  g_clear_object (&result);
  close_store (store);
}

static void
test_damaged (Place *place, gconstpointer data)
{
  const char *garbage = "This was a database once, until something else was written over it, and "
                        "it is long enough to be taken for one at first sight.";
  RondoStore *store = rondo_store_new ();
  g_autofree char *kept_aside = NULL;
  g_autofree char *kept = NULL;
  g_autoptr (GPtrArray) members = NULL;
  g_autoptr (GError) error = NULL;

  g_file_set_contents (place->path, garbage, -1, &error);
  g_assert_no_error (error);
  g_assert_true (try_open (store, place->path, &kept_aside, &error));
  g_assert_no_error (error);
  g_assert_nonnull (kept_aside);
  g_file_get_contents (kept_aside, &kept, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (kept, ==, garbage);
  save_member (store, 1, "Ana");
  members = load_members (store);
  g_assert_cmpuint (members->len, ==, 1);
  close_store (store);
}

/* A page in the middle, as by a failing disk: the header still looks right. */
static void
test_damaged_inside (Place *place, gconstpointer data)
{
  RondoStore *store = fixture_open_store (place->path);
  g_autofree char *kept_aside = NULL;
  g_autofree char *bytes = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  save_member (store, 1, "Ana");
  close_store (store);
  g_file_get_contents (place->path, &bytes, &length, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (length, >, 5 * 4096);
  memset (bytes + 2 * 4096, 0xa5, 3 * 4096);
  g_file_set_contents (place->path, bytes, (gssize)length, &error);
  g_assert_no_error (error);

  store = rondo_store_new ();
  g_assert_true (try_open (store, place->path, &kept_aside, &error));
  g_assert_no_error (error);
  g_assert_nonnull (kept_aside);
  close_store (store);
}

static void
test_newer (Place *place, gconstpointer data)
{
  RondoStore *store = fixture_open_store (place->path);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *kept_aside = NULL;
  g_autoptr (RondoDb) db = NULL;
  g_autoptr (GError) error = NULL;
  gsize before_length;
  gsize after_length;

  close_store (store);
  db = rondo_db_open (place->path, rondo_client_schema_get (), &error);
  g_assert_no_error (error);
  rondo_db_run (db, &error, "PRAGMA user_version = 99", "");
  g_assert_no_error (error);
  g_clear_pointer (&db, rondo_db_close);
  g_file_get_contents (place->path, &before, &before_length, &error);
  g_assert_no_error (error);

  store = rondo_store_new ();
  g_assert_false (try_open (store, place->path, &kept_aside, &error));
  g_assert_error (error, RONDO_ERROR, RONDO_ERROR_TOO_NEW);
  g_assert_null (kept_aside);
  close_store (store);
  g_clear_error (&error);
  g_file_get_contents (place->path, &after, &after_length, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (before, before_length, after, after_length);
}

static void
test_failed_write (Place *place, gconstpointer data)
{
  RondoStore *store = fixture_open_store (place->path);
  g_autoptr (GPtrArray) members = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  RondoChange *change = rondo_change_new ();
  g_autoptr (RondoDb) db = NULL;

  save_member (store, 1, "Ana");
  /* The database refuses the first entry of the outbox, after the record was written. */
  rondo_store_close (store);
  db = rondo_db_open (place->path, rondo_client_schema_get (), &error);
  g_assert_no_error (error);
  rondo_db_run (db,
                &error,
                "CREATE TRIGGER full BEFORE INSERT ON outbox "
                "BEGIN SELECT RAISE (ABORT, 'no room'); END",
                "");
  g_assert_no_error (error);
  g_clear_pointer (&db, rondo_db_close);
  close_store (store);

  store = fixture_open_store (place->path);
  for (guint i = 2; i < 5; i++) {
    g_autoptr (RondoMember) member = fixture_member (i, "Ben");

    rondo_change_put_member (change, member);
  }
  rondo_store_save_async (store, change, NULL, fixture_got_result, &result);
  g_assert_false (rondo_store_save_finish (store, fixture_await (&result), &error));
  g_assert_error (error, RONDO_ERROR, RONDO_ERROR_STORAGE);
  g_assert_nonnull (strstr (error->message, "nothing was saved"));
  members = load_members (store);
  g_assert_cmpuint (members->len, ==, 1);
  g_clear_object (&result);
  close_store (store);
}

static void
test_preview (Place *place, gconstpointer data)
{
  RondoStore *store = fixture_open_store (place->path);
  const char *csv = "name,email,languages\nAna,m1@example.org,en\nBen,ben@example.org,de\nx,,\n";
  g_autoptr (GBytes) file = g_bytes_new_static (csv, strlen (csv));
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (RondoMemberImport) import = NULL;
  g_autoptr (GPtrArray) members = NULL;
  g_autoptr (GError) error = NULL;

  save_member (store, 1, "Ana");
  rondo_member_imports_preview_async (store, file, NULL, NULL, fixture_got_result, &result);
  import = rondo_member_imports_preview_finish (store, fixture_await (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (import->count[RONDO_IMPORT_NEW], ==, 1);
  g_assert_cmpuint (import->count[RONDO_IMPORT_UNCHANGED], ==, 1);
  g_assert_cmpuint (import->count[RONDO_IMPORT_NOT_UNDERSTOOD], ==, 1);
  members = load_members (store);
  g_assert_cmpuint (members->len, ==, 1);
  g_clear_object (&result);
  close_store (store);
}

static void
test_export (Place *place, gconstpointer data)
{
  RondoStore *store = fixture_open_store (place->path);
  g_autoptr (RondoClientPerson) client = rondo_client_person_new ();
  g_autoptr (RondoLogEntry) entry = rondo_log_entry_new ();
  RondoChange *change = rondo_change_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GBytes) csv = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_free (client->id);
  g_free (client->name);
  client->id = g_strdup (fixture_id (1));
  client->name = g_strdup ("Zoë");
  client->has_consented = TRUE;
  client->consent_date = 20000;
  g_free (entry->id);
  g_free (entry->client);
  entry->id = g_strdup (fixture_id (2));
  entry->client = g_strdup (fixture_id (1));
  entry->date = 20001;
  entry->minutes = 90;
  rondo_change_put_client (change, client);
  rondo_change_put_log_entry (change, entry);
  fixture_save (store, change);
  rondo_store_export_hours_async (store, NULL, fixture_got_result, &result);
  csv = rondo_store_export_hours_finish (store, fixture_await (&result), &error);
  g_assert_no_error (error);
  text = g_strndup (g_bytes_get_data (csv, NULL), g_bytes_get_size (csv));
  g_assert_nonnull (strstr (text, "Zoë"));
  g_assert_nonnull (strstr (text, "1.50"));
  g_clear_object (&result);
  close_store (store);
}

static void
test_unknown_round (Place *place, gconstpointer data)
{
  RondoStore *store = fixture_open_store (place->path);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  rondo_store_load_round_async (store, fixture_id (9), NULL, fixture_got_result, &result);
  g_assert_null (rondo_store_load_round_finish (store, fixture_await (&result), &error));
  g_assert_error (error, RONDO_ERROR, RONDO_ERROR_INVALID);
  g_clear_object (&result);
  close_store (store);
}

static void
add (const char *path, void (*test) (Place *, gconstpointer))
{
  g_test_add (path, Place, NULL, place_set_up, test, place_tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("/client/store/members-come-by-name-and-marked", test_sorted);
  add ("/client/store/a-save-is-told-once", test_signals);
  add ("/client/store/a-refused-save-is-not-told", test_refused_save);
  add ("/client/store/a-cancelled-load-is-cancelled", test_cancelled);
  add ("/client/store/a-closed-store-says-so", test_closed);
  add ("/client/store/a-damaged-file-is-kept-aside", test_damaged);
  add ("/client/store/a-file-damaged-inside-is-kept-aside", test_damaged_inside);
  add ("/client/store/a-newer-file-is-left-untouched", test_newer);
  add ("/client/store/a-failed-write-saves-nothing", test_failed_write);
  add ("/client/store/a-preview-imports-nothing", test_preview);
  add ("/client/store/hours-are-exported", test_export);
  add ("/client/store/a-round-that-is-gone-is-a-sentence", test_unknown_round);
  return g_test_run ();
}
