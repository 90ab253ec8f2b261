/* SPDX-License-Identifier: GPL-3.0-or-later
 * Wishes as the words of files and of the protocol, and as words for people. */
#include "config.h"

#include "rondo-wish.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rondo-check.h"
#include "rondo-error.h"

static const char *const level_words[] = {"must", "prefer", "avoid"};

static gboolean
find_word (const char *const *words, gsize n_words, const char *word, guint *index)
{
  for (guint i = 0; word != NULL && i < n_words; i++)
    if (strcmp (words[i], word) == 0) {
      *index = i;
      return TRUE;
    }
  return FALSE;
}

/* The words of @text without the empty ones that several spaces leave. */
static GStrv
split_words (const char *text)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) parts = g_strsplit_set (text, " \t\r\n", -1);

  for (char **part = parts; *part != NULL; part++)
    if (**part != '\0')
      g_strv_builder_add (builder, *part);
  return g_strv_builder_end (builder);
}

const char *
rondo_wish_level_to_word (RondoWishLevel level)
{
  return (guint)level < G_N_ELEMENTS (level_words) ? level_words[level] : NULL;
}

gboolean
rondo_wish_level_from_word (const char *word, RondoWishLevel *level)
{
  guint index;

  if (!find_word (level_words, G_N_ELEMENTS (level_words), word, &index))
    return FALSE;
  *level = (RondoWishLevel)index;
  return TRUE;
}

RondoWish *
rondo_wish_parse (const char *text, GError **error)
{
  g_auto (GStrv) words = NULL;
  g_autofree char *quote = NULL;
  RondoWishLevel level;
  RondoWishAttribute attribute;

  g_return_val_if_fail (text != NULL, NULL);

  words = split_words (text);
  if (g_strv_length (words) >= 3) {
    g_autofree char *first = g_ascii_strdown (words[0], -1);
    g_autofree char *second = g_ascii_strdown (words[1], -1);

    if (rondo_wish_level_from_word (first, &level) &&
        rondo_wish_attribute_from_word (second, &attribute)) {
      g_autofree char *rest = g_strjoinv (" ", words + 2);
      g_autofree char *value = rondo_wish_value_normalize (attribute, rest);

      if (rondo_wish_value_is_valid (attribute, value))
        return rondo_wish_new (level, attribute, value);
    }
  }
  quote = rondo_check_quote (text);
  g_set_error (error,
               RONDO_ERROR,
               RONDO_ERROR_INVALID,
               _ ("The wish “%s” is not understood. Write wishes like “must language de”, “prefer "
                  "credential PCC”, “avoid zone 6” or “must hours 2”."),
               quote);
  return NULL;
}

char *
rondo_wish_to_text (const RondoWish *wish)
{
  const char *level, *attribute;

  g_return_val_if_fail (wish != NULL, NULL);

  level = rondo_wish_level_to_word (wish->level);
  attribute = rondo_wish_attribute_to_word (wish->attribute);
  g_return_val_if_fail (level != NULL && attribute != NULL, NULL);
  return g_strdup_printf ("%s %s %s", level, attribute, wish->value);
}

gboolean
rondo_wishes_parse (RondoWishes *wishes, const char *text, GError **error)
{
  g_auto (GStrv) parts = NULL;
  g_autoptr (GPtrArray) found = NULL;

  g_return_val_if_fail (wishes != NULL && text != NULL, FALSE);

  found = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_wish_free);
  parts = g_strsplit_set (text, ";|,\n", -1);
  for (char **part = parts; *part != NULL; part++) {
    RondoWish *wish;

    if (*g_strstrip (*part) == '\0')
      continue;
    wish = rondo_wish_parse (*part, error);
    if (wish == NULL)
      return FALSE;
    g_ptr_array_add (found, wish);
  }
  g_ptr_array_extend_and_steal (wishes->wishes, g_steal_pointer (&found));
  return TRUE;
}

char *
rondo_wishes_to_text (const RondoWishes *wishes)
{
  g_autoptr (GString) text = NULL;

  g_return_val_if_fail (wishes != NULL, NULL);

  text = g_string_new (NULL);
  for (guint i = 0; i < wishes->wishes->len; i++) {
    g_autofree char *wish = rondo_wish_to_text (wishes->wishes->pdata[i]);

    g_string_append_printf (text, "%s%s", i > 0 ? "; " : "", wish);
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
rondo_wishes_describe (const RondoWishes *wishes)
{
  g_autoptr (GStrvBuilder) clauses = NULL;
  g_auto (GStrv) all = NULL;

  g_return_val_if_fail (wishes != NULL, NULL);

  clauses = g_strv_builder_new ();
  for (guint i = 0; i < wishes->wishes->len; i++) {
    g_autofree char *clause = rondo_wish_describe (wishes->wishes->pdata[i]);

    g_strv_builder_add (clauses, clause);
  }
  for (guint i = 0; i < wishes->requests->len; i++) {
    g_autofree char *clause = g_strdup_printf (
        _ ("asks for %s (choice %u)"), (const char *)wishes->requests->pdata[i], i + 1);

    g_strv_builder_add (clauses, clause);
  }
  for (guint i = 0; i < wishes->avoids->len; i++) {
    g_autofree char *clause =
        g_strdup_printf (_ ("not with %s"), (const char *)wishes->avoids->pdata[i]);

    g_strv_builder_add (clauses, clause);
  }
  all = g_strv_builder_end (clauses);
  return g_strjoinv (", ", all);
}
