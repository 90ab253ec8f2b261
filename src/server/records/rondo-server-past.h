/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the server knows of the rounds before one. */
#pragma once

#include "rondo-db.h"
#include "rondo-past.h"

G_BEGIN_DECLS

/** rondo_server_past_read: who was paired with whom before @round, for the check of its plan; who
 * lost out is no matter of rules. (transfer full) */
RondoPast *rondo_server_past_read (RondoDb *db, const RondoRound *round, GError **error);

G_END_DECLS
