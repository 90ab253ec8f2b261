/* SPDX-License-Identifier: GPL-3.0-or-later
 * One request at the desk of the server, until it is answered. For files of this folder alone. */
#pragma once

#include "rondo-server-private.h"

G_BEGIN_DECLS

typedef struct {
  RondoServer *server;        /* owned */
  SoupServerMessage *message; /* owned */
  const char *endpoint;       /* static, for the log */
  GBytes *body;               /* owned */
  char *token;                /* (nullable) */
  char *member;               /* (nullable): who holds the token */
  gpointer request;           /* (nullable): decoded, for later */
  GDestroyNotify free_request;
  gint64 started_us;   /* monotonic */
  guint retry_seconds; /* for 429 and 503 */
} RondoServerCall;

/* Does the work of one endpoint. Returns the JSON of the answer, or NULL with @error, or NULL
 * without @error: then it comes later, by rondo_server_call_answer(). */
typedef char *(*RondoServerEndpointFunc) (RondoServerCall *call, GError **error);

/** rondo_server_call_answer: the one place that writes an answer: @json, or the problem if NULL.
 * Ends the call. */
void rondo_server_call_answer (RondoServerCall *call, const char *json, const GError *problem);

/** rondo_server_call_wait: the answer comes later, from a callback. */
void rondo_server_call_wait (RondoServerCall *call, gpointer request, GDestroyNotify free_request);

char *rondo_server_serve_join (RondoServerCall *call, GError **error);
char *rondo_server_serve_login (RondoServerCall *call, GError **error);
char *rondo_server_serve_token (RondoServerCall *call, GError **error);

G_END_DECLS
