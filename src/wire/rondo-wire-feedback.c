/* SPDX-License-Identifier: GPL-3.0-or-later
 * Bodies of feedback and notices. */
#include "config.h"

#include "rondo-wire-bodies.h"

#include "rondo-wire-values.h"

char *
rondo_wire_encode_feedback (const RondoFeedback *feedback, const char *previous)
{
  JsonObject *object = rondo_wire_object_new (previous);

  rondo_wire_put_text (object, "pairing", feedback->pairing);
  rondo_wire_put_text (object, "member", feedback->member);
  rondo_wire_put_text (object, "audience", rondo_audience_to_word (feedback->audience));
  for (guint i = 0; i < RONDO_N_QUESTIONS; i++) {
    const char *name = rondo_question_to_word ((RondoQuestion)i);

    if (feedback->answers[i] > 0)
      json_object_set_int_member (object, name, feedback->answers[i]);
    else if (json_object_has_member (object, name))
      json_object_set_null_member (object, name);
  }
  if (feedback->may_name || json_object_has_member (object, "may_name"))
    json_object_set_boolean_member (object, "may_name", feedback->may_name);
  rondo_wire_put_text (object, "text", feedback->text);
  return rondo_wire_object_end (object);
}

RondoFeedback *
rondo_wire_decode_feedback (const char *id, const char *body, GError **error)
{
  g_autoptr (RondoWireDocument) document = rondo_wire_document_open_body (id, body, error);
  g_autoptr (RondoFeedback) feedback = g_new0 (RondoFeedback, 1);
  RondoWireReader *reader;

  if (document == NULL)
    return NULL;
  reader = rondo_wire_document_get_root (document);
  feedback->id = g_strdup (id);
  rondo_wire_read_id (reader, "pairing", &feedback->pairing);
  rondo_wire_read_id (reader, "member", &feedback->member);
  rondo_wire_read_enum (reader, "audience", rondo_audience_from_word, &feedback->audience);
  for (guint i = 0; i < RONDO_N_QUESTIONS; i++)
    feedback->answers[i] = (int)rondo_wire_read_int_or_null (
        reader, rondo_question_to_word ((RondoQuestion)i), 1, RONDO_ANSWER_MAX, 0);
  if (rondo_wire_reader_has (reader, "may_name"))
    rondo_wire_read_bool (reader, "may_name", &feedback->may_name);
  rondo_wire_read_text (reader, "text", RONDO_FEEDBACK_MAX_BYTES, &feedback->text);
  if (!rondo_wire_document_end (document, error) || !rondo_feedback_check (feedback, error))
    return NULL;
  return g_steal_pointer (&feedback);
}

char *
rondo_wire_encode_notice (const RondoNotice *notice, const char *previous)
{
  JsonObject *object = rondo_wire_object_new (previous);

  rondo_wire_put_text (object, "member", notice->member);
  if (notice->round != NULL || json_object_has_member (object, "round"))
    rondo_wire_put_text (object, "round", notice->round);
  rondo_wire_put_date (object, "date", notice->day);
  rondo_wire_put_text (object, "title", notice->title);
  rondo_wire_put_text (object, "text", notice->text);
  return rondo_wire_object_end (object);
}

RondoNotice *
rondo_wire_decode_notice (const char *id, const char *body, GError **error)
{
  g_autoptr (RondoWireDocument) document = rondo_wire_document_open_body (id, body, error);
  g_autoptr (RondoNotice) notice = g_new0 (RondoNotice, 1);
  RondoWireReader *reader;

  if (document == NULL)
    return NULL;
  reader = rondo_wire_document_get_root (document);
  notice->id = g_strdup (id);
  rondo_wire_read_id (reader, "member", &notice->member);
  rondo_wire_read_id_or_null (reader, "round", &notice->round);
  rondo_wire_read_date_or_null (reader, "date", &notice->day);
  rondo_wire_read_text (reader, "title", RONDO_NOTICE_TITLE_MAX_BYTES, &notice->title);
  rondo_wire_read_text (reader, "text", RONDO_NOTICE_MAX_BYTES, &notice->text);
  if (!rondo_wire_document_end (document, error) || !rondo_notice_check (notice, error))
    return NULL;
  return g_steal_pointer (&notice);
}
