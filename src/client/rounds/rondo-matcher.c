/* SPDX-License-Identifier: GPL-3.0-or-later
 * One thread, one question at a time. */
#include "config.h"

#include "rondo-matcher.h"

#include "rondo-patience.h"

/* At most so often is the progress told. */
#define PROGRESS_INTERVAL_US (G_USEC_PER_SEC / 20)

/* A draft is compared with the best plan that is found in this time. */
#define JUDGE_MAX_US (3 * G_USEC_PER_SEC / 2)

/* What the thread works on; nobody else touches it. */
typedef struct {
  RondoMatchingInput *input; /* (nullable) */
  RondoDraftStudy *study;
  RondoDraftStudy *trial; /* (nullable): for drafts with other policies */
} Desk;

struct _RondoMatcher {
  GThreadPool *pool;
  GCancellable *cancellable; /* of all questions */
  Desk *desk;                /* a reference */
};

typedef struct _Question Question;
typedef void (*AnswerFunc) (GTask *task, Question *question);

/* Shared by the asking thread and the one that answers. */
struct _Question {
  AnswerFunc answer;
  Desk *desk; /* a reference */
  RondoMatchingInput *input;
  RondoDraft *draft;
  RondoPlan *plan;
  char *coach;
  char *client;
  int n_exact;
  RondoDraftScope scope;
  gboolean is_trial;
  RondoPlanProgressFunc progress;
  gpointer progress_data;
  GCancellable *matcher_cancellable;
  GMainContext *context; /* of the caller */
  gboolean is_quiet;     /* answering thread only, as the next three */
  int64_t told_us;
  int64_t limit_us; /* 0: as long as patience lasts */
  RondoPatience patience;
  gboolean is_finished; /* caller's thread only */
  volatile int cancelled;
};

typedef struct {
  Question *question; /* a reference */
  RondoPlanProgress progress;
} Report;

static void
desk_clear (gpointer data)
{
  Desk *desk = data;

  g_clear_pointer (&desk->study, rondo_draft_study_free);
  g_clear_pointer (&desk->trial, rondo_draft_study_free);
  g_clear_pointer (&desk->input, rondo_matching_input_free);
}

static void
desk_unref (Desk *desk)
{
  g_atomic_rc_box_release_full (desk, desk_clear);
}

static void
question_clear (gpointer data)
{
  Question *question = data;

  desk_unref (question->desk);
  rondo_matching_input_free (question->input);
  rondo_draft_free (question->draft);
  rondo_plan_free (question->plan);
  g_free (question->coach);
  g_free (question->client);
  g_object_unref (question->matcher_cancellable);
  g_main_context_unref (question->context);
}

static void
question_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, question_clear);
}

static void
report_free (gpointer data)
{
  Report *report = data;

  question_unref (report->question);
  g_free (report);
}

static gboolean
reported_cb (gpointer user_data)
{
  const Report *report = user_data;

  if (!report->question->is_finished)
    report->question->progress (&report->progress, report->question->progress_data);
  return G_SOURCE_REMOVE;
}

static void
progress_cb (const RondoPlanProgress *progress, gpointer user_data)
{
  Question *question = user_data;
  int64_t now_us = g_get_monotonic_time ();
  g_autoptr (GSource) source = NULL;
  Report *report;

  rondo_patience_note (&question->patience, progress, now_us);
  if (question->progress == NULL || question->is_quiet ||
      (question->told_us != 0 && now_us - question->told_us < PROGRESS_INTERVAL_US &&
       progress->fraction < 1))
    return;
  question->told_us = now_us;
  report = g_new0 (Report, 1);
  report->question = g_atomic_rc_box_acquire (question);
  report->progress = *progress;
  source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, reported_cb, report, report_free);
  g_source_attach (source, question->context);
}

static gboolean
deadline_cb (gpointer user_data)
{
  const Question *question = user_data;
  int64_t now_us = g_get_monotonic_time ();

  if (question->limit_us != 0)
    return now_us - question->patience.begun_us > question->limit_us;
  return rondo_patience_is_over (&question->patience, now_us);
}

static RondoPlanOptions
get_options (Question *question)
{
  return (RondoPlanOptions){.progress = progress_cb,
                            .deadline = deadline_cb,
                            .user_data = question,
                            .cancelled = &question->cancelled};
}

static void
cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  Question *question = user_data;

  g_atomic_int_set (&question->cancelled, 1);
}

static void
return_error (GTask *task, GError *error)
{
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Stopped before an answer");
}

static void
answer_input (GTask *task, Question *question)
{
  Desk *desk = question->desk;

  g_clear_pointer (&desk->study, rondo_draft_study_free);
  g_clear_pointer (&desk->trial, rondo_draft_study_free);
  g_clear_pointer (&desk->input, rondo_matching_input_free);
  desk->input = g_steal_pointer (&question->input);
  desk->study = rondo_draft_study_new (desk->input);
  g_task_return_boolean (task, TRUE);
}

static RondoDraftStudy *
choose_study (Question *question)
{
  Desk *desk = question->desk;

  if (!question->is_trial)
    return desk->study;
  if (desk->trial == NULL)
    desk->trial = rondo_draft_study_new (desk->input);
  return desk->trial;
}

static void
answer_match (GTask *task, Question *question)
{
  RondoPlanOptions options = get_options (question);
  RondoDraftStudy *study = choose_study (question);
  g_autoptr (RondoMatched) matched = g_new0 (RondoMatched, 1);
  GError *error = NULL;

  question->limit_us = question->is_trial ? 2 * JUDGE_MAX_US : 0;
  matched->draft =
      rondo_draft_study_match (study, question->draft, question->scope, &options, &error);
  if (matched->draft == NULL) {
    return_error (task, error);
    return;
  }
  question->is_quiet = TRUE;
  matched->report =
      rondo_draft_study_judge (study, matched->draft, g_get_real_time (), &options, &error);
  if (matched->report == NULL)
    return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&matched), (GDestroyNotify)rondo_matched_free);
}

static void
answer_judge (GTask *task, Question *question)
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

static void
answer_alternatives (GTask *task, Question *question)
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

static void
answer_reliefs (GTask *task, Question *question)
{
  RondoPlanOptions options = get_options (question);
  GError *error = NULL;
  GPtrArray *list =
      rondo_draft_study_list_reliefs (question->desk->study, question->draft, &options, &error);

  return_list (task, list, error);
}

static void
answer_seal (GTask *task, Question *question)
{
  GError *error = NULL;

  if (rondo_draft_study_seal (question->desk->study, question->draft, question->plan, &error))
    g_task_return_pointer (
        task, g_steal_pointer (&question->plan), (GDestroyNotify)rondo_plan_free);
  else
    return_error (task, error);
}

/* Takes the reference in @data over. */
static void
answer_cb (gpointer data, gpointer user_data)
{
  g_autoptr (GTask) task = data;
  Question *question = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  gulong handler = 0, matcher_handler;

  matcher_handler = g_cancellable_connect (
      question->matcher_cancellable, G_CALLBACK (cancelled_cb), question, NULL);
  if (cancellable != NULL)
    handler = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), question, NULL);
  question->patience.begun_us = g_get_monotonic_time ();
  if (question->answer != answer_input &&
      (g_atomic_int_get (&question->cancelled) != 0 || question->desk->study == NULL))
    return_error (task, NULL);
  else
    question->answer (task, question);
  g_cancellable_disconnect (cancellable, handler);
  g_cancellable_disconnect (question->matcher_cancellable, matcher_handler);
}

RondoMatcher *
rondo_matcher_new (void)
{
  RondoMatcher *matcher = g_new0 (RondoMatcher, 1);

  matcher->pool = g_thread_pool_new (answer_cb, NULL, 1, FALSE, NULL);
  matcher->cancellable = g_cancellable_new ();
  matcher->desk = g_atomic_rc_box_new0 (Desk);
  return matcher;
}

void
rondo_matcher_free (RondoMatcher *matcher)
{
  if (matcher == NULL)
    return;
  g_cancellable_cancel (matcher->cancellable);
  g_thread_pool_free (g_steal_pointer (&matcher->pool), FALSE, FALSE);
  g_clear_object (&matcher->cancellable);
  g_clear_pointer (&matcher->desk, desk_unref);
  g_free (matcher);
}

static Question *
question_new (RondoMatcher *matcher, AnswerFunc answer, const RondoDraft *draft)
{
  Question *question = g_atomic_rc_box_new0 (Question);

  question->answer = answer;
  question->desk = g_atomic_rc_box_acquire (matcher->desk);
  question->matcher_cancellable = g_object_ref (matcher->cancellable);
  question->context = g_main_context_ref_thread_default ();
  question->draft = draft != NULL ? rondo_draft_copy (draft) : NULL;
  return question;
}

/* Takes @question over. @keeps: what was found before it was cancelled counts. */
static void
ask (RondoMatcher *matcher,
     Question *question,
     gpointer tag,
     gboolean keeps,
     GCancellable *cancellable,
     GAsyncReadyCallback callback,
     gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, question, question_unref);
  g_task_set_check_cancellable (task, !keeps);
  g_thread_pool_push (matcher->pool, task, NULL);
}

static gpointer
finish (GAsyncResult *result, gpointer tag, GError **error)
{
  Question *question;

  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, tag), NULL);

  question = g_task_get_task_data (G_TASK (result));
  question->is_finished = TRUE;
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
rondo_matcher_set_input (RondoMatcher *matcher, const RondoMatchingInput *input)
{
  Question *question;

  g_return_if_fail (matcher != NULL && input != NULL);

  question = question_new (matcher, answer_input, NULL);
  question->input = rondo_matching_input_copy (input);
  ask (matcher, question, rondo_matcher_set_input, TRUE, NULL, NULL, NULL);
}

void
rondo_matcher_match_async (RondoMatcher *matcher,
                           const RondoDraft *draft,
                           RondoDraftScope scope,
                           gboolean is_trial,
                           RondoPlanProgressFunc progress,
                           gpointer progress_data,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  Question *question;

  g_return_if_fail (matcher != NULL && draft != NULL);

  question = question_new (matcher, answer_match, draft);
  question->scope = scope;
  question->is_trial = is_trial;
  question->progress = progress;
  question->progress_data = progress_data;
  ask (matcher, question, rondo_matcher_match_async, TRUE, cancellable, callback, user_data);
}

RondoMatched *
rondo_matcher_match_finish (GAsyncResult *result, GError **error)
{
  return finish (result, rondo_matcher_match_async, error);
}

void
rondo_matcher_judge_async (RondoMatcher *matcher,
                           const RondoDraft *draft,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_return_if_fail (matcher != NULL && draft != NULL);

  ask (matcher,
       question_new (matcher, answer_judge, draft),
       rondo_matcher_judge_async,
       FALSE,
       cancellable,
       callback,
       user_data);
}

RondoDraftReport *
rondo_matcher_judge_finish (GAsyncResult *result, GError **error)
{
  return finish (result, rondo_matcher_judge_async, error);
}

void
rondo_matcher_list_alternatives_async (RondoMatcher *matcher,
                                       const RondoDraft *draft,
                                       const char *coach,
                                       const char *client,
                                       int n_exact,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  Question *question;

  g_return_if_fail (matcher != NULL && draft != NULL);

  question = question_new (matcher, answer_alternatives, draft);
  question->coach = g_strdup (coach);
  question->client = g_strdup (client);
  question->n_exact = n_exact;
  ask (matcher,
       question,
       rondo_matcher_list_alternatives_async,
       FALSE,
       cancellable,
       callback,
       user_data);
}

GPtrArray *
rondo_matcher_list_alternatives_finish (GAsyncResult *result, GError **error)
{
  return finish (result, rondo_matcher_list_alternatives_async, error);
}

void
rondo_matcher_list_reliefs_async (RondoMatcher *matcher,
                                  const RondoDraft *draft,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_return_if_fail (matcher != NULL && draft != NULL);

  ask (matcher,
       question_new (matcher, answer_reliefs, draft),
       rondo_matcher_list_reliefs_async,
       FALSE,
       cancellable,
       callback,
       user_data);
}

GPtrArray *
rondo_matcher_list_reliefs_finish (GAsyncResult *result, GError **error)
{
  return finish (result, rondo_matcher_list_reliefs_async, error);
}

void
rondo_matcher_seal_async (RondoMatcher *matcher,
                          const RondoDraft *draft,
                          const RondoPlan *plan,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  Question *question;

  g_return_if_fail (matcher != NULL && draft != NULL && plan != NULL);

  question = question_new (matcher, answer_seal, draft);
  question->plan = rondo_plan_copy (plan);
  ask (matcher, question, rondo_matcher_seal_async, FALSE, cancellable, callback, user_data);
}

RondoPlan *
rondo_matcher_seal_finish (GAsyncResult *result, GError **error)
{
  return finish (result, rondo_matcher_seal_async, error);
}

void
rondo_matched_free (RondoMatched *matched)
{
  if (matched == NULL)
    return;
  rondo_draft_free (matched->draft);
  rondo_draft_report_free (matched->report);
  g_free (matched);
}
