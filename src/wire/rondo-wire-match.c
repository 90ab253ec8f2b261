/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reads instances of the matching engine. The scan has found the JSON sound, so a walk over its
 * text suffices; a tree of a million pairs would need a hundred times their memory. */
#include "config.h"

#include "rondo-wire-match.h"

#include "rondo-wire-match-private.h"
#include "rondo-wire-scan.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define MAX_DEPTH 32

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
  RondoWireMatchExtras extras;
} Root;

static void
read_root (RondoWireWalk *walk, Root *root)
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
                {"locked", &root->locked},
                {"sides", &root->extras.sides},
                {"bands", &root->extras.bands},
                {"relaxable", &root->extras.relaxable}};

  if (!rondo_wire_walk_begin (walk, '{', _ ("The instance")))
    return;
  while (rondo_wire_walk_step (walk, &is_first)) {
    rondo_wire_walk_read_name (walk, name);
    for (gsize k = 0; k < G_N_ELEMENTS (fields); k++)
      if (strcmp (name->str, fields[k].name) == 0)
        *fields[k].slot = walk->at;
    rondo_wire_walk_skip_value (walk);
  }
}

static void
read_header (RondoWireMatch *match, RondoWireWalk *walk, const Root *root)
{
  RondoMatchInstance *instance = &match->instance;
  g_autoptr (GString) format = g_string_new (NULL);

  walk->at = root->format;
  if (walk->at == NULL || !rondo_wire_walk_read_string (walk, "“format”", format) ||
      strcmp (format->str, "rondo-match-instance") != 0) {
    rondo_wire_walk_refuse (
        walk, _ ("This is not an instance: “format” must be “rondo-match-instance”."));
    return;
  }
  walk->at = root->version;
  if (walk->at == NULL)
    rondo_wire_walk_refuse (walk, _ ("“version” is missing; it must be 1."));
  else if (rondo_wire_walk_read_integer (walk, "“version”", 1, G_MAXINT64) > 1)
    rondo_wire_walk_refuse (walk,
                            _ ("The instance was written for a newer version of rondo-match."));
  if (walk->is_ok && (walk->at = root->seed) != NULL)
    instance->seed = (uint64_t)rondo_wire_walk_read_integer (walk, "“seed”", 0, G_MAXINT64);
  if (walk->is_ok && (walk->at = root->mutual_allowed) != NULL)
    instance->mutual_allowed = rondo_wire_walk_read_bool (walk, "“mutual_allowed”");
  instance->reciprocal = TRUE;
  if (walk->is_ok && (walk->at = root->reciprocal) != NULL)
    instance->reciprocal = rondo_wire_walk_read_bool (walk, "“reciprocal”");
}

static void
read_tiers (RondoWireMatch *match, RondoWireWalk *walk, const Root *root)
{
  gboolean is_first = TRUE;
  g_autoptr (GString) name = g_string_new (NULL);

  match->instance.n_tiers = 1;
  walk->at = root->tiers;
  if (!walk->is_ok || walk->at == NULL || !rondo_wire_walk_begin (walk, '[', "“tiers”"))
    return;
  match->instance.n_tiers = 0;
  while (rondo_wire_walk_step (walk, &is_first))
    if (rondo_wire_walk_read_string (walk, _ ("Every entry of “tiers”"), name))
      match->instance.n_tiers++;
  if (match->instance.n_tiers < 1 || match->instance.n_tiers > RONDO_WIRE_MATCH_MAX_TIERS)
    rondo_wire_walk_refuse (walk,
                            _ ("“tiers” has %d entries; it must have from 1 to %d."),
                            match->instance.n_tiers,
                            RONDO_WIRE_MATCH_MAX_TIERS);
}

static void
add_member (RondoWireMatch *match, RondoWireWalk *walk, const char *id, int32_t gives, int32_t gets)
{
  char *name;

  if (!walk->is_ok)
    return;
  if (*id == '\0') {
    rondo_wire_walk_refuse (walk, _ ("Entry %u of “members” has no “id”."), match->names->len + 1);
    return;
  }
  if (g_hash_table_contains (match->index, id)) {
    rondo_wire_walk_refuse (walk, _ ("The member “%s” is listed twice in “members”."), id);
    return;
  }
  name = g_strdup (id);
  g_ptr_array_add (match->names, name);
  g_hash_table_insert (match->index, name, GUINT_TO_POINTER (match->names->len));
  g_array_append_val (match->gives, gives);
  g_array_append_val (match->gets, gets);
}

static void
read_member (RondoWireMatch *match, RondoWireWalk *walk)
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

  if (!rondo_wire_walk_begin (walk, '{', where))
    return;
  while (rondo_wire_walk_step (walk, &is_first)) {
    rondo_wire_walk_read_name (walk, name);
    if (strcmp (name->str, "id") == 0)
      rondo_wire_walk_read_string (walk, where, id);
    else if (strcmp (name->str, "clients") == 0)
      gives = (int32_t)rondo_wire_walk_read_integer (walk, in_clients, 0, 1000);
    else if (strcmp (name->str, "coaches") == 0)
      gets = (int32_t)rondo_wire_walk_read_integer (walk, in_coaches, 0, 1000);
    else
      rondo_wire_walk_skip_value (walk);
  }
  add_member (match, walk, id->str, gives, gets);
}

static void
read_members (RondoWireMatch *match, RondoWireWalk *walk, const Root *root)
{
  gboolean is_first = TRUE;

  walk->at = root->members;
  if (walk->is_ok && walk->at == NULL)
    rondo_wire_walk_refuse (walk, _ ("“members” is missing; it must list all members."));
  if (!walk->is_ok || !rondo_wire_walk_begin (walk, '[', "“members”"))
    return;
  while (rondo_wire_walk_step (walk, &is_first))
    read_member (match, walk);
}

int32_t
rondo_wire_match_read_end (
    RondoWireMatch *match, RondoWireWalk *walk, const char *list, guint entry, GString *text)
{
  guint index;

  if (*walk->at != '"') {
    rondo_wire_walk_refuse (
        walk, _ ("Entry %u of “%s” must begin with the ids of two members."), entry, list);
    return 0;
  }
  rondo_wire_walk_read_string (walk, list, text);
  index = GPOINTER_TO_UINT (g_hash_table_lookup (match->index, text->str));
  if (index == 0)
    rondo_wire_walk_refuse (walk,
                            _ ("Entry %u of “%s” names “%s”, who is not listed in “members”."),
                            entry,
                            list,
                            text->str);
  return (int32_t)index - 1;
}

void
rondo_wire_match_read_pair (RondoWireMatch *match,
                            RondoWireWalk *walk,
                            const char *list,
                            GArray *arcs,
                            GArray *values,
                            GString *text)
{
  gboolean is_first = TRUE;
  RondoMatchArc arc = {-1, -1};
  guint entry = arcs->len + 1;
  int32_t n_tiers = values != NULL ? match->instance.n_tiers : 0;
  int32_t numbers[RONDO_WIRE_MATCH_MAX_TIERS] = {0};
  int n = 0;

  if (*walk->at != '[')
    rondo_wire_walk_refuse (walk, _ ("Entry %u of “%s” must be a list."), entry, list);
  walk->at++;
  for (; rondo_wire_walk_step (walk, &is_first); n++) {
    if (n < 2) {
      *(n == 0 ? &arc.coach : &arc.client) =
          rondo_wire_match_read_end (match, walk, list, entry, text);
    } else if (n - 2 < n_tiers) {
      g_string_printf (text, _ ("Number %d in entry %u of “%s”"), n - 1, entry, list);
      numbers[n - 2] =
          (int32_t)rondo_wire_walk_read_integer (walk, text->str, -G_MAXINT32, G_MAXINT32);
    } else {
      rondo_wire_walk_refuse (
          walk, _ ("Entry %u of “%s” has more numbers than there are tiers."), entry, list);
    }
  }
  if (n < 2)
    rondo_wire_walk_refuse (
        walk, _ ("Entry %u of “%s” must begin with the ids of two members."), entry, list);
  g_array_append_val (arcs, arc);
  if (values != NULL)
    g_array_append_vals (values, numbers, (guint)n_tiers);
}

static void
read_pairs (RondoWireMatch *match, RondoWireWalk *walk, const char *start, const char *list)
{
  gboolean is_first = TRUE;
  gboolean is_locked = strcmp (list, "locked") == 0;
  GArray *arcs = is_locked ? match->locked : match->arcs;
  g_autofree char *where = g_strdup_printf ("“%s”", list);
  g_autoptr (GString) text = g_string_new (NULL);

  walk->at = start;
  if (!walk->is_ok || start == NULL || !rondo_wire_walk_begin (walk, '[', where))
    return;
  while (rondo_wire_walk_step (walk, &is_first)) {
    if (arcs->len >= RONDO_WIRE_MATCH_MAX_PAIRS)
      rondo_wire_walk_refuse (
          walk,
          _ ("“%s” has more than %d entries, which is more than can be matched."),
          list,
          RONDO_WIRE_MATCH_MAX_PAIRS);
    if (walk->is_ok)
      rondo_wire_match_read_pair (match, walk, list, arcs, is_locked ? NULL : match->values, text);
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
  match->by_coach = g_array_new (FALSE, FALSE, sizeof (int32_t));
  match->by_client = g_array_new (FALSE, FALSE, sizeof (int32_t));
  match->bands = g_array_new (FALSE, FALSE, sizeof (int32_t));
  match->relaxations = g_array_new (FALSE, FALSE, sizeof (RondoMatchRelaxation));
  match->owned = g_ptr_array_new_with_free_func (g_free);
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
  g_array_unref (match->by_coach);
  g_array_unref (match->by_client);
  g_array_unref (match->bands);
  g_array_unref (match->relaxations);
  g_ptr_array_unref (match->owned);
  g_free (match);
}

const RondoMatchInstance *
rondo_wire_match_get_instance (RondoWireMatch *match)
{
  return &match->instance;
}

const RondoMatchRatings *
rondo_wire_match_get_ratings (RondoWireMatch *match)
{
  return match->ratings.by_coach != NULL || match->ratings.by_client != NULL ? &match->ratings
                                                                             : NULL;
}

const int32_t *
rondo_wire_match_get_bands (RondoWireMatch *match, int32_t *n_bands)
{
  *n_bands = (int32_t)match->bands->len;
  return (const int32_t *)match->bands->data;
}

const RondoMatchRelaxation *
rondo_wire_match_get_relaxations (RondoWireMatch *match, int32_t *n_relaxations)
{
  *n_relaxations = (int32_t)match->relaxations->len;
  return (const RondoMatchRelaxation *)match->relaxations->data;
}

int32_t
rondo_wire_match_find_member (RondoWireMatch *match, const char *id)
{
  return (int32_t)GPOINTER_TO_UINT (g_hash_table_lookup (match->index, id)) - 1;
}

RondoWireMatch *
rondo_wire_match_parse (const char *data, gsize length, GError **error)
{
  RondoWireWalk walk = {data, error, TRUE};
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
  rondo_wire_match_read_extras (match, &walk, &root.extras);
  if (!walk.is_ok)
    return NULL;
  finish_instance (match);
  problem = rondo_match_check_instance (&match->instance);
  if (problem != NULL) {
    rondo_wire_walk_refuse (&walk, "%s", problem);
    return NULL;
  }
  return g_steal_pointer (&match);
}
