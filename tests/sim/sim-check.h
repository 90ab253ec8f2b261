/* SPDX-License-Identifier: GPL-3.0-or-later
 * What has to hold: at every answer, and when everything has come to rest. */
#pragma once

#include "sim-world.h"

G_BEGIN_DECLS

/** sim_check_answer: nothing in @text is foreign to @member. */
void sim_check_answer (SimWorld *world, const char *member, const char *text);

/** sim_check_held: a device that was told that its account is held knows nothing of others. */
void sim_check_held (SimDevice *device);

/** sim_check_rest: all outboxes are empty and all is read: everybody agrees, and every change that
 * was ever saved is true, or was overwritten by somebody who saw it, or was given up knowingly. */
void sim_check_rest (SimWorld *world);

G_END_DECLS
