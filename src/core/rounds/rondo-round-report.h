/* SPDX-License-Identifier: GPL-3.0-or-later
 * What became of a round: for its members a certificate each, for coordinators a report. */
#pragma once

#include "rondo-feedback.h"
#include "rondo-health.h"
#include "rondo-plan.h"
#include "rondo-table.h"

G_BEGIN_DECLS

/* What somebody gave and received in a round. */
typedef struct {
  char *member;
  char *name;
  int given; /* sessions */
  int received;
  int64_t minutes_given;
  int64_t minutes_received;
  gboolean is_complete; /* every pairing of theirs held all that was planned */
} RondoShare;

/* One sheet. */
typedef struct {
  char *title;
  char *name; /* whom it is for */
  char *intro;
  GPtrArray *lines; /* of char * */
  char *disclaimer;
} RondoCertificate;

typedef struct {
  char *label;
  int64_t value;
  char *text; /* the value, with its unit */
} RondoReportBar;

typedef struct {
  char *title;
  GPtrArray *bars; /* of RondoReportBar */
  char *note;      /* (nullable): a sentence below */
} RondoReportChart;

typedef struct {
  char *title;
  GPtrArray *facts;   /* of char *: sentences */
  GPtrArray *charts;  /* of RondoReportChart */
  GPtrArray *lists;   /* of char *: paragraphs that name people */
  RondoTable *people; /* what everybody gave and received */
  char *disclaimer;
} RondoRoundReport;

/* All of it borrowed. */
typedef struct {
  const RondoRound *round;
  const RondoHealthFacts *facts; /* of all pairings */
  guint n_facts;
  GPtrArray *registrations; /* of RondoRegistration */
  GPtrArray *members;       /* of RondoMember */
  GPtrArray *feedback;      /* of RondoFeedback */
  const RondoPlan *plan;    /* (nullable): the last that was published */
  RondoDate today;
} RondoRoundRecord;

/** rondo_round_list_shares: of everybody who has or had a pairing, by name. (transfer full)
 * (element-type RondoShare) */
GPtrArray *rondo_round_list_shares (const RondoRoundRecord *record);

/** rondo_round_list_certificates: for everybody who held a session, by name. (transfer full)
 * (element-type RondoCertificate) */
GPtrArray *rondo_round_list_certificates (const RondoRoundRecord *record);

/** rondo_round_report_new: (transfer full) */
RondoRoundReport *rondo_round_report_new (const RondoRoundRecord *record);

/** rondo_feedback_summarize: for each question the answers from 1 to 5, and what may be quoted, as
 * a chart each. (transfer full) (element-type RondoReportChart) */
GPtrArray *rondo_feedback_summarize (GPtrArray *feedback);

void rondo_share_free (RondoShare *share);
void rondo_certificate_free (RondoCertificate *certificate);
void rondo_report_chart_free (RondoReportChart *chart);
void rondo_round_report_free (RondoRoundReport *report);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoRoundReport, rondo_round_report_free)

G_END_DECLS
