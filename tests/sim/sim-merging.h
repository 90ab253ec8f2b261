/* SPDX-License-Identifier: GPL-3.0-or-later
 * Two accounts of one person that become one. */
#pragma once

#include "sim-world.h"

G_BEGIN_DECLS

/** sim_merging_strike: a coordinator makes one of the two accounts of one person. */
void sim_merging_strike (SimWorld *world);

/** sim_merging_find_out: whether the server has done it, after it was off. */
void sim_merging_find_out (SimWorld *world);

/** sim_merging_get: who @member is by now. */
guint sim_merging_get (const SimWorld *world, guint member);

/** sim_merging_is_same: whether the two are one person by now. */
gboolean sim_merging_is_same (const SimWorld *world, guint one, guint other);

G_END_DECLS
