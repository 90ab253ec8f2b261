/* SPDX-License-Identifier: GPL-3.0-or-later
 * Clients of the member of this computer. */
#pragma once

#include "rondo-db.h"
#include "rondo-hours.h"

G_BEGIN_DECLS

gboolean rondo_clients_table_put (RondoDb *db, const RondoClientPerson *client, GError **error);
gboolean rondo_clients_table_delete (RondoDb *db, const char *id, GError **error);
gboolean rondo_clients_table_clear (RondoDb *db, GError **error);

/** rondo_clients_table_list: (transfer full): (element-type RondoClientPerson): in the order of
 * their ids */
GPtrArray *rondo_clients_table_list (RondoDb *db, GError **error);

G_END_DECLS
