/* SPDX-License-Identifier: GPL-3.0-or-later
 * What leaves a round as paper. */
#include "config.h"

#include "rondo-round-papers.h"

#include "rondo-error.h"
#include "rondo-paper.h"
#include "rondo-past-reader.h"
#include "rondo-reader.h"
#include "rondo-store-private.h"

#include <glib/gi18n-lib.h>

typedef struct {
  char *id;
  RondoRoundPaperOrder order;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_free (job->id);
  g_free (job);
}

static void
bytes_free (gpointer value)
{
  g_bytes_unref (value);
}

/* The lowest answer that @member gave about the pairing, 0 for none. */
static int
find_lowest (const RondoPairingOverview *overview, const char *member)
{
  for (guint i = 0; overview->feedback != NULL && i < overview->feedback->len; i++) {
    const RondoFeedback *feedback = overview->feedback->pdata[i];

    if (feedback->audience == RONDO_AUDIENCE_COORDINATORS &&
        g_strcmp0 (feedback->member, member) == 0)
      return rondo_feedback_get_lowest (feedback);
  }
  return 0;
}

RondoHealthFacts
rondo_pairing_overview_get_facts (const RondoPairingOverview *overview)
{
  return (RondoHealthFacts){
      .pairing = overview->pairing,
      .coach_name = overview->coach_name,
      .client_name = overview->client_name,
      .held = overview->sessions_held,
      .last = overview->last_session,
      .next = overview->next_session,
      .minutes = overview->minutes_held,
      .missed = overview->missed_count,
      .missed_lately = overview->missed_lately,
      .differing = overview->differing_count,
      .lowest_by_coach = find_lowest (overview, overview->pairing->coach),
      .lowest_by_client = find_lowest (overview, overview->pairing->client),
  };
}

GArray *
rondo_round_overview_list_facts (const RondoRoundOverview *overview)
{
  GArray *all = g_array_new (FALSE, TRUE, sizeof (RondoHealthFacts));

  for (guint i = 0; i < overview->pairings->len; i++) {
    RondoHealthFacts facts = rondo_pairing_overview_get_facts (overview->pairings->pdata[i]);

    g_array_append_val (all, facts);
  }
  return all;
}

GPtrArray *
rondo_round_overview_list_feedback (const RondoRoundOverview *overview)
{
  GPtrArray *all = g_ptr_array_new ();

  for (guint i = 0; i < overview->pairings->len; i++) {
    const RondoPairingOverview *pairing = overview->pairings->pdata[i];

    for (guint j = 0; pairing->feedback != NULL && j < pairing->feedback->len; j++)
      g_ptr_array_add (all, pairing->feedback->pdata[j]);
  }
  return all;
}

/* A name that every file system takes, and a number, since two may be called the same. */
static char *
make_file_name (const RondoCertificate *certificate, guint number)
{
  g_autofree char *name = g_strdup (certificate->name);

  g_strdelimit (name, "/\\:*?\"<>|\n\t", '_');
  return g_strdup_printf ("%03u %s.pdf", number, name);
}

static GBytes *
write_archive (GPtrArray *certificates,
               RondoPageSize size,
               const RondoRoundPaperOrder *order,
               GError **error)
{
  g_autoptr (GPtrArray) files =
      g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_paper_file_free);

  for (guint i = 0; i < certificates->len; i++) {
    g_autoptr (GPtrArray) one = g_ptr_array_new ();
    g_autoptr (GBytes) bytes = NULL;
    g_autofree char *name = make_file_name (certificates->pdata[i], i + 1);

    g_ptr_array_add (one, certificates->pdata[i]);
    bytes = rondo_paper_write_certificates (one, size, error);
    if (bytes == NULL)
      return NULL;
    g_ptr_array_add (files, rondo_paper_file_new (name, bytes));
  }
  return rondo_paper_write_zip (files, order->now_us / G_USEC_PER_SEC, error);
}

static GBytes *
write_certificates (const RondoRoundRecord *record,
                    RondoPageSize size,
                    const RondoRoundPaperOrder *order,
                    GError **error)
{
  g_autoptr (GPtrArray) certificates = rondo_round_list_certificates (record);

  if (certificates->len == 0) {
    g_set_error_literal (error,
                         RONDO_ERROR,
                         RONDO_ERROR_INVALID,
                         _ ("No session of this round was held yet, so there is nothing to write a "
                            "certificate about."));
    return NULL;
  }
  if (order->paper == RONDO_ROUND_PAPER_ARCHIVE)
    return write_archive (certificates, size, order, error);
  return rondo_paper_write_certificates (certificates, size, error);
}

static gpointer
write_paper (RondoDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  const Job *job = data;
  RondoPageSize size = job->order.is_letter ? RONDO_PAGE_LETTER : RONDO_PAGE_A4;
  g_autoptr (RondoRoundOverview) overview = rondo_reader_read_round (db, job->id, error);
  g_autoptr (GArray) facts = NULL;
  g_autoptr (GPtrArray) feedback = NULL;
  g_autoptr (RondoPlan) plan = NULL;
  g_autoptr (RondoRoundReport) report = NULL;
  RondoRoundRecord record = {0};

  /* The plan of a repair speaks only of those whom it moves. */
  if (overview == NULL || !rondo_past_reader_read_plan (db, job->id, &plan, error))
    return NULL;
  facts = rondo_round_overview_list_facts (overview);
  feedback = rondo_round_overview_list_feedback (overview);
  record = (RondoRoundRecord){.round = overview->round,
                              .facts = (const RondoHealthFacts *)(gpointer)facts->data,
                              .n_facts = facts->len,
                              .registrations = overview->registrations,
                              .members = overview->members,
                              .feedback = feedback,
                              .plan = plan,
                              .today = job->order.today};
  if (job->order.paper != RONDO_ROUND_PAPER_REPORT)
    return write_certificates (&record, size, &job->order, error);
  report = rondo_round_report_new (&record);
  return rondo_paper_write_report (report, size, error);
}

void
rondo_round_papers_write_async (RondoStore *store,
                                const char *id,
                                const RondoRoundPaperOrder *order,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  RondoStoreCall call = {.tag = rondo_round_papers_write_async,
                         .func = write_paper,
                         .free_state = job_free,
                         .free_result = bytes_free};
  Job *job = NULL;

  g_return_if_fail (RONDO_IS_STORE (store));
  g_return_if_fail (id != NULL && order != NULL);

  job = g_new0 (Job, 1);
  job->id = g_strdup (id);
  job->order = *order;
  call.state = job;
  rondo_store_run (store, &call, cancellable, callback, user_data);
}

GBytes *
rondo_round_papers_write_finish (RondoStore *store, GAsyncResult *result, GError **error)
{
  return rondo_store_finish (store, rondo_round_papers_write_async, result, error);
}
