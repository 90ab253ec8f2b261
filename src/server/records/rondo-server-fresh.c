/* SPDX-License-Identifier: GPL-3.0-or-later
 * New records that nobody sees but their writer, many at a time: what was written offline is mostly
 * that, and needs no look at what there is before it is written. */
#include "config.h"

#include "rondo-server-fresh.h"

#include "rondo-server-apply.h"
#include "rondo-server-digests.h"
#include "rondo-server-feed.h"
#include "rondo-server-ledger.h"
#include "rondo-server-rules.h"
#include "rondo-zoo.h"

#include <string.h>

#define RECORD                                                                                     \
  "INTO record (id, kind, belongs_to, version, seq, is_deleted, body, reason, member, op, "        \
  "written_us) VALUES "
#define RECORD_ROW "(?, ?, ?, 1, ?, 0, ?, ?, ?, ?, ?)"
#define FEED "INSERT INTO feed (record, scope, seq, is_gone) VALUES "
#define FEED_ROW "(?, ?, ?, 0)"
#define FEED_AGAIN " ON CONFLICT (record, scope) DO UPDATE SET seq = excluded.seq, is_gone = 0"
static const char SQL_ADD[] = "INSERT " RECORD RECORD_ROW " ON CONFLICT (id) DO NOTHING";
static const char SQL_ADD_MANY[] = "INSERT " RECORD RONDO_DB_ROWS (RECORD_ROW);
static const char SQL_FEED[] = FEED FEED_ROW FEED_AGAIN;
static const char SQL_FEED_MANY[] = FEED RONDO_DB_ROWS (FEED_ROW) FEED_AGAIN;

/* An op as a row. */
typedef struct {
  const RondoServerWriter *writer;
  const char *scope; /* the writer's own */
  const RondoOp *op;
  int64_t seq;
} Row;

/* A table: how a row gets into it, and how many at once. */
typedef struct {
  const char *one;
  RondoInsertion many;
} Table;

/* Whether @op is of a record that its writer holds to be new, and needs nothing but a free id. */
static gboolean
is_fresh (const RondoOp *op)
{
  return op->act == RONDO_ACT_PUT && op->kind == RONDO_KIND_LOG && op->base == 0 &&
         op->was == NULL && op->is_checked && rondo_server_rules_is_fresh_id (op->id) &&
         strlen (op->body) <= RONDO_SERVER_MAX_BODY_BYTES;
}

static guint
count_fresh (GPtrArray *ops, guint from)
{
  guint count = 0;

  while (count < RONDO_DB_ROWS_AT_ONCE && from + count < ops->len &&
         is_fresh (g_ptr_array_index (ops, from + count)))
    count++;
  return count;
}

/* Ops of one device are made one after the other, so that mostly no other lies between them. Where
 * one does, the first is looked for alone. */
static gboolean
leave_unknown (RondoDb *db, GPtrArray *ops, guint from, guint *count, GError **error)
{
  gboolean has_result = FALSE;

  if (*count == 0 || RONDO_ZOO (FORGETS_LEDGER))
    return TRUE;
  if (!rondo_server_ledger_has_any (db, ops, from, *count, &has_result, error))
    return FALSE;
  if (!has_result)
    return TRUE;
  *count = *count > 1;
  return leave_unknown (db, ops, from, count, error);
}

static void
bind_record (RondoStatement *statement, int first, gconstpointer data)
{
  const Row *row = data;

  rondo_statement_bind_borrowed (statement, first, row->op->id);
  rondo_statement_bind_borrowed (statement, first + 1, rondo_kind_to_word (row->op->kind));
  rondo_statement_bind_borrowed (statement, first + 2, row->writer->member);
  rondo_statement_bind_int (statement, first + 3, row->seq);
  rondo_statement_bind_borrowed (statement, first + 4, row->op->body);
  rondo_statement_bind_borrowed (statement, first + 5, row->writer->reason);
  rondo_statement_bind_borrowed (statement, first + 6, row->writer->member);
  rondo_statement_bind_borrowed (statement, first + 7, row->op->op);
  rondo_statement_bind_int (statement, first + 8, row->writer->now_us);
}

static void
bind_feed (RondoStatement *statement, int first, gconstpointer data)
{
  const Row *row = data;

  rondo_statement_bind_borrowed (statement, first, row->op->id);
  rondo_statement_bind_borrowed (statement, first + 1, row->scope);
  rondo_statement_bind_int (statement, first + 2, row->seq);
}

static gboolean
insert_one (RondoDb *db, const Table *table, const Row *row, GError **error)
{
  g_autoptr (RondoStatement) statement = rondo_db_prepare (db, table->one, error);
  g_autoptr (GError) failure = NULL;

  if (statement == NULL)
    return FALSE;
  table->many.bind (statement, 1, row);
  rondo_statement_step (statement, &failure);
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* @n_in: as many, from the first on, did get in. Many together do so all or none. */
static gboolean
insert (RondoDb *db, const Table *table, const Row *rows, guint count, guint *n_in, GError **error)
{
  gconstpointer all[RONDO_DB_ROWS_AT_ONCE];

  for (guint i = 0; i < count; i++)
    all[i] = &rows[i];
  if (count == RONDO_DB_ROWS_AT_ONCE) {
    if (!rondo_db_insert (db, &table->many, all, n_in, error))
      return FALSE;
    if (*n_in == count)
      return TRUE;
  }
  for (*n_in = 0; *n_in < count; (*n_in)++) {
    if (!insert_one (db, table, &rows[*n_in], error))
      return FALSE;
    if (rondo_db_changes (db) == 0)
      break;
  }
  return TRUE;
}

static void
tell (const Row *row, GPtrArray *results)
{
  RondoOpResult *result = rondo_op_result_new ();

  result->op = g_strdup (row->op->op);
  result->version = 1;
  result->seq = row->seq;
  result->is_own = TRUE;
  g_ptr_array_add (results, result);
  rondo_server_digests_add (row->writer->digests, row->scope, row->op->id, 1, 1);
}

/* @count: those whose id was free are left. */
static gboolean
write_rows (const RondoServerWriter *writer, const Row *rows, guint *count, GError **error)
{
  static const Table records = {SQL_ADD, {SQL_ADD_MANY, 9, bind_record}};
  static const Table feed = {SQL_FEED, {SQL_FEED_MANY, 3, bind_feed}};
  guint n_in;

  if (!insert (writer->db, &records, rows, *count, &n_in, error))
    return FALSE;
  *count = n_in;
  return insert (writer->db, &feed, rows, *count, &n_in, error);
}

gboolean
rondo_server_fresh_put (const RondoServerWriter *writer,
                        GPtrArray *ops,
                        guint from,
                        GPtrArray *results,
                        gboolean *is_over,
                        GError **error)
{
  Row rows[RONDO_DB_ROWS_AT_ONCE];
  g_autofree char *scope = NULL;
  guint wanted = count_fresh (ops, from);
  guint count;

  g_return_val_if_fail (writer->member != NULL && writer->digests != NULL, FALSE);

  if (!leave_unknown (writer->db, ops, from, &wanted, error))
    return FALSE;
  if (wanted == 0)
    return TRUE;
  scope = rondo_server_scope_of_member (writer->member);
  for (guint i = 0; i < wanted; i++)
    rows[i] = (Row){writer, scope, g_ptr_array_index (ops, from + i), *writer->seq + 1 + i};
  count = wanted;
  if (!write_rows (writer, rows, &count, error))
    return FALSE;
  *writer->seq += count;
  *is_over = count < wanted;
  for (guint i = 0; i < count; i++)
    tell (&rows[i], results);
  return TRUE;
}
