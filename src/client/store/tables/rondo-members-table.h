/* SPDX-License-Identifier: GPL-3.0-or-later
 * Members by name and by e-mail address. */
#pragma once

#include "rondo-db.h"
#include "rondo-member.h"

G_BEGIN_DECLS

gboolean rondo_members_table_put (RondoDb *db, const RondoMember *member, GError **error);
gboolean rondo_members_table_delete (RondoDb *db, const char *id, GError **error);
gboolean rondo_members_table_clear (RondoDb *db, GError **error);

/** rondo_members_table_list: (transfer full): (element-type RondoMember): in the order of their ids
 */
GPtrArray *rondo_members_table_list (RondoDb *db, GError **error);

/** rondo_members_table_find: @member becomes a new value, or NULL if there is none. */
gboolean
rondo_members_table_find (RondoDb *db, const char *id, RondoMember **member, GError **error);

/** rondo_members_table_find_namesake: the name of a member other than @except with the address
 * @email, or NULL. */
gboolean rondo_members_table_find_namesake (
    RondoDb *db, const char *email, const char *except, char **name, GError **error);

/** rondo_members_table_find_name: the name of the member @id, or NULL. */
gboolean rondo_members_table_find_name (RondoDb *db, const char *id, char **name, GError **error);

G_END_DECLS
