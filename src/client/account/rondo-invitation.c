/* SPDX-License-Identifier: GPL-3.0-or-later
 * What people are invited with. */
#include "config.h"

#include "rondo-invitation.h"

#include <string.h>

#define PIN_LETTERS 64

/* What comes before the pin at the end of @text, and the pin in lower case; the whole and NULL if
 * there is none. */
static char *
split_pin (const char *text, char **pin)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  gsize length = strlen (stripped);
  char *last = NULL;

  *pin = NULL;
  if (length < PIN_LETTERS)
    return g_steal_pointer (&stripped);
  last = stripped + length - PIN_LETTERS;
  for (const char *at = last; *at != '\0'; at++) {
    if (!g_ascii_isxdigit (*at))
      return g_steal_pointer (&stripped);
  }
  if (last > stripped && last[-1] != '-')
    return g_steal_pointer (&stripped);
  *pin = g_ascii_strdown (last, -1);
  *(last > stripped ? last - 1 : last) = '\0';
  return g_steal_pointer (&stripped);
}

RondoInvitation *
rondo_invitation_read (const char *address, const char *code)
{
  RondoInvitation *invitation = g_new0 (RondoInvitation, 1);
  const char *mark = strchr (address, '#');
  g_autofree char *linked = NULL;
  g_autofree char *linked_pin = NULL;

  invitation->address =
      mark != NULL ? g_strndup (address, (gsize)(mark - address)) : g_strdup (address);
  if (mark != NULL)
    linked = split_pin (mark + 1, &linked_pin);
  if (code != NULL)
    invitation->code = split_pin (code, &invitation->pin);
  if (invitation->code == NULL || *invitation->code == '\0') {
    g_free (invitation->code);
    invitation->code = linked != NULL && *linked != '\0' ? g_steal_pointer (&linked) : NULL;
  }
  if (invitation->pin == NULL)
    invitation->pin = g_steal_pointer (&linked_pin);
  return invitation;
}

void
rondo_invitation_free (RondoInvitation *invitation)
{
  g_free (invitation->address);
  g_free (invitation->code);
  g_free (invitation->pin);
  g_free (invitation);
}
