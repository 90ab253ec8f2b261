/* SPDX-License-Identifier: GPL-3.0-or-later
 * Typed reading of JSON objects: the only place that asks a value for its type. */
#include "config.h"

#include "rondo-wire-json.h"

#include "rondo-error.h"
#include "rondo-id.h"
#include "rondo-wire-scan.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define WORD_MAX_BYTES 60
#define ROOT G_MAXUINT /* index of what is in no list */
/* A message, a list of it, an object of that: a body in it is looked into only when it is read. */
#define NODES_DEPTH 3
#define BODY_NODES_DEPTH (NODES_DEPTH + 1)
/* Of a body: it is read at once. */
#define NODES_FEW 32

struct _RondoWireReader {
  /* borrowed */
  const RondoWireReader *parent; /* NULL for the root */
  const char *name;              /* in the parent */
  RondoWireDocument *document;

  guint32 object; /* its node */
  guint32 at;     /* the member to look at first: mostly they are read in their order */
  guint32 passed; /* members before that */
  guint32 last;   /* the member that was found last: it may be asked for twice; 0: none */
  guint index;    /* in the list of the parent, or ROOT */
};

struct _RondoWireDocument {
  /* owned */
  GArray *nodes; /* of RondoWireNode */
  GError *error; /* the first that was found */

  const char *data; /* borrowed: what is read has to outlive the document */
  RondoWireReader root;
  char word[WORD_MAX_BYTES + 1]; /* read last */
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
  g_autofree char *field = NULL;
  g_autoptr (GString) message = NULL;

  if (reader->document->error != NULL)
    return;
  field = describe_field (reader, name);
  message = g_string_new (sentence);
  g_string_replace (message, "{field}", field, 0);
  g_set_error_literal (&reader->document->error, RONDO_ERROR, RONDO_ERROR_INVALID, message->str);
}

static const RondoWireNode *
get_node (RondoWireDocument *document, guint32 index)
{
  return &g_array_index (document->nodes, RondoWireNode, index);
}

/* The first child of the container at @index, which is looked into now if it was not. */
static guint32
get_child (RondoWireDocument *document, guint32 index)
{
  if (get_node (document, index)->child == 0)
    rondo_wire_scan_children (document->data, index, NODES_DEPTH, document->nodes);
  return get_node (document, index)->child;
}

/* Faster than g_strndup(), which looks for an end. (transfer full) */
static char *
dup_bytes (const char *start, gsize length)
{
  char *copy = g_malloc (length + 1);

  memcpy (copy, start, length);
  copy[length] = '\0';
  return copy;
}

static char *
dup_text (RondoWireDocument *document, const RondoWireNode *node)
{
  const char *start = document->data + node->start;

  return node->is_escaped ? rondo_wire_text_decode (start, node->length)
                          : dup_bytes (start, node->length);
}

static gboolean
is_named (RondoWireDocument *document, const RondoWireNode *node, const char *name)
{
  g_autofree char *decoded = NULL;

  if (!node->is_escaped)
    return document->data[node->start] == *name &&
           strncmp (document->data + node->start, name, node->length) == 0 &&
           name[node->length] == '\0';
  decoded = dup_text (document, node);
  return g_str_equal (decoded, name);
}

static void
rewind_members (RondoWireReader *reader)
{
  reader->at = get_child (reader->document, reader->object);
  reader->passed = 0;
}

/* The index of the field, or 0 if there is none or nothing is read any more. */
static guint32
find_value (RondoWireReader *reader, const char *name)
{
  RondoWireDocument *document = reader->document;
  guint32 count = get_node (document, reader->object)->count;

  if (document->error != NULL)
    return 0;
  if (reader->last != 0 && is_named (document, get_node (document, reader->last), name))
    return get_node (document, reader->last)->next;
  for (guint32 i = 0; i < count; i++) {
    guint32 member, value;

    if (reader->passed == count || reader->at == 0)
      rewind_members (reader);
    member = reader->at;
    value = get_node (document, member)->next;
    reader->at = get_node (document, value)->next;
    reader->passed++;
    if (is_named (document, get_node (document, member), name)) {
      reader->last = member;
      return value;
    }
  }
  return 0;
}

/* The field; NULL also if it is null. */
static const RondoWireNode *
find_node (RondoWireReader *reader, const char *name, guint32 *index)
{
  *index = find_value (reader, name);
  if (*index == 0 || get_node (reader->document, *index)->type == RONDO_WIRE_NODE_NULL)
    return NULL;
  return get_node (reader->document, *index);
}

static const RondoWireNode *
require_node (RondoWireReader *reader, const char *name, guint32 *index)
{
  const RondoWireNode *node = find_node (reader, name, index);

  if (node == NULL)
    refuse (reader, name, _ ("The field “{field}” is missing."));
  return node;
}

/* (transfer full) (nullable) */
static char *
dup_checked (RondoWireReader *reader, const char *name, const RondoWireNode *node, gsize max)
{
  g_autofree char *text = NULL;

  if (node->type != RONDO_WIRE_NODE_TEXT) {
    refuse (reader, name, _ ("The field “{field}” must be a text."));
    return NULL;
  }
  text = dup_text (reader->document, node);
  if (strlen (text) <= max)
    return g_steal_pointer (&text);
  refuse (reader, name, _ ("The field “{field}” is too long."));
  return NULL;
}

/* A short text, which is read and forgotten: in the document, until the next one is. (nullable) */
static const char *
read_short (RondoWireReader *reader, const char *name, const RondoWireNode *node)
{
  RondoWireDocument *document = reader->document;
  g_autofree char *text = NULL;

  if (node->type == RONDO_WIRE_NODE_TEXT && !node->is_escaped && node->length <= WORD_MAX_BYTES) {
    memcpy (document->word, document->data + node->start, node->length);
    document->word[node->length] = '\0';
    return document->word;
  }
  text = dup_checked (reader, name, node, WORD_MAX_BYTES);
  if (text == NULL)
    return NULL;
  g_strlcpy (document->word, text, sizeof document->word);
  return document->word;
}

static void
take_text (char **slot, char *text)
{
  g_free (*slot);
  *slot = text;
}

static void
take_id (RondoWireReader *reader, const char *name, char **slot, char *text)
{
  if (text != NULL && !rondo_id_is_valid (text))
    refuse (reader, name, _ ("The field “{field}” must be an id of 36 lower-case characters."));
  if (rondo_wire_reader_is_ok (reader))
    take_text (slot, text);
  else
    g_free (text);
}

/* The index of the list, or 0. */
static guint32
find_list (RondoWireReader *reader, const char *name, guint max_count)
{
  guint32 index;
  const RondoWireNode *node = require_node (reader, name, &index);

  if (node == NULL)
    return 0;
  if (node->type != RONDO_WIRE_NODE_LIST) {
    refuse (reader, name, _ ("The field “{field}” must be a list."));
    return 0;
  }
  if (node->count > max_count) {
    refuse (reader, name, _ ("The list “{field}” has too many entries."));
    return 0;
  }
  return index;
}

/* The index of the object, or 0. */
static guint32
find_object (RondoWireReader *reader, const char *name)
{
  guint32 index;
  const RondoWireNode *node = require_node (reader, name, &index);

  if (node == NULL)
    return 0;
  if (node->type == RONDO_WIRE_NODE_OBJECT)
    return index;
  refuse (reader, name, _ ("The field “{field}” must be an object."));
  return 0;
}

static RondoWireDocument *
open_document (const char *data,
               gsize length,
               gsize max_bytes,
               guint max_depth,
               guint nodes_depth,
               GError **error)
{
  g_autoptr (GArray) nodes = g_array_sized_new (FALSE, FALSE, sizeof (RondoWireNode), NODES_FEW);
  RondoWireDocument *document;

  if (!rondo_wire_scan_nodes (data, length, max_bytes, max_depth, nodes_depth, nodes, error))
    return NULL;
  if (g_array_index (nodes, RondoWireNode, 0).type != RONDO_WIRE_NODE_OBJECT) {
    g_set_error_literal (
        error, RONDO_ERROR, RONDO_ERROR_INVALID, _ ("The data is JSON, but not an object."));
    return NULL;
  }
  document = g_new0 (RondoWireDocument, 1);
  document->data = data;
  document->nodes = g_steal_pointer (&nodes);
  document->root.document = document;
  document->root.index = ROOT;
  return document;
}

RondoWireDocument *
rondo_wire_document_open (
    const char *data, gsize length, gsize max_bytes, guint max_depth, GError **error)
{
  return open_document (data, length, max_bytes, max_depth, NODES_DEPTH, error);
}

RondoWireDocument *
rondo_wire_document_open_message (const char *data, gsize length, GError **error)
{
  return rondo_wire_document_open (
      data, length, RONDO_WIRE_MAX_BODY_BYTES, RONDO_WIRE_MAX_DEPTH, error);
}

RondoWireDocument *
rondo_wire_document_open_answer (const char *data, gsize length, GError **error)
{
  return open_document (
      data, length, RONDO_WIRE_MAX_BODY_BYTES, RONDO_WIRE_MAX_DEPTH, BODY_NODES_DEPTH, error);
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
  g_array_unref (document->nodes);
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
  guint32 index;
  const RondoWireNode *node = require_node (reader, name, &index);
  char *text = node != NULL ? dup_checked (reader, name, node, max) : NULL;

  if (text != NULL)
    take_text (slot, text);
}

void
rondo_wire_read_text_or_null (RondoWireReader *reader, const char *name, gsize max, char **slot)
{
  guint32 index;
  const RondoWireNode *node = find_node (reader, name, &index);
  char *text = node != NULL ? dup_checked (reader, name, node, max) : NULL;

  if (rondo_wire_reader_is_ok (reader))
    take_text (slot, text);
}

void
rondo_wire_read_id (RondoWireReader *reader, const char *name, char **slot)
{
  guint32 index;
  const RondoWireNode *node = require_node (reader, name, &index);

  take_id (
      reader, name, slot, node != NULL ? dup_checked (reader, name, node, WORD_MAX_BYTES) : NULL);
}

void
rondo_wire_read_id_or_null (RondoWireReader *reader, const char *name, char **slot)
{
  guint32 index;
  const RondoWireNode *node = find_node (reader, name, &index);

  take_id (
      reader, name, slot, node != NULL ? dup_checked (reader, name, node, WORD_MAX_BYTES) : NULL);
}

void
rondo_wire_read_date_or_null (RondoWireReader *reader, const char *name, RondoDate *slot)
{
  guint32 index;
  const RondoWireNode *node = find_node (reader, name, &index);
  const char *text = node != NULL ? read_short (reader, name, node) : NULL;

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
  guint32 index;
  const RondoWireNode *node = require_node (reader, name, &index);

  if (node == NULL)
    return;
  if (node->type == RONDO_WIRE_NODE_TRUE || node->type == RONDO_WIRE_NODE_FALSE)
    *slot = node->type == RONDO_WIRE_NODE_TRUE;
  else
    refuse (reader, name, _ ("The field “{field}” must be true or false."));
}

/* The scan has found that it fits. */
static int64_t
get_integer (RondoWireDocument *document, const RondoWireNode *node)
{
  const char *at = document->data + node->start;
  const char *end = at + node->length;
  gboolean is_negative = *at == '-';
  guint64 number = 0;

  for (at += is_negative; at < end; at++)
    number = number * 10 + (guint64)(*at - '0');
  return (int64_t)(is_negative ? -number : number);
}

int64_t
rondo_wire_read_int (RondoWireReader *reader, const char *name, int64_t least, int64_t most)
{
  guint32 index;
  const RondoWireNode *node = require_node (reader, name, &index);
  int64_t number;

  if (node == NULL)
    return least;
  if (node->type != RONDO_WIRE_NODE_INTEGER) {
    refuse (reader, name, _ ("The field “{field}” must be a whole number."));
    return least;
  }
  number = get_integer (reader->document, node);
  if (number >= least && number <= most)
    return number;
  refuse (reader, name, _ ("The number “{field}” is too small or too large."));
  return least;
}

const char *
rondo_wire_read_word (RondoWireReader *reader, const char *name)
{
  guint32 index;
  const RondoWireNode *node = require_node (reader, name, &index);

  return node != NULL ? read_short (reader, name, node) : NULL;
}

const char *
rondo_wire_read_word_or_null (RondoWireReader *reader, const char *name, const char *missing)
{
  guint32 index;

  return find_node (reader, name, &index) != NULL ? rondo_wire_read_word (reader, name) : missing;
}

int64_t
rondo_wire_read_int_or_null (
    RondoWireReader *reader, const char *name, int64_t least, int64_t most, int64_t missing)
{
  guint32 index;

  return find_node (reader, name, &index) != NULL ? rondo_wire_read_int (reader, name, least, most)
                                                  : missing;
}

void
rondo_wire_read_texts (
    RondoWireReader *reader, const char *name, guint max_count, gsize max, GPtrArray *texts)
{
  RondoWireDocument *document = reader->document;
  guint32 list = find_list (reader, name, max_count);
  guint32 count = list != 0 ? get_node (document, list)->count : 0;
  guint32 at = list != 0 ? get_child (document, list) : 0;

  for (guint32 i = 0; i < count; i++) {
    g_autofree char *entry = g_strdup_printf ("%s[%u]", name, i);
    char *text = dup_checked (reader, entry, get_node (document, at), max);

    if (text == NULL)
      return;
    g_ptr_array_add (texts, text);
    at = get_node (document, at)->next;
  }
}

void
rondo_wire_read_ids (RondoWireReader *reader, const char *name, guint max_count, GPtrArray *ids)
{
  guint first = ids->len;

  rondo_wire_read_texts (reader, name, max_count, WORD_MAX_BYTES, ids);
  for (guint i = first; i < ids->len; i++) {
    g_autofree char *entry = NULL;

    if (rondo_id_is_valid (g_ptr_array_index (ids, i)))
      continue;
    entry = g_strdup_printf ("%s[%u]", name, i - first);
    refuse (reader, entry, _ ("The field “{field}” must be an id of 36 lower-case characters."));
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
  RondoWireDocument *document = reader->document;
  guint32 list = find_list (reader, name, max_count);
  guint32 count = list != 0 ? get_node (document, list)->count : 0;
  guint32 at = list != 0 ? get_child (document, list) : 0;

  for (guint32 i = 0; i < count && rondo_wire_reader_is_ok (reader); i++) {
    RondoWireReader item = {
        .parent = reader, .name = name, .document = document, .object = at, .index = i};

    if (get_node (document, at)->type != RONDO_WIRE_NODE_OBJECT) {
      g_autofree char *entry = g_strdup_printf ("%s[%u]", name, i);

      refuse (reader, entry, _ ("The field “{field}” must be an object."));
      return;
    }
    func (&item, target);
    at = get_node (document, at)->next;
  }
}

void
rondo_wire_read_entries (RondoWireReader *reader,
                         const char *name,
                         guint max_count,
                         RondoWireEntryFunc func,
                         gpointer target)
{
  RondoWireDocument *document = reader->document;
  guint32 object = find_object (reader, name);
  RondoWireReader inner = {
      .parent = reader, .name = name, .document = document, .object = object, .index = ROOT};
  guint32 count = object != 0 ? get_node (document, object)->count : 0;
  guint32 at = object != 0 ? get_child (document, object) : 0;

  if (count > max_count) {
    refuse (reader, name, _ ("The list “{field}” has too many entries."));
    return;
  }
  for (guint32 i = 0; i < count && rondo_wire_reader_is_ok (reader); i++) {
    g_autofree char *entry = dup_text (document, get_node (document, at));

    func (&inner, entry, target);
    at = get_node (document, get_node (document, at)->next)->next;
  }
}

gboolean
rondo_wire_read_apart (RondoWireReader *reader,
                       const char *name,
                       RondoWireReadFunc func,
                       gpointer target)
{
  RondoWireDocument *document = reader->document;
  guint32 object = find_object (reader, name);
  RondoWireReader inner = {
      .parent = reader, .name = name, .document = document, .object = object, .index = ROOT};
  gboolean is_good;

  if (object == 0)
    return FALSE;
  func (&inner, target);
  is_good = document->error == NULL;
  g_clear_error (&document->error);
  return is_good;
}

gboolean
rondo_wire_reader_has (RondoWireReader *reader, const char *name)
{
  guint32 index;

  return find_node (reader, name, &index) != NULL;
}

void
rondo_wire_read_body (RondoWireReader *reader, const char *name, char **slot)
{
  guint32 object = find_object (reader, name);
  const RondoWireNode *node = get_node (reader->document, object);

  if (object == 0)
    return;
  if (node->length > RONDO_WIRE_MAX_RECORD_BYTES) {
    refuse (reader, name, _ ("The field “{field}” is too long."));
    return;
  }
  take_text (slot, dup_bytes (reader->document->data + node->start, node->length));
}
