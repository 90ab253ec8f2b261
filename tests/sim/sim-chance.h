/* SPDX-License-Identifier: GPL-3.0-or-later
 * What goes wrong besides the network: computers, disks and clocks. */
#pragma once

#include "sim-world.h"

G_BEGIN_DECLS

/** sim_chance_set_secrets: what the server takes for secrets from now on. */
void sim_chance_set_secrets (uint64_t seed);

/** sim_chance_begins: clocks that are wrong from the start. */
void sim_chance_begins (SimWorld *world);

/** sim_chance_strikes: something goes wrong with @device or the server, now or soon. */
void sim_chance_strikes (SimWorld *world, SimDevice *device);

/** sim_chance_ends: from now on nothing goes wrong. */
void sim_chance_ends (SimWorld *world);

G_END_DECLS
