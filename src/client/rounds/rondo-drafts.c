/* SPDX-License-Identifier: GPL-3.0-or-later
 * A thin asynchronous shell around the tables of drafts. */
#include "config.h"

#include "rondo-drafts.h"

#include "rondo-drafts-table.h"
#include "rondo-store-private.h"

static gpointer
load_func (RondoDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return rondo_drafts_table_list_for_round (db, data, error);
}

static gpointer
save_func (RondoDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return GINT_TO_POINTER (rondo_drafts_table_write (db, data, g_get_real_time (), error));
}

static gpointer
delete_func (RondoDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return GINT_TO_POINTER (rondo_drafts_table_delete (db, data, error));
}

static void
list_free (gpointer data)
{
  g_ptr_array_unref (data);
}

static void
draft_free (gpointer data)
{
  rondo_draft_free (data);
}

void
rondo_drafts_load_async (RondoStore *store,
                         const char *round,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  const RondoStoreCall call = {.tag = rondo_drafts_load_async,
                               .func = load_func,
                               .state = g_strdup (round),
                               .free_state = g_free,
                               .free_result = list_free};

  rondo_store_run (store, &call, cancellable, callback, user_data);
}

GPtrArray *
rondo_drafts_load_finish (RondoStore *store, GAsyncResult *result, GError **error)
{
  return rondo_store_finish (store, rondo_drafts_load_async, result, error);
}

void
rondo_drafts_save_async (RondoStore *store,
                         const RondoDraft *draft,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  const RondoStoreCall call = {.tag = rondo_drafts_save_async,
                               .func = save_func,
                               .state = rondo_draft_copy (draft),
                               .free_state = draft_free};

  rondo_store_run (store, &call, cancellable, callback, user_data);
}

gboolean
rondo_drafts_save_finish (RondoStore *store, GAsyncResult *result, GError **error)
{
  return rondo_store_finish (store, rondo_drafts_save_async, result, error) != NULL;
}

void
rondo_drafts_delete_async (RondoStore *store,
                           const char *id,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  const RondoStoreCall call = {.tag = rondo_drafts_delete_async,
                               .func = delete_func,
                               .state = g_strdup (id),
                               .free_state = g_free};

  rondo_store_run (store, &call, cancellable, callback, user_data);
}

gboolean
rondo_drafts_delete_finish (RondoStore *store, GAsyncResult *result, GError **error)
{
  return rondo_store_finish (store, rondo_drafts_delete_async, result, error) != NULL;
}
