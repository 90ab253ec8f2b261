/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which records say what a coach plans for: mostly one. */
#pragma once

#include "rondo-db.h"
#include "rondo-desk-settings.h"

G_BEGIN_DECLS

gboolean rondo_desks_table_put (RondoDb *db, const RondoDeskSettings *settings, GError **error);
gboolean rondo_desks_table_delete (RondoDb *db, const char *id, GError **error);
gboolean rondo_desks_table_clear (RondoDb *db, GError **error);

/** rondo_desks_table_find: that of the id @first (nullable), else that of the smallest id;
 * @settings becomes NULL if there is none. */
gboolean rondo_desks_table_find (RondoDb *db,
                                 const char *first,
                                 RondoDeskSettings **settings,
                                 GError **error);

G_END_DECLS
