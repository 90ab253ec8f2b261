/* SPDX-License-Identifier: GPL-3.0-or-later
 * Totals, the reciprocal split and the ICF client coaching log. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "rondo-csv.h"
#include "rondo-hours-sessions.h"

typedef struct {
  GPtrArray *clients;
  GPtrArray *entries;
} Log;

static Log *
log_new (void)
{
  Log *log = g_new0 (Log, 1);

  log->clients = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_client_person_free);
  log->entries = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_log_entry_free);
  return log;
}

static void
log_free (Log *log)
{
  g_ptr_array_unref (log->clients);
  g_ptr_array_unref (log->entries);
  g_free (log);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Log, log_free)

static void
add_client (Log *log, const char *name, const char *contact, gboolean has_consented)
{
  RondoClientPerson *client = rondo_client_person_new ();

  g_free (client->name);
  g_free (client->contact);
  client->id = g_strdup (name);
  client->name = g_strdup (name);
  client->contact = g_strdup (contact);
  client->has_consented = has_consented;
  g_ptr_array_add (log->clients, client);
}

static void
add_entry (Log *log, const char *client, const char *date, int minutes, RondoPayment payment)
{
  RondoLogEntry *entry = rondo_log_entry_new ();

  entry->id = g_strdup_printf ("entry %03u", log->entries->len);
  entry->client = g_strdup (client);
  g_assert_true (rondo_date_parse (date, &entry->date));
  entry->minutes = minutes;
  entry->payment = payment;
  g_ptr_array_add (log->entries, entry);
}

static RondoCsv *export(Log *log, int64_t received)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  RondoDate today;
  RondoCsv *csv;

  g_assert_true (rondo_date_parse ("2026-11-22", &today));
  text = rondo_hours_export_icf (log->clients, log->entries, received, today);
  csv = rondo_csv_parse (text, strlen (text), &error);
  g_assert_no_error (error);
  return csv;
}

static void
assert_row (const RondoCsv *csv, guint index, const char *cells)
{
  g_autofree char *joined = NULL;

  g_assert_cmpuint (index, <, csv->rows->len);
  joined = g_strjoinv ("|", ((RondoCsvRow *)csv->rows->pdata[index])->cells);
  g_assert_cmpstr (joined, ==, cells);
}

static void
test_eight_of_ten (void)
{
  g_autoptr (Log) log = log_new ();
  RondoHoursTotals totals;

  add_client (log, "Ana", "ana@example.org", TRUE);
  for (int i = 0; i < 10; i++)
    add_entry (log, "Ana", "2026-02-01", 60, RONDO_PAYMENT_RECIPROCAL);
  totals = rondo_hours_totals (log->clients, log->entries, 8 * 60);
  g_assert_cmpint (totals.paid, ==, 8 * 60);
  g_assert_cmpint (totals.pro_bono, ==, 2 * 60);
  g_assert_cmpint (totals.total, ==, 10 * 60);
}

static void
test_split (void)
{
  static const struct {
    int64_t received;
    int64_t paid;
  } cases[] = {{0, 60}, {-30, 60}, {30, 90}, {45, 105}, {135, 195}, {999, 195}};

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (Log) log = log_new ();
    RondoHoursTotals totals;

    add_client (log, "Ana", "", TRUE);
    add_entry (log, "Ana", "2026-02-01", 45, RONDO_PAYMENT_RECIPROCAL);
    add_entry (log, "Ana", "2026-02-02", 60, RONDO_PAYMENT_PAID);
    add_entry (log, "Ana", "2026-02-03", 30, RONDO_PAYMENT_PRO_BONO);
    add_entry (log, "Ana", "2026-02-04", 90, RONDO_PAYMENT_RECIPROCAL);
    totals = rondo_hours_totals (log->clients, log->entries, cases[i].received);
    g_assert_cmpint (totals.paid, ==, cases[i].paid);
    g_assert_cmpint (totals.total, ==, 225);
    g_assert_cmpint (totals.pro_bono, ==, 225 - cases[i].paid);
  }
}

/* The earliest minutes are paid, whatever the order of the list and whoever the partner was. */
static void
test_earliest_first (void)
{
  g_autoptr (Log) log = log_new ();
  g_autoptr (RondoCsv) csv = NULL;

  add_client (log, "Ana", "", TRUE);
  add_client (log, "Ben", "", TRUE);
  add_entry (log, "Ben", "2026-02-02", 60, RONDO_PAYMENT_RECIPROCAL);
  add_entry (log, "Ana", "2026-02-01", 60, RONDO_PAYMENT_RECIPROCAL);
  csv = export(log, 75);
  assert_row (csv, 1, "1|Ana|Individual|||2026-02-01|2026-02-01|1.00|0.00");
  assert_row (csv, 2, "2|Ben|Individual|||2026-02-02|2026-02-02|0.25|0.75");
  assert_row (csv, 3, "|Total Hours (Paid & Pro Bono)||||||1.25|0.75");
}

static void
test_columns (void)
{
  g_autoptr (Log) log = log_new ();
  g_autoptr (RondoCsv) csv = NULL;

  add_client (log, "Zoë O'Hara", "zoe@example.org", TRUE);
  add_client (log, "Ben, Jr.", "", TRUE);
  add_entry (log, "Zoë O'Hara", "2026-03-01", 45, RONDO_PAYMENT_PAID);
  add_entry (log, "Zoë O'Hara", "2026-01-09", 30, RONDO_PAYMENT_PRO_BONO);
  add_entry (log, "Ben, Jr.", "2026-02-01", 60, RONDO_PAYMENT_PAID);
  csv = export(log, 0);
  g_assert_cmpuint (csv->rows->len, ==, 5);
  assert_row (csv,
              0,
              "Sr. No.|Client Name|Individual/Group|No. of individuals in Group|Contact Info|Start "
              "Date|End Date|Paid Hours|Pro-bono Hours");
  assert_row (csv, 1, "1|Zoë O'Hara|Individual||zoe@example.org|2026-01-09|2026-03-01|0.75|0.50");
  assert_row (csv, 2, "2|Ben, Jr.|Individual|||2026-02-01|2026-02-01|1.00|0.00");
  assert_row (csv, 3, "|Total Hours (Paid & Pro Bono)||||||1.75|0.50");
  g_assert_true (g_str_has_prefix (((RondoCsvRow *)csv->rows->pdata[4])->cells[0],
                                   "Prepared by the rules as of 2026-11-22; hours are "
                                   "self-reported and not certified."));
}

static void
test_consent (void)
{
  g_autoptr (Log) log = log_new ();
  g_autoptr (RondoCsv) csv = NULL;
  RondoHoursTotals totals;

  add_client (log, "Ana", "", FALSE);
  add_client (log, "Ben", "", TRUE);
  add_client (log, "Cyd", "", TRUE);
  add_entry (log, "Ana", "2026-02-01", 60, RONDO_PAYMENT_PAID);
  add_entry (log, "Ben", "2026-02-02", 30, RONDO_PAYMENT_PAID);
  add_entry (log, "unknown", "2026-02-03", 15, RONDO_PAYMENT_PAID);
  csv = export(log, 0);
  g_assert_cmpuint (csv->rows->len, ==, 4);
  assert_row (csv, 1, "1|Ben|Individual|||2026-02-02|2026-02-02|0.50|0.00");
  assert_row (csv, 2, "|Total Hours (Paid & Pro Bono)||||||0.50|0.00");
  totals = rondo_hours_totals (log->clients, log->entries, 0);
  g_assert_cmpint (totals.total, ==, 105);
  g_assert_cmpint (totals.not_exportable, ==, 75);
  g_assert_cmpint (totals.client_count, ==, 3);
}

static RondoLogEntry *
get_last (Log *log)
{
  return log->entries->pdata[log->entries->len - 1];
}

/* Fifteen people for an hour are one hour; the row names one of them and says how many. */
static void
test_group (void)
{
  g_autoptr (Log) log = log_new ();
  g_autoptr (RondoCsv) csv = NULL;
  RondoHoursTotals totals;

  add_client (log, "Ana", "ana@example.org", TRUE);
  add_entry (log, "Ana", "2026-02-01", 60, RONDO_PAYMENT_PAID);
  get_last (log)->group_size = 15;
  add_entry (log, "Ana", "2026-02-08", 60, RONDO_PAYMENT_PAID);
  get_last (log)->group_size = 12;
  add_entry (log, "Ana", "2026-02-09", 30, RONDO_PAYMENT_PAID);
  csv = export(log, 0);
  assert_row (csv, 1, "1|Ana|Group|15|ana@example.org|2026-02-01|2026-02-08|2.00|0.00");
  assert_row (csv, 2, "2|Ana|Individual||ana@example.org|2026-02-09|2026-02-09|0.50|0.00");
  totals = rondo_hours_totals (log->clients, log->entries, 0);
  g_assert_cmpint (totals.total, ==, 150);
  g_assert_cmpint (totals.client_count, ==, 1);
}

static void
test_other_activities (void)
{
  g_autoptr (Log) log = log_new ();
  g_autoptr (RondoCsv) csv = NULL;
  RondoHoursTotals totals;

  add_client (log, "Ana", "", TRUE);
  for (int activity = 0; activity < RONDO_N_ACTIVITIES; activity++) {
    add_entry (log, "Ana", "2026-02-01", 60, RONDO_PAYMENT_PAID);
    get_last (log)->activity = (RondoActivity)activity;
  }
  totals = rondo_hours_totals (log->clients, log->entries, 0);
  g_assert_cmpint (totals.total, ==, 60);
  csv = export(log, 0);
  assert_row (csv, 1, "1|Ana|Individual|||2026-02-01|2026-02-01|1.00|0.00");
  assert_row (csv, 2, "|Total Hours (Paid & Pro Bono)||||||1.00|0.00");
}

static void
test_formula (void)
{
  g_autoptr (Log) log = log_new ();
  g_autoptr (RondoCsv) csv = NULL;

  add_client (log, "=HYPERLINK(\"http://x\")", "+49 30 1", TRUE);
  add_entry (log, "=HYPERLINK(\"http://x\")", "2026-02-01", 60, RONDO_PAYMENT_PAID);
  csv = export(log, 0);
  assert_row (
      csv, 1, "1|'=HYPERLINK(\"http://x\")|Individual||'+49 30 1|2026-02-01|2026-02-01|1.00|0.00");
}

static void
test_empty (void)
{
  g_autoptr (Log) log = log_new ();
  g_autoptr (RondoCsv) csv = export(log, 60);
  RondoHoursTotals totals = rondo_hours_totals (log->clients, log->entries, 60);

  assert_row (csv, 1, "|Total Hours (Paid & Pro Bono)||||||0.00|0.00");
  g_assert_cmpint (totals.total + totals.paid + totals.client_count, ==, 0);
}

static void
test_sessions (void)
{
  g_autoptr (Log) log = log_new ();
  RondoPaidEdge edge;
  g_autofree char *text = NULL;
  g_autoptr (RondoCsv) csv = NULL;
  g_autoptr (GError) error = NULL;

  add_client (log, "Ana", "", TRUE);
  add_client (log, "Ben", "", FALSE);
  add_entry (log, "Ana", "2026-02-02", 50, RONDO_PAYMENT_RECIPROCAL);
  get_last (log)->start_minute = 545;
  get_last (log)->setting = RONDO_SETTING_THIRD_PARTY;
  add_entry (log, "Ana", "2026-02-01", 60, RONDO_PAYMENT_PAID);
  get_last (log)->group_size = 6;
  add_entry (log, "Ben", "2026-02-01", 60, RONDO_PAYMENT_PAID);
  add_entry (log, "Ana", "2026-02-03", 60, RONDO_PAYMENT_PAID);
  get_last (log)->activity = RONDO_ACTIVITY_SUPERVISION;
  edge = rondo_paid_edge_find (log->entries, 20);
  text = rondo_hours_export_sessions (log->clients, log->entries, &edge, 20000);
  csv = rondo_csv_parse (text, strlen (text), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (csv->rows->len, ==, 5);
  assert_row (csv, 1, "2026-02-01||Ana|Group|6|direct|60|1.00|0.00");
  assert_row (csv, 2, "2026-02-02|09:05|Ana|Individual||third-party|50|0.33|0.50");
  assert_row (csv, 3, "Total||||||110|1.33|0.50");
}

static Log *
random_log (GRand *rand)
{
  Log *log = log_new ();
  int n_clients = g_rand_int_range (rand, 1, 8);
  int n_entries = g_rand_int_range (rand, 0, 40);

  for (int i = 0; i < n_clients; i++) {
    g_autofree char *name = g_strdup_printf ("client %d", i);

    add_client (log, name, "", g_rand_boolean (rand));
  }
  for (int i = 0; i < n_entries; i++) {
    g_autofree char *name = g_strdup_printf ("client %d", g_rand_int_range (rand, 0, n_clients));
    g_autofree char *date = g_strdup_printf ("2026-01-%02d", g_rand_int_range (rand, 1, 32));

    add_entry (log,
               name,
               date,
               g_rand_int_range (rand, 1, 181),
               (RondoPayment)g_rand_int_range (rand, 0, 3));
  }
  return log;
}

static int
hundredths (const char *hours)
{
  char *end;
  int whole = (int)strtol (hours, &end, 10);

  g_assert_cmpint (*end, ==, '.');
  g_assert_cmpuint (strlen (end), ==, 3);
  return whole * 100 + atoi (end + 1);
}

static void
check_foots (guint32 seed)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  g_autoptr (Log) log = random_log (rand);
  int64_t received = g_rand_int_range (rand, 0, 3000);
  g_autoptr (RondoCsv) csv = export(log, received);
  RondoHoursTotals totals = rondo_hours_totals (log->clients, log->entries, received);
  const RondoCsvRow *total = csv->rows->pdata[csv->rows->len - 2];
  int64_t sum[2] = {0, 0};

  for (guint i = 1; i < csv->rows->len - 2; i++)
    for (int j = 0; j < 2; j++)
      sum[j] += hundredths (((RondoCsvRow *)csv->rows->pdata[i])->cells[7 + j]);
  for (int j = 0; j < 2; j++)
    g_assert_cmpint (hundredths (total->cells[7 + j]), ==, sum[j]);
  g_assert_cmpint ((sum[0] + sum[1]) * 60, <=, (totals.total - totals.not_exportable) * 100);
  /* Less than a hundredth of an hour is lost per row and column. */
  g_assert_cmpint ((sum[0] + sum[1] + 2 * (csv->rows->len - 3)) * 60,
                   >=,
                   (totals.total - totals.not_exportable) * 100);
}

static void
test_foots (void)
{
  for (guint32 seed = 1; seed <= 500; seed++) {
    g_test_message ("seed %u", seed);
    check_foots (seed);
  }
}

static void
test_monotone (void)
{
  for (guint32 seed = 1; seed <= 200; seed++) {
    g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
    g_autoptr (Log) log = random_log (rand);
    RondoHoursTotals before = rondo_hours_totals (log->clients, log->entries, 0);

    g_test_message ("seed %u", seed);
    for (int received = 7; received < 3000; received += 7) {
      RondoHoursTotals after = rondo_hours_totals (log->clients, log->entries, received);

      g_assert_cmpint (after.total, ==, before.total);
      g_assert_cmpint (after.paid + after.pro_bono, ==, after.total);
      g_assert_cmpint (after.paid, >=, before.paid);
      g_assert_cmpint (after.paid, <=, before.paid + 7);
      before = after;
    }
  }
}

/* The list as it lies in the store is no order: the same log gives the same file. */
static void
test_any_order (void)
{
  for (guint32 seed = 1; seed <= 50; seed++) {
    g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
    g_autoptr (Log) log = random_log (rand);
    g_autofree char *before = rondo_hours_export_icf (log->clients, log->entries, 300, 20000);
    g_autofree char *after = NULL;

    g_test_message ("seed %u", seed);
    for (guint i = 0; i + 1 < log->entries->len; i++) {
      guint j = (guint)g_rand_int_range (rand, (gint32)i, (gint32)log->entries->len);
      gpointer swap = log->entries->pdata[i];

      log->entries->pdata[i] = log->entries->pdata[j];
      log->entries->pdata[j] = swap;
    }
    after = rondo_hours_export_icf (log->clients, log->entries, 300, 20000);
    g_assert_cmpstr (after, ==, before);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/hours/eight-received-of-ten-given-are-eight-paid-ica-4000087325",
                   test_eight_of_ten);
  g_test_add_func ("/core/hours/reciprocal-is-paid-up-to-received-ica-4000087325", test_split);
  g_test_add_func ("/core/hours/the-earliest-reciprocal-minutes-are-paid-first",
                   test_earliest_first);
  g_test_add_func ("/core/hours/one-row-per-client-in-the-columns-of-icf-5000653702", test_columns);
  g_test_add_func ("/core/hours/without-consent-a-client-is-left-off-icf-5000653702", test_consent);
  g_test_add_func ("/core/hours/a-group-is-logged-once-with-its-size-icf-faq-credentialing",
                   test_group);
  g_test_add_func (
      "/core/hours/mentoring-supervision-and-training-are-no-client-hours-icf-5000896617",
      test_other_activities);
  g_test_add_func ("/core/hours/sessions-of-clients-with-consent-are-listed-and-foot",
                   test_sessions);
  g_test_add_func ("/core/hours/formulas-are-neutralised", test_formula);
  g_test_add_func ("/core/hours/an-empty-log-has-a-total-of-nothing", test_empty);
  g_test_add_func ("/core/hours/the-total-foots-and-nothing-is-rounded-up", test_foots);
  g_test_add_func ("/core/hours/who-receives-more-is-paid-more", test_monotone);
  g_test_add_func ("/core/hours/the-order-of-the-list-does-not-matter", test_any_order);
  return g_test_run ();
}
