/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reads sound JSON from left to right, without a tree. */
#include "config.h"

#include "rondo-wire-walk.h"

#include "rondo-error.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* A text of the file in a sentence shall not break the line, nor steer a terminal. */
static void
replace_controls (char *sentence)
{
  for (char *at = sentence; *at != '\0'; at++)
    if (g_ascii_iscntrl (*at))
      *at = ' ';
}

void
rondo_wire_walk_refuse (RondoWireWalk *walk, const char *format, ...)
{
  va_list args;
  g_autofree char *sentence = NULL;

  if (!walk->is_ok)
    return;
  walk->is_ok = FALSE;
  va_start (args, format);
  sentence = g_strdup_vprintf (format, args);
  va_end (args);
  replace_controls (sentence);
  g_set_error_literal (walk->error, RONDO_ERROR, RONDO_ERROR_INVALID, sentence);
}

void
rondo_wire_walk_skip_space (RondoWireWalk *walk)
{
  while (*walk->at == ' ' || *walk->at == '\t' || *walk->at == '\n' || *walk->at == '\r')
    walk->at++;
}

static void
skip_string (RondoWireWalk *walk)
{
  for (walk->at++; *walk->at != '"'; walk->at++)
    if (*walk->at == '\\')
      walk->at++;
  walk->at++;
}

void
rondo_wire_walk_skip_value (RondoWireWalk *walk)
{
  int depth = 0;

  do {
    rondo_wire_walk_skip_space (walk);
    if (*walk->at == '"')
      skip_string (walk);
    else if (*walk->at == '[' || *walk->at == '{') {
      depth++;
      walk->at++;
    } else if (*walk->at == ']' || *walk->at == '}') {
      depth--;
      walk->at++;
    } else if (*walk->at == ',' || *walk->at == ':')
      walk->at++;
    else
      walk->at += strcspn (walk->at, ",:]} \t\n\r");
  } while (depth > 0);
}

/* Steps to the next entry of an array or object that was begun, FALSE at its end. */
gboolean
rondo_wire_walk_step (RondoWireWalk *walk, gboolean *is_first)
{
  if (!walk->is_ok)
    return FALSE;
  rondo_wire_walk_skip_space (walk);
  if (*walk->at == ']' || *walk->at == '}') {
    walk->at++;
    return FALSE;
  }
  if (!*is_first)
    walk->at++;
  *is_first = FALSE;
  rondo_wire_walk_skip_space (walk);
  return TRUE;
}

gboolean
rondo_wire_walk_begin (RondoWireWalk *walk, char bracket, const char *where)
{
  rondo_wire_walk_skip_space (walk);
  if (walk->is_ok && *walk->at == bracket) {
    walk->at++;
    return TRUE;
  }
  if (bracket == '[')
    rondo_wire_walk_refuse (walk, _ ("%s must be a list."), where);
  else
    rondo_wire_walk_refuse (walk, _ ("%s must be an object."), where);
  return FALSE;
}

static void
append_escape (RondoWireWalk *walk, GString *text)
{
  static const char letters[] = "bfnrt";
  static const char characters[] = "\b\f\n\r\t";
  const char *found = strchr (letters, *walk->at);
  gunichar unit;

  if (*walk->at != 'u') {
    g_string_append_c (text, found != NULL ? characters[found - letters] : *walk->at);
    return;
  }
  sscanf (walk->at + 1, "%4x", &unit);
  walk->at += 4;
  if (unit >= 0xd800 && unit < 0xdc00) {
    gunichar low = 0;

    sscanf (walk->at + 3, "%4x", &low);
    walk->at += 6;
    unit = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
  }
  g_string_append_unichar (text, unit);
}

/* FALSE if there is no string. */
gboolean
rondo_wire_walk_read_string (RondoWireWalk *walk, const char *where, GString *text)
{
  rondo_wire_walk_skip_space (walk);
  g_string_truncate (text, 0);
  if (!walk->is_ok)
    return FALSE;
  if (*walk->at != '"') {
    rondo_wire_walk_refuse (walk, _ ("%s must be a text."), where);
    return FALSE;
  }
  for (walk->at++; *walk->at != '"'; walk->at++) {
    if (*walk->at == '\\') {
      walk->at++;
      append_escape (walk, text);
    } else {
      g_string_append_c (text, *walk->at);
    }
  }
  walk->at++;
  return TRUE;
}

int64_t
rondo_wire_walk_read_integer (RondoWireWalk *walk, const char *where, int64_t least, int64_t most)
{
  const char *end = walk->at + strcspn (walk->at, ",]} \t\n\r");
  char *rest = NULL;
  int64_t number = g_ascii_strtoll (walk->at, &rest, 10);

  if (!walk->is_ok)
    return 0;
  if (rest != end || rest == walk->at) {
    rondo_wire_walk_refuse (walk, _ ("%s must be a whole number."), where);
    return 0;
  }
  if (number < least || number > most) {
    rondo_wire_walk_refuse (walk,
                            _ ("%s is %" PRId64 "; it must be from %" PRId64 " to %" PRId64 "."),
                            where,
                            number,
                            least,
                            most);
    return 0;
  }
  walk->at = end;
  return number;
}

gboolean
rondo_wire_walk_read_bool (RondoWireWalk *walk, const char *where)
{
  gboolean is_true = g_str_has_prefix (walk->at, "true");

  if (!is_true && !g_str_has_prefix (walk->at, "false"))
    rondo_wire_walk_refuse (walk, _ ("%s must be true or false."), where);
  rondo_wire_walk_skip_value (walk);
  return is_true;
}

gboolean
rondo_wire_walk_read_name (RondoWireWalk *walk, GString *name)
{
  if (!rondo_wire_walk_read_string (walk, "", name))
    return FALSE;
  rondo_wire_walk_skip_space (walk);
  walk->at++;
  rondo_wire_walk_skip_space (walk);
  return TRUE;
}
