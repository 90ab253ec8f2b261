/* SPDX-License-Identifier: GPL-3.0-or-later
 * Fills the database of a server with very many coaches and log entries, by SQL and not through the
 * server, which would take hours: what is measured is the server that has them. Entries of all
 * coaches lie mixed, as if they had been written over years.
 *
 * usage: bench-crowd DATABASE COACHES ENTRIES */
#include "config.h"

#include "rondo-server-secrets.h"
#include "rondo-wire-merge.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <unistd.h>

#define BODY                                                                                       \
  "{\"client\":\"018f3b5e-7c1a-7d00-8000-00000000d001\",\"session\":null,\"date\":\"2026-03-12\"," \
  "\"minutes\":55,\"payment\":\"reciprocal\",\"activity\":\"coaching\",\"setting\":\"direct\","    \
  "\"group_size\":1,\"start_minute\":540}"
#define ENTRIES_A_COMMIT 100000
#define YEAR_US (366 * 24 * 60 * 60 * (int64_t)G_USEC_PER_SEC)

typedef struct {
  char member[37];
  char scope[40];
  uint64_t hash; /* of what the scope holds */
  int64_t count;
} Coach;

typedef struct {
  sqlite3 *handle;
  Coach *coaches;
  int coach_count;
  int64_t seq;
  int64_t now_us;
} Crowd;

static void
check (const Crowd *crowd, int code)
{
  if (code != SQLITE_OK && code != SQLITE_DONE)
    g_error ("SQLite: %s", sqlite3_errmsg (crowd->handle));
}

static void
run (const Crowd *crowd, const char *script)
{
  check (crowd, sqlite3_exec (crowd->handle, script, NULL, NULL, NULL));
}

static sqlite3_stmt *
prepare (const Crowd *crowd, const char *sql)
{
  sqlite3_stmt *statement = NULL;

  check (crowd, sqlite3_prepare_v2 (crowd->handle, sql, -1, &statement, NULL));
  return statement;
}

static void
step (const Crowd *crowd, sqlite3_stmt *statement)
{
  check (crowd, sqlite3_step (statement));
  sqlite3_reset (statement);
}

static void
bind_text (sqlite3_stmt *statement, int parameter, const char *text)
{
  sqlite3_bind_text (statement, parameter, text, -1, SQLITE_TRANSIENT);
}

/* A UUID of version 7, of the millisecond @number after @start. */
static void
write_id (char id[37], guint64 start, guint64 number)
{
  guint64 ms = start + number;

  g_snprintf (id,
              37,
              "%08x-%04x-7000-8000-%012" G_GINT64_MODIFIER "x",
              (guint)(ms >> 16),
              (guint)(ms & 0xffff),
              number);
}

static void
add_coach (Crowd *crowd, sqlite3_stmt **statements, int number)
{
  Coach *coach = &crowd->coaches[number];
  g_autofree char *token = g_strdup_printf ("crowd-%d", number);
  g_autofree char *hash = rondo_server_secret_hash (token);

  write_id (coach->member, G_GUINT64_CONSTANT (0x018000000000), (guint64)number);
  g_snprintf (coach->scope, sizeof coach->scope, "u:%s", coach->member);
  for (int i = 0; i < 4; i++) {
    bind_text (statements[i], 1, coach->member);
    if (i == 0)
      sqlite3_bind_int64 (statements[i], 2, ++crowd->seq);
    if (i == 2 || i == 3)
      sqlite3_bind_int64 (statements[i], 2, crowd->now_us + YEAR_US);
    if (i == 3)
      bind_text (statements[i], 3, hash);
    step (crowd, statements[i]);
  }
}

static void
add_coaches (Crowd *crowd)
{
  sqlite3_stmt *statements[] = {
      prepare (
          crowd,
          "INSERT INTO record VALUES (?1, 'member', ?1, 1, ?2, 0, '{}', 'setup', NULL, NULL, 0)"),
      prepare (crowd,
               "INSERT INTO account (member, is_coordinator, password, created_us) "
               "VALUES (?1, 0, '', 0)"),
      prepare (crowd, "INSERT INTO device VALUES (?1, ?1, 'bench', '', '', 0, 0, ?2)"),
      prepare (crowd, "INSERT INTO access VALUES (?3, ?1, ?2)"),
  };

  run (crowd, "BEGIN");
  for (int i = 0; i < crowd->coach_count; i++)
    add_coach (crowd, statements, i);
  run (crowd, "COMMIT");
  for (guint i = 0; i < G_N_ELEMENTS (statements); i++)
    sqlite3_finalize (statements[i]);
}

static void
add_entry (Crowd *crowd, sqlite3_stmt **statements, gint64 number)
{
  /* A prime: neighbours in time are far from each other. */
  Coach *coach = &crowd->coaches[(number * 7919) % crowd->coach_count];
  char id[37], op[37];

  write_id (id, G_GUINT64_CONSTANT (0x018f00000000), (guint64)number);
  write_id (op, G_GUINT64_CONSTANT (0x019000000000), (guint64)number);
  crowd->seq++;
  coach->count++;
  coach->hash ^= rondo_wire_digest_item (id, 1);
  bind_text (statements[0], 4, op);
  bind_text (statements[0], 5, BODY);
  sqlite3_bind_int64 (statements[0], 6, crowd->now_us);
  for (int i = 0; i < 2; i++) {
    bind_text (statements[i], 1, id);
    sqlite3_bind_int64 (statements[i], 2, crowd->seq);
    bind_text (statements[i], 3, i == 1 ? coach->scope : coach->member);
    step (crowd, statements[i]);
  }
}

static void
add_entries (Crowd *crowd, gint64 count)
{
  sqlite3_stmt *statements[] = {
      prepare (crowd, "INSERT INTO record VALUES (?1, 'log', ?3, 1, ?2, 0, ?5, 'op', ?3, ?4, ?6)"),
      prepare (crowd, "INSERT INTO feed VALUES (?1, ?3, ?2, 0)"),
  };

  for (gint64 i = 0; i < count; i++) {
    if (i % ENTRIES_A_COMMIT == 0)
      run (crowd, "BEGIN");
    add_entry (crowd, statements, i);
    if (i % ENTRIES_A_COMMIT == ENTRIES_A_COMMIT - 1 || i == count - 1)
      run (crowd, "COMMIT");
  }
  for (guint i = 0; i < G_N_ELEMENTS (statements); i++)
    sqlite3_finalize (statements[i]);
}

/* What the scopes hold, and the counter that all of it was numbered by. */
static void
close_books (Crowd *crowd)
{
  sqlite3_stmt *digest = prepare (crowd, "INSERT INTO scope_digest VALUES (?1, ?2, ?3)");
  sqlite3_stmt *seq = prepare (crowd, "UPDATE community SET seq = ?1");

  run (crowd, "BEGIN");
  for (int i = 0; i < crowd->coach_count; i++) {
    bind_text (digest, 1, crowd->coaches[i].scope);
    sqlite3_bind_int64 (digest, 2, crowd->coaches[i].count);
    sqlite3_bind_int64 (digest, 3, (gint64)crowd->coaches[i].hash);
    step (crowd, digest);
  }
  sqlite3_bind_int64 (seq, 1, crowd->seq);
  step (crowd, seq);
  run (crowd, "COMMIT");
  sqlite3_finalize (digest);
  sqlite3_finalize (seq);
}

static gint64
read_seq (const Crowd *crowd)
{
  sqlite3_stmt *statement = prepare (crowd, "SELECT seq FROM community");
  gint64 seq;

  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  seq = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  return seq;
}

/* What is measured next must not wait for what is written here. */
static void
keep (const char *path)
{
  int fd = open (path, O_RDONLY);

  if (fd < 0 || fsync (fd) != 0)
    g_error ("%s: %s", path, g_strerror (errno));
  close (fd);
}

int
main (int argc, char **argv)
{
  Crowd crowd = {.now_us = g_get_real_time ()};

  if (argc != 4 || !rondo_server_secrets_init ())
    return EXIT_FAILURE;
  check (&crowd, sqlite3_open (argv[1], &crowd.handle));
  crowd.coach_count = atoi (argv[2]);
  crowd.coaches = g_new0 (Coach, crowd.coach_count);
  run (&crowd,
       "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; PRAGMA cache_size = -65536;"
       "DROP INDEX feed_by_seq");
  crowd.seq = read_seq (&crowd);
  add_coaches (&crowd);
  add_entries (&crowd, g_ascii_strtoll (argv[3], NULL, 10));
  close_books (&crowd);
  /* As server-0010-past.sql makes it. */
  run (&crowd, "CREATE INDEX feed_by_seq ON feed (scope, seq, record, is_gone)");
  sqlite3_close (crowd.handle);
  keep (argv[1]);
  g_free (crowd.coaches);
  return EXIT_SUCCESS;
}
