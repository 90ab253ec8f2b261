/* SPDX-License-Identifier: GPL-3.0-or-later
 * Upgrades: steps, backups, and what is left after a step that fails. */
#include "config.h"

#include "db-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

static const char create_tables[] =
    "CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL, minutes INTEGER) STRICT;"
    "CREATE TABLE tag (note INTEGER NOT NULL REFERENCES note (id), word TEXT NOT NULL) STRICT;";

/* All that SQLite keeps about tables and indices, in one text. */
static char *
describe_schema (RondoDb *db)
{
  g_autoptr (RondoStatement) statement =
      rondo_db_query (db, NULL, "SELECT sql FROM sqlite_schema ORDER BY name", "");
  g_autoptr (GString) text = g_string_new (NULL);

  while (rondo_statement_step (statement, NULL))
    g_string_append_printf (text, "%s;\n", rondo_statement_get_text (statement, 0));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
make_v1 (Fixture *fixture)
{
  g_autoptr (RondoDb) db = fixture_open (fixture, &schema_v1);

  fixture_add_notes (db, 4);
}

static void
test_old_file_becomes_as_a_new_one (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RondoDb) fresh = rondo_db_open (":memory:", &schema_v2, NULL);
  g_autoptr (RondoDb) db = NULL;
  g_autofree char *expected = describe_schema (fresh);
  g_autofree char *found = NULL;

  make_v1 (fixture);
  db = fixture_open (fixture, &schema_v2);
  found = describe_schema (db);
  g_assert_cmpstr (found, ==, expected);
  g_assert_cmpint (fixture_ask (db, "PRAGMA user_version"), ==, 2);
  g_assert_cmpint (fixture_ask (db, "SELECT COUNT(*) FROM note"), ==, 4);
}

static void
test_backup_is_the_old_database (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RondoDb) db = NULL;
  g_autoptr (RondoDb) copy = NULL;
  g_autofree char *backup = NULL;
  g_autoptr (GError) error = NULL;
  GStatBuf status;

  make_v1 (fixture);
  db = fixture_open (fixture, &schema_v2);
  backup = fixture_find_name (fixture, "rondo.db.backup-v1-");
  g_assert_cmpint (g_stat (backup, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  copy = rondo_db_open (backup, &schema_v1, &error);
  g_assert_no_error (error);
  g_assert_cmpint (fixture_ask (copy, "SELECT COUNT(*) FROM note"), ==, 4);
}

static void
test_only_three_backups_are_kept (Fixture *fixture, gconstpointer data)
{
  static const char *const old[] = {"rondo.db.backup-v9-20200101-000000",
                                    "rondo.db.backup-v10-20210101-000000",
                                    "rondo.db.backup-v11-20220101-000000",
                                    "rondo.db.backup-v12-20230101-000000",
                                    "rondo.db.backup-of-mine",
                                    "rondo.db.backup-very-old",
                                    "other.db.backup-v1-20200101-000000"};
  static const gboolean is_kept[] = {FALSE, FALSE, TRUE, TRUE, TRUE, TRUE, TRUE};

  for (guint i = 0; i < G_N_ELEMENTS (old); i++) {
    g_autofree char *path = g_build_filename (fixture->folder, old[i], NULL);

    fixture_write (path, "old", 3);
  }
  make_v1 (fixture);
  rondo_db_close (fixture_open (fixture, &schema_v2));
  for (guint i = 0; i < G_N_ELEMENTS (old); i++)
    g_assert_cmpuint (fixture_count_names (fixture, old[i]), ==, (guint)is_kept[i]);
  g_assert_cmpuint (fixture_count_names (fixture, "rondo.db.backup-v1-"), ==, 1);
}

/* Upgrades to a schema whose second step is @script and must fail. */
static void
assert_step_fails (Fixture *fixture, const char *script, RondoDbError code)
{
  const char *const scripts[] = {create_tables, script, NULL};
  const RondoDbSchema broken = {FIXTURE_APPLICATION_ID, scripts};
  g_autoptr (RondoDb) db = NULL;
  g_autoptr (GError) error = NULL;

  make_v1 (fixture);
  g_assert_null (rondo_db_open (fixture->path, &broken, &error));
  g_assert_error (error, RONDO_DB_ERROR, (int)code);
  g_assert_true (g_str_has_prefix (error->message, "The database could not be upgraded"));
  db = fixture_open (fixture, &schema_v1);
  g_assert_cmpint (fixture_ask (db, "PRAGMA user_version"), ==, 1);
  g_assert_cmpint (fixture_ask (db, "SELECT COUNT(*) FROM note"), ==, 4);
  g_assert_cmpint (
      fixture_ask (db, "SELECT COUNT(*) FROM sqlite_schema WHERE name = 'extra'"), ==, 0);
}

static void
test_failed_step_leaves_nothing (Fixture *fixture, gconstpointer data)
{
  assert_step_fails (fixture,
                     "CREATE TABLE extra (a); DELETE FROM note; INSERT INTO nowhere VALUES (1)",
                     RONDO_DB_ERROR_FAILED);
}

static void
test_step_that_breaks_a_reference_leaves_nothing (Fixture *fixture, gconstpointer data)
{
  assert_step_fails (fixture,
                     "CREATE TABLE extra (a); INSERT INTO tag VALUES (99, 'lost')",
                     RONDO_DB_ERROR_CONSTRAINT);
}

static void
test_step_that_fills_the_disk_leaves_nothing (Fixture *fixture, gconstpointer data)
{
  assert_step_fails (fixture,
                     "PRAGMA max_page_count = 1; CREATE TABLE extra (a);"
                     "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 20)"
                     " INSERT INTO extra SELECT zeroblob(9000) FROM n",
                     RONDO_DB_ERROR_FULL);
}

/* The first step of the three that are due stays: each is whole by itself. */
static void
test_steps_before_the_failed_one_count (Fixture *fixture, gconstpointer data)
{
  const char *const scripts[] = {
      create_tables, "CREATE TABLE second (a)", "CREATE TABLE third (a); SELEKT", NULL};
  const RondoDbSchema broken = {FIXTURE_APPLICATION_ID, scripts};
  const char *const good_scripts[] = {
      create_tables, "CREATE TABLE second (a)", "CREATE TABLE third (a)", NULL};
  const RondoDbSchema good = {FIXTURE_APPLICATION_ID, good_scripts};
  g_autoptr (RondoDb) db = NULL;

  make_v1 (fixture);
  g_assert_null (rondo_db_open (fixture->path, &broken, NULL));
  db = fixture_open (fixture, &good);
  g_assert_cmpint (fixture_ask (db, "PRAGMA user_version"), ==, 3);
  g_assert_cmpuint (fixture_count_names (fixture, "backup-v2"), ==, 1);
}

static void
test_table_can_be_rebuilt_under_its_children (Fixture *fixture, gconstpointer data)
{
  static const char *const scripts[] = {
      create_tables,
      "CREATE TABLE note_new (id INTEGER PRIMARY KEY, text TEXT) STRICT;"
      "INSERT INTO note_new SELECT id, text FROM note; DROP TABLE note;"
      "ALTER TABLE note_new RENAME TO note;",
      NULL};
  const RondoDbSchema rebuilt = {FIXTURE_APPLICATION_ID, scripts};
  g_autoptr (RondoDb) db = fixture_open (fixture, &schema_v1);
  g_autoptr (GError) error = NULL;

  fixture_add_notes (db, 4);
  rondo_db_run (db, &error, "INSERT INTO tag VALUES (1, 'kept')", "");
  g_assert_no_error (error);
  g_clear_pointer (&db, rondo_db_close);
  db = fixture_open (fixture, &rebuilt);
  g_assert_cmpint (fixture_ask (db, "SELECT COUNT(*) FROM tag"), ==, 1);
  g_assert_cmpint (fixture_ask (db, "PRAGMA foreign_keys"), ==, 1);
}

static void
test_new_file_needs_no_backup (Fixture *fixture, gconstpointer data)
{
  rondo_db_close (fixture_open (fixture, &schema_v2));
  g_assert_cmpuint (fixture_count_names (fixture, "backup"), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_test ("/db/migrate/old-file-becomes-as-a-new-one", test_old_file_becomes_as_a_new_one);
  add_test ("/db/migrate/backup-is-the-old-database", test_backup_is_the_old_database);
  add_test ("/db/migrate/only-three-backups-are-kept", test_only_three_backups_are_kept);
  add_test ("/db/migrate/failed-step-leaves-nothing", test_failed_step_leaves_nothing);
  add_test ("/db/migrate/step-that-breaks-a-reference-leaves-nothing",
            test_step_that_breaks_a_reference_leaves_nothing);
  add_test ("/db/migrate/step-that-fills-the-disk-leaves-nothing",
            test_step_that_fills_the_disk_leaves_nothing);
  add_test ("/db/migrate/steps-before-the-failed-one-count",
            test_steps_before_the_failed_one_count);
  add_test ("/db/migrate/table-can-be-rebuilt-under-its-children",
            test_table_can_be_rebuilt_under_its_children);
  add_test ("/db/migrate/new-file-needs-no-backup", test_new_file_needs_no_backup);
  return g_test_run ();
}
