/* SPDX-License-Identifier: GPL-3.0-or-later
 * Parts that several bodies have in common: lists of codes, and wishes. */
#include "config.h"

#include "rondo-wire-values.h"

#include "rondo-id.h"
#include "rondo-member.h"

/* Language codes, credentials, hours and traits are not longer. */
#define VALUE_MAX_BYTES RONDO_TRAIT_MAX_BYTES

static void
read_wish (RondoWireReader *reader, gpointer target)
{
  RondoWishes *wishes = target;
  RondoWish *wish = rondo_wish_new (RONDO_WISH_MUST, RONDO_WISH_LANGUAGE, NULL);

  g_ptr_array_add (wishes->wishes, wish);
  rondo_wire_read_enum (reader, "level", rondo_wish_level_from_word, &wish->level);
  rondo_wire_read_enum (reader, "attribute", rondo_wish_attribute_from_word, &wish->attribute);
  rondo_wire_read_text (reader, "value", VALUE_MAX_BYTES, &wish->value);
  if (rondo_wire_reader_is_ok (reader) && !rondo_wish_value_is_valid (wish->attribute, wish->value))
    rondo_wire_refuse_word (reader, "value");
}

static JsonObject *
encode_wish (const RondoWish *wish)
{
  JsonObject *object = json_object_new ();

  rondo_wire_put_text (object, "level", rondo_wish_level_to_word (wish->level));
  rondo_wire_put_text (object, "attribute", rondo_wish_attribute_to_word (wish->attribute));
  rondo_wire_put_text (object, "value", wish->value);
  return object;
}

void
rondo_wire_read_strv (RondoWireReader *reader, const char *name, guint max_count, GStrv *slot)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  rondo_wire_read_texts (reader, name, max_count, VALUE_MAX_BYTES, texts);
  if (!rondo_wire_reader_is_ok (reader))
    return;
  g_ptr_array_add (texts, NULL);
  g_strfreev (*slot);
  *slot = (GStrv)g_ptr_array_steal (texts, NULL);
}

void
rondo_wire_put_strv (JsonObject *object, const char *name, GStrv texts)
{
  JsonArray *list = json_array_new ();

  for (GStrv text = texts; *text != NULL; text++)
    json_array_add_string_element (list, *text);
  json_object_set_array_member (object, name, list);
}

/* Those who are named by id come first, in a list of their own that older apps keep. */
static void
read_people (RondoWireReader *reader, const char *ids, const char *addresses, GPtrArray *people)
{
  if (rondo_wire_reader_has (reader, ids))
    rondo_wire_read_ids (reader, ids, RONDO_WISHES_MAX, people);
  rondo_wire_read_texts (reader, addresses, RONDO_WISHES_MAX, RONDO_EMAIL_MAX_BYTES, people);
}

static void
put_people (JsonObject *object, const char *ids, const char *addresses, GPtrArray *people)
{
  g_autoptr (GPtrArray) by_id = g_ptr_array_new ();
  g_autoptr (GPtrArray) by_address = g_ptr_array_new ();

  for (guint i = 0; i < people->len; i++)
    g_ptr_array_add (rondo_id_is_valid (people->pdata[i]) ? by_id : by_address, people->pdata[i]);
  if (by_id->len > 0 || json_object_has_member (object, ids))
    rondo_wire_put_texts (object, ids, by_id);
  rondo_wire_put_texts (object, addresses, by_address);
}

void
rondo_wire_read_wishes (RondoWireReader *reader, RondoWishes *wishes)
{
  rondo_wire_read_objects (reader, "wishes", RONDO_WISHES_MAX, read_wish, wishes);
  read_people (reader, "request_ids", "requests", wishes->requests);
  read_people (reader, "avoid_ids", "avoids", wishes->avoids);
}

void
rondo_wire_put_wishes (JsonObject *object, const RondoWishes *wishes)
{
  JsonArray *list = json_array_sized_new (wishes->wishes->len);

  for (guint i = 0; i < wishes->wishes->len; i++)
    json_array_add_object_element (list, encode_wish (g_ptr_array_index (wishes->wishes, i)));
  json_object_set_array_member (object, "wishes", list);
  put_people (object, "request_ids", "requests", wishes->requests);
  put_people (object, "avoid_ids", "avoids", wishes->avoids);
}

void
rondo_wire_read_availability (RondoWireReader *reader, RondoAvailability *availability)
{
  g_autofree char *text = NULL;

  rondo_wire_read_text_or_null (reader, "availability", RONDO_AVAILABILITY_MAX_BYTES, &text);
  if (text != NULL && !rondo_availability_parse (text, availability, NULL))
    rondo_wire_refuse_word (reader, "availability");
}

void
rondo_wire_put_availability (JsonObject *object, const RondoAvailability *availability)
{
  g_autofree char *text = rondo_availability_to_text (availability);

  rondo_wire_put_text (object, "availability", text);
}
