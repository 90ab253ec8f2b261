/* SPDX-License-Identifier: GPL-3.0-or-later
 * A plan changes a round that goes on: all of it or nothing. */
#pragma once

#include "rondo-plan.h"
#include "rondo-server-community.h"
#include "rondo-wire-messages.h"

G_BEGIN_DECLS

/** rondo_server_amend: checks @plan, the amending one of @op, against the pairings as they are by
 * now and every hard rule, then writes pairings, registrations and plan. @round is that of the
 * plan, in the version that it was made from. As rondo_server_apply(). */
gboolean rondo_server_amend (const RondoServerWriter *writer,
                             const RondoOp *op,
                             const RondoPlan *plan,
                             const RondoRound *round,
                             GError **error);

G_END_DECLS
