/* SPDX-License-Identifier: GPL-3.0-or-later
 * The heart of syncing, without main loop, thread or clock of its own: prepare, exchange, apply,
 * until nothing waits and nothing is left to read. */
#pragma once

#include "rondo-db.h"
#include "rondo-transport.h"
#include "rondo-worker.h"

G_BEGIN_DECLS

/* Where a cycle has come to; filled also when it fails. */
typedef struct {
  guint exchange_count;
  guint acknowledged_count;
  guint refused_count;     /* newly refused */
  gboolean is_changed;     /* the user sees something else than before */
  gboolean is_coordinator; /* the role the server gave last; meaningful after an exchange */
  guint waiting_left;      /* in the outbox, at the end */
  guint refused_left;
  guint held_count;      /* records that would go, but the user has to agree first */
  guint differing_count; /* scopes that were not what the server says, and are read again */
  gboolean is_healed;    /* the server was restored from a backup, and got back what it lost */
  int64_t seq;           /* up to where everything was read; 0: nowhere */
  guint retry_seconds;   /* the server wants to be left alone for so long; 0: it does not say */
} RondoSyncReport;

/**
 * rondo_sync_cycle_run:
 * @db: used directly, on the calling thread
 * @server: address, "http://127.0.0.1:8730"
 * @report: (out)
 *
 * One cycle. What was exchanged before a failure stays applied.
 *
 * Returns: TRUE when nothing waits and nothing is left to read; else FALSE with %RONDO_ERROR or
 *   %G_IO_ERROR_CANCELLED
 */
gboolean rondo_sync_cycle_run (RondoDb *db,
                               RondoTransport *transport,
                               const char *server,
                               const char *token,
                               GCancellable *cancellable,
                               RondoSyncReport *report,
                               GError **error);

/** rondo_sync_cycle_run_in_parts: the same, with at most @most_ops changes in a request; those that
 * can go with the next one do so before the answer is saved. */
gboolean rondo_sync_cycle_run_in_parts (RondoDb *db,
                                        RondoTransport *transport,
                                        const char *server,
                                        const char *token,
                                        guint most_ops,
                                        GCancellable *cancellable,
                                        RondoSyncReport *report,
                                        GError **error);

/** rondo_sync_cycle_run_on_worker: the same, with the database of @worker; the calling thread must
 * neither be that of the worker nor the GTK thread. @token is that of @member: when the database
 * belongs to somebody else by then, nothing is sent or applied: %G_IO_ERROR_CANCELLED. */
gboolean rondo_sync_cycle_run_on_worker (RondoWorker *worker,
                                         RondoTransport *transport,
                                         const char *server,
                                         const char *member,
                                         const char *token,
                                         GCancellable *cancellable,
                                         RondoSyncReport *report,
                                         GError **error);

G_END_DECLS
