/* SPDX-License-Identifier: GPL-3.0-or-later
 * What members are told. */
#pragma once

#include "rondo-db.h"
#include "rondo-notice.h"

G_BEGIN_DECLS

gboolean rondo_notices_table_put (RondoDb *db, const RondoNotice *notice, GError **error);
gboolean rondo_notices_table_delete (RondoDb *db, const char *id, GError **error);
gboolean rondo_notices_table_clear (RondoDb *db, GError **error);

/** rondo_notices_table_list_for_member: newest first. (transfer full) (element-type RondoNotice) */
GPtrArray *rondo_notices_table_list_for_member (RondoDb *db, const char *member, GError **error);

G_END_DECLS
