/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a member wishes for in a coach, whom they request by name, whom they silently avoid. */
#pragma once

#include <glib.h>

#include "rondo-trait.h"

G_BEGIN_DECLS

typedef enum {
  RONDO_WISH_MUST,
  RONDO_WISH_PREFER,
  RONDO_WISH_AVOID,
} RondoWishLevel;

/* What may be so of a coach; a wish to avoid is kept when it is not so. */
typedef enum {
  RONDO_WISH_LANGUAGE,   /* value: a language code the coach speaks, "de" */
  RONDO_WISH_CREDENTIAL, /* value: the least credential of the coach, "PCC" */
  RONDO_WISH_ZONE,       /* value: at most so many whole hours between the two time zones, "3" */
  RONDO_WISH_HOURS,      /* value: at least so many whole hours a week that both have time, "2" */
  RONDO_WISH_GENDER,     /* value: a trait of the coach, as the following */
  RONDO_WISH_NICHE,
  RONDO_WISH_REGION,
  RONDO_WISH_METHOD,
  RONDO_N_WISH_ATTRIBUTES,
} RondoWishAttribute;

typedef struct {
  RondoWishLevel level;
  RondoWishAttribute attribute;
  char *value;
} RondoWish;

/* All that one member asks of a round. People are named by e-mail address, lower case: that is what
 * members know of each other. */
typedef struct {
  GPtrArray *wishes;   /* of RondoWish, owned */
  GPtrArray *requests; /* of char *, best liked first */
  GPtrArray *avoids;   /* of char *; nobody but the engine and the coordinators learns of it */
} RondoWishes;

/* More than this of wishes, of requests or of avoids is not accepted from outside. */
#define RONDO_WISHES_MAX 50

RondoWish *rondo_wish_new (RondoWishLevel level, RondoWishAttribute attribute, const char *value);
void rondo_wish_free (RondoWish *wish);

RondoWishes *rondo_wishes_new (void);
RondoWishes *rondo_wishes_copy (const RondoWishes *wishes);
void rondo_wishes_free (RondoWishes *wishes);
gboolean rondo_wishes_equal (const RondoWishes *a, const RondoWishes *b);

/** rondo_wishes_dup_told: what coordinators are told of @wishes: people by name, as far as @names
 * (rondo_member_names()) has their id or e-mail address, and nobody who is avoided. (transfer full)
 */
RondoWishes *rondo_wishes_dup_told (const RondoWishes *wishes, GHashTable *names);

/** rondo_wishes_check: whether @wishes (from outside) are acceptable: valid values, e-mail
 * addresses in lower case, not too many; else %RONDO_ERROR_INVALID with a sentence. */
gboolean rondo_wishes_check (const RondoWishes *wishes, GError **error);

/** rondo_wishes_parse: reads "must language de; prefer credential PCC; avoid language fr" (as in
 * the CSV column "wishes") and appends to @wishes. Fails with %RONDO_ERROR_INVALID and a sentence.
 */
gboolean rondo_wishes_parse (RondoWishes *wishes, const char *text, GError **error);

/** rondo_wishes_to_text: the inverse of rondo_wishes_parse(). (transfer full) */
char *rondo_wishes_to_text (const RondoWishes *wishes);

/** rondo_wish_parse: one wish, "must language de", spaces and case do not matter; NULL with
 * %RONDO_ERROR_INVALID and a sentence. (transfer full) */
RondoWish *rondo_wish_parse (const char *text, GError **error);

/** rondo_wish_to_text: the inverse of rondo_wish_parse(). (transfer full) */
char *rondo_wish_to_text (const RondoWish *wish);

/** rondo_wish_describe: the wish as a translated clause, "must speak German". (transfer full) */
char *rondo_wish_describe (const RondoWish *wish);

/** rondo_wishes_describe: the wishes, requests and avoids in words for a coordinator, translated,
 * one clause each, joined by ", "; "" if there are none. (transfer full) */
char *rondo_wishes_describe (const RondoWishes *wishes);

/* The words of the protocol and of files: "must", "language", …; NULL or FALSE if unknown. */
const char *rondo_wish_level_to_word (RondoWishLevel level);
gboolean rondo_wish_level_from_word (const char *word, RondoWishLevel *level);
const char *rondo_wish_attribute_to_word (RondoWishAttribute attribute);
gboolean rondo_wish_attribute_from_word (const char *word, RondoWishAttribute *attribute);

/** rondo_wish_value_is_valid: whether @value makes sense for @attribute: a language code, a
 * credential, a whole number of hours (from 0 to 12 between zones, from 1 to 40 in common), a word.
 */
gboolean rondo_wish_value_is_valid (RondoWishAttribute attribute, const char *value);

/** rondo_wish_value_normalize: @text as a value of @attribute is kept: "German" is "de", "pcc" is
 * "PCC". It may still not be valid. (transfer full) */
char *rondo_wish_value_normalize (RondoWishAttribute attribute, const char *text);

/** rondo_wish_attribute_to_display: what people call it, translated, "Time Zone". */
const char *rondo_wish_attribute_to_display (RondoWishAttribute attribute);

/** rondo_wish_attribute_get_hint: what to enter as its value, translated. */
const char *rondo_wish_attribute_get_hint (RondoWishAttribute attribute);

/** rondo_wish_attribute_get_trait: whether @attribute asks for a @trait of the coach, and which. */
gboolean rondo_wish_attribute_get_trait (RondoWishAttribute attribute, RondoTrait *trait);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoWish, rondo_wish_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoWishes, rondo_wishes_free)

G_END_DECLS
