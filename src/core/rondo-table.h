/* SPDX-License-Identifier: GPL-3.0-or-later
 * A table that leaves the program: typed columns, rows of text, a total that foots, and notes. */
#pragma once

#include <glib.h>
#include <stdint.h>

G_BEGIN_DECLS

typedef enum {
  RONDO_CELL_TEXT,
  RONDO_CELL_DATE,  /* YYYY-MM-DD */
  RONDO_CELL_COUNT, /* a whole number */
  RONDO_CELL_HOURS, /* two decimals with a point */
} RondoCellType;

typedef struct {
  const char *title; /* static */
  RondoCellType type;
  int width; /* characters that it should have room for */
  gboolean is_summed;
} RondoColumn;

typedef struct {
  char *title;
  const RondoColumn *columns; /* static */
  guint n_columns;
  GPtrArray *rows;  /* of GStrv, n_columns cells each; "" for an empty cell */
  GStrv total;      /* NULL until rondo_table_add_up() */
  GPtrArray *notes; /* of char *, below the table */
} RondoTable;

#define RONDO_TABLE_COLUMNS_MAX 26

RondoTable *rondo_table_new (const char *title, const RondoColumn *columns, guint n_columns);
void rondo_table_free (RondoTable *table);

/** rondo_table_add_row: copies @cells, of which there is one for each column. */
void rondo_table_add_row (RondoTable *table, const char *const *cells);

/** rondo_table_add_up: makes the total row, with @label in column @label_column: the sum of the
 * rows as they are shown, so that whoever adds them up gets it. */
void rondo_table_add_up (RondoTable *table, guint label_column, const char *label);

/** rondo_table_take_note: adds a paragraph below the table; @note is taken over. */
void rondo_table_take_note (RondoTable *table, char *note);

/** rondo_table_get_number: the number in @cell: hundredths if the column has hours; FALSE if it has
 * none. */
gboolean rondo_table_get_number (RondoCellType type, const char *cell, int64_t *number);

/** rondo_table_to_csv: RFC 4180, UTF-8, CRLF: header, rows, total, a line for each note. Cells that
 * a spreadsheet would take for a formula are neutralised. (transfer full) */
char *rondo_table_to_csv (const RondoTable *table);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoTable, rondo_table_free)

G_END_DECLS
