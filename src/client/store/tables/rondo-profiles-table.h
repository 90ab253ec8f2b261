/* SPDX-License-Identifier: GPL-3.0-or-later
 * What partners may see of members. */
#pragma once

#include "rondo-db.h"
#include "rondo-member.h"

G_BEGIN_DECLS

gboolean rondo_profiles_table_put (RondoDb *db, const RondoProfile *profile, GError **error);
gboolean rondo_profiles_table_delete (RondoDb *db, const char *id, GError **error);
gboolean rondo_profiles_table_clear (RondoDb *db, GError **error);

/** rondo_profiles_table_find_for_member: @profile becomes a new value, or NULL if there is none. */
gboolean rondo_profiles_table_find_for_member (RondoDb *db,
                                               const char *member,
                                               RondoProfile **profile,
                                               GError **error);

G_END_DECLS
