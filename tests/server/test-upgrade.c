/* SPDX-License-Identifier: GPL-3.0-or-later
 * Databases of the versions before: made as they made them, filled, and served by this one. */
#include "config.h"

#include "rondo-db.h"
#include "rondo-server-community.h"
#include "rondo-server.h"

#include <glib/gstdio.h>
#include <string.h>

#define EPOCH "0123456789abcdef0123456789abcdef"
#define MEMBER "018f3b5e-7c1a-7d00-8000-00000000a001"
#define BODY                                                                                       \
  "{\"name\":\"Ana\",\"email\":\"ana@example.org\",\"phone\":\"\",\"languages\":[\"en\"],"         \
  "\"time_zone\":\"UTC\",\"credential\":\"\",\"active\":true,\"wishes\":[],\"requests\":[],"       \
  "\"avoids\":[]}"

/* The step since which a record says itself who wrote it. */
#define STEP_OF_PAST 10

/* What the first version could have left behind: a member who has joined and was changed once. */
static const char *const before_past[] = {
    "INSERT INTO record (id, kind, belongs_to, version, seq, is_deleted, body) VALUES "
    "('" MEMBER "', 'member', '" MEMBER "', 2, 7, 0, '" BODY "')",
    "INSERT INTO record_history (record, version, seq, reason, member, op, written_us, body) "
    "VALUES ('" MEMBER "', 1, 6, 'join', NULL, NULL, 1, '{}')",
    "INSERT INTO record_history (record, version, seq, reason, member, op, written_us, body) "
    "VALUES ('" MEMBER "', 2, 7, 'op', '" MEMBER "', 'an-op', 2, '" BODY "')",
    NULL,
};
static const char *const since_past[] = {
    "INSERT INTO record (id, kind, belongs_to, version, seq, is_deleted, body, reason, member, op, "
    "written_us) VALUES "
    "('" MEMBER "', 'member', '" MEMBER "', 2, 7, 0, '" BODY "', 'op', '" MEMBER "', 'an-op', 2)",
    "INSERT INTO record_past (record, version, seq, reason, written_us, body) "
    "VALUES ('" MEMBER "', 1, 6, 'join', 1, '{}')",
    NULL,
};
static const char *const contents[] = {
    "INSERT INTO community (id, name, epoch, salt, seq, created_us) VALUES "
    "(1, 'Lake', '" EPOCH "', 'fedcba9876543210fedcba9876543210', 7, 1)",
    "INSERT INTO feed (scope, record, seq, is_gone) VALUES ('coord', '" MEMBER "', 7, 0)",
    "INSERT INTO feed (scope, record, seq, is_gone) VALUES ('u:" MEMBER "', '" MEMBER "', 7, 0)",
    "INSERT INTO member_index (member, name, email) VALUES ('" MEMBER "', 'Ana', "
    "'ana@example.org')",
    NULL,
};

/* All that has to come out of each of them, as one line each. */
static const char SQL_HISTORY[] =
    "SELECT record || version || seq || reason || coalesce (member, '-') || coalesce (op, '-') || "
    "written_us || body FROM record_history ORDER BY version";
static const char *const history[] = {
    MEMBER "16join--1{}",
    MEMBER "27op" MEMBER "an-op2" BODY,
};

static guint
count_steps (void)
{
  const char *const *steps = rondo_server_schema ()->migrations;
  guint count = 0;

  while (steps[count] != NULL)
    count++;
  return count;
}

static void
run_all (RondoDb *db, const char *const *statements)
{
  g_autoptr (GError) error = NULL;

  for (guint i = 0; statements[i] != NULL; i++) {
    g_assert_true (rondo_db_run (db, &error, statements[i], ""));
    g_assert_no_error (error);
  }
}

static void
make_old (const char *path, guint n_steps)
{
  const RondoDbSchema *full = rondo_server_schema ();
  g_autofree const char **steps = g_new0 (const char *, n_steps + 1);
  RondoDbSchema schema = {.application_id = full->application_id, .migrations = steps};
  g_autoptr (GError) error = NULL;
  g_autoptr (RondoDb) db = NULL;

  memcpy (steps, full->migrations, n_steps * sizeof *steps);
  db = rondo_db_open (path, &schema, &error);
  g_assert_no_error (error);
  run_all (db, n_steps < STEP_OF_PAST ? before_past : since_past);
  run_all (db, contents);
  g_assert_true (rondo_db_seal (db, &error));
}

static void
remove_dir (const char *dir)
{
  g_autoptr (GDir) entries = g_dir_open (dir, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (entries)) != NULL) {
    g_autofree char *path = g_build_filename (dir, name, NULL);

    g_assert_cmpint (g_remove (path), ==, 0);
  }
  g_assert_cmpint (g_rmdir (dir), ==, 0);
}

static guint
count_files (const char *dir)
{
  g_autoptr (GDir) entries = g_dir_open (dir, 0, NULL);
  guint count = 0;

  while (g_dir_read_name (entries) != NULL)
    count++;
  return count;
}

static guint
count_backups (const char *dir)
{
  g_autoptr (GDir) entries = g_dir_open (dir, 0, NULL);
  const char *name;
  guint count = 0;

  while ((name = g_dir_read_name (entries)) != NULL)
    count += strstr (name, "backup") != NULL;
  return count;
}

/* Nobody's writing is taken for another's, and each state stands once. */
static void
check_history (const char *path)
{
  g_autoptr (GError) error = NULL;
  RondoDb *db = rondo_db_open (path, rondo_server_schema (), &error);
  RondoStatement *statement = rondo_db_query (db, &error, SQL_HISTORY, "");

  for (guint i = 0; i < G_N_ELEMENTS (history); i++) {
    g_assert_true (rondo_statement_step (statement, &error));
    g_assert_cmpstr (rondo_statement_get_text (statement, 0), ==, history[i]);
  }
  g_assert_false (rondo_statement_step (statement, &error));
  g_assert_no_error (error);
  rondo_statement_free (statement);
  rondo_db_close (db);
}

static void
test_upgrade (gconstpointer data)
{
  guint n_steps = GPOINTER_TO_UINT (data);
  g_autoptr (GError) error = NULL;
  g_autofree char *dir = g_dir_make_tmp ("rondo-upgrade-XXXXXX", &error);
  g_autofree char *path = g_build_filename (dir, "old.db", NULL);
  g_autofree char *code = NULL;
  RondoServer *server;

  g_assert_no_error (error);
  make_old (path, n_steps);
  g_assert_cmpuint (count_files (dir), ==, 1);
  server = rondo_server_open (path, &error);
  g_assert_no_error (error);
  /* Nothing is lost, every scope holds what its digest says. */
  rondo_server_check (server, &error);
  g_assert_no_error (error);
  code = rondo_server_invite (server, "ana@example.org", FALSE, 7, &error);
  g_assert_no_error (error);
  rondo_server_stop (server);
  g_object_unref (server);
  check_history (path);
  /* The file as it was stands beside it. */
  g_assert_cmpuint (count_backups (dir), ==, 1);
  remove_dir (dir);
}

/* Of a version to come: nothing is made of it, and nothing beside it. */
static void
test_newer (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) refusal = NULL;
  g_autofree char *dir = g_dir_make_tmp ("rondo-upgrade-XXXXXX", &error);
  g_autofree char *path = g_build_filename (dir, "newer.db", NULL);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize before_length = 0, after_length = 0;
  RondoDb *db;

  make_old (path, count_steps ());
  db = rondo_db_open (path, rondo_server_schema (), &error);
  g_assert_no_error (error);
  g_assert_true (rondo_db_run (db, &error, "PRAGMA user_version = 1000", ""));
  g_assert_true (rondo_db_seal (db, &error));
  rondo_db_close (db);
  g_file_get_contents (path, &before, &before_length, NULL);
  g_assert_cmpuint (count_files (dir), ==, 1);
  g_assert_null (rondo_server_open (path, &refusal));
  g_assert_nonnull (strstr (refusal->message, path));
  g_assert_nonnull (strstr (refusal->message, "newer version"));
  g_file_get_contents (path, &after, &after_length, NULL);
  g_assert_cmpmem (before, before_length, after, after_length);
  g_assert_cmpuint (count_files (dir), ==, 1);
  remove_dir (dir);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/server/upgrade/newer-file-is-left-untouched", test_newer);
  for (guint n_steps = 1; n_steps < count_steps (); n_steps++) {
    g_autofree char *path = g_strdup_printf ("/server/upgrade/from-version-%u", n_steps);

    g_test_add_data_func (path, GUINT_TO_POINTER (n_steps), test_upgrade);
  }
  return g_test_run ();
}
