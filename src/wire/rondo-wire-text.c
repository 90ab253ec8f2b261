/* SPDX-License-Identifier: GPL-3.0-or-later
 * Writing JSON text from left to right. */
#include "config.h"

#include "rondo-wire-text.h"

#include <string.h>

#define FIRST_BYTES 512
#define DIGITS_MAX 24

struct _RondoWireText {
  GString *out; /* owned */
  gboolean needs_comma;
};

/* What stands before a value: a comma, its name. */
static void
begin (RondoWireText *text, const char *name)
{
  if (text->needs_comma)
    g_string_append_c (text->out, ',');
  text->needs_comma = TRUE;
  if (name == NULL)
    return;
  g_string_append_c (text->out, '"');
  g_string_append (text->out, name);
  g_string_append_len (text->out, "\":", 2);
}

static void
append_escape (GString *out, char c)
{
  static const char letters[] = "\"\\bfnrt";
  static const char characters[] = "\"\\\b\f\n\r\t";
  const char *found = strchr (characters, c);

  if (found != NULL)
    g_string_append_printf (out, "\\%c", letters[found - characters]);
  else
    g_string_append_printf (out, "\\u%04x", (guint)(guchar)c);
}

static gboolean
is_plain (char c)
{
  return (guchar)c >= 0x20 && c != '"' && c != '\\';
}

static void
append_text (GString *out, const char *value)
{
  const char *at = value;

  g_string_append_c (out, '"');
  while (*at != '\0') {
    const char *first = at;

    while (is_plain (*at))
      at++;
    g_string_append_len (out, first, at - first);
    if (*at != '\0')
      append_escape (out, *at++);
  }
  g_string_append_c (out, '"');
}

RondoWireText *
rondo_wire_text_new (void)
{
  RondoWireText *text = g_new0 (RondoWireText, 1);

  text->out = g_string_sized_new (FIRST_BYTES);
  return text;
}

void
rondo_wire_text_open (RondoWireText *text, const char *name, char bracket)
{
  begin (text, name);
  g_string_append_c (text->out, bracket);
  text->needs_comma = FALSE;
}

void
rondo_wire_text_close (RondoWireText *text, char bracket)
{
  g_string_append_c (text->out, bracket);
  text->needs_comma = TRUE;
}

void
rondo_wire_text_put (RondoWireText *text, const char *name, const char *value)
{
  begin (text, name);
  if (value != NULL)
    append_text (text->out, value);
  else
    g_string_append_len (text->out, "null", 4);
}

void
rondo_wire_text_put_int (RondoWireText *text, const char *name, int64_t value)
{
  char digits[DIGITS_MAX];

  begin (text, name);
  g_snprintf (digits, sizeof digits, "%" G_GINT64_FORMAT, value);
  g_string_append (text->out, digits);
}

void
rondo_wire_text_put_bool (RondoWireText *text, const char *name, gboolean value)
{
  begin (text, name);
  g_string_append (text->out, value ? "true" : "false");
}

void
rondo_wire_text_put_body (RondoWireText *text, const char *name, const char *body)
{
  begin (text, name);
  /* Bodies were checked when they came in: a missing one is a fault of this side. */
  if (body == NULL || *body == '\0')
    g_warning ("the %s of a message is empty", name);
  g_string_append (text->out, body != NULL && *body != '\0' ? body : "{}");
}

char *
rondo_wire_text_end (RondoWireText *text)
{
  char *result = g_string_free (text->out, FALSE);

  g_free (text);
  return result;
}
