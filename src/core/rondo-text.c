/* SPDX-License-Identifier: GPL-3.0-or-later
 * Names inside sentences, and as they are searched for. */
#include "config.h"

#include "rondo-text.h"

#include <string.h>

#define FIRST_STRONG_ISOLATE "\xe2\x81\xa8"
#define POP_DIRECTIONAL_ISOLATE "\xe2\x81\xa9"
#define ELLIPSIS "\xe2\x80\xa6"

static gboolean
runs_right_to_left (gunichar letter)
{
  switch (g_unichar_get_script (letter)) {
  case G_UNICODE_SCRIPT_ADLAM:
  case G_UNICODE_SCRIPT_ARABIC:
  case G_UNICODE_SCRIPT_HANIFI_ROHINGYA:
  case G_UNICODE_SCRIPT_HEBREW:
  case G_UNICODE_SCRIPT_MANDAIC:
  case G_UNICODE_SCRIPT_MENDE_KIKAKUI:
  case G_UNICODE_SCRIPT_NKO:
  case G_UNICODE_SCRIPT_SAMARITAN:
  case G_UNICODE_SCRIPT_SYRIAC:
  case G_UNICODE_SCRIPT_THAANA:
    return TRUE;
  default:
    return FALSE;
  }
}

char *
rondo_text_isolate (const char *text)
{
  g_return_val_if_fail (text != NULL, NULL);

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    if (runs_right_to_left (g_utf8_get_char (at)))
      return g_strconcat (FIRST_STRONG_ISOLATE, text, POP_DIRECTIONAL_ISOLATE, NULL);
  return g_strdup (text);
}

char *
rondo_text_fold (const char *text)
{
  g_autofree char *folded = NULL;
  g_autofree char *apart = NULL;
  GString *plain = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  folded = g_utf8_casefold (text, -1);
  apart = g_utf8_normalize (folded, -1, G_NORMALIZE_ALL);
  plain = g_string_sized_new (strlen (folded));
  for (const char *at = apart != NULL ? apart : folded; *at != '\0'; at = g_utf8_next_char (at))
    if (!g_unichar_ismark (g_utf8_get_char (at)))
      g_string_append_unichar (plain, g_utf8_get_char (at));
  return g_string_free (plain, FALSE);
}

char *
rondo_text_cut (const char *text, gsize max_bytes)
{
  g_autofree char *start = NULL;
  const char *end;

  g_return_val_if_fail (text != NULL, NULL);
  g_return_val_if_fail (max_bytes > strlen (ELLIPSIS), NULL);

  if (strlen (text) <= max_bytes)
    return g_strdup (text);
  end = g_utf8_find_prev_char (text, text + max_bytes - strlen (ELLIPSIS) + 1);
  start = g_strndup (text, end != NULL ? (gsize)(end - text) : 0);
  return g_strconcat (g_strchomp (start), ELLIPSIS, NULL);
}
