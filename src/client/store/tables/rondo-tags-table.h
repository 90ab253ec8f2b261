/* SPDX-License-Identifier: GPL-3.0-or-later
 * Commits of the server that this computer has seen: the proof of what it knew. */
#pragma once

#include "rondo-db.h"
#include "rondo-wire-messages.h"

G_BEGIN_DECLS

/** rondo_tags_table_add: @tag of @seq was the newest in @epoch; does nothing if it was already. Of
 * the older ones ever fewer are kept. */
gboolean
rondo_tags_table_add (RondoDb *db, const char *epoch, int64_t seq, const char *tag, GError **error);

/** rondo_tags_table_find_newest: that of @epoch, NULL if there is none. (transfer full) */
gboolean
rondo_tags_table_find_newest (RondoDb *db, const char *epoch, RondoTag **tag, GError **error);

/** rondo_tags_table_list: (transfer full) (element-type RondoTag): newest first */
GPtrArray *rondo_tags_table_list (RondoDb *db, GError **error);

/** rondo_tags_table_forget: all of them. */
gboolean rondo_tags_table_forget (RondoDb *db, GError **error);

G_END_DECLS
