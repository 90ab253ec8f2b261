/* SPDX-License-Identifier: GPL-3.0-or-later
 * Letters for organisations and clients, and the table of consents. */
#include "config.h"

#include <string.h>

#include "rondo-error.h"
#include "rondo-letters.h"
#include "rondo-log-fill.h"

#define DAY 20000

static void
set_text (char **slot, const char *text)
{
  g_free (*slot);
  *slot = g_strdup (text);
}

static RondoClientPerson *
add_client (GPtrArray *clients, const char *name, const char *organisation)
{
  RondoClientPerson *client = rondo_client_person_new ();

  client->id = g_strdup (name);
  set_text (&client->name, name);
  set_text (&client->organisation, organisation);
  g_ptr_array_add (clients, client);
  return client;
}

static void
add_entry (GPtrArray *entries, const char *client, int day, int minutes, int group_size)
{
  RondoLogEntry *entry = rondo_log_entry_new ();

  entry->client = g_strdup (client);
  entry->date = DAY + day;
  entry->minutes = minutes;
  entry->group_size = group_size;
  entry->setting = RONDO_SETTING_THIRD_PARTY;
  g_ptr_array_add (entries, entry);
}

static GPtrArray *
new_clients (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_client_person_free);
}

static void
test_organisations (void)
{
  g_autoptr (GPtrArray) clients = new_clients ();
  g_autoptr (GPtrArray) entries =
      g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_log_entry_free);
  g_autoptr (GPtrArray) found = NULL;
  const RondoOrganisation *acme = NULL;
  g_autofree char *letter = NULL;

  add_client (clients, "Ana", "Zeta & Co");
  add_client (clients, "Ben", "Acme");
  add_client (clients, "Cyd", "Acme");
  add_client (clients, "Dan", "");
  add_entry (entries, "Ana", 1, 60, 1);
  add_entry (entries, "Ben", 5, 45, 1);
  add_entry (entries, "Cyd", 2, 90, 4);
  add_entry (entries, "Cyd", 3, 90, 6);
  add_entry (entries, "Dan", 3, 90, 1);
  add_entry (entries, "Ben", 9, 60, 1);
  ((RondoLogEntry *)entries->pdata[5])->setting = RONDO_SETTING_DIRECT;
  add_entry (entries, "Ben", 9, 60, 1);
  ((RondoLogEntry *)entries->pdata[6])->activity = RONDO_ACTIVITY_MENTORING;
  found = rondo_organisations_find (clients, entries);
  g_assert_cmpuint (found->len, ==, 2);
  acme = found->pdata[0];
  g_assert_cmpstr (acme->name, ==, "Acme");
  g_assert_cmpint (acme->minutes, ==, 225);
  g_assert_cmpint (acme->client_count, ==, 7);
  g_assert_cmpint (acme->first, ==, DAY + 2);
  g_assert_cmpint (acme->last, ==, DAY + 5);
  letter = rondo_letter_for_organisation (acme, "Eva Coach", DAY + 10);
  g_assert_nonnull (strstr (letter, "Eva Coach has coached for us 3.75 hours with 7 clients"));
  g_assert_nonnull (strstr (letter, "not certified"));
  g_assert_null (strstr (letter, "Ben"));
}

static void
test_request (void)
{
  g_autoptr (GPtrArray) clients = new_clients ();
  const RondoClientPerson *client = add_client (clients, "דוד", "");
  g_autofree char *letter = rondo_letter_consent_request (client, "Eva");
  g_autofree char *unnamed = rondo_letter_consent_request (client, "");

  g_assert_true (g_str_has_prefix (letter, "Dear דוד,"));
  g_assert_nonnull (strstr (letter, "I agree that Eva lists my name"));
  g_assert_nonnull (strstr (unnamed, "[your name]"));
}

static void
test_consents (void)
{
  g_autoptr (GPtrArray) clients = new_clients ();
  g_autoptr (RondoTable) table = NULL;
  RondoClientPerson *client = add_client (clients, "Ana", "Acme");
  GStrv cells = NULL;

  client->has_consented = TRUE;
  client->consent_date = DAY;
  set_text (&client->consent_note, "by e-mail");
  set_text (&client->consent_wording, "Yes,\nyou may.");
  client = add_client (clients, "Ben", "");
  client->consent_date = DAY;
  client->consent_withdrawn = DAY + 1;
  table = rondo_hours_table_consents (clients, DAY + 2);
  g_assert_cmpuint (table->rows->len, ==, 1);
  cells = table->rows->pdata[0];
  g_assert_cmpstr (cells[0], ==, "Ana");
  g_assert_cmpstr (cells[3], ==, "Ana");
  g_assert_cmpstr (cells[4], ==, "2024-10-04");
  g_assert_cmpstr (cells[6], ==, "Yes,\nyou may.");
  g_assert_nonnull (strstr (table->notes->pdata[0], "their number is 1"));
}

/* Each of these is refused with a sentence, and what comes before and after it is right. */
static void
test_client_check (void)
{
  g_autoptr (GPtrArray) clients = new_clients ();
  RondoClientPerson *client = add_client (clients, "Ana", "Acme");

  client->consent_date = DAY;
  g_assert_false (rondo_client_person_check (client, NULL));
  client->consent_withdrawn = DAY + 1;
  g_assert_true (rondo_client_person_check (client, NULL));
  client->consent_date = DAY + 2;
  g_assert_false (rondo_client_person_check (client, NULL));
  client->consent_date = DAY;
  client->has_consented = TRUE;
  g_assert_false (rondo_client_person_check (client, NULL));
  client->consent_withdrawn = RONDO_DATE_NONE;
  g_assert_true (rondo_client_person_check (client, NULL));
  client->started = DAY;
  client->ended = DAY - 1;
  g_assert_false (rondo_client_person_check (client, NULL));
  client->ended = DAY;
  g_assert_true (rondo_client_person_check (client, NULL));
  set_text (&client->consent_wording, "two\nlines");
  g_assert_true (rondo_client_person_check (client, NULL));
  set_text (&client->organisation, "two\nlines");
  g_assert_false (rondo_client_person_check (client, NULL));
}

static void
assert_days (RondoDate from, RondoDate until, int weekday, int weeks, const char *expected)
{
  g_autoptr (GArray) days = rondo_log_fill_list_days (from, until, weekday, weeks);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < days->len; i++)
    g_string_append_printf (text, "%d ", g_array_index (days, RondoDate, i) - DAY);
  g_assert_cmpstr (text->str, ==, expected);
}

/* Day 20000, 2024-10-04, is a Friday. */
static void
test_fill (void)
{
  g_autoptr (RondoLogEntry) model = rondo_log_entry_new ();
  g_autoptr (GArray) days = rondo_log_fill_list_days (DAY, DAY + 14, 4, 1);
  g_autoptr (GPtrArray) entries = NULL;

  assert_days (DAY, DAY + 14, 4, 1, "0 7 14 ");
  assert_days (DAY, DAY + 14, 5, 1, "1 8 ");
  assert_days (DAY, DAY + 14, 3, 1, "6 13 ");
  assert_days (DAY, DAY + 30, 4, 2, "0 14 28 ");
  assert_days (DAY, DAY - 1, 3, 1, "");
  assert_days (DAY, DAY + 14, 7, 1, "");
  assert_days (DAY, DAY + 14, 3, 0, "");
  assert_days (RONDO_DATE_NONE, DAY, 3, 1, "");
  model->minutes = 45;
  entries = rondo_log_fill (model, days, 1770000000000000);
  g_assert_cmpuint (entries->len, ==, 3);
  g_assert_cmpint (((RondoLogEntry *)entries->pdata[2])->date, ==, DAY + 14);
  g_assert_cmpint (((RondoLogEntry *)entries->pdata[2])->minutes, ==, 45);
  g_assert_cmpstr (
      ((RondoLogEntry *)entries->pdata[0])->id, !=, ((RondoLogEntry *)entries->pdata[1])->id);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/letters/an-organisation-has-its-hours-and-people", test_organisations);
  g_test_add_func ("/core/letters/a-request-says-what-is-agreed-to", test_request);
  g_test_add_func ("/core/letters/only-standing-consents-are-listed", test_consents);
  g_test_add_func ("/core/letters/a-client-with-contradictions-is-refused", test_client_check);
  g_test_add_func ("/core/letters/weekly-sessions-fall-on-their-days", test_fill);
  return g_test_run ();
}
