/* SPDX-License-Identifier: GPL-3.0-or-later
 * POST /v1/have: what a client holds after a restore, and what the server wants of it. */
#include "config.h"

#include "rondo-wire-messages.h"

#include "rondo-wire-json.h"
#include "rondo-wire-text.h"

#define EPOCH_MAX_BYTES 64
#define HASH_MAX_BYTES 16

RondoDigest *
rondo_digest_new (const char *scope, int64_t count, uint64_t hash)
{
  RondoDigest *digest = g_new0 (RondoDigest, 1);

  digest->scope = g_strdup (scope);
  digest->count = count;
  digest->hash = hash;
  return digest;
}

void
rondo_digest_free (RondoDigest *digest)
{
  g_free (digest->scope);
  g_free (digest);
}

RondoTag *
rondo_tag_new (int64_t seq, const char *tag)
{
  RondoTag *self = g_new0 (RondoTag, 1);

  self->seq = seq;
  self->tag = g_strdup (tag);
  return self;
}

void
rondo_tag_free (RondoTag *tag)
{
  g_free (tag->tag);
  g_free (tag->epoch);
  g_free (tag);
}

RondoHaveRecord *
rondo_have_record_new (const char *id, int64_t version, const char *hash)
{
  RondoHaveRecord *record = g_new0 (RondoHaveRecord, 1);

  record->id = g_strdup (id);
  record->version = version;
  record->hash = g_strdup (hash);
  return record;
}

void
rondo_have_record_free (RondoHaveRecord *record)
{
  g_free (record->id);
  g_free (record->hash);
  g_free (record);
}

RondoHaveRequest *
rondo_have_request_new (void)
{
  RondoHaveRequest *request = g_new0 (RondoHaveRequest, 1);

  request->records = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_have_record_free);
  request->tags = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_tag_free);
  return request;
}

void
rondo_have_request_free (RondoHaveRequest *request)
{
  g_ptr_array_unref (request->records);
  g_ptr_array_unref (request->tags);
  g_free (request->epoch);
  g_free (request);
}

RondoHaveAnswer *
rondo_have_answer_new (void)
{
  RondoHaveAnswer *answer = g_new0 (RondoHaveAnswer, 1);

  answer->want = g_ptr_array_new_with_free_func (g_free);
  return answer;
}

void
rondo_have_answer_free (RondoHaveAnswer *answer)
{
  g_ptr_array_unref (answer->want);
  g_free (answer->epoch);
  g_free (answer);
}

static void
put_record (RondoWireText *text, const RondoHaveRecord *record)
{
  rondo_wire_text_open (text, NULL, '{');
  rondo_wire_text_put (text, "id", record->id);
  rondo_wire_text_put_int (text, "version", record->version);
  rondo_wire_text_put (text, "hash", record->hash);
  rondo_wire_text_close (text, '}');
}

static void
read_record (RondoWireReader *reader, gpointer target)
{
  RondoHaveRequest *request = target;
  RondoHaveRecord *record = rondo_have_record_new (NULL, 0, NULL);

  g_ptr_array_add (request->records, record);
  rondo_wire_read_id (reader, "id", &record->id);
  record->version = rondo_wire_read_int (reader, "version", 1, G_MAXINT64);
  rondo_wire_read_text (reader, "hash", HASH_MAX_BYTES, &record->hash);
}

static void
put_tag (RondoWireText *text, const RondoTag *tag)
{
  rondo_wire_text_open (text, NULL, '{');
  rondo_wire_text_put_int (text, "seq", tag->seq);
  rondo_wire_text_put (text, "tag", tag->tag);
  if (tag->epoch != NULL)
    rondo_wire_text_put (text, "epoch", tag->epoch);
  rondo_wire_text_close (text, '}');
}

static void
read_tag (RondoWireReader *reader, gpointer target)
{
  RondoHaveRequest *request = target;
  RondoTag *tag = rondo_tag_new (0, NULL);

  g_ptr_array_add (request->tags, tag);
  tag->seq = rondo_wire_read_int (reader, "seq", 1, G_MAXINT64);
  rondo_wire_read_text (reader, "tag", EPOCH_MAX_BYTES, &tag->tag);
  rondo_wire_read_text_or_null (reader, "epoch", EPOCH_MAX_BYTES, &tag->epoch);
}

char *
rondo_wire_encode_have_request (const RondoHaveRequest *request)
{
  RondoWireText *text = rondo_wire_text_new ();

  rondo_wire_text_open (text, NULL, '{');
  rondo_wire_text_put (text, "epoch", request->epoch);
  rondo_wire_text_open (text, "records", '[');
  for (guint i = 0; i < request->records->len; i++)
    put_record (text, g_ptr_array_index (request->records, i));
  rondo_wire_text_close (text, ']');
  rondo_wire_text_open (text, "tags", '[');
  for (guint i = 0; i < request->tags->len; i++)
    put_tag (text, g_ptr_array_index (request->tags, i));
  rondo_wire_text_close (text, ']');
  rondo_wire_text_close (text, '}');
  return rondo_wire_text_end (text);
}

static void
fill_have_request (RondoWireReader *reader, RondoHaveRequest *request)
{
  rondo_wire_read_text (reader, "epoch", EPOCH_MAX_BYTES, &request->epoch);
  rondo_wire_read_objects (reader, "records", RONDO_WIRE_MAX_HAVE, read_record, request);
  rondo_wire_read_objects (reader, "tags", RONDO_WIRE_MAX_TAGS, read_tag, request);
}

RONDO_WIRE_DEFINE_DECODER (have_request, RondoHaveRequest, rondo_have_request_new ())

char *
rondo_wire_encode_have_answer (const RondoHaveAnswer *answer)
{
  RondoWireText *text = rondo_wire_text_new ();

  rondo_wire_text_open (text, NULL, '{');
  rondo_wire_text_put (text, "epoch", answer->epoch);
  rondo_wire_text_put_int (text, "since", answer->since);
  rondo_wire_text_open (text, "want", '[');
  for (guint i = 0; i < answer->want->len; i++)
    rondo_wire_text_put (text, NULL, g_ptr_array_index (answer->want, i));
  rondo_wire_text_close (text, ']');
  rondo_wire_text_close (text, '}');
  return rondo_wire_text_end (text);
}

static void
fill_have_answer (RondoWireReader *reader, RondoHaveAnswer *answer)
{
  rondo_wire_read_text (reader, "epoch", EPOCH_MAX_BYTES, &answer->epoch);
  answer->since = rondo_wire_read_int (reader, "since", 0, G_MAXINT64);
  rondo_wire_read_ids (reader, "want", RONDO_WIRE_MAX_HAVE, answer->want);
}

RONDO_WIRE_DEFINE_DECODER (have_answer, RondoHaveAnswer, rondo_have_answer_new ())
