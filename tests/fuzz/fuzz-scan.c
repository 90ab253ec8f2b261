/* SPDX-License-Identifier: GPL-3.0-or-later
 * The scanner against a parser of another hand: what it takes is JSON, and texts mean the same. */
#include "config.h"

#include "fuzz.h"

#include "rondo-wire-scan.h"

#include <json-glib/json-glib.h>
#include <string.h>

#define MAX_BYTES (64 * 1024)
#define MAX_DEPTH 32

static void
compare_text (const char *data, const RondoWireNode *node, JsonNode *other)
{
  g_autofree char *text = rondo_wire_text_decode (data + node->start, node->length);

  g_assert_cmpint (json_node_get_value_type (other), ==, G_TYPE_STRING);
  g_assert_cmpstr (text, ==, json_node_get_string (other));
}

/* Compares what both have read, down to the leaves. */
static void
compare (const char *data, GArray *nodes, guint index, JsonNode *other)
{
  const RondoWireNode node = g_array_index (nodes, RondoWireNode, index);
  guint at = node.child;

  switch (node.type) {
  case RONDO_WIRE_NODE_TEXT:
    compare_text (data, &node, other);
    break;
  case RONDO_WIRE_NODE_LIST:
    g_assert_true (JSON_NODE_HOLDS_ARRAY (other));
    g_assert_cmpuint (json_array_get_length (json_node_get_array (other)), ==, node.count);
    for (guint i = 0; i < node.count; i++) {
      compare (data, nodes, at, json_array_get_element (json_node_get_array (other), i));
      at = g_array_index (nodes, RondoWireNode, at).next;
    }
    break;
  case RONDO_WIRE_NODE_OBJECT:
    g_assert_true (JSON_NODE_HOLDS_OBJECT (other));
    g_assert_cmpuint (json_object_get_size (json_node_get_object (other)), ==, node.count);
    break;
  case RONDO_WIRE_NODE_NULL:
    g_assert_true (JSON_NODE_HOLDS_NULL (other));
    break;
  default:
    g_assert_true (JSON_NODE_HOLDS_VALUE (other));
    break;
  }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GArray) nodes = g_array_new (FALSE, FALSE, sizeof (RondoWireNode));
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (GError) error = NULL;
  const char *text = (const char *)data;

  if (!rondo_wire_scan_nodes (text, size, MAX_BYTES, MAX_DEPTH, MAX_DEPTH + 1, nodes, NULL))
    return 0;
  json_parser_load_from_data (parser, text, (gssize)size, &error);
  g_assert_no_error (error);
  compare (text, nodes, 0, json_parser_get_root (parser));
  return 0;
}
