/* SPDX-License-Identifier: GPL-3.0-or-later
 * Spreadsheets, pages and archives, read by programs that are not ours. */
#include "config.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

#include "rondo-hours.h"
#include "rondo-paper.h"

#define MANY 120

static const RondoColumn columns[] = {
    {"Name", RONDO_CELL_TEXT, 20, FALSE},
    {"Day", RONDO_CELL_DATE, 11, FALSE},
    {"Size", RONDO_CELL_COUNT, 6, FALSE},
    {"Hours", RONDO_CELL_HOURS, 8, TRUE},
};

static const char *const names[] = {"Zoë O'Hara", "דוד כהן", "山田太郎", "=1+1"};

static RondoTable *
new_table (guint n_rows)
{
  RondoTable *table = rondo_table_new ("Coaching Log", columns, G_N_ELEMENTS (columns));

  for (guint i = 0; i < n_rows; i++) {
    const char *const cells[] = {
        names[i % G_N_ELEMENTS (names)], "2026-03-01", i % 2 == 0 ? "" : "6", "0.83", NULL};

    rondo_table_add_row (table, cells);
  }
  rondo_table_add_up (table, 0, "Total Hours");
  rondo_table_take_note (table, g_strdup ("Hours are self-reported and not certified."));
  return table;
}

static GPtrArray *
in_list (RondoTable *table)
{
  GPtrArray *tables = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_table_free);

  g_ptr_array_add (tables, table);
  return tables;
}

/* What @program, and @script before the file if there is one, say of @bytes. */
static char *
read_by (const char *program, const char *option, GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  char *out = NULL;
  int status = 0;
  int file = g_file_open_tmp ("rondo-paper-XXXXXX", &path, &error);
  const char *const arguments[] = {
      program, option, path, g_str_equal (program, "pdftotext") ? "-" : NULL, NULL};

  g_assert_no_error (error);
  g_close (file, NULL);
  g_assert_true (g_file_set_contents (
      path, g_bytes_get_data (bytes, NULL), (gssize)g_bytes_get_size (bytes), &error));
  g_assert_true (g_spawn_sync (NULL,
                               (char **)arguments,
                               NULL,
                               G_SPAWN_SEARCH_PATH,
                               NULL,
                               NULL,
                               &out,
                               NULL,
                               &status,
                               &error));
  g_assert_no_error (error);
  g_unlink (path);
  g_assert_cmpint (status, ==, 0);
  return out;
}

static char *
read_archive (GBytes *bytes)
{
  return read_by ("python3", g_getenv ("RONDO_SHEETS_SCRIPT"), bytes);
}

static guint
count (const char *text, const char *part)
{
  guint n = 0;

  for (const char *at = strstr (text, part); at != NULL; at = strstr (at + 1, part))
    n++;
  return n;
}

static void
test_sheet (void)
{
  g_autoptr (GPtrArray) tables = in_list (new_table (4));
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = rondo_paper_write_xlsx (tables, &error);
  g_autofree char *said = NULL;

  g_assert_no_error (error);
  said = read_archive (bytes);
  g_assert_cmpstr (said,
                   ==,
                   "sheet Coaching Log\n"
                   "A1 s Name\nB1 s Day\nC1 s Size\nD1 s Hours\n"
                   "A2 s Zoë O'Hara\nB2 n yyyy-mm-dd 46082\nD2 n 0.00 0.83\n"
                   "A3 s דוד כהן\nB3 n yyyy-mm-dd 46082\nC3 n 0 6\nD3 n 0.00 0.83\n"
                   "A4 s 山田太郎\nB4 n yyyy-mm-dd 46082\nD4 n 0.00 0.83\n"
                   "A5 s =1+1\nB5 n yyyy-mm-dd 46082\nC5 n 0 6\nD5 n 0.00 0.83\n"
                   "A6 s Total Hours\nB6 n General\nC6 n General\nD6 f 0.00 SUM(D2:D5) 3.32\n"
                   "A8 s Hours are self-reported and not certified.\n");
}

static void
test_empty_sheet (void)
{
  g_autoptr (GPtrArray) tables = in_list (new_table (0));
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = rondo_paper_write_xlsx (tables, &error);
  g_autofree char *said = NULL;

  g_assert_no_error (error);
  said = read_archive (bytes);
  g_assert_nonnull (strstr (said, "A2 s Total Hours\n"));
  g_assert_nonnull (strstr (said, "D2 s 0.00\n"));
}

static void
test_pages (void)
{
  static const RondoPageSize sizes[] = {RONDO_PAGE_A4, RONDO_PAGE_LETTER};

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++) {
    g_autoptr (GPtrArray) tables = in_list (new_table (MANY));
    g_autoptr (GError) error = NULL;
    g_autoptr (GBytes) bytes = rondo_paper_write_pdf (tables, sizes[i], &error);
    g_autofree char *said = NULL;
    guint n_pages;
    g_autofree char *last = NULL;

    g_assert_no_error (error);
    said = read_by ("pdftotext", "-layout", bytes);
    n_pages = count (said, "\f");
    last = g_strdup_printf ("Page %u of %u", n_pages, n_pages);
    g_assert_cmpuint (n_pages, >=, 4);
    g_assert_nonnull (strstr (said, last));
    g_assert_cmpuint (count (said, "Hours\n"), >=, n_pages);
    g_assert_cmpuint (count (said, "0.83"), ==, MANY);
    g_assert_cmpuint (count (said, "99.60"), ==, 1);
    g_assert_cmpuint (count (said, "山田太郎"), ==, MANY / 4);
    g_assert_cmpuint (count (said, "Zoë O'Hara"), ==, MANY / 4);
    g_assert_cmpuint (count (said, "כהן"), ==, MANY / 4);
    g_assert_nonnull (strstr (said, "self-reported and not certified"));
  }
}

static void
assert_page_size (RondoPageSize size, const char *expected)
{
  g_autoptr (GPtrArray) tables = in_list (new_table (1));
  g_autoptr (GBytes) bytes = rondo_paper_write_pdf (tables, size, NULL);
  g_autofree char *said = read_by ("pdfinfo", "-box", bytes);

  if (strstr (said, expected) == NULL)
    g_error ("%s is not in %s", expected, said);
}

static void
test_page_size (void)
{
  assert_page_size (RONDO_PAGE_A4, "(A4)");
  assert_page_size (RONDO_PAGE_LETTER, "(letter)");
}

/* The words of a row that is higher than a page are all there, on more than one. */
static void
test_long_row (void)
{
  RondoTable *table = new_table (0);
  g_autoptr (GPtrArray) tables = in_list (table);
  g_autoptr (GString) text = g_string_new (NULL);
  const char *cells[] = {NULL, "2026-03-01", "", "1.00", NULL};
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *said = NULL;

  for (guint i = 0; i < 300; i++)
    g_string_append_printf (text, "w%03u is a word\n", i);
  cells[0] = text->str;
  rondo_table_add_row (table, cells);
  bytes = rondo_paper_write_pdf (tables, RONDO_PAGE_A4, NULL);
  said = read_by ("pdftotext", "-layout", bytes);
  g_assert_cmpuint (count (said, "\f"), >=, 3);
  g_assert_nonnull (strstr (said, "w000 is a word"));
  g_assert_nonnull (strstr (said, "w150 is a word"));
  g_assert_nonnull (strstr (said, "w299 is a word"));
}

static void
test_archive (void)
{
  g_autoptr (GPtrArray) files =
      g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_paper_file_free);
  g_autoptr (GBytes) text = g_bytes_new_static ("hello", 5);
  g_autoptr (GBytes) nothing = g_bytes_new_static ("", 0);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) again = NULL;
  g_autofree char *said = NULL;

  g_ptr_array_add (files, rondo_paper_file_new ("read me.txt", text));
  g_ptr_array_add (files, rondo_paper_file_new ("letters/Müller & Söhne.txt", nothing));
  bytes = rondo_paper_write_zip (files, 1772000000, &error);
  g_assert_no_error (error);
  said = read_archive (bytes);
  g_assert_cmpstr (said, ==, "read me.txt 5\nletters/Müller & Söhne.txt 0\n");
  again = rondo_paper_write_zip (files, 1772000000, &error);
  g_assert_true (g_bytes_equal (bytes, again));
}

static void
test_csv_foots (void)
{
  g_autoptr (RondoTable) table = new_table (3);
  g_autofree char *text = rondo_table_to_csv (table);

  g_assert_cmpstr (text,
                   ==,
                   "Name,Day,Size,Hours\r\nZoë O'Hara,2026-03-01,,0.83\r\nדוד כהן,2026-03-01,6,0.83"
                   "\r\n山田太郎,2026-03-01,,0.83\r\nTotal Hours,,,2.49\r\nHours are self-reported "
                   "and not certified.\r\n");
}

static void
test_numbers (void)
{
  static const struct {
    RondoCellType type;
    const char *cell;
    int64_t number; /* -1: none */
  } cases[] = {{RONDO_CELL_HOURS, "0.83", 83},
               {RONDO_CELL_HOURS, "2500.00", 250000},
               {RONDO_CELL_HOURS, "1.5", -1},
               {RONDO_CELL_HOURS, "", -1},
               {RONDO_CELL_HOURS, "x", -1},
               {RONDO_CELL_COUNT, "12", 12},
               {RONDO_CELL_COUNT, "12a", -1},
               {RONDO_CELL_TEXT, "12", -1}};

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    int64_t number = -1;
    gboolean is_number = rondo_table_get_number (cases[i].type, cases[i].cell, &number);

    g_assert_cmpint (is_number, ==, cases[i].number >= 0);
    if (is_number)
      g_assert_cmpint (number, ==, cases[i].number);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/paper/xlsx/numbers-days-and-sums-have-their-types", test_sheet);
  g_test_add_func ("/paper/xlsx/a-table-without-rows-is-a-sheet-too", test_empty_sheet);
  g_test_add_func ("/paper/pdf/every-page-is-numbered-and-the-total-foots", test_pages);
  g_test_add_func ("/paper/pdf/pages-are-a4-or-letter", test_page_size);
  g_test_add_func ("/paper/pdf/a-row-higher-than-a-page-goes-on", test_long_row);
  g_test_add_func ("/paper/zip/names-and-contents-are-read-again", test_archive);
  g_test_add_func ("/paper/table/csv-foots", test_csv_foots);
  g_test_add_func ("/paper/table/numbers-are-read-from-cells", test_numbers);
  return g_test_run ();
}
