/* SPDX-License-Identifier: GPL-3.0-or-later
 * Showing what an op makes of other records than its own. Private to this room. */
#pragma once

#include "rondo-db.h"
#include "rondo-wire-bodies.h"

G_BEGIN_DECLS

/** rondo_change_show: shows @value from now on, and keeps what the server has as the base. */
gboolean rondo_change_show (
    RondoDb *db, RondoKind kind, const char *id, gconstpointer value, GError **error);

G_END_DECLS
