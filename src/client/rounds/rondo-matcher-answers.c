/* SPDX-License-Identifier: GPL-3.0-or-later
 * The answers of the matcher, on its thread. */
#include "config.h"

#include "rondo-matcher-private.h"

/* At most so often is the progress told. */
#define PROGRESS_INTERVAL_US (G_USEC_PER_SEC / 20)

/* A draft is compared with the best plan that is found in this time. */
#define JUDGE_MAX_US (3 * G_USEC_PER_SEC / 2)

/* Other policies are looked at for so long. */
#define TRIAL_MAX_US (3 * G_USEC_PER_SEC)

typedef struct {
  RondoQuestion *question; /* a reference */
  RondoPlanProgress progress;
  RondoMatched *matched; /* (nullable): then it is this that is told */
} Report;

static void
report_free (gpointer data)
{
  Report *report = data;

  rondo_question_unref (report->question);
  rondo_matched_free (report->matched);
  g_free (report);
}

static gboolean
reported_cb (gpointer user_data)
{
  Report *report = user_data;

  if (report->question->is_finished)
    return G_SOURCE_REMOVE;
  if (report->matched != NULL)
    report->question->found (g_steal_pointer (&report->matched), report->question->told_data);
  else
    report->question->progress (&report->progress, report->question->told_data);
  return G_SOURCE_REMOVE;
}

/* Takes @matched over. */
static void
tell (RondoQuestion *question, const RondoPlanProgress *progress, RondoMatched *matched)
{
  g_autoptr (GSource) source = g_idle_source_new ();
  Report *report = g_new0 (Report, 1);

  report->question = g_atomic_rc_box_acquire (question);
  report->matched = matched;
  if (progress != NULL)
    report->progress = *progress;
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, reported_cb, report, report_free);
  g_source_attach (source, question->context);
}

static void
progress_cb (const RondoPlanProgress *progress, gpointer user_data)
{
  RondoQuestion *question = user_data;
  int64_t now_us = g_get_monotonic_time ();

  rondo_patience_note (&question->patience, progress, now_us);
  question->has_plan = question->has_plan || progress->has_plan;
  if (question->progress == NULL || question->is_quiet ||
      (question->told_us != 0 && now_us - question->told_us < PROGRESS_INTERVAL_US &&
       progress->fraction < 1))
    return;
  question->told_us = now_us;
  tell (question, progress, NULL);
}

static gboolean
deadline_cb (gpointer user_data)
{
  const RondoQuestion *question = user_data;
  int64_t now_us = g_get_monotonic_time ();

  if (question->wants_any && question->has_plan)
    return TRUE;
  if (question->limit_us != 0)
    return now_us - question->patience.begun_us > question->limit_us;
  return rondo_patience_is_over (&question->patience, now_us);
}

static RondoPlanOptions
get_options (RondoQuestion *question)
{
  return (RondoPlanOptions){.progress = progress_cb,
                            .deadline = deadline_cb,
                            .user_data = question,
                            .cancelled = &question->cancelled};
}

static void
return_error (GTask *task, GError *error)
{
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Stopped before an answer");
}

void
rondo_answer_input (GTask *task, RondoQuestion *question)
{
  RondoMatcherDesk *desk = question->desk;

  g_clear_pointer (&desk->study, rondo_draft_study_free);
  g_clear_pointer (&desk->trial, rondo_draft_study_free);
  g_clear_pointer (&desk->input, rondo_matching_input_free);
  desk->input = g_steal_pointer (&question->input);
  desk->study = rondo_draft_study_new (desk->input);
  g_task_return_boolean (task, TRUE);
}

static RondoDraftStudy *
choose_study (RondoQuestion *question)
{
  RondoMatcherDesk *desk = question->desk;

  if (!question->is_trial)
    return desk->study;
  if (desk->trial == NULL)
    desk->trial = rondo_draft_study_new (desk->input);
  return desk->trial;
}

/* NULL without an error when cancelled before a first plan. */
static RondoMatched *
match (RondoQuestion *question, gboolean is_quiet, GError **error)
{
  RondoPlanOptions options = get_options (question);
  RondoDraftStudy *study = choose_study (question);
  g_autoptr (RondoMatched) matched = g_new0 (RondoMatched, 1);

  question->is_quiet = is_quiet;
  matched->draft =
      rondo_draft_study_match (study, question->draft, question->scope, &options, error);
  if (matched->draft == NULL)
    return NULL;
  question->is_quiet = TRUE;
  matched->report =
      rondo_draft_study_judge (study, matched->draft, g_get_real_time (), &options, error);
  return matched->report != NULL ? g_steal_pointer (&matched) : NULL;
}

static gboolean
is_worse (const RondoMatched *matched, const GArray *reached)
{
  const GArray *tiers = matched->report->plan->tiers;

  for (guint t = 0; t < MIN (tiers->len, reached->len); t++) {
    int64_t now = g_array_index (tiers, RondoTier, t).reached;
    int64_t before = g_array_index (reached, RondoTier, t).reached;

    if (now != before)
      return now < before;
  }
  return FALSE;
}

/* Goes on from @first, which is told and taken over. NULL if nothing better or better proved was
 * found. */
static RondoMatched *
match_on (RondoQuestion *question, RondoMatched *first, GError **error)
{
  g_autoptr (GArray) reached = g_array_ref (first->report->plan->tiers);
  g_autoptr (RondoMatched) matched = NULL;

  tell (question, NULL, first);
  matched = match (question, FALSE, error);
  return matched != NULL && !is_worse (matched, reached) ? g_steal_pointer (&matched) : NULL;
}

/* The first plan is told as soon as it is there, with all that is to be said about it. */
void
rondo_answer_match (GTask *task, RondoQuestion *question)
{
  g_autoptr (RondoMatched) matched = NULL;
  GError *error = NULL;

  question->limit_us = question->is_trial ? TRIAL_MAX_US : 0;
  question->wants_any = question->found != NULL;
  matched = match (question, question->wants_any, &error);
  question->wants_any = FALSE;
  if (matched != NULL && question->found != NULL &&
      matched->report->plan->status != RONDO_PLAN_OPTIMAL &&
      g_atomic_int_get (&question->cancelled) == 0)
    matched = match_on (question, g_steal_pointer (&matched), &error);
  if (matched == NULL)
    return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&matched), (GDestroyNotify)rondo_matched_free);
}

void
rondo_answer_judge (GTask *task, RondoQuestion *question)
{
  RondoPlanOptions options = get_options (question);
  RondoDraftReport *report;
  GError *error = NULL;

  question->limit_us = JUDGE_MAX_US;
  report = rondo_draft_study_judge (
      question->desk->study, question->draft, g_get_real_time (), &options, &error);
  if (report == NULL)
    return_error (task, error);
  else
    g_task_return_pointer (task, report, (GDestroyNotify)rondo_draft_report_free);
}

static void
return_list (GTask *task, GPtrArray *list, GError *error)
{
  if (list == NULL)
    return_error (task, error);
  else
    g_task_return_pointer (task, list, (GDestroyNotify)g_ptr_array_unref);
}

void
rondo_answer_alternatives (GTask *task, RondoQuestion *question)
{
  RondoPlanOptions options = get_options (question);
  GError *error = NULL;
  GPtrArray *list = rondo_draft_study_list_alternatives (question->desk->study,
                                                         question->draft,
                                                         question->coach,
                                                         question->client,
                                                         question->n_exact,
                                                         &options,
                                                         &error);

  return_list (task, list, error);
}

void
rondo_answer_reliefs (GTask *task, RondoQuestion *question)
{
  RondoPlanOptions options = get_options (question);
  GError *error = NULL;
  GPtrArray *list =
      rondo_draft_study_list_reliefs (question->desk->study, question->draft, &options, &error);

  return_list (task, list, error);
}

void
rondo_answer_seal (GTask *task, RondoQuestion *question)
{
  GError *error = NULL;

  if (rondo_draft_study_seal (question->desk->study, question->draft, question->plan, &error))
    g_task_return_pointer (
        task, g_steal_pointer (&question->plan), (GDestroyNotify)rondo_plan_free);
  else
    return_error (task, error);
}

void
rondo_answer_nothing (GTask *task)
{
  return_error (task, NULL);
}
