/* SPDX-License-Identifier: GPL-3.0-or-later
 * Keeps the local database and the server equal: when to sync, and how it went. */
#pragma once

#include <gio/gio.h>

#include "rondo-account.h"
#include "rondo-store.h"
#include "rondo-transport.h"

G_BEGIN_DECLS

typedef enum {
  RONDO_SYNC_LOCAL, /* this computer only */
  RONDO_SYNC_IDLE,  /* last attempt was good */
  RONDO_SYNC_RUNNING,
  RONDO_SYNC_OFFLINE,    /* the server could not be reached; tried again by itself */
  RONDO_SYNC_SIGNED_OUT, /* the server does not take the token, or there is none */
  RONDO_SYNC_ON_HOLD,    /* a coordinator holds the account: what waits may be handed in */
  RONDO_SYNC_PROBLEM,    /* something else; "message" says what */
} RondoSyncState;

GType rondo_sync_state_get_type (void);
#define RONDO_TYPE_SYNC_STATE (rondo_sync_state_get_type ())

#define RONDO_TYPE_SYNC (rondo_sync_get_type ())
G_DECLARE_FINAL_TYPE (RondoSync, rondo_sync, RONDO, SYNC, GObject)

/*
 * Properties, read-only, notify on the thread that made the object:
 *   "state"            RondoSyncState
 *   "waiting-count"    changes not yet acknowledged
 *   "refused-count"    changes the server refused
 *   "conflict-count"   values that were changed in two places and wait to be decided
 *   "held-count"       records that would go; 0: none, or the user has agreed
 *   "last-success-us"  0: never
 *   "message"          what is wrong, a translated sentence, or NULL
 */

/** rondo_sync_new: syncs @store for @account over @transport, from now on: at once, after every
 * local change, when the network comes back, and every minute; after a failure with growing,
 * jittered pauses up to five minutes. */
RondoSync *rondo_sync_new (RondoStore *store, RondoAccount *account, RondoTransport *transport);

RondoSyncState rondo_sync_get_state (RondoSync *sync);
guint rondo_sync_get_waiting_count (RondoSync *sync);
guint rondo_sync_get_refused_count (RondoSync *sync);
guint rondo_sync_get_conflict_count (RondoSync *sync);
guint rondo_sync_get_held_count (RondoSync *sync);
int64_t rondo_sync_get_last_success_us (RondoSync *sync);
const char *rondo_sync_get_message (RondoSync *sync);

/** rondo_sync_now: tries at once, whatever the pause. */
void rondo_sync_now (RondoSync *sync);

/** rondo_sync_stop: cancels what runs and ends the thread; call before dropping the store. */
void rondo_sync_stop (RondoSync *sync);

/** rondo_sync_set_is_watching: whether the server is asked to tell of changes as they come, so that
 * they are seen at once; not while the network is metered. Off at first. */
void rondo_sync_set_is_watching (RondoSync *sync, gboolean is_watching);

G_END_DECLS
