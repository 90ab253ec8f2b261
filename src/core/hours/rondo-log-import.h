/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reading a foreign table of sessions, or of clients with their hours, into a log: what would be
 * new, what is there already, what is doubtful, what is not understood. */
#pragma once

#include "rondo-log-mapping.h"

G_BEGIN_DECLS

typedef enum {
  RONDO_LOG_IMPORT_NEW,
  RONDO_LOG_IMPORT_DOUBTFUL, /* imported, but worth a second look */
  RONDO_LOG_IMPORT_DUPLICATE,
  RONDO_LOG_IMPORT_NOT_UNDERSTOOD,
} RondoLogImportKind;
#define RONDO_N_LOG_IMPORT_KINDS 4

/* One line of the file. */
typedef struct {
  guint line;
  RondoLogImportKind kind;
  char *title;        /* the client, or what stands in the line */
  char *detail;       /* what becomes of it, or why nothing does */
  GPtrArray *entries; /* of RondoLogEntry; empty if not understood */
} RondoLogImportRow;

typedef struct {
  RondoLogMapping *mapping;
  char *key;          /* the same for all files with these columns; NULL: they have no names */
  GStrv titles;       /* names of the columns, or "" */
  GStrv samples;      /* the first line of data */
  GPtrArray *rows;    /* of RondoLogImportRow, in the order of the file */
  GPtrArray *clients; /* of RondoClientPerson: new ones that rows name */
  GPtrArray *remarks; /* of char *: about the file as a whole */
  guint count[RONDO_N_LOG_IMPORT_KINDS];
} RondoLogImport;

/* What a file is read against; all borrowed. */
typedef struct {
  GPtrArray *clients; /* of RondoClientPerson */
  GPtrArray *entries; /* of RondoLogEntry */
  RondoDate today;
  int64_t now_us;
} RondoLogImportBase;

/** rondo_log_import_decode: @bytes as UTF-8: as it is, or from UTF-16 or what Windows writes in
 * western Europe, without title lines above the table. @skipped: lines that were left out. Fails
 * for what is no text. (transfer full) */
char *rondo_log_import_decode (GBytes *bytes, guint *skipped, GError **error);

/** rondo_log_import_read: @mapping is copied; @skipped is added to the numbers of lines. (transfer
 * full) */
RondoLogImport *rondo_log_import_read (const RondoCsv *csv,
                                       const RondoLogMapping *mapping,
                                       guint skipped,
                                       const RondoLogImportBase *base);

void rondo_log_import_free (RondoLogImport *import);

/** rondo_log_import_takes: whether the entries of @row go into the log. */
gboolean rondo_log_import_takes (const RondoLogImportRow *row, gboolean take_duplicates);

/** rondo_log_import_count: entries that go into the log, and their minutes. */
guint
rondo_log_import_count (const RondoLogImport *import, gboolean take_duplicates, int64_t *minutes);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoLogImport, rondo_log_import_free)

G_END_DECLS
