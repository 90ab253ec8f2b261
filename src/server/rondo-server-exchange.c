/* SPDX-License-Identifier: GPL-3.0-or-later
 * POST /v1/sync: push and pull in one transaction. */
#include "config.h"

#include "rondo-server-exchange.h"

#include "rondo-server-accounts.h"
#include "rondo-server-apply.h"
#include "rondo-server-feed.h"
#include "rondo-server-ledger.h"
#include "rondo-server-problem.h"

#include <glib/gi18n-lib.h>

/* Rows of one change come together: at most three scopes hold it. */
#define MAX_LIMIT (RONDO_WIRE_MAX_ROWS - 2)

/* Another member's op id is as good as never seen, but it can not be used again. */
static RondoOpResult *
refuse_foreign_op (const char *op)
{
  RondoOpResult *result = rondo_op_result_new ();

  result->op = g_strdup (op);
  result->is_refused = TRUE;
  result->code = g_strdup ("conflict");
  result->message = g_strdup (_ ("This change has an id that was used before."));
  return result;
}

/* Applies one op that is new and stores what became of it. */
static RondoOpResult *
apply_new (const RondoServerWriter *writer, const RondoOp *op, GError **error)
{
  g_autoptr (RondoOpResult) result = rondo_op_result_new ();
  g_autoptr (GError) problem = NULL;

  result->op = g_strdup (op->op);
  if (!rondo_server_apply (writer, op, result, &problem)) {
    if (!rondo_server_problem_is_refusal (problem)) {
      g_propagate_error (error, g_steal_pointer (&problem));
      return NULL;
    }
    result->is_refused = TRUE;
    result->version = 0;
    result->code = g_strdup (rondo_server_problem_get_word (problem));
    result->message = g_strdup (problem->message);
  }
  if (!rondo_server_ledger_store (writer->db, writer->member, result, writer->now_us, error))
    return NULL;
  return g_steal_pointer (&result);
}

static RondoOpResult *
answer_op (RondoServerWriter *writer, const RondoOp *op, GError **error)
{
  g_autoptr (RondoOpResult) stored = NULL;
  g_autofree char *sender = NULL;

  if (!rondo_server_ledger_find (writer->db, op->op, &stored, &sender, error))
    return NULL;
  if (stored != NULL && g_strcmp0 (sender, writer->member) != 0)
    return refuse_foreign_op (op->op);
  if (stored != NULL)
    return g_steal_pointer (&stored);
  writer->op = op->op;
  return apply_new (writer, op, error);
}

static gboolean
push (RondoServerWriter *writer, GPtrArray *ops, GPtrArray *results, GError **error)
{
  for (guint i = 0; i < ops->len; i++) {
    RondoOpResult *result = answer_op (writer, g_ptr_array_index (ops, i), error);

    if (result == NULL)
      return FALSE;
    g_ptr_array_add (results, result);
  }
  return TRUE;
}

static int64_t
find_cursor (GPtrArray *cursors, const char *scope)
{
  for (guint i = 0; i < cursors->len; i++) {
    const RondoCursor *cursor = g_ptr_array_index (cursors, i);

    if (g_strcmp0 (cursor->scope, scope) == 0)
      return cursor->seq;
  }
  return 0;
}

/* The scopes of the account, each where the request says it was read to. */
static void
set_out (const char *member,
         gboolean is_coordinator,
         const RondoSyncRequest *request,
         GPtrArray *cursors)
{
  g_autofree char *own = rondo_server_scope_of_member (member);
  const char *scopes[] = {
      RONDO_SERVER_SCOPE_PUBLIC,
      own,
      is_coordinator ? RONDO_SERVER_SCOPE_COORDINATORS : NULL,
  };

  for (guint i = 0; i < G_N_ELEMENTS (scopes) && scopes[i] != NULL; i++)
    g_ptr_array_add (cursors,
                     rondo_cursor_new (scopes[i], find_cursor (request->cursors, scopes[i])));
}

static gboolean
pull (RondoDb *db, const RondoSyncRequest *request, RondoSyncAnswer *answer, GError **error)
{
  int64_t seq = rondo_server_community_get_seq (db, error);
  int64_t limit = request->limit > 0 ? MIN (request->limit, MAX_LIMIT) : MAX_LIMIT;

  if (seq < 0 ||
      !rondo_server_feed_read (db, answer->cursors, limit, answer->rows, &answer->more, error))
    return FALSE;
  if (answer->more)
    seq = ((RondoRow *)g_ptr_array_index (answer->rows, answer->rows->len - 1))->seq;
  for (guint i = 0; i < answer->cursors->len; i++) {
    RondoCursor *cursor = g_ptr_array_index (answer->cursors, i);

    /* A scope that was read further than the page reaches stays where it is. */
    cursor->seq = MAX (cursor->seq, seq);
  }
  return TRUE;
}

/* A client of another history, or ahead of this one, holds what this server never gave it. */
static gboolean
check_history (RondoDb *db,
               const RondoServerCommunity *community,
               const RondoSyncRequest *request,
               GPtrArray *cursors,
               GError **error)
{
  int64_t seq = rondo_server_community_get_seq (db, error);
  gboolean is_ours = request->epoch == NULL || g_strcmp0 (request->epoch, community->epoch) == 0;

  if (seq < 0)
    return FALSE;
  for (guint i = 0; i < cursors->len; i++)
    is_ours &= ((RondoCursor *)g_ptr_array_index (cursors, i))->seq <= seq;
  return is_ours || rondo_server_refuse (error,
                                         RONDO_SERVER_PROBLEM_EPOCH,
                                         _ ("This server holds another history of the community "
                                            "than this computer. Nothing was changed; ask a "
                                            "coordinator."));
}

static gboolean
exchange (RondoServerWriter *writer,
          const RondoSyncRequest *request,
          RondoSyncAnswer *answer,
          GError **error)
{
  g_autoptr (RondoServerAccount) account = NULL;

  if (!rondo_server_accounts_find (writer->db, writer->member, &account, error))
    return FALSE;
  if (account == NULL)
    return rondo_server_refuse (
        error, RONDO_SERVER_PROBLEM_UNAUTHORIZED, _ ("This account does not exist any more."));
  writer->is_coordinator = account->is_coordinator;
  answer->is_coordinator = account->is_coordinator;
  set_out (writer->member, account->is_coordinator, request, answer->cursors);
  return check_history (writer->db, writer->community, request, answer->cursors, error) &&
         push (writer, request->ops, answer->results, error) &&
         pull (writer->db, request, answer, error);
}

RondoSyncAnswer *
rondo_server_exchange (RondoDb *db,
                       const RondoServerCommunity *community,
                       const char *member,
                       const RondoSyncRequest *request,
                       int64_t now_us,
                       GError **error)
{
  g_autoptr (RondoSyncAnswer) answer = rondo_sync_answer_new ();
  RondoServerWriter writer = {
      .db = db,
      .community = community,
      .member = member,
      .reason = "op",
      .now_us = now_us,
  };
  gboolean is_begun =
      request->ops->len > 0 ? rondo_db_begin (db, error) : rondo_db_begin_read (db, error);

  if (!is_begun)
    return NULL;
  g_free (answer->epoch);
  answer->epoch = g_strdup (community->epoch);
  if (!rondo_db_end (db, exchange (&writer, request, answer, error), error))
    return NULL;
  return g_steal_pointer (&answer);
}
