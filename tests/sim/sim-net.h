/* SPDX-License-Identifier: GPL-3.0-or-later
 * The simulated network: a transport whose requests are lost, doubled, cut, or arrive days later.
 */
#pragma once

#include "sim-world.h"

G_BEGIN_DECLS

#define SIM_TYPE_NET (sim_net_get_type ())
G_DECLARE_FINAL_TYPE (SimNet, sim_net, SIM, NET, GObject)

/** sim_net_new: the way of @device to the server. */
RondoTransport *sim_net_new (SimDevice *device);

/** sim_net_deliver_late: requests whose time has come arrive; nobody reads the answers. */
void sim_net_deliver_late (SimWorld *world);

void sim_request_free (SimRequest *request);

G_END_DECLS
