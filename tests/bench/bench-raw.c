/* SPDX-License-Identifier: GPL-3.0-or-later
 * What SQLite itself does with rows of the same shape, durable as ours: the limit that the rates of
 * the programs are compared with.
 *
 * usage: bench-raw FOLDER COUNT ROWS-A-COMMIT */
#include "config.h"

#include <glib.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

#define BODY                                                                                       \
  "{\"client\":\"018f3b5e-7c1a-7d00-8000-00000000d001\",\"session\":null,\"date\":\"2026-03-12\"," \
  "\"minutes\":55,\"payment\":\"reciprocal\",\"activity\":\"coaching\",\"setting\":\"direct\","    \
  "\"group_size\":1,\"start_minute\":540}"
#define MEMBER "018f3b5e-7c1a-7d00-8000-00000000a001"

/* One table, and the tables that a server writes for every change. */
static const char ONE_TABLE[] =
    "CREATE TABLE record (id TEXT PRIMARY KEY, kind TEXT, version INTEGER, body TEXT) STRICT,"
    " WITHOUT ROWID";
static const char *const ONE_INSERT[] = {"INSERT INTO record VALUES ($1, 'log', $2, $3)", NULL};
static const char SERVER_TABLES[] =
    "CREATE TABLE community (id INTEGER PRIMARY KEY, seq INTEGER) STRICT;"
    "INSERT INTO community VALUES (1, 0);"
    "CREATE TABLE record (id TEXT PRIMARY KEY, kind TEXT, belongs_to TEXT, version INTEGER,"
    " seq INTEGER, is_deleted INTEGER, body TEXT, reason TEXT, member TEXT, op TEXT,"
    " written_us INTEGER) STRICT, WITHOUT ROWID;"
    "CREATE TABLE feed (record TEXT, scope TEXT, seq INTEGER, is_gone INTEGER,"
    " PRIMARY KEY (record, scope)) STRICT, WITHOUT ROWID;"
    "CREATE INDEX feed_by_seq ON feed (scope, seq, record, is_gone);";
static const char *const SERVER_INSERTS[] = {
    "UPDATE community SET seq = $2 WHERE id = 1",
    "INSERT INTO record VALUES ($1, 'log', '" MEMBER "', 1, $2, 0, $3, 'op', '" MEMBER "', $4, $2)",
    "INSERT INTO feed VALUES ($1, 'u:" MEMBER "', $2, 0)",
    NULL,
};

#define STATEMENTS_MAX 8

static void
check (sqlite3 *handle, int code)
{
  if (code != SQLITE_OK)
    g_error ("SQLite: %s", sqlite3_errmsg (handle));
}

static void
bind_text (sqlite3_stmt *statement, const char *name, const char *text)
{
  int index = sqlite3_bind_parameter_index (statement, name);

  if (index > 0)
    sqlite3_bind_text (statement, index, text, -1, SQLITE_STATIC);
}

static void
insert (sqlite3 *handle, sqlite3_stmt **statements, int number)
{
  char id[37], op[37];

  g_snprintf (id, sizeof id, "018f3b5e-%04x-7d00-8000-%012x", number >> 16, number);
  g_snprintf (op, sizeof op, "018f3b5f-%04x-7d00-8000-%012x", number >> 16, number);
  for (int i = 0; statements[i] != NULL; i++) {
    int seq = sqlite3_bind_parameter_index (statements[i], "$2");

    bind_text (statements[i], "$1", id);
    bind_text (statements[i], "$3", BODY);
    bind_text (statements[i], "$4", op);
    if (seq > 0)
      sqlite3_bind_int (statements[i], seq, number + 1);
    if (sqlite3_step (statements[i]) != SQLITE_DONE)
      g_error ("SQLite: %s", sqlite3_errmsg (handle));
    sqlite3_reset (statements[i]);
  }
}

static double
measure (const char *path, const char *tables, const char *const *sql, int count, int a_commit)
{
  sqlite3_stmt *statements[STATEMENTS_MAX] = {NULL};
  sqlite3 *handle = NULL;
  int64_t started_us;
  double seconds;

  check (handle, sqlite3_open (path, &handle));
  check (handle,
         sqlite3_exec (
             handle, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL", NULL, NULL, NULL));
  check (handle, sqlite3_exec (handle, tables, NULL, NULL, NULL));
  for (int i = 0; sql[i] != NULL; i++)
    check (handle, sqlite3_prepare_v2 (handle, sql[i], -1, &statements[i], NULL));
  started_us = g_get_monotonic_time ();
  for (int i = 0; i < count; i++) {
    if (i % a_commit == 0)
      check (handle, sqlite3_exec (handle, "BEGIN IMMEDIATE", NULL, NULL, NULL));
    insert (handle, statements, i);
    if (i % a_commit == a_commit - 1 || i == count - 1)
      check (handle, sqlite3_exec (handle, "COMMIT", NULL, NULL, NULL));
  }
  seconds = (double)(g_get_monotonic_time () - started_us) / G_USEC_PER_SEC;
  for (int i = 0; statements[i] != NULL; i++)
    sqlite3_finalize (statements[i]);
  sqlite3_close (handle);
  g_unlink (path);
  return seconds;
}

int
main (int argc, char **argv)
{
  g_autofree char *path = NULL;
  int count, a_commit;

  if (argc != 4)
    return EXIT_FAILURE;
  path = g_build_filename (argv[1], "raw.db", NULL);
  count = atoi (argv[2]);
  a_commit = atoi (argv[3]);
  printf ("{\"one_table\": %.0f, \"server_tables\": %.0f}\n",
          count / measure (path, ONE_TABLE, ONE_INSERT, count, a_commit),
          count / measure (path, SERVER_TABLES, SERVER_INSERTS, count, a_commit));
  return EXIT_SUCCESS;
}
