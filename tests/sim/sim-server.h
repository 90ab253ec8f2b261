/* SPDX-License-Identifier: GPL-3.0-or-later
 * The simulated server: the engine behind the desk, on a computer that may stop. */
#pragma once

#include "sim-world.h"

G_BEGIN_DECLS

void sim_server_init (SimWorld *world);
void sim_server_clear (SimWorld *world);

/** sim_server_start: switches it on if it is off. */
void sim_server_start (SimWorld *world);

/** sim_server_stop: as a crash of the program, or of the computer. */
void sim_server_stop (SimWorld *world, gboolean is_power);

/** sim_server_is_down: and stays so for now. */
gboolean sim_server_is_down (SimWorld *world);

/** sim_server_answer: what it says to @request; NULL: nothing, it is down (by now).
 * (transfer full) */
char *sim_server_answer (SimWorld *world, const SimRequest *request, guint *status);

/** sim_server_sign_in: @device gets a new token and remembers the account. */
gboolean sim_server_sign_in (SimWorld *world, SimDevice *device);

/** sim_server_act: an op of @member that comes from elsewhere, such as an app of the next version;
 * it is made from what the server has. FALSE if it was refused. */
gboolean sim_server_act (
    SimWorld *world, guint member, RondoAct act, RondoKind kind, const char *id, const char *body);

/** sim_server_read_body: (transfer full) (nullable): what the server holds. */
char *sim_server_read_body (SimWorld *world, const char *id, int64_t *version);

G_END_DECLS
