/* SPDX-License-Identifier: GPL-3.0-or-later
 * Free words that describe a member, by kind: what a wish can ask for besides what is computed. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A new kind needs a row in the table of traits and one in that of wishes. */
typedef enum {
  RONDO_TRAIT_GENDER,
  RONDO_TRAIT_NICHE,
  RONDO_TRAIT_REGION,
  RONDO_TRAIT_METHOD,
  RONDO_N_TRAITS,
} RondoTrait;

#define RONDO_TRAIT_MAX_BYTES 60
#define RONDO_TRAITS_MAX 20

/** rondo_trait_to_word: the word of files and of the protocol, "niche". */
const char *rondo_trait_to_word (RondoTrait trait);

/** rondo_trait_to_display: what people call the kind, translated. */
const char *rondo_trait_to_display (RondoTrait trait);

/** rondo_trait_normalize: @text with single spaces; NULL if it is not one line of some letters
 * without ";", "," and "|", which part words in a list. (transfer full) (nullable) */
char *rondo_trait_normalize (const char *text);

/** rondo_trait_is_valid: whether @text is as rondo_trait_normalize() makes it. */
gboolean rondo_trait_is_valid (const char *text);

/** rondo_trait_are_same: whether two words mean the same: case does not matter. */
gboolean rondo_trait_are_same (const char *a, const char *b);

/** rondo_traits_have: whether @word is among @traits (NULL-terminated). */
gboolean rondo_traits_have (char *const *traits, const char *word);

/** rondo_traits_check: whether @traits (from outside) are acceptable; @trait names the field. */
gboolean rondo_traits_check (RondoTrait trait, char *const *traits, GError **error);

/** rondo_traits_parse: a list "leadership; career", each word once; NULL with %RONDO_ERROR_INVALID.
 * "none" is the empty list. (transfer full) */
GStrv rondo_traits_parse (const char *text, GError **error);

/** rondo_traits_to_text: the inverse of rondo_traits_parse(). (transfer full) */
char *rondo_traits_to_text (char *const *traits);

G_END_DECLS
