/* SPDX-License-Identifier: GPL-3.0-or-later
 * The table "member", derived from the bodies of its records. */
#include "config.h"

#include "rondo-members-table.h"

#include "rondo-rows.h"
#include "rondo-wire-bodies.h"

#define SQL_PUT                                                                                    \
  "INSERT INTO member (id, name, email) VALUES ($1, $2, $3) "                                      \
  "ON CONFLICT (id) DO UPDATE SET name = excluded.name, email = excluded.email"
#define SQL_DELETE "DELETE FROM member WHERE id = $1"
#define SQL_CLEAR "DELETE FROM member"
#define VALUES "SELECT r.id, r.body, r.version FROM member t JOIN record r ON r.id = t.id "
#define SQL_LIST VALUES "ORDER BY t.id"
#define SQL_FIND VALUES "WHERE t.id = $1"
#define SQL_FIND_NAMESAKE                                                                          \
  "SELECT name FROM member WHERE email = $1 AND id <> $2 ORDER BY id LIMIT 1"
#define SQL_FIND_NAME "SELECT name FROM member WHERE id = $1"

static gpointer
decode (const char *id, const char *body, int64_t version)
{
  return rondo_wire_decode_member (id, body, NULL);
}

gboolean
rondo_members_table_put (RondoDb *db, const RondoMember *member, GError **error)
{
  return rondo_db_run (db, error, SQL_PUT, "ttt", member->id, member->name, member->email);
}

gboolean
rondo_members_table_delete (RondoDb *db, const char *id, GError **error)
{
  return rondo_db_run (db, error, SQL_DELETE, "t", id);
}

gboolean
rondo_members_table_clear (RondoDb *db, GError **error)
{
  return rondo_db_run (db, error, SQL_CLEAR, "");
}

GPtrArray *
rondo_members_table_list (RondoDb *db, GError **error)
{
  return rondo_rows_take_values (
      rondo_db_query (db, error, SQL_LIST, ""), decode, (GDestroyNotify)rondo_member_free, error);
}

gboolean
rondo_members_table_find (RondoDb *db, const char *id, RondoMember **member, GError **error)
{
  gpointer value;

  *member = NULL;
  if (!rondo_rows_take_value (rondo_db_query (db, error, SQL_FIND, "t", id), decode, &value, error))
    return FALSE;
  *member = value;
  return TRUE;
}

gboolean
rondo_members_table_find_namesake (
    RondoDb *db, const char *email, const char *except, char **name, GError **error)
{
  return rondo_rows_take_text (
      rondo_db_query (db, error, SQL_FIND_NAMESAKE, "tt", email, except), name, error);
}

gboolean
rondo_members_table_find_name (RondoDb *db, const char *id, char **name, GError **error)
{
  return rondo_rows_take_text (rondo_db_query (db, error, SQL_FIND_NAME, "t", id), name, error);
}
