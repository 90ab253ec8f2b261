/* SPDX-License-Identifier: GPL-3.0-or-later
 * What became of our ops. */
#include "config.h"

#include "rondo-merge-private.h"

#include "rondo-outbox-table.h"
#include "rondo-records-table.h"
#include "rondo-settle.h"

#include <glib/gi18n-lib.h>

/* Whether what was asked for is newer than what is known of @record. The version of the answer to a
 * plan is the round's; what else the plan touches is new by it, or told by the rows that follow. */
static gboolean
is_newer (const RondoRecord *record, gboolean is_written, int64_t version)
{
  if (is_written)
    return version > record->version;
  if (g_str_equal (record->kind, rondo_kind_to_word (RONDO_KIND_ROUND)))
    return version >= record->version;
  return record->version == 0;
}

/* What the server has of @record once it has taken @entry. For a plan it is what this computer
 * shows already; the rows that follow say it exactly. */
static gboolean
acknowledge_record (RondoDb *db,
                    const RondoOutboxEntry *entry,
                    const char *id,
                    int64_t version,
                    RondoMergeReport *report,
                    GError **error)
{
  g_auto (RondoRecord) record = {0};
  gboolean is_written = entry->act != RONDO_ACT_PUBLISH && g_str_equal (id, entry->record);
  gboolean is_moved = FALSE;
  int64_t count;

  if (!rondo_records_table_read (db, id, &record, error) ||
      !rondo_outbox_table_count_touching (db, id, &count, error))
    return FALSE;
  if (record.kind == NULL)
    return TRUE;
  /* A version that was told already is known better than from what was asked for. */
  if (is_newer (&record, is_written, version)) {
    g_free (record.base_body);
    record.base_body = g_strdup (is_written ? entry->body : record.body);
    record.is_deleted = is_written && entry->body == NULL;
    if (is_written || g_str_equal (record.kind, rondo_kind_to_word (RONDO_KIND_ROUND))) {
      is_moved = version > record.version;
      record.version = version;
    }
  }
  /* What a plan makes is new; should the server lose it before its row is read, it is given back.
   */
  if (entry->act == RONDO_ACT_PUBLISH)
    record.version = MAX (record.version, 1);
  if (count == 0)
    return rondo_settle_untouched (db, &record, &report->is_changed, error);
  if (is_moved && !rondo_outbox_table_move_base (db, id, version, error))
    return FALSE;
  return rondo_records_table_write (db, &record, error);
}

/* Mostly nothing has happened to a record since it was sent. */
static gboolean
acknowledge_plain (RondoDb *db,
                   const RondoOutboxEntry *entry,
                   int64_t version,
                   RondoMergeReport *report,
                   GError **error)
{
  gboolean is_done = FALSE;

  if (entry->body != NULL &&
      !rondo_records_table_confirm (db, entry->record, entry->body, version, &is_done, error))
    return FALSE;
  return is_done || acknowledge_record (db, entry, entry->record, version, report, error);
}

/* A plan touches more than what it writes. */
static gboolean
acknowledge_touched (RondoDb *db,
                     const RondoOutboxEntry *entry,
                     GPtrArray *touched,
                     int64_t version,
                     RondoMergeReport *report,
                     GError **error)
{
  for (guint i = 0; i < touched->len; i++)
    if (!acknowledge_record (db, entry, g_ptr_array_index (touched, i), version, report, error))
      return FALSE;
  return TRUE;
}

static gboolean
acknowledge (RondoDb *db,
             const RondoOutboxEntry *entry,
             int64_t version,
             RondoMergeReport *report,
             GError **error)
{
  g_autoptr (GPtrArray) touched = NULL;
  gboolean is_plain = entry->act != RONDO_ACT_PUBLISH;

  if (!is_plain) {
    touched = rondo_outbox_table_list_touched (db, entry->op, error);
    if (touched == NULL)
      return FALSE;
  }
  if (!rondo_outbox_table_remove (db, entry->op, error))
    return FALSE;
  if (!(is_plain ? acknowledge_plain (db, entry, version, report, error)
                 : acknowledge_touched (db, entry, touched, version, report, error)))
    return FALSE;
  report->acknowledged_count++;
  report->is_changed = TRUE;
  return TRUE;
}

/* The member's own scope. */
static const char *
find_own_scope (const RondoSyncAnswer *answer)
{
  for (guint i = 0; i < answer->cursors->len; i++) {
    const RondoCursor *cursor = g_ptr_array_index (answer->cursors, i);

    if (g_str_has_prefix (cursor->scope, "u:"))
      return cursor->scope;
  }
  return NULL;
}

/* The row that the server left out is as the op says. */
static void
add_own_row (RondoMerge *merge, const RondoOp *op, const RondoOpResult *result, gboolean is_known)
{
  const RondoRow row = {
      .scope = (char *)find_own_scope (merge->answer),
      .seq = result->seq,
      .id = op->id,
      .kind = op->kind,
      .is_known = TRUE,
      .version = result->version,
      .body = op->body,
  };

  g_array_append_val (merge->own_rows, row);
  g_array_append_val (merge->own_are_known, is_known);
}

/* The op as it was sent, if it touches what it writes and nothing else. */
static const RondoOp *
find_plain_op (const RondoMerge *merge, guint i, const RondoOpResult *result)
{
  const RondoOp *op = merge->request != NULL && i < merge->request->ops->len
                          ? g_ptr_array_index (merge->request->ops, i)
                          : NULL;

  return op != NULL && !result->is_refused && op->act == RONDO_ACT_PUT && op->body != NULL &&
                 g_strcmp0 (op->op, result->op) == 0
             ? op
             : NULL;
}

/* Mostly what was sent was new, and nothing has happened to it since. */
static gboolean
confirm_new (RondoMerge *merge,
             const RondoOp *op,
             const RondoOpResult *result,
             gboolean *is_done,
             GError **error)
{
  const char *scope = find_own_scope (merge->answer);

  return rondo_records_table_confirm_new (
             merge->db, op->id, op->body, result->version, scope, is_done, error) &&
         (!*is_done ||
          rondo_scope_books_change (merge->books, scope, op->id, 0, result->version, error));
}

/* What was sent needs not be looked up. */
static gboolean
acknowledge_op (RondoMerge *merge, const RondoOp *op, const RondoOpResult *result, GError **error)
{
  const RondoOutboxEntry entry = {.act = op->act, .record = op->id, .body = op->body};
  gboolean is_own =
      result->is_own && merge->own_rows != NULL && find_own_scope (merge->answer) != NULL;
  gboolean is_done = FALSE;

  merge->report->acknowledged_count++;
  merge->report->is_changed = TRUE;
  if (is_own && !confirm_new (merge, op, result, &is_done, error))
    return FALSE;
  if (is_done)
    return TRUE;
  if (!rondo_records_table_confirm (merge->db, op->id, op->body, result->version, &is_done, error))
    return FALSE;
  if (is_own)
    add_own_row (merge, op, result, is_done);
  return is_done ||
         acknowledge_record (merge->db, &entry, op->id, result->version, merge->report, error);
}

static gboolean
apply_result (RondoDb *db, const RondoOpResult *result, RondoMergeReport *report, GError **error)
{
  g_autoptr (RondoOutboxEntry) entry = NULL;

  if (!rondo_outbox_table_find (db, result->op, &entry, error))
    return FALSE;
  if (entry == NULL || entry->state != RONDO_OUTBOX_SENT)
    return TRUE;
  if (!result->is_refused)
    return acknowledge (db, entry, result->version, report, error);

  report->refused_count++;
  report->is_changed = TRUE;
  return rondo_outbox_table_set_refused (
      db,
      entry->op,
      result->code,
      result->message != NULL ? result->message : _ ("The server refused this change."),
      error);
}

static gboolean
take_result (RondoMerge *merge, guint i, GError **error)
{
  const RondoOpResult *result = g_ptr_array_index (merge->answer->results, i);
  const RondoOp *op = find_plain_op (merge, i, result);
  gboolean is_done = FALSE;

  if (op == NULL)
    return apply_result (merge->db, result, merge->report, error);
  if (!rondo_outbox_table_remove_sent (merge->db, op->op, &is_done, error))
    return FALSE;
  return !is_done || acknowledge_op (merge, op, result, error);
}

/* Whether all of the request was taken, so that it can leave the outbox in one piece. */
static gboolean
is_plain (const RondoMerge *merge)
{
  const GPtrArray *results = merge->answer->results;

  if (merge->request == NULL || results->len == 0 || results->len != merge->request->ops->len)
    return FALSE;
  for (guint i = 0; i < results->len; i++)
    if (find_plain_op (merge, i, g_ptr_array_index (results, i)) == NULL)
      return FALSE;
  return TRUE;
}

/* Results of ops that leave the outbox together. */
static gboolean
take_together (RondoMerge *merge, gboolean *is_done, GError **error)
{
  GPtrArray *ops;

  *is_done = FALSE;
  if (!is_plain (merge))
    return TRUE;
  ops = merge->request->ops;
  if (!rondo_outbox_table_remove_all_sent (merge->db, ops, is_done, error))
    return FALSE;
  for (guint i = 0; *is_done && i < ops->len; i++)
    if (!acknowledge_op (merge,
                         g_ptr_array_index (ops, i),
                         g_ptr_array_index (merge->answer->results, i),
                         error))
      return FALSE;
  return TRUE;
}

/* What scopes show by results alone holds though the rows of the answer may have to wait. */
gboolean
rondo_merge_take_results (RondoMerge *merge, GError **error)
{
  gboolean is_done;

  if (!take_together (merge, &is_done, error))
    return FALSE;
  for (guint i = 0; !is_done && i < merge->answer->results->len; i++)
    if (!take_result (merge, i, error))
      return FALSE;
  return merge->books == NULL || rondo_scope_books_write (merge->books, error);
}
