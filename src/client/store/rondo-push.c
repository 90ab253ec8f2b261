/* SPDX-License-Identifier: GPL-3.0-or-later
 * Choosing the ops of one request. */
#include "config.h"

#include "rondo-push.h"

#include "rondo-cursors-table.h"
#include "rondo-meta-table.h"
#include "rondo-outbox-table.h"
#include "rondo-records-table.h"

/* Room for the ids and words around a body, and for the rest of the request. */
#define OP_OVERHEAD_BYTES 400
#define OPS_MAX_BYTES (RONDO_WIRE_MAX_BODY_BYTES * 3 / 4)

typedef struct {
  RondoDb *db;
  RondoSyncRequest *request;
  GHashTable *touched; /* owned; ids of records that the ops chosen so far touch */
  gsize bytes;
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

static gboolean
find_base (Batch *batch, const RondoOutboxEntry *entry, int64_t *base, GError **error)
{
  g_auto (RondoRecord) record = {0};

  *base = entry->base;
  if (entry->base != RONDO_OUTBOX_BASE_AT_SENDING)
    return TRUE;
  if (!rondo_records_table_read (batch->db, entry->record, &record, error))
    return FALSE;
  *base = record.version;
  return TRUE;
}

static gboolean
take_entry (Batch *batch, RondoOutboxEntry *entry, GError **error)
{
  g_autoptr (RondoOp) op = rondo_op_new ();

  if (!find_base (batch, entry, &op->base, error))
    return FALSE;
  if (entry->state == RONDO_OUTBOX_WAITING &&
      !rondo_outbox_table_set_sent (batch->db, entry->op, op->base, error))
    return FALSE;

  op->op = g_steal_pointer (&entry->op);
  op->act = entry->act;
  op->kind = entry->kind;
  op->id = g_steal_pointer (&entry->record);
  op->body = g_steal_pointer (&entry->body);
  g_ptr_array_add (batch->request->ops, g_steal_pointer (&op));
  return TRUE;
}

/* The order of changes is kept: the first op that has to wait holds up those after it. */
static gboolean
choose_ops (Batch *batch, GPtrArray *entries, GError **error)
{
  for (guint i = 0; i < entries->len; i++) {
    RondoOutboxEntry *entry = g_ptr_array_index (entries, i);
    g_autoptr (GPtrArray) records = NULL;
    gsize bytes = OP_OVERHEAD_BYTES + (entry->body != NULL ? strlen (entry->body) : 0);

    records = rondo_outbox_table_list_touched (batch->db, entry->op, error);
    if (records == NULL)
      return FALSE;
    if (i > 0 && (batch->bytes + bytes > OPS_MAX_BYTES || is_touched (batch, records)))
      return TRUE;
    if (!take_entry (batch, entry, error))
      return FALSE;
    touch (batch, records);
    batch->bytes += bytes;
  }
  return TRUE;
}

static gboolean
fill_ops (RondoDb *db, RondoSyncRequest *request, guint max_ops, GError **error)
{
  g_autoptr (GHashTable) touched = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) entries = rondo_outbox_table_list_to_send (db, max_ops, error);
  Batch batch = {.db = db, .request = request, .touched = touched};

  return entries != NULL && choose_ops (&batch, entries, error);
}

static gboolean
fill (RondoDb *db, RondoSyncRequest *request, guint max_ops, GError **error)
{
  g_autoptr (GPtrArray) cursors = rondo_cursors_table_list (db, error);

  if (cursors == NULL || !rondo_meta_table_read (db, RONDO_META_EPOCH, &request->epoch, error))
    return FALSE;
  for (guint i = 0; i < cursors->len; i++) {
    const RondoCursor *cursor = g_ptr_array_index (cursors, i);

    if (cursor->seq >= 0)
      g_ptr_array_add (request->cursors, rondo_cursor_new (cursor->scope, cursor->seq));
  }
  request->limit = RONDO_WIRE_MAX_ROWS;
  return request->cursors->len == 0 || fill_ops (db, request, max_ops, error);
}

RondoSyncRequest *
rondo_push_prepare (RondoDb *db, guint max_ops, GError **error)
{
  g_autoptr (RondoSyncRequest) request = rondo_sync_request_new ();
  guint waiting;
  guint refused;

  /* Writing costs a sync of the disk; an idle request has nothing to write. */
  if (!rondo_outbox_table_count (db, &waiting, &refused, error))
    return NULL;
  if (!(waiting > 0 ? rondo_db_begin (db, error) : rondo_db_begin_read (db, error)))
    return NULL;
  if (!rondo_db_end (db, fill (db, request, max_ops, error), error))
    return NULL;
  return g_steal_pointer (&request);
}
