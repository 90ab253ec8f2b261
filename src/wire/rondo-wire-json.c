/* SPDX-License-Identifier: GPL-3.0-or-later
 * Typed reading and writing of JSON objects: the only place that asks a node for its type. */
#include "config.h"

#include "rondo-wire-json.h"

#include "rondo-error.h"
#include "rondo-id.h"
#include "rondo-wire-scan.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define WORD_MAX_BYTES 60
#define ROOT G_MAXUINT /* index of what is in no list */

struct _RondoWireReader {
  /* borrowed */
  JsonObject *object;
  const RondoWireReader *parent; /* NULL for the root */
  const char *name;              /* in the parent */
  RondoWireDocument *document;

  guint index; /* in the list of the parent, or ROOT */
};

struct _RondoWireDocument {
  /* owned */
  JsonNode *node;
  GError *error; /* the first that was found */

  RondoWireReader root;
};

static void
append_path (GString *path, const RondoWireReader *reader)
{
  if (reader->parent == NULL)
    return;
  append_path (path, reader->parent);
  g_string_append (path, reader->name);
  if (reader->index != ROOT)
    g_string_append_printf (path, "[%u]", reader->index);
  g_string_append_c (path, '.');
}

/* Where a field is: "ops[3].base". */
static char *
describe_field (RondoWireReader *reader, const char *name)
{
  GString *path = g_string_new (NULL);

  append_path (path, reader);
  g_string_append (path, name);
  return g_string_free (path, FALSE);
}

/* @sentence has {field} for the field. */
static void
refuse (RondoWireReader *reader, const char *name, const char *sentence)
{
  g_autofree char *field = describe_field (reader, name);
  g_autoptr (GString) message = g_string_new (sentence);

  if (reader->document->error != NULL)
    return;
  g_string_replace (message, "{field}", field, 0);
  g_set_error_literal (&reader->document->error, RONDO_ERROR, RONDO_ERROR_INVALID, message->str);
}

/* The field, or NULL if there is none or nothing is read any more. */
static JsonNode *
find_node (RondoWireReader *reader, const char *name)
{
  JsonNode *node;

  if (reader->document->error != NULL)
    return NULL;
  node = json_object_get_member (reader->object, name);
  return node != NULL && !JSON_NODE_HOLDS_NULL (node) ? node : NULL;
}

static JsonNode *
require_node (RondoWireReader *reader, const char *name)
{
  JsonNode *node = find_node (reader, name);

  if (node == NULL)
    refuse (reader, name, _ ("The field “{field}” is missing."));
  return node;
}

static gboolean
has_type (JsonNode *node, GType type)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == type;
}

static const char *
get_text (RondoWireReader *reader, const char *name, JsonNode *node, gsize max)
{
  const char *text;

  if (!has_type (node, G_TYPE_STRING)) {
    refuse (reader, name, _ ("The field “{field}” must be a text."));
    return NULL;
  }
  text = json_node_get_string (node);
  if (strlen (text) > max) {
    refuse (reader, name, _ ("The field “{field}” is too long."));
    return NULL;
  }
  return text;
}

static void
replace (char **slot, const char *text)
{
  g_free (*slot);
  *slot = g_strdup (text);
}

static gboolean
check_id (RondoWireReader *reader, const char *name, const char *text)
{
  if (text != NULL && !rondo_id_is_valid (text))
    refuse (reader, name, _ ("The field “{field}” must be an id of 36 lower-case characters."));
  return rondo_wire_reader_is_ok (reader);
}

/* The list, or NULL. */
static JsonArray *
get_list (RondoWireReader *reader, const char *name, guint max_count)
{
  JsonNode *node = require_node (reader, name);

  if (node == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_ARRAY (node)) {
    refuse (reader, name, _ ("The field “{field}” must be a list."));
    return NULL;
  }
  if (json_array_get_length (json_node_get_array (node)) > max_count) {
    refuse (reader, name, _ ("The list “{field}” has too many entries."));
    return NULL;
  }
  return json_node_get_array (node);
}

static JsonObject *
get_object (RondoWireReader *reader, const char *name, JsonNode *node)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    return json_node_get_object (node);
  refuse (reader, name, _ ("The field “{field}” must be an object."));
  return NULL;
}

static RondoWireReader
enter (RondoWireReader *parent, const char *name, guint index, JsonObject *object)
{
  return (RondoWireReader){object, parent, name, parent->document, index};
}

RondoWireDocument *
rondo_wire_document_open (
    const char *data, gsize length, gsize max_bytes, guint max_depth, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (JsonNode) node = NULL;
  RondoWireDocument *document;

  if (!rondo_wire_scan (data, length, max_bytes, max_depth, error))
    return NULL;
  if (json_parser_load_from_data (parser, data, (gssize)length, NULL))
    node = json_parser_steal_root (parser);
  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node)) {
    g_set_error_literal (
        error, RONDO_ERROR, RONDO_ERROR_INVALID, _ ("The data is JSON, but not an object."));
    return NULL;
  }
  document = g_new0 (RondoWireDocument, 1);
  document->node = g_steal_pointer (&node);
  document->root.object = json_node_get_object (document->node);
  document->root.document = document;
  document->root.index = ROOT;
  return document;
}

RondoWireDocument *
rondo_wire_document_open_message (const char *data, gsize length, GError **error)
{
  return rondo_wire_document_open (
      data, length, RONDO_WIRE_MAX_BODY_BYTES, RONDO_WIRE_MAX_DEPTH, error);
}

RondoWireDocument *
rondo_wire_document_open_body (const char *id, const char *body, GError **error)
{
  gsize length = body != NULL ? strlen (body) : 0;

  if (!rondo_id_is_valid (id)) {
    g_set_error_literal (error,
                         RONDO_ERROR,
                         RONDO_ERROR_INVALID,
                         _ ("The id of the record must have 36 lower-case characters."));
    return NULL;
  }
  return rondo_wire_document_open (
      body, length, RONDO_WIRE_MAX_RECORD_BYTES, RONDO_WIRE_MAX_BODY_DEPTH, error);
}

RondoWireReader *
rondo_wire_document_get_root (RondoWireDocument *document)
{
  return &document->root;
}

gboolean
rondo_wire_document_end (RondoWireDocument *document, GError **error)
{
  if (document->error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&document->error));
  return FALSE;
}

void
rondo_wire_document_free (RondoWireDocument *document)
{
  if (document == NULL)
    return;
  g_clear_pointer (&document->node, json_node_unref);
  g_clear_error (&document->error);
  g_free (document);
}

gboolean
rondo_wire_reader_is_ok (RondoWireReader *reader)
{
  return reader->document->error == NULL;
}

void
rondo_wire_refuse_word (RondoWireReader *reader, const char *name)
{
  refuse (reader, name, _ ("The field “{field}” has a value that this version does not know."));
}

void
rondo_wire_read_text (RondoWireReader *reader, const char *name, gsize max, char **slot)
{
  JsonNode *node = require_node (reader, name);
  const char *text = node != NULL ? get_text (reader, name, node, max) : NULL;

  if (text != NULL)
    replace (slot, text);
}

void
rondo_wire_read_text_or_null (RondoWireReader *reader, const char *name, gsize max, char **slot)
{
  JsonNode *node = find_node (reader, name);
  const char *text = node != NULL ? get_text (reader, name, node, max) : NULL;

  if (rondo_wire_reader_is_ok (reader))
    replace (slot, text);
}

void
rondo_wire_read_id (RondoWireReader *reader, const char *name, char **slot)
{
  const char *text = rondo_wire_read_word (reader, name);

  if (check_id (reader, name, text))
    replace (slot, text);
}

void
rondo_wire_read_id_or_null (RondoWireReader *reader, const char *name, char **slot)
{
  JsonNode *node = find_node (reader, name);
  const char *text = node != NULL ? get_text (reader, name, node, WORD_MAX_BYTES) : NULL;

  if (check_id (reader, name, text))
    replace (slot, text);
}

void
rondo_wire_read_date_or_null (RondoWireReader *reader, const char *name, RondoDate *slot)
{
  JsonNode *node = find_node (reader, name);
  const char *text = node != NULL ? get_text (reader, name, node, WORD_MAX_BYTES) : NULL;

  if (!rondo_wire_reader_is_ok (reader))
    return;
  if (text == NULL)
    *slot = RONDO_DATE_NONE;
  else if (!rondo_date_parse (text, slot))
    refuse (reader, name, _ ("The field “{field}” must be a day, written like 2026-03-31."));
}

void
rondo_wire_read_bool (RondoWireReader *reader, const char *name, gboolean *slot)
{
  JsonNode *node = require_node (reader, name);

  if (node == NULL)
    return;
  if (has_type (node, G_TYPE_BOOLEAN))
    *slot = json_node_get_boolean (node);
  else
    refuse (reader, name, _ ("The field “{field}” must be true or false."));
}

int64_t
rondo_wire_read_int (RondoWireReader *reader, const char *name, int64_t least, int64_t most)
{
  JsonNode *node = require_node (reader, name);
  int64_t number;

  if (node == NULL)
    return least;
  if (!has_type (node, G_TYPE_INT64)) {
    refuse (reader, name, _ ("The field “{field}” must be a whole number."));
    return least;
  }
  number = json_node_get_int (node);
  if (number >= least && number <= most)
    return number;
  refuse (reader, name, _ ("The number “{field}” is too small or too large."));
  return least;
}

const char *
rondo_wire_read_word (RondoWireReader *reader, const char *name)
{
  JsonNode *node = require_node (reader, name);

  return node != NULL ? get_text (reader, name, node, WORD_MAX_BYTES) : NULL;
}

void
rondo_wire_read_texts (
    RondoWireReader *reader, const char *name, guint max_count, gsize max, GPtrArray *texts)
{
  JsonArray *list = get_list (reader, name, max_count);
  guint count = list != NULL ? json_array_get_length (list) : 0;

  for (guint i = 0; i < count; i++) {
    g_autofree char *entry = g_strdup_printf ("%s[%u]", name, i);
    const char *text = get_text (reader, entry, json_array_get_element (list, i), max);

    if (text == NULL)
      return;
    g_ptr_array_add (texts, g_strdup (text));
  }
}

void
rondo_wire_read_ids (RondoWireReader *reader, const char *name, guint max_count, GPtrArray *ids)
{
  guint first = ids->len;

  rondo_wire_read_texts (reader, name, max_count, WORD_MAX_BYTES, ids);
  for (guint i = first; i < ids->len; i++) {
    g_autofree char *entry = g_strdup_printf ("%s[%u]", name, i - first);

    if (!check_id (reader, entry, g_ptr_array_index (ids, i)))
      return;
  }
}

void
rondo_wire_read_objects (RondoWireReader *reader,
                         const char *name,
                         guint max_count,
                         RondoWireReadFunc func,
                         gpointer target)
{
  JsonArray *list = get_list (reader, name, max_count);
  guint count = list != NULL ? json_array_get_length (list) : 0;

  for (guint i = 0; i < count && rondo_wire_reader_is_ok (reader); i++) {
    JsonNode *node = json_array_get_element (list, i);
    RondoWireReader item = enter (reader, name, i, NULL);

    if (!JSON_NODE_HOLDS_OBJECT (node)) {
      g_autofree char *entry = g_strdup_printf ("%s[%u]", name, i);

      refuse (reader, entry, _ ("The field “{field}” must be an object."));
      return;
    }
    item.object = json_node_get_object (node);
    func (&item, target);
  }
}

void
rondo_wire_read_entries (RondoWireReader *reader,
                         const char *name,
                         guint max_count,
                         RondoWireEntryFunc func,
                         gpointer target)
{
  JsonNode *node = require_node (reader, name);
  JsonObject *object = node != NULL ? get_object (reader, name, node) : NULL;
  RondoWireReader inner = enter (reader, name, ROOT, object);
  JsonObjectIter iter;
  const char *entry;

  if (object == NULL)
    return;
  if (json_object_get_size (object) > max_count) {
    refuse (reader, name, _ ("The list “{field}” has too many entries."));
    return;
  }
  json_object_iter_init_ordered (&iter, object);
  while (rondo_wire_reader_is_ok (reader) && json_object_iter_next_ordered (&iter, &entry, NULL))
    func (&inner, entry, target);
}

void
rondo_wire_read_body (RondoWireReader *reader, const char *name, char **slot)
{
  JsonNode *node = require_node (reader, name);
  char *text;

  if (node == NULL || get_object (reader, name, node) == NULL)
    return;
  text = json_to_string (node, FALSE);
  if (strlen (text) > RONDO_WIRE_MAX_RECORD_BYTES)
    refuse (reader, name, _ ("The field “{field}” is too long."));
  g_free (*slot);
  *slot = text;
}

JsonObject *
rondo_wire_object_new (const char *previous)
{
  g_autoptr (RondoWireDocument) document = NULL;

  if (previous != NULL)
    document = rondo_wire_document_open (
        previous, strlen (previous), RONDO_WIRE_MAX_RECORD_BYTES, RONDO_WIRE_MAX_BODY_DEPTH, NULL);
  return document != NULL ? json_object_ref (document->root.object) : json_object_new ();
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

void
rondo_wire_put_body (JsonObject *object, const char *name, const char *body)
{
  JsonObject *copy = rondo_wire_object_new (body);

  /* Bodies were checked when they came in: an empty one is a fault of this side. */
  if (json_object_get_size (copy) == 0)
    g_warning ("the %s of a message is empty or cannot be read", name);
  json_object_set_object_member (object, name, copy);
}

char *
rondo_wire_object_end (JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);
  return json_to_string (node, FALSE);
}
