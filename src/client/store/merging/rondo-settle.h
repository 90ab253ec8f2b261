/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a record becomes when news of the server or the end of an op meet the user's own edits. */
#pragma once

#include "rondo-records-table.h"

G_BEGIN_DECLS

/**
 * rondo_settle:
 * @record: with what the server has as base_body and version
 * @is_changed: (inout): set if the user sees something else from now on
 *
 * Writes @record. While an op touches it, the user keeps seeing their own edit; else what the
 * server has.
 */
gboolean rondo_settle (RondoDb *db, RondoRecord *record, gboolean *is_changed, GError **error);

/** rondo_settle_untouched: the same for a record that no op touches. */
gboolean
rondo_settle_untouched (RondoDb *db, RondoRecord *record, gboolean *is_changed, GError **error);

G_END_DECLS
