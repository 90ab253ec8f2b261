/* SPDX-License-Identifier: GPL-3.0-or-later
 * POST /v1/sync: push and pull in one transaction. */
#include "config.h"

#include "rondo-server-exchange.h"

#include "rondo-server-accounts.h"
#include "rondo-server-apply.h"
#include "rondo-server-companions.h"
#include "rondo-server-digests.h"
#include "rondo-server-feed.h"
#include "rondo-server-former.h"
#include "rondo-server-fresh.h"
#include "rondo-server-history.h"
#include "rondo-server-ledger.h"
#include "rondo-server-problem.h"
#include "rondo-zoo.h"

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

/* What a request that is brief needs not be told. */
typedef struct {
  int64_t before; /* the community's seq before the ops of the request, and after them */
  int64_t after;
  GArray *seqs; /* int64_t; rows that say what an op of the request says */
} Told;

/* Applies one op that is new and stores what became of it, unless the record says it; asserts can
 * be repeated at will. */
static RondoOpResult *
apply_new (const RondoServerWriter *writer, const RondoOp *op, int64_t since, GError **error)
{
  g_autoptr (RondoOpResult) result = rondo_op_result_new ();
  g_autoptr (GError) problem = NULL;

  result->op = g_strdup (op->op);
  if (!rondo_server_apply (writer, op, since, result, &problem)) {
    if (!rondo_server_problem_is_refusal (problem)) {
      g_propagate_error (error, g_steal_pointer (&problem));
      return NULL;
    }
    result->is_refused = TRUE;
    result->version = 0;
    result->code = g_strdup (rondo_server_problem_get_word (problem));
    result->message = g_strdup (problem->message);
  }
  if (op->act != RONDO_ACT_ASSERT && !result->is_own &&
      !rondo_server_ledger_store (writer->db, writer->member, result, writer->now_us, error))
    return NULL;
  return g_steal_pointer (&result);
}

static RondoOpResult *
answer_op (
    RondoServerWriter *writer, GPtrArray *former, const RondoOp *op, int64_t since, GError **error)
{
  g_autoptr (RondoOpResult) stored = NULL;
  g_autofree char *sender = NULL;
  g_autoptr (RondoOp) renamed = NULL;
  RondoOpResult *result;

  if (op->act != RONDO_ACT_ASSERT && !RONDO_ZOO (FORGETS_LEDGER) &&
      !rondo_server_ledger_find (writer->db, op->op, &stored, &sender, error))
    return NULL;
  if (stored != NULL && g_strcmp0 (sender, writer->member) != 0)
    return refuse_foreign_op (op->op);
  if (stored != NULL)
    return g_steal_pointer (&stored);
  renamed = rondo_server_former_rename (former, writer->member, op);
  writer->op = op->op;
  result = apply_new (writer, renamed != NULL ? renamed : op, since, error);
  /* Whoever used another name is told what was made of it. */
  if (result != NULL && renamed != NULL)
    result->is_own = FALSE;
  return result;
}

/* Those that are new records come together, the others each by itself. */
static gboolean
answer_ops (RondoServerWriter *writer,
            const RondoSyncRequest *request,
            GPtrArray *results,
            GError **error)
{
  g_autoptr (GPtrArray) former = rondo_server_former_list (writer->db, writer->member, error);
  gboolean is_over = former != NULL && former->len > 0;

  if (former == NULL)
    return FALSE;
  while (results->len < request->ops->len) {
    const guint at = results->len;
    RondoOpResult *result;

    if (!is_over && !rondo_server_fresh_put (writer, request->ops, at, results, &is_over, error))
      return FALSE;
    if (results->len > at)
      continue;
    result =
        answer_op (writer, former, g_ptr_array_index (request->ops, at), request->since, error);
    if (result == NULL)
      return FALSE;
    g_ptr_array_add (results, result);
  }
  return TRUE;
}

static void
note_own (const RondoSyncRequest *request, GPtrArray *results, Told *told)
{
  for (guint i = 0; i < results->len; i++) {
    RondoOpResult *result = g_ptr_array_index (results, i);

    result->is_own &= request->is_brief;
    if (result->is_own)
      g_array_append_val (told->seqs, result->seq);
  }
}

/* All ops of @request; then what they come to is told by digests and sealed with a tag. */
static gboolean
push (RondoServerWriter *writer,
      const RondoSyncRequest *request,
      GPtrArray *results,
      Told *told,
      GError **error)
{
  g_autoptr (RondoServerDigests) digests = rondo_server_digests_new ();

  if (request->ops->len == 0)
    return TRUE;
  told->before = told->after = rondo_server_community_get_seq (writer->db, error);
  if (told->before < 0)
    return FALSE;
  writer->digests = digests;
  writer->seq = &told->after;
  if (!answer_ops (writer, request, results, error))
    return FALSE;
  note_own (request, results, told);
  writer->digests = NULL;
  writer->seq = NULL;
  return (told->after == told->before ||
          rondo_server_community_set_seq (writer->db, told->after, error)) &&
         rondo_server_digests_write (digests, writer->db, error) &&
         rondo_server_history_seal (writer->db, writer->community, writer->now_us, error);
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
      is_coordinator || RONDO_ZOO (TELLS_ALL) ? RONDO_SERVER_SCOPE_COORDINATORS : NULL,
  };

  for (guint i = 0; i < G_N_ELEMENTS (scopes) && scopes[i] != NULL; i++)
    g_ptr_array_add (cursors,
                     rondo_cursor_new (scopes[i], find_cursor (request->cursors, scopes[i])));
}

/* Rounds that the account has joined, by what its own ops of the request have made of it. */
static gboolean
set_out_company (const RondoServerWriter *writer,
                 const RondoSyncRequest *request,
                 GPtrArray *cursors,
                 GError **error)
{
  g_autoptr (GPtrArray) rounds =
      rondo_server_companions_list_rounds (writer->db, writer->member, writer->now_us, error);

  for (guint i = 0; rounds != NULL && i < rounds->len; i++) {
    g_autofree char *scope = rondo_server_scope_of_round (rounds->pdata[i]);

    g_ptr_array_add (cursors, rondo_cursor_new (scope, find_cursor (request->cursors, scope)));
  }
  return rounds != NULL;
}

/* Whether there is nothing new but what the request has brought itself. */
static gboolean
is_all_told (const RondoSyncAnswer *answer, const Told *told)
{
  if (told->seqs->len == 0 || told->after - told->before != told->seqs->len)
    return FALSE;
  for (guint i = 0; i < answer->cursors->len; i++)
    if (((const RondoCursor *)g_ptr_array_index (answer->cursors, i))->seq < told->before)
      return FALSE;
  return TRUE;
}

static gboolean
pull (RondoDb *db,
      const RondoSyncRequest *request,
      const Told *told,
      RondoSyncAnswer *answer,
      GError **error)
{
  int64_t seq = rondo_server_community_get_seq (db, error);
  int64_t limit = request->limit > 0 ? MIN (request->limit, MAX_LIMIT) : MAX_LIMIT;

  if (seq < 0 || (!is_all_told (answer, told) &&
                  !rondo_server_feed_read (
                      db, answer->cursors, limit, told->seqs, answer->rows, &answer->more, error)))
    return FALSE;
  if (answer->more)
    seq = ((RondoRow *)g_ptr_array_index (answer->rows, answer->rows->len - 1))->seq;
  for (guint i = 0; i < answer->cursors->len; i++) {
    RondoCursor *cursor = g_ptr_array_index (answer->cursors, i);

    /* A scope that was read further than the page reaches stays where it is. */
    cursor->seq = MAX (cursor->seq, answer->more && RONDO_ZOO (CURSOR_AHEAD) ? seq + 1 : seq);
  }
  return TRUE;
}

/* The newest commit, and what the scopes hold once all of it is told. A client that learns nothing
 * new has compared before. */
static gboolean
tell_history (RondoDb *db, RondoSyncAnswer *answer, GError **error)
{
  g_autoptr (RondoTag) newest = NULL;

  if (!rondo_server_history_newest (db, &newest, error))
    return FALSE;
  if (newest != NULL) {
    answer->high = newest->seq;
    answer->tag = g_steal_pointer (&newest->tag);
  }
  if (answer->more || (answer->rows->len == 0 && answer->results->len == 0))
    return TRUE;
  for (guint i = 0; i < answer->cursors->len; i++) {
    const RondoCursor *cursor = g_ptr_array_index (answer->cursors, i);
    RondoDigest *digest = rondo_server_digests_read (db, cursor->scope, error);

    if (digest == NULL)
      return FALSE;
    g_ptr_array_add (answer->digests, digest);
  }
  return TRUE;
}

static gboolean
refuse_epoch (GError **error)
{
  return rondo_server_refuse (error,
                              RONDO_SERVER_PROBLEM_EPOCH,
                              _ ("This server holds another history of the community than this "
                                 "computer. Nothing was changed; ask a coordinator."));
}

static gboolean
refuse_old (GError **error)
{
  return rondo_server_refuse (error,
                              RONDO_SERVER_PROBLEM_RESYNC,
                              _ ("This computer was away for so long that everything is read "
                                 "again. Changes that wait are kept."));
}

/* @is_lost: the client has seen commits of this history that are not here any more. */
static gboolean
check_tag (const RondoServerWriter *writer,
           const RondoSyncRequest *request,
           gboolean *is_lost,
           GError **error)
{
  RondoServerTag verdict;

  if (request->epoch == NULL || request->tag == NULL || RONDO_ZOO (IGNORES_TAG))
    return TRUE;
  if (!rondo_server_history_judge (writer->db,
                                   writer->community,
                                   request->epoch,
                                   request->high,
                                   request->tag,
                                   &verdict,
                                   error))
    return FALSE;
  *is_lost = verdict == RONDO_SERVER_TAG_LOST;
  switch (verdict) {
  case RONDO_SERVER_TAG_KNOWN:
    return TRUE;
  case RONDO_SERVER_TAG_OLD:
    return refuse_old (error);
  case RONDO_SERVER_TAG_LOST:
    return refuse_epoch (error);
  case RONDO_SERVER_TAG_FORGED:
  default:
    return rondo_server_refuse (error,
                                RONDO_SERVER_PROBLEM_TAG,
                                _ ("This computer shows a sign that this server never gave it."));
  }
}

/* A client of another epoch. If this community never had it, and only this server can have told it,
 * then the epoch was lost together with what followed. */
static gboolean
check_other_epoch (const RondoServerWriter *writer,
                   const RondoSyncRequest *request,
                   gboolean *is_lost,
                   GError **error)
{
  if (request->tag != NULL && !rondo_server_history_is_lost (writer->db,
                                                             writer->community,
                                                             request->epoch,
                                                             request->high,
                                                             request->tag,
                                                             is_lost,
                                                             error))
    return FALSE;
  return refuse_epoch (error);
}

/* A client of another history, or ahead of this one, holds what this server never gave it. */
static gboolean
check_history (const RondoServerWriter *writer,
               const RondoSyncRequest *request,
               RondoSyncAnswer *answer,
               gboolean *is_lost,
               GError **error)
{
  g_auto (RondoServerState) state = {0};
  gboolean is_ours;
  gboolean is_old = FALSE;

  if (!rondo_server_community_read_state (writer->db, &state, error))
    return FALSE;
  is_ours = request->epoch == NULL || g_strcmp0 (request->epoch, state.epoch) == 0;
  answer->epoch = g_strdup (state.epoch);
  if (!is_ours)
    return check_other_epoch (writer, request, is_lost, error);
  if (!check_tag (writer, request, is_lost, error))
    return FALSE;
  for (guint i = 0; i < answer->cursors->len; i++) {
    int64_t seq = ((const RondoCursor *)g_ptr_array_index (answer->cursors, i))->seq;

    is_ours &= seq <= state.seq;
    /* Who shows a tag that is known reads on from what was told lately, be it the beginning. */
    is_old |= request->tag == NULL && seq > 0 && seq < state.min_seq;
  }
  if (!is_ours)
    return refuse_epoch (error);
  return !is_old || refuse_old (error);
}

static gboolean
exchange (RondoServerWriter *writer,
          const RondoSyncRequest *request,
          RondoSyncAnswer *answer,
          gboolean *is_lost,
          GError **error)
{
  g_autoptr (RondoServerAccount) account = NULL;
  g_autoptr (GArray) seqs = g_array_new (FALSE, FALSE, sizeof (int64_t));
  Told told = {.seqs = seqs};

  if (!rondo_server_accounts_find (writer->db, writer->member, &account, error))
    return FALSE;
  if (account == NULL)
    return rondo_server_refuse (
        error, RONDO_SERVER_PROBLEM_UNAUTHORIZED, _ ("This account does not exist any more."));
  writer->is_coordinator = account->is_coordinator;
  answer->is_coordinator = account->is_coordinator;
  set_out (writer->member, account->is_coordinator, request, answer->cursors);
  return check_history (writer, request, answer, is_lost, error) &&
         push (writer, request, answer->results, &told, error) &&
         set_out_company (writer, request, answer->cursors, error) &&
         pull (writer->db, request, &told, answer, error) &&
         tell_history (writer->db, answer, error);
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
  gboolean is_lost = FALSE;
  gboolean is_good;

  if (!(request->ops->len > 0 ? rondo_db_begin (db, error) : rondo_db_begin_read (db, error)))
    return NULL;
  is_good = exchange (&writer, request, answer, &is_lost, error);
  if (!rondo_db_end (db, is_good, error) && !(is_good && RONDO_ZOO (ANSWERS_UNCOMMITTED))) {
    const char *lost[] = {request->epoch, NULL};

    if (is_lost)
      rondo_server_history_renew (db, community, answer->epoch, lost, now_us, NULL);
    return NULL;
  }
  return g_steal_pointer (&answer);
}
