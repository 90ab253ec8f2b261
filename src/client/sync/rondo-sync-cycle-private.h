/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the parts of a sync cycle share; for files of this folder alone. */
#pragma once

#include "rondo-sync-cycle.h"
#include "rondo-wire-messages.h"

G_BEGIN_DECLS

typedef struct {
  /* borrowed */
  RondoDb *db; /* NULL: on the worker */
  RondoWorker *worker;
  RondoTransport *transport;
  const char *server;
  const char *member; /* NULL: whoever the database belongs to */
  const char *token;
  GCancellable *cancellable;
  RondoSyncReport *report;

  guint most_ops;   /* in a request */
  guint max_ops;    /* fewer after a request that the server could not take */
  guint turn_count; /* how often it had to begin anew: a new epoch, a void tag, old cursors */
  RondoSyncRequest *ahead_request; /* owned (nullable): asked while the page before was saved */
  RondoSyncAnswer *ahead_answer;   /* owned (nullable): its answer */
  GPtrArray *next_ops;  /* owned (nullable): RondoOp for the next request, which count as sent */
  gboolean has_waiting; /* changes in the outbox, when the last answer was saved */
  int64_t cursor_sum;   /* what the last answer's cursors add up to, to see that they move */
} RondoSyncCycle;

/** rondo_sync_cycle_run_on_db: runs @func where the database is. */
gpointer rondo_sync_cycle_run_on_db (RondoSyncCycle *cycle,
                                     RondoWorkerFunc func,
                                     gpointer state,
                                     GError **error);

/** rondo_sync_cycle_check_member: whether the database still belongs to who asks. */
gboolean rondo_sync_cycle_check_member (RondoDb *db, const RondoSyncCycle *cycle, GError **error);

/** rondo_sync_cycle_ask: one request. @body: (nullable); @code: (out): the word of a problem, or
 * NULL; @error must not be NULL. (transfer full) */
GBytes *rondo_sync_cycle_ask (RondoSyncCycle *cycle,
                              const char *method,
                              const char *path,
                              const char *body,
                              RondoTransportHead *head,
                              char **code,
                              GError **error);

/** rondo_sync_cycle_set_garbled: what answered cannot be the server. */
void rondo_sync_cycle_set_garbled (const RondoSyncCycle *cycle, GError **error);

/** rondo_sync_heal: the server has another epoch: takes it over and gives back what was lost. */
gboolean rondo_sync_heal (RondoSyncCycle *cycle, GError **error);

/** rondo_sync_repeat_lost: this computer was away for longer than the server can tell what it has
 * lost: what it never had, by its own word, goes out again as changes. */
gboolean rondo_sync_repeat_lost (RondoSyncCycle *cycle, GError **error);

G_END_DECLS
