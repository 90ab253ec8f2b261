/* SPDX-License-Identifier: GPL-3.0-or-later
 * Rounds in rings of exactly three. To part members so that the sum is greatest is NP-hard, so a
 * few are parted exactly, and more by exchange: some rings are taken apart, and their members
 * parted again in the best way, until nothing is gained. What no plan can surpass is told by the
 * plan whose rings may have any length. */
#include "config.h"

#include "rondo-match-triads.h"

#include "rondo-match-misses.h"
#include "rondo-match-threes.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Counts, so that the outcome does not depend on the machine. */
#define PAIR_SWEEPS 6
#define PAIRS_MOST 60000
#define TURNS_PER_RING 150
#define TURNS_MOST 12000
#define BOUND_TURNS 400

/* Rings that are parted anew together at most. */
#define WINDOW 12

typedef struct {
  const RondoMatchInstance *instance;
  const RondoMatchOptions *options;
  RondoMatchClock clock;
  RondoMatchModel *model;
  RondoMatchThrees *threes;
  GArray *rings; /* of RondoMatchRing: all who take part, also who is left out */
  int32_t most_fours;
  gboolean is_exact; /* every way to part them was looked at */
  GRand *rand;
} Search;

static void
search_clear (Search *search)
{
  g_clear_pointer (&search->model, rondo_match_model_free);
  g_clear_pointer (&search->threes, rondo_match_threes_free);
  g_clear_pointer (&search->rings, g_array_unref);
  g_clear_pointer (&search->rand, g_rand_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Search, search_clear)

static const RondoMatchRing *
get_ring (const Search *search, guint k)
{
  return &g_array_index (search->rings, RondoMatchRing, k);
}

/* The pair in which the @k-th of @ring coaches. */
static int32_t
find_pair (const Search *search, const RondoMatchRing *ring, int32_t k)
{
  return rondo_match_threes_find (
      search->threes, ring->member[k], ring->member[(k + 1) % ring->length]);
}

static RondoMatchWide
weigh_ring (const Search *search, const RondoMatchRing *ring)
{
  RondoMatchWide sum = 0;

  if (ring->length == 1)
    return search->threes->is_bound[ring->member[0]] ? -search->threes->lost : 0;
  for (int32_t k = 0; k < ring->length; k++) {
    int32_t pair = find_pair (search, ring, k);

    sum += pair >= 0 ? search->threes->weight[pair] : 0;
  }
  return sum;
}

static int32_t
count_fours (const Search *search)
{
  int32_t fours = 0;

  for (guint k = 0; k < search->rings->len; k++)
    fours += get_ring (search, k)->length == 4;
  return fours;
}

static int
compare_places (const void *a, const void *b)
{
  guint left = *(const guint *)a, right = *(const guint *)b;

  return left < right ? 1 : left > right ? -1 : 0;
}

/* Parts the members of the rings at @places anew; TRUE if something was gained. */
static gboolean
exchange (Search *search, guint *places, guint n_places)
{
  g_autoptr (GArray) parted = g_array_new (FALSE, FALSE, sizeof (RondoMatchRing));
  int32_t members[RONDO_MATCH_FEW];
  int32_t n = 0, fours = search->most_fours - count_fours (search);
  RondoMatchWide before = 0, after = 0;

  for (guint p = 0; p < n_places; p++) {
    const RondoMatchRing *ring = get_ring (search, places[p]);

    fours += ring->length == 4;
    before += weigh_ring (search, ring);
    for (int32_t k = 0; k < ring->length; k++)
      members[n++] = ring->member[k];
  }
  if (!rondo_match_threes_part (
          search->threes, members, n, fours, &search->clock, parted, &after) ||
      after <= before)
    return FALSE;
  qsort (places, n_places, sizeof *places, compare_places);
  for (guint p = 0; p < n_places; p++)
    g_array_remove_index_fast (search->rings, places[p]);
  g_array_append_vals (search->rings, parted->data, parted->len);
  return TRUE;
}

/* As many more rings as fit into a window of @most members, by chance and different. */
static guint
choose (Search *search, guint *places, guint n_places, int32_t most)
{
  int32_t n = 0;

  for (guint p = 0; p < n_places; p++)
    n += get_ring (search, places[p])->length;
  for (guint tries = 0; tries < 3u * WINDOW && n < most; tries++) {
    guint place = (guint)g_rand_int_range (search->rand, 0, (gint32)search->rings->len);
    int32_t length = get_ring (search, place)->length;
    gboolean is_new = TRUE;

    for (guint p = 0; p < n_places; p++)
      is_new = is_new && places[p] != place;
    if (!is_new || n + length > most)
      continue;
    places[n_places++] = place;
    n += length;
  }
  return n_places;
}

static void
show (Search *search, double fraction)
{
  int32_t placed = 0;

  for (guint k = 0; k < search->rings->len; k++)
    if (get_ring (search, k)->length > 1)
      placed += get_ring (search, k)->length;
  rondo_match_clock_show (&search->clock, fraction, TRUE, placed, 1.0);
}

/* Everybody is left out at first; windows of those are parted until they find no more rings. Later
 * places first: what an exchange moves is behind the ones to come. */
static void
begin (Search *search)
{
  guint before = G_MAXUINT;

  while (TRUE) {
    g_autoptr (GArray) idle = g_array_new (FALSE, FALSE, sizeof (guint));

    for (guint k = 0; k < search->rings->len; k++)
      if (get_ring (search, k)->length == 1)
        g_array_append_val (idle, k);
    if (idle->len == 0 || idle->len >= before || rondo_match_clock_stop (&search->clock))
      return;
    before = idle->len;
    for (guint end = idle->len; end > 0; end -= MIN (end, WINDOW)) {
      guint n_places = MIN (end, WINDOW);

      if (rondo_match_clock_stop (&search->clock))
        return;
      exchange (search, &g_array_index (idle, guint, end - n_places), n_places);
    }
  }
}

/* Every two rings against each other, until that gains nothing. */
static void
exchange_pairs (Search *search)
{
  gboolean is_better = TRUE;
  int32_t left = PAIRS_MOST;

  for (int sweep = 0; sweep < PAIR_SWEEPS && is_better && left > 0; sweep++) {
    is_better = FALSE;
    for (guint a = 0; a < search->rings->len && left > 0; a++)
      for (guint b = a + 1; b < search->rings->len && left-- > 0; b++) {
        guint places[2] = {a, b};

        if (rondo_match_clock_stop (&search->clock))
          return;
        is_better = exchange (search, places, 2) || is_better;
      }
    show (search, 0.1 + 0.4 * (sweep + 1) / PAIR_SWEEPS);
  }
}

/* Somebody who is left out, by chance. */
static guint
choose_idle (Search *search, guint *places)
{
  guint n = search->rings->len;
  guint from = (guint)g_rand_int_range (search->rand, 0, (gint32)n);

  for (guint k = 0; k < n; k++)
    if (get_ring (search, (from + k) % n)->length == 1) {
      places[0] = (from + k) % n;
      return 1;
    }
  return 0;
}

static void
exchange_more (Search *search)
{
  int32_t turns = MIN ((int32_t)search->rings->len * TURNS_PER_RING, TURNS_MOST);

  for (int32_t turn = 0; turn < turns; turn++) {
    guint places[WINDOW];
    guint n_places = turn % 2 == 0 ? choose_idle (search, places) : 0;

    if (rondo_match_clock_stop (&search->clock))
      return;
    n_places = choose (search, places, n_places, turn % 16 == 0 ? WINDOW : WINDOW - 3);
    exchange (search, places, n_places);
    if (turn % 500 == 0)
      show (search, 0.5 + 0.4 * turn / turns);
  }
}

/* All members of a small round at once: nothing is better then. */
static void
exchange_all (Search *search)
{
  guint places[RONDO_MATCH_FEW];

  for (guint k = 0; k < search->rings->len; k++)
    places[k] = k;
  exchange (search, places, search->rings->len);
  search->is_exact = !search->model->is_capped && !rondo_match_clock_stop (&search->clock);
}

static void
search_rings (Search *search)
{
  RondoMatchRing alone = {.length = 1};
  guint n_members;

  for (int32_t i = 0; i < search->threes->n; i++)
    if (search->threes->takes_part[i]) {
      alone.member[0] = i;
      g_array_append_val (search->rings, alone);
    }
  n_members = search->rings->len;
  begin (search);
  show (search, 0.1);
  if (n_members <= RONDO_MATCH_FEW) {
    exchange_all (search);
    return;
  }
  exchange_pairs (search);
  exchange_more (search);
}

static int
compare_pairs (const void *a, const void *b)
{
  const RondoMatchArc *left = a;
  const RondoMatchArc *right = b;

  if (left->coach != right->coach)
    return left->coach < right->coach ? -1 : 1;
  return left->client < right->client ? -1 : left->client > right->client;
}

static void
fill_pairs (const Search *search, RondoMatchResult *result)
{
  const int32_t *member = search->model->member;

  g_free (result->pairs);
  result->pairs = g_new0 (RondoMatchArc, MAX (search->threes->n, 1));
  for (guint k = 0; k < search->rings->len; k++) {
    const RondoMatchRing *ring = get_ring (search, k);

    for (int32_t m = 0; ring->length > 1 && m < ring->length; m++)
      result->pairs[result->n_pairs++] =
          (RondoMatchArc){member[ring->member[m]], member[ring->member[(m + 1) % ring->length]]};
  }
  qsort (result->pairs, result->n_pairs, sizeof (RondoMatchArc), compare_pairs);
}

static void
fill_objective (const Search *search, RondoMatchResult *result)
{
  const RondoMatchInstance *instance = search->instance;

  result->objective[0] = result->n_pairs;
  for (guint r = 0; r < search->rings->len; r++) {
    const RondoMatchRing *ring = get_ring (search, r);

    for (int32_t k = 0; k < ring->length && ring->length > 1; k++) {
      gsize arc = (gsize)search->threes->arc[find_pair (search, ring, k)];

      for (int32_t t = 0; t < instance->n_tiers; t++)
        result->objective[t + 1] += instance->values[arc * instance->n_tiers + t];
    }
  }
}

/* A run that is stopped after so many questions, or when the caller says so. */
typedef struct {
  const RondoMatchOptions *options;
  int turns;
} Patience;

static gboolean
deadline_cb (gpointer user_data)
{
  Patience *patience = user_data;
  const RondoMatchOptions *options = patience->options;

  return ++patience->turns > BOUND_TURNS ||
         (options != NULL && options->deadline != NULL && options->deadline (options->user_data));
}

/* So many can be placed, if @most can be where rings have any length. */
static int64_t
round_down (const Search *search, int64_t most)
{
  if (search->most_fours == 0)
    return most - most % 3;
  return most < 3 ? 0 : most == 5 ? 4 : most;
}

static int
compare_numbers (const void *a, const void *b)
{
  int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;

  return left < right ? 1 : left > right ? -1 : 0;
}

/* The @most greatest of what each coach can have of a tier; if @clock stops it, more than that. */
static int64_t
add_greatest (const RondoMatchInstance *instance,
              int32_t tier,
              int64_t most,
              RondoMatchClock *clock)
{
  g_autofree int64_t *greatest = g_new (int64_t, MAX (instance->n_members, 1));
  int64_t sum = 0;

  for (int32_t i = 0; i < instance->n_members; i++)
    greatest[i] = INT32_MIN;
  for (int32_t a = 0; a < instance->n_arcs; a++) {
    int64_t value = instance->values[(gsize)a * instance->n_tiers + tier];

    if (rondo_match_clock_stop_at (clock, a))
      return most * INT32_MAX;
    greatest[instance->arcs[a].coach] = MAX (greatest[instance->arcs[a].coach], value);
  }
  qsort (greatest, instance->n_members, sizeof *greatest, compare_numbers);
  for (int64_t k = 0; k < most && k < instance->n_members && greatest[k] > INT32_MIN; k++)
    sum += greatest[k];
  return sum;
}

/* What a plan with rings of any length can reach at most; where fewer can be placed in threes, what
 * those few could be worth at most. */
static void
fill_bound (Search *search, RondoMatchResult *result)
{
  RondoMatchInstance loose = *search->instance;
  Patience patience = {search->options, 0};
  RondoMatchOptions options = {.deadline = deadline_cb,
                               .user_data = &patience,
                               .cancelled =
                                   search->options != NULL ? search->options->cancelled : NULL};
  g_autoptr (RondoMatchResult) other = NULL;

  loose.rings = RONDO_MATCH_RINGS_ANY;
  loose.mutual_allowed = FALSE;
  other = rondo_match_solve (&loose, &options);
  memcpy (result->bound, other->bound, result->n_objective * sizeof (int64_t));
  result->bound[0] = round_down (search, MIN (other->bound[0], search->instance->n_members));
  if (result->bound[0] == other->bound[0])
    return;
  for (int32_t t = 0; t < search->instance->n_tiers; t++)
    result->bound[t + 1] = add_greatest (search->instance, t, result->bound[0], &search->clock);
}

static void
fill_status (Search *search, RondoMatchResult *result)
{
  int32_t n = result->n_objective;

  if (search->is_exact)
    memcpy (result->bound, result->objective, n * sizeof (int64_t));
  else
    fill_bound (search, result);
  result->status = RONDO_MATCH_OPTIMAL;
  for (int32_t t = 0; t < n && result->status == RONDO_MATCH_OPTIMAL; t++) {
    double bound = (double)result->bound[t];

    if (result->objective[t] == result->bound[t])
      continue;
    result->status = RONDO_MATCH_FEASIBLE;
    result->gap = fabs (bound - (double)result->objective[t]) / fmax (1.0, fabs (bound));
  }
}

static gboolean
misses_lock (const Search *search)
{
  for (guint k = 0; k < search->rings->len; k++) {
    const RondoMatchRing *ring = get_ring (search, k);

    if (ring->length == 1 && search->threes->is_bound[ring->member[0]])
      return TRUE;
  }
  return FALSE;
}

static RondoMatchResult *
read_result (Search *search)
{
  RondoMatchResult *result = g_new0 (RondoMatchResult, 1);

  result->n_objective = 1 + search->instance->n_tiers;
  result->objective = g_new0 (int64_t, result->n_objective);
  result->bound = g_new0 (int64_t, result->n_objective);
  result->pairs = g_new0 (RondoMatchArc, 1);
  result->misses = g_new0 (RondoMatchMiss, 1);
  result->status = RONDO_MATCH_INFEASIBLE;
  if (misses_lock (search)) {
    result->conflict =
        g_strdup (search->is_exact ? "No rings of three keep all locked pairs."
                                   : "No rings of three with all locked pairs were found.");
    return result;
  }
  fill_pairs (search, result);
  fill_objective (search, result);
  fill_status (search, result);
  g_clear_pointer (&result->misses, g_free);
  rondo_match_find_misses (search->model, &search->clock, result);
  rondo_match_clock_show (&search->clock, 1.0, TRUE, result->n_pairs, result->gap);
  return result;
}

RondoMatchResult *
rondo_match_solve_triads (const RondoMatchInstance *instance, const RondoMatchOptions *options)
{
  RondoMatchInstance open = *instance;
  g_auto (Search)
      search = {.instance = instance, .options = options, .clock = {.options = options}};

  open.n_locked = 0;
  open.rings = RONDO_MATCH_RINGS_ANY;
  open.mutual_allowed = FALSE;
  search.model = rondo_match_model_new (&open, open.n_tiers, &search.clock);
  search.threes = rondo_match_threes_new (search.model, instance, &search.clock);
  search.rings = g_array_new (FALSE, FALSE, sizeof (RondoMatchRing));
  search.most_fours =
      instance->rings == RONDO_MATCH_RINGS_THREE_OR_FOUR ? RONDO_MATCH_MOST_FOURS : 0;
  search.rand = g_rand_new_with_seed ((guint32)(instance->seed ^ instance->seed >> 32));
  search_rings (&search);
  return read_result (&search);
}
