/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the reading of lines and the look at them all share. */
#pragma once

#include "rondo-log-import.h"

G_BEGIN_DECLS

/* A file while it is read. */
typedef struct {
  RondoLogImport *import; /* borrowed */
  const RondoLogImportBase *base;
  GHashTable *by_name;    /* folded name → client, borrowed */
  GHashTable *by_contact; /* folded contact → client, borrowed */
  int64_t stated;         /* minutes that a total line of the file says; -1: none */
} RondoLogReading;

/** rondo_log_import_read_line: adds what @cells say, if anything. */
void rondo_log_import_read_line (RondoLogReading *reading, const char *const *cells, guint line);

/** rondo_log_import_compare: finds duplicates, overlaps and impossible days among the rows. */
void rondo_log_import_compare (RondoLogImport *import, const RondoLogImportBase *base);

/** rondo_log_import_row_doubt: makes a new row doubtful and says why; takes @reason over. */
void rondo_log_import_row_doubt (RondoLogImportRow *row, char *reason);

G_END_DECLS
