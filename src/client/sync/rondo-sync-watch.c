/* SPDX-License-Identifier: GPL-3.0-or-later
 * Waiting until the server has something new. */
#include "config.h"

#include "rondo-sync-watch.h"

#include "rondo-error.h"
#include "rondo-wire-messages.h"

/* The thread and whoever started it have one reference each. */
struct _RondoSyncWatch {
  RondoTransport *transport;
  GCancellable *cancellable;
  GMainContext *context;
  GSource *done; /* attached by the thread at its end */
  char *url;
  char *token;
  int64_t seq;
  RondoSyncWatchFunc func;
  gpointer user_data; /* borrowed: the owner ends the watch first */
  RondoSyncWatchEnd end;
};

static void
watch_clear (gpointer data)
{
  RondoSyncWatch *watch = data;

  g_object_unref (watch->transport);
  g_object_unref (watch->cancellable);
  g_source_unref (watch->done);
  g_main_context_unref (watch->context);
  g_free (watch->url);
  g_free (watch->token);
}

static void
watch_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, watch_clear);
}

static gboolean
done_cb (gpointer data)
{
  RondoSyncWatch *watch = data;

  if (!g_cancellable_is_cancelled (watch->cancellable))
    watch->func (watch->end, watch->user_data);
  return G_SOURCE_REMOVE;
}

/* Whoever answers anything else than news would be asked for ever. */
static gboolean
is_news (RondoSyncWatch *watch, GBytes *bytes)
{
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);
  g_autoptr (RondoWaitAnswer) answer =
      rondo_wire_decode_wait_answer (text != NULL ? text : "", length, NULL);

  return answer != NULL && answer->seq > watch->seq;
}

static RondoSyncWatchEnd
wait_for_news (RondoSyncWatch *watch)
{
  RondoTransportHead head = {0};
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) answer = rondo_transport_exchange (
      watch->transport, "GET", watch->url, watch->token, NULL, &head, watch->cancellable, &error);

  if (answer == NULL)
    return g_error_matches (error, RONDO_ERROR, RONDO_ERROR_TIMEOUT) ? RONDO_SYNC_WATCH_NOTHING
                                                                     : RONDO_SYNC_WATCH_FAILED;
  if (head.status == 204)
    return RONDO_SYNC_WATCH_NOTHING;
  return head.status == 200 && is_news (watch, answer) ? RONDO_SYNC_WATCH_NEWS
                                                       : RONDO_SYNC_WATCH_FAILED;
}

static gpointer
watch_thread (gpointer data)
{
  RondoSyncWatch *watch = data;

  watch->end = wait_for_news (watch);
  /* The source that is not attached would hold the watch, and the watch the source. */
  if (g_cancellable_is_cancelled (watch->cancellable))
    g_source_set_callback (watch->done, NULL, NULL, NULL);
  else
    g_source_attach (watch->done, watch->context);
  watch_unref (watch);
  return NULL;
}

RondoSyncWatch *
rondo_sync_watch_start (RondoTransport *transport,
                        const char *server,
                        const char *token,
                        int64_t seq,
                        GMainContext *context,
                        RondoSyncWatchFunc done,
                        gpointer user_data)
{
  RondoSyncWatch *watch = g_atomic_rc_box_new0 (RondoSyncWatch);

  watch->transport = g_object_ref (transport);
  watch->cancellable = g_cancellable_new ();
  watch->context = g_main_context_ref (context);
  watch->url = g_strdup_printf ("%s/v1/wait?seq=%" G_GINT64_FORMAT, server, seq);
  watch->token = g_strdup (token);
  watch->seq = seq;
  watch->func = done;
  watch->user_data = user_data;
  watch->done = g_idle_source_new ();
  g_source_set_priority (watch->done, G_PRIORITY_DEFAULT);
  g_source_set_callback (watch->done, done_cb, g_atomic_rc_box_acquire (watch), watch_unref);
  g_thread_unref (g_thread_new ("rondo-watch", watch_thread, g_atomic_rc_box_acquire (watch)));
  return watch;
}

void
rondo_sync_watch_end (RondoSyncWatch *watch)
{
  g_cancellable_cancel (watch->cancellable);
  watch_unref (watch);
}
