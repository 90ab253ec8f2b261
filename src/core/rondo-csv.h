/* SPDX-License-Identifier: GPL-3.0-or-later
 * Comma-separated text (RFC 4180 and its relatives) as lines of cells. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct {
  guint line;  /* of the file where the row starts, from 1 */
  GStrv cells; /* at least one */
} RondoCsvRow;

typedef struct {
  char delimiter;  /* "," or ";" or tab, found from the first row */
  GPtrArray *rows; /* of RondoCsvRow; empty lines are left out */
} RondoCsv;

#define RONDO_CSV_MAX_BYTES (16 * 1024 * 1024)
#define RONDO_CSV_MAX_ROWS 100000 /* besides the header */
#define RONDO_CSV_MAX_COLUMNS 200

/** rondo_csv_parse: @text of @length bytes (untrusted: BOM, CRLF, quoted newlines, bad UTF-8, NUL).
 * Fails with %RONDO_ERROR_INVALID and a sentence with the line. (transfer full) */
RondoCsv *rondo_csv_parse (const char *text, gsize length, GError **error);
void rondo_csv_free (RondoCsv *csv);

/** rondo_csv_append: appends one row of @cells (NULL-terminated) to @out with CRLF, quoted where
 * needed, and with "'" before what a spreadsheet would take for a formula. */
void rondo_csv_append (GString *out, const char *const *cells);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoCsv, rondo_csv_free)

G_END_DECLS
