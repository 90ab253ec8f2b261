/* SPDX-License-Identifier: GPL-3.0-or-later
 * Computers that go back to an earlier state, and accounts whose rights change. */
#pragma once

#include "sim-world.h"

G_BEGIN_DECLS

/** sim_restores_strike: a backup is made of the server or of @device, or an old one comes back. */
void sim_restores_strike (SimWorld *world, SimDevice *device);

/** sim_rights_strike: somebody becomes coordinator, or is held, or is not any more. */
void sim_rights_strike (SimWorld *world);

/** sim_rights_end: nobody is held any more. */
void sim_rights_end (SimWorld *world);

/** sim_restores_clear: the backups go. */
void sim_restores_clear (SimWorld *world);

/** sim_server_forget: what the server does once a day. */
void sim_server_forget (SimWorld *world);

G_END_DECLS
