/* SPDX-License-Identifier: GPL-3.0-or-later
 * The table "notice", derived from the bodies of its records. */
#include "config.h"

#include "rondo-notices-table.h"

#include "rondo-rows.h"
#include "rondo-wire-bodies.h"

#define SQL_PUT                                                                                    \
  "INSERT INTO notice (id, member, day) VALUES ($1, $2, $3) "                                      \
  "ON CONFLICT (id) DO UPDATE SET member = excluded.member, day = excluded.day"
#define SQL_DELETE "DELETE FROM notice WHERE id = $1"
#define SQL_CLEAR "DELETE FROM notice"
#define SQL_LIST_FOR_MEMBER                                                                        \
  "SELECT r.id, r.body, r.version FROM notice n JOIN record r ON r.id = n.id "                     \
  "WHERE n.member = $1 ORDER BY n.day DESC, n.id DESC"

static gpointer
decode (const char *id, const char *body, int64_t version)
{
  return rondo_wire_decode_notice (id, body, NULL);
}

gboolean
rondo_notices_table_put (RondoDb *db, const RondoNotice *notice, GError **error)
{
  return rondo_db_run (db, error, SQL_PUT, "tti", notice->id, notice->member, (int64_t)notice->day);
}

gboolean
rondo_notices_table_delete (RondoDb *db, const char *id, GError **error)
{
  return rondo_db_run (db, error, SQL_DELETE, "t", id);
}

gboolean
rondo_notices_table_clear (RondoDb *db, GError **error)
{
  return rondo_db_run (db, error, SQL_CLEAR, "");
}

GPtrArray *
rondo_notices_table_list_for_member (RondoDb *db, const char *member, GError **error)
{
  return rondo_rows_take_values (rondo_db_query (db, error, SQL_LIST_FOR_MEMBER, "t", member),
                                 decode,
                                 (GDestroyNotify)rondo_notice_free,
                                 error);
}
