/* SPDX-License-Identifier: GPL-3.0-or-later
 * The coach's desk in the local database: finding log entries, settings, older files. */
#include "config.h"

#include "client-fixture.h"

#include "rondo-client-schema.h"
#include "rondo-derived.h"
#include "rondo-desk-settings-store.h"
#include "rondo-log-entries-table.h"

#define FIRST_DAY 20000

static RondoClientPerson *
new_client (guint number, const char *name, const char *contact)
{
  RondoClientPerson *client = rondo_client_person_new ();

  g_free (client->name);
  g_free (client->contact);
  client->id = g_strdup (fixture_id (number));
  client->name = g_strdup (name);
  client->contact = g_strdup (contact);
  return client;
}

static RondoLogEntry *
new_entry (guint number, guint client, RondoDate date)
{
  RondoLogEntry *entry = rondo_log_entry_new ();

  entry->id = g_strdup (fixture_id (number));
  entry->client = g_strdup (fixture_id (client));
  entry->date = date;
  entry->minutes = 60;
  return entry;
}

static void
put_entry (RondoChange *change, RondoLogEntry *entry)
{
  rondo_change_put_log_entry (change, entry);
  rondo_log_entry_free (entry);
}

/* Zoë and Ben; entries of each kind, one a day. */
static Local *
new_log (void)
{
  Local *local = local_new ();
  RondoChange *change = rondo_change_new ();
  g_autoptr (RondoClientPerson) zoe = new_client (1, "Zoë Öztürk", "zoe@example.org");
  g_autoptr (RondoClientPerson) ben = new_client (2, "Ben", "+49 30 1234");
  RondoLogEntry *entry;

  rondo_change_put_client (change, zoe);
  rondo_change_put_client (change, ben);
  put_entry (change, new_entry (10, 1, FIRST_DAY));
  entry = new_entry (11, 1, FIRST_DAY + 1);
  entry->group_size = 6;
  entry->setting = RONDO_SETTING_THIRD_PARTY;
  put_entry (change, entry);
  entry = new_entry (12, 2, FIRST_DAY + 2);
  entry->setting = RONDO_SETTING_INTERNAL;
  entry->payment = RONDO_PAYMENT_PRO_BONO;
  entry->start_minute = 600;
  put_entry (change, entry);
  entry = new_entry (13, 2, FIRST_DAY + 3);
  entry->activity = RONDO_ACTIVITY_MENTORED;
  put_entry (change, entry);
  entry = new_entry (14, 2, FIRST_DAY + 4);
  entry->payment = RONDO_PAYMENT_RECIPROCAL;
  put_entry (change, entry);
  local_save (local, change);
  return local;
}

static void
assert_found (Local *local, const RondoLogFilter *filter, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = rondo_log_entries_table_find (local->db, filter, &error);
  g_autoptr (GString) numbers = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < found->len; i++) {
    const RondoLogEntry *entry = found->pdata[i];

    g_string_append_printf (numbers, "%d", entry->date - FIRST_DAY);
  }
  g_assert_cmpstr (numbers->str, ==, expected);
}

static void
test_find_kind (void)
{
  static const struct {
    RondoLogKind kind;
    const char *found;
  } cases[] = {{RONDO_LOG_ALL, "43210"},
               {RONDO_LOG_COACHING, "4210"},
               {RONDO_LOG_ONE_TO_ONE, "420"},
               {RONDO_LOG_GROUPS, "1"},
               {RONDO_LOG_INTERNAL, "2"},
               {RONDO_LOG_THIRD_PARTY, "1"},
               {RONDO_LOG_PAID, "10"},
               {RONDO_LOG_PRO_BONO, "2"},
               {RONDO_LOG_RECIPROCAL, "4"},
               {RONDO_LOG_LEARNING, "3"}};
  g_autoptr (Local) local = new_log ();
  g_autoptr (RondoLogFilter) filter = rondo_log_filter_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    filter->kind = cases[i].kind;
    assert_found (local, filter, cases[i].found);
  }
}

static void
search (Local *local, const char *text, const char *expected)
{
  g_autoptr (RondoLogFilter) filter = rondo_log_filter_new ();

  filter->search = g_strdup (text);
  assert_found (local, filter, expected);
}

static void
test_search (void)
{
  g_autoptr (Local) local = new_log ();

  search (local, "zoe", "10");
  search (local, "OZTURK", "10");
  search (local, "ë Ö", "10");
  search (local, "30 12", "432");
  search (local, "%", "");
  search (local, "", "43210");
}

static void
test_find_client_and_period (void)
{
  g_autoptr (Local) local = new_log ();
  g_autoptr (RondoLogFilter) filter = rondo_log_filter_new ();

  filter->client = g_strdup (fixture_id (2));
  assert_found (local, filter, "432");
  filter->from = FIRST_DAY + 3;
  assert_found (local, filter, "43");
  filter->until = FIRST_DAY + 3;
  assert_found (local, filter, "3");
  g_clear_pointer (&filter->client, g_free);
  filter->from = RONDO_DATE_NONE;
  assert_found (local, filter, "3210");
}

static void
test_read_back (void)
{
  g_autoptr (Local) local = new_log ();
  g_autoptr (RondoLogEntry) entry = NULL;
  g_autoptr (RondoLogEntry) none = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (rondo_log_entries_table_read (local->db, fixture_id (12), &entry, &error));
  g_assert_cmpstr (entry->client, ==, fixture_id (2));
  g_assert_cmpint (entry->start_minute, ==, 600);
  g_assert_cmpint (entry->setting, ==, RONDO_SETTING_INTERNAL);
  g_assert_cmpint (entry->payment, ==, RONDO_PAYMENT_PRO_BONO);
  g_assert_cmpint (entry->group_size, ==, 1);
  g_assert_true (rondo_log_entries_table_read (local->db, fixture_id (99), &none, &error));
  g_assert_null (none);
}

/* A database as the first version left it, with two entries in it. */
static void
test_first_version (void)
{
  g_autofree char *dir = fixture_make_dir ();
  g_autofree char *path = g_build_filename (dir, "rondo.db", NULL);
  const RondoDbSchema *schema = rondo_client_schema_get ();
  const char *const first[] = {schema->migrations[0], NULL};
  const RondoDbSchema old = {schema->application_id, first};
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  RondoDb *db = rondo_db_open (path, &old, &error);
  const char *body = "{\"client\":\"018f3b5e-7c1a-7d00-8000-00000000d001\",\"session\":null,"
                     "\"date\":\"2026-03-12\",\"minutes\":55,\"payment\":\"reciprocal\"}";

  g_assert_no_error (error);
  g_assert_true (rondo_db_run (db,
                               &error,
                               "INSERT INTO record (id, kind, body) VALUES ($1, 'log', $2)",
                               "tt",
                               fixture_id (10),
                               body));
  g_assert_true (
      rondo_db_run (db, &error, "INSERT INTO meta (key, value) VALUES ('derived', '1')", ""));
  rondo_db_close (db);
  db = rondo_db_open (path, schema, &error);
  g_assert_no_error (error);
  g_assert_true (rondo_derived_ensure (db, &error));
  entries = rondo_log_entries_table_list (db, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (entries->len, ==, 1);
  g_assert_cmpint (((RondoLogEntry *)entries->pdata[0])->minutes, ==, 55);
  g_assert_cmpint (((RondoLogEntry *)entries->pdata[0])->group_size, ==, 1);
  rondo_db_close (db);
  fixture_remove_dir (dir);
}

static void
test_settings (void)
{
  g_autoptr (Local) local = local_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (RondoDeskSettings) usual = rondo_desk_settings_store_read (local->db, &error);
  g_autoptr (RondoDeskSettings) again = NULL;

  g_assert_no_error (error);
  g_assert_true (usual->is_balanced);
  g_assert_cmpint (usual->training_start, ==, RONDO_DATE_NONE);
  g_assert_cmpuint (g_strv_length (usual->credentials), ==, 0);
  g_assert_cmpint (usual->weekly_minutes, ==, RONDO_WEEKLY_AS_BEFORE);
  usual->is_balanced = FALSE;
  usual->training_start = FIRST_DAY;
  usual->application = FIRST_DAY + 100;
  usual->weekly_minutes = 90;
  g_strfreev (usual->credentials);
  usual->credentials = g_strsplit ("icf-acc emcc-foundation", " ", -1);
  g_assert_true (rondo_desk_settings_store_write (local->db, usual, &error));
  again = rondo_desk_settings_store_read (local->db, &error);
  g_assert_false (again->is_balanced);
  g_assert_cmpint (again->training_start, ==, FIRST_DAY);
  g_assert_cmpint (again->application, ==, FIRST_DAY + 100);
  g_assert_cmpint (again->weekly_minutes, ==, 90);
  g_assert_cmpuint (g_strv_length (again->credentials), ==, 2);
  g_assert_cmpstr (again->credentials[1], ==, "emcc-foundation");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/client/log/entries-are-found-by-kind", test_find_kind);
  g_test_add_func ("/client/log/search-knows-no-case-and-no-accents", test_search);
  g_test_add_func ("/client/log/entries-are-found-by-client-and-period",
                   test_find_client_and_period);
  g_test_add_func ("/client/log/an-entry-is-read-back-whole", test_read_back);
  g_test_add_func ("/client/log/a-log-of-the-first-version-is-shown", test_first_version);
  g_test_add_func ("/client/desk/settings-come-back", test_settings);
  return g_test_run ();
}
