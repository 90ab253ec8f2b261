/* SPDX-License-Identifier: GPL-3.0-or-later
 * One sync cycle. The database is never held while the network is waited for. */
#include "config.h"

#include "rondo-sync-cycle.h"

#include "rondo-error.h"
#include "rondo-merge.h"
#include "rondo-meta-table.h"
#include "rondo-outbox-table.h"
#include "rondo-push.h"
#include "rondo-server-answer.h"
#include "rondo-source.h"
#include "rondo-storage-error.h"
#include "rondo-wire-messages.h"

#include <glib/gi18n-lib.h>

typedef struct {
  /* borrowed */
  RondoDb *db; /* NULL: on the worker */
  RondoWorker *worker;
  RondoTransport *transport;
  const char *server;
  const char *member; /* NULL: whoever the database belongs to */
  const char *token;
  GCancellable *cancellable;
  RondoSyncReport *report;

  guint max_ops;      /* fewer after a request that the server could not take */
  int64_t cursor_sum; /* what the last answer's cursors add up to, to see that they move */
} Cycle;

/* Runs @func where the database is. */
static gpointer
run_on_db (Cycle *cycle, RondoWorkerFunc func, gpointer state, GError **error)
{
  gpointer result;

  if (cycle->db != NULL)
    result = func (cycle->db, state, cycle->cancellable, error);
  else
    result = rondo_worker_run_sync (cycle->worker, func, state, cycle->cancellable, error);
  if (result == NULL)
    rondo_storage_error_explain (error);
  return result;
}

/* Somebody may sign in while the server is asked: answers to the member before are not for them. */
static gboolean
check_member (RondoDb *db, const Cycle *cycle, GError **error)
{
  g_autofree char *member = NULL;

  if (cycle->member == NULL)
    return TRUE;
  if (!rondo_meta_table_read (db, RONDO_META_MEMBER, &member, error))
    return FALSE;
  if (g_strcmp0 (member, cycle->member) == 0)
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The account has changed.");
  return FALSE;
}

static gpointer
prepare_func (RondoDb *db, gpointer state, GCancellable *cancellable, GError **error)
{
  const Cycle *cycle = state;

  return check_member (db, cycle, error) ? rondo_push_prepare (db, cycle->max_ops, error) : NULL;
}

typedef struct {
  const Cycle *cycle;
  const RondoSyncAnswer *answer;
  RondoMergeReport merge;
  RondoSyncReport *report;
} Merge;

static gpointer
merge_func (RondoDb *db, gpointer state, GCancellable *cancellable, GError **error)
{
  Merge *merge = state;

  return GINT_TO_POINTER (
      check_member (db, merge->cycle, error) &&
      rondo_merge_answer (db, merge->answer, rondo_source_now_us (), &merge->merge, error) &&
      rondo_outbox_table_count (
          db, &merge->report->waiting_left, &merge->report->refused_left, error));
}

static gpointer
count_func (RondoDb *db, gpointer state, GCancellable *cancellable, GError **error)
{
  RondoSyncReport *report = state;

  return GINT_TO_POINTER (
      rondo_outbox_table_count (db, &report->waiting_left, &report->refused_left, error));
}

typedef struct {
  const char *op;
  const char *message;
} Refusal;

static gpointer
refuse_func (RondoDb *db, gpointer state, GCancellable *cancellable, GError **error)
{
  const Refusal *refusal = state;

  return GINT_TO_POINTER (rondo_merge_refuse (db, refusal->op, refusal->message, error));
}

/* A captive portal or a cut answer says nothing about the server: as good as none. */
static void
set_garbled (const Cycle *cycle, GError **error)
{
  g_clear_error (error);
  g_set_error (error,
               RONDO_ERROR,
               RONDO_ERROR_OFFLINE,
               _ ("The answer from %s was damaged on the way or comes from something else than the "
                  "server. It is asked again later."),
               cycle->server);
}

/* Asks the server; @error must not be NULL. @is_too_much: it understood, but cannot take this
 * request as it is. */
static RondoSyncAnswer *
exchange (Cycle *cycle, const RondoSyncRequest *request, gboolean *is_too_much, GError **error)
{
  g_autofree char *url = g_strconcat (cycle->server, "/v1/sync", NULL);
  g_autofree char *body = rondo_wire_encode_sync_request (request);
  g_autoptr (GBytes) bytes = NULL;
  RondoSyncAnswer *answer;
  RondoTransportHead head;
  const char *text;
  gsize length;

  *is_too_much = FALSE;
  bytes = rondo_transport_exchange (
      cycle->transport, "POST", url, cycle->token, body, &head, cycle->cancellable, error);
  if (bytes == NULL)
    return NULL;
  if (head.status == 429 || head.status == 503)
    cycle->report->retry_seconds = head.retry_seconds;
  if (!rondo_server_answer_check (cycle->server, head.status, bytes, error)) {
    *is_too_much = (head.status == 400 || head.status == 413) &&
                   g_error_matches (*error, RONDO_ERROR, RONDO_ERROR_REJECTED);
    if (head.status != 409 && g_error_matches (*error, RONDO_ERROR, RONDO_ERROR_FOREIGN))
      set_garbled (cycle, error);
    return NULL;
  }
  text = g_bytes_get_data (bytes, &length);
  answer = rondo_wire_decode_sync_answer (text != NULL ? text : "", length, error);
  if (answer == NULL)
    set_garbled (cycle, error);
  return answer;
}

/* One op that the server cannot take must not hold up the others: halve until it is found. */
static gboolean
narrow (Cycle *cycle, const RondoSyncRequest *request, const GError *reason, GError **error)
{
  const RondoOp *op;
  Refusal refusal;

  if (request->ops->len > 1) {
    cycle->max_ops = request->ops->len / 2;
    return TRUE;
  }
  op = g_ptr_array_index (request->ops, 0);
  refusal = (Refusal){op->op, reason->message};
  cycle->max_ops = RONDO_WIRE_MAX_OPS;
  cycle->report->refused_count++;
  cycle->report->is_changed = TRUE;
  return run_on_db (cycle, refuse_func, &refusal, error) != NULL;
}

static int64_t
sum_cursors (const RondoSyncAnswer *answer)
{
  int64_t sum = 0;

  for (guint i = 0; i < answer->cursors->len; i++)
    sum += ((const RondoCursor *)g_ptr_array_index (answer->cursors, i))->seq;
  return sum;
}

static gboolean
apply (Cycle *cycle, const RondoSyncAnswer *answer, gboolean *has_moved, GError **error)
{
  RondoSyncReport *report = cycle->report;
  Merge merge = {.cycle = cycle, .answer = answer, .report = report};
  int64_t sum = sum_cursors (answer);

  if (run_on_db (cycle, merge_func, &merge, error) == NULL)
    return FALSE;
  report->acknowledged_count += merge.merge.acknowledged_count;
  report->refused_count += merge.merge.refused_count;
  report->is_changed |= merge.merge.is_changed;
  report->is_coordinator = answer->is_coordinator;
  *has_moved = merge.merge.acknowledged_count > 0 || merge.merge.refused_count > 0 ||
               sum != cycle->cursor_sum;
  cycle->cursor_sum = sum;
  return TRUE;
}

/* One request. @is_done: nothing waits, nothing is left to read. */
static gboolean
step (Cycle *cycle, gboolean *is_done, GError **error)
{
  g_autoptr (RondoSyncRequest) request = run_on_db (cycle, prepare_func, cycle, error);
  g_autoptr (RondoSyncAnswer) answer = NULL;
  g_autoptr (GError) reason = NULL;
  gboolean is_too_much;
  gboolean has_moved;

  *is_done = FALSE;
  if (request == NULL)
    return FALSE;
  answer = exchange (cycle, request, &is_too_much, &reason);
  cycle->report->exchange_count++;
  if (answer == NULL) {
    if (is_too_much && request->ops->len > 0)
      return narrow (cycle, request, reason, error);
    g_propagate_error (error, g_steal_pointer (&reason));
    return FALSE;
  }
  if (!apply (cycle, answer, &has_moved, error))
    return FALSE;
  *is_done = !answer->more && cycle->report->waiting_left == 0;
  if (*is_done || has_moved)
    return TRUE;
  g_set_error (error,
               RONDO_ERROR,
               RONDO_ERROR_INVALID,
               _ ("The server at %s does not say what became of the changes sent to it. They are "
                  "kept and sent again later."),
               cycle->server);
  return FALSE;
}

static gboolean
run (Cycle *cycle, GError **error)
{
  gboolean is_done = FALSE;
  gboolean is_good = TRUE;

  *cycle->report = (RondoSyncReport){0};
  cycle->max_ops = RONDO_WIRE_MAX_OPS;
  cycle->cursor_sum = -1;
  while (is_good && !is_done)
    is_good = !g_cancellable_set_error_if_cancelled (cycle->cancellable, error) &&
              step (cycle, &is_done, error);
  if (!is_good)
    run_on_db (cycle, count_func, cycle->report, NULL);
  return is_good;
}

gboolean
rondo_sync_cycle_run (RondoDb *db,
                      RondoTransport *transport,
                      const char *server,
                      const char *token,
                      GCancellable *cancellable,
                      RondoSyncReport *report,
                      GError **error)
{
  Cycle cycle = {
      .db = db,
      .transport = transport,
      .server = server,
      .token = token,
      .cancellable = cancellable,
      .report = report,
  };

  g_return_val_if_fail (db != NULL, FALSE);

  return run (&cycle, error);
}

gboolean
rondo_sync_cycle_run_on_worker (RondoWorker *worker,
                                RondoTransport *transport,
                                const char *server,
                                const char *member,
                                const char *token,
                                GCancellable *cancellable,
                                RondoSyncReport *report,
                                GError **error)
{
  Cycle cycle = {
      .worker = worker,
      .transport = transport,
      .server = server,
      .member = member,
      .token = token,
      .cancellable = cancellable,
      .report = report,
  };

  g_return_val_if_fail (RONDO_IS_WORKER (worker), FALSE);

  return run (&cycle, error);
}
