/* SPDX-License-Identifier: GPL-3.0-or-later
 * Who may see what. */
#include "config.h"

#include "rondo-server-feed.h"

#include "rondo-server-digests.h"
#include "rondo-zoo.h"

#include <string.h>

/* Rows of one page together, so that an answer stays below what a client takes; one change is
 * always given, so that reading goes on. */
#define MAX_PAGE_BYTES (3 * 1024 * 1024)
#define ROW_BYTES 250 /* of a row besides its body */

static const char SQL_PUT[] =
    "INSERT INTO feed (scope, record, seq, is_gone) VALUES ($1, $2, $3, $4) "
    "ON CONFLICT (scope, record) DO UPDATE SET seq = excluded.seq, is_gone = excluded.is_gone";
static const char SQL_TOUCH[] =
    "UPDATE feed SET seq = $2, is_gone = $3 WHERE record = $1 AND is_gone = 0";
static const char SQL_LIST_HOLDERS[] = "SELECT scope FROM feed WHERE record = $1 AND is_gone = 0";
static const char SQL_COUNT_HOLDERS[] =
    "SELECT count(*) FROM feed WHERE record = $1 AND is_gone = 0 AND (scope = $2 OR $2 IS NULL)";

static const char SQL_GET_NEWEST[] = "SELECT max(seq) FROM feed WHERE scope = $1";

/* Three feeds that are each in order, merged: nothing is sorted. A scope of NULL holds nothing. */
static const char SQL_READ[] =
    "SELECT f.scope, f.seq, f.record, f.is_gone, r.kind, r.version, r.is_deleted, r.body "
    "FROM feed f JOIN record r ON r.id = f.record WHERE f.scope = $1 AND f.seq > $2 "
    "UNION ALL "
    "SELECT f.scope, f.seq, f.record, f.is_gone, r.kind, r.version, r.is_deleted, r.body "
    "FROM feed f JOIN record r ON r.id = f.record WHERE f.scope = $3 AND f.seq > $4 "
    "UNION ALL "
    "SELECT f.scope, f.seq, f.record, f.is_gone, r.kind, r.version, r.is_deleted, r.body "
    "FROM feed f JOIN record r ON r.id = f.record WHERE f.scope = $5 AND f.seq > $6 "
    "ORDER BY 2, 1";

/* The same for those who have joined rounds that are open. */
#define OF_SCOPE                                                                                   \
  "SELECT f.scope, f.seq, f.record, f.is_gone, r.kind, r.version, r.is_deleted, r.body "           \
  "FROM feed f JOIN record r ON r.id = f.record WHERE f.scope = "
static const char SQL_READ_MANY[] =
    OF_SCOPE "$1 AND f.seq > $2 UNION ALL " OF_SCOPE "$3 AND f.seq > $4 UNION ALL " OF_SCOPE
             "$5 AND f.seq > $6 UNION ALL " OF_SCOPE "$7 AND f.seq > $8 UNION ALL " OF_SCOPE
             "$9 AND f.seq > $10 UNION ALL " OF_SCOPE "$11 AND f.seq > $12 UNION ALL " OF_SCOPE
             "$13 AND f.seq > $14 UNION ALL " OF_SCOPE "$15 AND f.seq > $16 ORDER BY 2, 1";
#define FEW_SCOPES 3

char *
rondo_server_scope_of_member (const char *member)
{
  return g_strconcat ("u:", member, NULL);
}

/* @scope has another version of @record than before, or none: 0. */
static gboolean
count_change (const RondoServerWriter *writer,
              const char *scope,
              const RondoServerRecord *record,
              int64_t before,
              int64_t after,
              GError **error)
{
  g_autoptr (RondoServerDigests) own = NULL;
  RondoServerDigests *digests = writer->digests;

  if (before == after)
    return TRUE;
  if (digests == NULL)
    digests = own = rondo_server_digests_new ();
  if (before > 0)
    rondo_server_digests_add (digests, scope, record->id, before, -1);
  if (after > 0)
    rondo_server_digests_add (digests, scope, record->id, after, 1);
  return own == NULL || rondo_server_digests_write (own, writer->db, error);
}

gboolean
rondo_server_feed_put (const RondoServerWriter *writer,
                       const char *scope,
                       const RondoServerRecord *record,
                       int64_t seq,
                       gboolean is_gone,
                       GError **error)
{
  int64_t holders = 0;

  if (record->fed > 0)
    holders = rondo_server_feed_count_holders (writer->db, record->id, scope, error);
  return holders >= 0 &&
         count_change (writer,
                       scope,
                       record,
                       holders > 0 ? record->fed : 0,
                       is_gone ? 0 : record->version,
                       error) &&
         rondo_db_run (
             writer->db, error, SQL_PUT, "ttii", scope, record->id, seq, (int64_t)is_gone);
}

gboolean
rondo_server_feed_touch (const RondoServerWriter *writer,
                         const RondoServerRecord *record,
                         gboolean is_gone,
                         GError **error)
{
  g_autoptr (RondoStatement) statement =
      rondo_db_query (writer->db, error, SQL_LIST_HOLDERS, "t", record->id);
  g_autoptr (GError) failure = NULL;

  if (statement == NULL)
    return FALSE;
  while (rondo_statement_step (statement, &failure))
    if (!count_change (writer,
                       rondo_statement_get_text (statement, 0),
                       record,
                       record->fed,
                       is_gone ? 0 : record->version,
                       error))
      return FALSE;
  if (failure != NULL) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return FALSE;
  }
  return rondo_db_run (
      writer->db, error, SQL_TOUCH, "tii", record->id, record->seq, (int64_t)is_gone);
}

int64_t
rondo_server_feed_count_holders (RondoDb *db, const char *record, const char *scope, GError **error)
{
  g_autoptr (RondoStatement) statement =
      rondo_db_query (db, error, SQL_COUNT_HOLDERS, "tt", record, scope);
  g_autoptr (GError) failure = NULL;

  if (statement == NULL)
    return -1;
  if (rondo_statement_step (statement, &failure))
    return rondo_statement_get_int (statement, 0);
  if (failure == NULL)
    return 0;
  g_propagate_error (error, g_steal_pointer (&failure));
  return -1;
}

static RondoRow *
read_row (RondoStatement *statement)
{
  const char *kind_word = rondo_statement_get_text (statement, 4);
  RondoRow *row = rondo_row_new ();

  row->scope = g_strdup (rondo_statement_get_text (statement, 0));
  row->seq = rondo_statement_get_int (statement, 1);
  row->id = g_strdup (rondo_statement_get_text (statement, 2));
  row->is_gone = rondo_statement_get_int (statement, 3) != 0;
  row->is_known = rondo_kind_from_word (kind_word, &row->kind);
  if (!row->is_known)
    row->kind_word = g_strdup (kind_word);
  row->version = rondo_statement_get_int (statement, 5);
  if (!row->is_gone)
    row->body = g_strdup (rondo_statement_get_text (statement, 7));
  else
    row->is_deleted = rondo_statement_get_int (statement, 6) != 0;
  return row;
}

static void
bind_cursors (RondoStatement *statement, GPtrArray *cursors)
{
  guint count = cursors->len > FEW_SCOPES ? RONDO_SERVER_FEED_SCOPES : FEW_SCOPES;

  for (guint i = 0; i < count; i++) {
    const RondoCursor *cursor = i < cursors->len ? g_ptr_array_index (cursors, i) : NULL;

    rondo_statement_bind_text (statement, (int)(2 * i + 1), cursor ? cursor->scope : NULL);
    rondo_statement_bind_int (statement, (int)(2 * i + 2), cursor ? cursor->seq : 0);
  }
}

/* Both are in order, so that one is found where the last one was. */
static gboolean
is_told (const GArray *told, int64_t seq, guint *at)
{
  while (*at < told->len && g_array_index (told, int64_t, *at) < seq)
    (*at)++;
  return *at < told->len && g_array_index (told, int64_t, *at) == seq;
}

gboolean
rondo_server_feed_read (RondoDb *db,
                        GPtrArray *cursors,
                        int64_t limit,
                        const GArray *told,
                        GPtrArray *rows,
                        gboolean *more,
                        GError **error)
{
  g_autoptr (RondoStatement) statement =
      rondo_db_prepare (db, cursors->len > FEW_SCOPES ? SQL_READ_MANY : SQL_READ, error);
  g_autoptr (GError) failure = NULL;
  gsize page_bytes = 0;
  int64_t last_seq = 0;
  guint at = 0;

  g_assert (cursors->len <= RONDO_SERVER_FEED_SCOPES);
  *more = FALSE;
  if (statement == NULL)
    return FALSE;
  bind_cursors (statement, cursors);
  while (rondo_statement_step (statement, &failure)) {
    int64_t seq = rondo_statement_get_int (statement, 1);
    RondoRow *row;
    gsize row_bytes;
    gboolean is_full;

    if (is_told (told, seq, &at))
      continue;
    row = read_row (statement);
    row_bytes = ROW_BYTES + (row->body != NULL ? strlen (row->body) : 0);
    is_full = rows->len >= limit || page_bytes + row_bytes > MAX_PAGE_BYTES;
    if (is_full && rows->len > 0 && (seq != last_seq || RONDO_ZOO (CUTS_PAGES_ANYWHERE))) {
      rondo_row_free (row);
      *more = TRUE;
      return TRUE;
    }
    page_bytes += row_bytes;
    last_seq = seq;
    g_ptr_array_add (rows, row);
  }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

gboolean
rondo_server_feed_get_newest (RondoDb *db, const char *scope, int64_t *seq, GError **error)
{
  g_autoptr (RondoStatement) statement = rondo_db_query (db, error, SQL_GET_NEWEST, "t", scope);
  g_autoptr (GError) failure = NULL;

  *seq = 0;
  if (statement == NULL)
    return FALSE;
  if (rondo_statement_step (statement, &failure))
    *seq = rondo_statement_get_int (statement, 0);
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}
