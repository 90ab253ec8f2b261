/* SPDX-License-Identifier: GPL-3.0-or-later
 * Choosing the ops of one request. */
#include "config.h"

#include "rondo-push.h"

#include "rondo-cursors-table.h"
#include "rondo-id.h"
#include "rondo-meta-table.h"
#include "rondo-outbox-table.h"
#include "rondo-tags-table.h"
#include "rondo-wire-merge.h"
#include "rondo-zoo.h"

/* Room for the ids and words around a body, and for the rest of the request. */
#define OP_OVERHEAD_BYTES 400
#define OPS_MAX_BYTES (RONDO_WIRE_MAX_BODY_BYTES * 3 / 4)

typedef struct {
  RondoDb *db;
  GPtrArray *ops;      /* borrowed; of RondoOp */
  GHashTable *touched; /* borrowed; ids of records that the ops chosen so far touch */
  gsize bytes;
  gboolean is_ahead; /* others are on their way: all of these could wait */
} Batch;

static gboolean
is_touched (Batch *batch, GPtrArray *records)
{
  for (guint i = 0; i < records->len; i++)
    if (g_hash_table_contains (batch->touched, g_ptr_array_index (records, i)))
      return TRUE;
  return FALSE;
}

static void
touch (Batch *batch, GPtrArray *records)
{
  for (guint i = 0; i < records->len; i++)
    g_hash_table_add (batch->touched, g_strdup (g_ptr_array_index (records, i)));
}

/* What the writer had seen of what changes: of a deletion all, of an edit the members it touches.
 */
static char *
say_was (const RondoOutboxEntry *entry)
{
  if (entry->was == NULL || entry->act == RONDO_ACT_PUBLISH)
    return NULL;
  return entry->act == RONDO_ACT_DELETE ? g_strdup (entry->was)
                                        : rondo_wire_diff (entry->was, entry->body);
}

/* Takes what is in @entry over. (transfer full) */
static RondoOp *
make_op (RondoOutboxEntry *entry)
{
  RondoOp *op = rondo_op_new ();

  op->base = entry->base;
  op->was = say_was (entry);
  op->op = RONDO_ZOO (RENUMBERS) && entry->state == RONDO_OUTBOX_SENT
               ? rondo_id_new (entry->made_us)
               : g_steal_pointer (&entry->op);
  op->act = entry->act;
  op->kind = entry->kind;
  op->id = g_steal_pointer (&entry->record);
  op->body = g_steal_pointer (&entry->body);
  return op;
}

/* What an op touches: all but a plan touches what it writes and nothing else. (transfer full) */
static GPtrArray *
list_touched (Batch *batch, const RondoOutboxEntry *entry, GError **error)
{
  GPtrArray *records;

  if (entry->act == RONDO_ACT_PUBLISH)
    return rondo_outbox_table_list_touched (batch->db, entry->op, error);
  records = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (records, g_strdup (entry->record));
  return records;
}

/* A plan is made from a version that the answer to what is on its way may tell. */
static gboolean
has_to_wait (Batch *batch, const RondoOutboxEntry *entry, GPtrArray *records, gsize bytes)
{
  if (batch->ops->len == 0 && !batch->is_ahead)
    return FALSE;
  return batch->bytes + bytes > OPS_MAX_BYTES || is_touched (batch, records) ||
         (batch->is_ahead && entry->act == RONDO_ACT_PUBLISH);
}

/* The order of changes is kept: the first op that has to wait holds up those after it. */
static gboolean
choose_ops (Batch *batch, GPtrArray *entries, GError **error)
{
  for (guint i = 0; i < entries->len; i++) {
    RondoOutboxEntry *entry = g_ptr_array_index (entries, i);
    g_autoptr (GPtrArray) records = list_touched (batch, entry, error);
    gsize bytes = OP_OVERHEAD_BYTES + (entry->body != NULL ? strlen (entry->body) : 0) +
                  (entry->was != NULL ? strlen (entry->was) : 0);

    if (records == NULL)
      return FALSE;
    if (has_to_wait (batch, entry, records, bytes))
      return TRUE;
    g_ptr_array_add (batch->ops, make_op (entry));
    touch (batch, records);
    batch->bytes += bytes;
  }
  return TRUE;
}

/* What goes out is the beginning of what waits. */
static gboolean
mark_sent (Batch *batch, GError **error)
{
  GPtrArray *ops = batch->ops;
  const RondoOp *last = ops->len > 0 ? g_ptr_array_index (ops, ops->len - 1) : NULL;

  return last == NULL || rondo_outbox_table_set_sent_up_to (batch->db, last->op, error);
}

static gboolean
fill_ops (RondoDb *db, RondoSyncRequest *request, guint max_ops, GError **error)
{
  g_autoptr (GHashTable) touched = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) entries = rondo_outbox_table_list_to_send (db, max_ops, error);
  Batch batch = {.db = db, .ops = request->ops, .touched = touched};

  return entries != NULL && choose_ops (&batch, entries, error) && mark_sent (&batch, error);
}

static gboolean
touch_before (Batch *batch, GPtrArray *before)
{
  for (guint i = 0; i < before->len; i++) {
    const RondoOp *op = g_ptr_array_index (before, i);

    if (op->act == RONDO_ACT_PUBLISH)
      return FALSE;
    g_hash_table_add (batch->touched, g_strdup (op->id));
  }
  return TRUE;
}

GPtrArray *
rondo_push_take_after (RondoDb *db, GPtrArray *before, guint max_ops, GError **error)
{
  g_autoptr (GPtrArray) ops = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_op_free);
  g_autoptr (GHashTable) touched = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) entries = NULL;
  Batch batch = {.db = db, .ops = ops, .touched = touched, .is_ahead = TRUE};
  const RondoOp *last = before->len > 0 ? g_ptr_array_index (before, before->len - 1) : NULL;

  if (last == NULL || !touch_before (&batch, before))
    return g_steal_pointer (&ops);
  entries = rondo_outbox_table_list_after (db, last->op, max_ops, error);
  if (entries == NULL || !choose_ops (&batch, entries, error) || !mark_sent (&batch, error))
    return NULL;
  return g_steal_pointer (&ops);
}

static gboolean
show_tag (RondoDb *db, RondoSyncRequest *request, GError **error)
{
  g_autoptr (RondoTag) newest = NULL;

  if (request->epoch == NULL)
    return TRUE;
  if (!rondo_tags_table_find_newest (db, request->epoch, &newest, error))
    return FALSE;
  if (newest != NULL) {
    request->high = newest->seq;
    request->tag = g_steal_pointer (&newest->tag);
  }
  return TRUE;
}

static gboolean
fill (RondoDb *db, RondoSyncRequest *request, guint max_ops, GError **error)
{
  g_autoptr (GPtrArray) cursors = rondo_cursors_table_list (db, error);

  if (cursors == NULL || !rondo_meta_table_read (db, RONDO_META_EPOCH, &request->epoch, error) ||
      !show_tag (db, request, error))
    return FALSE;
  for (guint i = 0; i < cursors->len; i++) {
    const RondoCursor *cursor = g_ptr_array_index (cursors, i);

    if (cursor->seq >= 0)
      g_ptr_array_add (request->cursors, rondo_cursor_new (cursor->scope, cursor->seq));
  }
  request->limit = RONDO_WIRE_MAX_ROWS;
  request->is_brief = TRUE;
  return request->cursors->len == 0 || fill_ops (db, request, max_ops, error);
}

/* What a sync would send, and what was refused, in the form of the protocol. */
static RondoSyncRequest *
collect_unsent (RondoDb *db, GError **error)
{
  g_autoptr (GPtrArray) entries = rondo_outbox_table_list_all (db, error);
  g_autoptr (RondoSyncRequest) request = rondo_sync_request_new ();

  if (entries == NULL || !rondo_meta_table_read (db, RONDO_META_EPOCH, &request->epoch, error))
    return NULL;
  for (guint i = 0; i < entries->len; i++)
    g_ptr_array_add (request->ops, make_op (g_ptr_array_index (entries, i)));
  return g_steal_pointer (&request);
}

GBytes *
rondo_push_export (RondoDb *db, GError **error)
{
  g_autoptr (RondoSyncRequest) request = collect_unsent (db, error);
  char *text;

  if (request == NULL)
    return NULL;
  text = rondo_wire_encode_sync_request (request);
  return g_bytes_new_take (text, strlen (text));
}

static gboolean
is_own_work (const RondoOutboxEntry *entry)
{
  return entry->state != RONDO_OUTBOX_REFUSED && entry->act != RONDO_ACT_PUBLISH &&
         (entry->kind == RONDO_KIND_CLIENT || entry->kind == RONDO_KIND_LOG ||
          entry->kind == RONDO_KIND_SESSION);
}

/* Whoever has handed a change in does not alter it any more. */
static gboolean
take_own_work (RondoDb *db, GPtrArray *ops, GError **error)
{
  g_autoptr (GPtrArray) entries = rondo_outbox_table_list_all (db, error);
  const RondoOp *last = NULL;

  if (entries == NULL)
    return FALSE;
  for (guint i = 0; i < entries->len; i++)
    if (is_own_work (g_ptr_array_index (entries, i)))
      g_ptr_array_add (ops, make_op (g_ptr_array_index (entries, i)));
  if (ops->len == 0)
    return TRUE;
  for (guint i = 0; RONDO_ZOO (DROPS_HANDED_IN) && i < ops->len; i++)
    rondo_outbox_table_remove (db, ((const RondoOp *)g_ptr_array_index (ops, i))->op, NULL);
  last = g_ptr_array_index (ops, ops->len - 1);
  return rondo_outbox_table_set_sent_up_to (db, last->op, error);
}

GPtrArray *
rondo_push_take_own_work (RondoDb *db, GError **error)
{
  g_autoptr (GPtrArray) ops = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_op_free);

  if (!rondo_db_begin (db, error) || !rondo_db_end (db, take_own_work (db, ops, error), error))
    return NULL;
  return g_steal_pointer (&ops);
}

static gboolean
fill_two (RondoDb *db, RondoSyncRequest *request, guint max_ops, GPtrArray **next, GError **error)
{
  if (!fill (db, request, max_ops, error))
    return FALSE;
  if (next != NULL)
    *next = rondo_push_take_after (db, request->ops, max_ops, error);
  return next == NULL || *next != NULL;
}

RondoSyncRequest *
rondo_push_prepare (RondoDb *db, guint max_ops, GError **error)
{
  return rondo_push_prepare_two (db, max_ops, NULL, error);
}

RondoSyncRequest *
rondo_push_prepare_two (RondoDb *db, guint max_ops, GPtrArray **next, GError **error)
{
  g_autoptr (RondoSyncRequest) request = rondo_sync_request_new ();
  gboolean has_waiting;
  guint refused;

  /* Writing costs a sync of the disk; an idle request has nothing to write. */
  if (!rondo_outbox_table_look (db, &has_waiting, &refused, error))
    return NULL;
  if (!(has_waiting ? rondo_db_begin (db, error) : rondo_db_begin_read (db, error)))
    return NULL;
  if (rondo_db_end (db, fill_two (db, request, max_ops, next, error), error))
    return g_steal_pointer (&request);
  if (next != NULL)
    g_clear_pointer (next, g_ptr_array_unref);
  return NULL;
}
