/* SPDX-License-Identifier: GPL-3.0-or-later
 * What people do with the app. */
#pragma once

#include "sim-world.h"

G_BEGIN_DECLS

/** sim_people_act: the owner of @device does something, by chance. */
void sim_people_act (SimDevice *device);

/** sim_people_decide: about one change that was refused or one conflict. FALSE if there is none. */
gboolean sim_people_decide (SimDevice *device);

/** sim_people_elsewhere: something happens that no device of the simulation has asked for. */
void sim_people_elsewhere (SimWorld *world);

G_END_DECLS
