/* SPDX-License-Identifier: GPL-3.0-or-later
 * The table "client", derived from the bodies of its records. */
#include "config.h"

#include "rondo-clients-table.h"

#include "rondo-rows.h"
#include "rondo-text.h"
#include "rondo-wire-bodies.h"

#define SQL_PUT                                                                                    \
  "INSERT INTO client (id, name, search) VALUES ($1, $2, $3) "                                     \
  "ON CONFLICT (id) DO UPDATE SET name = excluded.name, search = excluded.search"
#define SQL_DELETE "DELETE FROM client WHERE id = $1"
#define SQL_CLEAR "DELETE FROM client"
#define VALUES "SELECT r.id, r.body, r.version FROM client t JOIN record r ON r.id = t.id "
#define SQL_LIST VALUES "ORDER BY t.id"

static gpointer
decode (const char *id, const char *body, int64_t version)
{
  return rondo_wire_decode_client (id, body, NULL);
}

gboolean
rondo_clients_table_put (RondoDb *db, const RondoClientPerson *client, GError **error)
{
  g_autofree char *both = g_strjoin ("\n", client->name, client->contact, NULL);
  g_autofree char *search = rondo_text_fold (both);

  return rondo_db_run (db, error, SQL_PUT, "ttt", client->id, client->name, search);
}

gboolean
rondo_clients_table_delete (RondoDb *db, const char *id, GError **error)
{
  return rondo_db_run (db, error, SQL_DELETE, "t", id);
}

gboolean
rondo_clients_table_clear (RondoDb *db, GError **error)
{
  return rondo_db_run (db, error, SQL_CLEAR, "");
}

GPtrArray *
rondo_clients_table_list (RondoDb *db, GError **error)
{
  return rondo_rows_take_values (rondo_db_query (db, error, SQL_LIST, ""),
                                 decode,
                                 (GDestroyNotify)rondo_client_person_free,
                                 error);
}
