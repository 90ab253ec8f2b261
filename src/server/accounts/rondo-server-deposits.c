/* SPDX-License-Identifier: GPL-3.0-or-later
 * Changes of an account that was held. */
#include "config.h"

#include "rondo-server-deposits.h"

#include "rondo-server-admin-log.h"
#include "rondo-server-exchange.h"
#include "rondo-server-problem.h"

#include <glib/gi18n-lib.h>

static const char SQL_COUNT[] = "SELECT count(*) FROM deposit WHERE member = $1";
static const char SQL_KEEP[] =
    "INSERT INTO deposit (id, member, op, act, kind, record, base, body, was, state, received_us) "
    "SELECT coalesce(max(id), 0) + 1, $1, $2, $3, $4, $5, $6, $7, $8, 'waiting', $9 FROM deposit "
    "WHERE true ON CONFLICT (op) DO NOTHING";
static const char SQL_LIST[] =
    "SELECT d.member, m.email, count(*), min(d.received_us) FROM deposit d "
    "JOIN member_index m ON m.member = d.member WHERE d.state = 'waiting' "
    "GROUP BY d.member, m.email ORDER BY min(d.received_us), d.member";
static const char SQL_LIST_WAITING[] =
    "SELECT op, act, kind, record, base, body, was FROM deposit "
    "WHERE member = $1 AND state = 'waiting' ORDER BY id LIMIT $2";
static const char SQL_DECIDE[] =
    "UPDATE deposit SET state = $2, decided_us = $3, body = NULL, was = NULL WHERE op = $1";
static const char SQL_REFUSE[] =
    "UPDATE deposit SET state = 'refused', decided_us = $2, body = NULL, was = NULL "
    "WHERE member = $1 AND state = 'waiting'";

void
rondo_server_deposit_free (RondoServerDeposit *deposit)
{
  g_free (deposit->member);
  g_free (deposit->email);
  g_free (deposit);
}

static gboolean
count_kept (RondoDb *db, const char *member, int64_t *count, GError **error)
{
  g_autoptr (RondoStatement) statement = rondo_db_query (db, error, SQL_COUNT, "t", member);
  g_autoptr (GError) failure = NULL;

  if (statement == NULL)
    return FALSE;
  *count = rondo_statement_step (statement, &failure) ? rondo_statement_get_int (statement, 0) : 0;
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
is_own_work (const RondoOp *op)
{
  return (op->act == RONDO_ACT_PUT || op->act == RONDO_ACT_DELETE) &&
         (op->kind == RONDO_KIND_LOG || op->kind == RONDO_KIND_CLIENT ||
          op->kind == RONDO_KIND_SESSION);
}

static gboolean
keep (RondoDb *db, const char *member, GPtrArray *ops, int64_t now_us, GError **error)
{
  int64_t count = 0;

  if (!count_kept (db, member, &count, error))
    return FALSE;
  if (count + ops->len > RONDO_SERVER_DEPOSITS_MAX)
    return rondo_server_refuse (error,
                                RONDO_SERVER_PROBLEM_TOO_LARGE,
                                _ ("So many changes of one account can not be kept. Save them to a "
                                   "file and ask your coordinator."));
  for (guint i = 0; i < ops->len; i++) {
    const RondoOp *op = g_ptr_array_index (ops, i);

    if (!is_own_work (op))
      return rondo_server_refuse (
          error,
          RONDO_SERVER_PROBLEM_FORBIDDEN,
          _ ("An account on hold can hand in its own hours, clients and sessions only."));
    if (!rondo_db_run (db,
                       error,
                       SQL_KEEP,
                       "tttttitti",
                       member,
                       op->op,
                       rondo_act_to_word (op->act),
                       rondo_kind_to_word (op->kind),
                       op->id,
                       op->base,
                       op->body,
                       op->was,
                       now_us))
      return FALSE;
  }
  return TRUE;
}

gboolean
rondo_server_deposits_keep (
    RondoDb *db, const char *member, GPtrArray *ops, int64_t now_us, GError **error)
{
  return rondo_db_begin (db, error) &&
         rondo_db_end (db, keep (db, member, ops, now_us, error), error);
}

GPtrArray *
rondo_server_deposits_list (RondoDb *db, GError **error)
{
  g_autoptr (GPtrArray) deposits =
      g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_server_deposit_free);
  g_autoptr (RondoStatement) statement = rondo_db_query (db, error, SQL_LIST, "");
  g_autoptr (GError) failure = NULL;

  if (statement == NULL)
    return NULL;
  while (rondo_statement_step (statement, &failure)) {
    RondoServerDeposit *deposit = g_new0 (RondoServerDeposit, 1);

    deposit->member = g_strdup (rondo_statement_get_text (statement, 0));
    deposit->email = g_strdup (rondo_statement_get_text (statement, 1));
    deposit->count = rondo_statement_get_int (statement, 2);
    deposit->received_us = rondo_statement_get_int (statement, 3);
    g_ptr_array_add (deposits, deposit);
  }
  if (failure == NULL)
    return g_steal_pointer (&deposits);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

/* The next of what waits, as a request that the member could have sent. */
static RondoSyncRequest *
take_waiting (RondoDb *db, const char *member, GError **error)
{
  g_autoptr (RondoSyncRequest) request = rondo_sync_request_new ();
  g_autoptr (RondoStatement) statement =
      rondo_db_query (db, error, SQL_LIST_WAITING, "ti", member, (int64_t)RONDO_WIRE_MAX_OPS);
  g_autoptr (GError) failure = NULL;

  if (statement == NULL)
    return NULL;
  request->limit = 1;
  while (rondo_statement_step (statement, &failure)) {
    RondoOp *op = rondo_op_new ();

    op->op = g_strdup (rondo_statement_get_text (statement, 0));
    op->id = g_strdup (rondo_statement_get_text (statement, 3));
    op->base = rondo_statement_get_int (statement, 4);
    op->body = g_strdup (rondo_statement_get_text (statement, 5));
    op->was = g_strdup (rondo_statement_get_text (statement, 6));
    g_ptr_array_add (request->ops, op);
    if (!rondo_act_from_word (rondo_statement_get_text (statement, 1), &op->act) ||
        !rondo_kind_from_word (rondo_statement_get_text (statement, 2), &op->kind))
      op->act = RONDO_ACT_DELETE;
  }
  if (failure == NULL)
    return g_steal_pointer (&request);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

static gboolean
log_decision (RondoDb *db, const char *member, const char *action, int64_t now_us, GError **error)
{
  RondoServerAdminEntry entry = {
      .at_us = now_us,
      .actor = RONDO_SERVER_CONSOLE,
      .action = action,
      .subject = member,
  };

  return rondo_server_admin_log_add (db, &entry, error);
}

static gboolean
note_results (
    RondoDb *db, GPtrArray *results, int64_t now_us, guint *done, guint *refused, GError **error)
{
  for (guint i = 0; i < results->len; i++) {
    const RondoOpResult *result = g_ptr_array_index (results, i);

    *done += result->is_refused ? 0 : 1;
    *refused += result->is_refused ? 1 : 0;
    if (!rondo_db_run (db,
                       error,
                       SQL_DECIDE,
                       "tti",
                       result->op,
                       result->is_refused ? "refused" : "accepted",
                       now_us))
      return FALSE;
  }
  return TRUE;
}

/* The op ids are the device's: when the account is released and sends them again, nothing is done
 * twice. Cut off in between, it is only repeated. */
gboolean
rondo_server_deposits_accept (RondoDb *db,
                              const RondoServerCommunity *community,
                              const char *member,
                              int64_t now_us,
                              guint *done,
                              guint *refused,
                              GError **error)
{
  *done = 0;
  *refused = 0;
  while (TRUE) {
    g_autoptr (RondoSyncRequest) request = take_waiting (db, member, error);
    g_autoptr (RondoSyncAnswer) answer = NULL;

    if (request == NULL)
      return FALSE;
    if (request->ops->len == 0)
      break;
    answer = rondo_server_exchange (db, community, member, request, now_us, error);
    if (answer == NULL || !rondo_db_begin (db, error) ||
        !rondo_db_end (db, note_results (db, answer->results, now_us, done, refused, error), error))
      return FALSE;
  }
  return rondo_db_begin (db, error) &&
         rondo_db_end (db, log_decision (db, member, "deposit-accept", now_us, error), error);
}

static gboolean
refuse_all (RondoDb *db, const char *member, int64_t now_us, guint *refused, GError **error)
{
  if (!rondo_db_run (db, error, SQL_REFUSE, "ti", member, now_us))
    return FALSE;
  *refused = (guint)rondo_db_changes (db);
  return log_decision (db, member, "deposit-refuse", now_us, error);
}

gboolean
rondo_server_deposits_refuse (
    RondoDb *db, const char *member, int64_t now_us, guint *refused, GError **error)
{
  return rondo_db_begin (db, error) &&
         rondo_db_end (db, refuse_all (db, member, now_us, refused, error), error);
}
