/* SPDX-License-Identifier: GPL-3.0-or-later
 * Looking after the data: check, restore, export, erase. */
#include "config.h"

#include "command.h"
#include "fixture.h"

#include "rondo-server-community.h"

#include <glib/gstdio.h>
#include <string.h>

/* A community at work: a published round, sessions, private clients and hours. */
typedef struct {
  char *round;
  char *pairings[N_PEOPLE];
  char *session; /* of Ana's pairing with Ben */
  char *client;  /* Ana's own */
  char *log;     /* Ana's own */
  char *partner; /* Dora's client that is Ana */
} Work;

static void
put (Fixture *fixture, Who who, RondoKind kind, const char *id, char *body)
{
  fixture_expect (
      fixture, &fixture->people[who], fixture_op (RONDO_ACT_PUT, kind, id, 0, body), NULL);
}

static void
work (Fixture *fixture, Work *made)
{
  made->round = fixture_open_round (fixture);
  fixture_publish_ring (fixture, made->round, made->pairings);
  made->session = rondo_id_new (fixture_now_us);
  made->client = rondo_id_new (fixture_now_us);
  made->log = rondo_id_new (fixture_now_us);
  made->partner = rondo_id_new (fixture_now_us);
  put (fixture,
       ANA,
       RONDO_KIND_SESSION,
       made->session,
       fixture_session_body (made->pairings[ANA], 55));
  put (fixture, ANA, RONDO_KIND_CLIENT, made->client, fixture_client_body ("Zoe Secret"));
  put (fixture, ANA, RONDO_KIND_LOG, made->log, fixture_log_body (made->client, 77));
  put (fixture,
       DORA,
       RONDO_KIND_CLIENT,
       made->partner,
       fixture_partner_body ("Ana Alvarez", fixture->people[ANA].member));
}

static void
work_clear (Work *made)
{
  g_free (made->round);
  for (guint i = 0; i < N_PEOPLE; i++)
    g_free (made->pairings[i]);
  g_free (made->session);
  g_free (made->client);
  g_free (made->log);
  g_free (made->partner);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Work, work_clear)

static void
run_sql (Fixture *fixture, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RondoDb) db = rondo_db_open (fixture->database, rondo_server_schema (), &error);

  g_assert_no_error (error);
  rondo_db_run (db, &error, sql, "");
  g_assert_no_error (error);
}

static void
test_check_good (Fixture *fixture, gconstpointer data)
{
  g_auto (Work) made = {0};

  work (fixture, &made);
  g_assert_cmpint (RUN ("check", "--database", fixture->database), ==, 0);
}

typedef struct {
  const char *name;
  const char *sql;
  const char *about;
} Damage;

static const Damage DAMAGES[] = {
    {"mutual-pairing",
     "UPDATE pairing_index SET client = (SELECT p.coach FROM pairing_index p "
     "WHERE p.client = pairing_index.coach) WHERE coach = (SELECT min (client) FROM pairing_index)",
     "mutual"},
    {"pairing-with-oneself", "UPDATE pairing_index SET client = coach", "themselves"},
    {"two-coaches",
     "UPDATE pairing_index SET client = (SELECT max(client) FROM pairing_index) "
     "WHERE coach <> (SELECT max(client) FROM pairing_index)",
     "two coaches"},
    {"hidden-record",
     "UPDATE feed SET is_gone = 1 WHERE scope LIKE 'u:%' AND record IN "
     "(SELECT id FROM record WHERE kind = 'log')",
     "not seen by those who should"},
    {"record-that-everybody-sees",
     "INSERT INTO feed (scope, record, seq, is_gone) SELECT 'pub', id, seq, 0 FROM record "
     "WHERE kind = 'log'",
     "not seen by those who should"},
    {"profile-that-a-stranger-sees",
     "INSERT INTO feed (scope, record, seq, is_gone) SELECT 'u:' || (SELECT member FROM account "
     "WHERE is_coordinator = 1), id, seq, 0 FROM record WHERE kind = 'profile'",
     "no partner"},
    {"body-that-is-none", "UPDATE record SET body = '{}' WHERE kind = 'log'", "can not be read"},
    {"counter-that-is-behind", "UPDATE community SET seq = 1", "counter"},
    {"wrong-digest", "UPDATE scope_digest SET hash = hash + 1 WHERE scope = 'pub'", "digests"},
    {"lost-index", "DELETE FROM round_index", "do not know the record"},
    {"changed-log-of-administrators", "UPDATE admin_log SET action = 'nothing' WHERE id = 2", "2"},
    {"shortened-log-of-administrators", "DELETE FROM admin_log WHERE id = 2", "2"},
    {"history-that-is-ahead",
     "INSERT INTO record_past (record, version, seq, reason, written_us) "
     "SELECT id, version, seq, reason, written_us FROM record WHERE reason = 'op'",
     "history"},
    {"history-of-nothing",
     "INSERT INTO record_past (record, version, seq, reason, written_us) "
     "VALUES ('nothing', 1, 1, 'op', 1)",
     "history"},
    {"feed-of-nothing",
     "INSERT INTO feed (scope, record, seq, is_gone) VALUES ('pub', 'nothing', 1, 0)",
     "not there"},
};

static void
test_check_damaged (Fixture *fixture, gconstpointer data)
{
  const Damage *damage = data;
  g_auto (Work) made = {0};

  work (fixture, &made);
  run_sql (fixture, damage->sql);
  FAILS (1, damage->about, "check", "--database", fixture->database);
}

static void
stop (Fixture *fixture)
{
  soup_session_abort (fixture->session);
  rondo_server_stop (fixture->server);
}

static char *
epoch_of (Fixture *fixture)
{
  guint status = 0;
  g_autofree char *text = fixture_send (fixture, "GET", "/v1/hello", NULL, NULL, &status);
  g_autoptr (RondoHello) hello = rondo_wire_decode_hello (text, strlen (text), NULL);

  return g_steal_pointer (&hello->epoch);
}

static guint
count_files (Fixture *fixture, const char *part)
{
  g_autoptr (GDir) directory = g_dir_open (fixture->directory, 0, NULL);
  const char *name = NULL;
  guint count = 0;

  while ((name = g_dir_read_name (directory)) != NULL)
    count += strstr (name, part) != NULL;
  return count;
}

static void
test_restore (Fixture *fixture, gconstpointer data)
{
  g_autofree char *copy = g_build_filename (fixture->directory, "copy.db", NULL);
  g_autofree char *bytes = NULL;
  g_autofree char *bytes_after = NULL;
  g_autofree char *epoch = epoch_of (fixture);
  g_autofree char *epoch_after = NULL;
  g_autofree char *log = NULL;
  g_autofree char *wal = g_strconcat (fixture->database, "-wal", NULL);
  g_auto (Work) made = {0};
  gsize length = 0;
  gsize length_after = 0;

  g_assert_cmpint (RUN ("backup", "--database", fixture->database, copy), ==, 0);
  g_file_get_contents (copy, &bytes, &length, NULL);
  work (fixture, &made);
  stop (fixture);
  /* What a crash leaves behind would be written into the backup. */
  g_file_set_contents (wal, "old pages", -1, NULL);
  g_assert_cmpint (RUN ("restore", "--database", fixture->database, copy), ==, 0);
  g_assert_cmpuint (count_files (fixture, "before-restore"), >=, 1);
  g_assert_false (g_file_test (wal, G_FILE_TEST_EXISTS));
  g_file_get_contents (copy, &bytes_after, &length_after, NULL);
  g_assert_cmpmem (bytes, length, bytes_after, length_after);
  fixture_restart (fixture);
  epoch_after = epoch_of (fixture);
  g_assert_cmpstr (epoch, !=, epoch_after);
  g_assert_cmpuint (strlen (epoch_after), ==, 32);
  g_assert_cmpint (RUN ("check", "--database", fixture->database), ==, 0);
  g_assert_cmpint (TELL (&log, "log", "--database", fixture->database), ==, 0);
  g_assert_nonnull (strstr (log, "\tconsole\trestore\t"));
}

static void
test_restore_refused (Fixture *fixture, gconstpointer data)
{
  g_autofree char *garbage = g_build_filename (fixture->directory, "garbage.db", NULL);
  g_autofree char *copy = g_build_filename (fixture->directory, "copy.db", NULL);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize before_length = 0;
  gsize after_length = 0;

  g_assert_cmpint (RUN ("backup", "--database", fixture->database, copy), ==, 0);
  g_file_set_contents (garbage, "This is a letter and no database at all.\n", -1, NULL);
  stop (fixture);
  g_file_get_contents (fixture->database, &before, &before_length, NULL);
  FAILS (1, "nothing was changed", "restore", "--database", fixture->database, garbage);
  FAILS (1, "There is no backup", "restore", "--database", fixture->database, "/nowhere/x.db");
  FAILS (1, "itself", "restore", "--database", fixture->database, fixture->database);
  FAILS (2, "--database", "restore", copy);
  FAILS (2, "", "restore", "--database", fixture->database);
  g_file_get_contents (fixture->database, &after, &after_length, NULL);
  g_assert_cmpmem (before, before_length, after, after_length);
  g_assert_cmpuint (count_files (fixture, "restoring"), ==, 0);
  fixture_restart (fixture);
}

/* What is wrong with a backup is told of the backup, not of the copy that was tried. */
static void
assert_named (Fixture *fixture, const char *backup)
{
  const char *const words[] = {"restore", "--database", fixture->database, backup, NULL};
  g_autofree char *complaint = NULL;

  g_assert_cmpint (command_run (NULL, &complaint, words), ==, 1);
  if (strstr (complaint, backup) == NULL || strstr (complaint, "restoring") != NULL)
    g_error ("what the administrator named is %s, what they are told: %s", backup, complaint);
}

/* The file alone, without a log beside it. */
static void
spoil (const char *path, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RondoDb) db = rondo_db_open (path, rondo_server_schema (), &error);

  g_assert_no_error (error);
  rondo_db_run (db, &error, sql, "");
  g_assert_no_error (error);
  g_assert_true (rondo_db_seal (db, &error));
}

static void
test_restore_names_the_backup (Fixture *fixture, gconstpointer data)
{
  static const char *const MESSES[] = {
      "UPDATE record SET body = '{}'",
      "DELETE FROM community",
      "PRAGMA application_id = 7",
      "PRAGMA user_version = 1000",
  };
  g_autofree char *garbage = g_build_filename (fixture->directory, "garbage.db", NULL);
  g_autofree char *bytes = NULL;
  gsize length = 0;

  stop (fixture);
  g_file_set_contents (garbage, "This is a letter and no database at all.\n", -1, NULL);
  assert_named (fixture, garbage);
  g_file_set_contents (garbage, "", 0, NULL);
  assert_named (fixture, garbage);
  g_file_get_contents (fixture->database, &bytes, &length, NULL);
  g_file_set_contents (garbage, bytes, (gssize)length / 2, NULL);
  assert_named (fixture, garbage);
  memset (bytes + length / 2, 'x', length / 4);
  g_file_set_contents (garbage, bytes, (gssize)length, NULL);
  assert_named (fixture, garbage);
  for (gsize i = 0; i < G_N_ELEMENTS (MESSES); i++) {
    g_unlink (garbage);
    g_assert_cmpint (RUN ("backup", "--database", fixture->database, garbage), ==, 0);
    spoil (garbage, MESSES[i]);
    assert_named (fixture, garbage);
  }
  g_assert_cmpuint (count_files (fixture, "restoring"), ==, 0);
  fixture_restart (fixture);
}

/* A server that runs would write over what was restored. */
static void
test_restore_while_running (Fixture *fixture, gconstpointer data)
{
  g_autofree char *copy = g_build_filename (fixture->directory, "copy.db", NULL);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GDataInputStream) lines = NULL;
  g_autofree char *line = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (RUN ("backup", "--database", fixture->database, copy), ==, 0);
  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                              &error,
                              command_get_program (),
                              "run",
                              "--port",
                              "0",
                              "--database",
                              fixture->database,
                              NULL);
  g_assert_no_error (error);
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  line = g_data_input_stream_read_line (lines, NULL, NULL, &error);
  g_assert_nonnull (line);
  FAILS (1, "A server is running", "restore", "--database", fixture->database, copy);
  g_subprocess_force_exit (process);
  g_assert_true (g_subprocess_wait (process, NULL, NULL));
}

static void
test_export (Fixture *fixture, gconstpointer data)
{
  g_auto (Work) made = {0};
  g_autofree char *json = NULL;
  g_autofree char *ben = NULL;

  work (fixture, &made);
  g_assert_cmpint (
      TELL (&json, "export", "--database", fixture->database, "ana@example.org"), ==, 0);
  g_assert_nonnull (strstr (json, "\"Zoe Secret\""));
  g_assert_nonnull (strstr (json, made.session));
  g_assert_nonnull (strstr (json, made.log));
  g_assert_nonnull (strstr (json, "\"devices\":[{\"name\":\"test\""));
  /* Of others only that there is a pairing with them. */
  g_assert_null (strstr (json, "Ben Bakker"));
  g_assert_null (strstr (json, "Dora"));
  g_assert_null (strstr (json, "argon2"));
  g_assert_cmpint (
      TELL (&ben, "export", "--database", fixture->database, "ben@example.org"), ==, 0);
  g_assert_null (strstr (ben, "Zoe Secret"));
  FAILS (1, "eva@example.org", "export", "--database", fixture->database, "eva@example.org");
}

static gboolean
contains (const char *bytes, gsize length, const char *word)
{
  gsize size = strlen (word);

  for (gsize at = 0; at + size <= length; at++) {
    if (memcmp (bytes + at, word, size) == 0)
      return TRUE;
  }
  return FALSE;
}

/* No byte of the files may say who it was. */
static void
assert_forgotten (Fixture *fixture, const char *word)
{
  static const char *const SUFFIXES[] = {"", "-wal"};

  for (guint i = 0; i < G_N_ELEMENTS (SUFFIXES); i++) {
    g_autofree char *path = g_strconcat (fixture->database, SUFFIXES[i], NULL);
    g_autofree char *bytes = NULL;
    gsize length = 0;

    if (!g_file_get_contents (path, &bytes, &length, NULL))
      continue;
    if (contains (bytes, length, word))
      g_error ("“%s” still says “%s”", path, word);
  }
}

static void
forbid_ana (Fixture *fixture)
{
  const Person *cora = &fixture->people[CORA];
  g_autoptr (RondoMember) chai = rondo_member_new ();
  char *body = NULL;

  g_free (chai->id);
  chai->id = g_strdup (fixture->people[CHAI].member);
  g_free (chai->name);
  chai->name = g_strdup ("Chai Charoen");
  g_free (chai->email);
  chai->email = g_strdup ("chai@example.org");
  g_free (chai->time_zone);
  chai->time_zone = g_strdup ("UTC");
  g_ptr_array_add (chai->wishes->requests, g_strdup ("ana@example.org"));
  g_ptr_array_add (chai->wishes->avoids, g_strdup ("ben@example.org"));
  body = rondo_wire_encode_member (chai, NULL);
  fixture_expect (
      fixture, cora, fixture_op (RONDO_ACT_PUT, RONDO_KIND_MEMBER, chai->id, 1, body), NULL);
}

static void
test_erase (Fixture *fixture, gconstpointer data)
{
  const Person *ana = &fixture->people[ANA];
  g_auto (Work) made = {0};
  g_autoptr (GPtrArray) bens = NULL;
  g_autoptr (GPtrArray) doras = NULL;
  g_autoptr (GPtrArray) coras = NULL;
  const RondoRow *row = NULL;

  work (fixture, &made);
  forbid_ana (fixture);
  g_ptr_array_unref (fixture_snapshot (fixture, &fixture->people[BEN]));
  g_ptr_array_unref (fixture_snapshot (fixture, &fixture->people[DORA]));
  FAILS (2, "--yes", "erase", "--database", fixture->database, "ana@example.org");
  FAILS (
      1, "only coordinator", "erase", "--yes", "--database", fixture->database, "cora@example.org");
  g_assert_cmpint (
      RUN ("erase", "--yes", "--database", fixture->database, "ana@example.org"), ==, 0);

  g_free (
      fixture_send_refused (fixture, "POST", "/v1/sync", ana->token, "{}", 401, "unauthorized"));
  g_assert_cmpint (RUN ("check", "--database", fixture->database), ==, 0);
  FAILS (1, "ana@example.org", "export", "--database", fixture->database, "ana@example.org");

  /* Ben, whom she coached, hears that it ended and that the profile went; the minutes stay. */
  bens = fixture_pull (fixture, &fixture->people[BEN], 100);
  row = fixture_find_row (bens, made.pairings[ANA]);
  g_assert_nonnull (row);
  g_assert_nonnull (strstr (row->body, "ended"));
  g_clear_pointer (&bens, g_ptr_array_unref);
  bens = fixture_snapshot (fixture, &fixture->people[BEN]);
  row = fixture_find_row (bens, made.session);
  g_assert_nonnull (row);
  g_assert_nonnull (strstr (row->body, "55"));
  for (guint i = 0; i < bens->len; i++) {
    row = g_ptr_array_index (bens, i);
    g_assert_true (row->body == NULL || strstr (row->body, "Ana") == NULL);
  }

  /* Dora's client keeps the hours and loses the name. */
  doras = fixture_pull (fixture, &fixture->people[DORA], 100);
  row = fixture_find_row (doras, made.partner);
  g_assert_nonnull (row);
  g_assert_nonnull (strstr (row->body, "Former member"));

  coras = fixture_snapshot (fixture, &fixture->people[CORA]);
  row = fixture_find_row (coras, ana->member);
  g_assert_nonnull (row);
  g_assert_null (strstr (row->body, "ana@example.org"));
  row = fixture_find_row (coras, fixture->people[CHAI].member);
  g_assert_null (strstr (row->body, "ana@example.org"));
  g_assert_nonnull (strstr (row->body, "ben@example.org"));

  stop (fixture);
  assert_forgotten (fixture, "ana@example.org");
  assert_forgotten (fixture, "Ana Alvarez");
  assert_forgotten (fixture, "Zoe Secret");
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer), gconstpointer data)
{
  g_test_add (path, Fixture, data, fixture_set_up_people, test, fixture_tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  command_set_program (argc, argv);
  add ("/server/check/community-at-work-is-whole", test_check_good, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (DAMAGES); i++) {
    g_autofree char *path = g_strconcat ("/server/check/finds-", DAMAGES[i].name, NULL);

    add (path, test_check_damaged, &DAMAGES[i]);
  }
  add ("/server/restore/begins-another-history-and-keeps-what-was", test_restore, NULL);
  add ("/server/restore/bad-backup-changes-nothing", test_restore_refused, NULL);
  add ("/server/restore/bad-backup-is-named-as-it-was", test_restore_names_the_backup, NULL);
  add ("/server/restore/not-while-a-server-runs", test_restore_while_running, NULL);
  add ("/server/export/is-everything-of-one-and-nothing-of-others", test_export, NULL);
  add ("/server/erase/leaves-minutes-and-no-name", test_erase, NULL);
  return g_test_run ();
}
