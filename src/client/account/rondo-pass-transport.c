/* SPDX-License-Identifier: GPL-3.0-or-later
 * A transport that shows the pass, and renews it when it has run out. */
#include "config.h"

#include "rondo-pass.h"

#include "rondo-wire-messages.h"

#define TOKEN_PATH "/v1/token"

#define RONDO_TYPE_PASS_TRANSPORT (rondo_pass_transport_get_type ())
G_DECLARE_FINAL_TYPE (RondoPassTransport, rondo_pass_transport, RONDO, PASS_TRANSPORT, GObject)

struct _RondoPassTransport {
  GObject parent_instance;

  /* owned */
  RondoPass *pass;
  RondoTransport *inner;
};

static void transport_iface_init (RondoTransportInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RondoPassTransport,
                               rondo_pass_transport,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (RONDO_TYPE_TRANSPORT, transport_iface_init))

static GBytes *
ask (RondoPassTransport *self,
     const char *method,
     const char *url,
     const char *token,
     const char *body,
     RondoTransportHead *head,
     GCancellable *cancellable,
     GError **error)
{
  g_autofree char *pinned = rondo_pass_dup_url (self->pass, url);

  return rondo_transport_exchange (
      self->inner, method, pinned, token, body, head, cancellable, error);
}

/* Whether the server wants another token; "revoked" is not cured by one. */
static gboolean
wants_renewal (const RondoTransportHead *head, GBytes *answer)
{
  gsize length;
  const char *text = g_bytes_get_data (answer, &length);
  g_autoptr (RondoProblem) problem = NULL;

  if (head->status != 401)
    return FALSE;
  problem = rondo_wire_decode_problem (text != NULL ? text : "", length, NULL);
  return problem != NULL && g_strcmp0 (problem->code, "unauthorized") == 0;
}

static RondoTokenAnswer *
decode (const RondoTransportHead *head, GBytes *answer)
{
  gsize length;
  const char *text = g_bytes_get_data (answer, &length);

  if (head->status != 200)
    return NULL;
  return rondo_wire_decode_token_answer (text != NULL ? text : "", length, NULL);
}

/* A new access token, unless another thread brought one meanwhile. Returns NULL without @error when
 * the request can be sent (again); else what the server said instead of it. */
static GBytes *
renew (RondoPassTransport *self,
       const char *refused,
       RondoTransportHead *head,
       GCancellable *cancellable,
       GError **error)
{
  g_autofree char *server = NULL;
  g_autofree char *body = NULL;
  g_autofree char *url = NULL;
  g_autoptr (GBytes) answer = NULL;
  g_autoptr (RondoTokenAnswer) token = NULL;

  if (!rondo_pass_begin_renewal (self->pass, refused, cancellable, &server, &body))
    return NULL;
  url = g_strconcat (server, TOKEN_PATH, NULL);
  answer = ask (self, "POST", url, NULL, body, head, cancellable, error);
  if (answer != NULL)
    token = decode (head, answer);
  rondo_pass_end_renewal (
      self->pass, token != NULL ? token->token : NULL, token != NULL ? token->seconds : 0);
  return token == NULL ? g_steal_pointer (&answer) : NULL;
}

/* Sends with the access token of the pass, renewed before if need be. @sent: (out) */
static GBytes *
send_with_pass (RondoPassTransport *self,
                const char *method,
                const char *url,
                const char *handle,
                const char *body,
                RondoTransportHead *head,
                char **sent,
                GCancellable *cancellable,
                GError **error)
{
  g_autoptr (GError) failure = NULL;
  GBytes *refusal = NULL;

  *sent = rondo_pass_dup_access (self->pass, handle);
  if (*sent == NULL) {
    refusal = renew (self, NULL, head, cancellable, &failure);
    if (failure != NULL) {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
    if (refusal != NULL)
      return refusal;
    *sent = rondo_pass_dup_access (self->pass, handle);
  }
  return ask (self, method, url, *sent, body, head, cancellable, error);
}

static GBytes *
pass_exchange (RondoTransport *transport,
               const char *method,
               const char *url,
               const char *token,
               const char *body,
               RondoTransportHead *head,
               GCancellable *cancellable,
               GError **error)
{
  RondoPassTransport *self = RONDO_PASS_TRANSPORT (transport);
  g_autofree char *sent = NULL;
  g_autofree char *sent_again = NULL;
  g_autoptr (GBytes) answer = NULL;
  g_autoptr (GError) failure = NULL;
  GBytes *refusal = NULL;

  if (!rondo_pass_is_handle (self->pass, token))
    return ask (self, method, url, token, body, head, cancellable, error);
  answer = send_with_pass (self, method, url, token, body, head, &sent, cancellable, &failure);
  if (answer != NULL && sent != NULL && wants_renewal (head, answer)) {
    refusal = renew (self, sent, head, cancellable, &failure);
    g_clear_pointer (&answer, g_bytes_unref);
    answer = refusal;
    if (refusal == NULL && failure == NULL)
      answer =
          send_with_pass (self, method, url, token, body, head, &sent_again, cancellable, &failure);
  }
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  return g_steal_pointer (&answer);
}

static void
rondo_pass_transport_finalize (GObject *object)
{
  RondoPassTransport *self = RONDO_PASS_TRANSPORT (object);

  g_clear_object (&self->pass);
  g_clear_object (&self->inner);
  G_OBJECT_CLASS (rondo_pass_transport_parent_class)->finalize (object);
}

static void
transport_iface_init (RondoTransportInterface *iface)
{
  iface->exchange = pass_exchange;
}

static void
rondo_pass_transport_class_init (RondoPassTransportClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rondo_pass_transport_finalize;
}

static void
rondo_pass_transport_init (RondoPassTransport *self)
{
}

RondoTransport *
rondo_pass_transport_new (RondoPass *pass, RondoTransport *inner)
{
  RondoPassTransport *self = g_object_new (RONDO_TYPE_PASS_TRANSPORT, NULL);

  self->pass = g_object_ref (pass);
  self->inner = g_object_ref (inner);
  return RONDO_TRANSPORT (self);
}
