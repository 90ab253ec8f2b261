/* SPDX-License-Identifier: GPL-3.0-or-later
 * The table "registration", derived from the bodies of its records. */
#include "config.h"

#include "rondo-registrations-table.h"

#include "rondo-rows.h"
#include "rondo-wire-bodies.h"

#define SQL_PUT                                                                                    \
  "INSERT INTO registration (id, round, member) VALUES ($1, $2, $3) "                              \
  "ON CONFLICT (id) DO UPDATE SET round = excluded.round, member = excluded.member"
#define SQL_DELETE "DELETE FROM registration WHERE id = $1"
#define SQL_CLEAR "DELETE FROM registration"
#define VALUES "SELECT r.id, r.body, r.version FROM registration t JOIN record r ON r.id = t.id "
#define SQL_LIST_FOR_ROUND VALUES "WHERE t.round = $1 ORDER BY t.member"
#define SQL_FIND_FOR_MEMBER VALUES "WHERE t.round = $1 AND t.member = $2"
#define SQL_COUNT_FOR_ROUND "SELECT count(*) FROM registration WHERE round = $1"

static gpointer
decode (const char *id, const char *body, int64_t version)
{
  return rondo_wire_decode_registration (id, body, NULL);
}

gboolean
rondo_registrations_table_put (RondoDb *db, const RondoRegistration *registration, GError **error)
{
  return rondo_db_run (
      db, error, SQL_PUT, "ttt", registration->id, registration->round, registration->member);
}

gboolean
rondo_registrations_table_delete (RondoDb *db, const char *id, GError **error)
{
  return rondo_db_run (db, error, SQL_DELETE, "t", id);
}

gboolean
rondo_registrations_table_clear (RondoDb *db, GError **error)
{
  return rondo_db_run (db, error, SQL_CLEAR, "");
}

GPtrArray *
rondo_registrations_table_list_for_round (RondoDb *db, const char *round, GError **error)
{
  return rondo_rows_take_values (rondo_db_query (db, error, SQL_LIST_FOR_ROUND, "t", round),
                                 decode,
                                 (GDestroyNotify)rondo_registration_free,
                                 error);
}

gboolean
rondo_registrations_table_find_for_member (RondoDb *db,
                                           const char *round,
                                           const char *member,
                                           RondoRegistration **registration,
                                           GError **error)
{
  gpointer value;

  *registration = NULL;
  if (!rondo_rows_take_value (rondo_db_query (db, error, SQL_FIND_FOR_MEMBER, "tt", round, member),
                              decode,
                              &value,
                              error))
    return FALSE;
  *registration = value;
  return TRUE;
}

gboolean
rondo_registrations_table_count_for_round (RondoDb *db,
                                           const char *round,
                                           int64_t *count,
                                           GError **error)
{
  *count = 0;
  return rondo_rows_take_int (
      rondo_db_query (db, error, SQL_COUNT_FOR_ROUND, "t", round), count, error);
}
