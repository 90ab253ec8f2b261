/* SPDX-License-Identifier: GPL-3.0-or-later
 * Messages made smaller for the way, with Zstandard. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What it is called in "Content-Encoding" and "Accept-Encoding". */
#define RONDO_WIRE_PACKING "zstd"

/* Below this a message is not worth it. */
#define RONDO_WIRE_PACK_MIN_BYTES 1024

/** rondo_wire_pack: (transfer full): @length bytes at @data, packed. */
GBytes *rondo_wire_pack (const char *data, gsize length);

/**
 * rondo_wire_unpack:
 * @data: (array length=length): untrusted bytes
 *
 * What was packed, if it says how large it is and that is at most @max_bytes: never more than that
 * is unpacked, and nothing is kept ready for what only claims to be large.
 *
 * Returns: (transfer full): or NULL with %RONDO_ERROR_INVALID
 */
GBytes *rondo_wire_unpack (const char *data, gsize length, gsize max_bytes, GError **error);

/** rondo_wire_accepts_packing: whether @encodings (nullable), the value of an "Accept-Encoding",
 * names our packing and does not refuse it. */
gboolean rondo_wire_accepts_packing (const char *encodings);

G_END_DECLS
