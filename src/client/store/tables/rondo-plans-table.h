/* SPDX-License-Identifier: GPL-3.0-or-later
 * Published plans by round. */
#pragma once

#include "rondo-db.h"
#include "rondo-plan.h"

G_BEGIN_DECLS

gboolean rondo_plans_table_put (RondoDb *db, const RondoPlan *plan, GError **error);
gboolean rondo_plans_table_delete (RondoDb *db, const char *id, GError **error);
gboolean rondo_plans_table_clear (RondoDb *db, GError **error);

/** rondo_plans_table_find_for_round: the newest plan of @round, or NULL. */
gboolean
rondo_plans_table_find_for_round (RondoDb *db, const char *round, RondoPlan **plan, GError **error);

/** rondo_plans_table_find_first: the oldest plan of @round, or NULL. */
gboolean
rondo_plans_table_find_first (RondoDb *db, const char *round, RondoPlan **plan, GError **error);

G_END_DECLS
