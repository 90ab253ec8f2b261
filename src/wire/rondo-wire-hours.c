/* SPDX-License-Identifier: GPL-3.0-or-later
 * Bodies of clients and log entries. */
#include "config.h"

#include "rondo-wire-bodies.h"

#include "rondo-wire-values.h"

char *
rondo_wire_encode_client (const RondoClientPerson *client, const char *previous)
{
  JsonObject *object = rondo_wire_object_new (previous);

  rondo_wire_put_text (object, "name", client->name);
  rondo_wire_put_text (object, "contact", client->contact);
  rondo_wire_put_text (object, "member", client->member);
  json_object_set_boolean_member (object, "consented", client->has_consented);
  /* Older programs take a day of consent for a consent that stands. */
  rondo_wire_put_date (
      object, "consent_date", client->has_consented ? client->consent_date : RONDO_DATE_NONE);
  rondo_wire_put_text (object, "consent_note", client->consent_note);
  rondo_wire_put_date (
      object, "consent_was", client->has_consented ? RONDO_DATE_NONE : client->consent_date);
  rondo_wire_put_date (object, "consent_withdrawn", client->consent_withdrawn);
  rondo_wire_put_text (object, "consent_by", client->consent_by);
  rondo_wire_put_text (object, "consent_wording", client->consent_wording);
  rondo_wire_put_text (object, "organisation", client->organisation);
  rondo_wire_put_date (object, "started", client->started);
  rondo_wire_put_date (object, "ended", client->ended);
  return rondo_wire_object_end (object);
}

/* What earlier versions did not say; "" where it is missing. */
static void
read_later_text (RondoWireReader *reader, const char *name, gsize max, char **slot)
{
  rondo_wire_read_text_or_null (reader, name, max, slot);
  if (*slot == NULL)
    *slot = g_strdup ("");
}

static void
read_relationship (RondoWireReader *reader, RondoClientPerson *client)
{
  RondoDate given = RONDO_DATE_NONE;

  read_later_text (reader, "organisation", RONDO_NAME_MAX_BYTES, &client->organisation);
  rondo_wire_read_date_or_null (reader, "started", &client->started);
  rondo_wire_read_date_or_null (reader, "ended", &client->ended);
  rondo_wire_read_date_or_null (reader, "consent_was", &given);
  rondo_wire_read_date_or_null (reader, "consent_withdrawn", &client->consent_withdrawn);
  read_later_text (reader, "consent_by", RONDO_NAME_MAX_BYTES, &client->consent_by);
  read_later_text (
      reader, "consent_wording", RONDO_CONSENT_WORDING_MAX_BYTES, &client->consent_wording);
  if (client->has_consented)
    client->consent_withdrawn = RONDO_DATE_NONE;
  else if (client->consent_date == RONDO_DATE_NONE && client->consent_withdrawn != RONDO_DATE_NONE)
    client->consent_date = given;
}

RondoClientPerson *
rondo_wire_decode_client (const char *id, const char *body, GError **error)
{
  g_autoptr (RondoWireDocument) document = rondo_wire_document_open_body (id, body, error);
  g_autoptr (RondoClientPerson) client = rondo_client_person_new ();
  RondoWireReader *reader;

  if (document == NULL)
    return NULL;
  reader = rondo_wire_document_get_root (document);
  client->id = g_strdup (id);
  rondo_wire_read_text (reader, "name", RONDO_NAME_MAX_BYTES, &client->name);
  rondo_wire_read_text (reader, "contact", RONDO_EMAIL_MAX_BYTES, &client->contact);
  rondo_wire_read_id_or_null (reader, "member", &client->member);
  rondo_wire_read_bool (reader, "consented", &client->has_consented);
  rondo_wire_read_date_or_null (reader, "consent_date", &client->consent_date);
  rondo_wire_read_text (
      reader, "consent_note", RONDO_CONSENT_NOTE_MAX_BYTES, &client->consent_note);
  read_relationship (reader, client);
  if (!rondo_wire_document_end (document, error) || !rondo_client_person_check (client, error))
    return NULL;
  return g_steal_pointer (&client);
}

char *
rondo_wire_encode_log_entry (const RondoLogEntry *entry, const char *previous)
{
  JsonObject *object = rondo_wire_object_new (previous);

  rondo_wire_put_text (object, "client", entry->client);
  rondo_wire_put_text (object, "session", entry->session);
  rondo_wire_put_date (object, "date", entry->date);
  json_object_set_int_member (object, "minutes", entry->minutes);
  rondo_wire_put_text (object, "payment", rondo_payment_to_word (entry->payment));
  rondo_wire_put_text (object, "activity", rondo_activity_to_word (entry->activity));
  rondo_wire_put_text (object, "setting", rondo_setting_to_word (entry->setting));
  json_object_set_int_member (object, "group_size", entry->group_size);
  if (entry->start_minute != RONDO_START_UNKNOWN)
    json_object_set_int_member (object, "start_minute", entry->start_minute);
  else
    json_object_set_null_member (object, "start_minute");
  return rondo_wire_object_end (object);
}

/* What the first version did not say: coaching, one to one. */
static void
read_kind (RondoWireReader *reader, RondoLogEntry *entry)
{
  rondo_wire_read_enum_or_null (
      reader, "activity", rondo_activity_from_word, &entry->activity, "coaching");
  rondo_wire_read_enum_or_null (
      reader, "setting", rondo_setting_from_word, &entry->setting, "direct");
  entry->group_size =
      (int)rondo_wire_read_int_or_null (reader, "group_size", 1, RONDO_GROUP_SIZE_MAX, 1);
  entry->start_minute = (int)rondo_wire_read_int_or_null (
      reader, "start_minute", 0, RONDO_SESSION_MINUTES_MAX - 1, RONDO_START_UNKNOWN);
}

static void
fill_log_entry (RondoWireReader *reader, gpointer target)
{
  RondoLogEntry *entry = target;

  rondo_wire_read_id (reader, "client", &entry->client);
  rondo_wire_read_id_or_null (reader, "session", &entry->session);
  rondo_wire_read_date_or_null (reader, "date", &entry->date);
  entry->minutes = (int)rondo_wire_read_int (reader, "minutes", 1, RONDO_SESSION_MINUTES_MAX);
  rondo_wire_read_enum (reader, "payment", rondo_payment_from_word, &entry->payment);
  read_kind (reader, entry);
}

RondoLogEntry *
rondo_wire_read_log_entry (RondoWireReader *reader, const char *name, const char *id)
{
  g_autoptr (RondoLogEntry) entry = rondo_log_entry_new ();

  if (!rondo_wire_read_apart (reader, name, fill_log_entry, entry) ||
      !rondo_log_entry_check (entry, NULL))
    return NULL;
  entry->id = g_strdup (id);
  return g_steal_pointer (&entry);
}

RondoLogEntry *
rondo_wire_decode_log_entry (const char *id, const char *body, GError **error)
{
  g_autoptr (RondoWireDocument) document = rondo_wire_document_open_body (id, body, error);
  g_autoptr (RondoLogEntry) entry = rondo_log_entry_new ();

  if (document == NULL)
    return NULL;
  fill_log_entry (rondo_wire_document_get_root (document), entry);
  entry->id = g_strdup (id);
  if (!rondo_wire_document_end (document, error) || !rondo_log_entry_check (entry, error))
    return NULL;
  return g_steal_pointer (&entry);
}
