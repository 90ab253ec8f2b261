/* SPDX-License-Identifier: GPL-3.0-or-later
 * POST /v1/sync: the request with its ops, the answer with results and rows. */
#include "config.h"

#include "rondo-wire-messages.h"

#include "rondo-wire-json.h"

#define EPOCH_MAX_BYTES 64
#define SCOPE_MAX_BYTES 60
#define SCOPES_MAX 200
#define CODE_MAX_BYTES 60
#define MESSAGE_MAX_BYTES 4000

/* Words of lower-case letters and digits joined by "-", then perhaps ":" and an id. */
static gboolean
scope_is_valid (const char *scope)
{
  gsize length = 0;

  for (; scope[length] != '\0'; length++) {
    char c = scope[length];

    if (!g_ascii_islower (c) && !g_ascii_isdigit (c) && (length == 0 || (c != ':' && c != '-')))
      return FALSE;
  }
  return length > 0 && length <= SCOPE_MAX_BYTES;
}

static gboolean
scope_from_word (const char *word, char **scope)
{
  if (!scope_is_valid (word))
    return FALSE;
  g_free (*scope);
  *scope = g_strdup (word);
  return TRUE;
}

static void
read_cursor (RondoWireReader *reader, const char *scope, gpointer target)
{
  GPtrArray *cursors = target;

  if (scope_is_valid (scope))
    g_ptr_array_add (cursors,
                     rondo_cursor_new (scope, rondo_wire_read_int (reader, scope, 0, G_MAXINT64)));
  else
    rondo_wire_refuse_word (reader, scope);
}

static void
put_cursors (JsonObject *object, GPtrArray *cursors)
{
  JsonObject *entries = json_object_new ();

  for (guint i = 0; i < cursors->len; i++) {
    const RondoCursor *cursor = g_ptr_array_index (cursors, i);

    json_object_set_int_member (entries, cursor->scope, cursor->seq);
  }
  json_object_set_object_member (object, "cursors", entries);
}

static JsonObject *
encode_op (const RondoOp *op)
{
  JsonObject *object = json_object_new ();

  rondo_wire_put_text (object, "op", op->op);
  rondo_wire_put_text (object, "act", rondo_act_to_word (op->act));
  rondo_wire_put_text (object, "kind", rondo_kind_to_word (op->kind));
  rondo_wire_put_text (object, "id", op->id);
  json_object_set_int_member (object, "base", op->base);
  if (op->act != RONDO_ACT_DELETE)
    rondo_wire_put_body (object, "body", op->body);
  return object;
}

static void
read_op (RondoWireReader *reader, gpointer target)
{
  RondoSyncRequest *request = target;
  RondoOp *op = rondo_op_new ();

  g_ptr_array_add (request->ops, op);
  rondo_wire_read_id (reader, "op", &op->op);
  rondo_wire_read_enum (reader, "act", rondo_act_from_word, &op->act);
  rondo_wire_read_enum (reader, "kind", rondo_kind_from_word, &op->kind);
  rondo_wire_read_id (reader, "id", &op->id);
  op->base = rondo_wire_read_int (reader, "base", 0, G_MAXINT64);
  if (rondo_wire_reader_is_ok (reader) && op->act == RONDO_ACT_PUBLISH &&
      op->kind != RONDO_KIND_PLAN)
    rondo_wire_refuse_word (reader, "kind");
  if (op->act != RONDO_ACT_DELETE)
    rondo_wire_read_body (reader, "body", &op->body);
}

static JsonObject *
encode_result (const RondoOpResult *result)
{
  JsonObject *object = json_object_new ();

  rondo_wire_put_text (object, "op", result->op);
  json_object_set_boolean_member (object, "refused", result->is_refused);
  json_object_set_int_member (object, "version", result->version);
  json_object_set_int_member (object, "seq", result->seq);
  if (result->is_refused) {
    rondo_wire_put_text (object, "code", result->code);
    rondo_wire_put_text (object, "message", result->message);
  }
  return object;
}

static void
read_result (RondoWireReader *reader, gpointer target)
{
  RondoSyncAnswer *answer = target;
  RondoOpResult *result = rondo_op_result_new ();

  g_ptr_array_add (answer->results, result);
  rondo_wire_read_id (reader, "op", &result->op);
  rondo_wire_read_bool (reader, "refused", &result->is_refused);
  result->version = rondo_wire_read_int (reader, "version", 0, G_MAXINT64);
  result->seq = rondo_wire_read_int (reader, "seq", 0, G_MAXINT64);
  if (!result->is_refused)
    return;
  rondo_wire_read_text (reader, "code", CODE_MAX_BYTES, &result->code);
  rondo_wire_read_text (reader, "message", MESSAGE_MAX_BYTES, &result->message);
}

static JsonObject *
encode_row (const RondoRow *row)
{
  JsonObject *object = json_object_new ();

  rondo_wire_put_text (object, "scope", row->scope);
  json_object_set_int_member (object, "seq", row->seq);
  rondo_wire_put_text (object, "id", row->id);
  rondo_wire_put_text (
      object, "kind", row->is_known ? rondo_kind_to_word (row->kind) : row->kind_word);
  json_object_set_int_member (object, "version", row->version);
  json_object_set_boolean_member (object, "gone", row->is_gone);
  if (!row->is_gone)
    rondo_wire_put_body (object, "body", row->body);
  return object;
}

static void
read_row (RondoWireReader *reader, gpointer target)
{
  RondoSyncAnswer *answer = target;
  RondoRow *row = rondo_row_new ();

  g_ptr_array_add (answer->rows, row);
  rondo_wire_read_enum (reader, "scope", scope_from_word, &row->scope);
  row->seq = rondo_wire_read_int (reader, "seq", 1, G_MAXINT64);
  rondo_wire_read_id (reader, "id", &row->id);
  rondo_wire_read_text (reader, "kind", CODE_MAX_BYTES, &row->kind_word);
  row->is_known = rondo_kind_from_word (row->kind_word, &row->kind);
  row->version = rondo_wire_read_int (reader, "version", 0, G_MAXINT64);
  rondo_wire_read_bool (reader, "gone", &row->is_gone);
  if (!row->is_gone)
    rondo_wire_read_body (reader, "body", &row->body);
}

char *
rondo_wire_encode_sync_request (const RondoSyncRequest *request)
{
  JsonObject *object = json_object_new ();
  JsonArray *ops = json_array_sized_new (request->ops->len);

  rondo_wire_put_text (object, "epoch", request->epoch);
  put_cursors (object, request->cursors);
  for (guint i = 0; i < request->ops->len; i++)
    json_array_add_object_element (ops, encode_op (g_ptr_array_index (request->ops, i)));
  json_object_set_array_member (object, "ops", ops);
  json_object_set_int_member (object, "limit", request->limit);
  return rondo_wire_object_end (object);
}

RondoSyncRequest *
rondo_wire_decode_sync_request (const char *data, gsize length, GError **error)
{
  g_autoptr (RondoWireDocument) document = rondo_wire_document_open_message (data, length, error);
  g_autoptr (RondoSyncRequest) request = rondo_sync_request_new ();
  RondoWireReader *reader;

  if (document == NULL)
    return NULL;
  reader = rondo_wire_document_get_root (document);
  rondo_wire_read_text_or_null (reader, "epoch", EPOCH_MAX_BYTES, &request->epoch);
  rondo_wire_read_entries (reader, "cursors", SCOPES_MAX, read_cursor, request->cursors);
  rondo_wire_read_objects (reader, "ops", RONDO_WIRE_MAX_OPS, read_op, request);
  request->limit = rondo_wire_read_int (reader, "limit", 1, RONDO_WIRE_MAX_ROWS);
  if (!rondo_wire_document_end (document, error))
    return NULL;
  return g_steal_pointer (&request);
}

char *
rondo_wire_encode_sync_answer (const RondoSyncAnswer *answer)
{
  JsonObject *object = json_object_new ();
  JsonArray *results = json_array_sized_new (answer->results->len);
  JsonArray *rows = json_array_sized_new (answer->rows->len);

  rondo_wire_put_text (object, "epoch", answer->epoch);
  json_object_set_boolean_member (object, "coordinator", answer->is_coordinator);
  for (guint i = 0; i < answer->results->len; i++)
    json_array_add_object_element (results, encode_result (g_ptr_array_index (answer->results, i)));
  json_object_set_array_member (object, "results", results);
  for (guint i = 0; i < answer->rows->len; i++)
    json_array_add_object_element (rows, encode_row (g_ptr_array_index (answer->rows, i)));
  json_object_set_array_member (object, "rows", rows);
  put_cursors (object, answer->cursors);
  json_object_set_boolean_member (object, "more", answer->more);
  return rondo_wire_object_end (object);
}

RondoSyncAnswer *
rondo_wire_decode_sync_answer (const char *data, gsize length, GError **error)
{
  g_autoptr (RondoWireDocument) document = rondo_wire_document_open_message (data, length, error);
  g_autoptr (RondoSyncAnswer) answer = rondo_sync_answer_new ();
  RondoWireReader *reader;

  if (document == NULL)
    return NULL;
  reader = rondo_wire_document_get_root (document);
  rondo_wire_read_text (reader, "epoch", EPOCH_MAX_BYTES, &answer->epoch);
  rondo_wire_read_bool (reader, "coordinator", &answer->is_coordinator);
  rondo_wire_read_objects (reader, "results", RONDO_WIRE_MAX_OPS, read_result, answer);
  rondo_wire_read_objects (reader, "rows", RONDO_WIRE_MAX_ROWS, read_row, answer);
  rondo_wire_read_entries (reader, "cursors", SCOPES_MAX, read_cursor, answer->cursors);
  rondo_wire_read_bool (reader, "more", &answer->more);
  if (!rondo_wire_document_end (document, error))
    return NULL;
  return g_steal_pointer (&answer);
}
