/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the checks need to know of bodies, as tables: derived from the records. */
#pragma once

#include "rondo-server-records.h"

G_BEGIN_DECLS

/** rondo_server_index_update: brings the tables in line with @record, just written. */
gboolean rondo_server_index_update (RondoDb *db, const RondoServerRecord *record, GError **error);

/** rondo_server_index_find_member: the id (or NULL) of the member with @email, and the name.
 * (transfer full) */
gboolean rondo_server_index_find_member (
    RondoDb *db, const char *email, char **member, char **name, GError **error);

/** rondo_server_index_get_name: of @member, NULL if there is no such member. (transfer full) */
gboolean rondo_server_index_get_name (RondoDb *db, const char *member, char **name, GError **error);

/** rondo_server_index_is_needed: whether an account, a round or a pairing rests on @member. */
gboolean
rondo_server_index_is_needed (RondoDb *db, const char *member, gboolean *is_needed, GError **error);

/** rondo_server_index_find_round: the state of @round; @is_there FALSE if there is none. */
gboolean rondo_server_index_find_round (
    RondoDb *db, const char *round, gboolean *is_there, RondoRoundState *state, GError **error);

/** rondo_server_index_find_pairing: the pairing, NULL if there is none. (transfer full) */
gboolean rondo_server_index_find_pairing (RondoDb *db,
                                          const char *id,
                                          RondoPairing **pairing,
                                          GError **error);

/** rondo_server_index_count_live: how many pairings of @round have not ended. */
gboolean
rondo_server_index_count_live (RondoDb *db, const char *round, guint *n_live, GError **error);

/** rondo_server_index_are_partners: whether a pairing that has not ended joins the two, either way
 * round. */
gboolean rondo_server_index_are_partners (
    RondoDb *db, const char *a, const char *b, gboolean *are_partners, GError **error);

/** rondo_server_index_were_partners: the same of a pairing that may have ended. */
gboolean rondo_server_index_were_partners (
    RondoDb *db, const char *a, const char *b, gboolean *were_partners, GError **error);

/** rondo_server_index_list_registered: registrations of @round and the members they name.
 * (transfer full) (element-type RondoRegistration) (element-type RondoMember) */
gboolean rondo_server_index_list_registered (
    RondoDb *db, const char *round, GPtrArray **registrations, GPtrArray **members, GError **error);

/** rondo_server_index_list_pairings: all of @round, ended ones too. (transfer full)
 * (element-type RondoPairing) */
GPtrArray *rondo_server_index_list_pairings (RondoDb *db, const char *round, GError **error);

/** rondo_server_index_list_ids: the first column of what @sql finds for @value. (transfer full)
 * (element-type utf8) */
GPtrArray *
rondo_server_index_list_ids (RondoDb *db, const char *sql, const char *value, GError **error);

/** rondo_server_index_find_registration_round: the round of the living registration @id, NULL if
 * there is none. (transfer full) */
gboolean rondo_server_index_find_registration_round (RondoDb *db,
                                                     const char *id,
                                                     char **round,
                                                     GError **error);

G_END_DECLS
