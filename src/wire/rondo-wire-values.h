/* SPDX-License-Identifier: GPL-3.0-or-later
 * Parts that several bodies have in common. Private to this room. */
#pragma once

#include "rondo-availability.h"
#include "rondo-wire-json.h"
#include "rondo-wish.h"

G_BEGIN_DECLS

/** rondo_wire_read_strv: a list of short texts into the NULL-terminated array at @slot. */
void rondo_wire_read_strv (RondoWireReader *reader, const char *name, guint max_count, GStrv *slot);
void rondo_wire_put_strv (JsonObject *object, const char *name, GStrv texts);

/** rondo_wire_read_wishes: the fields wishes, requests and avoids, into the empty @wishes. */
void rondo_wire_read_wishes (RondoWireReader *reader, RondoWishes *wishes);
void rondo_wire_put_wishes (JsonObject *object, const RondoWishes *wishes);

/** rondo_wire_read_availability: the field availability; a body without it says nothing. */
void rondo_wire_read_availability (RondoWireReader *reader, RondoAvailability *availability);
void rondo_wire_put_availability (JsonObject *object, const RondoAvailability *availability);

G_END_DECLS
