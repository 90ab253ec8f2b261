/* SPDX-License-Identifier: GPL-3.0-or-later
 * What an account on hold may still do: hand in the hours that were not sent. */
#include "config.h"

#include "rondo-deposit.h"

#include "rondo-account-private.h"
#include "rondo-error.h"
#include "rondo-meta-table.h"
#include "rondo-push.h"
#include "rondo-server-answer.h"
#include "rondo-source.h"
#include "rondo-storage-error.h"
#include "rondo-store-private.h"
#include "rondo-wire-messages.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define DEPOSIT_PATH "/v1/deposit"
/* Room for the ids and words around a body, and for the rest of the request. */
#define OP_OVERHEAD_BYTES 400
#define OPS_MAX_BYTES (RONDO_WIRE_MAX_BODY_BYTES * 3 / 4)

/* All that the thread needs; it knows neither account nor caller. */
typedef struct {
  RondoWorker *worker;
  RondoTransport *transport;
  char *server;
  char *refresh;
} Deposit;

static void
deposit_free (gpointer data)
{
  Deposit *deposit = data;

  g_clear_object (&deposit->worker);
  g_clear_object (&deposit->transport);
  g_free (deposit->server);
  g_free (deposit->refresh);
  g_free (deposit);
}

static gpointer
take_func (RondoDb *db, gpointer state, GCancellable *cancellable, GError **error)
{
  return rondo_push_take_own_work (db, error);
}

static gpointer
note_func (RondoDb *db, gpointer state, GCancellable *cancellable, GError **error)
{
  return GINT_TO_POINTER (
      rondo_meta_table_write_int (db, RONDO_META_DEPOSITED_US, rondo_source_now_us (), error));
}

static gsize
measure (const RondoOp *op)
{
  return OP_OVERHEAD_BYTES + (op->body != NULL ? strlen (op->body) : 0) +
         (op->was != NULL ? strlen (op->was) : 0);
}

/* The next of @ops that fit into one request, from *@at on. (transfer full) */
static RondoSyncRequest *
take_request (GPtrArray *ops, guint *at)
{
  RondoSyncRequest *request = rondo_sync_request_new ();
  gsize bytes = 0;

  request->limit = 1;
  while (*at < ops->len && request->ops->len < RONDO_WIRE_MAX_OPS) {
    RondoOp *op = g_ptr_array_index (ops, *at);

    bytes += measure (op);
    if (request->ops->len > 0 && bytes > OPS_MAX_BYTES)
      break;
    g_ptr_array_add (request->ops, op);
    ops->pdata[(*at)++] = NULL;
  }
  return request;
}

static gboolean
send (const Deposit *deposit,
      const RondoSyncRequest *request,
      GCancellable *cancellable,
      GError **error)
{
  g_autofree char *url = g_strconcat (deposit->server, DEPOSIT_PATH, NULL);
  g_autofree char *body = rondo_wire_encode_sync_request (request);
  g_autoptr (GBytes) answer = NULL;
  RondoTransportHead head;

  answer = rondo_transport_exchange (
      deposit->transport, "POST", url, deposit->refresh, body, &head, cancellable, error);
  return answer != NULL && rondo_server_answer_check (deposit->server, head.status, answer, error);
}

static gboolean
hand_in (const Deposit *deposit, guint *count, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) ops =
      rondo_worker_run_sync (deposit->worker, take_func, NULL, cancellable, error);
  guint at = 0;

  if (ops == NULL)
    return FALSE;
  g_ptr_array_set_free_func (ops, NULL);
  *count = ops->len;
  while (at < ops->len) {
    g_autoptr (RondoSyncRequest) request = take_request (ops, &at);

    if (!send (deposit, request, cancellable, error))
      break;
  }
  for (guint i = at; i < ops->len; i++)
    rondo_op_free (g_ptr_array_index (ops, i));
  return (error == NULL || *error == NULL) &&
         (ops->len == 0 ||
          rondo_worker_run_sync (deposit->worker, note_func, NULL, NULL, error) != NULL);
}

static void
deposit_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  guint count = 0;

  if (hand_in (data, &count, cancellable, &error)) {
    g_task_return_int (task, count);
    return;
  }
  rondo_storage_error_explain (&error);
  g_task_return_error (task, g_steal_pointer (&error));
}

static void
handed_in_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RondoAccount *account = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  gssize count = g_task_propagate_int (G_TASK (result), &error);

  rondo_store_emit_changed (rondo_account_get_store (account));
  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_int (task, count);
}

void
rondo_deposit_async (RondoAccount *account,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GTask) inner = NULL;
  Deposit *deposit;

  g_return_if_fail (RONDO_IS_ACCOUNT (account));

  task = g_task_new (account, cancellable, callback, user_data);
  g_task_set_source_tag (task, rondo_deposit_async);
  deposit = g_new0 (Deposit, 1);
  deposit->worker = g_object_ref (rondo_store_get_worker (rondo_account_get_store (account)));
  deposit->transport = g_object_ref (rondo_account_get_transport (account));
  deposit->server = g_strdup (rondo_account_get_server (account));
  deposit->refresh = rondo_pass_dup_refresh (rondo_account_get_pass (account));
  if (deposit->server == NULL || deposit->refresh == NULL) {
    deposit_free (deposit);
    g_task_return_new_error (task,
                             RONDO_ERROR,
                             RONDO_ERROR_UNAUTHORIZED,
                             "%s",
                             _ ("You are not signed in. Changes are kept on this computer until "
                                "you are."));
    return;
  }
  inner = g_task_new (NULL, cancellable, handed_in_cb, g_steal_pointer (&task));
  g_task_set_task_data (inner, deposit, deposit_free);
  g_task_run_in_thread (inner, deposit_thread);
}

gboolean
rondo_deposit_finish (RondoAccount *account, GAsyncResult *result, guint *count, GError **error)
{
  g_autoptr (GError) failure = NULL;
  gssize handed_in;

  g_return_val_if_fail (g_task_is_valid (result, account), FALSE);

  handed_in = g_task_propagate_int (G_TASK (result), &failure);
  if (failure != NULL) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return FALSE;
  }
  *count = (guint)handed_in;
  return TRUE;
}
