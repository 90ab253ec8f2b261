/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the parts of taking in an answer share. */
#pragma once

#include "rondo-merge.h"
#include "rondo-scope-books.h"

G_BEGIN_DECLS

typedef struct {
  /* borrowed */
  RondoDb *db;
  const RondoSyncAnswer *answer;
  const RondoSyncRequest *request; /* (nullable): what it answers */
  RondoScopeBooks *books;
  RondoMergeReport *report;

  /* owned (nullable); RondoRow, whose texts are borrowed: those that the answer left out, and
   * whether the record is known to be what the row says */
  GArray *own_rows;
  GArray *own_are_known; /* of gboolean */

  int64_t now_us;
  gboolean is_quiet;       /* no op touches any record */
  gboolean are_rows_known; /* the last row was of a record that is here */
} RondoMerge;

/** rondo_merge_take_results: what became of our ops; the rows that were left out are noted. */
gboolean rondo_merge_take_results (RondoMerge *merge, GError **error);

/** rondo_merge_lose: @scope does not show record @id any more, by a row of @version (0: by its
 * silence). */
gboolean rondo_merge_lose (RondoMerge *merge,
                           const char *id,
                           const char *scope,
                           int64_t version,
                           gboolean is_deleted,
                           GError **error);

/** rondo_merge_scopes_weigh: whether the rows of the answer may be applied, or would take away so
 * much that the user is asked first: then what is held back is in the report. */
gboolean rondo_merge_scopes_weigh (RondoMerge *merge, gboolean *is_held, GError **error);

/** rondo_merge_scopes_end: after the rows: scopes that were lost or have been read to their end. */
gboolean rondo_merge_scopes_end (RondoMerge *merge, GError **error);

G_END_DECLS
