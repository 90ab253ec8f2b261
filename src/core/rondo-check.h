/* SPDX-License-Identifier: GPL-3.0-or-later
 * Checks of fields from outside that several values share. Private to this room. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** rondo_check_text: whether @text is UTF-8 in one line of at most @max_bytes, and not blank if
 * @is_required. @field is the translated name of the field. */
gboolean rondo_check_text (
    const char *text, const char *field, gsize max_bytes, gboolean is_required, GError **error);

/** rondo_check_long_text: the same of a text that may have several lines, or be empty. */
gboolean
rondo_check_long_text (const char *text, const char *field, gsize max_bytes, GError **error);

/** rondo_check_reference: whether @id is a valid id of another record. */
gboolean rondo_check_reference (const char *id, const char *field, GError **error);

/** rondo_check_quote: @text (untrusted) as a message repeats it: valid UTF-8, and cut where it is
 * longer than anybody reads, since a window would take minutes to lay it out. (transfer full) */
char *rondo_check_quote (const char *text);

G_END_DECLS
