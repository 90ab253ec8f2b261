/* SPDX-License-Identifier: GPL-3.0-or-later
 * Pairings by round and by partner. */
#pragma once

#include "rondo-db.h"
#include "rondo-round.h"

G_BEGIN_DECLS

gboolean rondo_pairings_table_put (RondoDb *db, const RondoPairing *pairing, GError **error);
gboolean rondo_pairings_table_delete (RondoDb *db, const char *id, GError **error);
gboolean rondo_pairings_table_clear (RondoDb *db, GError **error);

/** rondo_pairings_table_list_all: (transfer full): (element-type RondoPairing) */
GPtrArray *rondo_pairings_table_list_all (RondoDb *db, GError **error);

/** rondo_pairings_table_list_for_round: (transfer full): (element-type RondoPairing) */
GPtrArray *rondo_pairings_table_list_for_round (RondoDb *db, const char *round, GError **error);

/** rondo_pairings_table_list_for_member: all that @member has or had, and knows of.
 * (transfer full) (element-type RondoPairing) */
GPtrArray *rondo_pairings_table_list_for_member (RondoDb *db, const char *member, GError **error);

/** rondo_pairings_table_list_active_for_member: (transfer full): (element-type RondoPairing): those
 * that @member knows of, where they coach first */
GPtrArray *
rondo_pairings_table_list_active_for_member (RondoDb *db, const char *member, GError **error);

/** rondo_pairings_table_find: @pairing becomes a new value, or NULL if there is none. */
gboolean
rondo_pairings_table_find (RondoDb *db, const char *id, RondoPairing **pairing, GError **error);

/** rondo_pairings_table_count_for_round: how many pairings there are, as far as this computer may
 * see. */
gboolean rondo_pairings_table_count_for_round (RondoDb *db,
                                               const char *round,
                                               int64_t *count,
                                               GError **error);

G_END_DECLS
