/* SPDX-License-Identifier: GPL-3.0-or-later
 * The store: what the user decides about the sync. */
#include "config.h"

#include "rondo-store.h"

#include "rondo-conflict-reader.h"
#include "rondo-cursors-table.h"
#include "rondo-derived.h"
#include "rondo-meta-table.h"
#include "rondo-outbox-table.h"
#include "rondo-push.h"
#include "rondo-source.h"
#include "rondo-store-private.h"

typedef struct {
  char *id;
  gboolean take_other;
} Choice;

static void
choice_free (gpointer data)
{
  Choice *choice = data;

  g_free (choice->id);
  g_free (choice);
}

static void
array_free (gpointer data)
{
  g_ptr_array_unref (data);
}

static void
bytes_free (gpointer data)
{
  g_bytes_unref (data);
}

static gpointer
load_conflicts_func (RondoDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return rondo_conflict_reader_list (db, error);
}

static gpointer
resolve_func (RondoDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  const Choice *choice = data;

  return GINT_TO_POINTER (
      rondo_conflict_resolve (db, choice->id, choice->take_other, rondo_source_now_us (), error));
}

static gpointer
export_unsent_func (RondoDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return rondo_push_export (db, error);
}

/* A damaged file is an error; the derived tables are made anew in any case. */
static gpointer
rebuild_func (RondoDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return GINT_TO_POINTER (rondo_db_check (db, error) && rondo_derived_rebuild (db, error) &&
                          rondo_db_begin (db, error) &&
                          rondo_db_end (db, rondo_cursors_table_rewind (db, error), error));
}

static gpointer
agree_func (RondoDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return GINT_TO_POINTER (rondo_meta_table_write (db, RONDO_META_REMOVAL_AGREED, "1", error));
}

void
rondo_store_load_conflicts_async (RondoStore *self,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_return_if_fail (RONDO_IS_STORE (self));

  rondo_store_run (self,
                   &(RondoStoreCall){.tag = rondo_store_load_conflicts_async,
                                     .func = load_conflicts_func,
                                     .free_result = array_free},
                   cancellable,
                   callback,
                   user_data);
}

GPtrArray *
rondo_store_load_conflicts_finish (RondoStore *self, GAsyncResult *result, GError **error)
{
  return rondo_store_finish (self, rondo_store_load_conflicts_async, result, error);
}

void
rondo_store_resolve_conflict_async (RondoStore *self,
                                    const char *id,
                                    gboolean take_other,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  Choice *choice;

  g_return_if_fail (RONDO_IS_STORE (self));
  g_return_if_fail (id != NULL);

  choice = g_new0 (Choice, 1);
  choice->id = g_strdup (id);
  choice->take_other = take_other;
  rondo_store_run (self,
                   &(RondoStoreCall){.tag = rondo_store_resolve_conflict_async,
                                     .func = resolve_func,
                                     .state = choice,
                                     .free_state = choice_free,
                                     .is_write = TRUE},
                   cancellable,
                   callback,
                   user_data);
}

gboolean
rondo_store_resolve_conflict_finish (RondoStore *self, GAsyncResult *result, GError **error)
{
  return rondo_store_finish (self, rondo_store_resolve_conflict_async, result, error) != NULL;
}

void
rondo_store_export_unsent_async (RondoStore *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_return_if_fail (RONDO_IS_STORE (self));

  rondo_store_run (self,
                   &(RondoStoreCall){.tag = rondo_store_export_unsent_async,
                                     .func = export_unsent_func,
                                     .free_result = bytes_free},
                   cancellable,
                   callback,
                   user_data);
}

GBytes *
rondo_store_export_unsent_finish (RondoStore *self, GAsyncResult *result, GError **error)
{
  return rondo_store_finish (self, rondo_store_export_unsent_async, result, error);
}

void
rondo_store_rebuild_async (RondoStore *self,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_return_if_fail (RONDO_IS_STORE (self));

  rondo_store_run (
      self,
      &(RondoStoreCall){.tag = rondo_store_rebuild_async, .func = rebuild_func, .is_write = TRUE},
      cancellable,
      callback,
      user_data);
}

gboolean
rondo_store_rebuild_finish (RondoStore *self, GAsyncResult *result, GError **error)
{
  return rondo_store_finish (self, rondo_store_rebuild_async, result, error) != NULL;
}

void
rondo_store_agree_to_removal_async (RondoStore *self,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  g_return_if_fail (RONDO_IS_STORE (self));

  rondo_store_run (self,
                   &(RondoStoreCall){.tag = rondo_store_agree_to_removal_async,
                                     .func = agree_func,
                                     .is_write = TRUE},
                   cancellable,
                   callback,
                   user_data);
}

gboolean
rondo_store_agree_to_removal_finish (RondoStore *self, GAsyncResult *result, GError **error)
{
  return rondo_store_finish (self, rondo_store_agree_to_removal_async, result, error) != NULL;
}
