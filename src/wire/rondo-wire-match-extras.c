/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reads the optional parts of an instance: how both sides rate the pairs, bands, and rules that
 * could be given up. */
#include "config.h"

#include "rondo-wire-match.h"

#include "rondo-wire-match-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_BANDS 64
#define MAX_RELAXABLE 1000
#define MAX_RELAXED_PAIRS 10000
#define MAX_UNITS 1000

/* One number for every pair, in their order. */
static void
read_ratings (RondoWireMatch *match, RondoWireWalk *walk, const char *side, GArray *ratings)
{
  gboolean is_first = TRUE;
  g_autofree char *where = g_strdup_printf (_ ("“%s” of “sides”"), side);
  g_autofree char *in_entry = g_strdup_printf (_ ("An entry of “%s” of “sides”"), side);

  if (!rondo_wire_walk_begin (walk, '[', where))
    return;
  g_array_set_size (ratings, 0);
  while (rondo_wire_walk_step (walk, &is_first)) {
    int32_t rating =
        (int32_t)rondo_wire_walk_read_integer (walk, in_entry, -G_MAXINT32, G_MAXINT32);

    if (ratings->len >= match->arcs->len)
      rondo_wire_walk_refuse (walk, _ ("%s has more entries than “pairs”."), where);
    g_array_append_val (ratings, rating);
  }
  if (ratings->len < match->arcs->len)
    rondo_wire_walk_refuse (walk,
                            _ ("%s has %u entries; it must have one for each of the %u “pairs”."),
                            where,
                            ratings->len,
                            match->arcs->len);
}

static void
read_sides (RondoWireMatch *match, RondoWireWalk *walk)
{
  gboolean is_first = TRUE;
  g_autoptr (GString) name = g_string_new (NULL);

  if (!rondo_wire_walk_begin (walk, '{', "“sides”"))
    return;
  while (rondo_wire_walk_step (walk, &is_first)) {
    rondo_wire_walk_read_name (walk, name);
    if (strcmp (name->str, "coach") == 0) {
      read_ratings (match, walk, name->str, match->by_coach);
      match->ratings.by_coach = (const int32_t *)match->by_coach->data;
    } else if (strcmp (name->str, "client") == 0) {
      read_ratings (match, walk, name->str, match->by_client);
      match->ratings.by_client = (const int32_t *)match->by_client->data;
    } else {
      rondo_wire_walk_skip_value (walk);
    }
  }
}

static void
read_bands (RondoWireMatch *match, RondoWireWalk *walk)
{
  gboolean is_first = TRUE;

  if (!rondo_wire_walk_begin (walk, '[', "“bands”"))
    return;
  while (rondo_wire_walk_step (walk, &is_first)) {
    int32_t threshold = (int32_t)rondo_wire_walk_read_integer (
        walk, _ ("An entry of “bands”"), -G_MAXINT32, G_MAXINT32);

    if (match->bands->len >= MAX_BANDS)
      rondo_wire_walk_refuse (walk, _ ("“bands” has more than %d entries."), MAX_BANDS);
    if (match->bands->len > 0 &&
        threshold <= g_array_index (match->bands, int32_t, match->bands->len - 1))
      rondo_wire_walk_refuse (walk, _ ("The entries of “bands” must ascend."));
    g_array_append_val (match->bands, threshold);
  }
}

/* What an entry of “relaxable” says, before it becomes a relaxation. */
typedef struct {
  guint entry;
  char *name;
  int32_t cost;
  GArray *arcs;
  GArray *values;
  RondoMatchArc mutual;
  RondoMatchChange units; /* @coach −1: none */
  int32_t gives;          /* −1: as it is */
  int32_t gets;
} Relaxable;

static void
relaxable_clear (Relaxable *relaxable)
{
  g_clear_pointer (&relaxable->name, g_free);
  g_clear_pointer (&relaxable->arcs, g_array_unref);
  g_clear_pointer (&relaxable->values, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Relaxable, relaxable_clear)

static void
read_relaxed_pairs (RondoWireMatch *match, RondoWireWalk *walk, Relaxable *relaxable)
{
  gboolean is_first = TRUE;
  g_autofree char *where =
      g_strdup_printf (_ ("“pairs” of entry %u of “relaxable”"), relaxable->entry);
  g_autoptr (GString) text = g_string_new (NULL);

  if (!rondo_wire_walk_begin (walk, '[', where))
    return;
  while (rondo_wire_walk_step (walk, &is_first)) {
    if (relaxable->arcs->len >= MAX_RELAXED_PAIRS)
      rondo_wire_walk_refuse (walk, _ ("%s has more than %d entries."), where, MAX_RELAXED_PAIRS);
    else
      rondo_wire_match_read_pair (
          match, walk, "pairs” of “relaxable", relaxable->arcs, relaxable->values, text);
    if (walk->is_ok) {
      const RondoMatchArc *arc =
          &g_array_index (relaxable->arcs, RondoMatchArc, relaxable->arcs->len - 1);

      if (arc->coach == arc->client)
        rondo_wire_walk_refuse (
            walk, _ ("%s pairs a member with themself; nobody can coach themself."), where);
    }
  }
}

static void
read_mutual (RondoWireMatch *match, RondoWireWalk *walk, Relaxable *relaxable)
{
  g_autoptr (GArray) arcs = g_array_new (FALSE, FALSE, sizeof (RondoMatchArc));
  g_autoptr (GString) text = g_string_new (NULL);

  rondo_wire_match_read_pair (match, walk, "mutual” of “relaxable", arcs, NULL, text);
  if (arcs->len > 0)
    relaxable->mutual = g_array_index (arcs, RondoMatchArc, 0);
}

static void
read_relaxable_member (RondoWireMatch *match,
                       RondoWireWalk *walk,
                       const char *name,
                       Relaxable *relaxable)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *where =
      g_strdup_printf (_ ("“%s” of entry %u of “relaxable”"), name, relaxable->entry);

  if (strcmp (name, "name") == 0 && rondo_wire_walk_read_string (walk, where, text)) {
    g_free (relaxable->name);
    relaxable->name = g_strdup (text->str);
  } else if (strcmp (name, "cost") == 0)
    relaxable->cost = (int32_t)rondo_wire_walk_read_integer (walk, where, 0, G_MAXINT32);
  else if (strcmp (name, "pairs") == 0)
    read_relaxed_pairs (match, walk, relaxable);
  else if (strcmp (name, "mutual") == 0)
    read_mutual (match, walk, relaxable);
  else if (strcmp (name, "member") == 0)
    relaxable->units.coach =
        rondo_wire_match_read_end (match, walk, "relaxable", relaxable->entry, text);
  else if (strcmp (name, "clients") == 0)
    relaxable->gives = (int32_t)rondo_wire_walk_read_integer (walk, where, 0, MAX_UNITS);
  else if (strcmp (name, "coaches") == 0)
    relaxable->gets = (int32_t)rondo_wire_walk_read_integer (walk, where, 0, MAX_UNITS);
  else if (strcmp (name, "name") != 0)
    rondo_wire_walk_skip_value (walk);
}

static void
add_relaxation (RondoWireMatch *match, const Relaxable *relaxable)
{
  guint n_arcs = relaxable->arcs->len;
  RondoMatchChange *changes = g_new0 (RondoMatchChange, n_arcs + 1);
  int32_t *values =
      g_memdup2 (relaxable->values->data, MAX (relaxable->values->len, 1) * sizeof (int32_t));
  char *name = g_strdup (relaxable->name);
  RondoMatchRelaxation relaxation = {
      name, relaxable->cost, (int32_t)n_arcs, changes, relaxable->mutual};

  for (guint k = 0; k < n_arcs; k++) {
    const RondoMatchArc *arc = &g_array_index (relaxable->arcs, RondoMatchArc, k);

    changes[k] = (RondoMatchChange){.kind = RONDO_MATCH_CHANGE_ALLOW,
                                    .coach = arc->coach,
                                    .client = arc->client,
                                    .values = values + k * (guint)match->instance.n_tiers};
  }
  if (relaxable->units.coach >= 0) {
    int32_t member = relaxable->units.coach;

    changes[n_arcs] = relaxable->units;
    changes[n_arcs].gives =
        relaxable->gives >= 0 ? relaxable->gives : g_array_index (match->gives, int32_t, member);
    changes[n_arcs].gets =
        relaxable->gets >= 0 ? relaxable->gets : g_array_index (match->gets, int32_t, member);
    relaxation.n_changes++;
  }
  g_ptr_array_add (match->owned, changes);
  g_ptr_array_add (match->owned, values);
  g_ptr_array_add (match->owned, name);
  g_array_append_val (match->relaxations, relaxation);
}

static void
read_relaxation (RondoWireMatch *match, RondoWireWalk *walk)
{
  gboolean is_first = TRUE;
  g_autoptr (GString) name = g_string_new (NULL);
  g_auto (Relaxable) relaxable = {.entry = match->relaxations->len + 1,
                                  .cost = 1,
                                  .mutual = {-1, -1},
                                  .units = {RONDO_MATCH_CHANGE_UNITS, -1, -1, NULL, 0, 0},
                                  .gives = -1,
                                  .gets = -1};
  g_autofree char *where = g_strdup_printf (_ ("Entry %u of “relaxable”"), relaxable.entry);

  relaxable.arcs = g_array_new (FALSE, FALSE, sizeof (RondoMatchArc));
  relaxable.values = g_array_new (FALSE, FALSE, sizeof (int32_t));
  if (!rondo_wire_walk_begin (walk, '{', where))
    return;
  while (rondo_wire_walk_step (walk, &is_first))
    if (rondo_wire_walk_read_name (walk, name))
      read_relaxable_member (match, walk, name->str, &relaxable);
  if (relaxable.units.coach < 0 && (relaxable.gives >= 0 || relaxable.gets >= 0))
    rondo_wire_walk_refuse (
        walk, _ ("%s has “clients” or “coaches” but no “member” that they are for."), where);
  if (walk->is_ok)
    add_relaxation (match, &relaxable);
}

static void
read_relaxable (RondoWireMatch *match, RondoWireWalk *walk)
{
  gboolean is_first = TRUE;

  if (!rondo_wire_walk_begin (walk, '[', "“relaxable”"))
    return;
  while (rondo_wire_walk_step (walk, &is_first)) {
    if (match->relaxations->len >= MAX_RELAXABLE)
      rondo_wire_walk_refuse (walk, _ ("“relaxable” has more than %d entries."), MAX_RELAXABLE);
    else
      read_relaxation (match, walk);
  }
}

void
rondo_wire_match_read_extras (RondoWireMatch *match,
                              RondoWireWalk *walk,
                              const RondoWireMatchExtras *extras)
{
  if (walk->is_ok && (walk->at = extras->sides) != NULL)
    read_sides (match, walk);
  if (walk->is_ok && (walk->at = extras->bands) != NULL)
    read_bands (match, walk);
  if (walk->is_ok && (walk->at = extras->relaxable) != NULL)
    read_relaxable (match, walk);
}
