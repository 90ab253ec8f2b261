/* SPDX-License-Identifier: GPL-3.0-or-later
 * A strict look at JSON from outside, before any parser sees it. Private to this room. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * rondo_wire_scan:
 * @data: (array length=length): untrusted bytes
 *
 * Whether @data is one JSON value (RFC 8259) in UTF-8 of at most @max_bytes with at most @max_depth
 * arrays and objects inside each other: no NUL (not even escaped), no member twice in an object, no
 * integer beyond 64 bits, no number that is not finite, no half surrogate, nothing behind its end.
 * Else %RONDO_ERROR_INVALID.
 */
gboolean
rondo_wire_scan (const char *data, gsize length, gsize max_bytes, guint max_depth, GError **error);

G_END_DECLS
