/* SPDX-License-Identifier: GPL-3.0-or-later
 * What leaves a round as paper: certificates for everybody, and the report. Read and written on the
 * database thread. */
#pragma once

#include "rondo-health.h"
#include "rondo-round-report.h"
#include "rondo-store.h"

G_BEGIN_DECLS

typedef enum {
  RONDO_ROUND_PAPER_REPORT,
  RONDO_ROUND_PAPER_CERTIFICATES, /* one file */
  RONDO_ROUND_PAPER_ARCHIVE,      /* certificates: a zip archive with a file for each */
  RONDO_N_ROUND_PAPERS,
} RondoRoundPaper;

typedef struct {
  RondoRoundPaper paper;
  gboolean is_letter; /* US Letter; else A4 */
  RondoDate today;
  int64_t now_us;
} RondoRoundPaperOrder;

/** rondo_pairing_overview_get_facts: what the health board and the report want to know. Everything
 * in it is borrowed from @overview. */
RondoHealthFacts rondo_pairing_overview_get_facts (const RondoPairingOverview *overview);

/** rondo_round_overview_list_facts: of all its pairings. (transfer full) (element-type
 * RondoHealthFacts) */
GArray *rondo_round_overview_list_facts (const RondoRoundOverview *overview);

/** rondo_round_overview_list_feedback: of all its pairings. (transfer container) (element-type
 * RondoFeedback) */
GPtrArray *rondo_round_overview_list_feedback (const RondoRoundOverview *overview);

/** rondo_round_papers_write_async: the file that @order (copied) asks for of the round @id. */
void rondo_round_papers_write_async (RondoStore *store,
                                     const char *id,
                                     const RondoRoundPaperOrder *order,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
GBytes *rondo_round_papers_write_finish (RondoStore *store, GAsyncResult *result, GError **error);

G_END_DECLS
