/* SPDX-License-Identifier: GPL-3.0-or-later
 * Opening: new, newer, foreign and damaged files, and names that are never overwritten. */
#include "config.h"

#include "db-fixture.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define PAGE_BYTES 4096
#define SOME_TIME_US G_GINT64_CONSTANT (1700000000000000)

static void
assert_refused (Fixture *fixture, const RondoDbSchema *schema, RondoDbError code)
{
  g_autofree char *before = fixture_describe_folder (fixture);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  RondoDb *db = rondo_db_open (fixture->path, schema, &error);

  g_assert_null (db);
  g_assert_error (error, RONDO_DB_ERROR, (int)code);
  g_assert_nonnull (strstr (error->message, "rondo.db"));
  after = fixture_describe_folder (fixture);
  g_assert_cmpstr (before, ==, after);
}

/* What another process does: opens, adds a note, closes. */
static void
test_subprocess_adds (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RondoDb) db = rondo_db_open (g_getenv ("RONDO_TEST_PATH"), &schema_v1, &error);

  g_assert_no_error (error);
  fixture_add_notes (db, 1);
}

/* What another process sees of the locks on the file: SQLite's shared one, and all who it is of. */
static void
test_subprocess_sees_lock (void)
{
  int fd = g_open (g_getenv ("RONDO_TEST_PATH"), O_RDWR | O_CLOEXEC);
  struct flock lock = {
      .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = 0x40000002, .l_len = 510};

  g_assert_cmpint (fcntl (fd, F_GETLK, &lock), ==, 0);
  g_assert_cmpint (lock.l_type, ==, F_RDLCK);
  g_assert_cmpint (lock.l_pid, ==, getppid ());
  close (fd);
}

static void
run_subprocess (Fixture *fixture, const char *test)
{
  g_setenv ("RONDO_TEST_PATH", fixture->path, TRUE);
  g_test_trap_subprocess (test, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
  g_test_trap_assert_passed ();
}

/* SQLite finds out by locks on the file whether it is the last to close, and those are gone as soon
 * as anything in this process has opened the file and closed it. */
static void
test_log_in_use_is_never_taken_away (Fixture *fixture, gconstpointer data)
{
  g_autofree char *cut = g_build_filename (fixture->folder, "cut.db", NULL);
  g_autofree char *cut_log = g_strconcat (cut, "-wal", NULL);
  g_autofree char *log = g_strconcat (fixture->path, "-wal", NULL);
  g_autoptr (RondoDb) db = fixture_open (fixture, &schema_v1);
  g_autoptr (RondoDb) again = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) looked_at = fixture_read (fixture->path);

  run_subprocess (fixture, "/db/open/subprocess/adds");
  fixture_add_notes (db, 1);
  fixture_copy (fixture->path, cut);
  fixture_copy (log, cut_log);
  again = rondo_db_open (cut, &schema_v1, &error);
  g_assert_no_error (error);
  g_assert_cmpint (fixture_ask (again, "SELECT COUNT(*) FROM note"), ==, 2);
}

/* Killed while the log was moved into the file: its first page is there, which says how many there
 * are, and the others are not. All of them are in the log still. */
static void
test_half_moved_log (Fixture *fixture, gconstpointer data)
{
  g_autofree char *cut = g_build_filename (fixture->folder, "cut.db", NULL);
  g_autofree char *cut_log = g_strconcat (cut, "-wal", NULL);
  g_autofree char *log = g_strconcat (fixture->path, "-wal", NULL);
  g_autoptr (RondoDb) db = fixture_open (fixture, &schema_v1);
  g_autoptr (RondoDb) again = NULL;
  g_autoptr (GBytes) moved = NULL;
  g_autoptr (GBytes) before = NULL;
  g_autoptr (GByteArray) half = g_byte_array_new ();
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&db, rondo_db_close);
  db = fixture_open (fixture, &schema_v1);
  fixture_add_notes (db, 2000);
  fixture_copy (log, cut_log);
  before = fixture_read (fixture->path);
  g_clear_pointer (&db, rondo_db_close);
  moved = fixture_read (fixture->path);
  g_assert_cmpuint (g_bytes_get_size (moved), >, g_bytes_get_size (before));
  g_byte_array_append (half, g_bytes_get_data (moved, NULL), PAGE_BYTES);
  g_byte_array_append (half,
                       (const guint8 *)g_bytes_get_data (before, NULL) + PAGE_BYTES,
                       (guint)g_bytes_get_size (before) - PAGE_BYTES);
  fixture_write (cut, half->data, half->len);
  again = rondo_db_open (cut, &schema_v1, &error);
  g_assert_no_error (error);
  g_assert_cmpint (fixture_ask (again, "SELECT COUNT(*) FROM note"), ==, 2000);
}

static void
test_second_connection_leaves_the_locks_of_the_first (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RondoDb) first = fixture_open (fixture, &schema_v1);
  g_autoptr (RondoDb) second = fixture_open (fixture, &schema_v1);

  g_assert_nonnull (first);
  g_assert_nonnull (second);
  run_subprocess (fixture, "/db/open/subprocess/sees-lock");
}

/* Whoever copies the file alone, has all. */
static void
test_closed_file_holds_all (Fixture *fixture, gconstpointer data)
{
  g_autofree char *copy = g_build_filename (fixture->folder, "copy.db", NULL);
  g_autoptr (RondoDb) db = fixture_open (fixture, &schema_v1);
  g_autoptr (RondoDb) again = NULL;
  g_autoptr (GError) error = NULL;

  fixture_add_notes (db, 3);
  g_clear_pointer (&db, rondo_db_close);
  fixture_copy (fixture->path, copy);
  again = rondo_db_open (copy, &schema_v1, &error);
  g_assert_no_error (error);
  g_assert_cmpint (fixture_ask (again, "SELECT COUNT(*) FROM note"), ==, 3);
}

static void
test_sealed_file_stands_alone (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RondoDb) db = fixture_open (fixture, &schema_v1);
  g_autoptr (GError) error = NULL;

  fixture_add_notes (db, 3);
  rondo_db_seal (db, &error);
  g_assert_no_error (error);
  g_clear_pointer (&db, rondo_db_close);
  g_assert_cmpuint (fixture_count_names (fixture, ""), ==, 1);
  db = fixture_open (fixture, &schema_v1);
  g_assert_cmpint (fixture_ask (db, "SELECT COUNT(*) FROM note"), ==, 3);
}

/* A database with some pages of content, closed. */
static void
make_database (Fixture *fixture, const RondoDbSchema *schema, int notes)
{
  g_autoptr (RondoDb) db = fixture_open (fixture, schema);

  fixture_add_notes (db, notes);
}

static void
test_new_folder_is_private (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_build_filename (fixture->folder, "new", NULL);
  g_autofree char *path = g_build_filename (folder, "rondo.db", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (RondoDb) db = rondo_db_open (path, &schema_v1, &error);
  GStatBuf status;

  g_assert_no_error (error);
  g_assert_nonnull (db);
  g_assert_cmpint (g_stat (folder, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0700);
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  g_clear_pointer (&db, rondo_db_close);
  fixture_remove (path);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static void
test_settings_are_safe (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RondoDb) db = fixture_open (fixture, &schema_v2);
  g_autoptr (RondoStatement) mode = NULL;

  g_assert_cmpint (fixture_ask (db, "PRAGMA foreign_keys"), ==, 1);
  g_assert_cmpint (fixture_ask (db, "PRAGMA synchronous"), ==, 2);
  g_assert_cmpint (fixture_ask (db, "PRAGMA busy_timeout"), ==, 5000);
  g_assert_cmpint (fixture_ask (db, "PRAGMA application_id"), ==, FIXTURE_APPLICATION_ID);
  g_assert_cmpint (fixture_ask (db, "PRAGMA user_version"), ==, 2);
  mode = rondo_db_query (db, NULL, "PRAGMA journal_mode", "");
  g_assert_true (rondo_statement_step (mode, NULL));
  g_assert_cmpstr (rondo_statement_get_text (mode, 0), ==, "wal");
}

static void
test_content_is_there_again (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RondoDb) db = NULL;

  make_database (fixture, &schema_v1, 3);
  db = fixture_open (fixture, &schema_v1);
  g_assert_cmpint (fixture_ask (db, "SELECT COUNT(*) FROM note"), ==, 3);
  g_assert_cmpuint (fixture_count_names (fixture, "backup"), ==, 0);
}

static void
test_memory_needs_no_file (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RondoDb) db = rondo_db_open (":memory:", &schema_v2, &error);

  g_assert_no_error (error);
  fixture_add_notes (db, 2);
  g_assert_cmpint (fixture_ask (db, "SELECT COUNT(*) FROM note"), ==, 2);
  g_assert_cmpuint (fixture_count_names (fixture, ""), ==, 0);
}

static void
test_empty_file_is_a_new_one (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RondoDb) db = NULL;

  fixture_write (fixture->path, "", 0);
  db = fixture_open (fixture, &schema_v1);
  g_assert_cmpint (fixture_ask (db, "PRAGMA user_version"), ==, 1);
}

static void
test_newer_file_is_left_untouched (Fixture *fixture, gconstpointer data)
{
  make_database (fixture, &schema_v2, 10);
  assert_refused (fixture, &schema_v1, RONDO_DB_ERROR_TOO_NEW);
}

/* As after a power cut: the version stands in the log only, the file is still an empty one. */
static void
test_newer_log_is_left_untouched (Fixture *fixture, gconstpointer data)
{
  g_autofree char *cut = g_build_filename (fixture->folder, "cut.db", NULL);
  g_autofree char *cut_log = g_strconcat (cut, "-wal", NULL);
  g_autofree char *log = g_strconcat (fixture->path, "-wal", NULL);
  g_autoptr (RondoDb) db = fixture_open (fixture, &schema_v2);
  g_autoptr (GBytes) before = NULL;
  g_autoptr (GBytes) log_before = NULL;
  g_autoptr (GBytes) after = NULL;
  g_autoptr (GBytes) log_after = NULL;
  g_autoptr (GError) error = NULL;

  fixture_copy (fixture->path, cut);
  fixture_copy (log, cut_log);
  before = fixture_read (cut);
  log_before = fixture_read (cut_log);
  g_assert_cmpuint (g_bytes_get_size (log_before), >, PAGE_BYTES);
  g_assert_null (rondo_db_open (cut, &schema_v1, &error));
  g_assert_error (error, RONDO_DB_ERROR, RONDO_DB_ERROR_TOO_NEW);
  after = fixture_read (cut);
  log_after = fixture_read (cut_log);
  g_assert_true (g_bytes_equal (before, after));
  g_assert_true (g_bytes_equal (log_before, log_after));
}

/* The same cut, opened by the program that wrote it: what was committed is there. */
static void
test_log_of_a_power_cut_is_read (Fixture *fixture, gconstpointer data)
{
  g_autofree char *cut = g_build_filename (fixture->folder, "cut.db", NULL);
  g_autofree char *cut_log = g_strconcat (cut, "-wal", NULL);
  g_autofree char *log = g_strconcat (fixture->path, "-wal", NULL);
  g_autoptr (RondoDb) db = fixture_open (fixture, &schema_v2);
  g_autoptr (RondoDb) again = NULL;
  g_autoptr (GError) error = NULL;

  fixture_add_notes (db, 5);
  fixture_copy (fixture->path, cut);
  fixture_copy (log, cut_log);
  again = rondo_db_open (cut, &schema_v2, &error);
  g_assert_no_error (error);
  g_assert_cmpint (fixture_ask (again, "SELECT COUNT(*) FROM note"), ==, 5);
}

static void
test_foreign_file_is_left_untouched (Fixture *fixture, gconstpointer data)
{
  static const char *const scripts[] = {"CREATE TABLE other (a)", NULL};
  const RondoDbSchema other = {0x1234, scripts};
  g_autoptr (RondoDb) db = rondo_db_open (fixture->path, &other, NULL);

  g_assert_nonnull (db);
  g_clear_pointer (&db, rondo_db_close);
  assert_refused (fixture, &schema_v1, RONDO_DB_ERROR_FOREIGN);
}

/* Most programs set no application id; a table is enough to know that it is not ours. */
static void
test_foreign_file_without_id_is_left_untouched (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RondoDb) db = fixture_open (fixture, &schema_v1);

  g_assert_true (rondo_db_run (db, NULL, "PRAGMA application_id = 0", ""));
  g_assert_true (rondo_db_run (db, NULL, "PRAGMA user_version = 0", ""));
  g_clear_pointer (&db, rondo_db_close);
  assert_refused (fixture, &schema_v1, RONDO_DB_ERROR_FOREIGN);
}

static void
test_text_is_no_database (Fixture *fixture, gconstpointer data)
{
  static const char text[] = "Dear coach,\n\nthis is a letter and no database at all. It is longer "
                             "than the header of one, so that nobody can say it was cut off.\n";

  fixture_write (fixture->path, text, strlen (text));
  assert_refused (fixture, &schema_v1, RONDO_DB_ERROR_CORRUPT);
}

static void
test_short_file_is_no_database (Fixture *fixture, gconstpointer data)
{
  fixture_write (fixture->path, "SQLite format 3", 16);
  assert_refused (fixture, &schema_v1, RONDO_DB_ERROR_CORRUPT);
}

/* @damage is done to the bytes of a healthy file; its main file must then be as it is found. */
static void
assert_damage_is_found (Fixture *fixture, void (*damage) (GByteArray *bytes))
{
  g_autoptr (GBytes) healthy = NULL;
  g_autoptr (GBytes) after = NULL;
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GError) error = NULL;

  make_database (fixture, &schema_v1, 2000);
  healthy = fixture_read (fixture->path);
  g_byte_array_append (bytes, g_bytes_get_data (healthy, NULL), (guint)g_bytes_get_size (healthy));
  g_assert_cmpuint (bytes->len, >, 20 * PAGE_BYTES);
  damage (bytes);
  fixture_write (fixture->path, bytes->data, bytes->len);
  g_assert_null (rondo_db_open (fixture->path, &schema_v1, &error));
  g_assert_error (error, RONDO_DB_ERROR, RONDO_DB_ERROR_CORRUPT);
  after = fixture_read (fixture->path);
  g_assert_cmpmem (
      g_bytes_get_data (after, NULL), g_bytes_get_size (after), bytes->data, bytes->len);
}

static void
cut_off (GByteArray *bytes)
{
  g_byte_array_set_size (bytes, bytes->len / 2 + 100);
}

static void
scramble_page (GByteArray *bytes)
{
  memset (bytes->data + 7 * PAGE_BYTES, 0xa5, PAGE_BYTES);
}

static void
scramble_schema (GByteArray *bytes)
{
  memset (bytes->data + 100, 0xff, 400);
}

static void
test_truncated_file_is_found (Fixture *fixture, gconstpointer data)
{
  assert_damage_is_found (fixture, cut_off);
}

static void
test_damaged_page_is_found (Fixture *fixture, gconstpointer data)
{
  assert_damage_is_found (fixture, scramble_page);
}

static void
test_damaged_schema_is_found (Fixture *fixture, gconstpointer data)
{
  assert_damage_is_found (fixture, scramble_schema);
}

static void
test_folder_that_cannot_be_made_is_told (Fixture *fixture, gconstpointer data)
{
  g_autofree char *inside = g_build_filename (fixture->path, "inside", "rondo.db", NULL);
  g_autoptr (GError) error = NULL;

  fixture_write (fixture->path, "a file", 6);
  g_assert_null (rondo_db_open (inside, &schema_v1, &error));
  g_assert_error (error, RONDO_DB_ERROR, RONDO_DB_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "inside"));
}

static void
test_set_aside_takes_all_parts (Fixture *fixture, gconstpointer data)
{
  static const char *const suffixes[] = {"", "-wal", "-shm"};
  g_autofree char *aside = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++) {
    g_autofree char *part = g_strconcat (fixture->path, suffixes[i], NULL);

    fixture_write (part, suffixes[i], strlen (suffixes[i]));
  }
  aside = rondo_db_set_aside (fixture->path, SOME_TIME_US, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_suffix (aside, "rondo.db.damaged-20231114-221320"));
  g_assert_cmpuint (fixture_count_names (fixture, ""), ==, 3);
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++) {
    g_autofree char *part = g_strconcat (aside, suffixes[i], NULL);
    g_autoptr (GBytes) bytes = fixture_read (part);

    g_assert_cmpuint (g_bytes_get_size (bytes), ==, strlen (suffixes[i]));
  }
}

static void
test_set_aside_never_overwrites (Fixture *fixture, gconstpointer data)
{
  for (int i = 0; i < 4; i++) {
    g_autofree char *text = g_strdup_printf ("content %d", i);
    g_autofree char *aside = NULL;
    g_autofree char *kept = NULL;
    g_autoptr (GError) error = NULL;

    fixture_write (fixture->path, text, strlen (text));
    aside = rondo_db_set_aside (fixture->path, SOME_TIME_US, &error);
    g_assert_no_error (error);
    g_file_get_contents (aside, &kept, NULL, &error);
    g_assert_no_error (error);
    g_assert_cmpstr (kept, ==, text);
    g_assert_cmpuint (fixture_count_names (fixture, "damaged"), ==, (guint)i + 1);
  }
}

/* A stray log alone has a name too: it must not be joined to another database. */
static void
test_set_aside_avoids_a_stray_log (Fixture *fixture, gconstpointer data)
{
  g_autofree char *stray = g_strconcat (fixture->path, ".damaged-20231114-221320-wal", NULL);
  g_autofree char *aside = NULL;

  fixture_write (stray, "stray", 5);
  fixture_write (fixture->path, "content", 7);
  aside = rondo_db_set_aside (fixture->path, SOME_TIME_US, NULL);
  g_assert_nonnull (aside);
  g_assert_true (g_str_has_suffix (aside, "damaged-20231114-221320-2"));
}

static void
test_set_aside_of_nothing_is_told (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (rondo_db_set_aside (fixture->path, SOME_TIME_US, &error));
  g_assert_error (error, RONDO_DB_ERROR, RONDO_DB_ERROR_FAILED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_test ("/db/open/new-folder-and-file-are-private", test_new_folder_is_private);
  g_test_add_func ("/db/open/subprocess/adds", test_subprocess_adds);
  g_test_add_func ("/db/open/subprocess/sees-lock", test_subprocess_sees_lock);
  add_test ("/db/open/log-in-use-is-never-taken-away", test_log_in_use_is_never_taken_away);
  add_test ("/db/open/half-moved-log-is-no-damage", test_half_moved_log);
  add_test ("/db/open/second-connection-leaves-the-locks-of-the-first",
            test_second_connection_leaves_the_locks_of_the_first);
  add_test ("/db/open/closed-file-holds-all", test_closed_file_holds_all);
  add_test ("/db/open/sealed-file-stands-alone", test_sealed_file_stands_alone);
  add_test ("/db/open/settings-survive-a-power-cut", test_settings_are_safe);
  add_test ("/db/open/content-is-there-again", test_content_is_there_again);
  add_test ("/db/open/memory-needs-no-file", test_memory_needs_no_file);
  add_test ("/db/open/empty-file-is-a-new-one", test_empty_file_is_a_new_one);
  add_test ("/db/open/newer-file-is-left-untouched", test_newer_file_is_left_untouched);
  add_test ("/db/open/newer-log-is-left-untouched", test_newer_log_is_left_untouched);
  add_test ("/db/open/log-of-a-power-cut-is-read", test_log_of_a_power_cut_is_read);
  add_test ("/db/open/foreign-file-is-left-untouched", test_foreign_file_is_left_untouched);
  add_test ("/db/open/foreign-file-without-id-is-left-untouched",
            test_foreign_file_without_id_is_left_untouched);
  add_test ("/db/open/text-is-no-database", test_text_is_no_database);
  add_test ("/db/open/short-file-is-no-database", test_short_file_is_no_database);
  add_test ("/db/open/truncated-file-is-found", test_truncated_file_is_found);
  add_test ("/db/open/damaged-page-is-found", test_damaged_page_is_found);
  add_test ("/db/open/damaged-schema-is-found", test_damaged_schema_is_found);
  add_test ("/db/open/folder-that-cannot-be-made-is-told", test_folder_that_cannot_be_made_is_told);
  add_test ("/db/set-aside/takes-all-parts", test_set_aside_takes_all_parts);
  add_test ("/db/set-aside/never-overwrites", test_set_aside_never_overwrites);
  add_test ("/db/set-aside/avoids-a-stray-log", test_set_aside_avoids_a_stray_log);
  add_test ("/db/set-aside/of-nothing-is-told", test_set_aside_of_nothing_is_told);
  return g_test_run ();
}
