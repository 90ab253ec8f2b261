/* SPDX-License-Identifier: GPL-3.0-or-later
 * Databases of the versions before: each is made as that version made it, filled, and opened by
 * this one. */
#include "config.h"

#include "client-fixture.h"

#include "rondo-client-schema.h"
#include "rondo-derived.h"
#include "rondo-outbox-table.h"

#include <string.h>

#define OPEN_EPOCH "INSERT INTO meta (key, value) VALUES ('epoch', '" EPOCH "')"
#define MEMBER_ID "018f3b5e-7c1a-7d00-8000-00000000a001"
#define BODY                                                                                       \
  "{\"name\":\"Ana\",\"email\":\"ana@example.org\",\"phone\":\"\",\"languages\":[\"en\"],"         \
  "\"time_zone\":\"UTC\",\"credential\":\"\",\"active\":true,\"wishes\":[],\"requests\":[],"       \
  "\"avoids\":[],\"hat\":7}"

/* What the first version could have left behind: a confirmed record, and an edit of it that waits.
 */
static const char *const contents[] = {
    OPEN_EPOCH,
    "INSERT INTO record (id, kind, version, body, base_body) VALUES ('" MEMBER_ID
    "', 'member', 3, '" BODY "', '{\"name\":\"Anna\"}')",
    "INSERT INTO cursor (scope, seq) VALUES ('coord', 41)",
    "INSERT INTO outbox (op, act, kind, record, base, body, state, made_us) VALUES "
    "('018f3b5e-7c1a-7d00-8000-00000000f001', 'put', 'member', '" MEMBER_ID "', NULL, '" BODY
    "', 'waiting', 5)",
};
/* Since then the row of an op says itself what it touches, and that of a record what shows it. */
#define HAS_TABLE(name)                                                                            \
  "SELECT count(*) FROM sqlite_master WHERE name = '" name "' AND type = 'table'"
#define SHOWN "INSERT INTO record_scope (record, scope) VALUES ('" MEMBER_ID "', 'coord')"
#define SHOWN_ITSELF "UPDATE record SET scope = 'coord' WHERE id = '" MEMBER_ID "'"
#define TOUCHED                                                                                    \
  "INSERT INTO outbox_record (op, record) VALUES "                                                 \
  "('018f3b5e-7c1a-7d00-8000-00000000f001', '" MEMBER_ID "'), "                                    \
  "('018f3b5e-7c1a-7d00-8000-00000000f001', '018f3b5e-7c1a-7d00-8000-00000000a002')"
#define TOUCHED_MORE                                                                               \
  "INSERT INTO outbox_more (op, record) VALUES "                                                   \
  "('018f3b5e-7c1a-7d00-8000-00000000f001', '018f3b5e-7c1a-7d00-8000-00000000a002')"

static guint
count_steps (void)
{
  const char *const *steps = rondo_client_schema_get ()->migrations;
  guint count = 0;

  while (steps[count] != NULL)
    count++;
  return count;
}

static void
run (RondoDb *db, const char *sql)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (rondo_db_run (db, &error, sql, ""));
  g_assert_no_error (error);
}

/* The last version that said it in the row of each op whether it was sent. */
#define SAYS_IT_EACH 16
#define SENT_OP "018f3b5e-7c1a-7d00-8000-00000000f001"
#define WAITING_OP "018f3b5e-7c1a-7d00-8000-00000000f002"
#define SEND "UPDATE outbox SET state = 'sent'"
#define ADD_OP                                                                                     \
  "INSERT INTO outbox (op, act, kind, record, base, body, state, made_us) VALUES "                 \
  "('" WAITING_OP "', 'put', 'member', '" MEMBER_ID "', 3, '" BODY "', 'waiting', 6)"

/* The database as it was after @n_steps. @is_sent: one op was sent by then, and one was not. */
static void
make_old (const char *path, guint n_steps, gboolean is_sent)
{
  const RondoDbSchema *full = rondo_client_schema_get ();
  g_autofree const char **steps = g_new0 (const char *, n_steps + 1);
  RondoDbSchema schema = {.application_id = full->application_id, .migrations = steps};
  g_autoptr (GError) error = NULL;
  g_autoptr (RondoDb) db = NULL;
  gboolean has_scope, has_touched;

  memcpy (steps, full->migrations, n_steps * sizeof *steps);
  db = rondo_db_open (path, &schema, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (contents); i++)
    run (db, contents[i]);
  has_scope = local_count (&(Local){.db = db}, HAS_TABLE ("record_scope")) == 1;
  has_touched = local_count (&(Local){.db = db}, HAS_TABLE ("outbox_record")) == 1;
  run (db, has_scope ? SHOWN : SHOWN_ITSELF);
  run (db, has_touched ? TOUCHED : TOUCHED_MORE);
  if (is_sent) {
    run (db, SEND);
    run (db, ADD_OP);
  }
  g_assert_true (rondo_db_seal (db, &error));
  g_assert_no_error (error);
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

static void
test_upgrade (gconstpointer data)
{
  guint n_steps = GPOINTER_TO_UINT (data);
  g_autofree char *dir = fixture_make_dir ();
  g_autofree char *path = g_build_filename (dir, "old.db", NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL;
  g_autofree char *body = NULL;
  g_autofree char *was = NULL;
  Local local = {.path = path};

  make_old (path, n_steps, FALSE);
  g_assert_cmpuint (count_files (dir), ==, 1);
  local.db = rondo_db_open (path, rondo_client_schema_get (), &error);
  g_assert_no_error (error);
  g_assert_true (rondo_derived_ensure (local.db, &error));
  g_assert_no_error (error);
  name = local_text (&local, "SELECT name FROM member");
  g_assert_cmpstr (name, ==, "Ana");
  body = local_text (&local, "SELECT body FROM record");
  g_assert_cmpstr (body, ==, BODY);
  was = local_text (&local, "SELECT coalesce(was, '-') FROM outbox");
  if (n_steps < 3)
    g_assert_cmpstr (was, ==, "{\"name\":\"Anna\"}");
  g_assert_cmpint (local_count (&local, "SELECT count(*) FROM outbox_record"), ==, 2);
  g_assert_cmpint (local_count (&local, "SELECT count(*) FROM record_scope"), ==, 1);
  if (n_steps < 3)
    g_assert_cmpint (local_count (&local, "SELECT seq FROM cursor"), ==, -1);
  g_clear_pointer (&local.db, rondo_db_close);
  /* The file as it was stands beside it. */
  g_assert_cmpuint (count_files (dir), >=, n_steps < count_steps () ? 2 : 1);
  fixture_remove_dir (dir);
}

static void
check_state (RondoDb *db, const char *op, RondoOutboxState state)
{
  g_autoptr (RondoOutboxEntry) entry = NULL;
  g_autoptr (GError) error = NULL;

  rondo_outbox_table_find (db, op, &entry, &error);
  g_assert_no_error (error);
  g_assert_nonnull (entry);
  g_assert_cmpint (entry->state, ==, state);
}

/* What may have reached the server is not altered by a newer version either. */
static void
test_sent (gconstpointer data)
{
  g_autofree char *dir = fixture_make_dir ();
  g_autofree char *path = g_build_filename (dir, "old.db", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (RondoDb) db = NULL;

  make_old (path, GPOINTER_TO_UINT (data), TRUE);
  db = rondo_db_open (path, rondo_client_schema_get (), &error);
  g_assert_no_error (error);
  check_state (db, SENT_OP, RONDO_OUTBOX_SENT);
  check_state (db, WAITING_OP, RONDO_OUTBOX_WAITING);
  g_clear_pointer (&db, rondo_db_close);
  fixture_remove_dir (dir);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint n_steps = 1; n_steps <= count_steps (); n_steps++) {
    g_autofree char *path = g_strdup_printf ("/client/upgrade/from-version-%u", n_steps);

    g_test_add_data_func (path, GUINT_TO_POINTER (n_steps), test_upgrade);
  }
  for (guint n_steps = 1; n_steps <= SAYS_IT_EACH; n_steps++) {
    g_autofree char *path = g_strdup_printf ("/client/upgrade/what-version-%u-sent", n_steps);

    g_test_add_data_func (path, GUINT_TO_POINTER (n_steps), test_sent);
  }
  return g_test_run ();
}
