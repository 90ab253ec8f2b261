/* SPDX-License-Identifier: GPL-3.0-or-later
 * The body of what a coach has decided about the own log and plan. */
#include "config.h"

#include "rondo-wire-bodies.h"

#include "rondo-wire-values.h"

char *
rondo_wire_encode_desk (const RondoDeskSettings *settings, const char *previous)
{
  JsonObject *object = rondo_wire_object_new (previous);

  json_object_set_boolean_member (object, "balanced", settings->is_balanced);
  rondo_wire_put_date (object, "training_start", settings->training_start);
  rondo_wire_put_date (object, "application", settings->application);
  rondo_wire_put_strv (object, "credentials", settings->credentials);
  if (settings->weekly_minutes != RONDO_WEEKLY_AS_BEFORE)
    json_object_set_int_member (object, "weekly_minutes", settings->weekly_minutes);
  else
    json_object_set_null_member (object, "weekly_minutes");
  rondo_wire_put_strv (object, "rules", settings->rules);
  return rondo_wire_object_end (object);
}

static void
read_rules (RondoWireReader *reader, GStrv *slot)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  rondo_wire_read_texts (reader, "rules", RONDO_DESK_RULES_MAX, RONDO_DESK_RULE_MAX_BYTES, texts);
  if (!rondo_wire_reader_is_ok (reader))
    return;
  g_ptr_array_add (texts, NULL);
  g_strfreev (*slot);
  *slot = (GStrv)g_ptr_array_steal (texts, NULL);
}

RondoDeskSettings *
rondo_wire_decode_desk (const char *id, const char *body, GError **error)
{
  g_autoptr (RondoWireDocument) document = rondo_wire_document_open_body (id, body, error);
  g_autoptr (RondoDeskSettings) settings = rondo_desk_settings_new ();
  RondoWireReader *reader;

  if (document == NULL)
    return NULL;
  reader = rondo_wire_document_get_root (document);
  settings->id = g_strdup (id);
  rondo_wire_read_bool (reader, "balanced", &settings->is_balanced);
  rondo_wire_read_date_or_null (reader, "training_start", &settings->training_start);
  rondo_wire_read_date_or_null (reader, "application", &settings->application);
  rondo_wire_read_strv (reader, "credentials", RONDO_DESK_CREDENTIALS_MAX, &settings->credentials);
  settings->weekly_minutes = (int)rondo_wire_read_int_or_null (
      reader, "weekly_minutes", 0, RONDO_WEEKLY_MINUTES_MAX, RONDO_WEEKLY_AS_BEFORE);
  read_rules (reader, &settings->rules);
  if (!rondo_wire_document_end (document, error) || !rondo_desk_settings_check (settings, error))
    return NULL;
  return g_steal_pointer (&settings);
}
