/* SPDX-License-Identifier: GPL-3.0-or-later
 * What an answer means for whole scopes: how far they are read, what they do not show any more, and
 * whether they are what the server says. */
#include "config.h"

#include "rondo-merge-private.h"

#include "rondo-meta-table.h"
#include "rondo-outbox-table.h"
#include "rondo-records-table.h"
#include "rondo-scopes-table.h"
#include "rondo-settle.h"
#include "rondo-zoo.h"

#include <inttypes.h>

/* More than both is not taken away before the user has agreed. */
#define FUSE_RECORDS 20
#define FUSE_PERCENT 30

/* A scope whose digest differs is not read again and again. */
#define REPAIR_PAUSE_US (24 * 60 * 60 * (int64_t)G_USEC_PER_SEC)

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

/* Whether the user would see @id go: what they deleted or changed themselves does not count. */
static gboolean
would_go (RondoDb *db, const char *id, gboolean *goes, GError **error)
{
  g_auto (RondoRecord) record = {0};
  int64_t count;

  if (!rondo_records_table_read (db, id, &record, error) ||
      !rondo_outbox_table_count_touching (db, id, &count, error))
    return FALSE;
  *goes = record.kind != NULL && record.body != NULL && count == 0;
  return TRUE;
}

static gboolean
add_going (RondoMerge *merge, const char *id, int64_t *going, GError **error)
{
  gboolean goes;

  if (!would_go (merge->db, id, &goes, error))
    return FALSE;
  *going += goes;
  return TRUE;
}

/* How many records the rows of the answer take away from @scope. */
static gboolean
count_gone (RondoMerge *merge, const char *scope, int64_t *going, GError **error)
{
  for (guint i = 0; i < merge->answer->rows->len; i++) {
    const RondoRow *row = g_ptr_array_index (merge->answer->rows, i);
    int64_t version;

    if (!row->is_gone || !g_str_equal (row->scope, scope))
      continue;
    if (!rondo_scopes_table_read (merge->db, row->id, scope, &version, error) ||
        (version >= 0 && !add_going (merge, row->id, going, error)))
      return FALSE;
  }
  return TRUE;
}

/* What the answer says of @scope, and what it could leave out. (transfer full) */
static GHashTable *
collect_mentioned (const RondoMerge *merge, const char *scope)
{
  GHashTable *mentioned = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < merge->own_rows->len; i++)
    g_hash_table_add (mentioned, g_array_index (merge->own_rows, RondoRow, i).id);
  for (guint i = 0; i < merge->answer->rows->len; i++) {
    const RondoRow *row = g_ptr_array_index (merge->answer->rows, i);

    if (g_str_equal (row->scope, scope))
      g_hash_table_add (mentioned, row->id);
  }
  return mentioned;
}

/* How many go because they were not mentioned at all, once a scope has been read again to its end.
 */
static gboolean
count_stale (RondoMerge *merge, const char *scope, int64_t *going, GError **error)
{
  g_autoptr (GHashTable) mentioned = collect_mentioned (merge, scope);
  g_autoptr (GPtrArray) stale = rondo_scopes_table_list_stale (merge->db, scope, error);

  if (stale == NULL)
    return FALSE;
  for (guint i = 0; i < stale->len; i++) {
    const char *id = g_ptr_array_index (stale, i);

    if (!g_hash_table_contains (mentioned, id) && !add_going (merge, id, going, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
weigh_scope (RondoMerge *merge, const char *scope, gboolean *is_held, GError **error)
{
  RondoScopeState *state = rondo_scope_books_get (merge->books, scope, error);
  int64_t going = 0;
  int64_t total;

  if (state == NULL || !count_gone (merge, scope, &going, error))
    return FALSE;
  if (state->is_marking && !merge->answer->more && !count_stale (merge, scope, &going, error))
    return FALSE;
  if (going == 0)
    return TRUE;
  if (!rondo_scopes_table_count (merge->db, scope, &total, error))
    return FALSE;
  total += state->removed;
  going += state->removed;
  if (going > FUSE_RECORDS && going * 100 > total * FUSE_PERCENT) {
    *is_held = TRUE;
    merge->report->held_count += (guint)going;
    merge->report->held_total += (guint)total;
  } else {
    state->removed = going;
  }
  return TRUE;
}

gboolean
rondo_merge_scopes_weigh (RondoMerge *merge, gboolean *is_held, GError **error)
{
  g_autofree char *agreed = NULL;
  g_autofree char *text = NULL;

  *is_held = FALSE;
  if (!rondo_meta_table_read (merge->db, RONDO_META_REMOVAL_AGREED, &agreed, error))
    return FALSE;
  for (guint i = 0; agreed == NULL && i < merge->answer->cursors->len; i++) {
    const RondoCursor *cursor = g_ptr_array_index (merge->answer->cursors, i);

    if (!weigh_scope (merge, cursor->scope, is_held, error))
      return FALSE;
  }
  if (*is_held)
    text = g_strdup_printf ("%u", merge->report->held_count);
  return rondo_meta_table_write (merge->db, RONDO_META_HELD_COUNT, text, error);
}

static gboolean
lose_all (RondoMerge *merge, GPtrArray *records, const char *scope, GError **error)
{
  if (records == NULL)
    return FALSE;
  for (guint i = 0; i < records->len; i++)
    if (!rondo_merge_lose (merge, g_ptr_array_index (records, i), scope, 0, FALSE, error))
      return FALSE;
  return TRUE;
}

/* A scope that the account has lost takes with it what only it showed. */
static gboolean
drop_scope (RondoMerge *merge, const char *scope, GError **error)
{
  g_autoptr (GPtrArray) records = rondo_scopes_table_list_records (merge->db, scope, error);

  if (RONDO_ZOO (KEEPS_LOST_SCOPE))
    return rondo_cursors_table_delete (merge->db, scope, error);
  return lose_all (merge, records, scope, error) &&
         rondo_cursors_table_delete (merge->db, scope, error) &&
         rondo_meta_table_write (merge->db, RONDO_META_HAS_LOST_SCOPE, "1", error);
}

/* What was sent and taken, and whose rows would have come in a scope that is lost by now. All else
 * has been told once everything is read; what waits stays, and is looked at again when it has gone
 * out. */
static gboolean
drop_unshown (RondoMerge *merge, GError **error)
{
  g_autofree char *has_lost = NULL;
  g_autoptr (GPtrArray) unshown = NULL;
  guint waiting, refused;

  if (!rondo_meta_table_read (merge->db, RONDO_META_HAS_LOST_SCOPE, &has_lost, error))
    return FALSE;
  if (has_lost == NULL)
    return TRUE;
  if (!rondo_outbox_table_count (merge->db, &waiting, &refused, error))
    return FALSE;
  unshown = rondo_scopes_table_list_unshown (merge->db, error);
  for (guint i = 0; unshown != NULL && i < unshown->len; i++) {
    g_auto (RondoRecord) record = {0};

    if (!rondo_records_table_read (merge->db, g_ptr_array_index (unshown, i), &record, error))
      return FALSE;
    g_clear_pointer (&record.base_body, g_free);
    if (!rondo_settle (merge->db, &record, &merge->report->is_changed, error))
      return FALSE;
  }
  return unshown != NULL &&
         (waiting + refused > 0 ||
          rondo_meta_table_write (merge->db, RONDO_META_HAS_LOST_SCOPE, NULL, error));
}

static gboolean
write_cursors (RondoMerge *merge, GError **error)
{
  g_autoptr (GPtrArray) own = rondo_cursors_table_list (merge->db, error);

  if (own == NULL)
    return FALSE;
  for (guint i = 0; i < own->len; i++) {
    const RondoCursor *cursor = g_ptr_array_index (own, i);

    if (find_cursor (merge->answer->cursors, cursor->scope) == NULL &&
        !drop_scope (merge, cursor->scope, error))
      return FALSE;
  }
  for (guint i = 0; i < merge->answer->cursors->len; i++) {
    const RondoCursor *cursor = g_ptr_array_index (merge->answer->cursors, i);
    const RondoCursor *known = find_cursor (own, cursor->scope);

    if ((known == NULL || known->seq < cursor->seq) &&
        !rondo_cursors_table_write (merge->db, cursor->scope, cursor->seq, error))
      return FALSE;
  }
  return TRUE;
}

/* Everything of @scope has been told. */
static gboolean
end_scope (RondoMerge *merge, const char *scope, GError **error)
{
  RondoScopeState *state = rondo_scope_books_get (merge->books, scope, error);

  if (state == NULL)
    return FALSE;
  if (state->is_marking) {
    g_autoptr (GPtrArray) stale = rondo_scopes_table_list_stale (merge->db, scope, error);

    if (!lose_all (merge, stale, scope, error))
      return FALSE;
  }
  state->is_marking = FALSE;
  state->removed = 0;
  return TRUE;
}

static gboolean
end_scopes (RondoMerge *merge, GError **error)
{
  for (guint i = 0; i < merge->answer->cursors->len; i++) {
    const RondoCursor *cursor = g_ptr_array_index (merge->answer->cursors, i);

    if (!end_scope (merge, cursor->scope, error))
      return FALSE;
  }
  return rondo_meta_table_write (merge->db, RONDO_META_REMOVAL_AGREED, NULL, error);
}

/* @is_wrong: the scope is to be read again. */
static gboolean
compare (RondoMerge *merge, const RondoDigest *digest, gboolean *is_wrong, GError **error)
{
  RondoScopeState *state = rondo_scope_books_get (merge->books, digest->scope, error);

  *is_wrong = FALSE;
  if (state == NULL)
    return FALSE;
  if (state->count == digest->count && state->hash == digest->hash)
    return TRUE;
  g_message ("Scope %s holds %" PRId64 " records where the server has %" PRId64,
             digest->scope,
             state->count,
             digest->count);
  merge->report->differing_count++;
  *is_wrong = ABS (merge->now_us - state->repaired_us) > REPAIR_PAUSE_US;
  if (*is_wrong)
    state->repaired_us = merge->now_us;
  return TRUE;
}

static gboolean
check_digests (RondoMerge *merge, GError **error)
{
  g_autoptr (GPtrArray) wrong = g_ptr_array_new ();

  for (guint i = 0; i < merge->answer->digests->len; i++) {
    const RondoDigest *digest = g_ptr_array_index (merge->answer->digests, i);
    gboolean is_wrong = FALSE;

    if (find_cursor (merge->answer->cursors, digest->scope) != NULL &&
        !compare (merge, digest, &is_wrong, error))
      return FALSE;
    if (is_wrong)
      g_ptr_array_add (wrong, digest->scope);
  }
  if (!rondo_scope_books_write (merge->books, error))
    return FALSE;
  for (guint i = 0; i < wrong->len; i++)
    if (!rondo_cursors_table_rewind_scope (merge->db, g_ptr_array_index (wrong, i), error))
      return FALSE;
  merge->report->reads_again |= wrong->len > 0;
  return TRUE;
}

gboolean
rondo_merge_scopes_end (RondoMerge *merge, GError **error)
{
  if (!write_cursors (merge, error))
    return FALSE;
  if (merge->answer->more)
    return rondo_scope_books_write (merge->books, error);
  return end_scopes (merge, error) && drop_unshown (merge, error) && check_digests (merge, error);
}
