/* SPDX-License-Identifier: GPL-3.0-or-later
 * Saving the publication of a plan. */
#pragma once

#include "rondo-db.h"
#include "rondo-plan.h"

G_BEGIN_DECLS

/** rondo_change_save_publish: within a transaction: checks the rules, then makes pairings, plan and
 * the round's state true on this computer, as one op that touches all of them. */
gboolean
rondo_change_save_publish (RondoDb *db, const RondoPlan *plan, int64_t now_us, GError **error);

G_END_DECLS
