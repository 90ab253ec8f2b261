/* SPDX-License-Identifier: GPL-3.0-or-later
 * Everything of one person as JSON. */
#include "config.h"

#include "rondo-server-erase.h"

#include "rondo-server-devices.h"
#include "rondo-server-feed.h"
#include "rondo-wire-export.h"

/* Their own, and what two share: pairings and sessions. Not the profiles of others. */
static const char SQL_LIST_RECORDS[] =
    "SELECT r.kind, r.id, r.version, r.body FROM record r "
    "WHERE r.is_deleted = 0 AND (r.id = $1 OR r.belongs_to = $1 OR (r.kind IN ('pairing', "
    "'session') AND r.id IN (SELECT record FROM feed WHERE scope = $2 AND is_gone = 0))) "
    "ORDER BY r.kind, r.id";
static const char SQL_LIST_HISTORY[] =
    "SELECT r.kind, h.record, h.version, h.written_us, h.body FROM record_past h "
    "JOIN record r ON r.id = h.record WHERE (r.id = $1 OR r.belongs_to = $1) "
    "AND h.body IS NOT NULL ORDER BY r.kind, h.record, h.version";
static const char SQL_LIST_DEPOSITS[] =
    "SELECT kind, record, base, received_us, body FROM deposit WHERE member = $1 "
    "AND body IS NOT NULL ORDER BY id";

static gboolean
add_account (RondoDb *db, const char *member, RondoWireExport *export, GError **error)
{
  g_autoptr (RondoServerAccount) account = NULL;
  g_autoptr (GPtrArray) devices = rondo_server_devices_list (db, member, error);

  if (devices == NULL || !rondo_server_accounts_find (db, member, &account, error))
    return FALSE;
  if (account == NULL)
    return TRUE;
  rondo_wire_export_account (
      export, account->is_coordinator, account->is_held, account->created_us);
  for (guint i = 0; i < devices->len; i++) {
    const RondoServerDevice *device = g_ptr_array_index (devices, i);

    rondo_wire_export_device (export, device->name, device->created_us, device->renewed_us);
  }
  return TRUE;
}

static gboolean
add_records (RondoDb *db, const char *member, RondoWireExport *export, GError **error)
{
  g_autofree char *scope = rondo_server_scope_of_member (member);
  g_autoptr (RondoStatement) statement =
      rondo_db_query (db, error, SQL_LIST_RECORDS, "tt", member, scope);
  g_autoptr (GError) failure = NULL;

  if (statement == NULL)
    return FALSE;
  while (rondo_statement_step (statement, &failure))
    rondo_wire_export_record (export,
                              rondo_statement_get_text (statement, 0),
                              rondo_statement_get_text (statement, 1),
                              rondo_statement_get_int (statement, 2),
                              0,
                              rondo_statement_get_text (statement, 3));
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
add_dated (
    RondoDb *db, const char *sql, const char *member, RondoWireExport *export, GError **error)
{
  g_autoptr (RondoStatement) statement = rondo_db_query (db, error, sql, "t", member);
  g_autoptr (GError) failure = NULL;

  if (statement == NULL)
    return FALSE;
  while (rondo_statement_step (statement, &failure))
    rondo_wire_export_record (export,
                              rondo_statement_get_text (statement, 0),
                              rondo_statement_get_text (statement, 1),
                              rondo_statement_get_int (statement, 2),
                              rondo_statement_get_int (statement, 3),
                              rondo_statement_get_text (statement, 4));
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
fill (RondoDb *db, const char *member, RondoWireExport *export, GError **error)
{
  if (!add_account (db, member, export, error))
    return FALSE;
  rondo_wire_export_begin (export, "records");
  if (!add_records (db, member, export, error))
    return FALSE;
  rondo_wire_export_begin (export, "earlier");
  if (!add_dated (db, SQL_LIST_HISTORY, member, export, error))
    return FALSE;
  rondo_wire_export_begin (export, "deposited");
  return add_dated (db, SQL_LIST_DEPOSITS, member, export, error);
}

char *
rondo_server_export_person (RondoDb *db,
                            const RondoServerCommunity *community,
                            const RondoServerPerson *person,
                            int64_t now_us,
                            GError **error)
{
  RondoWireExport *export = NULL;
  g_autofree char *json = NULL;
  gboolean is_good = FALSE;

  if (!rondo_db_begin_read (db, error))
    return NULL;
  export = rondo_wire_export_new (community->name, person->member, now_us);
  is_good = rondo_db_end (db, fill (db, person->member, export, error), error);
  json = rondo_wire_export_end (export);
  return is_good ? g_steal_pointer (&json) : NULL;
}
