/* SPDX-License-Identifier: GPL-3.0-or-later
 * The tables "draft", "draft_pair" and "draft_place". */
#pragma once

#include "rondo-db.h"
#include "rondo-draft.h"

G_BEGIN_DECLS

/** rondo_drafts_table_list_for_round: the last changed first. (transfer full) (element-type
 * RondoDraft) */
GPtrArray *rondo_drafts_table_list_for_round (RondoDb *db, const char *round, GError **error);

/** rondo_drafts_table_write: in place of what there was, in one transaction. */
gboolean
rondo_drafts_table_write (RondoDb *db, const RondoDraft *draft, int64_t now_us, GError **error);
gboolean rondo_drafts_table_delete (RondoDb *db, const char *id, GError **error);

G_END_DECLS
