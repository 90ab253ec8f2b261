/* SPDX-License-Identifier: GPL-3.0-or-later
 * Free words that describe a member, by kind. */
#include "config.h"

#include "rondo-trait.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rondo-check.h"
#include "rondo-error.h"

#define SEPARATORS ";|,\n"

static const struct {
  const char *word;
  const char *display;
} traits_table[RONDO_N_TRAITS] = {
    [RONDO_TRAIT_GENDER] = {"gender", N_ ("gender")},
    [RONDO_TRAIT_NICHE] = {"niche", N_ ("niche")},
    [RONDO_TRAIT_REGION] = {"region", N_ ("region")},
    [RONDO_TRAIT_METHOD] = {"method", N_ ("method")},
};

const char *
rondo_trait_to_word (RondoTrait trait)
{
  return (guint)trait < RONDO_N_TRAITS ? traits_table[trait].word : NULL;
}

const char *
rondo_trait_to_display (RondoTrait trait)
{
  g_return_val_if_fail ((guint)trait < RONDO_N_TRAITS, NULL);

  return _ (traits_table[trait].display);
}

char *
rondo_trait_normalize (const char *text)
{
  g_autoptr (GString) normal = g_string_new (NULL);
  gboolean is_apart = FALSE;

  if (text == NULL || !g_utf8_validate (text, -1, NULL))
    return NULL;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar letter = g_utf8_get_char (p);

    if (g_unichar_isspace (letter)) {
      is_apart = normal->len > 0;
      continue;
    }
    if (g_unichar_iscntrl (letter) || (letter < 128 && strchr (SEPARATORS, (int)letter) != NULL))
      return NULL;
    if (is_apart)
      g_string_append_c (normal, ' ');
    is_apart = FALSE;
    g_string_append_unichar (normal, letter);
  }
  if (normal->len == 0 || normal->len > RONDO_TRAIT_MAX_BYTES)
    return NULL;
  return g_string_free (g_steal_pointer (&normal), FALSE);
}

gboolean
rondo_trait_is_valid (const char *text)
{
  g_autofree char *normal = rondo_trait_normalize (text);

  return g_strcmp0 (normal, text) == 0 && text != NULL;
}

gboolean
rondo_trait_are_same (const char *a, const char *b)
{
  g_autofree char *folded_a = g_utf8_casefold (a, -1);
  g_autofree char *folded_b = g_utf8_casefold (b, -1);

  return strcmp (folded_a, folded_b) == 0;
}

gboolean
rondo_traits_have (char *const *traits, const char *word)
{
  for (; *traits != NULL; traits++)
    if (rondo_trait_are_same (*traits, word))
      return TRUE;
  return FALSE;
}

gboolean
rondo_traits_check (RondoTrait trait, char *const *traits, GError **error)
{
  gboolean is_right = traits != NULL && g_strv_length ((GStrv)traits) <= RONDO_TRAITS_MAX;

  for (; is_right && *traits != NULL; traits++)
    is_right = rondo_trait_is_valid (*traits);
  if (!is_right)
    g_set_error (error,
                 RONDO_ERROR,
                 RONDO_ERROR_INVALID,
                 _ ("The field “%s” is a list of at most %d short words or phrases."),
                 rondo_trait_to_display (trait),
                 RONDO_TRAITS_MAX);
  return is_right;
}

GStrv
rondo_traits_parse (const char *text, GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) parts = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  parts = g_strsplit_set (g_ascii_strcasecmp (text, "none") != 0 ? text : "", SEPARATORS, -1);
  for (char **part = parts; *part != NULL; part++) {
    g_autofree char *word = NULL;

    if (*g_strstrip (*part) == '\0')
      continue;
    word = rondo_trait_normalize (*part);
    if (word == NULL || found->len == RONDO_TRAITS_MAX) {
      g_autofree char *quote = rondo_check_quote (*part);

      g_set_error (error,
                   RONDO_ERROR,
                   RONDO_ERROR_INVALID,
                   _ ("“%s” is too long or one too many. Write at most %d short words or phrases "
                      "with commas between them."),
                   quote,
                   RONDO_TRAITS_MAX);
      return NULL;
    }
    if (!g_ptr_array_find_with_equal_func (found, word, (GEqualFunc)rondo_trait_are_same, NULL))
      g_ptr_array_add (found, g_steal_pointer (&word));
  }
  g_ptr_array_add (found, NULL);
  return (GStrv)g_ptr_array_free (g_steal_pointer (&found), FALSE);
}

char *
rondo_traits_to_text (char *const *traits)
{
  g_return_val_if_fail (traits != NULL, NULL);

  return g_strjoinv (", ", (GStrv)traits);
}
