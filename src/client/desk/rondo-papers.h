/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a coach hands in or keeps: the log, its sessions, consents, letters, all of it together, and
 * everything about oneself. Read and written on the database thread. */
#pragma once

#include "rondo-letters.h"
#include "rondo-log-filter.h"
#include "rondo-notes.h"
#include "rondo-store.h"

G_BEGIN_DECLS

typedef enum {
  RONDO_PAPER_LOG, /* the ICF client coaching log: one row per client */
  RONDO_PAPER_SESSIONS,
  RONDO_PAPER_CONSENTS,
  RONDO_PAPER_AUDIT_PACK, /* all of these and the letters; a zip archive */
  RONDO_PAPER_PERSONAL,   /* everything of the user; JSON */
} RondoPaper;
#define RONDO_N_PAPERS 5

/* Of the first three; the others have one form. */
typedef enum {
  RONDO_PAPER_FORM_CSV,
  RONDO_PAPER_FORM_XLSX,
  RONDO_PAPER_FORM_PDF_A4,
  RONDO_PAPER_FORM_PDF_LETTER,
} RondoPaperForm;
#define RONDO_N_PAPER_FORMS 4

typedef struct {
  RondoPaper paper;
  RondoPaperForm form;
  RondoLogFilter *filter; /* (nullable): sessions that are wanted */
  GPtrArray *notes;       /* (nullable): of RondoNote: with everything of the user, if they ask */
  RondoDate today;
  int64_t now_us;
} RondoPaperOrder;

typedef struct {
  char *coach;              /* name of the user, "" if not known */
  GPtrArray *organisations; /* of RondoOrganisation */
  RondoDate today;
} RondoLettersOverview;

void rondo_letters_overview_free (RondoLettersOverview *overview);

/** rondo_paper_get_suffix: of the name of a file: "csv", "xlsx", "pdf", "zip", "json". (static) */
const char *rondo_paper_get_suffix (RondoPaper paper, RondoPaperForm form);

/** rondo_papers_write_async: the file that @order (copied) asks for. */
void rondo_papers_write_async (RondoStore *store,
                               const RondoPaperOrder *order,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
GBytes *rondo_papers_write_finish (RondoStore *store, GAsyncResult *result, GError **error);

void rondo_papers_load_letters_async (RondoStore *store,
                                      RondoDate today,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
RondoLettersOverview *
rondo_papers_load_letters_finish (RondoStore *store, GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoLettersOverview, rondo_letters_overview_free)

G_END_DECLS
