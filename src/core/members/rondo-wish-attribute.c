/* SPDX-License-Identifier: GPL-3.0-or-later
 * The one table of what a wish can be about: words, valid values, sentences. */
#include "config.h"

#include "rondo-wish.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rondo-language.h"
#include "rondo-member.h"

#define ZONE_HOURS_MAX 12
#define COMMON_HOURS_MAX 40
#define NO_TRAIT RONDO_N_TRAITS

typedef gboolean (*CheckFunc) (const char *value);
typedef char *(*NormalizeFunc) (const char *text);
typedef char *(*DescribeFunc) (const RondoWish *wish);

/* No leading zeros: "03" would be the same wish in another spelling. */
static gboolean
is_number (const char *value, guint64 least, guint64 most)
{
  guint64 number;

  if (value[0] == '0' && value[1] != '\0')
    return FALSE;
  return g_ascii_string_to_unsigned (value, 10, least, most, &number, NULL);
}

static gboolean
is_credential (const char *value)
{
  RondoCredential credential;

  return rondo_credential_from_word (value, &credential) && credential != RONDO_CREDENTIAL_NONE;
}

static gboolean
is_zone_hours (const char *value)
{
  return is_number (value, 0, ZONE_HOURS_MAX);
}

static gboolean
is_common_hours (const char *value)
{
  return is_number (value, 1, COMMON_HOURS_MAX);
}

static char *
normalize_language (const char *text)
{
  const char *code = rondo_language_from_name (text);

  return code != NULL ? g_strdup (code) : g_ascii_strdown (text, -1);
}

static char *
normalize_credential (const char *text)
{
  return g_ascii_strup (text, -1);
}

static char *
normalize_number (const char *text)
{
  return g_strdup (text);
}

static char *
normalize_trait (const char *text)
{
  char *trait = rondo_trait_normalize (text);

  return trait != NULL ? trait : g_strdup (text);
}

static char *
describe_language (const RondoWish *wish)
{
  g_autofree char *language = rondo_language_to_display (wish->value);

  switch (wish->level) {
  case RONDO_WISH_MUST:
    return g_strdup_printf (_ ("the coach must speak %s"), language);
  case RONDO_WISH_PREFER:
    return g_strdup_printf (_ ("better a coach who speaks %s"), language);
  case RONDO_WISH_AVOID:
  default:
    return g_strdup_printf (_ ("rather no coach who speaks %s"), language);
  }
}

static char *
describe_credential (const RondoWish *wish)
{
  switch (wish->level) {
  case RONDO_WISH_MUST:
    return g_strdup_printf (_ ("the coach must be %s or higher"), wish->value);
  case RONDO_WISH_PREFER:
    return g_strdup_printf (_ ("better a coach who is %s or higher"), wish->value);
  case RONDO_WISH_AVOID:
  default:
    return g_strdup_printf (_ ("rather no coach who is %s or higher"), wish->value);
  }
}

static char *
describe_zone (const RondoWish *wish)
{
  int hours = (int)g_ascii_strtoll (wish->value, NULL, 10);

  switch (wish->level) {
  case RONDO_WISH_MUST:
    return g_strdup_printf (ngettext ("the coach must be at most %d hour away by the clock",
                                      "the coach must be at most %d hours away by the clock",
                                      (gulong)hours),
                            hours);
  case RONDO_WISH_PREFER:
    return g_strdup_printf (ngettext ("better a coach at most %d hour away by the clock",
                                      "better a coach at most %d hours away by the clock",
                                      (gulong)hours),
                            hours);
  case RONDO_WISH_AVOID:
  default:
    return g_strdup_printf (ngettext ("rather no coach within %d hour by the clock",
                                      "rather no coach within %d hours by the clock",
                                      (gulong)hours),
                            hours);
  }
}

static char *
describe_hours (const RondoWish *wish)
{
  int hours = (int)g_ascii_strtoll (wish->value, NULL, 10);

  switch (wish->level) {
  case RONDO_WISH_MUST:
    return g_strdup_printf (
        ngettext ("the coach must have time at the same time for at least %d hour a week",
                  "the coach must have time at the same time for at least %d hours a week",
                  (gulong)hours),
        hours);
  case RONDO_WISH_PREFER:
    return g_strdup_printf (
        ngettext ("better a coach who has time at the same time for at least %d hour a week",
                  "better a coach who has time at the same time for at least %d hours a week",
                  (gulong)hours),
        hours);
  case RONDO_WISH_AVOID:
  default:
    return g_strdup_printf (
        ngettext ("rather no coach who has time at the same time for %d hour a week or more",
                  "rather no coach who has time at the same time for %d hours a week or more",
                  (gulong)hours),
        hours);
  }
}

static char *
describe_trait (const RondoWish *wish)
{
  const char *kind = rondo_wish_attribute_to_display (wish->attribute);

  switch (wish->level) {
  case RONDO_WISH_MUST:
    /* Translators: what a member tells of themselves, and the word: "Niche: leadership" */
    return g_strdup_printf (_ ("of the coach it must be said “%s: %s”"), kind, wish->value);
  case RONDO_WISH_PREFER:
    return g_strdup_printf (_ ("better a coach of whom it is said “%s: %s”"), kind, wish->value);
  case RONDO_WISH_AVOID:
  default:
    return g_strdup_printf (_ ("rather no coach of whom it is said “%s: %s”"), kind, wish->value);
  }
}

static const struct {
  const char *word;
  const char *display;
  const char *hint;
  CheckFunc is_valid;
  NormalizeFunc normalize;
  DescribeFunc describe;
  RondoTrait trait;
} attributes[RONDO_N_WISH_ATTRIBUTES] = {
    [RONDO_WISH_LANGUAGE] = {"language",
                             N_ ("Language"),
                             N_ ("A language, as German or de"),
                             rondo_language_is_valid,
                             normalize_language,
                             describe_language,
                             NO_TRAIT},
    [RONDO_WISH_CREDENTIAL] = {"credential",
                               N_ ("Credential"),
                               N_ ("ACC, PCC or MCC"),
                               is_credential,
                               normalize_credential,
                               describe_credential,
                               NO_TRAIT},
    [RONDO_WISH_ZONE] = {"zone",
                         N_ ("Time Zone"),
                         N_ ("At most so many hours, 0 to 12"),
                         is_zone_hours,
                         normalize_number,
                         describe_zone,
                         NO_TRAIT},
    [RONDO_WISH_HOURS] = {"hours",
                          N_ ("Common Hours"),
                          N_ ("At least so many hours a week, 1 to 40"),
                          is_common_hours,
                          normalize_number,
                          describe_hours,
                          NO_TRAIT},
    [RONDO_WISH_GENDER] = {"gender",
                           N_ ("Gender"),
                           N_ ("A word, as woman"),
                           rondo_trait_is_valid,
                           normalize_trait,
                           describe_trait,
                           RONDO_TRAIT_GENDER},
    [RONDO_WISH_NICHE] = {"niche",
                          N_ ("Niche"),
                          N_ ("A word or two, as leadership"),
                          rondo_trait_is_valid,
                          normalize_trait,
                          describe_trait,
                          RONDO_TRAIT_NICHE},
    [RONDO_WISH_REGION] = {"region",
                           N_ ("Region"),
                           N_ ("A word or two, as South America"),
                           rondo_trait_is_valid,
                           normalize_trait,
                           describe_trait,
                           RONDO_TRAIT_REGION},
    [RONDO_WISH_METHOD] = {"method",
                           N_ ("Method"),
                           N_ ("A word or two, as video"),
                           rondo_trait_is_valid,
                           normalize_trait,
                           describe_trait,
                           RONDO_TRAIT_METHOD},
};

const char *
rondo_wish_attribute_to_word (RondoWishAttribute attribute)
{
  return (guint)attribute < RONDO_N_WISH_ATTRIBUTES ? attributes[attribute].word : NULL;
}

gboolean
rondo_wish_attribute_from_word (const char *word, RondoWishAttribute *attribute)
{
  for (guint i = 0; word != NULL && i < RONDO_N_WISH_ATTRIBUTES; i++)
    if (strcmp (attributes[i].word, word) == 0) {
      *attribute = (RondoWishAttribute)i;
      return TRUE;
    }
  return FALSE;
}

const char *
rondo_wish_attribute_to_display (RondoWishAttribute attribute)
{
  g_return_val_if_fail ((guint)attribute < RONDO_N_WISH_ATTRIBUTES, NULL);

  return _ (attributes[attribute].display);
}

const char *
rondo_wish_attribute_get_hint (RondoWishAttribute attribute)
{
  g_return_val_if_fail ((guint)attribute < RONDO_N_WISH_ATTRIBUTES, NULL);

  return _ (attributes[attribute].hint);
}

gboolean
rondo_wish_attribute_get_trait (RondoWishAttribute attribute, RondoTrait *trait)
{
  g_return_val_if_fail ((guint)attribute < RONDO_N_WISH_ATTRIBUTES, FALSE);

  *trait = attributes[attribute].trait;
  return *trait != NO_TRAIT;
}

gboolean
rondo_wish_value_is_valid (RondoWishAttribute attribute, const char *value)
{
  return value != NULL && (guint)attribute < RONDO_N_WISH_ATTRIBUTES &&
         attributes[attribute].is_valid (value);
}

char *
rondo_wish_value_normalize (RondoWishAttribute attribute, const char *text)
{
  g_autofree char *stripped = NULL;

  g_return_val_if_fail (text != NULL && (guint)attribute < RONDO_N_WISH_ATTRIBUTES, NULL);

  stripped = g_strstrip (g_strdup (text));
  return attributes[attribute].normalize (stripped);
}

char *
rondo_wish_describe (const RondoWish *wish)
{
  g_return_val_if_fail (wish != NULL, NULL);
  g_return_val_if_fail ((guint)wish->attribute < RONDO_N_WISH_ATTRIBUTES, NULL);

  return attributes[wish->attribute].describe (wish);
}
