/* SPDX-License-Identifier: GPL-3.0-or-later
 * Rule files of the coach: added, taken out, and those of the program saved as a start. */
#pragma once

#include <adwaita.h>

#include "rondo-context.h"
#include "rondo-desk.h"

G_BEGIN_DECLS

#define RONDO_TYPE_OWN_RULES_GROUP (rondo_own_rules_group_get_type ())
G_DECLARE_FINAL_TYPE (RondoOwnRulesGroup, rondo_own_rules_group, RONDO, OWN_RULES_GROUP, AdwBin)

/** rondo_own_rules_group_show: the rules of @plans. */
void rondo_own_rules_group_show (RondoOwnRulesGroup *group,
                                 RondoStore *store,
                                 const RondoPlansOverview *plans);

G_END_DECLS
