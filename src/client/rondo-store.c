/* SPDX-License-Identifier: GPL-3.0-or-later
 * A thin asynchronous shell: each call is one job for the database thread. */
#include "config.h"

#include "rondo-store.h"

#include "rondo-change-save.h"
#include "rondo-client-schema.h"
#include "rondo-derived.h"
#include "rondo-reader.h"
#include "rondo-refusals.h"
#include "rondo-storage-error.h"
#include "rondo-store-private.h"

struct _RondoStore {
  GObject parent_instance;

  RondoWorker *worker; /* owned */
};

G_DEFINE_FINAL_TYPE (RondoStore, rondo_store, G_TYPE_OBJECT)

enum { SIGNAL_SAVED, SIGNAL_CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

typedef struct {
  char *path;
  char *kept_aside;
} OpenState;

static void
open_state_free (gpointer data)
{
  OpenState *state = data;

  g_free (state->path);
  g_free (state->kept_aside);
  g_free (state);
}

static void
change_free (gpointer data)
{
  rondo_change_free (data);
}

static RondoDb *
open_checked (const char *path, GError **error)
{
  g_autoptr (RondoDb) db = rondo_db_open (path, rondo_client_schema_get (), error);

  if (db == NULL || !rondo_db_check (db, error) || !rondo_derived_ensure (db, error))
    return NULL;
  return g_steal_pointer (&db);
}

/* A damaged file is of use to somebody who can repair it, but not to us. */
static RondoDb *
open_or_begin_anew (gpointer data, GError **error)
{
  OpenState *state = data;
  g_autoptr (GError) local_error = NULL;
  RondoDb *db = open_checked (state->path, &local_error);

  if (db != NULL)
    return db;
  if (!g_error_matches (local_error, RONDO_DB_ERROR, RONDO_DB_ERROR_CORRUPT)) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return NULL;
  }
  g_info ("Keeping the damaged database aside: %s", local_error->message);
  g_free (state->kept_aside);
  state->kept_aside = rondo_db_set_aside (state->path, g_get_real_time (), error);
  return state->kept_aside != NULL ? open_checked (state->path, error) : NULL;
}

static gpointer
save_func (RondoDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return GINT_TO_POINTER (rondo_change_save (db, data, g_get_real_time (), error));
}

static gpointer
load_round_func (RondoDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return rondo_reader_read_round (db, data, error);
}

static GBytes *
export_hours (RondoDb *db, GError **error)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();

  return rondo_reader_export_hours (db, rondo_date_from_us (g_get_real_time (), zone), error);
}

static gpointer
retry_refused_func (RondoDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return GINT_TO_POINTER (rondo_refusals_retry (db, data, g_get_real_time (), error));
}

static gpointer
discard_refused_func (RondoDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return GINT_TO_POINTER (rondo_refusals_discard (db, data, error));
}

static void
round_free (gpointer data)
{
  rondo_round_overview_free (data);
}

static void
ran_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  const RondoStoreCall *call = g_task_get_task_data (task);
  RondoStore *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  gpointer value;

  value = rondo_worker_run_finish (RONDO_WORKER (source), call->tag, result, &error);
  rondo_storage_error_explain (&error);
  /* Cancelled too late, a change was saved all the same. */
  if (call->is_write &&
      (error == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))) {
    g_signal_emit (self, signals[SIGNAL_SAVED], 0);
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  }
  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, value, call->free_result);
}

void
rondo_store_run (RondoStore *self,
                 const RondoStoreCall *call,
                 GCancellable *cancellable,
                 GAsyncReadyCallback callback,
                 gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, call->tag);
  g_task_set_task_data (task, g_memdup2 (call, sizeof *call), g_free);
  rondo_worker_run_async (self->worker,
                          call->tag,
                          call->func,
                          call->state,
                          call->free_state,
                          call->free_result,
                          cancellable,
                          ran_cb,
                          task);
}

gpointer
rondo_store_finish (RondoStore *self, gpointer tag, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, tag), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* NAME_async and NAME_finish, for a @Value that @read makes of the database alone. */
#define DEFINE_LOAD(name, Value, read, free_value)                                                 \
  static gpointer name##_func (                                                                    \
      RondoDb *db, gpointer data, GCancellable *cancellable, GError **error)                       \
  {                                                                                                \
    return read (db, error);                                                                       \
  }                                                                                                \
                                                                                                   \
  static void name##_free (gpointer value)                                                         \
  {                                                                                                \
    free_value (value);                                                                            \
  }                                                                                                \
                                                                                                   \
  void name##_async (RondoStore *self,                                                             \
                     GCancellable *cancellable,                                                    \
                     GAsyncReadyCallback callback,                                                 \
                     gpointer user_data)                                                           \
  {                                                                                                \
    const RondoStoreCall call = {                                                                  \
        .tag = name##_async, .func = name##_func, .free_result = name##_free};                     \
                                                                                                   \
    g_return_if_fail (RONDO_IS_STORE (self));                                                      \
                                                                                                   \
    rondo_store_run (self, &call, cancellable, callback, user_data);                               \
  }                                                                                                \
                                                                                                   \
  Value *name##_finish (RondoStore *self, GAsyncResult *result, GError **error)                    \
  {                                                                                                \
    return rondo_store_finish (self, name##_async, result, error);                                 \
  }

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  OpenState *state = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!rondo_worker_open_finish (RONDO_WORKER (source), result, &error)) {
    rondo_storage_error_explain (&error);
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }
  g_task_return_pointer (task, g_strdup (state->kept_aside), g_free);
}

static void
rondo_store_dispose (GObject *object)
{
  RondoStore *self = RONDO_STORE (object);

  rondo_worker_close (self->worker);
  G_OBJECT_CLASS (rondo_store_parent_class)->dispose (object);
}

static void
rondo_store_finalize (GObject *object)
{
  RondoStore *self = RONDO_STORE (object);

  g_clear_object (&self->worker);
  G_OBJECT_CLASS (rondo_store_parent_class)->finalize (object);
}

static void
rondo_store_class_init (RondoStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = rondo_store_dispose;
  object_class->finalize = rondo_store_finalize;

  signals[SIGNAL_SAVED] = g_signal_new (
      "saved", RONDO_TYPE_STORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_CHANGED] = g_signal_new (
      "changed", RONDO_TYPE_STORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rondo_store_init (RondoStore *self)
{
  self->worker = rondo_worker_new ();
}

RondoStore *
rondo_store_new (void)
{
  return g_object_new (RONDO_TYPE_STORE, NULL);
}

RondoWorker *
rondo_store_get_worker (RondoStore *self)
{
  return self->worker;
}

void
rondo_store_emit_changed (RondoStore *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

void
rondo_store_open_async (RondoStore *self,
                        const char *path,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  GTask *task;
  OpenState *state;

  g_return_if_fail (RONDO_IS_STORE (self));
  g_return_if_fail (path != NULL);

  state = g_new0 (OpenState, 1);
  state->path = g_strdup (path);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, rondo_store_open_async);
  g_task_set_task_data (task, state, open_state_free);
  rondo_worker_open_async (
      self->worker, open_or_begin_anew, state, NULL, cancellable, opened_cb, task);
}

gboolean
rondo_store_open_finish (RondoStore *self, GAsyncResult *result, char **kept_aside, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *path = rondo_store_finish (self, rondo_store_open_async, result, &local_error);

  if (kept_aside != NULL)
    *kept_aside = g_steal_pointer (&path);
  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return FALSE;
  }
  return TRUE;
}

void
rondo_store_close (RondoStore *self)
{
  g_return_if_fail (RONDO_IS_STORE (self));

  rondo_worker_close (self->worker);
}

void
rondo_store_save_async (RondoStore *self,
                        RondoChange *change,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_return_if_fail (RONDO_IS_STORE (self));
  g_return_if_fail (change != NULL);

  rondo_store_run (self,
                   &(RondoStoreCall){.tag = rondo_store_save_async,
                                     .func = save_func,
                                     .state = change,
                                     .free_state = change_free,
                                     .is_write = TRUE},
                   cancellable,
                   callback,
                   user_data);
}

gboolean
rondo_store_save_finish (RondoStore *self, GAsyncResult *result, GError **error)
{
  return rondo_store_finish (self, rondo_store_save_async, result, error) != NULL;
}

DEFINE_LOAD (rondo_store_load_home,
             RondoHomeOverview,
             rondo_reader_read_home,
             rondo_home_overview_free)
DEFINE_LOAD (rondo_store_load_members, GPtrArray, rondo_reader_read_members, g_ptr_array_unref)
DEFINE_LOAD (rondo_store_load_rounds, GPtrArray, rondo_reader_read_rounds, g_ptr_array_unref)
DEFINE_LOAD (rondo_store_load_hours,
             RondoHoursOverview,
             rondo_reader_read_hours,
             rondo_hours_overview_free)
DEFINE_LOAD (rondo_store_load_outbox,
             RondoOutboxOverview,
             rondo_reader_read_outbox,
             rondo_outbox_overview_free)
DEFINE_LOAD (rondo_store_export_hours, GBytes, export_hours, g_bytes_unref)

void
rondo_store_load_round_async (RondoStore *self,
                              const char *id,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_return_if_fail (RONDO_IS_STORE (self));
  g_return_if_fail (id != NULL);

  rondo_store_run (self,
                   &(RondoStoreCall){.tag = rondo_store_load_round_async,
                                     .func = load_round_func,
                                     .state = g_strdup (id),
                                     .free_state = g_free,
                                     .free_result = round_free},
                   cancellable,
                   callback,
                   user_data);
}

RondoRoundOverview *
rondo_store_load_round_finish (RondoStore *self, GAsyncResult *result, GError **error)
{
  return rondo_store_finish (self, rondo_store_load_round_async, result, error);
}

void
rondo_store_retry_refused_async (RondoStore *self,
                                 const char *op,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_return_if_fail (RONDO_IS_STORE (self));
  g_return_if_fail (op != NULL);

  rondo_store_run (self,
                   &(RondoStoreCall){.tag = rondo_store_retry_refused_async,
                                     .func = retry_refused_func,
                                     .state = g_strdup (op),
                                     .free_state = g_free,
                                     .is_write = TRUE},
                   cancellable,
                   callback,
                   user_data);
}

gboolean
rondo_store_retry_refused_finish (RondoStore *self, GAsyncResult *result, GError **error)
{
  return rondo_store_finish (self, rondo_store_retry_refused_async, result, error) != NULL;
}

void
rondo_store_discard_refused_async (RondoStore *self,
                                   const char *op,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_return_if_fail (RONDO_IS_STORE (self));
  g_return_if_fail (op != NULL);

  rondo_store_run (self,
                   &(RondoStoreCall){.tag = rondo_store_discard_refused_async,
                                     .func = discard_refused_func,
                                     .state = g_strdup (op),
                                     .free_state = g_free,
                                     .is_write = TRUE},
                   cancellable,
                   callback,
                   user_data);
}

gboolean
rondo_store_discard_refused_finish (RondoStore *self, GAsyncResult *result, GError **error)
{
  return rondo_store_finish (self, rondo_store_discard_refused_async, result, error) != NULL;
}
