/* SPDX-License-Identifier: GPL-3.0-or-later
 * Two clients that are one person. */
#include "config.h"

#include "rondo-client-join.h"

static void
take_text (char **kept, const char *other)
{
  if (**kept != '\0')
    return;
  g_free (*kept);
  *kept = g_strdup (other);
}

RondoClientPerson *
rondo_client_person_join (const RondoClientPerson *kept, const RondoClientPerson *other)
{
  RondoClientPerson *client = rondo_client_person_copy (kept);

  take_text (&client->contact, other->contact);
  take_text (&client->organisation, other->organisation);
  if (client->member == NULL)
    client->member = g_strdup (other->member);
  if (client->started == RONDO_DATE_NONE ||
      (other->started != RONDO_DATE_NONE && other->started < client->started))
    client->started = other->started;
  client->ended = MAX (client->ended, other->ended);
  if (client->has_consented || !other->has_consented ||
      client->consent_withdrawn != RONDO_DATE_NONE)
    return client;
  client->has_consented = TRUE;
  client->consent_date = other->consent_date;
  take_text (&client->consent_by, other->consent_by);
  take_text (&client->consent_note, other->consent_note);
  take_text (&client->consent_wording, other->consent_wording);
  return client;
}
