/* SPDX-License-Identifier: GPL-3.0-or-later
 * The files of the matching engine: an instance in, a result out. */
#pragma once

#include <glib.h>

#include "rondo-match.h"

G_BEGIN_DECLS

/* Larger files are refused before they are read. */
#define RONDO_WIRE_MATCH_MAX_BYTES (512u * 1024 * 1024)
#define RONDO_WIRE_MATCH_MAX_PAIRS 5000000

typedef struct _RondoWireMatch RondoWireMatch;

/** rondo_wire_match_parse: an instance from untrusted bytes, checked by the engine's own rules too;
 * NULL with %RONDO_ERROR_INVALID and one sentence that says what and where. (transfer full) */
RondoWireMatch *rondo_wire_match_parse (const char *data, gsize length, GError **error);

/** rondo_wire_match_get_instance: stays with @match. */
const RondoMatchInstance *rondo_wire_match_get_instance (RondoWireMatch *match);
void rondo_wire_match_free (RondoWireMatch *match);

/** rondo_wire_match_encode: the result file of @result. (transfer full) */
char *rondo_wire_match_encode (const RondoMatchInstance *instance,
                               const RondoMatchResult *result,
                               double seconds,
                               double first_plan_seconds);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoWireMatch, rondo_wire_match_free)

G_END_DECLS
