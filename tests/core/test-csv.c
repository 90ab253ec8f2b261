/* SPDX-License-Identifier: GPL-3.0-or-later
 * Comma-separated text: what files look like, what is refused, and that writing is undone by
 * reading. */
#include "config.h"

#include <string.h>

#include "rondo-csv.h"
#include "rondo-error.h"

static RondoCsv *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  RondoCsv *csv = rondo_csv_parse (text, strlen (text), &error);

  g_assert_no_error (error);
  return csv;
}

static RondoCsv *
parse_file (const char *name, GError **error)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "core", "csv", name, NULL);
  g_autofree char *text = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  return rondo_csv_parse (text, length, error);
}

static void
assert_row (const RondoCsv *csv, guint index, guint line, const char *cells)
{
  const RondoCsvRow *row;
  g_autofree char *joined = NULL;

  g_assert_cmpuint (index, <, csv->rows->len);
  row = csv->rows->pdata[index];
  joined = g_strjoinv ("|", row->cells);
  g_assert_cmpstr (joined, ==, cells);
  g_assert_cmpuint (row->line, ==, line);
}

static void
assert_refused (const char *name, const char *first_words, const char *other_words)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (parse_file (name, &error));
  g_assert_error (error, RONDO_ERROR, RONDO_ERROR_INVALID);
  g_test_message ("%s", error->message);
  g_assert_true (g_str_has_prefix (error->message, first_words));
  g_assert_nonnull (strstr (error->message, other_words));
}

static void
test_plain (void)
{
  g_autoptr (RondoCsv) csv = parse ("a,b\n1,2\n\n 3 ,\n\"\"\n");

  g_assert_cmpint (csv->delimiter, ==, ',');
  g_assert_cmpuint (csv->rows->len, ==, 4);
  assert_row (csv, 0, 1, "a|b");
  assert_row (csv, 1, 2, "1|2");
  assert_row (csv, 2, 4, " 3 |");
  assert_row (csv, 3, 5, "");
}

static void
test_no_end (void)
{
  g_autoptr (RondoCsv) csv = parse ("a,b\r\n1,\"2\"");
  g_autoptr (RondoCsv) comma = parse ("a,b\n1,");
  g_autoptr (RondoCsv) nothing = parse ("");

  assert_row (csv, 1, 2, "1|2");
  assert_row (comma, 1, 2, "1|");
  g_assert_cmpuint (nothing->rows->len, ==, 0);
}

static void
test_quotes (void)
{
  g_autoptr (RondoCsv) csv = parse ("\"a\"\"b\",c\"d\"\"e,\"f\"g,\"\"\"\"\n");

  assert_row (csv, 0, 1, "a\"b|c\"d\"\"e|fg|\"");
}

static void
test_delimiters (void)
{
  g_autoptr (RondoCsv) semicolons = parse_file ("semicolons.csv", NULL);
  g_autoptr (RondoCsv) tabs = parse_file ("tabs.csv", NULL);
  g_autoptr (RondoCsv) quoted = parse ("\n\"a,b,c\";d\n1;2\n");

  g_assert_cmpint (semicolons->delimiter, ==, ';');
  assert_row (semicolons, 1, 2, "Ana|ana@example.org|de;en");
  assert_row (semicolons, 2, 3, "Ben, Jr.|ben@example.org|en|fr");
  g_assert_cmpint (tabs->delimiter, ==, '\t');
  assert_row (tabs, 0, 1, "Name|E-Mail|Time Zone");
  g_assert_cmpint (quoted->delimiter, ==, ';');
  assert_row (quoted, 0, 2, "a,b,c|d");
}

static void
test_line_ends (void)
{
  g_autoptr (RondoCsv) crlf = parse_file ("bom-crlf.csv", NULL);
  g_autoptr (RondoCsv) mac = parse_file ("old-mac.csv", NULL);
  g_autoptr (RondoCsv) empty = parse_file ("only-line-ends.csv", NULL);

  assert_row (crlf, 0, 1, "name|email|phone");
  assert_row (crlf, 2, 3, "Ben \"B\" Roe|ben@example.org|");
  assert_row (mac, 2, 3, "Ben|ben@example.org");
  g_assert_cmpuint (empty->rows->len, ==, 0);
}

static void
test_quoted_newlines (void)
{
  g_autoptr (RondoCsv) csv = parse_file ("quoted-newlines.csv", NULL);

  g_assert_cmpuint (csv->rows->len, ==, 4);
  assert_row (csv, 1, 2, "Ana\nLima|ana@example.org|1");
  assert_row (csv, 2, 4, "Ben|ben@example.org|2\r\n3");
  assert_row (csv, 3, 7, "Cyd|cyd@example.org|4");
}

static void
test_refused (void)
{
  assert_refused ("unclosed-quote.csv", "A quotation mark is opened in line 3 ", "close it");
  assert_refused ("latin1.csv", "Line 3 of the file is not valid UTF-8 text.", "save it");
  assert_refused ("zero-byte.csv", "Line 2 of the file holds a zero byte", "UTF-8");
  assert_refused ("utf-16.csv", "The file is saved as UTF-16", "encoding UTF-8");
}

static void
test_too_many_columns (void)
{
  g_autoptr (GString) text = g_string_new ("a\n");
  g_autoptr (GError) error = NULL;
  g_autoptr (RondoCsv) csv = NULL;

  for (int i = 1; i < RONDO_CSV_MAX_COLUMNS; i++)
    g_string_append (text, "b,");
  csv = parse (text->str);
  g_assert_cmpuint (g_strv_length (((RondoCsvRow *)csv->rows->pdata[1])->cells), ==, 200);
  g_string_append (text, "b,b");
  g_assert_null (rondo_csv_parse (text->str, text->len, &error));
  g_assert_error (error, RONDO_ERROR, RONDO_ERROR_INVALID);
  g_assert_true (g_str_has_prefix (error->message, "Line 2 of the file has more than 200 columns"));
}

static void
test_too_many_rows (void)
{
  g_autofree char *text = g_malloc (2 * (RONDO_CSV_MAX_ROWS + 2));
  g_autoptr (GError) error = NULL;
  g_autoptr (RondoCsv) csv = NULL;

  /* One of them is the header. */
  for (int i = 0; i < RONDO_CSV_MAX_ROWS + 2; i++)
    memcpy (text + 2 * i, "x\n", 2);
  csv = rondo_csv_parse (text, 2 * (RONDO_CSV_MAX_ROWS + 1), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (csv->rows->len, ==, RONDO_CSV_MAX_ROWS + 1);
  g_assert_null (rondo_csv_parse (text, 2 * (RONDO_CSV_MAX_ROWS + 2), &error));
  g_assert_error (error, RONDO_ERROR, RONDO_ERROR_INVALID);
}

static void
test_too_large (void)
{
  g_autofree char *text = g_strnfill (RONDO_CSV_MAX_BYTES + 1, 'x');
  g_autoptr (GError) error = NULL;

  g_assert_null (rondo_csv_parse (text, RONDO_CSV_MAX_BYTES + 1, &error));
  g_assert_error (error, RONDO_ERROR, RONDO_ERROR_INVALID);
}

static void
test_formulas (void)
{
  static const char *const cells[] = {
      "=1+1", "+49 30", "-5", "@SUM(A1)", "＝1", "a=b", "\tx", "\"=1\"", NULL};
  g_autoptr (GString) out = g_string_new (NULL);

  rondo_csv_append (out, cells);
  g_assert_cmpstr (
      out->str, ==, "'=1+1,'+49 30,'-5,'@SUM(A1),'＝1,a=b,\"'\tx\",\"\"\"=1\"\"\"\r\n");
}

static const char *const alphabet[] = {"a",
                                       "é",
                                       "名",
                                       "ع",
                                       "\"",
                                       "\"\"",
                                       ",",
                                       ";",
                                       "\t",
                                       "\n",
                                       "\r\n",
                                       "\r",
                                       " ",
                                       "'",
                                       "\xef\xbb\xbf"};

static char *
random_cell (GRand *rand)
{
  g_autoptr (GString) cell = g_string_new (NULL);
  int length = g_rand_int_range (rand, 0, 6);

  for (int i = 0; i < length; i++)
    g_string_append (cell, alphabet[g_rand_int_range (rand, 0, G_N_ELEMENTS (alphabet))]);
  /* What a spreadsheet would take for a formula comes back with a guard; tested apart. */
  if (cell->str[0] == '\t' || cell->str[0] == '\r')
    g_string_prepend (cell, "x");
  return g_string_free (g_steal_pointer (&cell), FALSE);
}

static void
check_round_trip (guint32 seed)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify)g_strfreev);
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (RondoCsv) csv = NULL;
  int n_rows = g_rand_int_range (rand, 1, 6);

  for (int i = 0; i < n_rows; i++) {
    int n_cells = g_rand_int_range (rand, 1, 5);
    GStrv cells = g_new0 (char *, n_cells + 1);

    for (int j = 0; j < n_cells; j++)
      cells[j] = random_cell (rand);
    g_ptr_array_add (rows, cells);
    rondo_csv_append (out, (const char *const *)cells);
  }
  csv = parse (out->str);
  g_assert_cmpuint (csv->rows->len, ==, rows->len);
  for (guint i = 0; i < rows->len; i++)
    g_assert_cmpstrv (((RondoCsvRow *)csv->rows->pdata[i])->cells, rows->pdata[i]);
}

static void
test_round_trip (void)
{
  for (guint32 seed = 1; seed <= 3000; seed++) {
    g_test_message ("seed %u", seed);
    check_round_trip (seed);
  }
}

/* Whatever the bytes are, there is a table or a sentence. */
static void
test_noise (void)
{
  for (guint32 seed = 1; seed <= 3000; seed++) {
    g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
    g_autoptr (GError) error = NULL;
    g_autoptr (RondoCsv) csv = NULL;
    char text[24];
    gsize length = (gsize)g_rand_int_range (rand, 0, sizeof text);

    for (gsize i = 0; i < length; i++)
      text[i] = "\"\",;\t\r\nab\xff\xfe\xef\xbb\xbf\0"[g_rand_int_range (rand, 0, 15)];
    g_test_message ("seed %u", seed);
    csv = rondo_csv_parse (text, length, &error);
    g_assert_true ((csv == NULL) == (error != NULL));
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/csv/rows-and-lines-are-counted", test_plain);
  g_test_add_func ("/core/csv/the-last-line-needs-no-end", test_no_end);
  g_test_add_func ("/core/csv/quotation-marks-inside-cells", test_quotes);
  g_test_add_func ("/core/csv/commas-semicolons-and-tabs-are-told-apart", test_delimiters);
  g_test_add_func ("/core/csv/any-line-end-and-a-byte-order-mark", test_line_ends);
  g_test_add_func ("/core/csv/quoted-newlines-belong-to-the-cell", test_quoted_newlines);
  g_test_add_func ("/core/csv/what-is-no-text-is-refused-with-the-line", test_refused);
  g_test_add_func ("/core/csv/too-many-columns-are-refused", test_too_many_columns);
  g_test_add_func ("/core/csv/too-many-rows-are-refused", test_too_many_rows);
  g_test_add_func ("/core/csv/too-large-a-file-is-refused", test_too_large);
  g_test_add_func ("/core/csv/formulas-are-neutralised", test_formulas);
  g_test_add_func ("/core/csv/writing-is-undone-by-reading", test_round_trip);
  g_test_add_func ("/core/csv/noise-gives-a-table-or-a-sentence", test_noise);
  return g_test_run ();
}
