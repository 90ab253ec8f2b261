/* SPDX-License-Identifier: GPL-3.0-or-later
 * What partners say about their pairings, as far as this computer gets to see it. */
#pragma once

#include "rondo-db.h"
#include "rondo-feedback.h"

G_BEGIN_DECLS

gboolean rondo_feedback_table_put (RondoDb *db, const RondoFeedback *feedback, GError **error);
gboolean rondo_feedback_table_delete (RondoDb *db, const char *id, GError **error);
gboolean rondo_feedback_table_clear (RondoDb *db, GError **error);

/** rondo_feedback_table_list_for_pairing: in no order that means anything. (transfer full)
 * (element-type RondoFeedback) */
GPtrArray *rondo_feedback_table_list_for_pairing (RondoDb *db, const char *pairing, GError **error);

G_END_DECLS
