/* SPDX-License-Identifier: GPL-3.0-or-later
 * The local database as the app sees it: asynchronous, one thread behind it. */
#pragma once

#include <gio/gio.h>

#include "rondo-change.h"
#include "rondo-overviews.h"

G_BEGIN_DECLS

#define RONDO_TYPE_STORE (rondo_store_get_type ())
G_DECLARE_FINAL_TYPE (RondoStore, rondo_store, RONDO, STORE, GObject)

/**
 * RondoStore::changed: the data may have changed, by this computer or by a sync; load again what
 * is shown. Emitted on the thread that made the store, at most once per change.
 *
 * RondoStore::saved: this computer changed something that the server should hear of; just before
 * RondoStore::changed.
 */

/** rondo_store_new: a store that is not open. Its clock is the real one. */
RondoStore *rondo_store_new (void);

/**
 * rondo_store_open_async:
 * @path: the database file, made if there is none
 *
 * A damaged file is kept aside and a fresh one begun; finish then gives @kept_aside its new path.
 * A newer file fails with %RONDO_ERROR_TOO_NEW and is left untouched.
 */
void rondo_store_open_async (RondoStore *store,
                             const char *path,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean rondo_store_open_finish (RondoStore *store,
                                  GAsyncResult *result,
                                  char **kept_aside,
                                  GError **error);

/** rondo_store_close: finishes what is at hand and closes the file. */
void rondo_store_close (RondoStore *store);

/** rondo_store_save_async: writes @change (taken over) and its outbox entries in one transaction.
 */
void rondo_store_save_async (RondoStore *store,
                             RondoChange *change,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean rondo_store_save_finish (RondoStore *store, GAsyncResult *result, GError **error);

/* Loads: each finish gives a new value to free, or NULL with @error. */
void rondo_store_load_home_async (RondoStore *store,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
RondoHomeOverview *
rondo_store_load_home_finish (RondoStore *store, GAsyncResult *result, GError **error);

/* (element-type RondoMemberOverview), by name */
void rondo_store_load_members_async (RondoStore *store,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
GPtrArray *
rondo_store_load_members_finish (RondoStore *store, GAsyncResult *result, GError **error);

/* (element-type RondoRoundSummary), newest first */
void rondo_store_load_rounds_async (RondoStore *store,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
GPtrArray *rondo_store_load_rounds_finish (RondoStore *store, GAsyncResult *result, GError **error);

void rondo_store_load_round_async (RondoStore *store,
                                   const char *id,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
RondoRoundOverview *
rondo_store_load_round_finish (RondoStore *store, GAsyncResult *result, GError **error);

void rondo_store_load_hours_async (RondoStore *store,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
RondoHoursOverview *
rondo_store_load_hours_finish (RondoStore *store, GAsyncResult *result, GError **error);

void rondo_store_load_outbox_async (RondoStore *store,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
RondoOutboxOverview *
rondo_store_load_outbox_finish (RondoStore *store, GAsyncResult *result, GError **error);

/** rondo_store_export_hours_async: the ICF client coaching log as CSV text. */
void rondo_store_export_hours_async (RondoStore *store,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
GBytes *rondo_store_export_hours_finish (RondoStore *store, GAsyncResult *result, GError **error);

/** rondo_store_retry_refused_async: sends a refused change once more, as a new op.
 * rondo_store_discard_refused_async: gives it up; what it touched becomes what the server has. */
void rondo_store_retry_refused_async (RondoStore *store,
                                      const char *op,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
gboolean rondo_store_retry_refused_finish (RondoStore *store, GAsyncResult *result, GError **error);
void rondo_store_discard_refused_async (RondoStore *store,
                                        const char *op,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
gboolean
rondo_store_discard_refused_finish (RondoStore *store, GAsyncResult *result, GError **error);

/** rondo_store_load_conflicts_async: what was changed in two places and waits to be decided; finish
 * gives (transfer full) (element-type RondoConflictOverview). */
void rondo_store_load_conflicts_async (RondoStore *store,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
GPtrArray *
rondo_store_load_conflicts_finish (RondoStore *store, GAsyncResult *result, GError **error);

/** rondo_store_resolve_conflict_async: keeps what there is, or takes the other values instead. */
void rondo_store_resolve_conflict_async (RondoStore *store,
                                         const char *id,
                                         gboolean take_other,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
gboolean
rondo_store_resolve_conflict_finish (RondoStore *store, GAsyncResult *result, GError **error);

/** rondo_store_export_unsent_async: all changes that wait or were refused, as JSON text. */
void rondo_store_export_unsent_async (RondoStore *store,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
GBytes *rondo_store_export_unsent_finish (RondoStore *store, GAsyncResult *result, GError **error);

/** rondo_store_rebuild_async: checks the database and has everything read again from the server;
 * changes that wait stay. */
void rondo_store_rebuild_async (RondoStore *store,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean rondo_store_rebuild_finish (RondoStore *store, GAsyncResult *result, GError **error);

/** rondo_store_agree_to_removal_async: the user lets go what the sync has held back. */
void rondo_store_agree_to_removal_async (RondoStore *store,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
gboolean
rondo_store_agree_to_removal_finish (RondoStore *store, GAsyncResult *result, GError **error);

G_END_DECLS
