/* SPDX-License-Identifier: GPL-3.0-or-later
 * Bodies compared and merged. A member that is null is as good as none. */
#include "config.h"

#include "rondo-wire-merge.h"

#include "rondo-wire-json.h"

#include <string.h>

#define HASH_BYTES 16 /* hexadecimal */
#define FNV_BASIS G_GUINT64_CONSTANT (14695981039346656037)
#define FNV_PRIME G_GUINT64_CONSTANT (1099511628211)

static JsonNode *
get_member (JsonObject *object, const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && !JSON_NODE_HOLDS_NULL (node) ? node : NULL;
}

static gboolean
is_same (JsonNode *a, JsonNode *b)
{
  if (a == NULL || b == NULL)
    return a == b;
  return json_node_equal (a, b);
}

static void
put_member (JsonObject *object, const char *name, JsonNode *node)
{
  if (node != NULL)
    json_object_set_member (object, name, json_node_copy (node));
  else
    json_object_set_null_member (object, name);
}

/* The names of all members of both, each once. (transfer container) */
static GHashTable *
collect_names (JsonObject *a, JsonObject *b)
{
  GHashTable *names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  JsonObject *objects[] = {a, b};

  for (guint i = 0; i < G_N_ELEMENTS (objects); i++) {
    JsonObjectIter iter;
    const char *name;

    if (objects[i] == NULL)
      continue;
    json_object_iter_init (&iter, objects[i]);
    while (json_object_iter_next (&iter, &name, NULL))
      g_hash_table_add (names, g_strdup (name));
  }
  return names;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

/* In one order everywhere, so that the same merge gives the same text. (transfer full) */
static GPtrArray *
sort_names (JsonObject *a, JsonObject *b)
{
  g_autoptr (GHashTable) names = collect_names (a, b);
  GPtrArray *sorted = g_ptr_array_new_with_free_func (g_free);
  GHashTableIter iter;
  gpointer name;

  g_hash_table_iter_init (&iter, names);
  while (g_hash_table_iter_next (&iter, &name, NULL)) {
    g_hash_table_iter_steal (&iter);
    g_ptr_array_add (sorted, name);
  }
  g_ptr_array_sort (sorted, compare_names);
  return sorted;
}

static gboolean
objects_are_equal (JsonObject *a, JsonObject *b)
{
  g_autoptr (GHashTable) names = collect_names (a, b);
  GHashTableIter iter;
  gpointer name;

  g_hash_table_iter_init (&iter, names);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    if (!is_same (get_member (a, name), get_member (b, name)))
      return FALSE;
  return TRUE;
}

char *
rondo_wire_diff (const char *before, const char *after)
{
  g_autoptr (JsonObject) old = NULL;
  g_autoptr (JsonObject) new = NULL;
  g_autoptr (GPtrArray) names = NULL;
  JsonObject *was;

  if (before == NULL)
    return NULL;
  old = rondo_wire_object_new (before);
  new = rondo_wire_object_new (after);
  names = sort_names (old, new);
  was = json_object_new ();
  for (guint i = 0; i < names->len; i++) {
    const char *name = g_ptr_array_index (names, i);

    if (!is_same (get_member (old, name), get_member (new, name)))
      put_member (was, name, get_member (old, name));
  }
  return rondo_wire_object_end (was);
}

typedef struct {
  JsonObject *state; /* becomes the merged one */
  JsonObject *was;   /* (nullable) */
  JsonObject *sent;
  JsonObject *kept;
  JsonObject *other;
} Merge;

static void
merge_member (Merge *merge, const char *name)
{
  JsonNode *here = get_member (merge->state, name);
  JsonNode *old = get_member (merge->was, name);
  JsonNode *sent = get_member (merge->sent, name);

  if (merge->was != NULL && !json_object_has_member (merge->was, name))
    return;
  if (is_same (here, sent) || (merge->was != NULL && is_same (old, sent)))
    return;
  if (!is_same (here, old)) {
    put_member (merge->kept, name, here);
    put_member (merge->other, name, sent);
    return;
  }
  if (sent != NULL)
    put_member (merge->state, name, sent);
  else
    json_object_remove_member (merge->state, name);
}

void
rondo_wire_merge (const char *current, const char *was, const char *body, RondoWireMerge *result)
{
  g_autoptr (JsonObject) seen = was != NULL ? rondo_wire_object_new (was) : NULL;
  g_autoptr (JsonObject) sent = rondo_wire_object_new (body);
  g_autoptr (GPtrArray) names = sort_names (seen, sent);
  Merge merge = {
      .state = rondo_wire_object_new (current),
      .was = seen,
      .sent = sent,
      .kept = json_object_new (),
      .other = json_object_new (),
  };
  gboolean is_conflict;

  for (guint i = 0; i < names->len; i++)
    merge_member (&merge, g_ptr_array_index (names, i));
  is_conflict = json_object_get_size (merge.kept) > 0;
  result->is_as_sent = objects_are_equal (merge.state, sent);
  result->body = rondo_wire_object_end (merge.state);
  result->kept = rondo_wire_object_end (merge.kept);
  result->other = rondo_wire_object_end (merge.other);
  if (is_conflict)
    return;
  g_clear_pointer (&result->kept, g_free);
  g_clear_pointer (&result->other, g_free);
}

void
rondo_wire_merge_clear (RondoWireMerge *merge)
{
  g_clear_pointer (&merge->body, g_free);
  g_clear_pointer (&merge->kept, g_free);
  g_clear_pointer (&merge->other, g_free);
}

gboolean
rondo_wire_body_is_equal (const char *a, const char *b)
{
  g_autoptr (JsonObject) one = NULL;
  g_autoptr (JsonObject) two = NULL;

  if (g_strcmp0 (a, b) == 0)
    return TRUE;
  if (a == NULL || b == NULL)
    return FALSE;
  one = rondo_wire_object_new (a);
  two = rondo_wire_object_new (b);
  return objects_are_equal (one, two);
}

static void append_node (GString *text, JsonNode *node);

static void
append_object (GString *text, JsonObject *object)
{
  g_autoptr (GPtrArray) names = sort_names (object, NULL);

  g_string_append_c (text, '{');
  for (guint i = 0; i < names->len; i++) {
    const char *name = g_ptr_array_index (names, i);
    JsonNode *node = get_member (object, name);

    if (node == NULL)
      continue;
    g_string_append_printf (text, "%zu:%s=", strlen (name), name);
    append_node (text, node);
  }
  g_string_append_c (text, '}');
}

static void
append_array (GString *text, JsonArray *array)
{
  g_string_append_c (text, '[');
  for (guint i = 0; i < json_array_get_length (array); i++)
    append_node (text, json_array_get_element (array, i));
  g_string_append_c (text, ']');
}

/* Not JSON: only the same for what says the same. */
static void
append_node (GString *text, JsonNode *node)
{
  if (JSON_NODE_HOLDS_OBJECT (node)) {
    append_object (text, json_node_get_object (node));
  } else if (JSON_NODE_HOLDS_ARRAY (node)) {
    append_array (text, json_node_get_array (node));
  } else {
    g_autofree char *value = json_to_string (node, FALSE);

    g_string_append_printf (text, "%s;", value);
  }
}

char *
rondo_wire_body_hash (const char *body)
{
  g_autoptr (GString) text = NULL;
  g_autoptr (JsonObject) object = NULL;
  char *hash;

  if (body == NULL)
    return g_strdup ("");
  text = g_string_new (NULL);
  object = rondo_wire_object_new (body);
  append_object (text, object);
  hash = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *)text->str, text->len);
  hash[HASH_BYTES] = '\0';
  return hash;
}

uint64_t
rondo_wire_digest_item (const char *id, int64_t version)
{
  uint64_t hash = FNV_BASIS;

  for (const char *c = id; *c != '\0'; c++)
    hash = (hash ^ (unsigned char)*c) * FNV_PRIME;
  for (int shift = 0; shift < 64; shift += 8)
    hash = (hash ^ (((uint64_t)version >> shift) & 0xff)) * FNV_PRIME;
  /* Spread, so that neighbours differ in all bits. */
  hash ^= hash >> 32;
  hash *= G_GUINT64_CONSTANT (0xd6e8feb86659fd93);
  return hash ^ (hash >> 32);
}

char *
rondo_wire_overlay (const char *body, const char *members)
{
  g_autoptr (JsonObject) given = rondo_wire_object_new (members);
  g_autoptr (GPtrArray) names = sort_names (given, NULL);
  JsonObject *object = rondo_wire_object_new (body);

  for (guint i = 0; i < names->len; i++) {
    const char *name = g_ptr_array_index (names, i);
    JsonNode *node = get_member (given, name);

    if (node != NULL)
      put_member (object, name, node);
    else if (json_object_has_member (object, name))
      json_object_remove_member (object, name);
  }
  return rondo_wire_object_end (object);
}

GPtrArray *
rondo_wire_list_members (const char *object)
{
  g_autoptr (JsonObject) parsed = rondo_wire_object_new (object);

  return sort_names (parsed, NULL);
}

static char *
node_to_text (JsonNode *node)
{
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    return json_node_dup_string (node);
  return json_to_string (node, FALSE);
}

static char *
array_to_text (JsonArray *array)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < json_array_get_length (array); i++)
    g_ptr_array_add (texts, node_to_text (json_array_get_element (array, i)));
  g_ptr_array_add (texts, NULL);
  return g_strjoinv (", ", (char **)texts->pdata);
}

guint
rondo_wire_count_entries (const char *object, const char *name)
{
  g_autoptr (JsonObject) parsed = rondo_wire_object_new (object);
  JsonNode *node = get_member (parsed, name);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node)
             ? json_array_get_length (json_node_get_array (node))
             : 0;
}

char *
rondo_wire_member_to_text (const char *object, const char *name)
{
  g_autoptr (JsonObject) parsed = rondo_wire_object_new (object);
  JsonNode *node = get_member (parsed, name);

  if (node == NULL)
    return NULL;
  return JSON_NODE_HOLDS_ARRAY (node) ? array_to_text (json_node_get_array (node))
                                      : node_to_text (node);
}
