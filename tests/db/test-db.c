/* SPDX-License-Identifier: GPL-3.0-or-later
 * Statements and transactions: values, failures, a full disk, a second writer. */
#include "config.h"

#include "db-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

static void
test_values_come_back (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RondoDb) db = fixture_open (fixture, &schema_v1);
  g_autoptr (RondoStatement) statement = NULL;
  g_autoptr (GError) error = NULL;
  const char *sql = "INSERT INTO note (id, text, minutes) VALUES ($1, $2, $3)";

  rondo_db_run (db, &error, sql, "iti", INT64_MIN, "'; DROP TABLE note; --", INT64_MAX);
  g_assert_no_error (error);
  g_assert_cmpint (rondo_db_changes (db), ==, 1);
  rondo_db_run (db, &error, sql, "itt", (int64_t)2, "ß 漢 🙂 ‏א", NULL);
  g_assert_no_error (error);
  statement = rondo_db_query (db, &error, "SELECT id, text, minutes FROM note ORDER BY id", "");
  g_assert_no_error (error);
  g_assert_true (rondo_statement_step (statement, &error));
  g_assert_cmpint (rondo_statement_get_int (statement, 0), ==, INT64_MIN);
  g_assert_cmpstr (rondo_statement_get_text (statement, 1), ==, "'; DROP TABLE note; --");
  g_assert_cmpint (rondo_statement_get_int (statement, 2), ==, INT64_MAX);
  g_assert_true (rondo_statement_step (statement, &error));
  g_assert_cmpstr (rondo_statement_get_text (statement, 1), ==, "ß 漢 🙂 ‏א");
  g_assert_true (rondo_statement_is_null (statement, 2));
  g_assert_null (rondo_statement_get_text (statement, 2));
  g_assert_false (rondo_statement_step (statement, &error));
  g_assert_no_error (error);
  g_assert_false (rondo_statement_step (statement, &error));
  g_assert_no_error (error);
}

/* SQLite numbers named parameters by their first appearance; the number in the text must count. */
static void
test_parameters_go_by_their_number (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RondoDb) db = fixture_open (fixture, &schema_v1);
  g_autoptr (RondoStatement) statement =
      rondo_db_query (db, NULL, "SELECT $2, $1, $2, $11", "ii", (int64_t)1, (int64_t)2);

  g_assert_nonnull (statement);
  rondo_statement_bind_int (statement, 11, 11);
  g_assert_true (rondo_statement_step (statement, NULL));
  g_assert_cmpint (rondo_statement_get_int (statement, 0), ==, 2);
  g_assert_cmpint (rondo_statement_get_int (statement, 1), ==, 1);
  g_assert_cmpint (rondo_statement_get_int (statement, 2), ==, 2);
  g_assert_cmpint (rondo_statement_get_int (statement, 3), ==, 11);
}

static void
bind_note (RondoStatement *statement, int first, gconstpointer row)
{
  int64_t number = GPOINTER_TO_INT (row);

  rondo_statement_bind_int (statement, first, number);
  rondo_statement_bind_borrowed (statement, first + 1, number < 0 ? NULL : "text");
}

static const RondoInsertion notes = {
    "INSERT OR FAIL INTO note (id, text) VALUES " RONDO_DB_ROWS ("(?, ?)"), 2, bind_note};

/* Rows go in up to the first that breaks a rule, and the transaction goes on. */
static void
test_rows_go_in_together (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RondoDb) db = fixture_open (fixture, &schema_v1);
  gconstpointer rows[RONDO_DB_ROWS_AT_ONCE];
  g_autoptr (GError) error = NULL;
  int64_t count = 0;
  guint n_in = 0;

  for (int i = 0; i < RONDO_DB_ROWS_AT_ONCE; i++)
    rows[i] = GINT_TO_POINTER (i + 1);
  g_assert_true (rondo_db_begin (db, &error));
  g_assert_true (rondo_db_insert (db, &notes, rows, &n_in, &error));
  g_assert_cmpuint (n_in, ==, RONDO_DB_ROWS_AT_ONCE);
  for (int i = 0; i < RONDO_DB_ROWS_AT_ONCE; i++)
    rows[i] = GINT_TO_POINTER (i == 7 ? 3 : 100 + i);
  g_assert_true (rondo_db_insert (db, &notes, rows, &n_in, &error));
  g_assert_cmpuint (n_in, ==, 7);
  rows[0] = GINT_TO_POINTER (-1);
  g_assert_true (rondo_db_insert (db, &notes, rows, &n_in, &error));
  g_assert_cmpuint (n_in, ==, 0);
  g_assert_true (rondo_db_end (db, TRUE, &error));
  g_assert_no_error (error);
  {
    g_autoptr (RondoStatement) statement =
        rondo_db_query (db, &error, "SELECT count(*) FROM note", "");

    g_assert_true (rondo_statement_step (statement, &error));
    count = rondo_statement_get_int (statement, 0);
  }
  g_assert_cmpint (count, ==, RONDO_DB_ROWS_AT_ONCE + 7);
}

static void
test_reused_statement_has_no_old_values (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RondoDb) db = fixture_open (fixture, &schema_v1);
  const char *sql = "SELECT $1";
  g_autoptr (RondoStatement) first = rondo_db_query (db, NULL, sql, "t", "old");
  g_autoptr (RondoStatement) second = NULL;

  g_assert_true (rondo_statement_step (first, NULL));
  second = rondo_db_prepare (db, sql, NULL);
  g_assert_true (rondo_statement_step (second, NULL));
  g_assert_true (rondo_statement_is_null (second, 0));
  g_assert_cmpstr (rondo_statement_get_text (first, 0), ==, "old");
  g_clear_pointer (&first, rondo_statement_free);
  g_clear_pointer (&second, rondo_statement_free);
  first = rondo_db_prepare (db, sql, NULL);
  g_assert_true (rondo_statement_step (first, NULL));
  g_assert_true (rondo_statement_is_null (first, 0));
  rondo_statement_reset (first);
  rondo_statement_bind_text (first, 1, "new");
  g_assert_true (rondo_statement_step (first, NULL));
  g_assert_cmpstr (rondo_statement_get_text (first, 0), ==, "new");
}

static void
test_wrong_sql_is_told (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RondoDb) db = fixture_open (fixture, &schema_v1);
  g_autoptr (GError) error = NULL;

  g_assert_false (rondo_db_run (db, &error, "INSERT INTO nowhere VALUES ($1)", "i", (int64_t)1));
  g_assert_error (error, RONDO_DB_ERROR, RONDO_DB_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "nowhere"));
  g_clear_error (&error);
  g_assert_null (rondo_db_prepare (db, "SELECT \"no such column\" FROM note", &error));
  g_assert_error (error, RONDO_DB_ERROR, RONDO_DB_ERROR_FAILED);
}

static void
test_rules_of_the_schema_are_kept (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RondoDb) db = fixture_open (fixture, &schema_v1);
  g_autoptr (GError) error = NULL;

  g_assert_false (rondo_db_run (db, &error, "INSERT INTO tag VALUES ($1, 'a')", "i", (int64_t)9));
  g_assert_error (error, RONDO_DB_ERROR, RONDO_DB_ERROR_CONSTRAINT);
  g_clear_error (&error);
  g_assert_false (rondo_db_run (db, &error, "INSERT INTO note (text) VALUES ($1)", "t", NULL));
  g_assert_error (error, RONDO_DB_ERROR, RONDO_DB_ERROR_CONSTRAINT);
  g_clear_error (&error);
  g_assert_false (
      rondo_db_run (db, &error, "INSERT INTO note (text, minutes) VALUES ('', 'x')", ""));
  g_assert_error (error, RONDO_DB_ERROR, RONDO_DB_ERROR_CONSTRAINT);
}

static void
test_rollback_leaves_nothing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RondoDb) db = fixture_open (fixture, &schema_v1);

  g_assert_true (rondo_db_begin (db, NULL));
  g_assert_true (rondo_db_in_transaction (db));
  g_assert_true (rondo_db_run (db, NULL, "INSERT INTO note (text) VALUES ('a')", ""));
  rondo_db_rollback (db);
  g_assert_false (rondo_db_in_transaction (db));
  rondo_db_rollback (db);
  g_assert_cmpint (fixture_ask (db, "SELECT COUNT(*) FROM note"), ==, 0);
}

static void
test_failed_commit_leaves_nothing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RondoDb) db = fixture_open (fixture, &schema_v1);
  g_autoptr (GError) error = NULL;

  g_assert_true (rondo_db_begin (db, NULL));
  g_assert_true (rondo_db_run (db, NULL, "PRAGMA defer_foreign_keys = ON", ""));
  g_assert_true (rondo_db_run (db, NULL, "INSERT INTO tag VALUES (9, 'a')", ""));
  g_assert_false (rondo_db_commit (db, &error));
  g_assert_error (error, RONDO_DB_ERROR, RONDO_DB_ERROR_CONSTRAINT);
  g_assert_false (rondo_db_in_transaction (db));
  g_assert_cmpint (fixture_ask (db, "SELECT COUNT(*) FROM tag"), ==, 0);
  g_assert_true (rondo_db_begin (db, NULL));
  g_assert_true (rondo_db_commit (db, NULL));
}

/* Three writers at once: the second fails, and neither of the others notices. */
static void
test_failed_part_of_a_group_leaves_nothing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RondoDb) db = fixture_open (fixture, &schema_v1);
  g_autoptr (RondoDb) reader = rondo_db_open_reader (fixture->path, NULL);

  g_assert_true (rondo_db_begin_group (db, NULL));
  g_assert_true (rondo_db_begin (db, NULL));
  g_assert_true (rondo_db_run (db, NULL, "INSERT INTO note (text) VALUES ('first')", ""));
  g_assert_true (rondo_db_commit (db, NULL));
  g_assert_true (rondo_db_begin (db, NULL));
  g_assert_true (rondo_db_run (db, NULL, "INSERT INTO note (text) VALUES ('second')", ""));
  g_assert_false (rondo_db_end (db, FALSE, NULL));
  g_assert_true (rondo_db_begin (db, NULL));
  g_assert_true (rondo_db_run (db, NULL, "INSERT INTO note (text) VALUES ('third')", ""));
  g_assert_true (rondo_db_end (db, TRUE, NULL));
  g_assert_cmpint (fixture_ask (reader, "SELECT COUNT(*) FROM note"), ==, 0);
  g_assert_true (rondo_db_end_group (db, NULL));
  g_assert_cmpint (fixture_ask (reader, "SELECT COUNT(*) FROM note"), ==, 2);
  g_assert_cmpint (fixture_ask (reader, "SELECT COUNT(*) FROM note WHERE text = 'second'"), ==, 0);
}

static void
test_failed_commit_of_a_group_leaves_nothing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RondoDb) db = fixture_open (fixture, &schema_v1);
  g_autoptr (GError) error = NULL;

  g_assert_true (rondo_db_begin_group (db, NULL));
  g_assert_true (rondo_db_run (db, NULL, "PRAGMA defer_foreign_keys = ON", ""));
  g_assert_true (rondo_db_begin (db, NULL));
  g_assert_true (rondo_db_run (db, NULL, "INSERT INTO note (text) VALUES ('a')", ""));
  g_assert_true (rondo_db_run (db, NULL, "INSERT INTO tag VALUES (9, 'a')", ""));
  g_assert_true (rondo_db_commit (db, NULL));
  g_assert_false (rondo_db_end_group (db, &error));
  g_assert_error (error, RONDO_DB_ERROR, RONDO_DB_ERROR_CONSTRAINT);
  g_assert_cmpint (fixture_ask (db, "SELECT COUNT(*) FROM note"), ==, 0);
  g_assert_true (rondo_db_begin_group (db, NULL));
  g_assert_true (rondo_db_end_group (db, NULL));
}

static void
test_reader_writes_nothing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RondoDb) db = fixture_open (fixture, &schema_v1);
  g_autoptr (RondoDb) reader = rondo_db_open_reader (fixture->path, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (rondo_db_run (reader, &error, "INSERT INTO note (text) VALUES ('a')", ""));
  g_assert_error (error, RONDO_DB_ERROR, RONDO_DB_ERROR_FULL);
  g_assert_cmpint (fixture_ask (db, "SELECT COUNT(*) FROM note"), ==, 0);
}

static goffset
get_file_bytes (const char *path)
{
  GStatBuf info;

  g_assert_cmpint (g_stat (path, &info), ==, 0);
  return info.st_size;
}

/* What is committed is in the log first; nobody who commits moves it. */
static void
check_log_is_moved (Fixture *fixture, int count, int bytes)
{
  g_autofree char *text = g_strnfill ((gsize)bytes, 'a');
  RondoDb *db = fixture_open (fixture, &schema_v1);

  rondo_db_move_log_aside (db);
  for (int i = 0; i < count; i++)
    g_assert_true (rondo_db_run (db, NULL, "INSERT INTO note (text) VALUES ($1)", "t", text));
  while (get_file_bytes (fixture->path) < count / 2 * bytes)
    g_thread_yield ();
  g_assert_cmpint (fixture_ask (db, "SELECT sum(length(text)) FROM note"), ==, count * bytes);
  rondo_db_close (db);
  g_assert_cmpint (get_file_bytes (fixture->path), >=, count * bytes);
}

static void
test_log_of_large_commits_is_moved_by_another (Fixture *fixture, gconstpointer data)
{
  check_log_is_moved (fixture, 6, 4 * 1024 * 1024);
}

/* Much sooner, as each of them waits for the disk. */
static void
test_log_of_small_commits_is_moved_by_another (Fixture *fixture, gconstpointer data)
{
  check_log_is_moved (fixture, 24, 80 * 1024);
}

/* The two numbers of a log's head that are new each time it begins anew. */
static guint64
read_salt (const char *log)
{
  FILE *file = fopen (log, "r");
  guint64 salt = 0;

  g_assert_nonnull (file);
  g_assert_cmpint (fseek (file, 16, SEEK_SET), ==, 0);
  g_assert_cmpuint (fread (&salt, sizeof salt, 1, file), ==, 1);
  fclose (file);
  return salt;
}

/* Who commits without a pause does not fill the disk: after 36 MiB the log has begun anew. */
static void
test_long_log_begins_anew (Fixture *fixture, gconstpointer data)
{
  const int count = 9;
  const int bytes = 4 * 1024 * 1024;
  g_autofree char *text = g_strnfill ((gsize)bytes, 'a');
  g_autofree char *log = g_strconcat (fixture->path, "-wal", NULL);
  g_autoptr (RondoDb) db = fixture_open (fixture, &schema_v1);
  guint64 salt = 0;

  rondo_db_move_log_aside (db);
  for (int i = 0; i < count; i++) {
    g_assert_true (rondo_db_run (db, NULL, "INSERT INTO note (text) VALUES ($1)", "t", text));
    if (i == 0)
      salt = read_salt (log);
  }
  g_assert_cmpuint (read_salt (log), !=, salt);
  g_assert_cmpint (fixture_ask (db, "SELECT sum(length(text)) FROM note"), ==, count * bytes);
}

/* Two reads of one read transaction agree, whatever another connection writes between them. */
static void
test_reads_of_one_transaction_agree (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RondoDb) reader = fixture_open (fixture, &schema_v1);
  g_autoptr (RondoDb) writer = fixture_open (fixture, &schema_v1);

  g_assert_true (rondo_db_begin_read (reader, NULL));
  g_assert_cmpint (fixture_ask (reader, "SELECT COUNT(*) FROM note"), ==, 0);
  fixture_add_notes (writer, 3);
  g_assert_cmpint (fixture_ask (reader, "SELECT COUNT(*) FROM note"), ==, 0);
  g_assert_true (rondo_db_commit (reader, NULL));
  g_assert_cmpint (fixture_ask (reader, "SELECT COUNT(*) FROM note"), ==, 3);
}

static gpointer
add_note_thread (gpointer data)
{
  g_autoptr (RondoDb) db = fixture_open (data, &schema_v1);

  fixture_add_notes (db, 1);
  return NULL;
}

static void
test_second_writer_waits_for_the_first (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RondoDb) db = fixture_open (fixture, &schema_v1);
  GThread *thread;

  g_assert_true (rondo_db_begin (db, NULL));
  g_assert_true (rondo_db_run (db, NULL, "INSERT INTO note (text) VALUES ('a')", ""));
  thread = g_thread_new ("second-writer", add_note_thread, fixture);
  g_assert_true (rondo_db_run (db, NULL, "INSERT INTO note (text) VALUES ('b')", ""));
  g_assert_true (rondo_db_commit (db, NULL));
  g_thread_join (thread);
  g_assert_cmpint (fixture_ask (db, "SELECT COUNT(*) FROM note"), ==, 3);
}

/* Takes the five seconds of the busy time-out. */
static void
test_endless_first_writer_is_told (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RondoDb) first = fixture_open (fixture, &schema_v1);
  g_autoptr (RondoDb) second = fixture_open (fixture, &schema_v1);
  g_autoptr (GError) error = NULL;

  g_assert_true (rondo_db_begin (first, NULL));
  g_assert_false (rondo_db_begin (second, &error));
  g_assert_error (error, RONDO_DB_ERROR, RONDO_DB_ERROR_BUSY);
  g_assert_false (rondo_db_in_transaction (second));
  rondo_db_rollback (first);
  g_assert_true (rondo_db_begin (second, NULL));
  rondo_db_rollback (second);
}

static void
test_full_disk_rolls_back (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RondoDb) db = fixture_open (fixture, &schema_v1);
  g_autofree char *text = g_strnfill (100000, 'x');
  g_autoptr (GError) error = NULL;
  const char *sql = "INSERT INTO note (text) VALUES ($1)";
  gboolean ok = TRUE;

  fixture_add_notes (db, 3);
  g_assert_cmpint (fixture_ask (db, "PRAGMA max_page_count = 60"), ==, 60);
  g_assert_true (rondo_db_begin (db, NULL));
  for (int i = 0; ok && i < 10; i++)
    ok = rondo_db_run (db, &error, sql, "t", text);
  g_assert_false (ok);
  g_assert_error (error, RONDO_DB_ERROR, RONDO_DB_ERROR_FULL);
  g_assert_false (rondo_db_in_transaction (db));
  g_clear_error (&error);
  /* A caller that goes on all the same must not write half of its change. */
  g_assert_false (rondo_db_run (db, &error, sql, "t", "the rest"));
  g_assert_error (error, RONDO_DB_ERROR, RONDO_DB_ERROR_FAILED);
  g_assert_false (rondo_db_commit (db, NULL));
  g_assert_cmpint (fixture_ask (db, "SELECT COUNT(*) FROM note"), ==, 3);
  fixture_add_notes (db, 1);
  g_assert_cmpint (fixture_ask (db, "SELECT COUNT(*) FROM note"), ==, 4);
}

static void
test_read_only_database_is_told (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RondoDb) db = fixture_open (fixture, &schema_v1);
  g_autoptr (GError) error = NULL;

  g_assert_true (rondo_db_begin (db, NULL));
  g_assert_true (rondo_db_run (db, NULL, "INSERT INTO note (text) VALUES ('a')", ""));
  g_assert_true (rondo_db_run (db, NULL, "PRAGMA query_only = ON", ""));
  g_assert_false (rondo_db_run (db, &error, "INSERT INTO note (text) VALUES ('a')", ""));
  g_assert_error (error, RONDO_DB_ERROR, RONDO_DB_ERROR_FULL);
  g_assert_false (rondo_db_in_transaction (db));
  rondo_db_rollback (db);
  g_assert_cmpint (fixture_ask (db, "SELECT COUNT(*) FROM note"), ==, 0);
}

static void
test_leaked_transaction_names_its_place (Fixture *fixture, gconstpointer data)
{
  RondoDb *db = fixture_open (fixture, &schema_v1);
  g_autoptr (RondoDb) again = NULL;

  g_assert_true (rondo_db_begin (db, NULL));
  g_assert_true (rondo_db_run (db, NULL, "INSERT INTO note (text) VALUES ('a')", ""));
  g_test_expect_message ("rondo-db", G_LOG_LEVEL_CRITICAL, "*begun at*test-db.c:*never ended*");
  rondo_db_close (db);
  g_test_assert_expected_messages ();
  again = fixture_open (fixture, &schema_v1);
  g_assert_cmpint (fixture_ask (again, "SELECT COUNT(*) FROM note"), ==, 0);
}

static void
test_nested_transaction_names_both_places (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RondoDb) db = fixture_open (fixture, &schema_v1);
  g_autoptr (GError) error = NULL;

  g_assert_true (rondo_db_begin_at (db, "outer.c:1", NULL));
  g_test_expect_message ("rondo-db", G_LOG_LEVEL_CRITICAL, "*inner.c:2*outer.c:1*");
  g_assert_false (rondo_db_begin_read_at (db, "inner.c:2", &error));
  g_test_assert_expected_messages ();
  g_assert_error (error, RONDO_DB_ERROR, RONDO_DB_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "outer.c:1"));
  g_assert_true (rondo_db_commit (db, NULL));
}

static void
test_statement_may_outlive_the_connection (Fixture *fixture, gconstpointer data)
{
  RondoDb *db = fixture_open (fixture, &schema_v1);
  RondoStatement *statement = rondo_db_query (db, NULL, "SELECT 1", "");

  g_test_expect_message ("rondo-db", G_LOG_LEVEL_CRITICAL, "*closed while statements are in use*");
  rondo_db_close (db);
  g_test_assert_expected_messages ();
  g_assert_true (rondo_statement_step (statement, NULL));
  rondo_statement_free (statement);
}

static void
test_backup_is_complete_and_never_overwrites (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "copy.db", NULL);
  g_autoptr (RondoDb) db = fixture_open (fixture, &schema_v1);
  g_autoptr (RondoDb) copy = NULL;
  g_autoptr (GBytes) before = NULL;
  g_autoptr (GBytes) after = NULL;
  g_autoptr (GError) error = NULL;

  fixture_add_notes (db, 7);
  g_assert_true (rondo_db_backup (db, path, &error));
  g_assert_no_error (error);
  before = fixture_read (path);
  g_assert_false (rondo_db_backup (db, path, &error));
  g_assert_error (error, RONDO_DB_ERROR, RONDO_DB_ERROR_FAILED);
  after = fixture_read (path);
  g_assert_true (g_bytes_equal (before, after));
  copy = rondo_db_open (path, &schema_v1, NULL);
  g_assert_nonnull (copy);
  g_assert_cmpint (fixture_ask (copy, "SELECT COUNT(*) FROM note"), ==, 7);
}

static void
test_check_finds_a_broken_reference (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RondoDb) db = fixture_open (fixture, &schema_v1);
  g_autoptr (GError) error = NULL;

  g_assert_true (rondo_db_check (db, &error));
  g_assert_no_error (error);
  g_assert_true (rondo_db_run (db, NULL, "PRAGMA foreign_keys = OFF", ""));
  g_assert_true (rondo_db_run (db, NULL, "INSERT INTO tag VALUES (9, 'lost')", ""));
  g_assert_false (rondo_db_check (db, &error));
  g_assert_error (error, RONDO_DB_ERROR, RONDO_DB_ERROR_CORRUPT);
  g_assert_nonnull (strstr (error->message, "tag"));
}

/* What is light must not make light of what comes after it. */
static void
test_light_ends_with_its_transaction (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RondoDb) db = fixture_open (fixture, &schema_v1);

  g_assert_true (rondo_db_begin_light (db, NULL));
  g_assert_cmpint (fixture_ask (db, "PRAGMA synchronous"), ==, 1);
  g_assert_true (rondo_db_commit (db, NULL));
  g_assert_cmpint (fixture_ask (db, "PRAGMA synchronous"), ==, 2);
  g_assert_true (rondo_db_begin_light (db, NULL));
  rondo_db_rollback (db);
  g_assert_cmpint (fixture_ask (db, "PRAGMA synchronous"), ==, 2);
  /* Of a group nothing is light. */
  g_assert_true (rondo_db_begin_group (db, NULL));
  g_assert_true (rondo_db_begin_light (db, NULL));
  g_assert_true (rondo_db_commit (db, NULL));
  g_assert_cmpint (fixture_ask (db, "PRAGMA synchronous"), ==, 2);
  g_assert_true (rondo_db_end_group (db, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_test ("/db/statement/values-come-back", test_values_come_back);
  add_test ("/db/statement/parameters-go-by-their-number", test_parameters_go_by_their_number);
  add_test ("/db/insert/rows-go-in-up-to-the-first-that-cannot", test_rows_go_in_together);
  add_test ("/db/statement/reused-one-has-no-old-values", test_reused_statement_has_no_old_values);
  add_test ("/db/statement/wrong-sql-is-told", test_wrong_sql_is_told);
  add_test ("/db/statement/rules-of-the-schema-are-kept", test_rules_of_the_schema_are_kept);
  add_test ("/db/statement/may-outlive-the-connection", test_statement_may_outlive_the_connection);
  add_test ("/db/transaction/rollback-leaves-nothing", test_rollback_leaves_nothing);
  add_test ("/db/transaction/failed-commit-leaves-nothing", test_failed_commit_leaves_nothing);
  add_test ("/db/group/failed-part-leaves-nothing", test_failed_part_of_a_group_leaves_nothing);
  add_test ("/db/group/failed-commit-leaves-nothing", test_failed_commit_of_a_group_leaves_nothing);
  add_test ("/db/reader/writes-nothing", test_reader_writes_nothing);
  add_test ("/db/log/of-large-commits-is-moved-by-another",
            test_log_of_large_commits_is_moved_by_another);
  add_test ("/db/log/of-small-commits-is-moved-by-another",
            test_log_of_small_commits_is_moved_by_another);
  add_test ("/db/log/long-one-begins-anew", test_long_log_begins_anew);
  add_test ("/db/transaction/reads-of-one-agree", test_reads_of_one_transaction_agree);
  add_test ("/db/transaction/second-writer-waits-for-the-first",
            test_second_writer_waits_for_the_first);
  add_test ("/db/transaction/endless-first-writer-is-told", test_endless_first_writer_is_told);
  add_test ("/db/transaction/full-disk-rolls-back", test_full_disk_rolls_back);
  add_test ("/db/transaction/read-only-database-is-told", test_read_only_database_is_told);
  add_test ("/db/transaction/leaked-one-names-its-place", test_leaked_transaction_names_its_place);
  add_test ("/db/transaction/nested-one-names-both-places",
            test_nested_transaction_names_both_places);
  add_test ("/db/backup/is-complete-and-never-overwrites",
            test_backup_is_complete_and_never_overwrites);
  add_test ("/db/check/finds-a-broken-reference", test_check_finds_a_broken_reference);
  add_test ("/db/transaction/light-ends-with-its-transaction",
            test_light_ends_with_its_transaction);
  return g_test_run ();
}
