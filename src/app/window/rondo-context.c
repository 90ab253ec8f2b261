/* SPDX-License-Identifier: GPL-3.0-or-later
 * What every page needs: store, account, sync, settings and clock, made once and handed on. */
#include "config.h"

#include "rondo-context.h"

#define SECONDS_FOR_A_REQUEST 30

struct _RondoContext {
  GObject parent_instance;

  /* owned */
  char *database;
  RondoStore *store;
  RondoAccount *account;
  RondoSync *sync;
  RondoTransport *transport;
  GSettings *settings;
  RondoNotes *notes;
};

G_DEFINE_FINAL_TYPE (RondoContext, rondo_context, G_TYPE_OBJECT)

static GSettings *
new_settings (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = NULL;

  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, RONDO_APP_ID, TRUE);
  return schema != NULL ? g_settings_new (RONDO_APP_ID) : NULL;
}

static void
account_loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RondoContext *context = g_task_get_source_object (task);
  GError *error = NULL;

  if (!rondo_account_load_finish (RONDO_ACCOUNT (object), result, &error)) {
    g_task_return_error (task, error);
    return;
  }
  context->sync = rondo_sync_new (context->store, context->account, context->transport);
  rondo_sync_set_is_watching (context->sync, TRUE);
  g_task_return_boolean (task, TRUE);
}

static void
store_opened_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RondoContext *context = g_task_get_source_object (task);
  g_autofree char *kept_aside = NULL;
  GError *error = NULL;

  if (!rondo_store_open_finish (RONDO_STORE (object), result, &kept_aside, &error)) {
    g_task_return_error (task, error);
    return;
  }
  g_task_set_task_data (task, g_steal_pointer (&kept_aside), g_free);
  rondo_account_load_async (
      context->account, g_task_get_cancellable (task), account_loaded_cb, g_object_ref (task));
}

static void
rondo_context_dispose (GObject *object)
{
  RondoContext *self = RONDO_CONTEXT (object);

  rondo_context_close (self);
  g_clear_object (&self->account);
  g_clear_object (&self->store);
  g_clear_object (&self->settings);
  g_clear_object (&self->notes);
  g_clear_object (&self->transport);

  G_OBJECT_CLASS (rondo_context_parent_class)->dispose (object);
}

static void
rondo_context_finalize (GObject *object)
{
  RondoContext *self = RONDO_CONTEXT (object);

  g_free (self->database);

  G_OBJECT_CLASS (rondo_context_parent_class)->finalize (object);
}

static void
rondo_context_class_init (RondoContextClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = rondo_context_dispose;
  object_class->finalize = rondo_context_finalize;
}

static void
rondo_context_init (RondoContext *self)
{
  self->store = rondo_store_new ();
  self->settings = new_settings ();
}

RondoContext *
rondo_context_new (const char *database)
{
  g_autoptr (RondoTransport) transport = rondo_soup_transport_new (SECONDS_FOR_A_REQUEST);

  return rondo_context_new_with_transport (database, transport);
}

RondoContext *
rondo_context_new_with_transport (const char *database, RondoTransport *transport)
{
  RondoContext *self = g_object_new (RONDO_TYPE_CONTEXT, NULL);

  self->database = database != NULL
                       ? g_strdup (database)
                       : g_build_filename (g_get_user_data_dir (), "rondo", "rondo.db", NULL);
  self->notes = rondo_notes_new (self->database);
  self->transport = g_object_ref (transport);
  self->account = rondo_account_new_with_transport (self->store, transport);
  return self;
}

void
rondo_context_open_async (RondoContext *context,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task = NULL;

  g_return_if_fail (RONDO_IS_CONTEXT (context));
  g_return_if_fail (context->sync == NULL);

  task = g_task_new (context, cancellable, callback, user_data);
  g_task_set_source_tag (task, rondo_context_open_async);
  rondo_store_open_async (context->store, context->database, cancellable, store_opened_cb, task);
}

gboolean
rondo_context_open_finish (RondoContext *context,
                           GAsyncResult *result,
                           char **kept_aside,
                           GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, context), FALSE);

  if (kept_aside != NULL)
    *kept_aside = g_strdup (g_task_get_task_data (G_TASK (result)));
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
rondo_context_close (RondoContext *context)
{
  g_return_if_fail (RONDO_IS_CONTEXT (context));

  if (context->sync != NULL)
    rondo_sync_stop (context->sync);
  g_clear_object (&context->sync);
  if (context->notes != NULL)
    rondo_notes_close (context->notes);
  if (context->store != NULL)
    rondo_store_close (context->store);
}

RondoStore *
rondo_context_get_store (RondoContext *context)
{
  g_return_val_if_fail (RONDO_IS_CONTEXT (context), NULL);
  return context->store;
}

RondoAccount *
rondo_context_get_account (RondoContext *context)
{
  g_return_val_if_fail (RONDO_IS_CONTEXT (context), NULL);
  return context->account;
}

RondoSync *
rondo_context_get_sync (RondoContext *context)
{
  g_return_val_if_fail (RONDO_IS_CONTEXT (context), NULL);
  return context->sync;
}

GSettings *
rondo_context_get_settings (RondoContext *context)
{
  g_return_val_if_fail (RONDO_IS_CONTEXT (context), NULL);
  return context->settings;
}

RondoNotes *
rondo_context_get_notes (RondoContext *context)
{
  g_return_val_if_fail (RONDO_IS_CONTEXT (context), NULL);
  return context->notes;
}

const char *
rondo_context_get_database (RondoContext *context)
{
  g_return_val_if_fail (RONDO_IS_CONTEXT (context), NULL);
  return context->database;
}

int64_t
rondo_context_get_now_us (RondoContext *context)
{
  g_return_val_if_fail (RONDO_IS_CONTEXT (context), 0);
  return g_get_real_time ();
}

RondoDate
rondo_context_get_today (RondoContext *context)
{
  g_autoptr (GTimeZone) here = g_time_zone_new_local ();

  return rondo_date_from_us (rondo_context_get_now_us (context), here);
}
