/* SPDX-License-Identifier: GPL-3.0-or-later
 * Tables as the files that people open, print and hand in: spreadsheet, PDF, archive. */
#pragma once

#include <glib.h>
#include <stdint.h>

#include "rondo-round-report.h"
#include "rondo-table.h"

G_BEGIN_DECLS

typedef enum {
  RONDO_PAGE_A4,
  RONDO_PAGE_LETTER,
} RondoPageSize;

/* One file of an archive. */
typedef struct {
  char *name; /* with folders, by "/" */
  GBytes *content;
} RondoPaperFile;

RondoPaperFile *rondo_paper_file_new (const char *name, GBytes *content);
void rondo_paper_file_free (RondoPaperFile *file);

/** rondo_paper_write_xlsx: a workbook with one sheet for each of @tables (element-type RondoTable),
 * with numbers and days as such and totals as formulas. (transfer full) */
GBytes *rondo_paper_write_xlsx (GPtrArray *tables, GError **error);

/** rondo_paper_write_pdf: @tables one after the other, on numbered pages across, with the columns
 * named on each page. (transfer full) */
GBytes *rondo_paper_write_pdf (GPtrArray *tables, RondoPageSize size, GError **error);

/** rondo_paper_write_certificates: a page for each of @certificates (element-type
 * RondoCertificate), of which there is one at least. (transfer full) */
GBytes *
rondo_paper_write_certificates (GPtrArray *certificates, RondoPageSize size, GError **error);

/** rondo_paper_write_report: @report with its charts, on numbered pages. (transfer full) */
GBytes *
rondo_paper_write_report (const RondoRoundReport *report, RondoPageSize size, GError **error);

/** rondo_paper_write_zip: @files (element-type RondoPaperFile) as a zip archive in which all have
 * the time @time_s, seconds since 1970 UTC. (transfer full) */
GBytes *rondo_paper_write_zip (GPtrArray *files, int64_t time_s, GError **error);

G_END_DECLS
