/* SPDX-License-Identifier: GPL-3.0-or-later
 * Saving what the user did: records, typed tables and outbox in one transaction. */
#pragma once

#include "rondo-change.h"
#include "rondo-db.h"
#include "rondo-wire-bodies.h"

G_BEGIN_DECLS

/** rondo_change_save: all of @change or nothing. Edits of a record whose op was never sent become
 * part of that op; what was never sent and is deleted again leaves no op. */
gboolean rondo_change_save (RondoDb *db, RondoChange *change, int64_t now_us, GError **error);

/** rondo_change_save_choice: in the open transaction: gives the record @id a @body that was checked
 * before (NULL: deletes it), which the user chose over what is there. */
gboolean rondo_change_save_choice (
    RondoDb *db, RondoKind kind, const char *id, const char *body, int64_t now_us, GError **error);

G_END_DECLS
