/* SPDX-License-Identifier: GPL-3.0-or-later
 * Applying an answer: first what became of our ops, then what others did. */
#include "config.h"

#include "rondo-merge.h"

#include "rondo-cursors-table.h"
#include "rondo-error.h"
#include "rondo-meta-table.h"
#include "rondo-outbox-table.h"
#include "rondo-records-table.h"
#include "rondo-scopes-table.h"
#include "rondo-settle.h"

#include <glib/gi18n-lib.h>

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

  if (!rondo_records_table_read (db, id, &record, error))
    return FALSE;
  if (record.kind == NULL)
    return TRUE;
  if (version >= record.version) {
    g_free (record.base_body);
    record.base_body = g_strdup (is_written ? entry->body : record.body);
    if (is_written || g_str_equal (record.kind, rondo_kind_to_word (RONDO_KIND_ROUND))) {
      is_moved = version > record.version;
      record.version = version;
    }
  }
  if (is_moved && !rondo_outbox_table_move_base (db, id, version, error))
    return FALSE;
  return rondo_settle (db, &record, &report->is_changed, error);
}

static gboolean
acknowledge (RondoDb *db,
             const RondoOutboxEntry *entry,
             int64_t version,
             RondoMergeReport *report,
             GError **error)
{
  g_autoptr (GPtrArray) touched = rondo_outbox_table_list_touched (db, entry->op, error);

  if (touched == NULL || !rondo_outbox_table_remove (db, entry->op, error))
    return FALSE;
  for (guint i = 0; i < touched->len; i++)
    if (!acknowledge_record (db, entry, g_ptr_array_index (touched, i), version, report, error))
      return FALSE;
  report->acknowledged_count++;
  report->is_changed = TRUE;
  return TRUE;
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
      result->message != NULL ? result->message : _ ("The server refused this change."),
      error);
}

/* @scope does not show record @id any more. */
static gboolean
lose (RondoDb *db,
      const char *id,
      const char *scope,
      int64_t version,
      RondoMergeReport *report,
      GError **error)
{
  g_auto (RondoRecord) record = {0};
  gboolean is_shown;

  if (!rondo_scopes_table_remove (db, id, scope, error) ||
      !rondo_scopes_table_is_shown (db, id, &is_shown, error) ||
      !rondo_records_table_read (db, id, &record, error))
    return FALSE;
  if (record.kind == NULL || is_shown || (version > 0 && version < record.version))
    return TRUE;
  record.version = MAX (record.version, version);
  g_clear_pointer (&record.base_body, g_free);
  return rondo_settle (db, &record, &report->is_changed, error);
}

static const char *
get_kind_word (const RondoRow *row)
{
  return row->is_known ? rondo_kind_to_word (row->kind) : row->kind_word;
}

static gboolean
gain (RondoDb *db, const RondoRow *row, RondoMergeReport *report, GError **error)
{
  g_auto (RondoRecord) record = {0};

  if (!rondo_records_table_read (db, row->id, &record, error))
    return FALSE;
  if (record.kind == NULL || row->version >= record.version) {
    g_free (record.kind);
    record.kind = g_strdup (get_kind_word (row));
    record.version = row->version;
    g_free (record.base_body);
    record.base_body = g_strdup (row->body);
    if (!rondo_settle (db, &record, &report->is_changed, error))
      return FALSE;
  }
  return rondo_scopes_table_add (db, row->id, row->scope, error);
}

static gboolean
apply_row (RondoDb *db, const RondoRow *row, RondoMergeReport *report, GError **error)
{
  if (row->is_gone)
    return lose (db, row->id, row->scope, row->version, report, error);
  if (get_kind_word (row) == NULL || row->body == NULL)
    return TRUE;
  return gain (db, row, report, error);
}

static gboolean
apply_rows (RondoDb *db, const RondoSyncAnswer *answer, RondoMergeReport *report, GError **error)
{
  for (guint i = 0; i < answer->results->len; i++)
    if (!apply_result (db, g_ptr_array_index (answer->results, i), report, error))
      return FALSE;
  for (guint i = 0; i < answer->rows->len; i++)
    if (!apply_row (db, g_ptr_array_index (answer->rows, i), report, error))
      return FALSE;
  return TRUE;
}

static const RondoCursor *
find_cursor (GPtrArray *cursors, const char *scope)
{
  for (guint i = 0; i < cursors->len; i++) {
    const RondoCursor *cursor = g_ptr_array_index (cursors, i);

    if (g_str_equal (cursor->scope, scope))
      return cursor;
  }
  return NULL;
}

static gboolean
sweep (RondoDb *db, const char *scope, RondoMergeReport *report, GError **error)
{
  g_autoptr (GPtrArray) records = rondo_scopes_table_list_records (db, scope, error);

  if (records == NULL)
    return FALSE;
  for (guint i = 0; i < records->len; i++)
    if (!lose (db, g_ptr_array_index (records, i), scope, 0, report, error))
      return FALSE;
  return rondo_cursors_table_delete (db, scope, error);
}

static gboolean
apply_cursors (RondoDb *db, const RondoSyncAnswer *answer, RondoMergeReport *report, GError **error)
{
  g_autoptr (GPtrArray) own = rondo_cursors_table_list (db, error);

  if (own == NULL)
    return FALSE;
  for (guint i = 0; i < own->len; i++) {
    const RondoCursor *cursor = g_ptr_array_index (own, i);

    if (find_cursor (answer->cursors, cursor->scope) == NULL &&
        !sweep (db, cursor->scope, report, error))
      return FALSE;
  }
  for (guint i = 0; i < answer->cursors->len; i++) {
    const RondoCursor *cursor = g_ptr_array_index (answer->cursors, i);
    const RondoCursor *known = find_cursor (own, cursor->scope);

    if ((known == NULL || known->seq < cursor->seq) &&
        !rondo_cursors_table_write (db, cursor->scope, cursor->seq, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
apply_account (RondoDb *db,
               const RondoSyncAnswer *answer,
               int64_t now_us,
               RondoMergeReport *report,
               GError **error)
{
  const char *role = answer->is_coordinator ? "1" : "0";
  g_autofree char *known = NULL;

  if (!rondo_meta_table_read (db, RONDO_META_IS_COORDINATOR, &known, error))
    return FALSE;
  if (g_strcmp0 (known, role) != 0)
    report->is_changed = TRUE;
  return rondo_meta_table_write (db, RONDO_META_IS_COORDINATOR, role, error) &&
         rondo_meta_table_write_int (db, RONDO_META_LAST_SUCCESS_US, now_us, error);
}

static gboolean
check_answer (RondoDb *db, const RondoSyncAnswer *answer, GError **error)
{
  g_autofree char *epoch = NULL;

  if (!rondo_meta_table_read (db, RONDO_META_EPOCH, &epoch, error))
    return FALSE;
  if (epoch == NULL)
    return rondo_meta_table_write (db, RONDO_META_EPOCH, answer->epoch, error);
  if (g_strcmp0 (epoch, answer->epoch) != 0) {
    g_set_error_literal (error,
                         RONDO_ERROR,
                         RONDO_ERROR_FOREIGN,
                         _ ("The server has another history than this computer: it was set up anew "
                            "or restored from a backup. Nothing on this computer was changed. Ask "
                            "your coordinator, then sign in again."));
    return FALSE;
  }
  /* Without scopes everything would have to go; an account always has some. */
  if (answer->cursors->len == 0) {
    g_set_error_literal (error,
                         RONDO_ERROR,
                         RONDO_ERROR_INVALID,
                         _ ("The answer of the server is incomplete, so nothing on this computer "
                            "was changed. Try again later."));
    return FALSE;
  }
  return TRUE;
}

gboolean
rondo_merge_answer (RondoDb *db,
                    const RondoSyncAnswer *answer,
                    int64_t now_us,
                    RondoMergeReport *report,
                    GError **error)
{
  RondoMergeReport merged = *report;

  if (!rondo_db_begin (db, error))
    return FALSE;
  if (!check_answer (db, answer, error) || !apply_rows (db, answer, &merged, error) ||
      !apply_cursors (db, answer, &merged, error) ||
      !apply_account (db, answer, now_us, &merged, error) || !rondo_db_commit (db, error)) {
    rondo_db_rollback (db);
    return FALSE;
  }
  *report = merged;
  return TRUE;
}

gboolean
rondo_merge_refuse (RondoDb *db, const char *op, const char *message, GError **error)
{
  return rondo_outbox_table_set_refused (db, op, message, error);
}
