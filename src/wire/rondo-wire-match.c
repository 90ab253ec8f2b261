/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reads instances of the matching engine. The scan has found the JSON sound, so a walk over its
 * text suffices; a tree of a million pairs would need a hundred times their memory. */
#include "config.h"

#include "rondo-wire-match.h"

#include "rondo-error.h"
#include "rondo-wire-scan.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define MAX_DEPTH 32
#define MAX_TIERS 16

struct _RondoWireMatch {
  RondoMatchInstance instance;
  GPtrArray *names;
  GHashTable *index; /* name → member + 1 */
  GArray *gives;
  GArray *gets;
  GArray *arcs;
  GArray *values;
  GArray *locked;
};

/* A walk through valid JSON. The first thing wrong is kept in @error; then every read is void. */
typedef struct {
  const char *at;
  GError **error;
  gboolean is_ok;
} Walk;

static void G_GNUC_PRINTF (2, 3) refuse (Walk *walk, const char *format, ...)
{
  va_list args;
  g_autofree char *sentence = NULL;

  if (!walk->is_ok)
    return;
  walk->is_ok = FALSE;
  va_start (args, format);
  sentence = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error_literal (walk->error, RONDO_ERROR, RONDO_ERROR_INVALID, sentence);
}

static void
skip_space (Walk *walk)
{
  while (*walk->at == ' ' || *walk->at == '\t' || *walk->at == '\n' || *walk->at == '\r')
    walk->at++;
}

static void
skip_string (Walk *walk)
{
  for (walk->at++; *walk->at != '"'; walk->at++)
    if (*walk->at == '\\')
      walk->at++;
  walk->at++;
}

static void
skip_value (Walk *walk)
{
  int depth = 0;

  do {
    skip_space (walk);
    if (*walk->at == '"')
      skip_string (walk);
    else if (*walk->at == '[' || *walk->at == '{') {
      depth++;
      walk->at++;
    } else if (*walk->at == ']' || *walk->at == '}') {
      depth--;
      walk->at++;
    } else if (*walk->at == ',' || *walk->at == ':')
      walk->at++;
    else
      walk->at += strcspn (walk->at, ",:]} \t\n\r");
  } while (depth > 0);
}

/* Steps to the next entry of an array or object that was begun, FALSE at its end. */
static gboolean
step (Walk *walk, gboolean *is_first)
{
  if (!walk->is_ok)
    return FALSE;
  skip_space (walk);
  if (*walk->at == ']' || *walk->at == '}') {
    walk->at++;
    return FALSE;
  }
  if (!*is_first)
    walk->at++;
  *is_first = FALSE;
  skip_space (walk);
  return TRUE;
}

static gboolean
begin (Walk *walk, char bracket, const char *where)
{
  skip_space (walk);
  if (walk->is_ok && *walk->at == bracket) {
    walk->at++;
    return TRUE;
  }
  if (bracket == '[')
    refuse (walk, _ ("%s must be a list."), where);
  else
    refuse (walk, _ ("%s must be an object."), where);
  return FALSE;
}

static void
append_escape (Walk *walk, GString *text)
{
  static const char letters[] = "bfnrt";
  static const char characters[] = "\b\f\n\r\t";
  const char *found = strchr (letters, *walk->at);
  gunichar unit;

  if (*walk->at != 'u') {
    g_string_append_c (text, found != NULL ? characters[found - letters] : *walk->at);
    return;
  }
  sscanf (walk->at + 1, "%4x", &unit);
  walk->at += 4;
  if (unit >= 0xd800 && unit < 0xdc00) {
    gunichar low = 0;

    sscanf (walk->at + 3, "%4x", &low);
    walk->at += 6;
    unit = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
  }
  g_string_append_unichar (text, unit);
}

/* FALSE if there is no string. */
static gboolean
read_string (Walk *walk, const char *where, GString *text)
{
  skip_space (walk);
  g_string_truncate (text, 0);
  if (!walk->is_ok)
    return FALSE;
  if (*walk->at != '"') {
    refuse (walk, _ ("%s must be a text."), where);
    return FALSE;
  }
  for (walk->at++; *walk->at != '"'; walk->at++) {
    if (*walk->at == '\\') {
      walk->at++;
      append_escape (walk, text);
    } else {
      g_string_append_c (text, *walk->at);
    }
  }
  walk->at++;
  return TRUE;
}

static int64_t
read_integer (Walk *walk, const char *where, int64_t least, int64_t most)
{
  const char *end = walk->at + strcspn (walk->at, ",]} \t\n\r");
  char *rest = NULL;
  int64_t number = g_ascii_strtoll (walk->at, &rest, 10);

  if (!walk->is_ok)
    return 0;
  if (rest != end || rest == walk->at) {
    refuse (walk, _ ("%s must be a whole number."), where);
    return 0;
  }
  if (number < least || number > most) {
    refuse (walk,
            _ ("%s is %" PRId64 "; it must be from %" PRId64 " to %" PRId64 "."),
            where,
            number,
            least,
            most);
    return 0;
  }
  walk->at = end;
  return number;
}

static gboolean
read_bool (Walk *walk, const char *where)
{
  gboolean is_true = g_str_has_prefix (walk->at, "true");

  if (!is_true && !g_str_has_prefix (walk->at, "false"))
    refuse (walk, _ ("%s must be true or false."), where);
  skip_value (walk);
  return is_true;
}

/* Where the values of the outermost object begin; NULL where there is none. */
typedef struct {
  const char *format;
  const char *version;
  const char *seed;
  const char *mutual_allowed;
  const char *reciprocal;
  const char *tiers;
  const char *members;
  const char *pairs;
  const char *locked;
} Root;

static void
read_root (Walk *walk, Root *root)
{
  gboolean is_first = TRUE;
  g_autoptr (GString) name = g_string_new (NULL);
  struct {
    const char *name;
    const char **slot;
  } fields[] = {{"format", &root->format},
                {"version", &root->version},
                {"seed", &root->seed},
                {"mutual_allowed", &root->mutual_allowed},
                {"reciprocal", &root->reciprocal},
                {"tiers", &root->tiers},
                {"members", &root->members},
                {"pairs", &root->pairs},
                {"locked", &root->locked}};

  if (!begin (walk, '{', _ ("The instance")))
    return;
  while (step (walk, &is_first)) {
    read_string (walk, "", name);
    skip_space (walk);
    walk->at++;
    skip_space (walk);
    for (gsize k = 0; k < G_N_ELEMENTS (fields); k++)
      if (strcmp (name->str, fields[k].name) == 0)
        *fields[k].slot = walk->at;
    skip_value (walk);
  }
}

static void
read_header (RondoWireMatch *match, Walk *walk, const Root *root)
{
  RondoMatchInstance *instance = &match->instance;
  g_autoptr (GString) format = g_string_new (NULL);

  walk->at = root->format;
  if (walk->at == NULL || !read_string (walk, "“format”", format) ||
      strcmp (format->str, "rondo-match-instance") != 0) {
    refuse (walk, _ ("This is not an instance: “format” must be “rondo-match-instance”."));
    return;
  }
  walk->at = root->version;
  if (walk->at == NULL)
    refuse (walk, _ ("“version” is missing; it must be 1."));
  else if (read_integer (walk, "“version”", 1, G_MAXINT64) > 1)
    refuse (walk, _ ("The instance was written for a newer version of rondo-match."));
  if (walk->is_ok && (walk->at = root->seed) != NULL)
    instance->seed = (uint64_t)read_integer (walk, "“seed”", 0, G_MAXINT64);
  if (walk->is_ok && (walk->at = root->mutual_allowed) != NULL)
    instance->mutual_allowed = read_bool (walk, "“mutual_allowed”");
  instance->reciprocal = TRUE;
  if (walk->is_ok && (walk->at = root->reciprocal) != NULL)
    instance->reciprocal = read_bool (walk, "“reciprocal”");
}

static void
read_tiers (RondoWireMatch *match, Walk *walk, const Root *root)
{
  gboolean is_first = TRUE;
  g_autoptr (GString) name = g_string_new (NULL);

  match->instance.n_tiers = 1;
  walk->at = root->tiers;
  if (!walk->is_ok || walk->at == NULL || !begin (walk, '[', "“tiers”"))
    return;
  match->instance.n_tiers = 0;
  while (step (walk, &is_first))
    if (read_string (walk, _ ("Every entry of “tiers”"), name))
      match->instance.n_tiers++;
  if (match->instance.n_tiers < 1 || match->instance.n_tiers > MAX_TIERS)
    refuse (walk,
            _ ("“tiers” has %d entries; it must have from 1 to %d."),
            match->instance.n_tiers,
            MAX_TIERS);
}

static void
add_member (RondoWireMatch *match, Walk *walk, const char *id, int32_t gives, int32_t gets)
{
  char *name;

  if (!walk->is_ok)
    return;
  if (*id == '\0') {
    refuse (walk, _ ("Entry %u of “members” has no “id”."), match->names->len + 1);
    return;
  }
  if (g_hash_table_contains (match->index, id)) {
    refuse (walk, _ ("The member “%s” is listed twice in “members”."), id);
    return;
  }
  name = g_strdup (id);
  g_ptr_array_add (match->names, name);
  g_hash_table_insert (match->index, name, GUINT_TO_POINTER (match->names->len));
  g_array_append_val (match->gives, gives);
  g_array_append_val (match->gets, gets);
}

static void
read_member (RondoWireMatch *match, Walk *walk)
{
  gboolean is_first = TRUE;
  int32_t gives = 1;
  int32_t gets = 1;
  g_autoptr (GString) id = g_string_new (NULL);
  g_autoptr (GString) name = g_string_new (NULL);
  g_autofree char *where = g_strdup_printf (_ ("Entry %u of “members”"), match->names->len + 1);
  g_autofree char *in_clients =
      g_strdup_printf (_ ("“clients” of entry %u of “members”"), match->names->len + 1);
  g_autofree char *in_coaches =
      g_strdup_printf (_ ("“coaches” of entry %u of “members”"), match->names->len + 1);

  if (!begin (walk, '{', where))
    return;
  while (step (walk, &is_first)) {
    read_string (walk, where, name);
    skip_space (walk);
    walk->at++;
    skip_space (walk);
    if (strcmp (name->str, "id") == 0)
      read_string (walk, where, id);
    else if (strcmp (name->str, "clients") == 0)
      gives = (int32_t)read_integer (walk, in_clients, 0, 1000);
    else if (strcmp (name->str, "coaches") == 0)
      gets = (int32_t)read_integer (walk, in_coaches, 0, 1000);
    else
      skip_value (walk);
  }
  add_member (match, walk, id->str, gives, gets);
}

static void
read_members (RondoWireMatch *match, Walk *walk, const Root *root)
{
  gboolean is_first = TRUE;

  walk->at = root->members;
  if (walk->is_ok && walk->at == NULL)
    refuse (walk, _ ("“members” is missing; it must list all members."));
  if (!walk->is_ok || !begin (walk, '[', "“members”"))
    return;
  while (step (walk, &is_first))
    read_member (match, walk);
}

static int32_t
read_end (RondoWireMatch *match, Walk *walk, const char *list, guint entry, GString *text)
{
  guint index;

  if (*walk->at != '"') {
    refuse (walk, _ ("Entry %u of “%s” must begin with the ids of two members."), entry, list);
    return 0;
  }
  read_string (walk, list, text);
  index = GPOINTER_TO_UINT (g_hash_table_lookup (match->index, text->str));
  if (index == 0)
    refuse (walk,
            _ ("Entry %u of “%s” names “%s”, who is not listed in “members”."),
            entry,
            list,
            text->str);
  return (int32_t)index - 1;
}

/* One entry of “pairs” (@values not NULL) or of “locked”. */
static void
read_pair (RondoWireMatch *match,
           Walk *walk,
           const char *list,
           GArray *arcs,
           GArray *values,
           GString *text)
{
  gboolean is_first = TRUE;
  RondoMatchArc arc = {-1, -1};
  guint entry = arcs->len + 1;
  int32_t n_tiers = values != NULL ? match->instance.n_tiers : 0;
  int32_t numbers[MAX_TIERS] = {0};
  int n = 0;

  if (*walk->at != '[')
    refuse (walk, _ ("Entry %u of “%s” must be a list."), entry, list);
  walk->at++;
  for (; step (walk, &is_first); n++) {
    if (n < 2) {
      *(n == 0 ? &arc.coach : &arc.client) = read_end (match, walk, list, entry, text);
    } else if (n - 2 < n_tiers) {
      g_string_printf (text, _ ("Number %d in entry %u of “%s”"), n - 1, entry, list);
      numbers[n - 2] = (int32_t)read_integer (walk, text->str, -G_MAXINT32, G_MAXINT32);
    } else {
      refuse (walk, _ ("Entry %u of “%s” has more numbers than there are tiers."), entry, list);
    }
  }
  if (n < 2)
    refuse (walk, _ ("Entry %u of “%s” must begin with the ids of two members."), entry, list);
  g_array_append_val (arcs, arc);
  if (values != NULL)
    g_array_append_vals (values, numbers, (guint)n_tiers);
}

static void
read_pairs (RondoWireMatch *match, Walk *walk, const char *start, const char *list)
{
  gboolean is_first = TRUE;
  gboolean is_locked = strcmp (list, "locked") == 0;
  GArray *arcs = is_locked ? match->locked : match->arcs;
  g_autofree char *where = g_strdup_printf ("“%s”", list);
  g_autoptr (GString) text = g_string_new (NULL);

  walk->at = start;
  if (!walk->is_ok || start == NULL || !begin (walk, '[', where))
    return;
  while (step (walk, &is_first)) {
    if (arcs->len >= RONDO_WIRE_MATCH_MAX_PAIRS)
      refuse (walk,
              _ ("“%s” has more than %d entries, which is more than can be matched."),
              list,
              RONDO_WIRE_MATCH_MAX_PAIRS);
    if (walk->is_ok)
      read_pair (match, walk, list, arcs, is_locked ? NULL : match->values, text);
  }
}

static void
finish_instance (RondoWireMatch *match)
{
  RondoMatchInstance *instance = &match->instance;

  instance->n_members = (int32_t)match->names->len;
  instance->names = (const char *const *)match->names->pdata;
  instance->gives = (const int32_t *)match->gives->data;
  instance->gets = (const int32_t *)match->gets->data;
  instance->n_arcs = (int32_t)match->arcs->len;
  instance->arcs = (const RondoMatchArc *)match->arcs->data;
  instance->values = (const int32_t *)match->values->data;
  instance->n_locked = (int32_t)match->locked->len;
  instance->locked = (const RondoMatchArc *)match->locked->data;
}

static RondoWireMatch *
match_new (void)
{
  RondoWireMatch *match = g_new0 (RondoWireMatch, 1);

  match->names = g_ptr_array_new_with_free_func (g_free);
  match->index = g_hash_table_new (g_str_hash, g_str_equal);
  match->gives = g_array_new (FALSE, FALSE, sizeof (int32_t));
  match->gets = g_array_new (FALSE, FALSE, sizeof (int32_t));
  match->arcs = g_array_new (FALSE, FALSE, sizeof (RondoMatchArc));
  match->values = g_array_new (FALSE, FALSE, sizeof (int32_t));
  match->locked = g_array_new (FALSE, FALSE, sizeof (RondoMatchArc));
  return match;
}

void
rondo_wire_match_free (RondoWireMatch *match)
{
  if (match == NULL)
    return;
  g_hash_table_unref (match->index);
  g_ptr_array_unref (match->names);
  g_array_unref (match->gives);
  g_array_unref (match->gets);
  g_array_unref (match->arcs);
  g_array_unref (match->values);
  g_array_unref (match->locked);
  g_free (match);
}

const RondoMatchInstance *
rondo_wire_match_get_instance (RondoWireMatch *match)
{
  return &match->instance;
}

RondoWireMatch *
rondo_wire_match_parse (const char *data, gsize length, GError **error)
{
  Walk walk = {data, error, TRUE};
  Root root = {0};
  g_autofree char *problem = NULL;
  g_autoptr (RondoWireMatch) match = match_new ();

  if (!rondo_wire_scan (data, length, RONDO_WIRE_MATCH_MAX_BYTES, MAX_DEPTH, error))
    return NULL;
  read_root (&walk, &root);
  if (walk.is_ok)
    read_header (match, &walk, &root);
  read_tiers (match, &walk, &root);
  read_members (match, &walk, &root);
  read_pairs (match, &walk, root.pairs, "pairs");
  read_pairs (match, &walk, root.locked, "locked");
  if (!walk.is_ok)
    return NULL;
  finish_instance (match);
  problem = rondo_match_check_instance (&match->instance);
  if (problem != NULL) {
    refuse (&walk, "%s", problem);
    return NULL;
  }
  return g_steal_pointer (&match);
}
