/* SPDX-License-Identifier: GPL-3.0-or-later
 * Time zones by name, found once. Private to this room. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** rondo_zone_find: the zone @name (nullable, untrusted), or NULL if this machine knows none of
 * that name. Owned by the room, for ever; on any thread. */
GTimeZone *rondo_zone_find (const char *name);

G_END_DECLS
