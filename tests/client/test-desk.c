/* SPDX-License-Identifier: GPL-3.0-or-later
 * The coach's desk in the local database: finding log entries, settings, older files. */
#include "config.h"

#include "client-fixture.h"

#include "rondo-client-schema.h"
#include "rondo-derived.h"
#include "rondo-desk-reader.h"
#include "rondo-desk-settings-store.h"
#include "rondo-error.h"
#include "rondo-id.h"
#include "rondo-log-entries-table.h"
#include "rondo-meta-table.h"
#include "rondo-outbox-table.h"
#include "rondo-own-rules.h"
#include "rondo-records-table.h"

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

static RondoLogOverview *
read_log (Local *local, RondoLogKind kind)
{
  g_autoptr (RondoLogFilter) filter = rondo_log_filter_new ();
  g_autoptr (GError) error = NULL;
  RondoLogOverview *log;

  filter->kind = kind;
  log = rondo_desk_reader_read_log (local->db, filter, &error);
  g_assert_no_error (error);
  return log;
}

/* Whatever part is looked at: the parts add up to the whole. */
static void
test_parts_foot (void)
{
  g_autoptr (Local) local = new_log ();
  g_autoptr (RondoLogOverview) all = read_log (local, RONDO_LOG_ALL);
  const RondoLogKind parts[] = {RONDO_LOG_PAID, RONDO_LOG_PRO_BONO, RONDO_LOG_RECIPROCAL};
  int64_t paid = 0, pro_bono = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++) {
    g_autoptr (RondoLogOverview) part = read_log (local, parts[i]);

    paid += part->totals.paid;
    pro_bono += part->totals.pro_bono;
    g_assert_cmpuint (part->all_count, ==, 5);
  }
  g_assert_cmpint (paid, ==, all->totals.paid);
  g_assert_cmpint (pro_bono, ==, all->totals.pro_bono);
  g_assert_cmpint (all->totals.total, ==, 240);
  g_assert_cmpint (all->other_minutes, ==, 60);
  g_assert_cmpint (all->balance.pro_bono, ==, 60);
  g_assert_cmpint (all->marks->data[0], ==, RONDO_MARK_WAITING);
  g_assert_cmpstr (g_hash_table_lookup (all->names, fixture_id (2)), ==, "Ben");
}

/* Coaching received outside of a round pays what was given in exchange. */
static void
test_received (void)
{
  g_autoptr (Local) local = new_log ();
  g_autoptr (RondoLogOverview) log = NULL;
  RondoChange *change = rondo_change_new ();
  RondoLogEntry *entry = new_entry (20, 1, FIRST_DAY + 5);

  entry->activity = RONDO_ACTIVITY_RECEIVED;
  entry->minutes = 45;
  put_entry (change, entry);
  local_save (local, change);
  log = read_log (local, RONDO_LOG_RECIPROCAL);
  g_assert_cmpint (log->totals.paid, ==, 45);
  g_assert_cmpint (log->totals.pro_bono, ==, 15);
  g_assert_cmpint (log->balance.received, ==, 45);
}

static guint
check (Local *local, const RondoLogEntry *entry)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) warnings =
      rondo_desk_reader_check_entry (local->db, entry, "Ben", FIRST_DAY + 10, NULL, &error);
  guint codes = 0;

  g_assert_no_error (error);
  for (guint i = 0; i < warnings->len; i++)
    codes |= 1u << ((RondoLogWarning *)warnings->pdata[i])->code;
  return codes;
}

static void
test_check (void)
{
  g_autoptr (Local) local = new_log ();
  g_autoptr (RondoLogEntry) entry = new_entry (30, 2, FIRST_DAY + 2);
  g_autoptr (RondoDeskSettings) settings = rondo_desk_settings_new ();
  g_autoptr (GError) error = NULL;
  RondoChange *change = rondo_change_new ();
  RondoLogEntry *mentoring = new_entry (31, 2, FIRST_DAY - 50);

  g_assert_cmphex (check (local, entry), ==, 0);
  entry->start_minute = 630;
  g_assert_cmphex (check (local, entry), ==, 1u << RONDO_LOG_WARNING_OVERLAP);
  entry->start_minute = RONDO_START_UNKNOWN;
  entry->group_size = 16;
  g_assert_cmphex (check (local, entry), ==, 1u << RONDO_LOG_WARNING_GROUP);
  entry->group_size = 1;
  settings->training_start = FIRST_DAY + 3;
  g_assert_true (rondo_desk_settings_store_write (local->db, settings, &error));
  g_assert_cmphex (check (local, entry), ==, 1u << RONDO_LOG_WARNING_BEFORE_TRAINING);
  entry->date = FIRST_DAY + 3;
  mentoring->activity = RONDO_ACTIVITY_MENTORING;
  put_entry (change, mentoring);
  local_save (local, change);
  g_assert_cmphex (check (local, entry), ==, 1u << RONDO_LOG_WARNING_NOT_COACHING);
}

/* As if the server had told. Takes @body over. */
static void
put_record (Local *local, RondoKind kind, const char *id, char *body)
{
  const char *word = rondo_kind_to_word (kind);
  const RondoRecord record = {
      .id = (char *)id, .kind = (char *)word, .version = 1, .body = body, .base_body = NULL};
  g_autoptr (GError) error = NULL;

  g_assert_true (rondo_records_table_write (local->db, &record, &error));
  g_assert_true (rondo_derived_update (local->db, word, id, body, &error));
  g_assert_no_error (error);
  g_free (body);
}

/* The profile of a partner tells the course, also before the partner is a client in the log. */
static void
test_check_course (void)
{
  g_autoptr (Local) local = new_log ();
  g_autoptr (RondoLogEntry) entry = new_entry (30, 2, FIRST_DAY + 2);
  g_autoptr (RondoMember) self = rondo_member_new ();
  g_autoptr (RondoProfile) profile = rondo_profile_new ();
  g_autoptr (RondoPairing) pairing = rondo_pairing_new ();
  g_autoptr (GError) error = NULL;

  g_free (self->id);
  self->id = g_strdup (fixture_id (50));
  g_free (self->course);
  self->course = g_strdup ("Autumn");
  profile->id = g_strdup (fixture_id (52));
  profile->member = g_strdup (fixture_id (51));
  g_free (profile->course);
  profile->course = g_strdup ("autumn");
  pairing->id = g_strdup (fixture_id (53));
  pairing->round = g_strdup (fixture_id (54));
  pairing->coach = g_strdup (self->id);
  pairing->client = g_strdup (profile->member);
  g_free (self->name);
  self->name = g_strdup ("Ana");
  g_free (self->email);
  self->email = g_strdup ("ana@example.org");
  g_free (profile->name);
  profile->name = g_strdup ("Ben");
  g_free (profile->email);
  profile->email = g_strdup ("ben@example.org");
  put_record (local, RONDO_KIND_MEMBER, self->id, rondo_wire_encode_member (self, NULL));
  put_record (local, RONDO_KIND_PROFILE, profile->id, rondo_wire_encode_profile (profile, NULL));
  put_record (local, RONDO_KIND_PAIRING, pairing->id, rondo_wire_encode_pairing (pairing, NULL));
  g_assert_true (rondo_meta_table_write (local->db, RONDO_META_MEMBER, self->id, &error));
  g_assert_cmphex (check (local, entry), ==, 0);
  g_free (entry->client);
  entry->client = rondo_id_derive (pairing->coach, pairing->client);
  g_assert_cmphex (check (local, entry), ==, 1u << RONDO_LOG_WARNING_SAME_COURSE);
}

static void
test_plans (void)
{
  g_autoptr (Local) local = new_log ();
  g_autoptr (RondoDeskSettings) settings = rondo_desk_settings_new ();
  g_autoptr (RondoPlansOverview) plans = NULL;
  const RondoCredentialPlan *plan;
  g_autoptr (GError) error = NULL;

  g_strfreev (settings->credentials);
  settings->credentials = g_strsplit ("emcc-foundation no-such-thing icf-acc", " ", -1);
  g_assert_true (rondo_desk_settings_store_write (local->db, settings, &error));
  plans = rondo_desk_reader_read_plans (local->db, FIRST_DAY + 10, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (plans->plans->len, ==, 2);
  plan = plans->plans->pdata[0];
  g_assert_cmpstr (plan->rule->id, ==, "emcc-foundation");
  g_assert_cmpint (g_array_index (plan->progress, RondoProgress, 0).have, ==, 240);
  g_assert_cmpint (plans->pace, ==, 20);
  g_assert_cmpuint (plans->problems->len, ==, 0);
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

static void
test_settings_are_a_record (void)
{
  g_autoptr (Local) local = local_new ();
  g_autoptr (RondoDeskSettings) settings = rondo_desk_settings_new ();
  g_autoptr (RondoDeskSettings) again = NULL;
  g_autoptr (GPtrArray) waiting = NULL;
  g_autoptr (GError) error = NULL;

  settings->weekly_minutes = 60;
  g_assert_true (rondo_desk_settings_store_write (local->db, settings, &error));
  settings->weekly_minutes = 75;
  g_assert_true (rondo_desk_settings_store_write (local->db, settings, &error));
  waiting = rondo_outbox_table_list_all (local->db, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (waiting->len, ==, 1);
  g_assert_cmpint (((RondoOutboxEntry *)waiting->pdata[0])->kind, ==, RONDO_KIND_DESK);
  again = rondo_desk_settings_store_read (local->db, &error);
  g_assert_cmpint (again->weekly_minutes, ==, 75);
  g_assert_true (rondo_derived_rebuild (local->db, &error));
  rondo_desk_settings_free (g_steal_pointer (&again));
  again = rondo_desk_settings_store_read (local->db, &error);
  g_assert_cmpint (again->weekly_minutes, ==, 75);
}

/* What a version before had in single values is not lost, and becomes the record. */
static void
test_settings_of_before (void)
{
  g_autoptr (Local) local = local_new ();
  g_autoptr (RondoDeskSettings) before = NULL;
  g_autoptr (RondoDeskSettings) again = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (rondo_meta_table_write (local->db, RONDO_META_CREDENTIALS, "icf-pcc", &error));
  g_assert_true (rondo_meta_table_write (local->db, RONDO_META_WEEKLY_MINUTES, "90", &error));
  before = rondo_desk_settings_store_read (local->db, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (before->credentials[0], ==, "icf-pcc");
  before->is_balanced = FALSE;
  g_assert_true (rondo_desk_settings_store_write (local->db, before, &error));
  again = rondo_desk_settings_store_read (local->db, &error);
  g_assert_nonnull (again->id);
  g_assert_cmpstr (again->credentials[0], ==, "icf-pcc");
  g_assert_cmpint (again->weekly_minutes, ==, 90);
  g_assert_false (again->is_balanced);
}

static const char OWN_RULE[] =
    "{\"format\": 1, \"id\": \"icf-acc\", \"body\": \"ICF\", \"name\": \"ACC\", "
    "\"valid_from\": null, \"as_of\": \"2026-01-01\", \"renewal\": false, "
    "\"counts_from_training\": false, \"group_members_are_clients\": true, \"requirements\": "
    "[{\"measure\": \"hours\", \"least\": %d, \"certainty\": \"stated\", \"source\": \"\"}], "
    "\"notes\": []}";

static void
test_own_rules (void)
{
  g_autoptr (Local) local = new_log ();
  g_autoptr (RondoDeskSettings) settings = rondo_desk_settings_new ();
  g_autofree char *first = g_strdup_printf (OWN_RULE, 70);
  g_autofree char *second = g_strdup_printf (OWN_RULE, 80);
  g_autoptr (RondoPlansOverview) plans = NULL;
  g_autoptr (RondoDeskSettings) after = NULL;
  g_autoptr (GError) error = NULL;
  const RondoCredentialPlan *plan;

  g_assert_false (rondo_own_rules_add (local->db, "{}", &error));
  g_assert_error (error, RONDO_ERROR, RONDO_ERROR_INVALID);
  g_clear_error (&error);
  g_strfreev (settings->credentials);
  settings->credentials = g_strsplit ("icf-acc", " ", -1);
  g_assert_true (rondo_desk_settings_store_write (local->db, settings, &error));
  g_assert_true (rondo_own_rules_add (local->db, first, &error));
  g_assert_true (rondo_own_rules_add (local->db, second, &error));
  plans = rondo_desk_reader_read_plans (local->db, FIRST_DAY + 10, NULL, &error);
  g_assert_no_error (error);
  plan = plans->plans->pdata[0];
  g_assert_true (plan->rule->is_own);
  g_assert_cmpuint (g_strv_length (plans->settings->rules), ==, 1);
  g_assert_cmpint (g_array_index (plan->progress, RondoProgress, 0).need, ==, 80 * 60);
  g_assert_true (rondo_own_rules_remove (local->db, second, &error));
  after = rondo_desk_settings_store_read (local->db, &error);
  g_assert_cmpuint (g_strv_length (after->rules), ==, 0);
  g_assert_cmpstr (after->credentials[0], ==, "icf-acc");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/client/log/entries-are-found-by-kind", test_find_kind);
  g_test_add_func ("/client/desk/a-pair-of-one-course-is-warned-of", test_check_course);
  g_test_add_func ("/client/desk/settings-are-one-record-that-waits-once",
                   test_settings_are_a_record);
  g_test_add_func ("/client/desk/settings-of-before-become-the-record", test_settings_of_before);
  g_test_add_func ("/client/desk/rules-of-ones-own-come-first-and-go-again", test_own_rules);
  g_test_add_func ("/client/log/search-knows-no-case-and-no-accents", test_search);
  g_test_add_func ("/client/log/entries-are-found-by-client-and-period",
                   test_find_client_and_period);
  g_test_add_func ("/client/log/an-entry-is-read-back-whole", test_read_back);
  g_test_add_func ("/client/log/a-log-of-the-first-version-is-shown", test_first_version);
  g_test_add_func ("/client/log/totals-of-parts-add-up-to-the-whole", test_parts_foot);
  g_test_add_func ("/client/log/coaching-received-elsewhere-pays-ica-4000087325", test_received);
  g_test_add_func ("/client/desk/settings-come-back", test_settings);
  g_test_add_func ("/client/desk/an-entry-is-checked-against-the-log", test_check);
  g_test_add_func ("/client/desk/plans-are-made-for-known-credentials", test_plans);
  return g_test_run ();
}
