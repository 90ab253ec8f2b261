/* SPDX-License-Identifier: GPL-3.0-or-later
 * Waiting until the server has something new, on a thread of its own. */
#pragma once

#include "rondo-transport.h"

G_BEGIN_DECLS

typedef enum {
  RONDO_SYNC_WATCH_NEWS,
  RONDO_SYNC_WATCH_NOTHING, /* in all that time: ask again */
  RONDO_SYNC_WATCH_FAILED,  /* this server or this network does not let us wait */
} RondoSyncWatchEnd;

typedef struct _RondoSyncWatch RondoSyncWatch;
typedef void (*RondoSyncWatchFunc) (RondoSyncWatchEnd end, gpointer user_data);

/** rondo_sync_watch_start: calls @done once in @context, unless it is ended before. */
RondoSyncWatch *rondo_sync_watch_start (RondoTransport *transport,
                                        const char *server,
                                        const char *token,
                                        int64_t seq,
                                        GMainContext *context,
                                        RondoSyncWatchFunc done,
                                        gpointer user_data);

/** rondo_sync_watch_end: nobody waits any longer; does not wait itself. Frees @watch. */
void rondo_sync_watch_end (RondoSyncWatch *watch);

G_END_DECLS
