/* SPDX-License-Identifier: GPL-3.0-or-later
 * A server that says what the test wants it to say. */
#pragma once

#include "rondo-account.h"
#include "rondo-transport.h"

G_BEGIN_DECLS

/* The body of the answer to @body at @url (transfer full), with @head filled; or NULL with @error.
 * Called on the thread that asks. */
typedef char *(*CannedAnswerFunc) (const char *url,
                                   const char *body,
                                   RondoTransportHead *head,
                                   GError **error);

/** canned_server_new: a transport whose answers are those of @answer. */
RondoTransport *canned_server_new (CannedAnswerFunc answer);

/** canned_server_logged_in_cb: ends a login, which must have worked. */
void canned_server_logged_in_cb (GObject *source, GAsyncResult *result, gpointer data);

G_END_DECLS
