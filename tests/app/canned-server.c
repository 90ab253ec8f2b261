/* SPDX-License-Identifier: GPL-3.0-or-later
 * A server that says what the test wants it to say. */
#include "config.h"

#include "canned-server.h"

#include <string.h>

#define CANNED_TYPE_SERVER (canned_server_get_type ())
G_DECLARE_FINAL_TYPE (CannedServer, canned_server, CANNED, SERVER, GObject)

struct _CannedServer {
  GObject parent_instance;
  CannedAnswerFunc answer;
};

static void canned_server_iface_init (RondoTransportInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CannedServer,
                               canned_server,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (RONDO_TYPE_TRANSPORT,
                                                      canned_server_iface_init))

static GBytes *
canned_server_exchange (RondoTransport *transport,
                        const char *method,
                        const char *url,
                        const char *token,
                        const char *body,
                        RondoTransportHead *head,
                        GCancellable *cancellable,
                        GError **error)
{
  char *answer;

  head->status = 200;
  answer = CANNED_SERVER (transport)->answer (url, body, head, error);
  return answer != NULL ? g_bytes_new_take (answer, strlen (answer)) : NULL;
}

static void
canned_server_iface_init (RondoTransportInterface *iface)
{
  iface->exchange = canned_server_exchange;
}

static void
canned_server_class_init (CannedServerClass *klass)
{
}

static void
canned_server_init (CannedServer *self)
{
}

RondoTransport *
canned_server_new (CannedAnswerFunc answer)
{
  CannedServer *self = g_object_new (CANNED_TYPE_SERVER, NULL);

  self->answer = answer;
  return RONDO_TRANSPORT (self);
}

void
canned_server_logged_in_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  rondo_account_login_finish (RONDO_ACCOUNT (source), result, &error);
  g_assert_no_error (error);
}
