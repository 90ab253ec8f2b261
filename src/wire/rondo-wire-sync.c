/* SPDX-License-Identifier: GPL-3.0-or-later
 * POST /v1/sync: the request with its ops, the answer with results and rows. */
#include "config.h"

#include "rondo-wire-messages.h"

#include "rondo-wire-json.h"
#include "rondo-wire-text.h"

#include <string.h>

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
put_cursors (RondoWireText *text, GPtrArray *cursors)
{
  rondo_wire_text_open (text, "cursors", '{');
  for (guint i = 0; i < cursors->len; i++) {
    const RondoCursor *cursor = g_ptr_array_index (cursors, i);

    rondo_wire_text_put_int (text, cursor->scope, cursor->seq);
  }
  rondo_wire_text_close (text, '}');
}

/* A count and 16 characters. */
static gboolean
digest_from_word (const char *word, RondoDigest *digest)
{
  char *end = NULL;

  if (!g_ascii_isdigit (*word))
    return FALSE;
  digest->count = g_ascii_strtoll (word, &end, 10);
  if (*end != '-' || strlen (end + 1) != 16 || strspn (end + 1, "0123456789abcdef") != 16)
    return FALSE;
  digest->hash = g_ascii_strtoull (end + 1, NULL, 16);
  return TRUE;
}

static void
read_digest (RondoWireReader *reader, const char *scope, gpointer target)
{
  GPtrArray *digests = target;
  RondoDigest *digest = rondo_digest_new (scope, 0, 0);

  g_ptr_array_add (digests, digest);
  if (scope_is_valid (scope))
    rondo_wire_read_enum (reader, scope, digest_from_word, digest);
  else
    rondo_wire_refuse_word (reader, scope);
}

static void
put_digests (RondoWireText *text, GPtrArray *digests)
{
  rondo_wire_text_open (text, "digest", '{');
  for (guint i = 0; i < digests->len; i++) {
    const RondoDigest *digest = g_ptr_array_index (digests, i);
    g_autofree char *word = g_strdup_printf (
        "%" G_GINT64_FORMAT "-%016" G_GINT64_MODIFIER "x", digest->count, digest->hash);

    rondo_wire_text_put (text, digest->scope, word);
  }
  rondo_wire_text_close (text, '}');
}

static void
put_tag (RondoWireText *text, int64_t high, const char *tag)
{
  if (tag == NULL)
    return;
  rondo_wire_text_put_int (text, "high", high);
  rondo_wire_text_put (text, "tag", tag);
}

static void
read_tag (RondoWireReader *reader, int64_t *high, char **tag)
{
  *high = rondo_wire_read_int_or_null (reader, "high", 0, G_MAXINT64, 0);
  rondo_wire_read_text_or_null (reader, "tag", EPOCH_MAX_BYTES, tag);
}

static void
put_op (RondoWireText *text, const RondoOp *op)
{
  rondo_wire_text_open (text, NULL, '{');
  rondo_wire_text_put (text, "op", op->op);
  rondo_wire_text_put (text, "act", rondo_act_to_word (op->act));
  rondo_wire_text_put (text, "kind", rondo_kind_to_word (op->kind));
  rondo_wire_text_put (text, "id", op->id);
  rondo_wire_text_put_int (text, "base", op->base);
  if (op->body != NULL)
    rondo_wire_text_put_body (text, "body", op->body);
  if (op->was != NULL)
    rondo_wire_text_put_body (text, "was", op->was);
  rondo_wire_text_close (text, '}');
}

/* What comes in great number is looked at while it is at hand. */
static void
read_put_body (RondoWireReader *reader, RondoOp *op)
{
  g_autoptr (RondoLogEntry) entry = NULL;

  rondo_wire_read_body (reader, "body", &op->body);
  if (!rondo_wire_reader_is_ok (reader) || op->kind != RONDO_KIND_LOG)
    return;
  entry = rondo_wire_read_log_entry (reader, "body", op->id);
  op->is_checked = entry != NULL;
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
  if (op->act == RONDO_ACT_PUT)
    read_put_body (reader, op);
  else if (op->act == RONDO_ACT_PUBLISH ||
           (op->act == RONDO_ACT_ASSERT && rondo_wire_reader_has (reader, "body")))
    rondo_wire_read_body (reader, "body", &op->body);
  if (op->act != RONDO_ACT_PUBLISH && rondo_wire_reader_has (reader, "was"))
    rondo_wire_read_body (reader, "was", &op->was);
}

static void
put_result (RondoWireText *text, const RondoOpResult *result)
{
  rondo_wire_text_open (text, NULL, '{');
  rondo_wire_text_put (text, "op", result->op);
  rondo_wire_text_put_bool (text, "refused", result->is_refused);
  rondo_wire_text_put_int (text, "version", result->version);
  rondo_wire_text_put_int (text, "seq", result->seq);
  if (result->is_refused) {
    rondo_wire_text_put (text, "code", result->code);
    rondo_wire_text_put (text, "message", result->message);
  }
  if (result->is_own)
    rondo_wire_text_put_bool (text, "own", TRUE);
  rondo_wire_text_close (text, '}');
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
  if (rondo_wire_reader_has (reader, "own"))
    rondo_wire_read_bool (reader, "own", &result->is_own);
  if (!result->is_refused)
    return;
  rondo_wire_read_text (reader, "code", CODE_MAX_BYTES, &result->code);
  rondo_wire_read_text (reader, "message", MESSAGE_MAX_BYTES, &result->message);
}

static void
put_row (RondoWireText *text, const RondoRow *row)
{
  rondo_wire_text_open (text, NULL, '{');
  rondo_wire_text_put (text, "scope", row->scope);
  rondo_wire_text_put_int (text, "seq", row->seq);
  rondo_wire_text_put (text, "id", row->id);
  rondo_wire_text_put (text, "kind", rondo_row_get_kind_word (row));
  rondo_wire_text_put_int (text, "version", row->version);
  rondo_wire_text_put_bool (text, "gone", row->is_gone);
  if (row->is_deleted)
    rondo_wire_text_put_bool (text, "deleted", TRUE);
  if (!row->is_gone)
    rondo_wire_text_put_body (text, "body", row->body);
  rondo_wire_text_close (text, '}');
}

static void
free_log_entry (gpointer value)
{
  rondo_log_entry_free (value);
}

static void
read_kind (RondoWireReader *reader, RondoRow *row)
{
  const char *word = rondo_wire_read_word (reader, "kind");

  row->is_known = rondo_kind_from_word (word, &row->kind);
  if (!row->is_known)
    row->kind_word = g_strdup (word);
}

/* The body; of what comes in great number also what it says, while it is at hand. */
static void
read_content (RondoWireReader *reader, RondoRow *row)
{
  rondo_wire_read_body (reader, "body", &row->body);
  if (!rondo_wire_reader_is_ok (reader) || !row->is_known || row->kind != RONDO_KIND_LOG)
    return;
  row->value = rondo_wire_read_log_entry (reader, "body", row->id);
  row->free_value = free_log_entry;
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
  read_kind (reader, row);
  row->version = rondo_wire_read_int (reader, "version", 0, G_MAXINT64);
  rondo_wire_read_bool (reader, "gone", &row->is_gone);
  if (!row->is_gone)
    read_content (reader, row);
  else if (rondo_wire_reader_has (reader, "deleted"))
    rondo_wire_read_bool (reader, "deleted", &row->is_deleted);
}

char *
rondo_wire_encode_sync_request (const RondoSyncRequest *request)
{
  RondoWireText *text = rondo_wire_text_new ();

  rondo_wire_text_open (text, NULL, '{');
  rondo_wire_text_put (text, "epoch", request->epoch);
  put_cursors (text, request->cursors);
  rondo_wire_text_open (text, "ops", '[');
  for (guint i = 0; i < request->ops->len; i++)
    put_op (text, g_ptr_array_index (request->ops, i));
  rondo_wire_text_close (text, ']');
  rondo_wire_text_put_int (text, "limit", request->limit);
  put_tag (text, request->high, request->tag);
  if (request->since > 0)
    rondo_wire_text_put_int (text, "since", request->since);
  if (request->is_brief && request->ops->len > 0)
    rondo_wire_text_put_bool (text, "brief", TRUE);
  rondo_wire_text_close (text, '}');
  return rondo_wire_text_end (text);
}

static void
fill_sync_request (RondoWireReader *reader, RondoSyncRequest *request)
{
  rondo_wire_read_text_or_null (reader, "epoch", EPOCH_MAX_BYTES, &request->epoch);
  rondo_wire_read_entries (reader, "cursors", SCOPES_MAX, read_cursor, request->cursors);
  rondo_wire_read_objects (reader, "ops", RONDO_WIRE_MAX_OPS, read_op, request);
  request->limit = rondo_wire_read_int (reader, "limit", 1, RONDO_WIRE_MAX_ROWS);
  read_tag (reader, &request->high, &request->tag);
  request->since = rondo_wire_read_int_or_null (reader, "since", 0, G_MAXINT64, 0);
  if (rondo_wire_reader_has (reader, "brief"))
    rondo_wire_read_bool (reader, "brief", &request->is_brief);
}

RONDO_WIRE_DEFINE_DECODER (sync_request, RondoSyncRequest, rondo_sync_request_new ())

char *
rondo_wire_encode_sync_answer (const RondoSyncAnswer *answer)
{
  RondoWireText *text = rondo_wire_text_new ();

  rondo_wire_text_open (text, NULL, '{');
  rondo_wire_text_put (text, "epoch", answer->epoch);
  rondo_wire_text_put_bool (text, "coordinator", answer->is_coordinator);
  rondo_wire_text_open (text, "results", '[');
  for (guint i = 0; i < answer->results->len; i++)
    put_result (text, g_ptr_array_index (answer->results, i));
  rondo_wire_text_close (text, ']');
  rondo_wire_text_open (text, "rows", '[');
  for (guint i = 0; i < answer->rows->len; i++)
    put_row (text, g_ptr_array_index (answer->rows, i));
  rondo_wire_text_close (text, ']');
  put_cursors (text, answer->cursors);
  rondo_wire_text_put_bool (text, "more", answer->more);
  put_tag (text, answer->high, answer->tag);
  if (answer->digests->len > 0)
    put_digests (text, answer->digests);
  rondo_wire_text_close (text, '}');
  return rondo_wire_text_end (text);
}

static void
fill_sync_answer (RondoWireReader *reader, RondoSyncAnswer *answer)
{
  rondo_wire_read_text (reader, "epoch", EPOCH_MAX_BYTES, &answer->epoch);
  rondo_wire_read_bool (reader, "coordinator", &answer->is_coordinator);
  rondo_wire_read_objects (reader, "results", RONDO_WIRE_MAX_OPS, read_result, answer);
  rondo_wire_read_objects (reader, "rows", RONDO_WIRE_MAX_ROWS, read_row, answer);
  rondo_wire_read_entries (reader, "cursors", SCOPES_MAX, read_cursor, answer->cursors);
  rondo_wire_read_bool (reader, "more", &answer->more);
  read_tag (reader, &answer->high, &answer->tag);
  if (rondo_wire_reader_has (reader, "digest"))
    rondo_wire_read_entries (reader, "digest", SCOPES_MAX, read_digest, answer->digests);
}

RondoSyncAnswer *
rondo_wire_decode_sync_answer (const char *data, gsize length, GError **error)
{
  g_autoptr (RondoWireDocument) document = rondo_wire_document_open_answer (data, length, error);
  g_autoptr (RondoSyncAnswer) answer = NULL;

  if (document == NULL)
    return NULL;
  answer = rondo_sync_answer_new ();
  fill_sync_answer (rondo_wire_document_get_root (document), answer);
  return rondo_wire_document_end (document, error) ? g_steal_pointer (&answer) : NULL;
}
