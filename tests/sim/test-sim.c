/* SPDX-License-Identifier: GPL-3.0-or-later
 * Some hundred simulated histories, those from number RONDO_SIM_FIRST on, and the disks they use.
 */
#include "config.h"

#include "sim-world.h"

#include <sqlite3.h>

#define HISTORIES 300

static void
test_same_seed_same_history (void)
{
  for (uint64_t seed = 1; seed <= 20; seed++) {
    SimOptions options = sim_options_for_seed (seed);
    g_autoptr (SimResult) once = sim_run (&options);
    g_autoptr (SimResult) twice = sim_run (&options);

    g_assert_cmpuint (once->hash, ==, twice->hash);
    g_assert_cmpuint (once->exchanges, ==, twice->exchanges);
  }
}

static sqlite3 *
open_notes (void)
{
  sqlite3 *db = NULL;

  g_assert_cmpint (
      sqlite3_open_v2 (
          "notes/notes.db", &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, SIM_DISK_VFS),
      ==,
      SQLITE_OK);
  sqlite3_exec (db, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL", NULL, NULL, NULL);
  sqlite3_exec (db, "CREATE TABLE IF NOT EXISTS note (n INTEGER PRIMARY KEY)", NULL, NULL, NULL);
  return db;
}

static int
count_notes (sqlite3 *db)
{
  sqlite3_stmt *statement = NULL;
  int count = -1;

  sqlite3_prepare_v2 (db, "SELECT count(*) FROM note", -1, &statement, NULL);
  if (sqlite3_step (statement) == SQLITE_ROW)
    count = sqlite3_column_int (statement, 0);
  sqlite3_finalize (statement);
  return count;
}

/* The power fails at every write in turn: what was committed is there, and the rest is whole. */
static void
test_disk_keeps_what_was_synced (void)
{
  for (guint after = 0; after < 60; after++) {
    g_autoptr (SimDisk) disk = sim_disk_new ("notes", after);
    sqlite3 *db = open_notes ();
    int committed = 0;

    sim_disk_arm (disk, after, TRUE);
    while (!sim_disk_is_stopped (disk))
      committed +=
          sqlite3_exec (db, "INSERT INTO note DEFAULT VALUES", NULL, NULL, NULL) == SQLITE_OK;
    sqlite3_close (db);
    sim_disk_start (disk);
    db = open_notes ();
    g_assert_cmpint (count_notes (db), >=, committed);
    g_assert_cmpint (count_notes (db), <=, committed + 1);
    sqlite3_close (db);
  }
}

/* Without syncing something is lost sooner or later: the disk does forget. */
static void
test_disk_loses_what_was_not_synced (void)
{
  guint losses = 0;

  for (guint seed = 0; seed < 40; seed++) {
    g_autoptr (SimDisk) disk = sim_disk_new ("notes", seed);
    sqlite3 *db = open_notes ();

    sqlite3_exec (db, "PRAGMA synchronous = OFF", NULL, NULL, NULL);
    for (int i = 0; i < 5; i++)
      sqlite3_exec (db, "INSERT INTO note DEFAULT VALUES", NULL, NULL, NULL);
    sim_disk_stop (disk, TRUE);
    sqlite3_close (db);
    sim_disk_start (disk);
    db = open_notes ();
    losses += count_notes (db) < 5;
    sqlite3_close (db);
  }
  g_assert_cmpuint (losses, >, 0);
}

static void
test_every_history_comes_to_a_good_end (void)
{
  const char *first = g_getenv ("RONDO_SIM_FIRST");
  uint64_t begin = first != NULL ? g_ascii_strtoull (first, NULL, 10) : 1;

  for (uint64_t seed = begin; seed < begin + HISTORIES; seed++) {
    SimOptions options = sim_options_for_seed (seed);
    g_autoptr (SimResult) result = sim_run (&options);

    if (result->failure != NULL)
      g_error ("seed %" G_GUINT64_FORMAT ": %s. “./dev simulate 1 %" G_GUINT64_FORMAT
               "” tells it in short.",
               seed,
               result->failure,
               seed);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  sim_be_quiet ();
  g_test_add_func ("/sim/disk/keeps-what-was-synced", test_disk_keeps_what_was_synced);
  g_test_add_func ("/sim/disk/loses-what-was-not-synced", test_disk_loses_what_was_not_synced);
  g_test_add_func ("/sim/same-seed-same-history", test_same_seed_same_history);
  g_test_add_func ("/sim/every-history-comes-to-a-good-end",
                   test_every_history_comes_to_a_good_end);
  return g_test_run ();
}
