/* SPDX-License-Identifier: GPL-3.0-or-later
 * What each scope holds, in two numbers. */
#include "config.h"

#include "rondo-server-digests.h"

#include "rondo-error.h"
#include "rondo-wire-merge.h"

#include <glib/gi18n-lib.h>

struct _RondoServerDigests {
  GHashTable *changes; /* scope → RondoDigest */
};

static const char SQL_READ[] = "SELECT count, hash FROM scope_digest WHERE scope = $1";
static const char SQL_WRITE[] =
    "INSERT INTO scope_digest (scope, count, hash) VALUES ($1, $2, $3) "
    "ON CONFLICT (scope) DO UPDATE SET count = excluded.count, hash = excluded.hash";
static const char SQL_LIST_FED[] = "SELECT f.scope, f.record, r.version FROM feed f "
                                   "JOIN record r ON r.id = f.record WHERE f.is_gone = 0";
static const char SQL_LIST[] = "SELECT scope, count, hash FROM scope_digest";
static const char SQL_CLEAR[] = "DELETE FROM scope_digest";
static const char SQL_HAS[] = "SELECT has_digests FROM community WHERE id = 1";
static const char SQL_SET_HAS[] = "UPDATE community SET has_digests = 1 WHERE id = 1";

RondoServerDigests *
rondo_server_digests_new (void)
{
  RondoServerDigests *digests = g_new0 (RondoServerDigests, 1);

  digests->changes =
      g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify)rondo_digest_free);
  return digests;
}

void
rondo_server_digests_free (RondoServerDigests *digests)
{
  g_hash_table_unref (digests->changes);
  g_free (digests);
}

void
rondo_server_digests_add (
    RondoServerDigests *digests, const char *scope, const char *id, int64_t version, int count)
{
  RondoDigest *change = g_hash_table_lookup (digests->changes, scope);

  if (change == NULL) {
    change = rondo_digest_new (scope, 0, 0);
    g_hash_table_insert (digests->changes, change->scope, change);
  }
  change->count += count;
  change->hash ^= rondo_wire_digest_item (id, version);
}

RondoDigest *
rondo_server_digests_read (RondoDb *db, const char *scope, GError **error)
{
  g_autoptr (RondoStatement) statement = rondo_db_query (db, error, SQL_READ, "t", scope);
  g_autoptr (RondoDigest) digest = rondo_digest_new (scope, 0, 0);
  g_autoptr (GError) failure = NULL;

  if (statement == NULL)
    return NULL;
  if (rondo_statement_step (statement, &failure)) {
    digest->count = rondo_statement_get_int (statement, 0);
    digest->hash = (uint64_t)rondo_statement_get_int (statement, 1);
  }
  if (failure == NULL)
    return g_steal_pointer (&digest);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

static gboolean
write_change (RondoDb *db, const RondoDigest *change, GError **error)
{
  g_autoptr (RondoDigest) digest = rondo_server_digests_read (db, change->scope, error);

  return digest != NULL && rondo_db_run (db,
                                         error,
                                         SQL_WRITE,
                                         "tii",
                                         change->scope,
                                         digest->count + change->count,
                                         (int64_t)(digest->hash ^ change->hash));
}

gboolean
rondo_server_digests_write (RondoServerDigests *digests, RondoDb *db, GError **error)
{
  GHashTableIter iter;
  gpointer change;

  g_hash_table_iter_init (&iter, digests->changes);
  while (g_hash_table_iter_next (&iter, NULL, &change))
    if (!write_change (db, change, error))
      return FALSE;
  g_hash_table_remove_all (digests->changes);
  return TRUE;
}

/* From the feed itself. (transfer full) */
static RondoServerDigests *
count_feed (RondoDb *db, GError **error)
{
  g_autoptr (RondoServerDigests) digests = rondo_server_digests_new ();
  g_autoptr (RondoStatement) statement = rondo_db_query (db, error, SQL_LIST_FED, "");
  g_autoptr (GError) failure = NULL;

  if (statement == NULL)
    return NULL;
  while (rondo_statement_step (statement, &failure))
    rondo_server_digests_add (digests,
                              rondo_statement_get_text (statement, 0),
                              rondo_statement_get_text (statement, 1),
                              rondo_statement_get_int (statement, 2),
                              1);
  if (failure == NULL)
    return g_steal_pointer (&digests);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

static gboolean
fill (RondoDb *db, GError **error)
{
  g_autoptr (RondoServerDigests) digests = count_feed (db, error);

  return digests != NULL && rondo_db_run (db, error, SQL_CLEAR, "") &&
         rondo_server_digests_write (digests, db, error) &&
         rondo_db_run (db, error, SQL_SET_HAS, "");
}

gboolean
rondo_server_digests_ensure (RondoDb *db, GError **error)
{
  g_autoptr (RondoStatement) statement = rondo_db_query (db, error, SQL_HAS, "");
  g_autoptr (GError) failure = NULL;
  gboolean is_needed;

  if (statement == NULL)
    return FALSE;
  is_needed =
      rondo_statement_step (statement, &failure) && rondo_statement_get_int (statement, 0) == 0;
  if (failure != NULL) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return FALSE;
  }
  g_clear_pointer (&statement, rondo_statement_free);
  return !is_needed || (rondo_db_begin (db, error) && rondo_db_end (db, fill (db, error), error));
}

gboolean
rondo_server_digests_check (RondoDb *db, GError **error)
{
  g_autoptr (RondoServerDigests) digests = count_feed (db, error);
  g_autoptr (RondoStatement) statement = NULL;
  g_autoptr (GError) failure = NULL;
  guint differing = 0;
  guint seen = 0;

  if (digests == NULL)
    return FALSE;
  statement = rondo_db_query (db, error, SQL_LIST, "");
  if (statement == NULL)
    return FALSE;
  while (rondo_statement_step (statement, &failure)) {
    const RondoDigest *counted =
        g_hash_table_lookup (digests->changes, rondo_statement_get_text (statement, 0));
    int64_t count = rondo_statement_get_int (statement, 1);

    seen += counted != NULL;
    differing +=
        count != (counted != NULL ? counted->count : 0) ||
        (uint64_t)rondo_statement_get_int (statement, 2) != (counted != NULL ? counted->hash : 0);
  }
  if (failure != NULL) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return FALSE;
  }
  if (differing == 0 && seen == g_hash_table_size (digests->changes))
    return TRUE;
  g_set_error_literal (error,
                       RONDO_ERROR,
                       RONDO_ERROR_CORRUPT,
                       _ ("What the scopes hold is not what their digests say. Restore a backup."));
  return FALSE;
}
