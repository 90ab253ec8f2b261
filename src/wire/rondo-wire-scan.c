/* SPDX-License-Identifier: GPL-3.0-or-later
 * A strict look at JSON from outside. One pass, and nothing is copied: what a value is stays where
 * it came in until somebody asks for it. */
#include "config.h"

#include "rondo-wire-scan.h"

#include "rondo-error.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* Names are compared one by one in small objects, by a table in larger ones. */
#define SMALL_OBJECT 32
/* Names of the objects that are open: those of a body and what it is in. More are rare. */
#define NAMES_FEW 48
#define NODES_STEP 64
/* Digits that surely fit into 64 bits. */
#define SAFE_DIGITS 18

/* The name of a member, decoded if it was escaped. */
typedef struct {
  const char *start;
  gsize length;
  char *decoded; /* owned (nullable) */
} Name;

/* The names that an open object has so far. */
typedef struct {
  guint first;       /* of them, among those of the scan */
  guint64 marks;     /* a bit for each, which several may share */
  GHashTable *table; /* owned (nullable): of a larger object */
} Members;

typedef struct {
  /* borrowed */
  const char *start;
  const char *at;
  const char *end;
  GArray *nodes; /* (nullable): longer than what is in it, until the end */
  GError **error;

  guint32 node_count;
  GArray *names; /* owned; of the objects that are open, one after the other */
  guint name_count;
  guint depth;
  guint max_depth;
  guint nodes_depth;
} Scan;

static gboolean scan_value (Scan *scan);

static gboolean
refuse (GError **error, const char *sentence)
{
  g_set_error_literal (error, RONDO_ERROR, RONDO_ERROR_INVALID, sentence);
  return FALSE;
}

static gboolean
refuse_syntax (Scan *scan)
{
  g_set_error (scan->error,
               RONDO_ERROR,
               RONDO_ERROR_INVALID,
               _ ("The data is not valid JSON: byte %zu is not expected there."),
               (gsize)(scan->at - scan->start) + 1);
  return FALSE;
}

static gboolean
refuse_number (Scan *scan)
{
  g_set_error (scan->error,
               RONDO_ERROR,
               RONDO_ERROR_INVALID,
               _ ("The number before byte %zu of the data is too large."),
               (gsize)(scan->at - scan->start) + 1);
  return FALSE;
}

static gboolean
refuse_twice (Scan *scan, const Name *name)
{
  g_autofree char *text = g_strndup (name->start, name->length);

  g_set_error (scan->error,
               RONDO_ERROR,
               RONDO_ERROR_INVALID,
               _ ("The field “%s” stands twice in one object."),
               text);
  return FALSE;
}

static inline gboolean
is_at (Scan *scan, char c)
{
  return scan->at < scan->end && *scan->at == c;
}

static inline gboolean
skip (Scan *scan, char c)
{
  if (!is_at (scan, c))
    return FALSE;
  scan->at++;
  return TRUE;
}

static inline void
skip_space (Scan *scan)
{
  while (is_at (scan, ' ') || is_at (scan, '\n') || is_at (scan, '\t') || is_at (scan, '\r'))
    scan->at++;
}

/* Appends a node; 0 with nothing done if nobody wants to know. */
static guint32
open_node (Scan *scan, RondoWireNodeType type, const char *start)
{
  guint32 index = scan->node_count;

  if (scan->nodes == NULL || scan->depth > scan->nodes_depth)
    return G_MAXUINT32;
  /* One by one they would be looked after as often. */
  if (index == scan->nodes->len)
    g_array_set_size (scan->nodes, index + index / 2 + NODES_STEP);
  g_array_index (scan->nodes, RondoWireNode, index) =
      (RondoWireNode){.start = (guint32)(start - scan->start), .type = (guint8)type};
  scan->node_count++;
  return index;
}

static void
close_node (Scan *scan, guint32 index, const char *end, gboolean is_escaped)
{
  RondoWireNode *node;

  if (index == G_MAXUINT32)
    return;
  node = &g_array_index (scan->nodes, RondoWireNode, index);
  node->length = (guint32)(end - scan->start) - node->start;
  node->next = scan->node_count;
  node->is_escaped = (guint8)is_escaped;
}

static gboolean
scan_word (Scan *scan, const char *word, RondoWireNodeType type)
{
  gsize length = strlen (word);
  guint32 node;

  if ((gsize)(scan->end - scan->at) < length || memcmp (scan->at, word, length) != 0)
    return refuse_syntax (scan);
  node = open_node (scan, type, scan->at);
  scan->at += length;
  close_node (scan, node, scan->at, FALSE);
  return TRUE;
}

static guint
skip_digits (Scan *scan)
{
  const char *first = scan->at;

  while (scan->at < scan->end && g_ascii_isdigit (*scan->at))
    scan->at++;
  return (guint)(scan->at - first);
}

static gboolean
check_number (Scan *scan, const char *first, gboolean is_integer)
{
  gsize length = (gsize)(scan->at - first);
  g_autofree char *text = NULL;

  if (is_integer && length <= SAFE_DIGITS)
    return TRUE;
  text = g_strndup (first, length);
  if (is_integer) {
    if (!g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, NULL, NULL))
      return refuse_number (scan);
  } else if (!isfinite (g_ascii_strtod (text, NULL))) {
    return refuse_number (scan);
  }
  return TRUE;
}

static gboolean
scan_number (Scan *scan)
{
  const char *first = scan->at;
  gboolean is_integer = TRUE;

  skip (scan, '-');
  if (!skip (scan, '0') && skip_digits (scan) == 0)
    return refuse_syntax (scan);
  if (skip (scan, '.')) {
    is_integer = FALSE;
    if (skip_digits (scan) == 0)
      return refuse_syntax (scan);
  }
  if (skip (scan, 'e') || skip (scan, 'E')) {
    is_integer = FALSE;
    if (!skip (scan, '-'))
      skip (scan, '+');
    if (skip_digits (scan) == 0)
      return refuse_syntax (scan);
  }
  if (!check_number (scan, first, is_integer))
    return FALSE;
  close_node (
      scan,
      open_node (scan, is_integer ? RONDO_WIRE_NODE_INTEGER : RONDO_WIRE_NODE_DOUBLE, first),
      scan->at,
      FALSE);
  return TRUE;
}

static gboolean
scan_hex (Scan *scan, gunichar *unit)
{
  *unit = 0;
  for (int i = 0; i < 4; i++) {
    if (scan->at >= scan->end || !g_ascii_isxdigit (*scan->at))
      return refuse_syntax (scan);
    *unit = *unit * 16 + (gunichar)g_ascii_xdigit_value (*scan->at++);
  }
  return TRUE;
}

/* Behind "\u". Half a surrogate pair is no character and could not be written again. */
static gboolean
scan_unicode (Scan *scan, gunichar *character)
{
  gunichar unit, low;

  if (!scan_hex (scan, &unit))
    return FALSE;
  if (unit >= 0xd800 && unit < 0xdc00) {
    if (!skip (scan, '\\') || !skip (scan, 'u'))
      return refuse_syntax (scan);
    if (!scan_hex (scan, &low))
      return FALSE;
    if (low < 0xdc00 || low > 0xdfff)
      return refuse_syntax (scan);
    unit = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
  } else if (unit == 0 || (unit >= 0xdc00 && unit <= 0xdfff)) {
    return refuse_syntax (scan);
  }
  *character = unit;
  return TRUE;
}

/* Behind "\". */
static gboolean
scan_escape (Scan *scan, gunichar *character)
{
  static const char letters[] = "\"\\/bfnrt";
  static const char characters[] = "\"\\/\b\f\n\r\t";
  const char *found;

  if (skip (scan, 'u'))
    return scan_unicode (scan, character);
  found = scan->at < scan->end ? strchr (letters, *scan->at) : NULL;
  if (found == NULL || *found == '\0')
    return refuse_syntax (scan);
  *character = (gunichar)characters[found - letters];
  scan->at++;
  return TRUE;
}

/* The highest bit of each of the eight bytes that is a quote, a backslash or a control character;
 * bytes above the lowest that is one may be taken for one as well. */
static inline guint64
find_ends (guint64 word)
{
  const guint64 ones = G_GUINT64_CONSTANT (0x0101010101010101);
  const guint64 tops = G_GUINT64_CONSTANT (0x8080808080808080);
  guint64 quotes = word ^ (ones * '"');
  guint64 slashes = word ^ (ones * '\\');

  return (((quotes - ones) & ~quotes) | ((slashes - ones) & ~slashes) |
          ((word - ones * 0x20) & ~word)) &
         tops;
}

static inline void
skip_plain_text (Scan *scan)
{
  guint64 word;

  while (scan->end - scan->at >= (gssize)sizeof word) {
    guint64 ends;

    memcpy (&word, scan->at, sizeof word);
    ends = find_ends (GUINT64_FROM_LE (word));
    if (ends != 0) {
      scan->at += __builtin_ctzll (ends) / 8;
      return;
    }
    scan->at += sizeof word;
  }
  while (scan->at < scan->end && *scan->at != '"' && *scan->at != '\\' && (guchar)*scan->at >= 0x20)
    scan->at++;
}

/* @text: gets what is between the quotes. */
static gboolean
scan_text (Scan *scan, Name *text, gboolean *is_escaped)
{
  gunichar character;
  guint32 node;

  *is_escaped = FALSE;
  if (!skip (scan, '"'))
    return refuse_syntax (scan);
  text->start = scan->at;
  node = open_node (scan, RONDO_WIRE_NODE_TEXT, scan->at);
  for (;;) {
    skip_plain_text (scan);
    if (is_at (scan, '"'))
      break;
    *is_escaped = TRUE;
    if (!skip (scan, '\\'))
      return refuse_syntax (scan);
    if (!scan_escape (scan, &character))
      return FALSE;
  }
  text->length = (gsize)(scan->at - text->start);
  close_node (scan, node, scan->at, *is_escaped);
  scan->at++;
  return TRUE;
}

static inline Name *
get_name (Scan *scan, guint index)
{
  return &g_array_index (scan->names, Name, index);
}

/* Takes what was decoded for it over. */
static void
add_name (Scan *scan, const Name *name)
{
  if (scan->name_count == scan->names->len)
    g_array_set_size (scan->names, 2 * scan->names->len);
  *get_name (scan, scan->name_count++) = *name;
}

static void
drop_names (Scan *scan, guint first)
{
  while (scan->name_count > first)
    g_free (get_name (scan, --scan->name_count)->decoded);
}

static inline gboolean
is_same_name (const Name *a, const Name *b)
{
  return a->length == b->length && (a->length == 0 || *a->start == *b->start) &&
         memcmp (a->start, b->start, a->length) == 0;
}

static inline guint64
get_mark (const Name *name)
{
  guint sum = (guint)name->length;

  if (name->length > 0)
    sum += 5 * (guchar)name->start[0] + 11 * (guchar)name->start[name->length - 1];
  return G_GUINT64_CONSTANT (1) << (sum % 64);
}

static gboolean
is_small_twice (Scan *scan, Members *members, const Name *name)
{
  guint64 mark = get_mark (name);
  gboolean is_new = (members->marks & mark) == 0;

  members->marks |= mark;
  for (guint i = members->first; !is_new && i < scan->name_count; i++)
    if (is_same_name (get_name (scan, i), name))
      return TRUE;
  return FALSE;
}

/* Whether the object has @name already; else it has it now. */
static gboolean
is_twice (Scan *scan, Members *members, const Name *name)
{
  if (scan->name_count - members->first < SMALL_OBJECT)
    return is_small_twice (scan, members, name);
  if (members->table == NULL) {
    members->table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = members->first; i < scan->name_count; i++)
      g_hash_table_add (members->table,
                        g_strndup (get_name (scan, i)->start, get_name (scan, i)->length));
  }
  return !g_hash_table_add (members->table, g_strndup (name->start, name->length));
}

static gboolean
scan_member (Scan *scan, Members *members)
{
  Name name = {0};
  gboolean is_escaped;

  if (!scan_text (scan, &name, &is_escaped))
    return FALSE;
  if (is_escaped) {
    name.decoded = rondo_wire_text_decode (name.start, name.length);
    name.start = name.decoded;
    name.length = strlen (name.decoded);
  }
  if (is_twice (scan, members, &name)) {
    refuse_twice (scan, &name);
    g_free (name.decoded);
    return FALSE;
  }
  add_name (scan, &name);
  skip_space (scan);
  if (!skip (scan, ':'))
    return refuse_syntax (scan);
  return scan_value (scan);
}

static gboolean
scan_members (Scan *scan, Members *members, guint32 *count)
{
  do {
    skip_space (scan);
    if (!scan_member (scan, members))
      return FALSE;
    (*count)++;
  } while (skip (scan, ','));
  return skip (scan, '}') || refuse_syntax (scan);
}

static gboolean
scan_object (Scan *scan, guint32 *count)
{
  Members members = {.first = scan->name_count};
  gboolean is_good;

  skip_space (scan);
  if (skip (scan, '}'))
    return TRUE;
  is_good = scan_members (scan, &members, count);
  g_clear_pointer (&members.table, g_hash_table_unref);
  if (is_good)
    drop_names (scan, members.first);
  return is_good;
}

static gboolean
scan_list (Scan *scan, guint32 *count)
{
  skip_space (scan);
  if (skip (scan, ']'))
    return TRUE;
  do {
    if (!scan_value (scan))
      return FALSE;
    (*count)++;
  } while (skip (scan, ','));
  return skip (scan, ']') || refuse_syntax (scan);
}

static gboolean
scan_container (Scan *scan)
{
  gboolean is_object = is_at (scan, '{');
  guint32 node;
  guint32 count = 0;

  if (scan->depth == scan->max_depth)
    return refuse (scan->error, _ ("The data has too many lists or objects inside each other."));
  node = open_node (scan, is_object ? RONDO_WIRE_NODE_OBJECT : RONDO_WIRE_NODE_LIST, scan->at);
  scan->depth++;
  scan->at++;
  if (!(is_object ? scan_object (scan, &count) : scan_list (scan, &count)))
    return FALSE;
  scan->depth--;
  close_node (scan, node, scan->at, FALSE);
  if (node != G_MAXUINT32) {
    RondoWireNode *container = &g_array_index (scan->nodes, RondoWireNode, node);

    container->count = count;
    container->child = scan->depth < scan->nodes_depth ? node + 1 : 0;
  }
  return TRUE;
}

static gboolean
scan_plain (Scan *scan)
{
  Name text;
  gboolean is_escaped;

  switch (*scan->at) {
  case '{':
  case '[':
    return scan_container (scan);
  case '"':
    return scan_text (scan, &text, &is_escaped);
  case 't':
    return scan_word (scan, "true", RONDO_WIRE_NODE_TRUE);
  case 'f':
    return scan_word (scan, "false", RONDO_WIRE_NODE_FALSE);
  case 'n':
    return scan_word (scan, "null", RONDO_WIRE_NODE_NULL);
  default:
    return scan_number (scan);
  }
}

/* One value and the white space around it. */
static gboolean
scan_value (Scan *scan)
{
  skip_space (scan);
  if (scan->at >= scan->end)
    return refuse_syntax (scan);
  if (!scan_plain (scan))
    return FALSE;
  skip_space (scan);
  return TRUE;
}

/* Most of what comes is ASCII: eight bytes at a time. */
static gboolean
is_utf8 (const char *data, gsize length)
{
  const char *at = data;
  const char *end = data + length;

  while (at < end) {
    guint64 word;
    gunichar character;

    if (end - at >= 8) {
      memcpy (&word, at, sizeof word);
      if ((word & G_GUINT64_CONSTANT (0x8080808080808080)) == 0) {
        at += 8;
        continue;
      }
    }
    if ((guchar)*at < 0x80) {
      at++;
      continue;
    }
    character = g_utf8_get_char_validated (at, end - at);
    if (character == (gunichar)-1 || character == (gunichar)-2)
      return FALSE;
    at = g_utf8_next_char (at);
  }
  return TRUE;
}

static gboolean
check_bytes (const char *data, gsize length, gsize max_bytes, GError **error)
{
  if (length == 0)
    return refuse (error, _ ("The data is empty; JSON was expected."));
  if (length > max_bytes) {
    g_set_error (error,
                 RONDO_ERROR,
                 RONDO_ERROR_INVALID,
                 _ ("The data has %zu bytes; at most %zu are accepted."),
                 length,
                 max_bytes);
    return FALSE;
  }
  if (memchr (data, '\0', length) != NULL)
    return refuse (error, _ ("The data holds a NUL character; JSON text was expected."));
  return is_utf8 (data, length) || refuse (error, _ ("The data is not valid UTF-8 text."));
}

/* One value and nothing behind it; its nodes come after those that are there. */
static gboolean
scan_all (Scan *scan)
{
  g_autoptr (GArray) names = g_array_sized_new (FALSE, FALSE, sizeof (Name), NAMES_FEW);
  gboolean is_good;

  g_array_set_size (names, NAMES_FEW);
  scan->names = names;
  scan->node_count = scan->nodes != NULL ? scan->nodes->len : 0;
  is_good = scan_value (scan) && (scan->at == scan->end || refuse_syntax (scan));
  drop_names (scan, 0);
  if (scan->nodes != NULL)
    g_array_set_size (scan->nodes, scan->node_count);
  return is_good;
}

gboolean
rondo_wire_scan_nodes (const char *data,
                       gsize length,
                       gsize max_bytes,
                       guint max_depth,
                       guint nodes_depth,
                       GArray *nodes,
                       GError **error)
{
  Scan scan = {.start = data,
               .at = data,
               .end = data + length,
               .nodes = nodes,
               .error = error,
               .max_depth = max_depth,
               .nodes_depth = nodes_depth};

  return check_bytes (data, length, max_bytes, error) && scan_all (&scan);
}

gboolean
rondo_wire_scan (const char *data, gsize length, gsize max_bytes, guint max_depth, GError **error)
{
  return rondo_wire_scan_nodes (data, length, max_bytes, max_depth, 0, NULL, error);
}

void
rondo_wire_scan_children (const char *data, guint32 index, guint nodes_depth, GArray *nodes)
{
  RondoWireNode node = g_array_index (nodes, RondoWireNode, index);
  guint32 copy = nodes->len;
  Scan scan = {.start = data,
               .at = data + node.start,
               .end = data + node.start + node.length,
               .nodes = nodes,
               .max_depth = G_MAXUINT,
               .nodes_depth = nodes_depth};

  if (!scan_all (&scan))
    g_assert_not_reached ();
  g_array_index (nodes, RondoWireNode, index).child = copy + 1;
}

char *
rondo_wire_text_decode (const char *start, gsize length)
{
  GString *text = g_string_sized_new (length + 1);
  Scan scan = {.start = start, .at = start, .end = start + length};
  gunichar character;

  while (scan.at < scan.end) {
    const char *first = scan.at;

    while (scan.at < scan.end && *scan.at != '\\')
      scan.at++;
    g_string_append_len (text, first, scan.at - first);
    if (skip (&scan, '\\') && scan_escape (&scan, &character))
      g_string_append_unichar (text, character);
  }
  return g_string_free (text, FALSE);
}
