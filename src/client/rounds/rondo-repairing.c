/* SPDX-License-Identifier: GPL-3.0-or-later
 * Looking for the ways to repair a round, on a thread of its own. */
#include "config.h"

#include "rondo-repairing.h"

/* No single question to the engine takes longer: a dialog waits for the answer. */
#define QUESTION_MAX_US (2 * G_USEC_PER_SEC)

/* Shared by the caller's and the searching thread. */
typedef struct {
  RondoRepairInput *input;
  int64_t begun_us;
  volatile int cancelled;
} Search;

static void
search_free (gpointer data)
{
  Search *search = data;

  rondo_repair_input_free (search->input);
  g_free (search);
}

static void
cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  Search *search = user_data;

  g_atomic_int_set (&search->cancelled, 1);
}

static gboolean
deadline_cb (gpointer user_data)
{
  const Search *search = user_data;

  return g_get_monotonic_time () - search->begun_us > QUESTION_MAX_US;
}

static void
search_thread (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  Search *search = task_data;
  RondoPlanOptions options = {
      .deadline = deadline_cb, .user_data = search, .cancelled = &search->cancelled};
  g_autoptr (GError) error = NULL;
  GPtrArray *ways = NULL;
  gulong handler = 0;

  if (cancellable != NULL)
    handler = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), search, NULL);
  ways = rondo_repair_list (search->input, g_get_real_time (), &options, &error);
  g_cancellable_disconnect (cancellable, handler);
  if (ways != NULL)
    g_task_return_pointer (task, ways, (GDestroyNotify)g_ptr_array_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
rondo_repairing_run_async (const RondoRepairInput *input,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Search *search = NULL;

  g_return_if_fail (input != NULL && input->pairings != NULL && input->leaving != NULL);

  search = g_new0 (Search, 1);
  search->input = rondo_repair_input_copy (input);
  search->begun_us = g_get_monotonic_time ();
  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, rondo_repairing_run_async);
  g_task_set_task_data (task, search, search_free);
  g_task_run_in_thread (task, search_thread);
}

GPtrArray *
rondo_repairing_run_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, rondo_repairing_run_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
