/* SPDX-License-Identifier: GPL-3.0-or-later
 * Refused connections that still get their answer. */
#include "config.h"

#include "rondo-server-lingering.h"

#include "rondo-server-problem.h"

#include <libsoup/soup.h>
#include <string.h>

#define SKIPPED_AT_ONCE (64 * 1024)

struct _RondoServerLingering {
  GMainContext *context; /* owned */
  GCancellable *closing; /* owned */
  guint ms;
  guint count;
};

typedef struct {
  RondoServerLingering *all; /* owned */
  GIOStream *stream;         /* owned */
  GSocket *socket;           /* owned */
  GCancellable *cancellable; /* owned */
  gulong chained;
  GSource *timer; /* owned (nullable) */
  char *text;     /* owned */
} Linger;

static void
lingering_clear (gpointer data)
{
  RondoServerLingering *lingering = data;

  g_object_unref (lingering->closing);
  g_main_context_unref (lingering->context);
}

RondoServerLingering *
rondo_server_lingering_new (GMainContext *context, GCancellable *closing, guint ms)
{
  RondoServerLingering *lingering = g_rc_box_new0 (RondoServerLingering);

  lingering->context = g_main_context_ref (context);
  lingering->closing = g_object_ref (closing);
  lingering->ms = ms;
  return lingering;
}

void
rondo_server_lingering_free (RondoServerLingering *lingering)
{
  g_rc_box_release_full (lingering, lingering_clear);
}

static void
linger_free (Linger *linger)
{
  linger->all->count--;
  if (linger->timer != NULL)
    g_source_destroy (linger->timer);
  g_clear_pointer (&linger->timer, g_source_unref);
  g_cancellable_disconnect (linger->all->closing, linger->chained);
  g_io_stream_close (linger->stream, NULL, NULL);
  g_object_unref (linger->stream);
  g_object_unref (linger->socket);
  g_object_unref (linger->cancellable);
  g_free (linger->text);
  rondo_server_lingering_free (linger->all);
  g_free (linger);
}

static void
skipped_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GInputStream *input = G_INPUT_STREAM (source);
  Linger *linger = data;

  if (g_input_stream_skip_finish (input, result, NULL) <= 0) {
    linger_free (linger);
    return;
  }
  g_input_stream_skip_async (
      input, SKIPPED_AT_ONCE, G_PRIORITY_LOW, linger->cancellable, skipped_cb, linger);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Linger *linger = data;

  if (!g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, NULL)) {
    linger_free (linger);
    return;
  }
  g_socket_shutdown (linger->socket, FALSE, TRUE, NULL);
  g_input_stream_skip_async (g_io_stream_get_input_stream (linger->stream),
                             SKIPPED_AT_ONCE,
                             G_PRIORITY_LOW,
                             linger->cancellable,
                             skipped_cb,
                             linger);
}

static gboolean
lingered_cb (gpointer data)
{
  Linger *linger = data;

  g_clear_pointer (&linger->timer, g_source_unref);
  g_cancellable_cancel (linger->cancellable);
  return G_SOURCE_REMOVE;
}

static void
cancel_linger_cb (GCancellable *all, gpointer cancellable)
{
  g_cancellable_cancel (cancellable);
}

static char *
format_answer (const GError *problem, guint retry_seconds)
{
  g_autofree char *retry =
      retry_seconds > 0 ? g_strdup_printf ("Retry-After: %u\r\n", retry_seconds) : NULL;
  g_autofree char *json = rondo_server_problem_to_json (problem);
  guint status = rondo_server_problem_get_status (problem);

  return g_strdup_printf ("HTTP/1.1 %u %s\r\n"
                          "Content-Type: application/json; charset=utf-8\r\n"
                          "Content-Length: %" G_GSIZE_FORMAT "\r\n"
                          "Connection: close\r\n%s\r\n%s",
                          status,
                          soup_status_get_phrase (status),
                          strlen (json),
                          retry != NULL ? retry : "",
                          json);
}

static GSource *
start_timer (RondoServerLingering *lingering, Linger *linger)
{
  GSource *timer = g_timeout_source_new (lingering->ms);

  g_source_set_callback (timer, lingered_cb, linger, NULL);
  g_source_attach (timer, lingering->context);
  return timer;
}

void
rondo_server_lingering_add (RondoServerLingering *lingering,
                            GIOStream *stream,
                            GSocket *socket,
                            const GError *problem,
                            guint retry_seconds)
{
  Linger *linger = g_new0 (Linger, 1);

  linger->all = g_rc_box_acquire (lingering);
  linger->text = format_answer (problem, retry_seconds);
  linger->cancellable = g_cancellable_new ();
  linger->chained = g_cancellable_connect (
      lingering->closing, G_CALLBACK (cancel_linger_cb), linger->cancellable, NULL);
  linger->socket = g_object_ref (socket);
  linger->stream = stream;
  linger->timer = start_timer (lingering, linger);
  lingering->count++;
  g_output_stream_write_all_async (g_io_stream_get_output_stream (stream),
                                   linger->text,
                                   strlen (linger->text),
                                   G_PRIORITY_DEFAULT,
                                   linger->cancellable,
                                   answered_cb,
                                   linger);
}

guint
rondo_server_lingering_count (RondoServerLingering *lingering)
{
  return lingering->count;
}
