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

/* Of very many short pieces: where there is room they need no call. The text has its end when it is
 * done. */
static inline void
append (GString *out, const char *piece, gsize length)
{
  if (length >= out->allocated_len - out->len) {
    g_string_append_len (out, piece, (gssize)length);
    return;
  }
  memcpy (out->str + out->len, piece, length);
  out->len += length;
}

static inline void
append_char (GString *out, char c)
{
  append (out, &c, 1);
}

/* What stands before a value: a comma, its name. */
static void
begin (RondoWireText *text, const char *name)
{
  if (text->needs_comma)
    append_char (text->out, ',');
  text->needs_comma = TRUE;
  if (name == NULL)
    return;
  append_char (text->out, '"');
  append (text->out, name, strlen (name));
  append (text->out, "\":", 2);
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

  append_char (out, '"');
  while (*at != '\0') {
    const char *first = at;

    while (is_plain (*at))
      at++;
    append (out, first, (gsize)(at - first));
    if (*at != '\0')
      append_escape (out, *at++);
  }
  append_char (out, '"');
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
  append_char (text->out, bracket);
  text->needs_comma = FALSE;
}

void
rondo_wire_text_close (RondoWireText *text, char bracket)
{
  append_char (text->out, bracket);
  text->needs_comma = TRUE;
}

void
rondo_wire_text_put (RondoWireText *text, const char *name, const char *value)
{
  begin (text, name);
  if (value != NULL)
    append_text (text->out, value);
  else
    append (text->out, "null", 4);
}

void
rondo_wire_text_put_int (RondoWireText *text, const char *name, int64_t value)
{
  char digits[DIGITS_MAX];
  char *first = digits + sizeof digits;
  guint64 rest = value < 0 ? -(guint64)value : (guint64)value;

  begin (text, name);
  do
    *--first = (char)('0' + rest % 10);
  while ((rest /= 10) > 0);
  if (value < 0)
    *--first = '-';
  append (text->out, first, (gsize)(digits + sizeof digits - first));
}

void
rondo_wire_text_put_bool (RondoWireText *text, const char *name, gboolean value)
{
  begin (text, name);
  append (text->out, value ? "true" : "false", value ? 4 : 5);
}

void
rondo_wire_text_put_body (RondoWireText *text, const char *name, const char *body)
{
  const char *object = body != NULL && *body != '\0' ? body : "{}";

  begin (text, name);
  /* Bodies were checked when they came in: a missing one is a fault of this side. */
  if (object != body)
    g_warning ("the %s of a message is empty", name);
  append (text->out, object, strlen (object));
}

char *
rondo_wire_text_end (RondoWireText *text)
{
  char *result;

  text->out->str[text->out->len] = '\0';
  result = g_string_free (text->out, FALSE);
  g_free (text);
  return result;
}
