/* SPDX-License-Identifier: GPL-3.0-or-later
 * Bands, and the plan that is best for the worst off, against trying everything. */
#include "config.h"

#include "match-check.h"
#include "match-families.h"
#include "rondo-match-bands.h"

#include <string.h>

/* Distinct ratings of a small instance. */
#define MAX_LEVELS 256

typedef struct {
  int32_t *by_coach;
  int32_t *by_client;
  RondoMatchRatings ratings;
} Rated;

static void
rated_clear (Rated *rated)
{
  g_clear_pointer (&rated->by_coach, g_free);
  g_clear_pointer (&rated->by_client, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Rated, rated_clear)

/* Ratings below @below; now and then of one side only. */
static void
draw_ratings (const RondoMatchInstance *instance, uint32_t below, uint64_t *state, Rated *rated)
{
  uint32_t sides = match_draw (state, 4);

  rated->by_coach = g_new (int32_t, instance->n_arcs + 1);
  rated->by_client = g_new (int32_t, instance->n_arcs + 1);
  for (int32_t a = 0; a < instance->n_arcs; a++) {
    rated->by_coach[a] = (int32_t)match_draw (state, below) - 2;
    rated->by_client[a] = (int32_t)match_draw (state, below) - 2;
  }
  rated->ratings.by_coach = sides == 0 ? NULL : rated->by_coach;
  rated->ratings.by_client = sides == 1 ? NULL : rated->by_client;
}

/* What a plan is worth in the order of leximin: pairs, the tiers before, sides by ratings from the
 * lowest, the tiers behind. */
typedef struct {
  const RondoMatchInstance *instance;
  const RondoMatchRatings *ratings;
  int32_t n_before;
  int32_t lowest;
  int32_t n_levels;
  int64_t best[MAX_LEVELS + 16];
  gboolean has_best;
} Trying;

static void
judge_plan (const Trying *trying, const guint8 *used, int64_t *worth)
{
  const RondoMatchInstance *instance = trying->instance;

  memset (worth, 0, sizeof trying->best);
  for (int32_t a = 0; a < instance->n_arcs; a++) {
    const RondoMatchArc *arc = &instance->arcs[a];
    int64_t *levels = worth + 1 + trying->n_before;

    if (!used[arc->coach * instance->n_members + arc->client])
      continue;
    worth[0]++;
    for (int32_t t = 0; t < instance->n_tiers; t++)
      worth[1 + t + (t < trying->n_before ? 0 : trying->n_levels)] +=
          instance->values[a * instance->n_tiers + t];
    if (trying->ratings->by_coach != NULL)
      levels[trying->ratings->by_coach[a] - trying->lowest]--;
    if (trying->ratings->by_client != NULL)
      levels[trying->ratings->by_client[a] - trying->lowest]--;
  }
}

static int32_t
count_worth (const Trying *trying)
{
  return 1 + trying->instance->n_tiers + trying->n_levels;
}

static void
visit_cb (const guint8 *used, gpointer user_data)
{
  Trying *trying = user_data;
  int64_t worth[MAX_LEVELS + 16];

  judge_plan (trying, used, worth);
  if (!trying->has_best || match_check_compare (worth, trying->best, count_worth (trying)) > 0)
    memcpy (trying->best, worth, sizeof worth);
  trying->has_best = TRUE;
}

static void
mark_pairs (const RondoMatchInstance *instance, const RondoMatchResult *result, guint8 *used)
{
  for (int32_t k = 0; k < result->n_pairs; k++)
    used[result->pairs[k].coach * instance->n_members + result->pairs[k].client] = 1;
}

static void
check_levels (const RondoMatchFair *fair, const Trying *trying, const int64_t *worth)
{
  const int64_t *levels = worth + 1 + trying->n_before;
  int32_t next = 0;

  for (int32_t l = 0; l < trying->n_levels; l++) {
    if (levels[l] == 0)
      continue;
    g_assert_cmpint (next, <, fair->n_levels);
    g_assert_cmpint (fair->levels[next].rating, ==, trying->lowest + l);
    g_assert_cmpint (fair->levels[next].count, ==, -levels[l]);
    g_assert_cmpint (fair->levels[next].least, ==, -levels[l]);
    next++;
  }
  g_assert_cmpint (next, ==, fair->n_levels);
  g_assert_cmpint (next, ==, fair->n_proved);
}

static void
compare_fair (const MatchShape *shape, uint32_t below, uint64_t seed)
{
  uint64_t state = seed;

  for (int round = 0; round < shape->rounds; round++) {
    uint64_t before = state;
    g_autoptr (MatchCase) match = match_case_draw (shape, &state);
    const RondoMatchInstance *instance = match_case_get (match);
    g_auto (Rated) rated = {0};
    g_autoptr (RondoMatchFair) fair = NULL;
    g_autofree guint8 *used = g_new0 (guint8, instance->n_members * instance->n_members + 1);
    int64_t worth[MAX_LEVELS + 16];
    Trying trying = {.instance = instance, .ratings = &rated.ratings, .lowest = -2};

    draw_ratings (instance, below, &state, &rated);
    trying.n_levels = (int32_t)below;
    trying.n_before = (int32_t)match_draw (&state, (uint32_t)instance->n_tiers + 1);
    g_test_message ("round %d, state %" G_GUINT64_FORMAT, round, before);
    match_check_every_plan (instance, visit_cb, &trying);
    fair = rondo_match_solve_fair (instance, &rated.ratings, trying.n_before, NULL);
    if (!trying.has_best) {
      g_assert_cmpint (fair->result->status, ==, RONDO_MATCH_INFEASIBLE);
      continue;
    }
    g_assert_true (fair->is_exact);
    match_check_result (instance, fair->result);
    mark_pairs (instance, fair->result, used);
    judge_plan (&trying, used, worth);
    g_assert_cmpint (match_check_compare (worth, trying.best, count_worth (&trying)), ==, 0);
    check_levels (fair, &trying, worth);
  }
}

static void
test_one_each (void)
{
  MatchShape shape = {2, 7, 1, 70, 0, 2, FALSE, 20, 700};

  compare_fair (&shape, 4, 61);
  compare_fair (&shape, 200, 62);
}

static void
test_locked (void)
{
  MatchShape shape = {2, 6, 2, 50, 6, 2, FALSE, 20, 700};

  compare_fair (&shape, 6, 63);
  compare_fair (&shape, 200, 64);
}

static void
test_uneven (void)
{
  MatchShape shape = {2, 5, 2, 50, 4, 3, TRUE, 20, 700};

  compare_fair (&shape, 6, 65);
  compare_fair (&shape, 200, 66);
}

/* Every rating from 0 to 999, both sides asked. */
static void
test_larger_rounds (void)
{
  for (int f = 0; match_families[f] != NULL; f++) {
    g_autoptr (MatchCase) match = match_case_generate (match_families[f], 30, 10, 1, 7);
    const RondoMatchInstance *instance = match_case_get (match);
    uint64_t state = 70;
    g_auto (Rated) rated = {0};
    g_autoptr (RondoMatchFair) fair = NULL;
    gint64 started_us = g_get_monotonic_time ();

    draw_ratings (instance, 1000, &state, &rated);
    rated.ratings = (RondoMatchRatings){instance->values, rated.by_client};
    fair = rondo_match_solve_fair (instance, &rated.ratings, 0, NULL);
    g_test_message ("%s: %d levels in %d ms",
                    match_families[f],
                    fair->n_levels,
                    (int)((g_get_monotonic_time () - started_us) / 1000));
    g_assert_true (fair->is_exact);
    g_assert_cmpint (fair->n_proved, ==, fair->n_levels);
    match_check_result (instance, fair->result);
  }
}

/* The same rating both ways for each two members, drawn anew. */
static int32_t *
draw_shared (const RondoMatchInstance *instance, uint32_t below, uint64_t *state)
{
  int32_t *ratings = g_new (int32_t, instance->n_arcs + 1);
  int32_t n = instance->n_members;
  g_autofree int32_t *shared = g_new (int32_t, n * n);

  for (int32_t k = 0; k < n * n; k++)
    shared[k] = (int32_t)match_draw (state, below);
  for (int32_t a = 0; a < instance->n_arcs; a++) {
    const RondoMatchArc *arc = &instance->arcs[a];

    ratings[a] = shared[MIN (arc->coach, arc->client) * n + MAX (arc->coach, arc->client)];
  }
  return ratings;
}

/* Two hundred members whose ratings are alike both ways, so that a plan and the same plan turned
 * round are worth the same; the tiers behind still tell them apart. */
static void
test_alike_both_ways (void)
{
  static const struct {
    const char *family;
    uint32_t below;
  } cases[] = {{"sym", 1000}, {"mix", 5}};

  for (gsize c = 0; c < G_N_ELEMENTS (cases); c++) {
    g_autoptr (MatchCase) match = match_case_generate (cases[c].family, 200, 36, 1, 7);
    const RondoMatchInstance *instance = match_case_get (match);
    uint64_t state = 70;
    g_autofree int32_t *shared = draw_shared (instance, cases[c].below, &state);
    RondoMatchRatings ratings = {shared, shared};
    g_autoptr (RondoMatchFair) fair = rondo_match_solve_fair (instance, &ratings, 0, NULL);

    g_test_message ("%s: %d levels", cases[c].family, fair->n_levels);
    g_assert_true (fair->is_exact);
    g_assert_cmpint (fair->n_proved, ==, fair->n_levels);
    match_check_result (instance, fair->result);
  }
}

static gboolean
never_cb (gpointer user_data)
{
  int *turns = user_data;

  return (*turns)-- <= 0;
}

/* Whenever it is stopped there is a plan, and what it claims as proved is so. */
static void
test_stopped (void)
{
  g_autoptr (MatchCase) match = match_case_generate ("sym", 24, 8, 1, 7);
  const RondoMatchInstance *instance = match_case_get (match);
  RondoMatchRatings ratings = {instance->values, instance->values};
  g_autoptr (RondoMatchFair) whole = rondo_match_solve_fair (instance, &ratings, 0, NULL);
  int n_cut = 0;

  g_assert_true (whole->is_exact);
  for (int most = 0; most < 3000; most = most * 3 / 2 + 1) {
    int turns = most;
    RondoMatchOptions options = {NULL, never_cb, &turns, NULL};
    g_autoptr (RondoMatchFair) fair = rondo_match_solve_fair (instance, &ratings, 0, &options);

    match_check_result (instance, fair->result);
    n_cut += !fair->is_exact;
    for (int32_t k = 0; k < fair->n_proved; k++) {
      g_assert_cmpint (fair->levels[k].rating, ==, whole->levels[k].rating);
      g_assert_cmpint (fair->levels[k].count, ==, whole->levels[k].count);
    }
  }
  g_test_message ("%d stopped early", n_cut);
  g_assert_cmpint (n_cut, >, 0);
}

static void
test_bands (void)
{
  MatchShape shape = {3, 8, 2, 40, 0, 1, TRUE, 20, 300};
  const int32_t thresholds[] = {0, 2, 5};
  uint64_t state = 71;

  for (int round = 0; round < shape.rounds; round++) {
    g_autoptr (MatchCase) match = match_case_draw (&shape, &state);
    const RondoMatchInstance *instance = match_case_get (match);
    g_auto (Rated) rated = {0};
    g_autoptr (RondoMatchResult) result = rondo_match_solve (instance, NULL);
    g_autoptr (RondoMatchBands) bands = NULL;
    int32_t counts[4] = {0};
    int32_t worst = G_MAXINT32;

    draw_ratings (instance, 10, &state, &rated);
    bands = rondo_match_find_bands (instance, result, &rated.ratings, thresholds, 3);
    for (int32_t i = 0; i < instance->n_members; i++) {
      int32_t outcome = G_MAXINT32;
      gboolean has_pair = FALSE;

      for (int32_t a = 0; a < instance->n_arcs; a++)
        for (int32_t k = 0; k < result->n_pairs; k++) {
          if (memcmp (&instance->arcs[a], &result->pairs[k], sizeof (RondoMatchArc)) != 0)
            continue;
          has_pair |= instance->arcs[a].coach == i || instance->arcs[a].client == i;
          if (instance->arcs[a].coach == i && rated.ratings.by_coach != NULL)
            outcome = MIN (outcome, rated.by_coach[a]);
          if (instance->arcs[a].client == i && rated.ratings.by_client != NULL)
            outcome = MIN (outcome, rated.by_client[a]);
        }
      if (outcome == G_MAXINT32) {
        g_assert_cmpint (
            bands->bands[i], ==, has_pair ? RONDO_MATCH_BAND_UNRATED : RONDO_MATCH_BAND_LEFT_OUT);
        continue;
      }
      g_assert_cmpint (bands->outcomes[i], ==, outcome);
      g_assert_cmpint (bands->bands[i], ==, (outcome >= 0) + (outcome >= 2) + (outcome >= 5));
      counts[bands->bands[i]]++;
      worst = MIN (worst, outcome);
    }
    g_assert_cmpmem (counts, sizeof counts, bands->counts, sizeof counts);
    for (int32_t k = 0; k < bands->n_worst_off; k++)
      g_assert_cmpint (bands->outcomes[bands->worst_off[k]], ==, worst);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/match/fair/bands-are-those-of-the-lowest-rating", test_bands);
  g_test_add_func ("/match/fair/one-each-equals-brute-force", test_one_each);
  g_test_add_func ("/match/fair/locks-equal-brute-force", test_locked);
  g_test_add_func ("/match/fair/uneven-sides-equal-brute-force", test_uneven);
  g_test_add_func ("/match/fair/larger-rounds-are-proved", test_larger_rounds);
  g_test_add_func ("/match/fair/two-hundred-alike-both-ways-are-proved", test_alike_both_ways);
  g_test_add_func ("/match/fair/stopped-early-it-proves-what-it-says", test_stopped);
  return g_test_run ();
}
