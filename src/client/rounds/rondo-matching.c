/* SPDX-License-Identifier: GPL-3.0-or-later
 * Running the engine on copies, on a thread of its own. */
#include "config.h"

#include "rondo-matching.h"

#include "rondo-patience.h"

/* At most so often is the progress told. */
#define PROGRESS_INTERVAL_US (G_USEC_PER_SEC / 20)

/* Shared by the caller's and the searching thread. */
typedef struct {
  RondoMatchingInput *input;
  RondoPlanProgressFunc progress;
  gpointer progress_data;
  GMainContext *context; /* of the caller */
  int64_t told_us;       /* searching thread only, as the next */
  RondoPatience patience;
  gboolean is_finished; /* caller's thread only */
  volatile int cancelled;
} Search;

typedef struct {
  Search *search; /* a reference */
  RondoPlanProgress progress;
} Report;

static void
search_clear (gpointer data)
{
  Search *search = data;

  rondo_matching_input_free (search->input);
  g_main_context_unref (search->context);
}

static void
search_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, search_clear);
}

static void
report_free (gpointer data)
{
  Report *report = data;

  search_unref (report->search);
  g_free (report);
}

static gboolean
reported_cb (gpointer user_data)
{
  const Report *report = user_data;

  if (!report->search->is_finished)
    report->search->progress (&report->progress, report->search->progress_data);
  return G_SOURCE_REMOVE;
}

static gboolean
deadline_cb (gpointer user_data)
{
  const Search *search = user_data;

  return rondo_patience_is_over (&search->patience, g_get_monotonic_time ());
}

static void
progress_cb (const RondoPlanProgress *progress, gpointer user_data)
{
  Search *search = user_data;
  int64_t now_us = g_get_monotonic_time ();
  g_autoptr (GSource) source = NULL;
  Report *report;

  rondo_patience_note (&search->patience, progress, now_us);
  if (search->progress == NULL)
    return;
  if (search->told_us != 0 && now_us - search->told_us < PROGRESS_INTERVAL_US &&
      progress->fraction < 1)
    return;
  search->told_us = now_us;
  report = g_new0 (Report, 1);
  report->search = g_atomic_rc_box_acquire (search);
  report->progress = *progress;
  source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, reported_cb, report, report_free);
  g_source_attach (source, search->context);
}

static void
cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  Search *search = user_data;

  g_atomic_int_set (&search->cancelled, 1);
}

static void
search_thread (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  Search *search = task_data;
  RondoPlanOptions options = {.progress = progress_cb,
                              .deadline = deadline_cb,
                              .user_data = search,
                              .cancelled = &search->cancelled};
  g_autoptr (GError) error = NULL;
  gulong handler = 0;
  RondoPlan *plan;

  if (cancellable != NULL)
    handler = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), search, NULL);
  plan = rondo_plan_make (search->input, g_get_real_time (), &options, &error);
  g_cancellable_disconnect (cancellable, handler);

  if (plan != NULL)
    g_task_return_pointer (task, plan, (GDestroyNotify)rondo_plan_free);
  else if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_new_error (
        task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Matching was cancelled before a first plan");
}

void
rondo_matching_run_async (const RondoMatchingInput *input,
                          RondoPlanProgressFunc progress,
                          gpointer progress_data,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Search *search;

  g_return_if_fail (input != NULL && input->round != NULL);
  g_return_if_fail (input->members != NULL && input->registrations != NULL);

  search = g_atomic_rc_box_new0 (Search);
  search->input = rondo_matching_input_copy (input);
  search->progress = progress;
  search->progress_data = progress_data;
  search->context = g_main_context_ref_thread_default ();
  search->patience.begun_us = g_get_monotonic_time ();

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, rondo_matching_run_async);
  g_task_set_task_data (task, search, search_unref);
  /* Cancelled with a plan at hand, the plan counts. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_run_in_thread (task, search_thread);
}

RondoPlan *
rondo_matching_run_finish (GAsyncResult *result, GError **error)
{
  Search *search;

  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, rondo_matching_run_async), NULL);

  search = g_task_get_task_data (G_TASK (result));
  search->is_finished = TRUE;
  return g_task_propagate_pointer (G_TASK (result), error);
}
