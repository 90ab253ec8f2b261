/* SPDX-License-Identifier: GPL-3.0-or-later
 * Rings of three: against trying everything where that can be done, by their rules where not. */
#include "config.h"

#include "match-check.h"
#include "match-families.h"

#include <string.h>

#define CASES 300
#define MOST_MEMBERS 9

/* Everything, tried one after the other. */
typedef struct {
  const RondoMatchInstance *instance;
  int32_t next[MOST_MEMBERS]; /* whom they coach; −1: not dealt with, −2: left out */
  int32_t n_objective;
  int64_t best[4];
  gboolean has_best;
} Trying;

static int32_t
find_arc (const RondoMatchInstance *instance, int32_t coach, int32_t client)
{
  for (int32_t a = 0; a < instance->n_arcs; a++)
    if (instance->arcs[a].coach == coach && instance->arcs[a].client == client)
      return a;
  return -1;
}

static void
judge (Trying *trying)
{
  const RondoMatchInstance *instance = trying->instance;
  int64_t sums[4] = {0};

  for (int32_t k = 0; k < instance->n_locked; k++)
    if (trying->next[instance->locked[k].coach] != instance->locked[k].client)
      return;
  for (int32_t i = 0; i < instance->n_members; i++) {
    int32_t arc = trying->next[i] >= 0 ? find_arc (instance, i, trying->next[i]) : -1;

    if (arc < 0)
      continue;
    sums[0]++;
    for (int32_t t = 0; t < instance->n_tiers; t++)
      sums[t + 1] += instance->values[arc * instance->n_tiers + t];
  }
  if (trying->has_best && match_check_compare (sums, trying->best, trying->n_objective) <= 0)
    return;
  memcpy (trying->best, sums, sizeof sums);
  trying->has_best = TRUE;
}

static void try_all (Trying *trying, int32_t fours);

/* From @from on along @path, which began with its first; closes after three, or four. */
static void
try_ring (Trying *trying, int32_t *path, int32_t length, int32_t fours)
{
  const RondoMatchInstance *instance = trying->instance;
  int32_t last = path[length - 1];

  if (length >= 3 && find_arc (instance, last, path[0]) >= 0) {
    trying->next[last] = path[0];
    try_all (trying, fours - (length == 4));
  }
  if (length == (fours > 0 ? 4 : 3)) {
    trying->next[last] = -1;
    return;
  }
  for (int32_t i = 0; i < instance->n_members; i++) {
    gboolean is_free = trying->next[i] == -1 && i != last;

    for (int32_t k = 0; k < length; k++)
      is_free = is_free && path[k] != i;
    if (!is_free || find_arc (instance, last, i) < 0)
      continue;
    trying->next[last] = i;
    path[length] = i;
    try_ring (trying, path, length + 1, fours);
  }
  trying->next[last] = -1;
}

static void
try_all (Trying *trying, int32_t fours)
{
  int32_t path[5];
  int32_t first = 0;

  while (first < trying->instance->n_members && trying->next[first] != -1)
    first++;
  if (first == trying->instance->n_members) {
    judge (trying);
    return;
  }
  trying->next[first] = -2;
  try_all (trying, fours);
  trying->next[first] = -1;
  path[0] = first;
  try_ring (trying, path, 1, fours);
}

static void
assert_rings (const RondoMatchInstance *instance, const RondoMatchResult *result)
{
  g_autofree int32_t *next = g_new (int32_t, instance->n_members);
  int32_t fours = 0;

  memset (next, 0xff, instance->n_members * sizeof (int32_t));
  for (int32_t k = 0; k < result->n_pairs; k++) {
    g_assert_cmpint (next[result->pairs[k].coach], ==, -1);
    g_assert_cmpint (find_arc (instance, result->pairs[k].coach, result->pairs[k].client), >=, 0);
    next[result->pairs[k].coach] = result->pairs[k].client;
  }
  for (int32_t i = 0; i < instance->n_members; i++) {
    int32_t at = next[i], length = 1;

    if (next[i] < 0)
      continue;
    for (; at != i; length++) {
      g_assert_cmpint (at, >=, 0);
      g_assert_cmpint (length, <=, 4);
      at = next[at];
    }
    g_assert_cmpint (length, >=, 3);
    fours += length == 4;
  }
  if (instance->rings == RONDO_MATCH_RINGS_THREE)
    g_assert_cmpint (fours, ==, 0);
  g_assert_cmpint (fours, <=, 8);
}

static RondoMatchRings
draw_rings (uint64_t *state)
{
  return match_draw (state, 2) == 0 ? RONDO_MATCH_RINGS_THREE : RONDO_MATCH_RINGS_THREE_OR_FOUR;
}

static void
test_exact (void)
{
  const MatchShape shape = {.least = 3,
                            .most = MOST_MEMBERS,
                            .most_units = 1,
                            .density = 70,
                            .lock_odds = 25,
                            .most_tiers = 3};
  uint64_t state = 20261122;
  int infeasible = 0, left_over = 0;

  for (int round = 0; round < CASES; round++) {
    g_autoptr (MatchCase) match = match_case_draw (&shape, &state);
    RondoMatchInstance instance = *match_case_get (match);
    g_autoptr (RondoMatchResult) result = NULL;
    Trying trying = {.instance = &instance, .n_objective = 1 + instance.n_tiers};

    g_test_message ("case %d", round);
    instance.mutual_allowed = FALSE;
    instance.rings = draw_rings (&state);
    for (int32_t i = 0; i < instance.n_members; i++)
      trying.next[i] = match->gives[i] > 0 && match->gets[i] > 0 ? -1 : -2;
    result = rondo_match_solve (&instance, NULL);
    try_all (&trying, instance.rings == RONDO_MATCH_RINGS_THREE ? 0 : 2);
    g_assert_cmpint (result->status == RONDO_MATCH_OPTIMAL, ==, trying.has_best);
    infeasible += !trying.has_best;
    if (!trying.has_best)
      continue;
    assert_rings (&instance, result);
    left_over += result->n_pairs < instance.n_members;
    g_assert_cmpint (
        match_check_compare (result->objective, trying.best, trying.n_objective), ==, 0);
    g_assert_cmpint (match_check_compare (result->bound, trying.best, trying.n_objective), ==, 0);
  }
  g_assert_cmpint (infeasible, >, 0);
  g_assert_cmpint (left_over, >, 0);
}

/* Larger ones keep the rules, and what they say of the bound is true of the best that is known. */
static void
test_large (void)
{
  for (int32_t n = 16; n <= 46; n += 5) {
    g_autoptr (MatchCase) match = match_case_generate ("rand", n, 0, 1, (uint64_t)n);
    RondoMatchInstance instance = *match_case_get (match);

    for (int rings = RONDO_MATCH_RINGS_THREE; rings <= RONDO_MATCH_RINGS_THREE_OR_FOUR; rings++) {
      g_autoptr (RondoMatchResult) result = NULL;
      int32_t expected = rings == RONDO_MATCH_RINGS_THREE ? n - n % 3 : n;

      instance.mutual_allowed = FALSE;
      instance.rings = (RondoMatchRings)rings;
      result = rondo_match_solve (&instance, NULL);
      assert_rings (&instance, result);
      g_assert_cmpint (result->n_pairs, ==, expected);
      g_assert_cmpint (
          match_check_compare (result->objective, result->bound, result->n_objective), <=, 0);
      g_assert_cmpint (result->n_misses, ==, n - expected);
    }
  }
}

/* Where good rings were put in, they come out again, and that is proved. */
static void
test_planted (void)
{
  g_autoptr (MatchCase) match = match_case_new (30, 1, 1);
  g_autoptr (RondoMatchResult) result = NULL;
  RondoMatchInstance instance;

  for (int32_t i = 0; i < 30; i++)
    for (int32_t j = 0; j < 30; j++) {
      int32_t value = i % 10 == j % 10 && (i + 10) % 30 == j ? 100 : (i * 7 + j * 11) % 13;

      if (i != j)
        match_case_add (match, i, j, &value);
    }
  instance = *match_case_get (match);
  instance.rings = RONDO_MATCH_RINGS_THREE;
  result = rondo_match_solve (&instance, NULL);
  assert_rings (&instance, result);
  g_assert_cmpint (result->objective[1], ==, 3000);
  g_assert_cmpint (result->status, ==, RONDO_MATCH_OPTIMAL);
}

static void
test_stopped (void)
{
  g_autoptr (MatchCase) match = match_case_generate ("sym", 90, 0, 1, 3);
  RondoMatchInstance instance = *match_case_get (match);
  const volatile int cancelled = 1;
  RondoMatchOptions options = {.cancelled = &cancelled};
  g_autoptr (RondoMatchResult) result = NULL;

  instance.rings = RONDO_MATCH_RINGS_THREE;
  result = rondo_match_solve (&instance, &options);
  g_assert_cmpint (result->status, ==, RONDO_MATCH_FEASIBLE);
  assert_rings (&instance, result);
}

static void
test_repeated (void)
{
  g_autoptr (MatchCase) match = match_case_generate ("mix", 40, 0, 1, 5);
  RondoMatchInstance instance = *match_case_get (match);
  g_autoptr (RondoMatchResult) one = NULL;
  g_autoptr (RondoMatchResult) other = NULL;

  instance.rings = RONDO_MATCH_RINGS_THREE_OR_FOUR;
  one = rondo_match_solve (&instance, NULL);
  other = rondo_match_solve (&instance, NULL);
  g_assert_cmpmem (one->pairs,
                   (gsize)one->n_pairs * sizeof (RondoMatchArc),
                   other->pairs,
                   (gsize)other->n_pairs * sizeof (RondoMatchArc));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/match/triads/as-good-as-trying-everything", test_exact);
  g_test_add_func ("/match/triads/larger-rounds-keep-rules-and-bound", test_large);
  g_test_add_func ("/match/triads/planted-rings-are-found-and-proved", test_planted);
  g_test_add_func ("/match/triads/a-stopped-run-keeps-the-rules", test_stopped);
  g_test_add_func ("/match/triads/the-same-again-is-the-same", test_repeated);
  return g_test_run ();
}
