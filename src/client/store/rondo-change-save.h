/* SPDX-License-Identifier: GPL-3.0-or-later
 * Saving what the user did: records, typed tables and outbox in one transaction. */
#pragma once

#include "rondo-change.h"
#include "rondo-db.h"

G_BEGIN_DECLS

/** rondo_change_save: all of @change or nothing. Edits of a record whose op was never sent become
 * part of that op; what was never sent and is deleted again leaves no op. */
gboolean rondo_change_save (RondoDb *db, RondoChange *change, int64_t now_us, GError **error);

G_END_DECLS
