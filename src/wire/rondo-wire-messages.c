/* SPDX-License-Identifier: GPL-3.0-or-later
 * The values that requests and answers are made of. */
#include "config.h"

#include "rondo-wire-messages.h"

#include <string.h>

static const char *const act_words[] = {[RONDO_ACT_PUT] = "put",
                                        [RONDO_ACT_DELETE] = "delete",
                                        [RONDO_ACT_PUBLISH] = "publish",
                                        [RONDO_ACT_ASSERT] = "assert"};

static GPtrArray *
cursors_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_cursor_free);
}

const char *
rondo_act_to_word (RondoAct act)
{
  return (guint)act < G_N_ELEMENTS (act_words) ? act_words[act] : NULL;
}

gboolean
rondo_act_from_word (const char *word, RondoAct *act)
{
  for (guint i = 0; word != NULL && i < G_N_ELEMENTS (act_words); i++) {
    if (strcmp (act_words[i], word) != 0)
      continue;
    *act = (RondoAct)i;
    return TRUE;
  }
  return FALSE;
}

RondoCursor *
rondo_cursor_new (const char *scope, int64_t seq)
{
  RondoCursor *cursor = g_new0 (RondoCursor, 1);

  cursor->scope = g_strdup (scope);
  cursor->seq = seq;
  return cursor;
}

void
rondo_cursor_free (RondoCursor *cursor)
{
  if (cursor == NULL)
    return;
  g_free (cursor->scope);
  g_free (cursor);
}

RondoOp *
rondo_op_new (void)
{
  return g_new0 (RondoOp, 1);
}

void
rondo_op_free (RondoOp *op)
{
  if (op == NULL)
    return;
  g_free (op->op);
  g_free (op->id);
  g_free (op->body);
  g_free (op->was);
  g_free (op);
}

RondoOpResult *
rondo_op_result_new (void)
{
  return g_new0 (RondoOpResult, 1);
}

void
rondo_op_result_free (RondoOpResult *result)
{
  if (result == NULL)
    return;
  g_free (result->op);
  g_free (result->code);
  g_free (result->message);
  g_free (result);
}

RondoRow *
rondo_row_new (void)
{
  return g_new0 (RondoRow, 1);
}

void
rondo_row_free (RondoRow *row)
{
  if (row == NULL)
    return;
  g_free (row->scope);
  g_free (row->id);
  g_free (row->kind_word);
  g_free (row->body);
  if (row->value != NULL)
    row->free_value (row->value);
  g_free (row);
}

const char *
rondo_row_get_kind_word (const RondoRow *row)
{
  return row->is_known ? rondo_kind_to_word (row->kind) : row->kind_word;
}

RondoSyncRequest *
rondo_sync_request_new (void)
{
  RondoSyncRequest *request = g_new0 (RondoSyncRequest, 1);

  request->cursors = cursors_new ();
  request->ops = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_op_free);
  request->limit = RONDO_WIRE_MAX_ROWS;
  return request;
}

void
rondo_sync_request_free (RondoSyncRequest *request)
{
  if (request == NULL)
    return;
  g_clear_pointer (&request->cursors, g_ptr_array_unref);
  g_clear_pointer (&request->ops, g_ptr_array_unref);
  g_free (request->epoch);
  g_free (request->tag);
  g_free (request);
}

RondoSyncAnswer *
rondo_sync_answer_new (void)
{
  RondoSyncAnswer *answer = g_new0 (RondoSyncAnswer, 1);

  answer->results = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_op_result_free);
  answer->rows = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_row_free);
  answer->cursors = cursors_new ();
  answer->digests = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_digest_free);
  return answer;
}

void
rondo_sync_answer_free (RondoSyncAnswer *answer)
{
  if (answer == NULL)
    return;
  g_free (answer->epoch);
  g_clear_pointer (&answer->results, g_ptr_array_unref);
  g_clear_pointer (&answer->rows, g_ptr_array_unref);
  g_clear_pointer (&answer->cursors, g_ptr_array_unref);
  g_clear_pointer (&answer->digests, g_ptr_array_unref);
  g_free (answer->tag);
  g_free (answer);
}

void
rondo_hello_free (RondoHello *hello)
{
  if (hello == NULL)
    return;
  g_free (hello->server);
  g_free (hello->community);
  g_free (hello->community_id);
  g_free (hello->epoch);
  g_free (hello);
}

void
rondo_join_request_free (RondoJoinRequest *request)
{
  if (request == NULL)
    return;
  g_free (request->code);
  g_free (request->password);
  g_free (request->member);
  g_free (request->name);
  g_free (request->email);
  g_free (request->device);
  g_free (request);
}

void
rondo_login_request_free (RondoLoginRequest *request)
{
  if (request == NULL)
    return;
  g_free (request->email);
  g_free (request->password);
  g_free (request->device);
  g_free (request);
}

void
rondo_account_answer_free (RondoAccountAnswer *answer)
{
  g_clear_pointer (&answer->formerly, g_ptr_array_unref);
  if (answer == NULL)
    return;
  g_free (answer->token);
  g_free (answer->refresh);
  g_free (answer->member);
  g_free (answer->name);
  g_free (answer->community);
  g_free (answer->community_id);
  g_free (answer->epoch);
  g_free (answer);
}

void
rondo_token_request_free (RondoTokenRequest *request)
{
  if (request == NULL)
    return;
  g_free (request->refresh);
  g_free (request->next);
  g_free (request);
}

void
rondo_token_answer_free (RondoTokenAnswer *answer)
{
  if (answer == NULL)
    return;
  g_free (answer->token);
  g_free (answer);
}

void
rondo_invite_request_free (RondoInviteRequest *request)
{
  if (request == NULL)
    return;
  g_free (request->member);
  g_free (request);
}

void
rondo_invite_answer_free (RondoInviteAnswer *answer)
{
  if (answer == NULL)
    return;
  g_free (answer->code);
  g_free (answer);
}

void
rondo_problem_free (RondoProblem *problem)
{
  if (problem == NULL)
    return;
  g_free (problem->code);
  g_free (problem->message);
  g_free (problem);
}
