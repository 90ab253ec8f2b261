/* SPDX-License-Identifier: GPL-3.0-or-later
 * The records of two accounts that become one. For the merger alone. */
#pragma once

#include "rondo-server-apply.h"
#include "rondo-server-index.h"
#include "rondo-server-people.h"

G_BEGIN_DECLS

/* One merger; all borrowed. */
typedef struct {
  RondoServerWriter writer;
  const RondoServerPerson *stays;
  const RondoServerPerson *goes;
  const char *scope; /* of the one that goes */
  int64_t moved;
} Merger;

/** rondo_server_merger_list_ids: the ids that @sql finds for @value. (transfer full)
 * (element-type utf8) */
GPtrArray *
rondo_server_merger_list_ids (RondoDb *db, const char *sql, const char *value, GError **error);

/** rondo_server_merger_move_records: whatever belongs to, names or is told to the one that goes. */
gboolean rondo_server_merger_move_records (Merger *merger, GError **error);

/** rondo_server_merger_move_addresses: requests and avoids of others name the one that stays. */
gboolean rondo_server_merger_move_addresses (Merger *merger, GError **error);

/** rondo_server_merger_join_clients: nobody has the one that stays as two clients of their log, and
 * nobody is a client of the one that stays twice. */
gboolean rondo_server_merger_join_clients (Merger *merger, GError **error);

G_END_DECLS
