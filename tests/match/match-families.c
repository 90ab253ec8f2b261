/* SPDX-License-Identifier: GPL-3.0-or-later
 * Generates instances. */
#include "config.h"

#include "match-families.h"

#include <math.h>
#include <string.h>

const char *const match_families[] = {
    "rand", "ties", "sym", "symties", "mix", "euc", "clus", "pop", NULL};

uint32_t
match_draw (uint64_t *state, uint32_t below)
{
  uint64_t z = (*state += 0x9e3779b97f4a7c15u);

  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return (uint32_t)(((z ^ (z >> 31)) >> 32) % below);
}

MatchCase *
match_case_new (int32_t n_members, int32_t n_tiers, int32_t units)
{
  MatchCase *match = g_new0 (MatchCase, 1);

  match->names = g_new0 (char *, n_members + 1);
  match->gives = g_new (int32_t, MAX (n_members, 1));
  match->gets = g_new (int32_t, MAX (n_members, 1));
  match->arcs = g_array_new (FALSE, TRUE, sizeof (RondoMatchArc));
  match->values = g_array_new (FALSE, TRUE, sizeof (int32_t));
  match->locked = g_array_new (FALSE, TRUE, sizeof (RondoMatchArc));
  for (int32_t i = 0; i < n_members; i++) {
    match->names[i] = g_strdup_printf ("m%05d", i);
    match->gives[i] = units;
    match->gets[i] = units;
  }
  match->instance.n_members = n_members;
  match->instance.n_tiers = n_tiers;
  match->instance.reciprocal = TRUE;
  match->instance.seed = 1;
  return match;
}

void
match_case_free (MatchCase *match)
{
  if (match == NULL)
    return;
  g_strfreev (match->names);
  g_free (match->gives);
  g_free (match->gets);
  g_array_unref (match->arcs);
  g_array_unref (match->values);
  g_array_unref (match->locked);
  g_free (match);
}

void
match_case_add (MatchCase *match, int32_t coach, int32_t client, const int32_t *values)
{
  RondoMatchArc arc = {coach, client};

  g_array_append_val (match->arcs, arc);
  g_array_append_vals (match->values, values, match->instance.n_tiers);
}

void
match_case_lock (MatchCase *match, int32_t coach, int32_t client)
{
  RondoMatchArc arc = {coach, client};

  g_array_append_val (match->locked, arc);
}

const RondoMatchInstance *
match_case_get (MatchCase *match)
{
  RondoMatchInstance *instance = &match->instance;

  instance->names = (const char *const *)match->names;
  instance->gives = match->gives;
  instance->gets = match->gets;
  instance->n_arcs = (int32_t)match->arcs->len;
  instance->arcs = (const RondoMatchArc *)match->arcs->data;
  instance->values = (const int32_t *)match->values->data;
  instance->n_locked = (int32_t)match->locked->len;
  instance->locked = (const RondoMatchArc *)match->locked->data;
  return instance;
}

typedef struct {
  int x;
  int y;
  int language;
  int zone;
  int fame;
} Place;

static int32_t
rate_place (const char *family, const Place *one, const Place *other, uint64_t *state)
{
  if (strcmp (family, "euc") == 0)
    return (int32_t)(1500 - hypot (one->x - other->x, one->y - other->y)) +
           (int32_t)match_draw (state, 50);
  if (strcmp (family, "clus") == 0)
    return (one->language == other->language ? 500 : 0) +
           300 / (1 + ABS (one->zone - other->zone)) + (int32_t)match_draw (state, 20);
  return other->fame + (int32_t)match_draw (state, 100);
}

/* Values of both directions between two members. */
static void
rate_pair (
    const char *family, const Place *one, const Place *other, uint64_t *state, int32_t values[2])
{
  int32_t shared = (int32_t)match_draw (state, 1000);

  if (strcmp (family, "rand") == 0 || strcmp (family, "ties") == 0) {
    uint32_t below = strcmp (family, "rand") == 0 ? 1000 : 3;

    values[0] = (int32_t)match_draw (state, below);
    values[1] = (int32_t)match_draw (state, below);
  } else if (g_str_has_prefix (family, "sym"))
    values[0] = values[1] = strcmp (family, "sym") == 0 ? shared : shared % 3;
  else if (strcmp (family, "mix") == 0) {
    values[0] = (shared * 8 + (int32_t)match_draw (state, 1000) * 2) / 10;
    values[1] = (shared * 8 + (int32_t)match_draw (state, 1000) * 2) / 10;
  } else {
    values[0] = rate_place (family, one, other, state);
    values[1] = rate_place (family, other, one, state);
  }
}

static Place *
draw_places (int32_t n, uint64_t *state)
{
  Place *places = g_new (Place, MAX (n, 1));

  for (int32_t i = 0; i < n; i++)
    places[i] = (Place){(int)match_draw (state, 1000),
                        (int)match_draw (state, 1000),
                        (int)match_draw (state, 6),
                        (int)match_draw (state, 24),
                        match_draw (state, 20) == 0 ? 800 : (int)match_draw (state, 200)};
  return places;
}

static void
add_both (MatchCase *match,
          const char *family,
          const Place *places,
          int32_t i,
          int32_t j,
          uint64_t *state)
{
  int32_t values[2];

  rate_pair (family, &places[i], &places[j], state, values);
  match_case_add (match, i, j, &values[0]);
  match_case_add (match, j, i, &values[1]);
}

MatchCase *
match_case_generate (
    const char *family, int32_t n_members, int32_t arcs_per_member, int32_t units, uint64_t seed)
{
  MatchCase *match = match_case_new (n_members, 1, units);
  uint64_t state = seed * 1000003 + g_str_hash (family);
  g_autofree Place *places = draw_places (n_members, &state);
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  for (int32_t i = 0; i < n_members; i++) {
    if (arcs_per_member <= 0 || arcs_per_member >= n_members - 1) {
      for (int32_t j = i + 1; j < n_members; j++)
        add_both (match, family, places, i, j, &state);
      continue;
    }
    for (int32_t k = 0; k < (arcs_per_member + 1) / 2; k++) {
      int32_t j = (int32_t)match_draw (&state, (uint32_t)n_members);
      gsize key = (gsize)MIN (i, j) * (gsize)n_members + (gsize)MAX (i, j);

      if (i != j && g_hash_table_add (seen, GSIZE_TO_POINTER (key)))
        add_both (match, family, places, i, j, &state);
    }
  }
  return match;
}

void
match_draw_values (uint64_t *state, int32_t n_tiers, int32_t *values)
{
  static const uint32_t spans[] = {2, 3, 10, 1000, 2000000000};

  for (int32_t t = 0; t < n_tiers; t++)
    values[t] = (int32_t)match_draw (state, spans[match_draw (state, n_tiers > 3 ? 4 : 5)]) -
                (int32_t)match_draw (state, 3);
}

MatchCase *
match_case_draw (const MatchShape *shape, uint64_t *state)
{
  int32_t n = shape->least + (int32_t)match_draw (state, shape->most - shape->least + 1);
  int32_t n_tiers = 1 + (int32_t)match_draw (state, shape->most_tiers);
  MatchCase *match = match_case_new (n, n_tiers, 1);

  match->instance.seed = match_draw (state, 100);
  match->instance.mutual_allowed = match_draw (state, 100) < shape->mutual_odds;
  match->instance.reciprocal = !shape->uneven || match_draw (state, 3) > 0;
  for (int32_t i = 0; i < n; i++) {
    match->gives[i] = 1 + (int32_t)match_draw (state, shape->most_units);
    match->gets[i] = match->gives[i];
    if (shape->uneven && match_draw (state, 3) == 0) {
      match->gives[i] = (int32_t)match_draw (state, shape->most_units + 1);
      match->gets[i] = (int32_t)match_draw (state, shape->most_units + 1);
    }
  }
  for (int32_t i = 0; i < n; i++)
    for (int32_t j = 0; j < n; j++) {
      int32_t values[8];

      if (i == j || match_draw (state, 100) >= shape->density)
        continue;
      match_draw_values (state, n_tiers, values);
      match_case_add (match, i, j, values);
      if (match_draw (state, 100) < shape->lock_odds)
        match_case_lock (match, i, j);
    }
  return match;
}
