/* SPDX-License-Identifier: GPL-3.0-or-later
 * Enumerations with a word of the protocol and one for people. Private to this room. */
#pragma once

#include <glib.h>
#include <glib/gi18n-lib.h>
#include <string.h>

/* A word of the protocol and what people read. */
typedef struct {
  const char *word;
  const char *text;
} RondoWord;

static inline gboolean
rondo_words_find (const RondoWord *words, guint n_words, const char *word, guint *found)
{
  for (guint i = 0; word != NULL && i < n_words; i++)
    if (strcmp (words[i].word, word) == 0) {
      *found = i;
      return TRUE;
    }
  return FALSE;
}

/* The three functions that every enumeration with words has. */
#define RONDO_DEFINE_WORDS(name, Type, words)                                                      \
  const char *rondo_##name##_to_word (Type value)                                                  \
  {                                                                                                \
    return (guint)value < G_N_ELEMENTS (words) ? words[value].word : NULL;                         \
  }                                                                                                \
  gboolean rondo_##name##_from_word (const char *word, Type *value)                                \
  {                                                                                                \
    guint found = 0;                                                                               \
                                                                                                   \
    if (!rondo_words_find (words, G_N_ELEMENTS (words), word, &found))                             \
      return FALSE;                                                                                \
    *value = (Type)found;                                                                          \
    return TRUE;                                                                                   \
  }                                                                                                \
  const char *rondo_##name##_describe (Type value)                                                 \
  {                                                                                                \
    return (guint)value < G_N_ELEMENTS (words) ? _ (words[value].text) : "";                       \
  }
