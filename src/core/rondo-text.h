/* SPDX-License-Identifier: GPL-3.0-or-later
 * Names inside sentences, and as they are searched for. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** rondo_text_isolate: @text, UTF-8, to be put into a sentence on screen: between U+2068 and
 * U+2069 if it has letters that run from right to left, so that it does not pull the words around
 * it along; any other text as it is. (transfer full) */
char *rondo_text_isolate (const char *text);

/** rondo_text_fold: @text without case and accents, as it is searched for: "Zoë" → "zoe".
 * (transfer full) */
char *rondo_text_fold (const char *text);

/** rondo_text_cut: @text, UTF-8, or as much of its beginning as fits into @max_bytes (at least 4)
 * together with "…". (transfer full) */
char *rondo_text_cut (const char *text, gsize max_bytes);

G_END_DECLS
