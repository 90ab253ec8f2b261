/* SPDX-License-Identifier: GPL-3.0-or-later
 * Amending a round that goes on: one op, many records. Private to this room. */
#pragma once

#include "rondo-db.h"
#include "rondo-plan.h"

G_BEGIN_DECLS

/** rondo_change_save_amend: shows what @plan, an amending one, makes of the round, and queues it,
 * inside the transaction of the caller. */
gboolean rondo_change_save_amend (
    RondoDb *db, const RondoPlan *plan, const RondoRound *round, int64_t now_us, GError **error);

G_END_DECLS
