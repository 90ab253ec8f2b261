/* SPDX-License-Identifier: GPL-3.0-or-later
 * Languages as codes and as words. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** rondo_language_to_display: @code as people call the language, translated: "German",
 * "Portuguese (BR)"; a code that is not known stands for itself. (transfer full) */
char *rondo_language_to_display (const char *code);

/** rondo_language_list_to_display: @codes (nullable) as a translated list: "German, English".
 * (transfer full) */
char *rondo_language_list_to_display (const char *const *codes);

/** rondo_language_from_name: the code of @name, English or translated, in any case; NULL if it is
 * not known. */
const char *rondo_language_from_name (const char *name);

/** rondo_language_get_code: the @index-th code that has a name here; NULL behind the last. */
const char *rondo_language_get_code (guint index);

/** rondo_language_get_english_name: "German"; "" for a code that is not known. */
const char *rondo_language_get_english_name (const char *code);

/** rondo_language_are_common: whether who speaks @a and who speaks @b understand each other: the
 * same language, wherever it is spoken ("pt" and "pt-br"). */
gboolean rondo_language_are_common (const char *a, const char *b);

/** rondo_language_covers: whether the tag @spoken is what somebody who asks for @wanted means:
 * "pt-br" for "pt", but not the other way round (RFC 4647 §3.3.1). */
gboolean rondo_language_covers (const char *wanted, const char *spoken);

G_END_DECLS
