/* SPDX-License-Identifier: GPL-3.0-or-later
 * Bodies of sessions. */
#include "config.h"

#include "rondo-wire-bodies.h"

#include "rondo-wire-values.h"

/* Whoever sees this session for the first time need not hear of what it does not have: a session
 * that was only logged has the three members it always had. */
static gboolean
is_wanted (JsonObject *object, const char *name, gboolean is_said)
{
  if (!is_said && json_object_has_member (object, name))
    json_object_set_null_member (object, name);
  return is_said;
}

static void
put_id (JsonObject *object, const char *name, const char *id)
{
  if (is_wanted (object, name, id != NULL))
    rondo_wire_put_text (object, name, id);
}

static void
put_number (JsonObject *object, const char *name, int64_t number)
{
  if (is_wanted (object, name, number != 0))
    json_object_set_int_member (object, name, number);
}

static void
put_plan (JsonObject *object, const RondoSession *session)
{
  if (is_wanted (object, "state", session->state != RONDO_SESSION_HELD))
    rondo_wire_put_text (object, "state", rondo_session_state_to_word (session->state));
  put_number (object, "start_us", session->start_us);
  put_number (object, "planned_minutes", session->planned_minutes);
  if (is_wanted (object, "place", *session->place != '\0'))
    rondo_wire_put_text (object, "place", session->place);
  put_id (object, "proposed_by", session->proposed_by);
  put_number (object, "answered_us", session->answered_us);
  put_id (object, "cancelled_by", session->cancelled_by);
  if (is_wanted (object, "late", session->is_late))
    json_object_set_boolean_member (object, "late", TRUE);
  if (is_wanted (object, "absent", session->state == RONDO_SESSION_NO_SHOW))
    rondo_wire_put_text (object, "absent", rondo_side_to_word (session->absent));
}

char *
rondo_wire_encode_session (const RondoSession *session, const char *previous)
{
  JsonObject *object = rondo_wire_object_new (previous);

  put_id (object, "pairing", session->pairing);
  put_id (object, "coach", session->coach);
  put_id (object, "client", session->client);
  rondo_wire_put_date (object, "date", session->date);
  put_number (object, "minutes", session->minutes);
  put_number (object, "debrief_minutes", session->debrief_minutes);
  put_number (object, "client_minutes", session->client_minutes);
  put_number (object, "client_debrief_minutes", session->client_debrief_minutes);
  put_plan (object, session);
  return rondo_wire_object_end (object);
}

static int
read_minutes (RondoWireReader *reader, const char *name)
{
  return (int)rondo_wire_read_int_or_null (reader, name, 1, RONDO_SESSION_MINUTES_MAX, 0);
}

static void
read_plan (RondoWireReader *reader, RondoSession *session)
{
  rondo_wire_read_enum_or_null (
      reader, "state", rondo_session_state_from_word, &session->state, "held");
  session->start_us = rondo_wire_read_int_or_null (reader, "start_us", 1, G_MAXINT64, 0);
  session->planned_minutes = read_minutes (reader, "planned_minutes");
  if (rondo_wire_reader_has (reader, "place"))
    rondo_wire_read_text (reader, "place", RONDO_SESSION_PLACE_MAX_BYTES, &session->place);
  rondo_wire_read_id_or_null (reader, "proposed_by", &session->proposed_by);
  session->answered_us = rondo_wire_read_int_or_null (reader, "answered_us", 1, G_MAXINT64, 0);
  rondo_wire_read_id_or_null (reader, "cancelled_by", &session->cancelled_by);
  if (rondo_wire_reader_has (reader, "late"))
    rondo_wire_read_bool (reader, "late", &session->is_late);
  rondo_wire_read_enum_or_null (reader, "absent", rondo_side_from_word, &session->absent, "coach");
}

RondoSession *
rondo_wire_decode_session (const char *id, const char *body, GError **error)
{
  g_autoptr (RondoWireDocument) document = rondo_wire_document_open_body (id, body, error);
  g_autoptr (RondoSession) session = rondo_session_new ();
  RondoWireReader *reader;

  if (document == NULL)
    return NULL;
  reader = rondo_wire_document_get_root (document);
  session->id = g_strdup (id);
  rondo_wire_read_id_or_null (reader, "pairing", &session->pairing);
  rondo_wire_read_id_or_null (reader, "coach", &session->coach);
  rondo_wire_read_id_or_null (reader, "client", &session->client);
  rondo_wire_read_date_or_null (reader, "date", &session->date);
  session->minutes = read_minutes (reader, "minutes");
  session->debrief_minutes = read_minutes (reader, "debrief_minutes");
  session->client_minutes = read_minutes (reader, "client_minutes");
  session->client_debrief_minutes = read_minutes (reader, "client_debrief_minutes");
  read_plan (reader, session);
  if (!rondo_wire_document_end (document, error) || !rondo_session_check (session, error))
    return NULL;
  return g_steal_pointer (&session);
}
