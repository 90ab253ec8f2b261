/* SPDX-License-Identifier: GPL-3.0-or-later
 * The table "profile", derived from the bodies of its records. */
#include "config.h"

#include "rondo-profiles-table.h"

#include "rondo-rows.h"
#include "rondo-wire-bodies.h"

#define SQL_PUT                                                                                    \
  "INSERT INTO profile (id, member, name) VALUES ($1, $2, $3) "                                    \
  "ON CONFLICT (id) DO UPDATE SET member = excluded.member, name = excluded.name"
#define SQL_DELETE "DELETE FROM profile WHERE id = $1"
#define SQL_CLEAR "DELETE FROM profile"
#define VALUES "SELECT r.id, r.body, r.version FROM profile t JOIN record r ON r.id = t.id "
#define SQL_FIND_FOR_MEMBER VALUES "WHERE t.member = $1 ORDER BY t.id LIMIT 1"

static gpointer
decode (const char *id, const char *body, int64_t version)
{
  return rondo_wire_decode_profile (id, body, NULL);
}

gboolean
rondo_profiles_table_put (RondoDb *db, const RondoProfile *profile, GError **error)
{
  return rondo_db_run (db, error, SQL_PUT, "ttt", profile->id, profile->member, profile->name);
}

gboolean
rondo_profiles_table_delete (RondoDb *db, const char *id, GError **error)
{
  return rondo_db_run (db, error, SQL_DELETE, "t", id);
}

gboolean
rondo_profiles_table_clear (RondoDb *db, GError **error)
{
  return rondo_db_run (db, error, SQL_CLEAR, "");
}

gboolean
rondo_profiles_table_find_for_member (RondoDb *db,
                                      const char *member,
                                      RondoProfile **profile,
                                      GError **error)
{
  gpointer value;

  *profile = NULL;
  if (!rondo_rows_take_value (
          rondo_db_query (db, error, SQL_FIND_FOR_MEMBER, "t", member), decode, &value, error))
    return FALSE;
  *profile = value;
  return TRUE;
}
