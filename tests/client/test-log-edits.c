/* SPDX-License-Identifier: GPL-3.0-or-later
 * Many entries changed at once, and two clients made one: each with what takes it back. */
#include "config.h"

#include "client-fixture.h"

#include "rondo-log-edits.h"

#define FIRST_DAY 20000

static void
set_text (char **slot, const char *text)
{
  g_free (*slot);
  *slot = g_strdup (text);
}

/* Clients 1 and 2; entries 10 and 11 with the first, 12 with the second. */
static Local *
new_log (void)
{
  Local *local = local_new ();
  RondoChange *change = rondo_change_new ();

  for (guint i = 1; i <= 2; i++) {
    g_autoptr (RondoClientPerson) client = rondo_client_person_new ();

    client->id = g_strdup (fixture_id (i));
    set_text (&client->name, i == 1 ? "Zoë" : "Zoe O.");
    set_text (&client->contact, i == 1 ? "" : "zoe@example.org");
    client->has_consented = i == 2;
    client->started = FIRST_DAY + (RondoDate)i;
    rondo_change_put_client (change, client);
  }
  for (guint i = 10; i <= 12; i++) {
    g_autoptr (RondoLogEntry) entry = rondo_log_entry_new ();

    entry->id = g_strdup (fixture_id (i));
    entry->client = g_strdup (fixture_id (i == 12 ? 2 : 1));
    entry->date = FIRST_DAY + (RondoDate)i;
    entry->minutes = 60;
    rondo_change_put_log_entry (change, entry);
  }
  local_save (local, change);
  return local;
}

/* Ten, twelve, and one that does not exist. */
static GPtrArray *
new_ids (void)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (ids, g_strdup (fixture_id (10)));
  g_ptr_array_add (ids, g_strdup (fixture_id (12)));
  g_ptr_array_add (ids, g_strdup (fixture_id (99)));
  return ids;
}

static RondoLogEdit *
prepare (RondoStore *store, RondoLogEditKind kind, GPtrArray *ids, int value, guint client)
{
  const RondoLogEditOrder order = {.kind = kind,
                                   .ids = ids,
                                   .value = value,
                                   .client = client > 0 ? fixture_id (client) : NULL,
                                   .now_us = NOW_US};
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  RondoLogEdit *edit = NULL;

  rondo_log_edits_prepare_async (store, &order, NULL, fixture_got_result, &result);
  edit = rondo_log_edits_prepare_finish (store, fixture_await (&result), &error);
  g_assert_no_error (error);
  return edit;
}

#define ALL                                                                                        \
  "SELECT group_concat (day || ' ' || substr (client, -2) || ' ' || payment || ' ' || setting, "   \
  "', ') FROM (SELECT * FROM log_entry ORDER BY day)"

static void
assert_log (Local *local, const char *expected)
{
  g_autofree char *text = local_text (local, ALL);

  g_assert_cmpstr (text, ==, expected);
}

#define BEFORE "20010 01 0 0, 20011 01 0 0, 20012 02 0 0"

static void
check_edit (RondoLogEditKind kind, int value, guint client, const char *expected)
{
  g_autoptr (Local) local = new_log ();
  g_autoptr (RondoStore) store = fixture_open_store (local->path);
  g_autoptr (GPtrArray) ids = new_ids ();
  g_autoptr (RondoLogEdit) edit = prepare (store, kind, ids, value, client);

  assert_log (local, BEFORE);
  g_assert_cmpuint (edit->count, ==, 2);
  fixture_save (store, g_steal_pointer (&edit->change));
  assert_log (local, expected);
  fixture_save (store, g_steal_pointer (&edit->undo));
  assert_log (local, BEFORE);
  rondo_store_close (store);
}

static void
test_delete (void)
{
  check_edit (RONDO_LOG_EDIT_DELETE, 0, 0, "20011 01 0 0");
}

static void
test_copy (void)
{
  check_edit (RONDO_LOG_EDIT_COPY,
              0,
              0,
              "20010 01 0 0, 20011 01 0 0, 20012 02 0 0, 20017 01 0 0, 20019 02 0 0");
}

static void
test_change (void)
{
  check_edit (RONDO_LOG_EDIT_SET_PAYMENT,
              RONDO_PAYMENT_PRO_BONO,
              0,
              "20010 01 1 0, 20011 01 0 0, 20012 02 1 0");
  check_edit (RONDO_LOG_EDIT_SET_SETTING,
              RONDO_SETTING_INTERNAL,
              0,
              "20010 01 0 1, 20011 01 0 0, 20012 02 0 1");
  check_edit (RONDO_LOG_EDIT_MOVE, 0, 2, "20010 02 0 0, 20011 01 0 0, 20012 02 0 0");
}

static void
test_merge (void)
{
  g_autoptr (Local) local = new_log ();
  g_autoptr (RondoStore) store = fixture_open_store (local->path);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (RondoLogEdit) edit = NULL;
  g_autofree char *body = NULL;

  g_ptr_array_add (ids, g_strdup (fixture_id (2)));
  edit = prepare (store, RONDO_LOG_EDIT_MERGE_CLIENTS, ids, 0, 1);
  g_assert_cmpuint (edit->count, ==, 1);
  fixture_save (store, g_steal_pointer (&edit->change));
  assert_log (local, "20010 01 0 0, 20011 01 0 0, 20012 01 0 0");
  g_assert_cmpint (local_count (local, "SELECT count(*) FROM client"), ==, 1);
  body = local_text (local, "SELECT body FROM record WHERE kind = 'client' AND body IS NOT NULL");
  g_assert_nonnull (strstr (body, "\"name\":\"Zoë\""));
  g_assert_nonnull (strstr (body, "zoe@example.org"));
  g_assert_nonnull (strstr (body, "\"consented\":true"));
  g_assert_nonnull (strstr (body, "\"started\":\"2024-10-05\""));
  fixture_save (store, g_steal_pointer (&edit->undo));
  assert_log (local, BEFORE);
  g_assert_cmpint (local_count (local, "SELECT count(*) FROM client"), ==, 2);
  rondo_store_close (store);
}

/* A client is never made one with itself, or with somebody who is gone. */
static void
test_merge_nobody (void)
{
  g_autoptr (Local) local = new_log ();
  g_autoptr (RondoStore) store = fixture_open_store (local->path);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  static const guint others[] = {1, 77};

  g_ptr_array_add (ids, g_strdup (fixture_id (1)));
  for (guint i = 0; i < G_N_ELEMENTS (others); i++) {
    g_autoptr (RondoLogEdit) edit =
        prepare (store, RONDO_LOG_EDIT_MERGE_CLIENTS, ids, 0, others[i]);

    g_assert_cmpuint (edit->count, ==, 0);
    fixture_save (store, g_steal_pointer (&edit->change));
    assert_log (local, BEFORE);
  }
  rondo_store_close (store);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/client/log-edits/several-are-deleted-and-come-back", test_delete);
  g_test_add_func ("/client/log-edits/several-are-copied-a-week-later", test_copy);
  g_test_add_func ("/client/log-edits/several-are-changed", test_change);
  g_test_add_func ("/client/log-edits/two-clients-become-one-and-two-again", test_merge);
  g_test_add_func ("/client/log-edits/nobody-is-made-one-with-nobody", test_merge_nobody);
  return g_test_run ();
}
