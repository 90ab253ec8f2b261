/* SPDX-License-Identifier: GPL-3.0-or-later
 * A strict look at JSON from outside, before any parser sees it: json-glib 1.6 crashes on deep
 * nesting, wraps large integers, cuts a string at an escaped NUL and takes single quotes. */
#include "config.h"

#include "rondo-wire-scan.h"

#include "rondo-error.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

typedef struct {
  /* borrowed */
  const char *start;
  const char *at;
  const char *end;
  GError **error;

  guint depth;
  guint max_depth;
} Scan;

static gboolean scan_value (Scan *scan);

static gboolean
refuse (GError **error, const char *sentence)
{
  g_set_error_literal (error, RONDO_ERROR, RONDO_ERROR_INVALID, sentence);
  return FALSE;
}

static gboolean
refuse_syntax (Scan *scan)
{
  g_set_error (scan->error,
               RONDO_ERROR,
               RONDO_ERROR_INVALID,
               _ ("The data is not valid JSON: byte %zu is not expected there."),
               (gsize)(scan->at - scan->start) + 1);
  return FALSE;
}

static gboolean
refuse_number (Scan *scan)
{
  g_set_error (scan->error,
               RONDO_ERROR,
               RONDO_ERROR_INVALID,
               _ ("The number before byte %zu of the data is too large."),
               (gsize)(scan->at - scan->start) + 1);
  return FALSE;
}

static gboolean
is_at (Scan *scan, char c)
{
  return scan->at < scan->end && *scan->at == c;
}

static gboolean
skip (Scan *scan, char c)
{
  if (!is_at (scan, c))
    return FALSE;
  scan->at++;
  return TRUE;
}

static void
skip_space (Scan *scan)
{
  while (is_at (scan, ' ') || is_at (scan, '\t') || is_at (scan, '\n') || is_at (scan, '\r'))
    scan->at++;
}

static gboolean
scan_word (Scan *scan, const char *word)
{
  gsize length = strlen (word);

  if ((gsize)(scan->end - scan->at) < length || memcmp (scan->at, word, length) != 0)
    return refuse_syntax (scan);
  scan->at += length;
  return TRUE;
}

static guint
skip_digits (Scan *scan)
{
  const char *first = scan->at;

  while (scan->at < scan->end && g_ascii_isdigit (*scan->at))
    scan->at++;
  return (guint)(scan->at - first);
}

static gboolean
check_number (Scan *scan, const char *first, gboolean is_integer)
{
  g_autofree char *text = g_strndup (first, (gsize)(scan->at - first));

  if (is_integer) {
    if (!g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, NULL, NULL))
      return refuse_number (scan);
  } else if (!isfinite (g_ascii_strtod (text, NULL))) {
    return refuse_number (scan);
  }
  return TRUE;
}

static gboolean
scan_number (Scan *scan)
{
  const char *first = scan->at;
  gboolean is_integer = TRUE;

  skip (scan, '-');
  if (!skip (scan, '0') && skip_digits (scan) == 0)
    return refuse_syntax (scan);
  if (skip (scan, '.')) {
    is_integer = FALSE;
    if (skip_digits (scan) == 0)
      return refuse_syntax (scan);
  }
  if (skip (scan, 'e') || skip (scan, 'E')) {
    is_integer = FALSE;
    if (!skip (scan, '-'))
      skip (scan, '+');
    if (skip_digits (scan) == 0)
      return refuse_syntax (scan);
  }
  return check_number (scan, first, is_integer);
}

static gboolean
scan_hex (Scan *scan, gunichar *unit)
{
  *unit = 0;
  for (int i = 0; i < 4; i++) {
    if (scan->at >= scan->end || !g_ascii_isxdigit (*scan->at))
      return refuse_syntax (scan);
    *unit = *unit * 16 + (gunichar)g_ascii_xdigit_value (*scan->at++);
  }
  return TRUE;
}

/* Behind "\u". Half a surrogate pair is no character and could not be written again. */
static gboolean
scan_unicode (Scan *scan, GString *text)
{
  gunichar unit, low;

  if (!scan_hex (scan, &unit))
    return FALSE;
  if (unit >= 0xd800 && unit < 0xdc00) {
    if (!skip (scan, '\\') || !skip (scan, 'u'))
      return refuse_syntax (scan);
    if (!scan_hex (scan, &low))
      return FALSE;
    if (low < 0xdc00 || low > 0xdfff)
      return refuse_syntax (scan);
    unit = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
  } else if (unit == 0 || (unit >= 0xdc00 && unit <= 0xdfff)) {
    return refuse_syntax (scan);
  }
  g_string_append_unichar (text, unit);
  return TRUE;
}

static gboolean
scan_escape (Scan *scan, GString *text)
{
  static const char letters[] = "\"\\/bfnrt";
  static const char characters[] = "\"\\/\b\f\n\r\t";
  const char *found;

  if (skip (scan, 'u'))
    return scan_unicode (scan, text);
  found = scan->at < scan->end ? strchr (letters, *scan->at) : NULL;
  if (found == NULL || *found == '\0')
    return refuse_syntax (scan);
  g_string_append_c (text, characters[found - letters]);
  scan->at++;
  return TRUE;
}

/* Appends the string to @text. */
static gboolean
scan_string (Scan *scan, GString *text)
{
  if (!skip (scan, '"'))
    return refuse_syntax (scan);
  while (scan->at < scan->end && *scan->at != '"') {
    const char *first = scan->at;

    while (scan->at < scan->end && *scan->at != '"' && *scan->at != '\\' &&
           (guchar)*scan->at >= 0x20)
      scan->at++;
    g_string_append_len (text, first, scan->at - first);
    if (is_at (scan, '"'))
      break;
    if (!skip (scan, '\\'))
      return refuse_syntax (scan);
    if (!scan_escape (scan, text))
      return FALSE;
  }
  return skip (scan, '"') || refuse_syntax (scan);
}

static gboolean
scan_member (Scan *scan, GHashTable *names)
{
  g_autoptr (GString) name = g_string_new (NULL);

  if (!scan_string (scan, name))
    return FALSE;
  if (g_hash_table_contains (names, name->str)) {
    g_set_error (scan->error,
                 RONDO_ERROR,
                 RONDO_ERROR_INVALID,
                 _ ("The field “%s” stands twice in one object."),
                 name->str);
    return FALSE;
  }
  g_hash_table_add (names, g_string_free (g_steal_pointer (&name), FALSE));
  skip_space (scan);
  if (!skip (scan, ':'))
    return refuse_syntax (scan);
  return scan_value (scan);
}

static gboolean
scan_object (Scan *scan)
{
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  skip_space (scan);
  if (skip (scan, '}'))
    return TRUE;
  do {
    skip_space (scan);
    if (!scan_member (scan, names))
      return FALSE;
  } while (skip (scan, ','));
  return skip (scan, '}') || refuse_syntax (scan);
}

static gboolean
scan_array (Scan *scan)
{
  skip_space (scan);
  if (skip (scan, ']'))
    return TRUE;
  do {
    if (!scan_value (scan))
      return FALSE;
  } while (skip (scan, ','));
  return skip (scan, ']') || refuse_syntax (scan);
}

static gboolean
scan_container (Scan *scan)
{
  gboolean is_object = is_at (scan, '{');
  gboolean is_valid;

  if (scan->depth == scan->max_depth)
    return refuse (scan->error, _ ("The data has too many lists or objects inside each other."));
  scan->depth++;
  scan->at++;
  is_valid = is_object ? scan_object (scan) : scan_array (scan);
  scan->depth--;
  return is_valid;
}

static gboolean
scan_text (Scan *scan)
{
  g_autoptr (GString) text = g_string_new (NULL);

  return scan_string (scan, text);
}

static gboolean
scan_plain (Scan *scan)
{
  switch (*scan->at) {
  case '{':
  case '[':
    return scan_container (scan);
  case '"':
    return scan_text (scan);
  case 't':
    return scan_word (scan, "true");
  case 'f':
    return scan_word (scan, "false");
  case 'n':
    return scan_word (scan, "null");
  default:
    return scan_number (scan);
  }
}

/* One value and the white space around it. */
static gboolean
scan_value (Scan *scan)
{
  skip_space (scan);
  if (scan->at >= scan->end)
    return refuse_syntax (scan);
  if (!scan_plain (scan))
    return FALSE;
  skip_space (scan);
  return TRUE;
}

gboolean
rondo_wire_scan (const char *data, gsize length, gsize max_bytes, guint max_depth, GError **error)
{
  Scan scan = {data, data, data + length, error, 0, max_depth};

  if (length == 0)
    return refuse (error, _ ("The data is empty; JSON was expected."));
  if (length > max_bytes) {
    g_set_error (error,
                 RONDO_ERROR,
                 RONDO_ERROR_INVALID,
                 _ ("The data has %zu bytes; at most %zu are accepted."),
                 length,
                 max_bytes);
    return FALSE;
  }
  if (memchr (data, '\0', length) != NULL)
    return refuse (error, _ ("The data holds a NUL character; JSON text was expected."));
  if (!g_utf8_validate_len (data, length, NULL))
    return refuse (error, _ ("The data is not valid UTF-8 text."));
  if (!scan_value (&scan))
    return FALSE;
  return scan.at == scan.end || refuse_syntax (&scan);
}
