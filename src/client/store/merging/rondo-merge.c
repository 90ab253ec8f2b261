/* SPDX-License-Identifier: GPL-3.0-or-later
 * Applying an answer: first what became of our ops, then what others did. */
#include "config.h"

#include "rondo-merge-private.h"

#include "rondo-derived.h"
#include "rondo-error.h"
#include "rondo-meta-table.h"
#include "rondo-outbox-table.h"
#include "rondo-push.h"
#include "rondo-records-table.h"
#include "rondo-refusals.h"
#include "rondo-scopes-table.h"
#include "rondo-settle.h"
#include "rondo-tags-table.h"
#include "rondo-zoo.h"

#include <glib/gi18n-lib.h>

gboolean
rondo_merge_lose (RondoMerge *merge,
                  const char *id,
                  const char *scope,
                  int64_t version,
                  gboolean is_deleted,
                  GError **error)
{
  g_auto (RondoRecord) record = {0};
  gboolean is_shown;
  int64_t before;

  if (!rondo_scopes_table_read (merge->db, id, scope, &before, error) ||
      !rondo_scopes_table_remove (merge->db, id, scope, error) ||
      !rondo_scope_books_change (merge->books, scope, id, before, 0, error) ||
      !rondo_scopes_table_is_shown (merge->db, id, &is_shown, error) ||
      !rondo_records_table_read (merge->db, id, &record, error))
    return FALSE;
  if (record.kind == NULL || is_shown || (version > 0 && version < record.version))
    return TRUE;
  record.version = MAX (record.version, version);
  record.is_deleted |= is_deleted;
  g_clear_pointer (&record.base_body, g_free);
  return rondo_settle (merge->db, &record, &merge->report->is_changed, error);
}

static gboolean
show (RondoMerge *merge, const RondoRow *row, GError **error)
{
  int64_t before;

  return rondo_scopes_table_show (merge->db, row->id, row->scope, row->version, &before, error) &&
         rondo_scope_books_change (merge->books, row->scope, row->id, before, row->version, error);
}

/* Mostly what this computer has sent itself. */
static gboolean
is_known (const RondoRecord *record, const RondoRow *row)
{
  return record->kind != NULL && record->version == row->version && !record->is_deleted &&
         record->base_body == NULL && g_strcmp0 (record->body, row->body) == 0 &&
         g_strcmp0 (record->kind, rondo_row_get_kind_word (row)) == 0;
}

/* Rows of a first read are of records that nobody has heard of here. */
static gboolean
gain_new (RondoMerge *merge, const RondoRow *row, gboolean *is_new, GError **error)
{
  const RondoRecord record = {
      .id = row->id,
      .kind = (char *)rondo_row_get_kind_word (row),
      .version = row->version,
      .body = row->body,
  };

  if (!rondo_records_table_add (merge->db, &record, row->scope, is_new, error))
    return FALSE;
  if (!*is_new)
    return TRUE;
  merge->report->is_changed = TRUE;
  return rondo_derived_add (merge->db, row, error) &&
         rondo_scope_books_change (merge->books, row->scope, row->id, 0, row->version, error);
}

static gboolean
gain_any (RondoMerge *merge, const RondoRow *row, GError **error)
{
  g_auto (RondoRecord) record = {0};
  gboolean is_new;

  if (!rondo_records_table_read (merge->db, row->id, &record, error))
    return FALSE;
  is_new = record.kind == NULL;
  merge->are_rows_known = !is_new;
  if (!is_known (&record, row) && (is_new || row->version >= record.version)) {
    g_free (record.kind);
    record.kind = g_strdup (rondo_row_get_kind_word (row));
    record.version = row->version;
    record.is_deleted = FALSE;
    g_free (record.base_body);
    record.base_body = g_strdup (row->body);
    if (!(merge->is_quiet
              ? rondo_settle_untouched (merge->db, &record, &merge->report->is_changed, error)
              : rondo_settle (merge->db, &record, &merge->report->is_changed, error)))
      return FALSE;
  }
  return show (merge, row, error);
}

static gboolean
gain (RondoMerge *merge, const RondoRow *row, GError **error)
{
  gboolean is_new = FALSE;

  if (merge->is_quiet && !merge->are_rows_known && !gain_new (merge, row, &is_new, error))
    return FALSE;
  return is_new || gain_any (merge, row, error);
}

static gboolean
has_content (const RondoRow *row)
{
  return !row->is_gone && rondo_row_get_kind_word (row) != NULL && row->body != NULL;
}

static gboolean
apply_row (RondoMerge *merge, const RondoRow *row, GError **error)
{
  if (row->is_gone && RONDO_ZOO (IGNORES_TOMBSTONE))
    return TRUE;
  if (row->is_gone)
    return rondo_merge_lose (merge, row->id, row->scope, row->version, row->is_deleted, error);
  return !has_content (row) || gain (merge, row, error);
}

/* As gain_new() for as many @rows as a table takes at once, up to one that is not new. */
static gboolean
gain_many (RondoMerge *merge, RondoRow *const *rows, guint *n_new, GError **error)
{
  *n_new = 0;
  if (!merge->is_quiet || merge->are_rows_known)
    return TRUE;
  for (guint i = 0; i < RONDO_DB_ROWS_AT_ONCE; i++)
    if (!has_content (rows[i]))
      return TRUE;
  if (!rondo_records_table_add_many (merge->db, rows, n_new, error))
    return FALSE;
  merge->report->is_changed |= *n_new > 0;
  for (guint i = 0; i < *n_new; i++)
    if (!rondo_scope_books_change (
            merge->books, rows[i]->scope, rows[i]->id, 0, rows[i]->version, error))
      return FALSE;
  return rondo_derived_add_many (merge->db, rows, *n_new, error);
}

static gboolean
apply_some (RondoMerge *merge, RondoRow *const *rows, guint n_rows, GError **error)
{
  guint done = 0;

  if (n_rows == RONDO_DB_ROWS_AT_ONCE && !gain_many (merge, rows, &done, error))
    return FALSE;
  for (; done < n_rows; done++)
    if (!apply_row (merge, rows[done], error))
      return FALSE;
  return TRUE;
}

static gboolean
apply_own_rows (RondoMerge *merge, GError **error)
{
  for (guint i = 0; i < merge->own_rows->len; i++) {
    const RondoRow *row = &g_array_index (merge->own_rows, RondoRow, i);

    if (!(g_array_index (merge->own_are_known, gboolean, i) ? show (merge, row, error)
                                                            : gain_any (merge, row, error)))
      return FALSE;
  }
  return TRUE;
}

/* What was refused because the server did not know what it belongs to, may be known by now. */
static gboolean
retry_unknown (RondoMerge *merge, GError **error)
{
  for (guint i = 0; i < merge->answer->rows->len; i++) {
    const RondoRow *row = g_ptr_array_index (merge->answer->rows, i);

    if (row->is_known && !row->is_gone &&
        (row->kind == RONDO_KIND_PAIRING || row->kind == RONDO_KIND_ROUND ||
         row->kind == RONDO_KIND_MEMBER))
      return rondo_refusals_retry_unknown (merge->db, merge->now_us, error);
  }
  return TRUE;
}

static gboolean
apply_rows (RondoMerge *merge, GError **error)
{
  const GPtrArray *rows = merge->answer->rows;
  gboolean has_waiting;
  guint refused;

  if (!rondo_outbox_table_look (merge->db, &has_waiting, &refused, error))
    return FALSE;
  merge->is_quiet = !has_waiting && refused == 0;
  if (!apply_own_rows (merge, error))
    return FALSE;
  for (guint i = 0; i < rows->len; i += RONDO_DB_ROWS_AT_ONCE)
    if (!apply_some (merge,
                     (RondoRow *const *)rows->pdata + i,
                     MIN (rows->len - i, RONDO_DB_ROWS_AT_ONCE),
                     error))
      return FALSE;
  return retry_unknown (merge, error);
}

static gboolean
remember_tag (RondoMerge *merge, GError **error)
{
  const RondoSyncAnswer *answer = merge->answer;

  return answer->tag == NULL ||
         rondo_tags_table_add (merge->db, answer->epoch, answer->high, answer->tag, error);
}

static gboolean
apply_account (RondoMerge *merge, GError **error)
{
  const char *role = merge->answer->is_coordinator ? "1" : "0";
  g_autofree char *known = NULL;

  if (!rondo_meta_table_read (merge->db, RONDO_META_IS_COORDINATOR, &known, error))
    return FALSE;
  if (g_strcmp0 (known, role) != 0)
    merge->report->is_changed = TRUE;
  return rondo_meta_table_write (merge->db, RONDO_META_IS_COORDINATOR, role, error) &&
         rondo_meta_table_write (merge->db, RONDO_META_DEPOSITED_US, NULL, error) &&
         rondo_meta_table_write_int (merge->db, RONDO_META_LAST_SUCCESS_US, merge->now_us, error);
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
                         _ ("The server has another history than this computer. Nothing on this "
                            "computer was changed; it is asked again later."));
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

static gboolean
apply (RondoMerge *merge, GError **error)
{
  gboolean is_held;

  if (!check_answer (merge->db, merge->answer, error) || !rondo_merge_take_results (merge, error) ||
      !rondo_merge_scopes_weigh (merge, &is_held, error))
    return FALSE;
  if (is_held)
    return TRUE;
  if (RONDO_ZOO (CURSOR_BEFORE_ROWS) &&
      !(rondo_merge_scopes_end (merge, error) && rondo_db_commit (merge->db, error) &&
        rondo_db_begin (merge->db, error)))
    return FALSE;
  return apply_rows (merge, error) && rondo_merge_scopes_end (merge, error) &&
         remember_tag (merge, error) && apply_account (merge, error);
}

gboolean
rondo_merge_answer (RondoDb *db,
                    const RondoSyncAnswer *answer,
                    int64_t now_us,
                    RondoMergeReport *report,
                    GError **error)
{
  RondoMergeTurn turn = {0};

  return rondo_merge_answer_in_turn (db, answer, &turn, now_us, report, error);
}

static gboolean
take_next (RondoDb *db, RondoMergeTurn *turn, GError **error)
{
  if (turn->under_way == NULL)
    return TRUE;
  turn->next = rondo_push_take_after (db, turn->under_way, turn->max_ops, error);
  return turn->next != NULL;
}

/* What is taken from an answer can be asked for again: an op gets the result it got, a cursor the
 * rows after it. What is about to be sent counts as sent for ever. */
static gboolean
begin (RondoDb *db, const RondoMergeTurn *turn, GError **error)
{
  gboolean sends_next = turn->under_way != NULL && turn->under_way->len > 0;

  return sends_next ? rondo_db_begin (db, error) : rondo_db_begin_light (db, error);
}

gboolean
rondo_merge_answer_in_turn (RondoDb *db,
                            const RondoSyncAnswer *answer,
                            RondoMergeTurn *turn,
                            int64_t now_us,
                            RondoMergeReport *report,
                            GError **error)
{
  g_autoptr (RondoScopeBooks) books = rondo_scope_books_new (db);
  g_autoptr (GArray) own_rows = g_array_new (FALSE, FALSE, sizeof (RondoRow));
  g_autoptr (GArray) own_are_known = g_array_new (FALSE, FALSE, sizeof (gboolean));
  RondoMergeReport merged = *report;
  RondoMerge merge = {
      .db = db,
      .answer = answer,
      .request = turn->request,
      .books = books,
      .report = &merged,
      .own_rows = own_rows,
      .own_are_known = own_are_known,
      .now_us = now_us,
  };

  if (!begin (db, turn, error))
    return FALSE;
  if (!rondo_db_end (db, apply (&merge, error) && take_next (db, turn, error), error)) {
    g_clear_pointer (&turn->next, g_ptr_array_unref);
    return FALSE;
  }
  *report = merged;
  return TRUE;
}

gboolean
rondo_merge_results (RondoDb *db,
                     const RondoSyncAnswer *answer,
                     int64_t now_us,
                     RondoMergeReport *report,
                     GError **error)
{
  RondoMergeReport merged = *report;
  RondoMerge merge = {.db = db, .answer = answer, .report = &merged, .now_us = now_us};

  if (!rondo_db_begin (db, error) ||
      !rondo_db_end (
          db, check_answer (db, answer, error) && rondo_merge_take_results (&merge, error), error))
    return FALSE;
  *report = merged;
  return TRUE;
}

gboolean
rondo_merge_refuse (RondoDb *db, const char *op, const char *message, GError **error)
{
  return rondo_outbox_table_set_refused (db, op, NULL, message, error);
}
