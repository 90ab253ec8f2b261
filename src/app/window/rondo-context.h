/* SPDX-License-Identifier: GPL-3.0-or-later
 * What every page needs: store, account, sync, settings and clock, made once and handed on. */
#pragma once

#include <gio/gio.h>

#include "rondo-account.h"
#include "rondo-date.h"
#include "rondo-notes.h"
#include "rondo-store.h"
#include "rondo-sync.h"
#include "rondo-transport.h"

G_BEGIN_DECLS

#define RONDO_TYPE_CONTEXT (rondo_context_get_type ())
G_DECLARE_FINAL_TYPE (RondoContext, rondo_context, RONDO, CONTEXT, GObject)

/** rondo_context_new: for the database file @database, or the user's own if it is NULL. */
RondoContext *rondo_context_new (const char *database);
/** rondo_context_new_with_transport: the same, asking servers over @transport. */
RondoContext *rondo_context_new_with_transport (const char *database, RondoTransport *transport);

/** rondo_context_open_async: opens the database, reads the account and starts to sync. Pages get
 * the context after that. */
void rondo_context_open_async (RondoContext *context,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);

/** rondo_context_open_finish: @kept_aside (nullable) gets the new path of a damaged database. */
gboolean rondo_context_open_finish (RondoContext *context,
                                    GAsyncResult *result,
                                    char **kept_aside,
                                    GError **error);

/** rondo_context_close: ends the sync and closes the database. */
void rondo_context_close (RondoContext *context);

RondoStore *rondo_context_get_store (RondoContext *context);
RondoAccount *rondo_context_get_account (RondoContext *context);
/** rondo_context_get_sync: NULL until the context is open. (transfer none) (nullable) */
RondoSync *rondo_context_get_sync (RondoContext *context);
/** rondo_context_get_settings: NULL if the schema is not installed. (transfer none) (nullable) */
GSettings *rondo_context_get_settings (RondoContext *context);
/** rondo_context_get_notes: the private notes, which never leave this computer. */
RondoNotes *rondo_context_get_notes (RondoContext *context);
const char *rondo_context_get_database (RondoContext *context);

/** rondo_context_get_now_us: microseconds since 1970 UTC. */
int64_t rondo_context_get_now_us (RondoContext *context);
/** rondo_context_get_today: the day it is here. */
RondoDate rondo_context_get_today (RondoContext *context);

G_END_DECLS
