/* SPDX-License-Identifier: GPL-3.0-or-later
 * What this computer knows of the rounds before one. */
#pragma once

#include "rondo-db.h"
#include "rondo-past.h"

G_BEGIN_DECLS

/** rondo_past_reader_read: for @round, which is to be matched. (transfer full) */
RondoPast *rondo_past_reader_read (RondoDb *db, const RondoRound *round, GError **error);

/** rondo_past_reader_read_plan: the plan of @round that held in the end, with those whom the first
 * one left out; NULL if there is none. */
gboolean
rondo_past_reader_read_plan (RondoDb *db, const char *round, RondoPlan **plan, GError **error);

G_END_DECLS
