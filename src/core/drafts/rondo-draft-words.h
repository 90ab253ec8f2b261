/* SPDX-License-Identifier: GPL-3.0-or-later
 * What is to be said about a draft, in words and in tables. */
#pragma once

#include "rondo-draft-study.h"
#include "rondo-table.h"

G_BEGIN_DECLS

/* One number that a coordinator reports. */
typedef struct {
  char *label; /* translated */
  char *value; /* translated */
} RondoDraftFact;

/** rondo_draft_report_list_facts: @members (element-type RondoMember) for the names. (transfer
 * full) (element-type RondoDraftFact) */
GPtrArray *rondo_draft_report_list_facts (const RondoDraftReport *report, GPtrArray *members);

/** rondo_draft_report_describe: how good the draft is, in some sentences. (transfer full) */
char *rondo_draft_report_describe (const RondoDraftReport *report);

/** rondo_draft_band_describe: how a member fares, "gets what they ask for". (transfer none) */
const char *rondo_draft_band_describe (RondoBand band);

/** rondo_draft_report_list_tables: the pairings, who is left out, and the numbers. (transfer full)
 * (element-type RondoTable) */
GPtrArray *rondo_draft_report_list_tables (const RondoDraftReport *report,
                                           const RondoDraft *draft,
                                           const RondoRound *round,
                                           GPtrArray *members);

void rondo_draft_fact_free (RondoDraftFact *fact);

G_END_DECLS
