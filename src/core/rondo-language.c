/* SPDX-License-Identifier: GPL-3.0-or-later
 * Languages as codes and as words. */
#include "config.h"

#include "rondo-language.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct {
  const char *code;
  const char *name;
} Language;

static const Language languages[] = {
    {"af", N_ ("Afrikaans")},
    {"ak", N_ ("Akan")},
    {"am", N_ ("Amharic")},
    {"ar", N_ ("Arabic")},
    {"bg", N_ ("Bulgarian")},
    {"bn", N_ ("Bengali")},
    {"bs", N_ ("Bosnian")},
    {"ca", N_ ("Catalan")},
    {"cs", N_ ("Czech")},
    {"cy", N_ ("Welsh")},
    {"da", N_ ("Danish")},
    {"de", N_ ("German")},
    {"el", N_ ("Greek")},
    {"en", N_ ("English")},
    {"eo", N_ ("Esperanto")},
    {"es", N_ ("Spanish")},
    {"et", N_ ("Estonian")},
    {"eu", N_ ("Basque")},
    {"fa", N_ ("Persian")},
    {"fi", N_ ("Finnish")},
    {"fil", N_ ("Filipino")},
    {"fr", N_ ("French")},
    {"ga", N_ ("Irish")},
    {"gl", N_ ("Galician")},
    {"gu", N_ ("Gujarati")},
    {"he", N_ ("Hebrew")},
    {"hi", N_ ("Hindi")},
    {"hr", N_ ("Croatian")},
    {"hu", N_ ("Hungarian")},
    {"hy", N_ ("Armenian")},
    {"id", N_ ("Indonesian")},
    {"ig", N_ ("Igbo")},
    {"is", N_ ("Icelandic")},
    {"it", N_ ("Italian")},
    {"ja", N_ ("Japanese")},
    {"ka", N_ ("Georgian")},
    {"kk", N_ ("Kazakh")},
    {"km", N_ ("Khmer")},
    {"ko", N_ ("Korean")},
    {"lt", N_ ("Lithuanian")},
    {"lv", N_ ("Latvian")},
    {"mi", N_ ("Māori")},
    {"mk", N_ ("Macedonian")},
    {"ml", N_ ("Malayalam")},
    {"mn", N_ ("Mongolian")},
    {"mr", N_ ("Marathi")},
    {"ms", N_ ("Malay")},
    {"mt", N_ ("Maltese")},
    {"nb", N_ ("Norwegian Bokmål")},
    {"ne", N_ ("Nepali")},
    {"nl", N_ ("Dutch")},
    {"nn", N_ ("Norwegian Nynorsk")},
    {"no", N_ ("Norwegian")},
    {"pa", N_ ("Punjabi")},
    {"pl", N_ ("Polish")},
    {"pt", N_ ("Portuguese")},
    {"ro", N_ ("Romanian")},
    {"ru", N_ ("Russian")},
    {"si", N_ ("Sinhala")},
    {"sk", N_ ("Slovak")},
    {"sl", N_ ("Slovenian")},
    {"sq", N_ ("Albanian")},
    {"sr", N_ ("Serbian")},
    {"sv", N_ ("Swedish")},
    {"sw", N_ ("Swahili")},
    {"ta", N_ ("Tamil")},
    {"te", N_ ("Telugu")},
    {"th", N_ ("Thai")},
    {"tr", N_ ("Turkish")},
    {"uk", N_ ("Ukrainian")},
    {"ur", N_ ("Urdu")},
    {"uz", N_ ("Uzbek")},
    {"vi", N_ ("Vietnamese")},
    {"wo", N_ ("Wolof")},
    {"xh", N_ ("Xhosa")},
    {"yo", N_ ("Yoruba")},
    {"zh", N_ ("Chinese")},
    {"zu", N_ ("Zulu")},
};

static const char *
find_name (const char *code, gsize length)
{
  for (gsize i = 0; i < G_N_ELEMENTS (languages); i++)
    if (strlen (languages[i].code) == length && strncmp (languages[i].code, code, length) == 0)
      return _ (languages[i].name);
  return NULL;
}

/* Codes by name, English and translated, in folded case; made once, because a table of members asks
 * thousands of times. */
static GHashTable *
get_codes (void)
{
  static GHashTable *codes = NULL;

  if (g_once_init_enter (&codes)) {
    GHashTable *made = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

    for (gsize i = 0; i < G_N_ELEMENTS (languages); i++) {
      gpointer code = (gpointer)languages[i].code;

      g_hash_table_insert (made, g_utf8_casefold (languages[i].name, -1), code);
      g_hash_table_insert (made, g_utf8_casefold (_ (languages[i].name), -1), code);
    }
    g_once_init_leave (&codes, made);
  }
  return codes;
}

char *
rondo_language_to_display (const char *code)
{
  gsize length;
  const char *name;

  g_return_val_if_fail (code != NULL, NULL);

  length = strcspn (code, "-");
  name = find_name (code, length);
  if (name == NULL)
    return g_strdup (code);
  if (code[length] != '\0') {
    g_autofree char *region = g_ascii_strup (code + length + 1, -1);

    /* Translators: a language and where or how it is written: "Portuguese (BR)" */
    return g_strdup_printf (_ ("%s (%s)"), name, region);
  }
  return g_strdup (name);
}

char *
rondo_language_list_to_display (const char *const *codes)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; codes != NULL && codes[i] != NULL; i++)
    g_ptr_array_add (names, rondo_language_to_display (codes[i]));
  g_ptr_array_add (names, NULL);
  /* Translators: parts the languages that somebody speaks */
  return g_strjoinv (C_ ("languages", ", "), (char **)names->pdata);
}

const char *
rondo_language_from_name (const char *name)
{
  g_autofree char *folded = NULL;

  g_return_val_if_fail (name != NULL, NULL);

  folded = g_utf8_casefold (name, -1);
  return g_hash_table_lookup (get_codes (), folded);
}

const char *
rondo_language_get_code (guint index)
{
  return index < G_N_ELEMENTS (languages) ? languages[index].code : NULL;
}

const char *
rondo_language_get_english_name (const char *code)
{
  gsize length;

  g_return_val_if_fail (code != NULL, "");

  length = strcspn (code, "-");
  for (gsize i = 0; i < G_N_ELEMENTS (languages); i++)
    if (strlen (languages[i].code) == length && strncmp (languages[i].code, code, length) == 0)
      return languages[i].name;
  return "";
}

gboolean
rondo_language_are_common (const char *a, const char *b)
{
  gsize length = strcspn (a, "-");

  return strcspn (b, "-") == length && strncmp (a, b, length) == 0;
}

gboolean
rondo_language_covers (const char *wanted, const char *spoken)
{
  gsize length = strlen (wanted);

  return strncmp (wanted, spoken, length) == 0 && (spoken[length] == '\0' || spoken[length] == '-');
}
