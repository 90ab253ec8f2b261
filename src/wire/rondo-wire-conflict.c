/* SPDX-License-Identifier: GPL-3.0-or-later
 * Bodies of conflicts: two values of the same members. */
#include "config.h"

#include "rondo-wire-bodies.h"

#include "rondo-wire-values.h"

static void
put_object (JsonObject *object, const char *name, const char *text)
{
  if (text != NULL)
    json_object_set_object_member (object, name, rondo_wire_object_new (text));
  else
    json_object_set_null_member (object, name);
}

RondoConflict *
rondo_conflict_new (void)
{
  return g_new0 (RondoConflict, 1);
}

void
rondo_conflict_free (RondoConflict *conflict)
{
  g_free (conflict->id);
  g_free (conflict->record);
  g_free (conflict->kept);
  g_free (conflict->other);
  g_free (conflict);
}

char *
rondo_wire_encode_conflict (const RondoConflict *conflict, const char *previous)
{
  JsonObject *object = rondo_wire_object_new (previous);

  rondo_wire_put_text (object, "record", conflict->record);
  rondo_wire_put_text (object, "kind", rondo_kind_to_word (conflict->kind));
  put_object (object, "kept", conflict->kept);
  put_object (object, "other", conflict->other);
  return rondo_wire_object_end (object);
}

RondoConflict *
rondo_wire_decode_conflict (const char *id, const char *body, GError **error)
{
  g_autoptr (RondoWireDocument) document = rondo_wire_document_open_body (id, body, error);
  g_autoptr (RondoConflict) conflict = rondo_conflict_new ();
  RondoWireReader *reader;

  if (document == NULL)
    return NULL;
  reader = rondo_wire_document_get_root (document);
  conflict->id = g_strdup (id);
  rondo_wire_read_id (reader, "record", &conflict->record);
  rondo_wire_read_enum (reader, "kind", rondo_kind_from_word, &conflict->kind);
  rondo_wire_read_body (reader, "kept", &conflict->kept);
  if (rondo_wire_reader_has (reader, "other"))
    rondo_wire_read_body (reader, "other", &conflict->other);
  if (!rondo_wire_document_end (document, error))
    return NULL;
  return g_steal_pointer (&conflict);
}
