/* SPDX-License-Identifier: GPL-3.0-or-later
 * Bodies of reports about conduct, and of the steps that followed. */
#include "config.h"

#include "rondo-wire-bodies.h"

#include "rondo-wire-values.h"

char *
rondo_wire_encode_conduct (const RondoConduct *conduct, const char *previous)
{
  JsonObject *object = rondo_wire_object_new (previous);

  rondo_wire_put_text (object, "about", conduct->about);
  rondo_wire_put_text (object, "by", conduct->by);
  if (conduct->on != RONDO_DATE_NONE || json_object_has_member (object, "date"))
    rondo_wire_put_date (object, "date", conduct->on);
  json_object_set_int_member (object, "made_us", conduct->made_us);
  rondo_wire_put_text (object, "text", conduct->text);
  if (conduct->state != RONDO_CONDUCT_NEW || json_object_has_member (object, "state"))
    rondo_wire_put_text (object, "state", rondo_conduct_state_to_word (conduct->state));
  return rondo_wire_object_end (object);
}

RondoConduct *
rondo_wire_decode_conduct (const char *id, const char *body, GError **error)
{
  g_autoptr (RondoWireDocument) document = rondo_wire_document_open_body (id, body, error);
  g_autoptr (RondoConduct) conduct = rondo_conduct_new ();
  RondoWireReader *reader;

  if (document == NULL)
    return NULL;
  reader = rondo_wire_document_get_root (document);
  conduct->id = g_strdup (id);
  rondo_wire_read_id (reader, "about", &conduct->about);
  rondo_wire_read_id (reader, "by", &conduct->by);
  rondo_wire_read_date_or_null (reader, "date", &conduct->on);
  conduct->made_us = rondo_wire_read_int (reader, "made_us", 0, G_MAXINT64);
  rondo_wire_read_text (reader, "text", RONDO_CONDUCT_MAX_BYTES, &conduct->text);
  if (rondo_wire_reader_has (reader, "state"))
    rondo_wire_read_enum (reader, "state", rondo_conduct_state_from_word, &conduct->state);
  if (!rondo_wire_document_end (document, error) || !rondo_conduct_check (conduct, error))
    return NULL;
  return g_steal_pointer (&conduct);
}

char *
rondo_wire_encode_conduct_step (const RondoConductStep *step, const char *previous)
{
  JsonObject *object = rondo_wire_object_new (previous);

  rondo_wire_put_text (object, "report", step->report);
  rondo_wire_put_text (object, "by", step->by);
  json_object_set_int_member (object, "made_us", step->made_us);
  rondo_wire_put_text (object, "state", rondo_conduct_state_to_word (step->state));
  rondo_wire_put_text (object, "note", step->note);
  return rondo_wire_object_end (object);
}

RondoConductStep *
rondo_wire_decode_conduct_step (const char *id, const char *body, GError **error)
{
  g_autoptr (RondoWireDocument) document = rondo_wire_document_open_body (id, body, error);
  g_autoptr (RondoConductStep) step = rondo_conduct_step_new ();
  RondoWireReader *reader;

  if (document == NULL)
    return NULL;
  reader = rondo_wire_document_get_root (document);
  step->id = g_strdup (id);
  rondo_wire_read_id (reader, "report", &step->report);
  rondo_wire_read_id (reader, "by", &step->by);
  step->made_us = rondo_wire_read_int (reader, "made_us", 0, G_MAXINT64);
  rondo_wire_read_enum (reader, "state", rondo_conduct_state_from_word, &step->state);
  rondo_wire_read_text (reader, "note", RONDO_CONDUCT_MAX_BYTES, &step->note);
  if (!rondo_wire_document_end (document, error) || !rondo_conduct_step_check (step, error))
    return NULL;
  return g_steal_pointer (&step);
}
