/* SPDX-License-Identifier: GPL-3.0-or-later
 * An account on hold: what it knows of other people goes. */
#include "config.h"

#include "rondo-withdraw.h"

#include "rondo-merge-private.h"
#include "rondo-meta-table.h"
#include "rondo-records-table.h"
#include "rondo-scopes-table.h"

#define SCOPE_PUBLIC "pub"

/* A scope that is neither for everybody nor the member's own, such as that of coordinators. */
static gboolean
drop_scope (RondoMerge *merge, const char *scope, GError **error)
{
  g_autoptr (GPtrArray) records = rondo_scopes_table_list_records (merge->db, scope, error);

  if (records == NULL)
    return FALSE;
  for (guint i = 0; i < records->len; i++)
    if (!rondo_merge_lose (merge, g_ptr_array_index (records, i), scope, 0, FALSE, error))
      return FALSE;
  return rondo_cursors_table_delete (merge->db, scope, error) &&
         rondo_meta_table_write (merge->db, RONDO_META_HAS_LOST_SCOPE, "1", error);
}

static gboolean
drop_scopes (RondoMerge *merge, const char *own, GError **error)
{
  g_autoptr (GPtrArray) cursors = rondo_cursors_table_list (merge->db, error);

  if (cursors == NULL)
    return FALSE;
  for (guint i = 0; i < cursors->len; i++) {
    const char *scope = ((const RondoCursor *)g_ptr_array_index (cursors, i))->scope;

    if (!g_str_equal (scope, SCOPE_PUBLIC) && !g_str_equal (scope, own) &&
        !drop_scope (merge, scope, error))
      return FALSE;
  }
  return TRUE;
}

/* The profiles of partners; the pairings stay, and with them whose hours they are. */
static gboolean
drop_profiles (RondoMerge *merge, const char *own, gboolean *has_dropped, GError **error)
{
  g_autoptr (GPtrArray) profiles = rondo_records_table_list_held (
      merge->db, rondo_kind_to_word (RONDO_KIND_PROFILE), NULL, G_MAXINT32, error);

  if (profiles == NULL)
    return FALSE;
  for (guint i = 0; i < profiles->len; i++) {
    const RondoRecord *profile = g_ptr_array_index (profiles, i);

    if (profile->body == NULL)
      continue;
    *has_dropped = TRUE;
    if (!rondo_merge_lose (merge, profile->id, own, 0, FALSE, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
withdraw (RondoMerge *merge, GError **error)
{
  g_autofree char *self = NULL;
  g_autofree char *own = NULL;
  gboolean has_dropped = FALSE;

  if (!rondo_meta_table_read (merge->db, RONDO_META_MEMBER, &self, error))
    return FALSE;
  own = g_strconcat ("u:", self, NULL);
  if (!drop_scopes (merge, own, error) || !drop_profiles (merge, own, &has_dropped, error))
    return FALSE;
  return !has_dropped || rondo_cursors_table_rewind_scope (merge->db, own, error);
}

gboolean
rondo_withdraw (RondoDb *db, gboolean *is_changed, GError **error)
{
  g_autoptr (RondoScopeBooks) books = rondo_scope_books_new (db);
  RondoMergeReport report = {0};
  RondoMerge merge = {.db = db, .books = books, .report = &report};

  if (!rondo_db_begin (db, error) || !rondo_db_end (db, withdraw (&merge, error), error))
    return FALSE;
  *is_changed |= report.is_changed;
  return TRUE;
}
