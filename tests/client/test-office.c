/* SPDX-License-Identifier: GPL-3.0-or-later
 * Exported logs as LibreOffice and pdftotext read them: the sums are those of the rows. */
#include "config.h"

#include "client-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

#include "rondo-csv.h"
#include "rondo-papers-reader.h"

#define FIRST_DAY 20000
#define TODAY (FIRST_DAY + 100)
#define CLIENTS 12
#define TOTAL "Total Hours (Paid & Pro Bono)"
#define PAID_COLUMN 7
#define PRO_BONO_COLUMN 8

/* Formulas are computed by the program, whatever result stands in the file. */
static const char SETTINGS[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<oor:items xmlns:oor=\"http://openoffice.org/2001/registry\">"
    "<item oor:path=\"/org.openoffice.Office.Calc/Formula/Load\">"
    "<prop oor:name=\"OOXMLRecalcMode\" oor:op=\"fuse\"><value>0</value></prop></item>"
    "</oor:items>\n";

static void
set_text (char **slot, const char *text)
{
  g_free (*slot);
  *slot = g_strdup (text);
}

/* Minutes that are no round hours, so that sums of rounded rows differ from rounded sums. */
static Local *
new_log (void)
{
  static const char *const names[] = {
      "Zoë O'Hara", "山田太郎", "כהן", "Ana; \"quoted\", with commas"};
  Local *local = local_new ();
  RondoChange *change = rondo_change_new ();

  for (guint i = 0; i < CLIENTS; i++) {
    g_autoptr (RondoClientPerson) client = rondo_client_person_new ();
    g_autofree char *name = g_strdup_printf ("%s %u", names[i % G_N_ELEMENTS (names)], i);

    client->id = g_strdup (fixture_id (100 + i));
    set_text (&client->name, name);
    client->has_consented = TRUE;
    rondo_change_put_client (change, client);
    for (guint j = 0; j < 3; j++) {
      g_autoptr (RondoLogEntry) entry = rondo_log_entry_new ();

      entry->id = g_strdup (fixture_id (200 + 3 * i + j));
      entry->client = g_strdup (client->id);
      entry->date = FIRST_DAY + (RondoDate)(i + j);
      entry->minutes = (int)(47 + 5 * i + j);
      entry->payment = j == 2 ? RONDO_PAYMENT_PRO_BONO : RONDO_PAYMENT_PAID;
      rondo_change_put_log_entry (change, entry);
    }
  }
  local_save (local, change);
  return local;
}

static void
write_log (Local *local, RondoPaperForm form, const char *path)
{
  const RondoPaperOrder order = {
      .paper = RONDO_PAPER_LOG, .form = form, .today = TODAY, .now_us = NOW_US};
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = rondo_papers_reader_write (local->db, &order, &error);

  g_assert_no_error (error);
  g_assert_true (g_file_set_contents (
      path, g_bytes_get_data (bytes, NULL), (gssize)g_bytes_get_size (bytes), &error));
  g_assert_no_error (error);
}

/* Runs a program that has to do well. (transfer full) */
static char *
run (const char *const *arguments)
{
  g_autoptr (GError) error = NULL;
  char *out = NULL;
  int status = 0;

  g_assert_true (g_spawn_sync (NULL,
                               (char **)arguments,
                               NULL,
                               G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL,
                               NULL,
                               NULL,
                               &out,
                               NULL,
                               &status,
                               &error));
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
  return out;
}

static void
remove_folder (const char *dir)
{
  const char *const arguments[] = {"rm", "-rf", "--", dir, NULL};
  g_autofree char *out = run (arguments);

  g_assert_cmpstr (out, ==, "");
}

/* @dir/log.xlsx as LibreOffice shows it, as a table of text. (transfer full) */
static char *
read_by_office (const char *dir)
{
  g_autofree char *settings_dir = g_build_filename (dir, "office", "user", NULL);
  g_autofree char *settings = g_build_filename (settings_dir, "registrymodifications.xcu", NULL);
  g_autofree char *profile = g_strdup_printf ("-env:UserInstallation=file://%s/office", dir);
  g_autofree char *book = g_build_filename (dir, "log.xlsx", NULL);
  g_autofree char *table = g_build_filename (dir, "log.csv", NULL);
  const char *const arguments[] = {"env",
                                   "-u",
                                   "G_DEBUG",
                                   "soffice",
                                   profile,
                                   "--headless",
                                   "--convert-to",
                                   "csv:Text - txt - csv (StarCalc):44,34,76,1",
                                   "--outdir",
                                   dir,
                                   book,
                                   NULL};
  g_autofree char *out = NULL;
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_assert_cmpint (g_mkdir_with_parents (settings_dir, 0700), ==, 0);
  g_assert_true (g_file_set_contents (settings, SETTINGS, -1, &error));
  out = run (arguments);
  g_assert_true (g_file_get_contents (table, &text, NULL, &error));
  g_assert_no_error (error);
  return text;
}

static const char *
get_cell (const RondoCsv *csv, guint row, guint column)
{
  const RondoCsvRow *cells = g_ptr_array_index (csv->rows, row);

  return column < g_strv_length (cells->cells) ? cells->cells[column] : "";
}

static guint
find_row (const RondoCsv *csv, guint column, const char *text)
{
  for (guint i = 0; i < csv->rows->len; i++)
    if (g_str_equal (get_cell (csv, i, column), text))
      return i;
  g_error ("there is no row with %s", text);
}

/* "12.34" as hundredths. */
static int64_t
to_hundredths (const char *text)
{
  char *end = NULL;
  int64_t whole = g_ascii_strtoll (text, &end, 10);

  g_assert_cmpint (*end, ==, '.');
  g_assert_cmpuint (strlen (end + 1), ==, 2);
  return whole * 100 + g_ascii_strtoll (end + 1, NULL, 10);
}

static void
assert_column (const RondoCsv *ours, const RondoCsv *theirs, guint column)
{
  guint first = find_row (theirs, 1, "Client Name") + 1;
  guint total = find_row (theirs, 1, TOTAL);
  guint our_total = find_row (ours, 1, TOTAL);
  int64_t sum = 0;

  g_assert_cmpuint (total - first, ==, CLIENTS);
  for (guint i = first; i < total; i++)
    sum += to_hundredths (get_cell (theirs, i, column));
  g_assert_cmpint (sum, ==, to_hundredths (get_cell (theirs, total, column)));
  g_assert_cmpstr (get_cell (theirs, total, column), ==, get_cell (ours, our_total, column));
}

static void
test_spreadsheet (void)
{
  g_autoptr (Local) local = new_log ();
  g_autofree char *dir = fixture_make_dir ();
  g_autofree char *xlsx = g_build_filename (dir, "log.xlsx", NULL);
  g_autofree char *csv = g_build_filename (dir, "ours.csv", NULL);
  g_autofree char *our_text = NULL;
  g_autofree char *their_text = NULL;
  g_autoptr (RondoCsv) ours = NULL;
  g_autoptr (RondoCsv) theirs = NULL;
  g_autoptr (GError) error = NULL;

  write_log (local, RONDO_PAPER_FORM_XLSX, xlsx);
  write_log (local, RONDO_PAPER_FORM_CSV, csv);
  g_assert_true (g_file_get_contents (csv, &our_text, NULL, &error));
  their_text = read_by_office (dir);
  ours = rondo_csv_parse (our_text, strlen (our_text), &error);
  g_assert_no_error (error);
  theirs = rondo_csv_parse (their_text, strlen (their_text), &error);
  g_assert_no_error (error);
  assert_column (ours, theirs, PAID_COLUMN);
  assert_column (ours, theirs, PRO_BONO_COLUMN);
  g_assert_nonnull (strstr (their_text, "山田太郎 1"));
  g_assert_nonnull (strstr (their_text, "כהן 2"));
  remove_folder (dir);
}

static void
test_pages (void)
{
  g_autoptr (Local) local = new_log ();
  g_autofree char *dir = fixture_make_dir ();
  g_autofree char *pdf = g_build_filename (dir, "log.pdf", NULL);
  g_autofree char *csv = g_build_filename (dir, "ours.csv", NULL);
  const char *const arguments[] = {"pdftotext", "-layout", pdf, "-", NULL};
  g_autofree char *our_text = NULL;
  g_autofree char *said = NULL;
  g_autoptr (RondoCsv) ours = NULL;
  guint total;

  write_log (local, RONDO_PAPER_FORM_CSV, csv);
  g_assert_true (g_file_get_contents (csv, &our_text, NULL, NULL));
  ours = rondo_csv_parse (our_text, strlen (our_text), NULL);
  total = find_row (ours, 1, TOTAL);
  write_log (local, RONDO_PAPER_FORM_PDF_A4, pdf);
  said = run (arguments);
  g_assert_nonnull (strstr (said, get_cell (ours, total, PAID_COLUMN)));
  g_assert_nonnull (strstr (said, get_cell (ours, total, PRO_BONO_COLUMN)));
  remove_folder (dir);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/client/office/libreoffice-reads-the-spreadsheet-and-the-sums-agree",
                   test_spreadsheet);
  g_test_add_func ("/client/office/pdftotext-finds-the-totals", test_pages);
  return g_test_run ();
}
