/* SPDX-License-Identifier: GPL-3.0-or-later
 * The real transport: HTTP over libsoup. */
#include "config.h"

#include "rondo-transport.h"

#include "rondo-error.h"
#include "rondo-wire-pack.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>

/* An answer larger than this is not one of ours. */
#define ANSWER_MAX_BYTES (16 * 1024 * 1024)
#define READ_BYTES (64 * 1024)
/* A server that wants to be left alone for longer is asked again all the same. */
#define RETRY_MAX_SECONDS (60 * 60)
/* A server closes a connection that was idle for twice as long. */
#define IDLE_MAX_US (5 * G_USEC_PER_SEC)
/* A server answers whoever waits for news after 55 seconds at the latest. */
#define WAIT_SECONDS 70

/* What a thread talks with: soup keeps idle connections for the thread that made them, and watches
 * them in its context. */
typedef struct {
  SoupSession *session;
  GMainContext *context;
  guint timeout_seconds;
  int64_t used_us; /* monotonic */
  char *pin;       /* owned (nullable): what the open connections were checked against */
} Line;

struct _RondoSoupTransport {
  GObject parent_instance;

  guint timeout_seconds;
  GMutex mutex;        /* guards what follows */
  GHashTable *packers; /* owned; servers that take packed requests: "https://host:port" */
  guint64 received;
  guint64 sent;
};

static void transport_iface_init (RondoTransportInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RondoSoupTransport,
                               rondo_soup_transport,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (RONDO_TYPE_TRANSPORT, transport_iface_init))

static void
line_free (gpointer data)
{
  Line *line = data;

  g_main_context_push_thread_default (line->context);
  soup_session_abort (line->session);
  g_object_unref (line->session);
  g_main_context_pop_thread_default (line->context);
  g_main_context_unref (line->context);
  g_free (line->pin);
  g_free (line);
}

static GPrivate own_line = G_PRIVATE_INIT (line_free);

/* A call that waits for news is answered later than others. */
static guint
get_timeout_seconds (RondoSoupTransport *self, const char *url)
{
  return strstr (url, "/v1/wait?") != NULL ? MAX (self->timeout_seconds, WAIT_SECONDS)
                                           : self->timeout_seconds;
}

/* A connection is checked when it is made, so none is left for another pin. */
static void
set_pin (Line *line, const char *pin)
{
  if (g_strcmp0 (line->pin, pin) == 0)
    return;
  soup_session_abort (line->session);
  g_free (line->pin);
  line->pin = g_strdup (pin);
}

/* The line of this thread, with its context pushed; see leave_line(). */
static Line *
enter_line (guint timeout_seconds, const char *url)
{
  Line *line = g_private_get (&own_line);

  if (line == NULL || line->timeout_seconds != timeout_seconds) {
    line = g_new0 (Line, 1);
    line->context = g_main_context_new ();
    line->timeout_seconds = timeout_seconds;
    line->session = soup_session_new_with_options ("timeout", timeout_seconds, NULL);
    /* What comes packed is unpacked here, with a limit. */
    soup_session_remove_feature_by_type (line->session, SOUP_TYPE_CONTENT_DECODER);
    g_private_replace (&own_line, line);
  }
  g_main_context_push_thread_default (line->context);
  if (g_get_monotonic_time () - line->used_us > IDLE_MAX_US)
    soup_session_abort (line->session);
  set_pin (line, strstr (url, RONDO_TRANSPORT_PIN_MARK));
  return line;
}

static void
leave_line (Line *line)
{
  line->used_us = g_get_monotonic_time ();
  g_main_context_pop_thread_default (line->context);
}

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
  else if (reason->domain == G_TLS_ERROR && strstr (url, RONDO_TRANSPORT_PIN_MARK) != NULL)
    g_set_error (
        error,
        RONDO_ERROR,
        RONDO_ERROR_FOREIGN,
        _ ("The server at %s does not show the certificate that your invitation names: it "
           "was set up anew, or somebody is in between. Nothing was sent. Ask whoever runs "
           "the server for a new invitation."),
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

/* "https://host:port" of @url. (transfer full) */
static char *
dup_origin (const char *url)
{
  const char *host = strstr (url, "://");
  const char *end = host != NULL ? strchr (host + 3, '/') : NULL;

  return end != NULL ? g_strndup (url, (gsize)(end - url)) : g_strdup (url);
}

static gboolean
takes_packed (RondoSoupTransport *self, const char *url)
{
  g_autofree char *origin = dup_origin (url);
  gboolean is_known;

  g_mutex_lock (&self->mutex);
  is_known = g_hash_table_contains (self->packers, origin);
  g_mutex_unlock (&self->mutex);
  return is_known;
}

static void
remember_packing (RondoSoupTransport *self, const char *url, gboolean takes)
{
  char *origin = dup_origin (url);

  g_mutex_lock (&self->mutex);
  if (takes) {
    g_hash_table_add (self->packers, origin);
  } else {
    g_hash_table_remove (self->packers, origin);
    g_free (origin);
  }
  g_mutex_unlock (&self->mutex);
}

static void
set_body (SoupMessage *message, const char *body, gboolean is_packed)
{
  gsize length = strlen (body);
  g_autoptr (GBytes) bytes = NULL;

  if (is_packed && length >= RONDO_WIRE_PACK_MIN_BYTES) {
    bytes = rondo_wire_pack (body, length);
    soup_message_headers_replace (
        soup_message_get_request_headers (message), "Content-Encoding", RONDO_WIRE_PACKING);
  } else {
    bytes = g_bytes_new (body, length);
  }
  soup_message_set_request_body_from_bytes (message, "application/json", bytes);
}

/* Requests that follow each other at once; the others leave nothing open behind them. */
static gboolean
is_one_of_many (const char *url)
{
  return g_str_has_suffix (url, "/v1/sync") || g_str_has_suffix (url, "/v1/have");
}

/* Nobody but the invitation says which certificate is good: not even those whom this computer
 * trusts otherwise. */
static void
network_event_cb (SoupMessage *message, GSocketClientEvent event, GIOStream *connection)
{
  if (event == G_SOCKET_CLIENT_TLS_HANDSHAKING && G_IS_TLS_CONNECTION (connection))
    g_tls_connection_set_database (G_TLS_CONNECTION (connection), NULL);
}

static gboolean
accept_certificate_cb (SoupMessage *message,
                       GTlsCertificate *certificate,
                       GTlsCertificateFlags errors,
                       const char *pin)
{
  g_autoptr (GByteArray) der = NULL;
  g_autofree char *sha256 = NULL;

  g_object_get (certificate, "certificate", &der, NULL);
  sha256 = g_compute_checksum_for_data (G_CHECKSUM_SHA256, der->data, der->len);
  return g_ascii_strcasecmp (sha256, pin) == 0;
}

static void
free_pin (gpointer pin, GClosure *closure)
{
  g_free (pin);
}

/* Without TLS there is no certificate to go by. */
static gboolean
check_pin (SoupMessage *message, const char *pin, const char *url, GError **error)
{
  if (g_strcmp0 (g_uri_get_scheme (soup_message_get_uri (message)), "https") != 0) {
    g_autoptr (GError) reason =
        g_error_new_literal (G_TLS_ERROR, G_TLS_ERROR_NOT_TLS, "no certificate");

    explain (reason, url, error);
    return FALSE;
  }
  g_signal_connect (message, "network-event", G_CALLBACK (network_event_cb), NULL);
  g_signal_connect_data (message,
                         "accept-certificate",
                         G_CALLBACK (accept_certificate_cb),
                         g_strdup (pin),
                         free_pin,
                         (GConnectFlags)0);
  return TRUE;
}

/* It is meant without being said. */
static void
starting_cb (SoupMessage *message)
{
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);

  if (soup_message_headers_header_contains (headers, "Connection", "keep-alive"))
    soup_message_headers_remove (headers, "Connection");
}

static SoupMessage *
make_message (const char *method,
              const char *url,
              const char *token,
              const char *body,
              gboolean is_packed,
              GError **error)
{
  const char *pin = strstr (url, RONDO_TRANSPORT_PIN_MARK);
  g_autofree char *bare = pin != NULL ? g_strndup (url, (gsize)(pin - url)) : g_strdup (url);
  g_autoptr (SoupMessage) message = soup_message_new (method, bare);
  SoupMessageHeaders *headers;
  g_autofree char *authorization = NULL;

  if (message == NULL) {
    g_set_error (error,
                 RONDO_ERROR,
                 RONDO_ERROR_OFFLINE,
                 _ ("“%s” is not the address of a server. Check the address."),
                 bare);
    return NULL;
  }
  if (pin != NULL && !check_pin (message, pin + strlen (RONDO_TRANSPORT_PIN_MARK), url, error))
    return NULL;
  headers = soup_message_get_request_headers (message);
  /* A token is for the server it came from, not for one that it points to. */
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_COLLECT_METRICS);
  soup_message_headers_replace (headers, "Accept-Encoding", RONDO_WIRE_PACKING);
  g_signal_connect (message, "starting", G_CALLBACK (starting_cb), NULL);
  /* Soup takes a new connection for each POST, unless it may be repeated: ours may. */
  if (is_one_of_many (bare))
    soup_message_add_flags (message, SOUP_MESSAGE_IDEMPOTENT);
  else
    soup_message_headers_replace (headers, "Connection", "close");
  if (token != NULL) {
    authorization = g_strconcat ("Bearer ", token, NULL);
    soup_message_headers_replace (headers, "Authorization", authorization);
  }
  if (body != NULL)
    set_body (message, body, is_packed);
  return g_steal_pointer (&message);
}

static void
set_too_large (GError **error)
{
  g_set_error_literal (
      error,
      RONDO_ERROR,
      RONDO_ERROR_FOREIGN,
      _ ("What answered is far too large to come from a Rondo server. Check the address."));
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
    set_too_large (error);
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

/* @answer as it was before it was packed. Takes @answer over. */
static GBytes *
unpack (SoupMessage *message, GBytes *answer, GError **error)
{
  g_autoptr (GBytes) packed = answer;
  const char *encoding = soup_message_headers_get_one (soup_message_get_response_headers (message),
                                                       "Content-Encoding");
  GBytes *text = NULL;
  gsize length;
  const char *data;

  if (packed == NULL || g_strcmp0 (encoding, RONDO_WIRE_PACKING) != 0)
    return g_steal_pointer (&packed);
  data = g_bytes_get_data (packed, &length);
  text = rondo_wire_unpack (data != NULL ? data : "", length, ANSWER_MAX_BYTES, NULL);
  if (text == NULL)
    set_too_large (error);
  return text;
}

/* Sends @message over @line and reads the answer. */
static GBytes *
send_message (RondoSoupTransport *self,
              Line *line,
              SoupMessage *message,
              const char *url,
              RondoTransportHead *head,
              GCancellable *cancellable,
              GError **error)
{
  int64_t deadline_us =
      g_get_monotonic_time () + (int64_t)get_timeout_seconds (self, url) * G_USEC_PER_SEC;
  g_autoptr (GError) reason = NULL;
  g_autoptr (GInputStream) stream =
      soup_session_send (line->session, message, cancellable, &reason);
  GBytes *answer = NULL;

  if (stream != NULL)
    answer = unpack (message, read_answer (stream, deadline_us, cancellable, &reason), &reason);
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

static GBytes *
exchange_once (RondoSoupTransport *self,
               const char *method,
               const char *url,
               const char *token,
               const char *body,
               RondoTransportHead *head,
               GCancellable *cancellable,
               GError **error)
{
  Line *line = enter_line (get_timeout_seconds (self, url), url);
  gboolean is_packed = takes_packed (self, url);
  g_autoptr (SoupMessage) message = make_message (method, url, token, body, is_packed, error);
  GBytes *answer = NULL;

  if (message != NULL)
    answer = send_message (self, line, message, url, head, cancellable, error);
  if (answer != NULL)
    remember_packing (self,
                      url,
                      head->status != SOUP_STATUS_UNSUPPORTED_MEDIA_TYPE &&
                          rondo_wire_accepts_packing (soup_message_headers_get_list (
                              soup_message_get_response_headers (message), "Accept-Encoding")));
  leave_line (line);
  return answer;
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
  gboolean was_packed = takes_packed (self, url);
  g_autoptr (GBytes) answer =
      exchange_once (self, method, url, token, body, head, cancellable, error);

  /* Something between here and the server may have changed since it took packed requests. */
  if (answer == NULL || head->status != SOUP_STATUS_UNSUPPORTED_MEDIA_TYPE || !was_packed)
    return g_steal_pointer (&answer);
  return exchange_once (self, method, url, token, body, head, cancellable, error);
}

static void
rondo_soup_transport_finalize (GObject *object)
{
  RondoSoupTransport *self = RONDO_SOUP_TRANSPORT (object);

  g_hash_table_unref (self->packers);
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
  self->packers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

RondoTransport *
rondo_soup_transport_new (guint timeout_seconds)
{
  RondoSoupTransport *self = g_object_new (RONDO_TYPE_SOUP_TRANSPORT, NULL);

  self->timeout_seconds = timeout_seconds;
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
