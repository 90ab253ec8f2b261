/* SPDX-License-Identifier: GPL-3.0-or-later
 * One sync cycle. The database is never held while the network is waited for. */
#include "config.h"

#include "rondo-sync-cycle-private.h"

#include "rondo-cursors-table.h"
#include "rondo-derived.h"
#include "rondo-error.h"
#include "rondo-heal.h"
#include "rondo-merge.h"
#include "rondo-meta-table.h"
#include "rondo-outbox-table.h"
#include "rondo-push.h"
#include "rondo-records-table.h"
#include "rondo-server-answer.h"
#include "rondo-source.h"
#include "rondo-storage-error.h"
#include "rondo-tags-table.h"
#include "rondo-wire-messages.h"
#include "rondo-withdraw.h"
#include "rondo-zoo.h"

#include <glib/gi18n-lib.h>

/* A server that wants to begin anew time and again is asked later. */
#define MAX_TURNS 3
/* Of a page that is asked for while another one is in memory. */
#define ROWS_AHEAD (RONDO_WIRE_MAX_ROWS / 2)

typedef RondoSyncCycle Cycle;

gpointer
rondo_sync_cycle_run_on_db (Cycle *cycle, RondoWorkerFunc func, gpointer state, GError **error)
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
gboolean
rondo_sync_cycle_check_member (RondoDb *db, const Cycle *cycle, GError **error)
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
  Cycle *cycle = state;
  gboolean may_hurry = cycle->max_ops == cycle->most_ops;

  return rondo_sync_cycle_check_member (db, cycle, error)
             ? rondo_push_prepare_two (
                   db, cycle->max_ops, may_hurry ? &cycle->next_ops : NULL, error)
             : NULL;
}

typedef struct {
  const Cycle *cycle;
  const RondoSyncRequest *request;
  const RondoSyncAnswer *answer;
  gboolean is_void; /* the cursors are not what it was asked with */
  RondoMergeTurn turn;
  RondoMergeReport merge;
  RondoSyncReport *report;
  gboolean has_waiting; /* once it is saved: changes in the outbox */
} Merge;

static int64_t
find_seq (GPtrArray *cursors, const char *scope)
{
  for (guint i = 0; i < cursors->len; i++) {
    const RondoCursor *cursor = g_ptr_array_index (cursors, i);

    if (g_str_equal (cursor->scope, scope))
      return cursor->seq;
  }
  return -1;
}

/* Whether this computer is where the request says: all may have to be read again by now, as the
 * user wishes it or as an answer says. */
static gboolean
check_cursors (RondoDb *db, Merge *merge, GError **error)
{
  g_autoptr (GPtrArray) own = rondo_cursors_table_list (db, error);
  guint read_count = 0;

  if (own == NULL)
    return FALSE;
  if (RONDO_ZOO (SAVES_OUT_OF_TURN))
    return TRUE;
  for (guint i = 0; i < own->len; i++) {
    const RondoCursor *cursor = g_ptr_array_index (own, i);

    read_count += cursor->seq >= 0;
    merge->is_void |= MAX (cursor->seq, -1) != find_seq (merge->request->cursors, cursor->scope);
  }
  merge->is_void |= read_count != merge->request->cursors->len;
  return TRUE;
}

/* Of an answer from before only what became of the changes still holds. */
static gboolean
merge_answer (RondoDb *db, Merge *merge, GError **error)
{
  int64_t now_us = rondo_source_now_us ();

  return merge->is_void ? rondo_merge_results (db, merge->answer, now_us, &merge->merge, error)
                        : rondo_merge_answer_in_turn (
                              db, merge->answer, &merge->turn, now_us, &merge->merge, error);
}

static gpointer
merge_func (RondoDb *db, gpointer state, GCancellable *cancellable, GError **error)
{
  Merge *merge = state;

  return GINT_TO_POINTER (
      check_cursors (db, merge, error) && rondo_sync_cycle_check_member (db, merge->cycle, error) &&
      merge_answer (db, merge, error) &&
      rondo_outbox_table_look (db, &merge->has_waiting, &merge->report->refused_left, error));
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
void
rondo_sync_cycle_set_garbled (const Cycle *cycle, GError **error)
{
  g_clear_error (error);
  g_set_error (error,
               RONDO_ERROR,
               RONDO_ERROR_OFFLINE,
               _ ("The answer from %s was damaged on the way or comes from something else than the "
                  "server. It is asked again later."),
               cycle->server);
}

GBytes *
rondo_sync_cycle_ask (Cycle *cycle,
                      const char *method,
                      const char *path,
                      const char *body,
                      RondoTransportHead *head,
                      char **code,
                      GError **error)
{
  g_autofree char *url = g_strconcat (cycle->server, path, NULL);
  g_autoptr (GBytes) bytes = NULL;

  *code = NULL;
  bytes = rondo_transport_exchange (
      cycle->transport, method, url, cycle->token, body, head, cycle->cancellable, error);
  if (bytes == NULL)
    return NULL;
  if (head->status == 429 || head->status == 503)
    cycle->report->retry_seconds = head->retry_seconds;
  if (rondo_server_answer_check (cycle->server, head->status, bytes, error))
    return g_steal_pointer (&bytes);
  *code = rondo_server_answer_get_code (bytes);
  if (*code == NULL && g_error_matches (*error, RONDO_ERROR, RONDO_ERROR_FOREIGN))
    rondo_sync_cycle_set_garbled (cycle, error);
  return NULL;
}

/* Asks the server; @error must not be NULL. @is_too_much: it understood, but cannot take this
 * request as it is. */
static RondoSyncAnswer *
exchange (Cycle *cycle,
          const RondoSyncRequest *request,
          gboolean *is_too_much,
          char **code,
          GError **error)
{
  g_autofree char *body = rondo_wire_encode_sync_request (request);
  g_autoptr (GBytes) bytes = NULL;
  RondoSyncAnswer *answer;
  RondoTransportHead head;
  const char *text;
  gsize length;

  bytes = rondo_sync_cycle_ask (cycle, "POST", "/v1/sync", body, &head, code, error);
  *is_too_much = bytes == NULL && (head.status == 400 || head.status == 413) &&
                 g_error_matches (*error, RONDO_ERROR, RONDO_ERROR_REJECTED);
  if (bytes == NULL)
    return NULL;
  text = g_bytes_get_data (bytes, &length);
  answer = rondo_wire_decode_sync_answer (text != NULL ? text : "", length, error);
  if (answer == NULL)
    rondo_sync_cycle_set_garbled (cycle, error);
  else if (answer->more)
    rondo_derived_decode (answer->rows);
  return answer;
}

/* Old cursors: everything is read again. */
static gpointer
rewind_func (RondoDb *db, gpointer state, GCancellable *cancellable, GError **error)
{
  return GINT_TO_POINTER (rondo_db_begin (db, error) &&
                          rondo_db_end (db,
                                        rondo_records_table_forget_versions (db, error) &&
                                            rondo_cursors_table_rewind (db, error) &&
                                            (!RONDO_ZOO (LOSES_OUTBOX) ||
                                             rondo_db_run (db, error, "DELETE FROM outbox", "")) &&
                                            rondo_tags_table_forget (db, error),
                                        error));
}

/* A tag that the server does not take is of no use. */
static gpointer
forget_tags_func (RondoDb *db, gpointer state, GCancellable *cancellable, GError **error)
{
  return GINT_TO_POINTER (rondo_tags_table_forget (db, error));
}

/* The server tells to begin anew. @is_turned: it is done, go on. */
static gboolean
turn (Cycle *cycle, const char *code, gboolean *is_turned, GError **error)
{
  *is_turned = FALSE;
  if (cycle->turn_count >= MAX_TURNS)
    return TRUE;
  *is_turned = TRUE;
  cycle->turn_count++;
  cycle->cursor_sum = -1;
  if (g_strcmp0 (code, "epoch") == 0)
    return rondo_sync_heal (cycle, error);
  if (g_strcmp0 (code, "resync") == 0)
    return rondo_sync_repeat_lost (cycle, error) &&
           rondo_sync_cycle_run_on_db (cycle, rewind_func, NULL, error) != NULL;
  if (g_strcmp0 (code, "tag") == 0)
    return rondo_sync_cycle_run_on_db (cycle, forget_tags_func, NULL, error) != NULL;
  *is_turned = FALSE;
  return TRUE;
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
  cycle->max_ops = cycle->most_ops;
  cycle->report->refused_count++;
  cycle->report->is_changed = TRUE;
  return rondo_sync_cycle_run_on_db (cycle, refuse_func, &refusal, error) != NULL;
}

static gboolean
has_next_ops (const Cycle *cycle)
{
  return cycle->next_ops != NULL && cycle->next_ops->len > 0;
}

/* While an answer is saved the next request may be under way; in another epoch nothing is said. */
static gboolean
may_hurry (const Cycle *cycle, const RondoSyncRequest *request, const RondoSyncAnswer *answer)
{
  if (answer->cursors->len == 0)
    return FALSE;
  if (has_next_ops (cycle))
    return g_strcmp0 (request->epoch, answer->epoch) == 0;
  return answer->more && request->ops->len == 0 && answer->rows->len > 0;
}

static void
forget_ahead (Cycle *cycle)
{
  g_clear_pointer (&cycle->ahead_request, rondo_sync_request_free);
  g_clear_pointer (&cycle->ahead_answer, rondo_sync_answer_free);
  g_clear_pointer (&cycle->next_ops, g_ptr_array_unref);
}

/* A request as if @answer was saved already. */
static void
make_ahead (Cycle *cycle, const RondoSyncAnswer *answer)
{
  RondoSyncRequest *request = rondo_sync_request_new ();

  request->epoch = g_strdup (answer->epoch);
  for (guint i = 0; i < answer->cursors->len; i++) {
    const RondoCursor *cursor = g_ptr_array_index (answer->cursors, i);

    g_ptr_array_add (request->cursors, rondo_cursor_new (cursor->scope, cursor->seq));
  }
  if (cycle->next_ops != NULL) {
    g_ptr_array_unref (request->ops);
    request->ops = g_steal_pointer (&cycle->next_ops);
  }
  request->limit = ROWS_AHEAD;
  request->high = answer->high;
  request->tag = g_strdup (answer->tag);
  request->is_brief = TRUE;
  cycle->ahead_request = request;
}

/* What goes wrong will do so again when it is asked in turn. */
static void
ask_ahead (Cycle *cycle)
{
  g_autofree char *code = NULL;
  g_autoptr (GError) reason = NULL;
  gboolean is_too_much;

  cycle->ahead_answer = exchange (cycle, cycle->ahead_request, &is_too_much, &code, &reason);
  cycle->report->exchange_count++;
}

/* Without a thread the next answer comes first and then this one is saved: the same to the server.
 */
static gboolean
save_and_ask (Cycle *cycle, Merge *merge, GError **error)
{
  RondoWorkerCall *call;

  if (cycle->db != NULL) {
    ask_ahead (cycle);
    if (RONDO_ZOO (SAVES_OUT_OF_TURN) && cycle->ahead_answer != NULL)
      return merge_func (cycle->db, merge, cycle->cancellable, NULL), TRUE;
    return merge_func (cycle->db, merge, cycle->cancellable, error) != NULL;
  }
  call = rondo_worker_start (cycle->worker, merge_func, merge, cycle->cancellable);
  ask_ahead (cycle);
  return rondo_worker_wait (call, error) != NULL;
}

/* Saves @merge's answer, and gets the next one meanwhile if there is one. */
static gboolean
save (Cycle *cycle, Merge *merge, GError **error)
{
  gboolean is_good;

  if (!may_hurry (cycle, merge->request, merge->answer))
    return rondo_sync_cycle_run_on_db (cycle, merge_func, merge, error) != NULL;
  make_ahead (cycle, merge->answer);
  merge->turn.under_way = cycle->ahead_request->ops;
  is_good = save_and_ask (cycle, merge, error);
  cycle->next_ops = g_steal_pointer (&merge->turn.next);
  if (!is_good)
    rondo_storage_error_explain (error);
  if (cycle->ahead_answer == NULL)
    forget_ahead (cycle);
  return is_good;
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
apply (Cycle *cycle,
       const RondoSyncRequest *request,
       const RondoSyncAnswer *answer,
       gboolean *has_moved,
       gboolean *reads_again,
       GError **error)
{
  RondoSyncReport *report = cycle->report;
  Merge merge = {
      .cycle = cycle,
      .request = request,
      .answer = answer,
      .turn = {.request = request, .max_ops = cycle->max_ops},
      .report = report,
  };
  int64_t sum = sum_cursors (answer);

  if (!save (cycle, &merge, error))
    return FALSE;
  if (merge.is_void || merge.merge.held_count > 0 || merge.merge.reads_again)
    forget_ahead (cycle);
  cycle->has_waiting = merge.has_waiting;
  report->acknowledged_count += merge.merge.acknowledged_count;
  report->refused_count += merge.merge.refused_count;
  report->is_changed |= merge.merge.is_changed;
  report->differing_count += merge.merge.differing_count;
  if (merge.is_void) {
    *has_moved = TRUE;
    *reads_again = TRUE;
    return TRUE;
  }
  report->held_count = merge.merge.held_count;
  *reads_again = merge.merge.reads_again;
  report->is_coordinator = answer->is_coordinator;
  for (guint i = 0; i < answer->cursors->len; i++)
    report->seq =
        MAX (report->seq, ((const RondoCursor *)g_ptr_array_index (answer->cursors, i))->seq);
  *has_moved = merge.merge.acknowledged_count > 0 || merge.merge.refused_count > 0 ||
               sum != cycle->cursor_sum;
  cycle->cursor_sum = sum;
  return TRUE;
}

/* So much would go that the user is asked first. */
static void
set_held (const Cycle *cycle, GError **error)
{
  guint count = cycle->report->held_count;

  g_set_error (error,
               RONDO_ERROR,
               RONDO_ERROR_HELD,
               g_dngettext (GETTEXT_PACKAGE,
                            "The server wants to take %u entry away from this computer, which is "
                            "much of what it holds. Nothing goes before you agree.",
                            "The server wants to take %u entries away from this computer, which "
                            "is much of what it holds. Nothing goes before you agree.",
                            count),
               count);
}

/* What became of a request that has no answer to apply. */
static gboolean
fail (Cycle *cycle,
      const RondoSyncRequest *request,
      gboolean is_too_much,
      const char *code,
      GError *reason,
      GError **error)
{
  gboolean is_turned;

  if (!turn (cycle, code, &is_turned, error) || is_turned) {
    g_error_free (reason);
    return is_turned && (error == NULL || *error == NULL);
  }
  if (is_too_much && request->ops->len > 0) {
    gboolean is_narrowed = narrow (cycle, request, reason, error);

    g_error_free (reason);
    return is_narrowed;
  }
  g_propagate_error (error, reason);
  return FALSE;
}

/* One request. @is_done: nothing waits, nothing is left to read. */
static gboolean
step (Cycle *cycle, gboolean *is_done, GError **error)
{
  g_autoptr (RondoSyncRequest) request = g_steal_pointer (&cycle->ahead_request);
  g_autoptr (RondoSyncAnswer) answer = g_steal_pointer (&cycle->ahead_answer);
  g_autofree char *code = NULL;
  g_autoptr (GError) reason = NULL;
  gboolean is_too_much;
  gboolean has_moved;
  gboolean reads_again = FALSE;

  *is_done = FALSE;
  if (answer == NULL) {
    forget_ahead (cycle);
    request = rondo_sync_cycle_run_on_db (cycle, prepare_func, cycle, error);
    if (request == NULL)
      return FALSE;
    answer = exchange (cycle, request, &is_too_much, &code, &reason);
    cycle->report->exchange_count++;
    if (answer == NULL)
      return fail (cycle, request, is_too_much, code, g_steal_pointer (&reason), error);
  }
  if (!apply (cycle, request, answer, &has_moved, &reads_again, error))
    return FALSE;
  if (cycle->report->held_count > 0 && (!cycle->has_waiting || !has_moved)) {
    set_held (cycle, error);
    return FALSE;
  }
  *is_done = !answer->more && !cycle->has_waiting && !reads_again;
  if (*is_done || has_moved || reads_again)
    return TRUE;
  g_set_error (error,
               RONDO_ERROR,
               RONDO_ERROR_INVALID,
               _ ("The server at %s does not say what became of the changes sent to it. They are "
                  "kept and sent again later."),
               cycle->server);
  return FALSE;
}

static gpointer
is_healing_func (RondoDb *db, gpointer state, GCancellable *cancellable, GError **error)
{
  gboolean *is_healing = state;

  return GINT_TO_POINTER (rondo_heal_is_running (db, is_healing, error));
}

/* A healing that was interrupted begins anew: giving back twice changes nothing. */
static gboolean
go_on_healing (Cycle *cycle, GError **error)
{
  gboolean is_healing = FALSE;

  return rondo_sync_cycle_run_on_db (cycle, is_healing_func, &is_healing, error) != NULL &&
         (!is_healing || rondo_sync_heal (cycle, error));
}

static gpointer
withdraw_func (RondoDb *db, gpointer state, GCancellable *cancellable, GError **error)
{
  const Cycle *cycle = state;

  return GINT_TO_POINTER (rondo_sync_cycle_check_member (db, cycle, error) &&
                          rondo_withdraw (db, &cycle->report->is_changed, error));
}

/* Whoever is held keeps what is theirs alone. If it fails, the next attempt does it. */
static void
end_badly (Cycle *cycle, const GError *reason)
{
  g_autoptr (GError) error = NULL;

  if (g_error_matches (reason, RONDO_ERROR, RONDO_ERROR_ON_HOLD) && !RONDO_ZOO (KEEPS_OTHERS) &&
      rondo_sync_cycle_run_on_db (cycle, withdraw_func, cycle, &error) == NULL)
    g_message ("What others told of themselves is still here: %s", error->message);
  rondo_sync_cycle_run_on_db (cycle, count_func, cycle->report, NULL);
}

static gboolean
run_until_done (Cycle *cycle, GError **error)
{
  gboolean is_done = FALSE;
  gboolean is_good;

  *cycle->report = (RondoSyncReport){0};
  cycle->max_ops = cycle->most_ops;
  cycle->cursor_sum = -1;
  is_good = !g_cancellable_set_error_if_cancelled (cycle->cancellable, error) &&
            go_on_healing (cycle, error);
  while (is_good && !is_done)
    is_good = !g_cancellable_set_error_if_cancelled (cycle->cancellable, error) &&
              step (cycle, &is_done, error);
  forget_ahead (cycle);
  return is_good;
}

static gboolean
run (Cycle *cycle, GError **error)
{
  g_autoptr (GError) reason = NULL;

  if (run_until_done (cycle, &reason))
    return TRUE;
  end_badly (cycle, reason);
  g_propagate_error (error, g_steal_pointer (&reason));
  return FALSE;
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
  return rondo_sync_cycle_run_in_parts (
      db, transport, server, token, RONDO_WIRE_MAX_OPS, cancellable, report, error);
}

gboolean
rondo_sync_cycle_run_in_parts (RondoDb *db,
                               RondoTransport *transport,
                               const char *server,
                               const char *token,
                               guint most_ops,
                               GCancellable *cancellable,
                               RondoSyncReport *report,
                               GError **error)
{
  Cycle cycle = {
      .db = db,
      .transport = transport,
      .server = server,
      .token = token,
      .most_ops = most_ops,
      .cancellable = cancellable,
      .report = report,
  };

  g_return_val_if_fail (db != NULL && most_ops > 0, FALSE);

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
      .most_ops = RONDO_WIRE_MAX_OPS,
      .cancellable = cancellable,
      .report = report,
  };

  g_return_val_if_fail (RONDO_IS_WORKER (worker), FALSE);

  return run (&cycle, error);
}
