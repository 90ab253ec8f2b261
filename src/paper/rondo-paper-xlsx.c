/* SPDX-License-Identifier: GPL-3.0-or-later
 * Tables as a workbook that spreadsheets open: text is text, hours are numbers, days are days. */
#include "config.h"

#include "rondo-paper.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "rondo-date.h"
#include "rondo-error.h"

#define SHEET_NAME_MAX 31 /* characters, by the file format */
#define DAY_1970 25569    /* 1970-01-01 as spreadsheets count days */

typedef struct {
  lxw_workbook *book;
  lxw_format *heading;
  lxw_format *text;
  lxw_format *cells[4]; /* by RondoCellType */
  lxw_format *totals[4];
  lxw_format *note;
} Book;

static lxw_format *
new_format (lxw_workbook *book, const char *number_format, gboolean is_bold)
{
  lxw_format *format = workbook_add_format (book);

  if (number_format != NULL)
    format_set_num_format (format, number_format);
  format_set_align (format, LXW_ALIGN_VERTICAL_TOP);
  if (is_bold) {
    format_set_bold (format);
    format_set_top (format, LXW_BORDER_THIN);
  }
  return format;
}

static void
make_formats (Book *book)
{
  static const char *const numbers[] = {
      [RONDO_CELL_TEXT] = NULL,
      [RONDO_CELL_DATE] = "yyyy-mm-dd",
      [RONDO_CELL_COUNT] = "0",
      [RONDO_CELL_HOURS] = "0.00",
  };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++) {
    book->cells[i] = new_format (book->book, numbers[i], FALSE);
    book->totals[i] = new_format (book->book, numbers[i], TRUE);
  }
  format_set_text_wrap (book->cells[RONDO_CELL_TEXT]);
  book->heading = workbook_add_format (book->book);
  format_set_bold (book->heading);
  format_set_text_wrap (book->heading);
  format_set_bottom (book->heading, LXW_BORDER_THIN);
  book->note = workbook_add_format (book->book);
  format_set_italic (book->note);
}

static void
write_cell (Book *book, lxw_worksheet *sheet, guint row, guint column, int type, const char *cell)
{
  lxw_format *format = book->cells[type];
  RondoDate date = RONDO_DATE_NONE;
  int64_t number = 0;

  if (rondo_table_get_number (type, cell, &number))
    worksheet_write_number (sheet,
                            row,
                            (lxw_col_t)column,
                            type == RONDO_CELL_HOURS ? (double)number / 100.0 : (double)number,
                            format);
  else if (type == RONDO_CELL_DATE && rondo_date_parse (cell, &date))
    worksheet_write_number (sheet, row, (lxw_col_t)column, date + DAY_1970, format);
  else if (*cell != '\0')
    worksheet_write_string (sheet, row, (lxw_col_t)column, cell, book->cells[RONDO_CELL_TEXT]);
}

/* A sum is a formula, with its value for programs that do not compute. */
static void
write_total (Book *book, lxw_worksheet *sheet, const RondoTable *table, guint row)
{
  for (guint i = 0; i < table->n_columns; i++) {
    RondoCellType type = table->columns[i].type;
    int64_t number = 0;

    if (table->columns[i].is_summed && rondo_table_get_number (type, table->total[i], &number) &&
        table->rows->len > 0) {
      g_autofree char *sum = g_strdup_printf ("=SUM(%c2:%c%u)", 'A' + i, 'A' + i, row);

      worksheet_write_formula_num (sheet,
                                   row,
                                   (lxw_col_t)i,
                                   sum,
                                   book->totals[type],
                                   type == RONDO_CELL_HOURS ? (double)number / 100.0
                                                            : (double)number);
    } else {
      worksheet_write_string (
          sheet, row, (lxw_col_t)i, table->total[i], book->totals[RONDO_CELL_TEXT]);
    }
  }
}

static void
write_heading (Book *book, lxw_worksheet *sheet, const RondoTable *table)
{
  for (guint i = 0; i < table->n_columns; i++) {
    const RondoColumn *column = &table->columns[i];

    worksheet_set_column (sheet, (lxw_col_t)i, (lxw_col_t)i, column->width + 2, NULL);
    worksheet_write_string (sheet, 0, (lxw_col_t)i, column->title, book->heading);
  }
  worksheet_freeze_panes (sheet, 1, 0);
  worksheet_repeat_rows (sheet, 0, 0);
  worksheet_set_landscape (sheet);
  worksheet_fit_to_pages (sheet, 1, 0);
  worksheet_set_footer (sheet, "&C&P / &N");
}

static gboolean
add_sheet (Book *book, const RondoTable *table)
{
  g_autofree char *name =
      g_utf8_substring (table->title, 0, MIN (g_utf8_strlen (table->title, -1), SHEET_NAME_MAX));
  lxw_worksheet *sheet = workbook_add_worksheet (book->book, name);
  guint row = 1;

  if (sheet == NULL)
    return FALSE;
  write_heading (book, sheet, table);
  for (guint i = 0; i < table->rows->len; i++, row++) {
    GStrv cells = table->rows->pdata[i];

    for (guint column = 0; column < table->n_columns; column++)
      write_cell (book, sheet, row, column, table->columns[column].type, cells[column]);
  }
  if (table->total != NULL)
    write_total (book, sheet, table, row++);
  for (guint i = 0; i < table->notes->len; i++)
    worksheet_write_string (sheet, row + i + 1, 0, table->notes->pdata[i], book->note);
  return TRUE;
}

static gboolean
write_book (GPtrArray *tables, const char *path, GError **error)
{
  Book book = {.book = workbook_new (path)};
  gboolean is_whole = book.book != NULL;
  lxw_error code = LXW_ERROR_MEMORY_MALLOC_FAILED;

  if (is_whole) {
    make_formats (&book);
    for (guint i = 0; i < tables->len; i++)
      is_whole = add_sheet (&book, tables->pdata[i]) && is_whole;
    code = workbook_close (book.book);
  }
  if (is_whole && code == LXW_NO_ERROR)
    return TRUE;
  g_set_error (error,
               RONDO_ERROR,
               RONDO_ERROR_STORAGE,
               _ ("The spreadsheet could not be written: %s"),
               lxw_strerror (code));
  return FALSE;
}

/* The library writes files only. */
static int
open_scratch (char **path, GError **error)
{
  return g_file_open_tmp ("rondo-XXXXXX.xlsx", path, error);
}

GBytes *
rondo_paper_write_xlsx (GPtrArray *tables, GError **error)
{
  g_autofree char *path = NULL;
  char *data = NULL;
  gsize length = 0;
  gboolean is_read = FALSE;
  int file;

  g_return_val_if_fail (tables != NULL && tables->len > 0, NULL);

  file = open_scratch (&path, error);
  if (file < 0)
    return NULL;
  close (file);
  is_read = write_book (tables, path, error) && g_file_get_contents (path, &data, &length, error);
  g_unlink (path);
  return is_read ? g_bytes_new_take (data, length) : NULL;
}
