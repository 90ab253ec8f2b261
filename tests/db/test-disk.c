/* SPDX-License-Identifier: GPL-3.0-or-later
 * A disk that takes no more: the limit of the process on file sizes makes every write beyond it
 * fail, as a quota does. */
#include "config.h"

#include "db-fixture.h"

#include <signal.h>
#include <sys/resource.h>

#define PAGE_BYTES 4096

static void
limit_files (rlim_t bytes)
{
  struct rlimit limit;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  limit.rlim_cur = MIN (bytes, limit.rlim_max);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}

static void
lift_limit (void)
{
  limit_files (RLIM_INFINITY);
}

static void
test_new_database_is_given_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RondoDb) db = NULL;

  limit_files (0);
  db = rondo_db_open (fixture->path, &schema_v2, &error);
  lift_limit ();
  g_assert_null (db);
  g_assert_error (error, RONDO_DB_ERROR, RONDO_DB_ERROR_FULL);
  db = fixture_open (fixture, &schema_v2);
  g_assert_cmpint (fixture_ask (db, "PRAGMA user_version"), ==, 2);
}

static void
test_change_is_rolled_back (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RondoDb) db = fixture_open (fixture, &schema_v1);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = g_strnfill (500 * 1024, 'x');
  gboolean is_saved;

  fixture_add_notes (db, 3);
  g_assert_true (rondo_db_begin (db, NULL));
  g_assert_true (rondo_db_run (db, NULL, "INSERT INTO note (text) VALUES ($1)", "t", text));
  limit_files (64 * 1024);
  is_saved = rondo_db_commit (db, &error);
  lift_limit ();
  g_assert_false (is_saved);
  g_assert_error (error, RONDO_DB_ERROR, RONDO_DB_ERROR_FULL);
  g_assert_false (rondo_db_in_transaction (db));
  g_assert_cmpint (fixture_ask (db, "SELECT COUNT(*) FROM note"), ==, 3);
  fixture_add_notes (db, 1);
  g_clear_pointer (&db, rondo_db_close);
  db = fixture_open (fixture, &schema_v1);
  g_assert_cmpint (fixture_ask (db, "SELECT COUNT(*) FROM note"), ==, 4);
  g_assert_true (rondo_db_check (db, NULL));
}

static void
test_upgrade_without_room_for_a_backup_is_not_begun (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RondoDb) db = fixture_open (fixture, &schema_v1);
  g_autoptr (GBytes) before = NULL;
  g_autoptr (GBytes) after = NULL;
  g_autoptr (GError) error = NULL;

  fixture_add_notes (db, 2000);
  g_clear_pointer (&db, rondo_db_close);
  before = fixture_read (fixture->path);
  limit_files (10 * PAGE_BYTES);
  db = rondo_db_open (fixture->path, &schema_v2, &error);
  lift_limit ();
  g_assert_null (db);
  g_assert_error (error, RONDO_DB_ERROR, RONDO_DB_ERROR_FULL);
  g_assert_true (g_str_has_prefix (error->message, "The database could not be backed up"));
  g_assert_cmpuint (fixture_count_names (fixture, "backup"), ==, 0);
  after = fixture_read (fixture->path);
  g_assert_true (g_bytes_equal (before, after));
}

int
main (int argc, char **argv)
{
  signal (SIGXFSZ, SIG_IGN);
  g_test_init (&argc, &argv, NULL);
  add_test ("/db/disk/new-database-is-given-up", test_new_database_is_given_up);
  add_test ("/db/disk/change-is-rolled-back", test_change_is_rolled_back);
  add_test ("/db/disk/upgrade-without-room-for-a-backup-is-not-begun",
            test_upgrade_without_room_for_a_backup_is_not_begun);
  return g_test_run ();
}
