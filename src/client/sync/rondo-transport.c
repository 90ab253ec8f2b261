/* SPDX-License-Identifier: GPL-3.0-or-later
 * The interface of transports. */
#include "config.h"

#include "rondo-transport.h"

G_DEFINE_INTERFACE (RondoTransport, rondo_transport, G_TYPE_OBJECT)

static void
rondo_transport_default_init (RondoTransportInterface *iface)
{
}

GBytes *
rondo_transport_exchange (RondoTransport *self,
                          const char *method,
                          const char *url,
                          const char *token,
                          const char *body,
                          RondoTransportHead *head,
                          GCancellable *cancellable,
                          GError **error)
{
  g_return_val_if_fail (RONDO_IS_TRANSPORT (self), NULL);
  g_return_val_if_fail (method != NULL && url != NULL && head != NULL, NULL);

  *head = (RondoTransportHead){0};
  return RONDO_TRANSPORT_GET_IFACE (self)->exchange (
      self, method, url, token, body, head, cancellable, error);
}
