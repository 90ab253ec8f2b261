/* SPDX-License-Identifier: GPL-3.0-or-later
 * A few members parted into rings of three, exactly: the best way to part every set of them is
 * found once, from the smaller sets to the larger ones. */
#include "config.h"

#include "rondo-match-threes.h"

#include <string.h>

/* Sets between two looks at the clock. */
#define CLOCK_SETS 16

#define N_STATES (RONDO_MATCH_MOST_FOURS + 1)

/* The ways around a ring: the first stays where it is. */
static const guint8 ways_of_three[2][3] = {{0, 1, 2}, {0, 2, 1}};
static const guint8 ways_of_four[6][4] = {
    {0, 1, 2, 3}, {0, 1, 3, 2}, {0, 2, 1, 3}, {0, 2, 3, 1}, {0, 3, 1, 2}, {0, 3, 2, 1}};

/*
 * Parting:
 * @pairs: by place in @members, row by coach
 * @best: by rings of four used and set of those dealt with; who comes first in the order is always
 *   dealt with first
 * @last: the set that was dealt with in the last step
 * @rings: by set, what its best ring is worth, as far as @looked_at says so
 */
typedef struct {
  const RondoMatchThrees *threes;
  const int32_t *members;
  int32_t n;
  int32_t most_fours;
  RondoMatchWide pairs[RONDO_MATCH_FEW][RONDO_MATCH_FEW];
  guint8 is_allowed[RONDO_MATCH_FEW][RONDO_MATCH_FEW];
  RondoMatchWide *best[N_STATES];
  guint32 *last[N_STATES];
  guint8 *is_reached[N_STATES];
  RondoMatchWide *rings;
  guint8 *looked_at; /* NOT_YET, NO_RING or IS_RING */
} Parting;

enum {
  NOT_YET,
  NO_RING,
  IS_RING,
};

/* By rank, whom each is locked with: the client of a coach, and the coach of a client. Nobody, or
 * more than one, for whom no pair is right then. */
typedef struct {
  int32_t *client;
  int32_t *coach;
} Partners;

enum {
  NOBODY = -1,
  SEVERAL = -2,
};

static void
lock_with (int32_t *partner, int32_t other)
{
  *partner = *partner == NOBODY || *partner == other ? other : SEVERAL;
}

static void
list_partners (const RondoMatchModel *model, const RondoMatchInstance *instance, Partners *partners)
{
  gsize room = (gsize)MAX (instance->n_members, 1);

  partners->client = g_new (int32_t, room);
  partners->coach = g_new (int32_t, room);
  for (int32_t i = 0; i < instance->n_members; i++) {
    partners->client[i] = NOBODY;
    partners->coach[i] = NOBODY;
  }
  for (int32_t k = 0; k < instance->n_locked; k++) {
    int32_t coach = model->rank[instance->locked[k].coach];
    int32_t client = model->rank[instance->locked[k].client];

    lock_with (&partners->client[coach], client);
    lock_with (&partners->coach[client], coach);
  }
}

static gboolean
contradicts (const Partners *partners, int32_t coach, int32_t client)
{
  return (partners->client[coach] != NOBODY && partners->client[coach] != client) ||
         (partners->coach[client] != NOBODY && partners->coach[client] != coach);
}

static void
mark_members (RondoMatchThrees *threes,
              const RondoMatchModel *model,
              const RondoMatchInstance *instance)
{
  for (int32_t i = 0; i < threes->n; i++)
    threes->takes_part[model->rank[i]] = instance->gives[i] > 0 && instance->gets[i] > 0;
  for (int32_t k = 0; k < instance->n_locked; k++) {
    threes->is_bound[model->rank[instance->locked[k].coach]] = 1;
    threes->is_bound[model->rank[instance->locked[k].client]] = 1;
  }
}

static void
fill_threes (RondoMatchThrees *threes,
             const RondoMatchModel *model,
             const RondoMatchInstance *instance,
             const Partners *partners,
             RondoMatchClock *clock)
{
  int32_t kept = 0, row = 0;

  for (int32_t k = 0; k < model->n_arcs && !rondo_match_clock_stop_at (clock, k); k++) {
    int32_t coach = model->rank[instance->arcs[model->arc[k]].coach];
    int32_t client = model->rank[instance->arcs[model->arc[k]].client];

    while (row <= coach)
      threes->first[row++] = kept;
    if (contradicts (partners, coach, client))
      continue;
    threes->client[kept] = client;
    threes->arc[kept] = model->arc[k];
    threes->weight[kept] = rondo_match_model_weigh (model, model->arc[k]);
    threes->lost += threes->weight[kept] > 0 ? threes->weight[kept] : -threes->weight[kept];
    kept++;
  }
  while (row <= threes->n)
    threes->first[row++] = kept;
}

RondoMatchThrees *
rondo_match_threes_new (const RondoMatchModel *model,
                        const RondoMatchInstance *instance,
                        RondoMatchClock *clock)
{
  RondoMatchThrees *threes = g_new0 (RondoMatchThrees, 1);
  gsize room = (gsize)MAX (model->n_arcs, 1);
  Partners partners;

  threes->n = instance->n_members;
  threes->first = g_new0 (int32_t, threes->n + 1);
  threes->client = g_new0 (int32_t, room);
  threes->arc = g_new0 (int32_t, room);
  threes->weight = g_new0 (RondoMatchWide, room);
  threes->takes_part = g_new0 (guint8, MAX (threes->n, 1));
  threes->is_bound = g_new0 (guint8, MAX (threes->n, 1));
  threes->lost = 1;
  mark_members (threes, model, instance);
  list_partners (model, instance, &partners);
  fill_threes (threes, model, instance, &partners, clock);
  g_free (partners.client);
  g_free (partners.coach);
  return threes;
}

void
rondo_match_threes_free (RondoMatchThrees *threes)
{
  g_free (threes->first);
  g_free (threes->client);
  g_free (threes->arc);
  g_free (threes->weight);
  g_free (threes->takes_part);
  g_free (threes->is_bound);
  g_free (threes);
}

int32_t
rondo_match_threes_find (const RondoMatchThrees *threes, int32_t coach, int32_t client)
{
  int32_t low = threes->first[coach];
  int32_t high = threes->first[coach + 1];

  while (low < high) {
    int32_t middle = low + (high - low) / 2;

    if (threes->client[middle] < client)
      low = middle + 1;
    else
      high = middle;
  }
  return low < threes->first[coach + 1] && threes->client[low] == client ? low : -1;
}

/* The best way around for those at @places; @way (nullable) receives which. */
static gboolean
find_way (const Parting *parting,
          const guint8 *places,
          int32_t length,
          RondoMatchWide *worth,
          int32_t *way)
{
  const guint8 *ways = length == 3 ? ways_of_three[0] : ways_of_four[0];
  gboolean is_found = FALSE;

  for (int32_t w = 0; w < (length == 3 ? 2 : 6); w++, ways += length) {
    RondoMatchWide sum = 0;
    gboolean is_allowed = TRUE;

    for (int32_t k = 0; k < length && is_allowed; k++) {
      guint8 coach = places[ways[k]], client = places[ways[(k + 1) % length]];

      is_allowed = parting->is_allowed[coach][client];
      sum += parting->pairs[coach][client];
    }
    if (!is_allowed || (is_found && sum <= *worth))
      continue;
    is_found = TRUE;
    *worth = sum;
    if (way != NULL)
      *way = w;
  }
  return is_found;
}

static void
reach (Parting *parting, int32_t fours, guint set, guint more, RondoMatchWide worth)
{
  guint after = set | more;

  if (parting->is_reached[fours][after] && parting->best[fours][after] >= worth)
    return;
  parting->is_reached[fours][after] = 1;
  parting->best[fours][after] = worth;
  parting->last[fours][after] = (guint32)more;
}

/* All rings of @places, of which @n_chosen are chosen, the next ones from @from on. */
static void
extend (Parting *parting, guint8 *places, int32_t n_chosen, int32_t from, guint set, int32_t fours)
{
  guint ring = 0;

  for (int32_t k = 0; k < n_chosen; k++)
    ring |= 1u << places[k];
  if (n_chosen >= 3 && parting->looked_at[ring] == NOT_YET)
    parting->looked_at[ring] =
        find_way (parting, places, n_chosen, &parting->rings[ring], NULL) ? IS_RING : NO_RING;
  if (n_chosen >= 3 && parting->looked_at[ring] == IS_RING)
    reach (parting,
           fours + (n_chosen == 4),
           set,
           ring,
           parting->best[fours][set] + parting->rings[ring]);
  if (n_chosen == 4 || (n_chosen == 3 && fours >= parting->most_fours))
    return;
  for (int32_t place = from; place < parting->n; place++) {
    if ((set >> place & 1) != 0)
      continue;
    places[n_chosen] = (guint8)place;
    extend (parting, places, n_chosen + 1, place + 1, set, fours);
  }
}

/* FALSE if @clock stopped it. */
static gboolean
part_sets (Parting *parting, RondoMatchClock *clock)
{
  guint whole = (1u << parting->n) - 1;

  for (guint set = 0; set < whole; set++) {
    if (set % CLOCK_SETS == 0 && rondo_match_clock_stop (clock))
      return FALSE;
    for (int32_t fours = 0; fours <= parting->most_fours; fours++) {
      guint8 places[4];
      int32_t first = 0;

      if (!parting->is_reached[fours][set])
        continue;
      while ((set >> first & 1) != 0)
        first++;
      reach (parting,
             fours,
             set,
             1u << first,
             parting->best[fours][set] -
                 (parting->threes->is_bound[parting->members[first]] ? parting->threes->lost : 0));
      places[0] = (guint8)first;
      extend (parting, places, 1, first + 1, set, fours);
    }
  }
  return TRUE;
}

static void
append_ring (const Parting *parting, guint set, GArray *rings)
{
  RondoMatchRing ring = {0};
  RondoMatchWide worth = 0;
  guint8 places[4];
  int32_t way = 0;

  for (int32_t place = 0; place < parting->n; place++)
    if ((set >> place & 1) != 0)
      places[ring.length++] = (guint8)place;
  if (ring.length >= 3)
    find_way (parting, places, ring.length, &worth, &way);
  for (int32_t k = 0; k < ring.length; k++) {
    int32_t at = ring.length == 3   ? ways_of_three[way][k]
                 : ring.length == 4 ? ways_of_four[way][k]
                                    : k;

    ring.member[k] = parting->members[places[at]];
  }
  g_array_append_val (rings, ring);
}

static RondoMatchWide
read_best (const Parting *parting, GArray *rings)
{
  guint set = (1u << parting->n) - 1;
  int32_t fours = 0;
  RondoMatchWide worth;

  for (int32_t f = 1; f <= parting->most_fours; f++)
    if (parting->is_reached[f][set] && parting->best[f][set] > parting->best[fours][set])
      fours = f;
  worth = parting->best[fours][set];
  while (set != 0) {
    guint more = parting->last[fours][set];

    append_ring (parting, more, rings);
    set &= ~more;
    fours -= __builtin_popcount (more) == 4;
  }
  return worth;
}

static void
fill_pairs (Parting *parting)
{
  const RondoMatchThrees *threes = parting->threes;

  for (int32_t i = 0; i < parting->n; i++)
    for (int32_t j = 0; j < parting->n; j++) {
      int32_t k =
          i == j ? -1 : rondo_match_threes_find (threes, parting->members[i], parting->members[j]);

      parting->is_allowed[i][j] = k >= 0;
      parting->pairs[i][j] = k >= 0 ? threes->weight[k] : 0;
    }
}

static void
parting_init (Parting *parting)
{
  gsize n_sets = (gsize)1 << parting->n;

  fill_pairs (parting);
  for (int32_t f = 0; f <= parting->most_fours; f++) {
    parting->best[f] = g_new (RondoMatchWide, n_sets);
    parting->last[f] = g_new0 (guint32, n_sets);
    parting->is_reached[f] = g_new0 (guint8, n_sets);
  }
  parting->rings = g_new (RondoMatchWide, n_sets);
  parting->looked_at = g_new0 (guint8, n_sets);
  parting->is_reached[0][0] = 1;
  parting->best[0][0] = 0;
}

static void
parting_clear (Parting *parting)
{
  for (int32_t f = 0; f <= parting->most_fours; f++) {
    g_free (parting->best[f]);
    g_free (parting->last[f]);
    g_free (parting->is_reached[f]);
  }
  g_free (parting->rings);
  g_free (parting->looked_at);
}

gboolean
rondo_match_threes_part (const RondoMatchThrees *threes,
                         const int32_t *members,
                         int32_t n_members,
                         int32_t most_fours,
                         RondoMatchClock *clock,
                         GArray *rings,
                         RondoMatchWide *worth)
{
  g_autofree Parting *parting = g_new0 (Parting, 1);
  gboolean is_done;

  parting->threes = threes;
  parting->members = members;
  parting->n = n_members;
  parting->most_fours = CLAMP (most_fours, 0, RONDO_MATCH_MOST_FOURS);
  parting_init (parting);
  is_done = part_sets (parting, clock);
  if (is_done)
    *worth = read_best (parting, rings);
  parting_clear (parting);
  return is_done;
}
