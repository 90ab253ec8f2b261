/* SPDX-License-Identifier: GPL-3.0-or-later
 * How a request reaches the server. One real one over libsoup; tests put a lying one around it. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define RONDO_TYPE_TRANSPORT (rondo_transport_get_type ())
G_DECLARE_INTERFACE (RondoTransport, rondo_transport, RONDO, TRANSPORT, GObject)

/* What stands above the body of an answer. */
typedef struct {
  guint status;        /* of HTTP; 0: no answer */
  guint retry_seconds; /* "Retry-After"; 0: not said */
} RondoTransportHead;

struct _RondoTransportInterface {
  GTypeInterface parent_interface;

  GBytes *(*exchange) (RondoTransport *transport,
                       const char *method,
                       const char *url,
                       const char *token,
                       const char *body,
                       RondoTransportHead *head,
                       GCancellable *cancellable,
                       GError **error);
};

/* In front of the SHA-256 (hexadecimal) that the certificate of the server has to have, at the end
 * of an address. What follows "#" never leaves this computer. */
#define RONDO_TRANSPORT_PIN_MARK "#sha256="

/**
 * rondo_transport_exchange:
 * @url: the whole address, "http://127.0.0.1:8730/v1/sync", maybe with a pin
 * @token: (nullable): sent as "Authorization: Bearer"
 * @body: (nullable): JSON text
 * @head: (out): status and more of the answer
 *
 * One blocking request; never call it on the GTK thread.
 *
 * Returns: (transfer full): the body of the answer, whatever its status, or NULL with
 * %RONDO_ERROR_OFFLINE, %RONDO_ERROR_TIMEOUT, %RONDO_ERROR_FOREIGN (too large) or
 * %G_IO_ERROR_CANCELLED
 */
GBytes *rondo_transport_exchange (RondoTransport *transport,
                                  const char *method,
                                  const char *url,
                                  const char *token,
                                  const char *body,
                                  RondoTransportHead *head,
                                  GCancellable *cancellable,
                                  GError **error);

#define RONDO_TYPE_SOUP_TRANSPORT (rondo_soup_transport_get_type ())
G_DECLARE_FINAL_TYPE (RondoSoupTransport, rondo_soup_transport, RONDO, SOUP_TRANSPORT, GObject)

/** rondo_soup_transport_new: HTTP/1.1 over libsoup, each request at most @timeout_seconds. */
RondoTransport *rondo_soup_transport_new (guint timeout_seconds);

/** rondo_soup_transport_get_traffic: bytes on the wire so far, heads included; thread-safe. */
void rondo_soup_transport_get_traffic (RondoTransport *transport, guint64 *received, guint64 *sent);

G_END_DECLS
