/* SPDX-License-Identifier: GPL-3.0-or-later
 * Ids of records and ops: UUIDs as 36 lower-case characters. */
#pragma once

#include <glib.h>
#include <stdint.h>

G_BEGIN_DECLS

/**
 * rondo_id_new:
 * @now_us: microseconds since 1970 UTC
 *
 * Returns: (transfer full): a new UUIDv7 (RFC 9562 §5.7): its first 48 bits are milliseconds, so
 * that ids made one after the other lie close together in an index.
 */
char *rondo_id_new (int64_t now_us);

/**
 * rondo_id_derive:
 *
 * Returns: (transfer full): the UUIDv8 that always belongs to @name within @space, so that two
 * devices that make the same thing make the same record.
 */
char *rondo_id_derive (const char *space, const char *name);

/** rondo_id_is_valid: whether @text (nullable, untrusted) is a UUID of 36 lower-case characters. */
gboolean rondo_id_is_valid (const char *text);

G_END_DECLS
