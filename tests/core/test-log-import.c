/* SPDX-License-Identifier: GPL-3.0-or-later
 * Foreign tables of sessions: values as people write them, columns as they call them, and a folder
 * of files as they come. */
#include "config.h"

#include <string.h>

#include "rondo-log-import.h"

static RondoDate
to_date (const char *text)
{
  RondoDate date = RONDO_DATE_NONE;

  g_assert_true (rondo_date_parse (text, &date));
  return date;
}

static void
test_dates (void)
{
  static const struct {
    const char *text;
    RondoDateOrder order;
    const char *date; /* NULL: none */
  } cases[] = {
      {"2026-03-12", 0, "2026-03-12"},
      {" 2026/3/12 ", RONDO_ORDER_MONTH_FIRST, "2026-03-12"},
      {"12.03.2026", 0, "2026-03-12"},
      {"12.3.26", 0, "2026-03-12"},
      {"12/03/2026", RONDO_ORDER_DAY_FIRST, "2026-03-12"},
      {"12/03/2026", RONDO_ORDER_MONTH_FIRST, "2026-12-03"},
      {"1/2/99", RONDO_ORDER_DAY_FIRST, "1999-02-01"},
      {"12 March 2026", 0, "2026-03-12"},
      {"12. März 2026", 0, "2026-03-12"},
      {"Mar 12, 2026", 0, "2026-03-12"},
      {"Thursday, 12 Mar 2026, 18:00", 0, "2026-03-12"},
      {"mardi 12 mai 2026", 0, "2026-05-12"},
      {"1er août 2026", 0, "2026-08-01"},
      {"2026 Dec 5", 0, "2026-12-05"},
      {"2026-03-12T18:00:00Z", 0, "2026-03-12"},
      {"20260312", 0, "2026-03-12"},
      {"45658", 0, "2025-01-01"},
      {"45658.75", 0, "2025-01-01"},
      {"31/02/2026", 0, NULL},
      {"13/13/2026", 0, NULL},
      {"12/03", 0, NULL},
      {"tomorrow", 0, NULL},
      {"", 0, NULL},
      {"99999999999999999999", 0, NULL},
      {"1/1/99999", 0, NULL},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    RondoDate date = RONDO_DATE_NONE;
    gboolean is_date = rondo_loose_date_parse (cases[i].text, cases[i].order, &date);
    g_autofree char *iso = is_date ? rondo_date_to_iso (date) : NULL;

    if (g_strcmp0 (iso, cases[i].date) != 0)
      g_error ("“%s” is %s", cases[i].text, iso);
  }
}

static void
test_lengths (void)
{
  static const struct {
    const char *text;
    RondoLengthUnit unit;
    int minutes; /* -1: none */
  } cases[] = {
      {"1:30", RONDO_LENGTH_HOURS, 90},
      {"01:30:00", RONDO_LENGTH_HOURS, 90},
      {"90 min", RONDO_LENGTH_HOURS, 90},
      {"90min.", RONDO_LENGTH_HOURS, 90},
      {"90'", RONDO_LENGTH_HOURS, 90},
      {"1.5 h", RONDO_LENGTH_MINUTES, 90},
      {"1,5", RONDO_LENGTH_HOURS, 90},
      {"90", RONDO_LENGTH_MINUTES, 90},
      {"1h30", RONDO_LENGTH_MINUTES, 90},
      {"1 h 30 m", RONDO_LENGTH_MINUTES, 90},
      {"1 Std. 30 Min.", 0, 90},
      {"1½ hours", 0, 90},
      {"PT1H30M", 0, 90},
      {"0.83", RONDO_LENGTH_HOURS, 50},
      {"0,75 Stunden", 0, 45},
      {"0.8333", RONDO_LENGTH_HOURS, 50},
      {"1,234.5", RONDO_LENGTH_HOURS, 74070},
      {"1.234,5", RONDO_LENGTH_HOURS, 74070},
      {"2", RONDO_LENGTH_HOURS, 120},
      {"", 0, -1},
      {"long", 0, -1},
      {"1:75", RONDO_LENGTH_HOURS, -1},
      {"-1", RONDO_LENGTH_HOURS, -1},
      {"1 apple", 0, -1},
      {"999999999999", 0, -1},
      {"1:30:xx", 0, -1},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    int64_t minutes = -1;
    gboolean is_length = rondo_loose_length_parse (cases[i].text, cases[i].unit, &minutes);

    if ((is_length ? minutes : -1) != cases[i].minutes)
      g_error ("“%s” is %d", cases[i].text, (int)minutes);
  }
}

/* Hours as they are shown are the same minutes again, for every length of a day. */
static void
test_hours_come_back (void)
{
  for (int64_t minutes = 1; minutes <= 1440; minutes++) {
    g_autofree char *hours = rondo_minutes_to_hours (minutes);
    int64_t again = 0;

    g_assert_true (rondo_loose_length_parse (hours, RONDO_LENGTH_HOURS, &again));
    g_assert_cmpint (again, ==, minutes);
  }
}

static void
test_clocks (void)
{
  static const struct {
    const char *text;
    int minute;
  } cases[] = {{"18:30", 1110},
               {"6:30 PM", 1110},
               {"18.30", 1110},
               {"18h30", 1110},
               {"12:05 am", 5},
               {"12 p.m.", 720},
               {"9:05:30", 545},
               {"18 Uhr", 1080},
               {"1.1.26 7:15", 435},
               {"25:00", -1},
               {"18", -1},
               {"", -1},
               {"noon", -1}};

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    int minute = -1;
    gboolean is_clock = rondo_loose_clock_parse (cases[i].text, &minute);

    if ((is_clock ? minute : -1) != cases[i].minute)
      g_error ("“%s” is %d", cases[i].text, minute);
  }
}

static void
test_payments (void)
{
  static const struct {
    const char *text;
    int payment; /* -1: none */
  } cases[] = {{"Paid", RONDO_PAYMENT_PAID},
               {"unpaid", RONDO_PAYMENT_PRO_BONO},
               {"Pro bono", RONDO_PAYMENT_PRO_BONO},
               {"ja", RONDO_PAYMENT_PAID},
               {"Nein", RONDO_PAYMENT_PRO_BONO},
               {"€ 120,-", RONDO_PAYMENT_PAID},
               {"$0", RONDO_PAYMENT_PRO_BONO},
               {"im Tausch", RONDO_PAYMENT_RECIPROCAL},
               {"peer", RONDO_PAYMENT_RECIPROCAL},
               {"perhaps", -1}};

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    RondoPayment payment = 0;
    gboolean is_payment = rondo_loose_payment_parse (cases[i].text, &payment);

    if ((is_payment ? (int)payment : -1) != cases[i].payment)
      g_error ("“%s” is %d", cases[i].text, (int)payment);
  }
}

static RondoLogImport *
read_bytes (GBytes *bytes, GPtrArray *clients, GPtrArray *entries, const char *remembered)
{
  guint skipped = 0;
  g_autofree char *text = rondo_log_import_decode (bytes, &skipped, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (RondoCsv) csv = rondo_csv_parse (text, strlen (text), &error);
  g_autoptr (RondoLogMapping) mapping = NULL;
  g_autoptr (GPtrArray) nobody = g_ptr_array_new ();
  const RondoLogImportBase base = {.clients = clients != NULL ? clients : nobody,
                                   .entries = entries != NULL ? entries : nobody,
                                   .today = to_date ("2026-01-01"),
                                   .now_us = 1770000000000000};

  g_assert_no_error (error);
  mapping = rondo_log_mapping_guess (csv);
  if (remembered != NULL)
    g_assert_true (rondo_log_mapping_apply_text (mapping, remembered));
  return rondo_log_import_read (csv, mapping, skipped, &base);
}

static GBytes *
load (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "core", "log-import", name, NULL);
  g_autoptr (GError) error = NULL;
  char *data = NULL;
  gsize length = 0;

  g_file_get_contents (path, &data, &length, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (data, length);
}

static RondoLogImport *
read_file (const char *name)
{
  g_autoptr (GBytes) bytes = load (name);

  return read_bytes (bytes, NULL, NULL, NULL);
}

/* New, doubtful, duplicate and not understood lines, clients, entries, minutes, remarks. */
static char *
summarise (const RondoLogImport *import)
{
  int64_t minutes = 0;
  guint n_entries = rondo_log_import_count (import, FALSE, &minutes);

  return g_strdup_printf ("%u %u %u %u, %u clients, %u entries, %d min, %u remarks",
                          import->count[0],
                          import->count[1],
                          import->count[2],
                          import->count[3],
                          import->clients->len,
                          n_entries,
                          (int)minutes,
                          import->remarks->len);
}

static void
test_files (void)
{
  static const struct {
    const char *name;
    const char *summary;
  } cases[] = {
      {"icf.csv", "2 0 0 0, 2 clients, 9 entries, 470 min, 1 remarks"},
      {"icf-impossible.csv", "1 1 0 2, 4 clients, 93 entries, 5580 min, 2 remarks"},
      {"german.csv", "3 0 0 0, 2 clients, 3 entries, 180 min, 0 remarks"},
      {"british.csv", "3 0 0 0, 2 clients, 3 entries, 195 min, 0 remarks"},
      {"american.csv", "3 0 0 0, 2 clients, 3 entries, 195 min, 0 remarks"},
      {"ambiguous.csv", "2 0 0 0, 1 clients, 2 entries, 120 min, 1 remarks"},
      {"tabs.txt", "4 0 0 0, 2 clients, 4 entries, 360 min, 1 remarks"},
      {"decimal-comma.csv", "4 0 0 0, 1 clients, 4 entries, 245 min, 0 remarks"},
      {"title-lines.csv", "3 0 0 0, 3 clients, 3 entries, 135 min, 1 remarks"},
      {"sep-line.csv", "1 0 1 0, 1 clients, 1 entries, 60 min, 1 remarks"},
      {"utf-16.csv", "2 0 0 0, 2 clients, 2 entries, 105 min, 1 remarks"},
      {"no-header.csv", "3 0 0 0, 2 clients, 3 entries, 165 min, 1 remarks"},
      {"overlaps.csv", "3 1 1 0, 3 clients, 4 entries, 240 min, 1 remarks"},
      {"long-day.csv", "1 3 0 2, 2 clients, 4 entries, 1220 min, 1 remarks"},
      {"broken.csv", "1 0 0 8, 1 clients, 1 entries, 60 min, 0 remarks"},
      {"wrong-total.csv", "2 0 0 0, 1 clients, 2 entries, 120 min, 2 remarks"},
      {"sheet-numbers.csv", "2 0 0 0, 1 clients, 2 entries, 135 min, 1 remarks"},
      {"our-sessions.csv", "3 0 0 0, 1 clients, 4 entries, 210 min, 0 remarks"},
      {"formulas.csv", "2 0 0 1, 2 clients, 2 entries, 120 min, 1 remarks"},
      {"only-header.csv", "0 0 0 0, 0 clients, 0 entries, 0 min, 1 remarks"},
      {"old-mac.csv", "2 0 0 0, 1 clients, 2 entries, 90 min, 1 remarks"},
  };
  guint n_wrong = 0;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (RondoLogImport) import = read_file (cases[i].name);
    g_autofree char *summary = summarise (import);

    if (!g_str_equal (summary, cases[i].summary)) {
      for (guint j = 0; j < import->rows->len; j++) {
        const RondoLogImportRow *row = import->rows->pdata[j];

        g_test_message ("%u %d %s: %s", row->line, row->kind, row->title, row->detail);
      }
      for (guint j = 0; j < import->remarks->len; j++)
        g_test_message ("%s", (char *)import->remarks->pdata[j]);
      g_test_message ("%s: %s", cases[i].name, summary);
      n_wrong++;
    }
  }
  g_assert_cmpuint (n_wrong, ==, 0);
}

static const RondoLogEntry *
get_entry (const RondoLogImport *import, guint row, guint entry)
{
  return ((const RondoLogImportRow *)import->rows->pdata[row])->entries->pdata[entry];
}

static void
test_session_lines (void)
{
  g_autoptr (RondoLogImport) german = read_file ("german.csv");
  g_autoptr (RondoLogImport) ours = read_file ("our-sessions.csv");
  const RondoLogImportRow *row = german->rows->pdata[2];
  const RondoClientPerson *client = german->clients->pdata[0];

  g_assert_cmpstr (client->name, ==, "Jürgen Groß");
  g_assert_cmpstr (client->contact, ==, "jg@example.org");
  g_assert_cmpuint (row->line, ==, 4);
  g_assert_cmpstr (row->title, ==, "Müller, Anna");
  g_assert_cmpint (get_entry (german, 0, 0)->start_minute, ==, 18 * 60);
  g_assert_cmpint (get_entry (german, 0, 0)->minutes, ==, 90);
  g_assert_cmpint (get_entry (german, 1, 0)->payment, ==, RONDO_PAYMENT_PRO_BONO);
  g_assert_cmpint (get_entry (german, 2, 0)->date, ==, to_date ("2025-02-17"));
  g_assert_cmpint (get_entry (ours, 1, 0)->group_size, ==, 6);
  g_assert_cmpint (get_entry (ours, 1, 0)->setting, ==, RONDO_SETTING_THIRD_PARTY);
  g_assert_cmpint (get_entry (ours, 2, 0)->minutes, ==, 15);
  g_assert_cmpint (get_entry (ours, 2, 1)->minutes, ==, 45);
  g_assert_cmpint (get_entry (ours, 2, 1)->payment, ==, RONDO_PAYMENT_PRO_BONO);
}

/* What was exported, imported and exported again, is the same file. */
static void
test_round_trip (void)
{
  g_autoptr (GPtrArray) clients =
      g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_client_person_free);
  g_autoptr (GPtrArray) entries = g_ptr_array_new ();
  g_autoptr (GBytes) bytes = load ("icf.csv");
  g_autoptr (RondoLogImport) import = read_bytes (bytes, NULL, NULL, NULL);
  g_autoptr (RondoLogImport) again = NULL;
  g_autofree char *csv = NULL;
  g_autofree char *expected = NULL;

  for (guint i = 0; i < import->clients->len; i++) {
    RondoClientPerson *client = rondo_client_person_copy (import->clients->pdata[i]);

    client->has_consented = TRUE;
    g_ptr_array_add (clients, client);
  }
  for (guint i = 0; i < import->rows->len; i++) {
    const RondoLogImportRow *row = import->rows->pdata[i];

    for (guint j = 0; j < row->entries->len; j++)
      g_ptr_array_add (entries, row->entries->pdata[j]);
  }
  csv = rondo_hours_export_icf (clients, entries, 0, to_date ("2026-01-01"));
  expected = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  *strstr (csv, "\"Prepared") = '\0';
  *strstr (expected, "\"Prepared") = '\0';
  g_assert_cmpstr (csv, ==, expected);
  again = read_bytes (bytes, clients, entries, NULL);
  g_assert_cmpuint (again->count[RONDO_LOG_IMPORT_DUPLICATE], ==, 2);
  g_assert_cmpuint (again->clients->len, ==, 0);
}

/* One entry of the log is the same as one line, and not as two. */
static void
test_duplicates (void)
{
  g_autoptr (GBytes) bytes = load ("overlaps.csv");
  g_autoptr (GPtrArray) clients =
      g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_client_person_free);
  g_autoptr (GPtrArray) entries =
      g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_log_entry_free);
  RondoClientPerson *client = rondo_client_person_new ();
  RondoLogEntry *entry = rondo_log_entry_new ();
  g_autoptr (RondoLogImport) import = NULL;

  g_free (client->name);
  client->name = g_strdup ("ANA");
  client->id = g_strdup ("018f3b5e-7c1a-7d00-8000-00000000d001");
  g_ptr_array_add (clients, client);
  entry->client = g_strdup (client->id);
  entry->date = to_date ("2025-01-01");
  entry->minutes = 60;
  g_ptr_array_add (entries, entry);
  import = read_bytes (bytes, clients, entries, NULL);
  g_assert_cmpint (
      ((RondoLogImportRow *)import->rows->pdata[0])->kind, ==, RONDO_LOG_IMPORT_DUPLICATE);
  entry->start_minute = 300;
  g_clear_pointer (&import, rondo_log_import_free);
  import = read_bytes (bytes, clients, entries, NULL);
  g_assert_cmpint (
      ((RondoLogImportRow *)import->rows->pdata[0])->kind, !=, RONDO_LOG_IMPORT_DUPLICATE);
}

static void
test_remembered (void)
{
  g_autoptr (GBytes) bytes = load ("ambiguous.csv");
  g_autoptr (RondoLogImport) import =
      read_bytes (bytes, NULL, NULL, "date client length -;month-first;hours;reciprocal");
  g_autofree char *text = rondo_log_mapping_to_text (import->mapping);
  g_autoptr (RondoLogMapping) copy = rondo_log_mapping_copy (import->mapping);

  g_assert_cmpstr (text, ==, "date client length -;month-first;hours;reciprocal");
  g_assert_cmpint (import->count[RONDO_LOG_IMPORT_NOT_UNDERSTOOD], ==, 2);
  g_assert_false (rondo_log_mapping_apply_text (copy, "date client;month-first;hours;paid"));
  g_assert_false (rondo_log_mapping_apply_text (copy, "date client what -;day-first;hours;paid"));
  g_assert_false (rondo_log_mapping_apply_text (copy, ""));
}

/* Whatever the bytes are, something is said and nothing breaks. */
static void
test_noise (void)
{
  for (guint seed = 0; seed < 300; seed++) {
    g_autoptr (GRand) random = g_rand_new_with_seed (seed);
    static const char letters[] = "Date,Client;Hours\n\r\t\"'=:/.-0123456789 Totalxé\xff\x80";
    gsize length = (gsize)g_rand_int_range (random, 0, 400);
    g_autofree char *data = g_malloc (length + 1);
    g_autofree char *text = NULL;
    g_autoptr (GBytes) bytes = NULL;
    g_autoptr (RondoCsv) csv = NULL;
    guint skipped = 0;

    for (gsize i = 0; i < length; i++)
      data[i] = letters[g_rand_int_range (random, 0, sizeof letters - 1)];
    bytes = g_bytes_new (data, length);
    text = rondo_log_import_decode (bytes, &skipped, NULL);
    csv = text != NULL ? rondo_csv_parse (text, strlen (text), NULL) : NULL;
    if (csv != NULL) {
      g_autoptr (RondoLogImport) import = read_bytes (bytes, NULL, NULL, NULL);

      g_assert_nonnull (import);
    }
  }
}

static void
test_no_table (void)
{
  static const struct {
    const char *data;
    gsize length;
    const char *part;
  } cases[] = {{"PK\3\4xl", 6, "spreadsheet"}, {"a\0b", 3, "not a table"}, {"", 0, "not a table"}};

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GBytes) bytes = g_bytes_new_static (cases[i].data, cases[i].length);
    g_autoptr (GError) error = NULL;
    guint skipped = 0;

    g_assert_null (rondo_log_import_decode (bytes, &skipped, &error));
    g_assert_nonnull (strstr (error->message, cases[i].part));
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/log-import/days-as-people-write-them", test_dates);
  g_test_add_func ("/core/log-import/lengths-as-people-write-them", test_lengths);
  g_test_add_func ("/core/log-import/hours-shown-are-the-same-minutes-again", test_hours_come_back);
  g_test_add_func ("/core/log-import/times-of-the-day", test_clocks);
  g_test_add_func ("/core/log-import/payments-in-words-and-amounts", test_payments);
  g_test_add_func ("/core/log-import/files-as-they-come", test_files);
  g_test_add_func ("/core/log-import/a-line-becomes-a-session", test_session_lines);
  g_test_add_func ("/core/log-import/export-import-export-is-the-same", test_round_trip);
  g_test_add_func ("/core/log-import/one-entry-is-the-same-as-one-line", test_duplicates);
  g_test_add_func ("/core/log-import/columns-are-remembered", test_remembered);
  g_test_add_func ("/core/log-import/noise-is-read-too", test_noise);
  g_test_add_func ("/core/log-import/what-is-no-table-is-told", test_no_table);
  return g_test_run ();
}
