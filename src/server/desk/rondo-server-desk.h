/* SPDX-License-Identifier: GPL-3.0-or-later
 * One request at the desk of the server, until it is answered. For files of this folder alone.
 *
 * The main loop takes a call in and hands its answer out; between the two it belongs to a hand,
 * which serves it with the connection it has. */
#pragma once

#include "rondo-server-hands.h"
#include "rondo-server-private.h"
#include "rondo-wire-messages.h"

G_BEGIN_DECLS

typedef struct _RondoServerCall RondoServerCall;

/* Does the work of one endpoint. Returns the JSON of the answer, or NULL with @error, or NULL
 * without @error: then there is a #RondoSyncAnswer, or it comes later, by
 * rondo_server_call_answer(). */
typedef char *(*RondoServerEndpointFunc) (RondoServerCall *call, GError **error);

struct _RondoServerCall {
  RondoServerJob job;

  RondoServer *server;           /* owned */
  SoupServerMessage *message;    /* owned (nullable): while libsoup has it; main loop only */
  GSocketConnection *connection; /* owned (nullable): while it waits without libsoup */
  RondoDb *db;                   /* borrowed, while it is served */
  RondoServerEndpointFunc serve;
  const char *endpoint; /* static, for the log */
  GBytes *body;         /* owned */
  char *token;          /* (nullable) */
  char *member;         /* (nullable): who holds the token */
  gpointer request;     /* (nullable): decoded, for later */
  GDestroyNotify free_request;
  RondoSyncAnswer *sync_answer; /* (nullable): not encoded yet */
  int64_t started_us;           /* monotonic */
  int64_t wait_seq;             /* /v1/wait: what was read; −1: another call */
  int64_t seen_seq;             /* up to where there is nothing new for it */
  GList link;                   /* among those who wait */
  gboolean is_coordinator;      /* of those who wait */
  guint retry_seconds;          /* for 429 and 503 */
  gboolean is_for_members;
  gboolean is_packed;    /* the body */
  gboolean takes_packed; /* the answer */
  gboolean may_write;    /* with this connection */
  gboolean is_later;

  /* the answer */
  GBytes *text;
  GError *problem;
  gboolean is_text_packed;
};

/** rondo_server_call_new: what came in with @message. */
RondoServerCall *rondo_server_call_new (RondoServer *server, SoupServerMessage *message);

/** rondo_server_call_start: gives @call to the hands. */
void rondo_server_call_start (RondoServerCall *call, gboolean may_write);

/** rondo_server_call_refuse: answers at once, in the main loop. Ends the call. */
void rondo_server_call_refuse (RondoServerCall *call, const GError *problem);

/** rondo_server_call_answer: the answer that was to come later: @json, or the problem if NULL.
 * From any thread. Ends the call. */
void rondo_server_call_answer (RondoServerCall *call, const char *json, const GError *problem);

/** rondo_server_call_tell: answers who waited in the main loop: @seq, or nothing if −1. Ends the
 * call. */
void rondo_server_call_tell (RondoServerCall *call, int64_t seq);

/** rondo_server_call_wait: the answer comes later, from a callback on the writer's thread. */
void rondo_server_call_wait (RondoServerCall *call, gpointer request, GDestroyNotify free_request);

/** rondo_server_desk_list_calls: all there are, as "POST /v1/sync". (transfer full) */
GStrv rondo_server_desk_list_calls (void);

char *rondo_server_serve_join (RondoServerCall *call, GError **error);
char *rondo_server_serve_login (RondoServerCall *call, GError **error);
char *rondo_server_serve_token (RondoServerCall *call, GError **error);
char *rondo_server_serve_deposit (RondoServerCall *call, GError **error);
char *rondo_server_serve_people (RondoServerCall *call, GError **error);
char *rondo_server_serve_accounts (RondoServerCall *call, GError **error);
char *rondo_server_serve_invite (RondoServerCall *call, GError **error);
char *rondo_server_serve_invitations (RondoServerCall *call, GError **error);
char *rondo_server_serve_withdraw (RondoServerCall *call, GError **error);
char *rondo_server_serve_merge (RondoServerCall *call, GError **error);

G_END_DECLS
