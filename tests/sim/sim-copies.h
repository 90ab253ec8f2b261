/* SPDX-License-Identifier: GPL-3.0-or-later
 * Computers that were copied as a whole: two of them go on from the same moment. */
#pragma once

#include "sim-world.h"

G_BEGIN_DECLS

/** sim_copies_strike: @device is copied, its keyring with it, if there is a place for one more. */
void sim_copies_strike (SimDevice *device);

/** sim_copies_may_hold: whether another copy of @device may still have op @op to send. */
gboolean sim_copies_may_hold (SimDevice *device, const char *op);

/** sim_copies_is_alone: whether there is no other copy of @device. */
gboolean sim_copies_is_alone (SimDevice *device);

G_END_DECLS
