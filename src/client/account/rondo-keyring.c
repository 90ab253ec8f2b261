/* SPDX-License-Identifier: GPL-3.0-or-later
 * libsecret with a time limit. */
#include "config.h"

#include "rondo-keyring.h"

#include <glib/gi18n-lib.h>
#include <libsecret/secret.h>

/* Long enough for a keyring that starts, too short to wonder why the program does not. */
#define TIME_LIMIT_MS 5000

static const SecretSchema schema = {
    "org.rondocoaching.Rondo.Token",
    SECRET_SCHEMA_NONE,
    {
        {"server", SECRET_SCHEMA_ATTRIBUTE_STRING},
        {"member", SECRET_SCHEMA_ATTRIBUTE_STRING},
        {NULL, 0},
    },
};

/* One call with its time limit. The call may end long after its caller was answered. */
typedef struct {
  GCancellable *inner; /* of the call below */
  GCancellable *outer; /* (nullable): of the caller */
  gulong outer_handler;
  GSource *timeout;
} Call;

static void
call_free (gpointer data)
{
  Call *call = data;

  g_clear_object (&call->inner);
  g_clear_object (&call->outer);
  g_free (call);
}

/* Whoever comes first, answer or time limit, answers the caller; TRUE if that is us. */
static gboolean
end_call (GTask *task)
{
  Call *call = g_task_get_task_data (task);

  if (call->timeout == NULL)
    return FALSE;
  g_source_destroy (call->timeout);
  g_clear_pointer (&call->timeout, g_source_unref);
  g_cancellable_disconnect (call->outer, call->outer_handler);
  return TRUE;
}

static gboolean
timed_out_cb (gpointer user_data)
{
  g_autoptr (GTask) task = g_object_ref (user_data);
  Call *call = g_task_get_task_data (task);

  if (end_call (task)) {
    g_cancellable_cancel (call->inner);
    g_task_return_new_error (
        task, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "The keyring did not answer in time");
  }
  return G_SOURCE_REMOVE;
}

static void
outer_cancelled_cb (GCancellable *outer, gpointer user_data)
{
  g_cancellable_cancel (user_data);
}

/* (transfer full): for the callback of the call below; the time limit holds another reference */
static GTask *
begin_call (gpointer tag,
            GCancellable *cancellable,
            GAsyncReadyCallback callback,
            gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Call *call = g_new0 (Call, 1);

  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, call, call_free);
  call->inner = g_cancellable_new ();
  call->timeout = g_timeout_source_new (TIME_LIMIT_MS);
  g_source_set_callback (call->timeout, timed_out_cb, g_object_ref (task), g_object_unref);
  g_source_attach (call->timeout, g_main_context_get_thread_default ());
  g_set_object (&call->outer, cancellable);
  if (cancellable != NULL)
    call->outer_handler = g_cancellable_connect (
        cancellable, G_CALLBACK (outer_cancelled_cb), g_object_ref (call->inner), g_object_unref);
  return task;
}

static GCancellable *
get_inner (GTask *task)
{
  return ((Call *)g_task_get_task_data (task))->inner;
}

static void
looked_up_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  char *token = secret_password_lookup_finish (result, &error);

  if (!end_call (task))
    secret_password_free (token);
  else if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, token, (GDestroyNotify)secret_password_free);
}

static void
stored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  gboolean is_stored = secret_password_store_finish (result, &error);

  if (!end_call (task))
    return;
  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_boolean (task, is_stored);
}

static void
cleared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  /* FALSE without an error: there was nothing to clear. */
  secret_password_clear_finish (result, &error);
  if (!end_call (task))
    return;
  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_boolean (task, TRUE);
}

void
rondo_keyring_lookup_async (const char *server,
                            const char *member,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  GTask *task = begin_call (rondo_keyring_lookup_async, cancellable, callback, user_data);

  secret_password_lookup (
      &schema, get_inner (task), looked_up_cb, task, "server", server, "member", member, NULL);
}

char *
rondo_keyring_lookup_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, rondo_keyring_lookup_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
rondo_keyring_store_async (const char *server,
                           const char *member,
                           const char *token,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task = begin_call (rondo_keyring_store_async, cancellable, callback, user_data);
  /* TRANSLATORS: shown in the password manager of the desktop; %s is the address of a server */
  g_autofree char *label = g_strdup_printf (_ ("Rondo account at %s"), server);

  secret_password_store (&schema,
                         SECRET_COLLECTION_DEFAULT,
                         label,
                         token,
                         get_inner (task),
                         stored_cb,
                         task,
                         "server",
                         server,
                         "member",
                         member,
                         NULL);
}

gboolean
rondo_keyring_store_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, rondo_keyring_store_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
store_result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **)user_data = g_object_ref (result);
}

gboolean
rondo_keyring_store_sync (const char *server, const char *member, const char *token, GError **error)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GAsyncResult) result = NULL;
  gboolean is_stored;

  /* A context of this thread alone: nobody else's callbacks run here. */
  g_main_context_push_thread_default (context);
  rondo_keyring_store_async (server, member, token, NULL, store_result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (context, TRUE);
  is_stored = rondo_keyring_store_finish (result, error);
  g_clear_object (&result);
  while (g_main_context_iteration (context, FALSE))
    ;
  g_main_context_pop_thread_default (context);
  return is_stored;
}

void
rondo_keyring_clear_async (const char *server,
                           const char *member,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task = begin_call (rondo_keyring_clear_async, cancellable, callback, user_data);

  secret_password_clear (
      &schema, get_inner (task), cleared_cb, task, "server", server, "member", member, NULL);
}

gboolean
rondo_keyring_clear_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, rondo_keyring_clear_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
