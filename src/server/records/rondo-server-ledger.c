/* SPDX-License-Identifier: GPL-3.0-or-later
 * What became of every op. */
#include "config.h"

#include "rondo-server-ledger.h"

#include "rondo-zoo.h"

#include <string.h>

static const char SQL_FIND[] =
    "SELECT member, is_refused, version, seq, code, message FROM ledger WHERE op = $1";
static const char SQL_HAS_ANY[] = "SELECT 1 FROM ledger WHERE op BETWEEN $1 AND $2 LIMIT 1";
static const char SQL_STORE[] =
    "INSERT INTO ledger (op, member, is_refused, version, seq, code, message, written_us) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
/* Only with a planted bug does an op come here twice. */
static const char SQL_STORE_AGAIN[] =
    "INSERT INTO ledger (op, member, is_refused, version, seq, code, message, written_us) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (op) DO NOTHING";

gboolean
rondo_server_ledger_find (
    RondoDb *db, const char *op, RondoOpResult **result, char **member, GError **error)
{
  g_autoptr (RondoStatement) statement = rondo_db_query (db, error, SQL_FIND, "t", op);
  g_autoptr (GError) failure = NULL;

  *result = NULL;
  *member = NULL;
  if (statement == NULL)
    return FALSE;
  if (!rondo_statement_step (statement, &failure)) {
    if (failure == NULL)
      return TRUE;
    g_propagate_error (error, g_steal_pointer (&failure));
    return FALSE;
  }
  *member = g_strdup (rondo_statement_get_text (statement, 0));
  *result = rondo_op_result_new ();
  (*result)->op = g_strdup (op);
  (*result)->is_refused = rondo_statement_get_int (statement, 1) != 0;
  (*result)->version = rondo_statement_get_int (statement, 2);
  (*result)->seq = rondo_statement_get_int (statement, 3);
  (*result)->code = g_strdup (rondo_statement_get_text (statement, 4));
  (*result)->message = g_strdup (rondo_statement_get_text (statement, 5));
  return TRUE;
}

gboolean
rondo_server_ledger_has_any (
    RondoDb *db, GPtrArray *ops, guint from, guint count, gboolean *has_any, GError **error)
{
  const char *least = ((const RondoOp *)g_ptr_array_index (ops, from))->op;
  const char *most = least;
  g_autoptr (RondoStatement) statement = NULL;
  g_autoptr (GError) failure = NULL;

  for (guint i = from + 1; i < from + count; i++) {
    const char *op = ((const RondoOp *)g_ptr_array_index (ops, i))->op;

    least = strcmp (op, least) < 0 ? op : least;
    most = strcmp (op, most) > 0 ? op : most;
  }
  statement = rondo_db_query (db, error, SQL_HAS_ANY, "tt", least, most);
  if (statement == NULL)
    return FALSE;
  *has_any = rondo_statement_step (statement, &failure);
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

gboolean
rondo_server_ledger_store (
    RondoDb *db, const char *member, const RondoOpResult *result, int64_t now_us, GError **error)
{
  return rondo_db_run (db,
                       error,
                       RONDO_ZOO (FORGETS_LEDGER) ? SQL_STORE_AGAIN : SQL_STORE,
                       "ttiiitti",
                       result->op,
                       member,
                       (int64_t)result->is_refused,
                       result->version,
                       result->seq,
                       result->code,
                       result->message,
                       now_us);
}
