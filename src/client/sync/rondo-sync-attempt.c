/* SPDX-License-Identifier: GPL-3.0-or-later
 * The thread of one attempt, and how it comes back. */
#include "config.h"

#include "rondo-sync-attempt.h"

/* The thread owns report and error while it runs, the owner's thread afterwards. */
struct _RondoSyncAttempt {
  RondoSyncAttemptFunc done_func;
  gpointer user_data; /* borrowed: the owner frees the attempt first */

  /* owned */
  RondoWorker *worker;
  RondoTransport *transport;
  GCancellable *cancellable;
  GMainContext *context;
  GSource *done;
  GThread *thread;
  char *server;
  char *member;
  char *token;
  RondoSyncReport report;
  GError *error;
};

static gboolean
done_cb (gpointer user_data)
{
  RondoSyncAttempt *attempt = user_data;

  g_clear_pointer (&attempt->thread, g_thread_join);
  attempt->done_func (attempt, attempt->user_data);
  return G_SOURCE_REMOVE;
}

static gpointer
attempt_thread (gpointer data)
{
  RondoSyncAttempt *attempt = data;

  rondo_sync_cycle_run_on_worker (attempt->worker,
                                  attempt->transport,
                                  attempt->server,
                                  attempt->member,
                                  attempt->token,
                                  attempt->cancellable,
                                  &attempt->report,
                                  &attempt->error);
  g_source_attach (attempt->done, attempt->context);
  return NULL;
}

RondoSyncAttempt *
rondo_sync_attempt_start (RondoWorker *worker,
                          RondoTransport *transport,
                          const char *server,
                          const char *member,
                          const char *token,
                          GMainContext *context,
                          RondoSyncAttemptFunc done,
                          gpointer user_data)
{
  RondoSyncAttempt *attempt = g_new0 (RondoSyncAttempt, 1);

  attempt->done_func = done;
  attempt->user_data = user_data;
  attempt->worker = g_object_ref (worker);
  attempt->transport = g_object_ref (transport);
  attempt->cancellable = g_cancellable_new ();
  attempt->context = g_main_context_ref (context);
  attempt->server = g_strdup (server);
  attempt->member = g_strdup (member);
  attempt->token = g_strdup (token);
  attempt->done = g_idle_source_new ();
  g_source_set_priority (attempt->done, G_PRIORITY_DEFAULT);
  g_source_set_callback (attempt->done, done_cb, attempt, NULL);
  attempt->thread = g_thread_new ("rondo-sync", attempt_thread, attempt);
  return attempt;
}

void
rondo_sync_attempt_cancel (RondoSyncAttempt *attempt)
{
  g_cancellable_cancel (attempt->cancellable);
}

void
rondo_sync_attempt_free (RondoSyncAttempt *attempt)
{
  if (attempt->thread != NULL) {
    g_cancellable_cancel (attempt->cancellable);
    g_thread_join (attempt->thread);
  }
  g_source_destroy (attempt->done);
  g_source_unref (attempt->done);
  g_clear_object (&attempt->worker);
  g_clear_object (&attempt->transport);
  g_clear_object (&attempt->cancellable);
  g_clear_pointer (&attempt->context, g_main_context_unref);
  g_clear_error (&attempt->error);
  g_free (attempt->server);
  g_free (attempt->member);
  g_free (attempt->token);
  g_free (attempt);
}

const RondoSyncReport *
rondo_sync_attempt_get_report (const RondoSyncAttempt *attempt)
{
  return &attempt->report;
}

const char *
rondo_sync_attempt_get_token (const RondoSyncAttempt *attempt)
{
  return attempt->token;
}

const GError *
rondo_sync_attempt_get_error (const RondoSyncAttempt *attempt)
{
  return attempt->error;
}
