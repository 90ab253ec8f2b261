/* SPDX-License-Identifier: GPL-3.0-or-later
 * Values, a database on a real file, and a server that does what a test says. */
#pragma once

#include "rondo-change.h"
#include "rondo-db.h"
#include "rondo-store.h"
#include "rondo-transport.h"
#include "rondo-wire-messages.h"

G_BEGIN_DECLS

#define NOW_US G_GINT64_CONSTANT (1770000000000000)
#define EPOCH "0123456789abcdef0123456789abcdef"
#define SELF "018f3b5e-7c1a-7d00-8000-00000000a000"

/** fixture_make_dir: a fresh folder; fixture_remove_dir() deletes it with its files. */
char *fixture_make_dir (void);
void fixture_remove_dir (const char *dir);

/** fixture_use_keyring: a keyring in a file, for this process; gives its folder. (transfer full) */
char *fixture_use_keyring (void);

/** fixture_use_no_keyring: this process finds none. */
void fixture_use_no_keyring (void);

/** fixture_id: the id number @number; the same one every time. */
const char *fixture_id (guint number);

RondoMember *fixture_member (guint number, const char *name);
RondoRound *fixture_round (guint number, const char *name);
RondoPlan *fixture_plan (guint number, const RondoRound *round, guint n_members);

/* A database without a thread. */
typedef struct {
  char *dir;
  char *path;
  RondoDb *db;
} Local;

Local *local_new (void);
void local_reopen (Local *local);
void local_free (Local *local);

/** local_save: saves @change (taken over); a failure fails the test. */
void local_save (Local *local, RondoChange *change);
void local_put_member (Local *local, guint number, const char *name);
/** local_put_round_with_members: an open round that @n_members members have registered for. */
RondoRound *local_put_round_with_members (Local *local, guint number, guint n_members);
/** local_count: the first column of the first row of the constant @sql. */
int64_t local_count (Local *local, const char *sql);
char *local_text (Local *local, const char *sql);
/** local_merge: applies @answer; a failure fails the test. TRUE if the user sees a change. */
gboolean local_merge (Local *local, RondoSyncAnswer *answer);

/** local_prepare: what is sent next; a failure fails the test. (transfer full) */
RondoSyncRequest *local_prepare (Local *local);

/** local_sign_in: saves the answer of a server to an account, which was @formerly (nullable)
 * others. */
gboolean local_sign_in (Local *local,
                        const char *member,
                        const char *community_id,
                        const char *epoch,
                        GPtrArray *formerly,
                        GError **error);

/** answer_new: an empty answer of the right epoch, with the cursors of "pub" and of SELF. */
RondoSyncAnswer *answer_new (int64_t seq);
void answer_add_row (RondoSyncAnswer *answer,
                     const char *scope,
                     RondoKind kind,
                     const char *id,
                     int64_t version,
                     const char *body);
void answer_add_gone (
    RondoSyncAnswer *answer, const char *scope, RondoKind kind, const char *id, int64_t version);
void answer_add_ack (RondoSyncAnswer *answer, const char *op, int64_t version);
void answer_add_refusal (RondoSyncAnswer *answer, const char *op, const char *message);

/* What a scripted server does with a request. @request: NULL unless it is a sync. */
typedef char *(*ScriptFunc) (const char *path,
                             const char *token,
                             const char *body,
                             const RondoSyncRequest *request,
                             RondoTransportHead *head,
                             gpointer data,
                             GError **error);

#define SCRIPT_TYPE_TRANSPORT (script_transport_get_type ())
G_DECLARE_FINAL_TYPE (ScriptTransport, script_transport, SCRIPT, TRANSPORT, GObject)

RondoTransport *script_transport_new (ScriptFunc func, gpointer data);
int script_transport_get_count (RondoTransport *transport);

/** script_acknowledge: an answer that takes every op of @request. (transfer full) */
RondoSyncAnswer *script_acknowledge (const RondoSyncRequest *request, int64_t seq);

/* Waiting for asynchronous calls. */
void fixture_got_result (GObject *source, GAsyncResult *result, gpointer user_data);
GAsyncResult *fixture_await (GAsyncResult **slot);

/** fixture_await_keyring: the same, without counting what libsecret loses when it writes a file. */
GAsyncResult *fixture_await_keyring (GAsyncResult **slot);

/** fixture_open_store: an open store on @path. */
RondoStore *fixture_open_store (const char *path);
void fixture_save (RondoStore *store, RondoChange *change);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Local, local_free)

G_END_DECLS
