/* SPDX-License-Identifier: GPL-3.0-or-later
 * Checks of fields from outside that several values share. */
#include "config.h"

#include "rondo-check.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rondo-error.h"
#include "rondo-id.h"

#define QUOTE_MAX_CHARACTERS 200

static gboolean
has_control_character (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_iscntrl (g_utf8_get_char (p)))
      return TRUE;
  return FALSE;
}

static gboolean
is_blank (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_isspace (g_utf8_get_char (p)))
      return FALSE;
  return TRUE;
}

static gboolean
fail (GError **error, const char *sentence, const char *field)
{
  g_autoptr (GString) message = g_string_new (sentence);

  g_string_replace (message, "{field}", field, 0);
  g_set_error_literal (error, RONDO_ERROR, RONDO_ERROR_INVALID, message->str);
  return FALSE;
}

gboolean
rondo_check_text (
    const char *text, const char *field, gsize max_bytes, gboolean is_required, GError **error)
{
  if (text == NULL)
    return fail (error, _ ("The field “{field}” is missing."), field);
  if (!g_utf8_validate (text, -1, NULL))
    return fail (error, _ ("The field “{field}” is not valid UTF-8 text."), field);
  if (strlen (text) > max_bytes)
    return fail (error, _ ("The field “{field}” is too long; please shorten it."), field);
  if (has_control_character (text))
    return fail (error, _ ("The field “{field}” must be a single line without tabs."), field);
  if (is_required && is_blank (text))
    return fail (error, _ ("The field “{field}” is empty; please fill it in."), field);
  return TRUE;
}

gboolean
rondo_check_long_text (const char *text, const char *field, gsize max_bytes, GError **error)
{
  if (text == NULL)
    return fail (error, _ ("The field “{field}” is missing."), field);
  if (!g_utf8_validate (text, -1, NULL))
    return fail (error, _ ("The field “{field}” is not valid UTF-8 text."), field);
  if (strlen (text) > max_bytes)
    return fail (error, _ ("The field “{field}” is too long; please shorten it."), field);
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (*p != '\n' && g_unichar_iscntrl (g_utf8_get_char (p)))
      return fail (error, _ ("The field “{field}” is not plain text."), field);
  return TRUE;
}

gboolean
rondo_check_reference (const char *id, const char *field, GError **error)
{
  if (!rondo_id_is_valid (id))
    return fail (error, _ ("The field “{field}” is not the id of a record."), field);
  return TRUE;
}

char *
rondo_check_quote (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *start = NULL;

  if (g_utf8_strlen (valid, -1) <= QUOTE_MAX_CHARACTERS)
    return g_steal_pointer (&valid);
  start = g_utf8_substring (valid, 0, QUOTE_MAX_CHARACTERS);
  return g_strconcat (start, "…", NULL);
}
