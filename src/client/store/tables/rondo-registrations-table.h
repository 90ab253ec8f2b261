/* SPDX-License-Identifier: GPL-3.0-or-later
 * Who registered for which round. */
#pragma once

#include "rondo-db.h"
#include "rondo-round.h"

G_BEGIN_DECLS

gboolean
rondo_registrations_table_put (RondoDb *db, const RondoRegistration *registration, GError **error);
gboolean rondo_registrations_table_delete (RondoDb *db, const char *id, GError **error);
gboolean rondo_registrations_table_clear (RondoDb *db, GError **error);

/** rondo_registrations_table_list_for_round: (transfer full): (element-type RondoRegistration) */
GPtrArray *
rondo_registrations_table_list_for_round (RondoDb *db, const char *round, GError **error);

/** rondo_registrations_table_find_for_member: @registration becomes a new value, or NULL if there
 * is none. */
gboolean rondo_registrations_table_find_for_member (RondoDb *db,
                                                    const char *round,
                                                    const char *member,
                                                    RondoRegistration **registration,
                                                    GError **error);

/** rondo_registrations_table_count_for_round: how many registered, as far as this computer may see.
 */
gboolean rondo_registrations_table_count_for_round (RondoDb *db,
                                                    const char *round,
                                                    int64_t *count,
                                                    GError **error);

G_END_DECLS
