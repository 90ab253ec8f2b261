/* SPDX-License-Identifier: GPL-3.0-or-later
 * Comma-separated text (RFC 4180 and its relatives) as lines of cells.
 *
 * Beyond the standard: semicolons and tabs, any kind of line end, a quotation mark inside a cell
 * that did not start with one, and text after a closing one (kept as it is). */
#include "config.h"

#include "rondo-csv.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rondo-error.h"

#define BYTE_ORDER_MARK "\xef\xbb\xbf"

typedef struct {
  const char *at;
  const char *end;
  guint line;
  char delimiter;
  GString *cell;
} Reader;

static void
row_free (RondoCsvRow *row)
{
  g_strfreev (row->cells);
  g_free (row);
}

static gboolean fail (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);

static gboolean
fail (GError **error, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error_literal (error, RONDO_ERROR, RONDO_ERROR_INVALID, message);
  return FALSE;
}

static gboolean
is_line_end (char c)
{
  return c == '\n' || c == '\r';
}

/* The line on which @at lies; a CR and the LF after it are one end of a line. */
static guint
line_of (const char *text, const char *at)
{
  guint line = 1;

  for (const char *p = text; p < at; p++)
    if (*p == '\n' ? p == text || p[-1] != '\r' : *p == '\r')
      line++;
  return line;
}

/* Checked before anything is parsed, so that a message names the true cause. */
static gboolean
check_encoding (const char *text, gsize length, GError **error)
{
  const char *bad;

  if (length > RONDO_CSV_MAX_BYTES)
    return fail (error,
                 _ ("The file is too large: a table may have at most %u MB."),
                 RONDO_CSV_MAX_BYTES / (1024 * 1024));
  if (length >= 2 && (memcmp (text, "\xff\xfe", 2) == 0 || memcmp (text, "\xfe\xff", 2) == 0))
    return fail (error,
                 "%s",
                 _ ("The file is saved as UTF-16 (“Unicode text”). Please save it as CSV "
                    "with the encoding UTF-8 and try again."));
  bad = memchr (text, '\0', length);
  if (bad != NULL)
    return fail (error,
                 _ ("Line %u of the file holds a zero byte, so it is not plain text. Please save "
                    "it as CSV with the encoding UTF-8 and try again."),
                 line_of (text, bad));
  if (!g_utf8_validate_len (text, length, &bad))
    return fail (error,
                 _ ("Line %u of the file is not valid UTF-8 text. Please save it as CSV with the "
                    "encoding UTF-8 and try again."),
                 line_of (text, bad));
  return TRUE;
}

/* What parts the cells of the first row that is not empty; a comma if nothing does. */
static char
find_delimiter (const char *text, const char *end)
{
  guint commas = 0, semicolons = 0, tabs = 0;
  gboolean is_quoted = FALSE;

  while (text < end && is_line_end (*text))
    text++;
  for (; text < end && (is_quoted || !is_line_end (*text)); text++) {
    if (*text == '"')
      is_quoted = !is_quoted;
    else if (!is_quoted) {
      commas += *text == ',';
      semicolons += *text == ';';
      tabs += *text == '\t';
    }
  }
  if (commas >= semicolons && commas >= tabs)
    return ',';
  return semicolons >= tabs ? ';' : '\t';
}

/* Steps over the end of a line: LF, CR LF or CR. */
static void
skip_line_end (Reader *reader)
{
  if (*reader->at == '\r' && reader->at + 1 < reader->end && reader->at[1] == '\n')
    reader->at++;
  reader->at++;
  reader->line++;
}

/* Reads what is between quotation marks; the reader stands behind the opening one. */
static gboolean
read_quoted (Reader *reader, GError **error)
{
  guint opened = reader->line;

  while (reader->at < reader->end) {
    const char *start = reader->at;

    if (*start == '"' && start + 1 < reader->end && start[1] == '"') {
      g_string_append_c (reader->cell, '"');
      reader->at += 2;
    } else if (*start == '"') {
      reader->at++;
      return TRUE;
    } else if (is_line_end (*start)) {
      skip_line_end (reader);
      g_string_append_len (reader->cell, start, reader->at - start);
    } else {
      g_string_append_c (reader->cell, *start);
      reader->at++;
    }
  }
  return fail (error,
               _ ("A quotation mark is opened in line %u of the file and never closed. Please "
                  "close it, or write it twice if it belongs to the text."),
               opened);
}

static gboolean
read_cell (Reader *reader, GError **error)
{
  g_string_truncate (reader->cell, 0);
  if (reader->at < reader->end && *reader->at == '"') {
    reader->at++;
    if (!read_quoted (reader, error))
      return FALSE;
  }
  while (reader->at < reader->end && *reader->at != reader->delimiter && !is_line_end (*reader->at))
    g_string_append_c (reader->cell, *reader->at++);
  return TRUE;
}

/* Reads one row up to and with the end of its line. */
static RondoCsvRow *
read_row (Reader *reader, GError **error)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  guint line = reader->line;
  RondoCsvRow *row;

  for (;;) {
    if (cells->len == RONDO_CSV_MAX_COLUMNS) {
      fail (error,
            _ ("Line %u of the file has more than %d columns; this is not the table that "
               "is looked for."),
            line,
            RONDO_CSV_MAX_COLUMNS);
      return NULL;
    }
    if (!read_cell (reader, error))
      return NULL;
    g_ptr_array_add (cells, g_strndup (reader->cell->str, reader->cell->len));
    if (reader->at == reader->end || *reader->at != reader->delimiter)
      break;
    reader->at++;
  }
  if (reader->at < reader->end)
    skip_line_end (reader);
  g_ptr_array_add (cells, NULL);
  row = g_new0 (RondoCsvRow, 1);
  row->line = line;
  row->cells = (GStrv)g_ptr_array_free (g_steal_pointer (&cells), FALSE);
  return row;
}

static gboolean
read_rows (RondoCsv *csv, Reader *reader, GError **error)
{
  while (reader->at < reader->end) {
    RondoCsvRow *row;

    if (is_line_end (*reader->at)) {
      skip_line_end (reader);
      continue;
    }
    /* The header does not count. */
    if (csv->rows->len == RONDO_CSV_MAX_ROWS + 1)
      return fail (error,
                   _ ("The file has more than %u rows. Please import it in parts."),
                   RONDO_CSV_MAX_ROWS);
    row = read_row (reader, error);
    if (row == NULL)
      return FALSE;
    g_ptr_array_add (csv->rows, row);
  }
  return TRUE;
}

RondoCsv *
rondo_csv_parse (const char *text, gsize length, GError **error)
{
  g_autoptr (RondoCsv) csv = NULL;
  g_autoptr (GString) cell = NULL;
  Reader reader;

  g_return_val_if_fail (text != NULL || length == 0, NULL);

  if (text == NULL)
    text = "";
  if (!check_encoding (text, length, error))
    return NULL;
  cell = g_string_new (NULL);
  reader = (Reader){text, text + length, 1, ',', cell};
  if (length >= strlen (BYTE_ORDER_MARK) &&
      memcmp (text, BYTE_ORDER_MARK, strlen (BYTE_ORDER_MARK)) == 0)
    reader.at += strlen (BYTE_ORDER_MARK);
  reader.delimiter = find_delimiter (reader.at, reader.end);

  csv = g_new0 (RondoCsv, 1);
  csv->delimiter = reader.delimiter;
  csv->rows = g_ptr_array_new_with_free_func ((GDestroyNotify)row_free);
  if (!read_rows (csv, &reader, error))
    return NULL;
  return g_steal_pointer (&csv);
}

void
rondo_csv_free (RondoCsv *csv)
{
  if (csv == NULL)
    return;
  g_clear_pointer (&csv->rows, g_ptr_array_unref);
  g_free (csv);
}

/* Spreadsheets run a cell that begins so as a formula, whatever the file said it was; some take the
 * full-width forms for the same. */
static gboolean
is_formula (const char *cell)
{
  static const char *const starts[] = {"=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"};

  for (gsize i = 0; i < G_N_ELEMENTS (starts); i++)
    if (g_str_has_prefix (cell, starts[i]))
      return TRUE;
  return FALSE;
}

void
rondo_csv_append (GString *out, const char *const *cells)
{
  g_return_if_fail (out != NULL && cells != NULL && cells[0] != NULL);

  for (guint i = 0; cells[i] != NULL; i++) {
    const char *guard = is_formula (cells[i]) ? "'" : "";
    /* A line with one empty cell would otherwise be an empty line, and a first cell with a byte
     * order mark would lose it. */
    gboolean is_quoted = strpbrk (cells[i], ",;\t\"\r\n") != NULL ||
                         g_str_has_prefix (cells[i], BYTE_ORDER_MARK) ||
                         (cells[i][0] == '\0' && i == 0 && cells[1] == NULL);
    g_auto (GStrv) parts = g_strsplit (cells[i], "\"", -1);
    g_autofree char *doubled = g_strjoinv ("\"\"", parts);

    g_string_append_printf (out,
                            "%s%s%s%s%s",
                            i > 0 ? "," : "",
                            is_quoted ? "\"" : "",
                            guard,
                            doubled,
                            is_quoted ? "\"" : "");
  }
  g_string_append (out, "\r\n");
}
