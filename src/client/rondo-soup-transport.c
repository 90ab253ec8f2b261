/* SPDX-License-Identifier: GPL-3.0-or-later
 * The real transport: HTTP over libsoup. */
#include "config.h"

#include "rondo-transport.h"

#include "rondo-error.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>

/* An answer larger than this is not one of ours. */
#define ANSWER_MAX_BYTES (16 * 1024 * 1024)
#define READ_BYTES (64 * 1024)
/* A server that wants to be left alone for longer is asked again all the same. */
#define RETRY_MAX_SECONDS (60 * 60)

struct _RondoSoupTransport {
  GObject parent_instance;

  SoupSession *session; /* owned */
  guint timeout_seconds;
  GMutex mutex; /* guards what follows */
  guint64 received;
  guint64 sent;
};

static void transport_iface_init (RondoTransportInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RondoSoupTransport,
                               rondo_soup_transport,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (RONDO_TYPE_TRANSPORT, transport_iface_init))

static void
set_timeout (GError **error)
{
  g_set_error_literal (error,
                       RONDO_ERROR,
                       RONDO_ERROR_TIMEOUT,
                       _ ("The server did not answer in time. Try again later."));
}

/* What went wrong below, as one of the few errors that callers act on. */
static void
explain (const GError *reason, const char *url, GError **error)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);
  const char *host = uri != NULL ? g_uri_get_host (uri) : url;

  if (g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_propagate_error (error, g_error_copy (reason));
  else if (g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    set_timeout (error);
  else if (reason->domain == G_RESOLVER_ERROR)
    g_set_error (error,
                 RONDO_ERROR,
                 RONDO_ERROR_OFFLINE,
                 _ ("No server named %s could be found. Check the address and the network."),
                 host);
  else if (reason->domain == G_TLS_ERROR)
    g_set_error (error,
                 RONDO_ERROR,
                 RONDO_ERROR_OFFLINE,
                 _ ("No safe connection to %s could be made (%s). Ask whoever runs the server."),
                 host,
                 reason->message);
  else
    g_set_error (error,
                 RONDO_ERROR,
                 RONDO_ERROR_OFFLINE,
                 _ ("The server %s could not be reached (%s). Check the address and the network."),
                 host,
                 reason->message);
}

static SoupMessage *
make_message (
    const char *method, const char *url, const char *token, const char *body, GError **error)
{
  SoupMessage *message = soup_message_new (method, url);
  g_autofree char *authorization = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (message == NULL) {
    g_set_error (error,
                 RONDO_ERROR,
                 RONDO_ERROR_OFFLINE,
                 _ ("“%s” is not the address of a server. Check the address."),
                 url);
    return NULL;
  }
  /* A token is for the server it came from, not for one that it points to. */
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_COLLECT_METRICS);
  /* soup keeps an idle connection for the thread that made it, and each attempt has its own. */
  soup_message_headers_replace (soup_message_get_request_headers (message), "Connection", "close");
  if (token != NULL) {
    authorization = g_strconcat ("Bearer ", token, NULL);
    soup_message_headers_replace (
        soup_message_get_request_headers (message), "Authorization", authorization);
  }
  if (body != NULL) {
    bytes = g_bytes_new (body, strlen (body));
    soup_message_set_request_body_from_bytes (message, "application/json", bytes);
  }
  return message;
}

/* The time-out of soup begins anew with every byte; this one does not. */
static gboolean
read_chunk (GInputStream *stream,
            GByteArray *answer,
            int64_t deadline_us,
            gsize *n_read,
            GCancellable *cancellable,
            GError **error)
{
  g_autoptr (GBytes) chunk = g_input_stream_read_bytes (stream, READ_BYTES, cancellable, error);

  if (chunk == NULL)
    return FALSE;
  *n_read = g_bytes_get_size (chunk);
  if (answer->len + *n_read > ANSWER_MAX_BYTES) {
    g_set_error_literal (error,
                         RONDO_ERROR,
                         RONDO_ERROR_FOREIGN,
                         _ ("What answered is far too large to come from a Rondo server. Check the "
                            "address."));
    return FALSE;
  }
  if (*n_read > 0 && g_get_monotonic_time () > deadline_us) {
    set_timeout (error);
    return FALSE;
  }
  g_byte_array_append (answer, g_bytes_get_data (chunk, NULL), (guint)*n_read);
  return TRUE;
}

static GBytes *
read_answer (GInputStream *stream, int64_t deadline_us, GCancellable *cancellable, GError **error)
{
  g_autoptr (GByteArray) answer = g_byte_array_new ();
  gsize n_read;

  do {
    if (!read_chunk (stream, answer, deadline_us, &n_read, cancellable, error))
      return NULL;
  } while (n_read > 0);
  return g_byte_array_free_to_bytes (g_steal_pointer (&answer));
}

/* "Retry-After" is a number of seconds or a date; what is neither says nothing. */
static guint
read_retry_seconds (SoupMessage *message)
{
  const char *text =
      soup_message_headers_get_one (soup_message_get_response_headers (message), "Retry-After");
  g_autoptr (GDateTime) date = NULL;
  int64_t ahead;

  if (text == NULL)
    return 0;
  if (*text != '\0' && strspn (text, "0123456789") == strlen (text))
    return (guint)MIN (g_ascii_strtoull (text, NULL, 10), RETRY_MAX_SECONDS);
  date = soup_date_time_new_from_http_string (text);
  if (date == NULL)
    return 0;
  ahead = g_date_time_to_unix (date) - g_get_real_time () / G_USEC_PER_SEC;
  return (guint)CLAMP (ahead, 0, RETRY_MAX_SECONDS);
}

static void
count_traffic (RondoSoupTransport *self, SoupMessage *message)
{
  SoupMessageMetrics *metrics = soup_message_get_metrics (message);

  g_mutex_lock (&self->mutex);
  self->sent += soup_message_metrics_get_request_header_bytes_sent (metrics) +
                soup_message_metrics_get_request_body_bytes_sent (metrics);
  self->received += soup_message_metrics_get_response_header_bytes_received (metrics) +
                    soup_message_metrics_get_response_body_bytes_received (metrics);
  g_mutex_unlock (&self->mutex);
}

static GBytes *
soup_exchange (RondoTransport *transport,
               const char *method,
               const char *url,
               const char *token,
               const char *body,
               RondoTransportHead *head,
               GCancellable *cancellable,
               GError **error)
{
  RondoSoupTransport *self = RONDO_SOUP_TRANSPORT (transport);
  int64_t deadline_us = g_get_monotonic_time () + (int64_t)self->timeout_seconds * G_USEC_PER_SEC;
  g_autoptr (SoupMessage) message = make_message (method, url, token, body, error);
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GError) reason = NULL;
  GBytes *answer = NULL;

  if (message == NULL)
    return NULL;
  stream = soup_session_send (self->session, message, cancellable, &reason);
  if (stream != NULL)
    answer = read_answer (stream, deadline_us, cancellable, &reason);
  count_traffic (self, message);
  if (answer == NULL) {
    if (reason->domain == RONDO_ERROR)
      g_propagate_error (error, g_steal_pointer (&reason));
    else
      explain (reason, url, error);
    return NULL;
  }
  head->status = soup_message_get_status (message);
  head->retry_seconds = read_retry_seconds (message);
  return answer;
}

static void
rondo_soup_transport_finalize (GObject *object)
{
  RondoSoupTransport *self = RONDO_SOUP_TRANSPORT (object);

  g_clear_object (&self->session);
  g_mutex_clear (&self->mutex);
  G_OBJECT_CLASS (rondo_soup_transport_parent_class)->finalize (object);
}

static void
transport_iface_init (RondoTransportInterface *iface)
{
  iface->exchange = soup_exchange;
}

static void
rondo_soup_transport_class_init (RondoSoupTransportClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rondo_soup_transport_finalize;
}

static void
rondo_soup_transport_init (RondoSoupTransport *self)
{
  g_mutex_init (&self->mutex);
  self->session = soup_session_new ();
  soup_session_set_user_agent (self->session, "Rondo/" RONDO_VERSION);
}

RondoTransport *
rondo_soup_transport_new (guint timeout_seconds)
{
  RondoSoupTransport *self = g_object_new (RONDO_TYPE_SOUP_TRANSPORT, NULL);

  self->timeout_seconds = timeout_seconds;
  soup_session_set_timeout (self->session, timeout_seconds);
  return RONDO_TRANSPORT (self);
}

void
rondo_soup_transport_get_traffic (RondoTransport *transport, guint64 *received, guint64 *sent)
{
  RondoSoupTransport *self = RONDO_SOUP_TRANSPORT (transport);

  g_mutex_lock (&self->mutex);
  *received = self->received;
  *sent = self->sent;
  g_mutex_unlock (&self->mutex);
}
