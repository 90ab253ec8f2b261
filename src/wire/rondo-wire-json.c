/* SPDX-License-Identifier: GPL-3.0-or-later
 * Writing of JSON objects: bodies and small messages. */
#include "config.h"

#include "rondo-wire-json.h"

#include "rondo-wire-scan.h"

#include <string.h>

JsonObject *
rondo_wire_object_new (const char *previous)
{
  g_autoptr (JsonParser) parser = NULL;
  JsonNode *root;

  if (previous == NULL || !rondo_wire_scan (previous,
                                            strlen (previous),
                                            RONDO_WIRE_MAX_RECORD_BYTES,
                                            RONDO_WIRE_MAX_BODY_DEPTH,
                                            NULL))
    return json_object_new ();
  parser = json_parser_new ();
  if (!json_parser_load_from_data (parser, previous, -1, NULL))
    return json_object_new ();
  root = json_parser_get_root (parser);
  return JSON_NODE_HOLDS_OBJECT (root) ? json_node_dup_object (root) : json_object_new ();
}

void
rondo_wire_put_text (JsonObject *object, const char *name, const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, name, text);
  else
    json_object_set_null_member (object, name);
}

void
rondo_wire_put_date (JsonObject *object, const char *name, RondoDate date)
{
  g_autofree char *text = date != RONDO_DATE_NONE ? rondo_date_to_iso (date) : NULL;

  rondo_wire_put_text (object, name, text);
}

void
rondo_wire_put_texts (JsonObject *object, const char *name, GPtrArray *texts)
{
  JsonArray *list = json_array_sized_new (texts->len);

  for (guint i = 0; i < texts->len; i++)
    json_array_add_string_element (list, g_ptr_array_index (texts, i));
  json_object_set_array_member (object, name, list);
}

char *
rondo_wire_object_end (JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);
  return json_to_string (node, FALSE);
}
