/* SPDX-License-Identifier: GPL-3.0-or-later
 * One sync cycle on a thread of its own. */
#pragma once

#include "rondo-sync-cycle.h"

G_BEGIN_DECLS

typedef struct _RondoSyncAttempt RondoSyncAttempt;

/* On the owner's thread, unless the attempt was freed before; takes @attempt over. */
typedef void (*RondoSyncAttemptFunc) (RondoSyncAttempt *attempt, gpointer user_data);

/** rondo_sync_attempt_start: runs a cycle and calls @done in @context, that of the owner's thread.
 * All that follows is for that thread. */
RondoSyncAttempt *rondo_sync_attempt_start (RondoWorker *worker,
                                            RondoTransport *transport,
                                            const char *server,
                                            const char *member,
                                            const char *token,
                                            GMainContext *context,
                                            RondoSyncAttemptFunc done,
                                            gpointer user_data);

/** rondo_sync_attempt_cancel: it ends soon, and says so as always. */
void rondo_sync_attempt_cancel (RondoSyncAttempt *attempt);

/** rondo_sync_attempt_free: cancels it, waits for its thread, and says nothing more. */
void rondo_sync_attempt_free (RondoSyncAttempt *attempt);

/* When it is done. */
const RondoSyncReport *rondo_sync_attempt_get_report (const RondoSyncAttempt *attempt);
const char *rondo_sync_attempt_get_token (const RondoSyncAttempt *attempt);
/** rondo_sync_attempt_get_error: (nullable): NULL if all went well */
const GError *rondo_sync_attempt_get_error (const RondoSyncAttempt *attempt);

G_END_DECLS
