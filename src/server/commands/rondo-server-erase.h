/* SPDX-License-Identifier: GPL-3.0-or-later
 * A person's data on request: all of it as text, or gone. */
#pragma once

#include "rondo-server-community.h"
#include "rondo-server-people.h"

G_BEGIN_DECLS

/**
 * rondo_server_erase:
 *
 * Takes @person out of the database: name and contacts, wishes, private hours and clients, account
 * and devices go, also from all earlier states of records and from what others wrote about them.
 * Pairings, and the minutes of their sessions, stay for the partners, with a member without a name.
 * Clients hear of it at their next sync. One transaction.
 */
gboolean rondo_server_erase (RondoDb *db,
                             const RondoServerCommunity *community,
                             const RondoServerPerson *person,
                             int64_t now_us,
                             GError **error);

/** rondo_server_export_person: everything of @person as JSON text; what others told of themselves
 * is left out. (transfer full) */
char *rondo_server_export_person (RondoDb *db,
                                  const RondoServerCommunity *community,
                                  const RondoServerPerson *person,
                                  int64_t now_us,
                                  GError **error);

G_END_DECLS
