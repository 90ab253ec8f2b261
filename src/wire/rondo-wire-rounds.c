/* SPDX-License-Identifier: GPL-3.0-or-later
 * Bodies of rounds and pairings. */
#include "config.h"

#include "rondo-wire-bodies.h"

#include "rondo-wire-values.h"

/* What older versions did not write is as in a new round. */
static void
read_policies (RondoWireReader *reader, RondoRound *round)
{
  if (rondo_wire_reader_has (reader, "mutual_allowed"))
    rondo_wire_read_bool (reader, "mutual_allowed", &round->mutual_allowed);
  if (rondo_wire_reader_has (reader, "repeat_after"))
    round->repeat_after =
        (int)rondo_wire_read_int (reader, "repeat_after", 0, RONDO_REPEAT_AFTER_MAX);
  if (rondo_wire_reader_has (reader, "same_course"))
    rondo_wire_read_enum (reader, "same_course", rondo_policy_from_word, &round->same_course);
  if (rondo_wire_reader_has (reader, "capacity"))
    round->capacity = (int)rondo_wire_read_int (reader, "capacity", 1, RONDO_CAPACITY_MAX);
  round->cancel_notice = (int)rondo_wire_read_int_or_null (
      reader, "cancel_notice", 0, RONDO_CANCEL_NOTICE_MAX, RONDO_CANCEL_NOTICE_HOURS);
}

char *
rondo_wire_encode_round (const RondoRound *round, const char *previous)
{
  JsonObject *object = rondo_wire_object_new (previous);

  rondo_wire_put_text (object, "name", round->name);
  rondo_wire_put_date (object, "start", round->start);
  rondo_wire_put_date (object, "end", round->end);
  json_object_set_int_member (object, "sessions", round->session_count);
  json_object_set_int_member (object, "session_minutes", round->session_minutes);
  json_object_set_boolean_member (object, "mutual_allowed", round->mutual_allowed);
  json_object_set_int_member (object, "repeat_after", round->repeat_after);
  rondo_wire_put_text (object, "same_course", rondo_policy_to_word (round->same_course));
  json_object_set_int_member (object, "capacity", round->capacity);
  json_object_set_int_member (object, "cancel_notice", round->cancel_notice);
  rondo_wire_put_text (object, "state", rondo_round_state_to_word (round->state));
  return rondo_wire_object_end (object);
}

RondoRound *
rondo_wire_decode_round (const char *id, const char *body, GError **error)
{
  g_autoptr (RondoWireDocument) document = rondo_wire_document_open_body (id, body, error);
  g_autoptr (RondoRound) round = rondo_round_new ();
  RondoWireReader *reader;

  if (document == NULL)
    return NULL;
  reader = rondo_wire_document_get_root (document);
  round->id = g_strdup (id);
  rondo_wire_read_text (reader, "name", RONDO_NAME_MAX_BYTES, &round->name);
  rondo_wire_read_date_or_null (reader, "start", &round->start);
  rondo_wire_read_date_or_null (reader, "end", &round->end);
  round->session_count = (int)rondo_wire_read_int (reader, "sessions", 1, RONDO_ROUND_SESSIONS_MAX);
  round->session_minutes =
      (int)rondo_wire_read_int (reader, "session_minutes", 1, RONDO_SESSION_MINUTES_MAX);
  read_policies (reader, round);
  rondo_wire_read_enum (reader, "state", rondo_round_state_from_word, &round->state);
  if (!rondo_wire_document_end (document, error) || !rondo_round_check (round, error))
    return NULL;
  return g_steal_pointer (&round);
}

char *
rondo_wire_encode_pairing (const RondoPairing *pairing, const char *previous)
{
  JsonObject *object = rondo_wire_object_new (previous);

  rondo_wire_put_text (object, "round", pairing->round);
  rondo_wire_put_text (object, "coach", pairing->coach);
  rondo_wire_put_text (object, "client", pairing->client);
  rondo_wire_put_text (object, "state", rondo_pairing_state_to_word (pairing->state));
  if (pairing->coach_name != NULL)
    rondo_wire_put_text (object, "coach_name", pairing->coach_name);
  if (pairing->client_name != NULL)
    rondo_wire_put_text (object, "client_name", pairing->client_name);
  return rondo_wire_object_end (object);
}

RondoPairing *
rondo_wire_decode_pairing (const char *id, const char *body, GError **error)
{
  g_autoptr (RondoWireDocument) document = rondo_wire_document_open_body (id, body, error);
  g_autoptr (RondoPairing) pairing = rondo_pairing_new ();
  RondoWireReader *reader;

  if (document == NULL)
    return NULL;
  reader = rondo_wire_document_get_root (document);
  pairing->id = g_strdup (id);
  rondo_wire_read_id (reader, "round", &pairing->round);
  rondo_wire_read_id (reader, "coach", &pairing->coach);
  rondo_wire_read_id (reader, "client", &pairing->client);
  rondo_wire_read_enum (reader, "state", rondo_pairing_state_from_word, &pairing->state);
  rondo_wire_read_text_or_null (reader, "coach_name", RONDO_NAME_MAX_BYTES, &pairing->coach_name);
  rondo_wire_read_text_or_null (reader, "client_name", RONDO_NAME_MAX_BYTES, &pairing->client_name);
  if (!rondo_wire_document_end (document, error))
    return NULL;
  return g_steal_pointer (&pairing);
}
