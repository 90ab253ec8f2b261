/* SPDX-License-Identifier: GPL-3.0-or-later
 * One thread, one question at a time. */
#include "config.h"

#include "rondo-matcher.h"

#include "rondo-matcher-private.h"

struct _RondoMatcher {
  GThreadPool *pool;
  GCancellable *cancellable; /* of all questions */
  RondoMatcherDesk *desk;    /* a reference */
};

static void
desk_clear (gpointer data)
{
  RondoMatcherDesk *desk = data;

  g_clear_pointer (&desk->study, rondo_draft_study_free);
  g_clear_pointer (&desk->trial, rondo_draft_study_free);
  g_clear_pointer (&desk->input, rondo_matching_input_free);
}

static void
desk_unref (RondoMatcherDesk *desk)
{
  g_atomic_rc_box_release_full (desk, desk_clear);
}

static void
question_clear (gpointer data)
{
  RondoQuestion *question = data;

  desk_unref (question->desk);
  rondo_matching_input_free (question->input);
  rondo_draft_free (question->draft);
  rondo_plan_free (question->plan);
  g_free (question->coach);
  g_free (question->client);
  g_object_unref (question->matcher_cancellable);
  g_main_context_unref (question->context);
}

void
rondo_question_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, question_clear);
}

static void
cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  RondoQuestion *question = user_data;

  g_atomic_int_set (&question->cancelled, 1);
}

/* Takes the reference in @data over. */
static void
answer_cb (gpointer data, gpointer user_data)
{
  g_autoptr (GTask) task = data;
  RondoQuestion *question = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  gulong handler = 0, matcher_handler;

  matcher_handler = g_cancellable_connect (
      question->matcher_cancellable, G_CALLBACK (cancelled_cb), question, NULL);
  if (cancellable != NULL)
    handler = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), question, NULL);
  question->patience.begun_us = g_get_monotonic_time ();
  if (question->answer != rondo_answer_input &&
      (g_atomic_int_get (&question->cancelled) != 0 || question->desk->study == NULL))
    rondo_answer_nothing (task);
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
  matcher->desk = g_atomic_rc_box_new0 (RondoMatcherDesk);
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

static RondoQuestion *
question_new (RondoMatcher *matcher, RondoAnswerFunc answer, const RondoDraft *draft)
{
  RondoQuestion *question = g_atomic_rc_box_new0 (RondoQuestion);

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
     RondoQuestion *question,
     gpointer tag,
     gboolean keeps,
     GCancellable *cancellable,
     GAsyncReadyCallback callback,
     gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, question, rondo_question_unref);
  g_task_set_check_cancellable (task, !keeps);
  g_thread_pool_push (matcher->pool, task, NULL);
}

static gpointer
finish (GAsyncResult *result, gpointer tag, GError **error)
{
  RondoQuestion *question;

  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, tag), NULL);

  question = g_task_get_task_data (G_TASK (result));
  question->is_finished = TRUE;
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
rondo_matcher_set_input (RondoMatcher *matcher, const RondoMatchingInput *input)
{
  RondoQuestion *question;

  g_return_if_fail (matcher != NULL && input != NULL);

  question = question_new (matcher, rondo_answer_input, NULL);
  question->input = rondo_matching_input_copy (input);
  ask (matcher, question, rondo_matcher_set_input, TRUE, NULL, NULL, NULL);
}

void
rondo_matcher_match_async (RondoMatcher *matcher,
                           const RondoDraft *draft,
                           RondoDraftScope scope,
                           gboolean is_trial,
                           RondoPlanProgressFunc progress,
                           RondoMatchedFunc found,
                           gpointer told_data,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  RondoQuestion *question;

  g_return_if_fail (matcher != NULL && draft != NULL);

  question = question_new (matcher, rondo_answer_match, draft);
  question->scope = scope;
  question->is_trial = is_trial;
  question->progress = progress;
  question->found = found;
  question->told_data = told_data;
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
       question_new (matcher, rondo_answer_judge, draft),
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
  RondoQuestion *question;

  g_return_if_fail (matcher != NULL && draft != NULL);

  question = question_new (matcher, rondo_answer_alternatives, draft);
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
       question_new (matcher, rondo_answer_reliefs, draft),
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
  RondoQuestion *question;

  g_return_if_fail (matcher != NULL && draft != NULL && plan != NULL);

  question = question_new (matcher, rondo_answer_seal, draft);
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
