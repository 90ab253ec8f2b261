/* SPDX-License-Identifier: GPL-3.0-or-later
 * People chosen among those who have joined a round, in an order that counts or not. */
#pragma once

#include <adwaita.h>

#include "rondo-context.h"

G_BEGIN_DECLS

#define RONDO_TYPE_PEOPLE_GROUP (rondo_people_group_get_type ())
G_DECLARE_FINAL_TYPE (
    RondoPeopleGroup, rondo_people_group, RONDO, PEOPLE_GROUP, AdwPreferencesGroup)

/* Property "is-ordered", given when made: who comes first counts. */

/** rondo_people_group_set_people: @companions (element-type RondoCompanion) can be chosen. */
void rondo_people_group_set_people (RondoPeopleGroup *group,
                                    RondoContext *context,
                                    GPtrArray *companions);

/** rondo_people_group_set_names: of @names (element-type utf8) those that are ids are chosen. */
void rondo_people_group_set_names (RondoPeopleGroup *group, GPtrArray *names);

/** rondo_people_group_add_names: the ids of whom is chosen go to the end of @names. */
void rondo_people_group_add_names (RondoPeopleGroup *group, GPtrArray *names);

G_END_DECLS
