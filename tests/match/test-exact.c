/* SPDX-License-Identifier: GPL-3.0-or-later
 * The engine against brute force, with every feature switched on in turn. */
#include "config.h"

#include "match-check.h"
#include "match-families.h"

typedef void (*Prepare) (MatchCase *match);

static void
compare_prepared (const MatchShape *shape, Prepare prepare, uint64_t seed)
{
  uint64_t state = seed;
  int n_infeasible = 0;
  int n_partial = 0;

  for (int round = 0; round < shape->rounds; round++) {
    uint64_t before = state;
    g_autoptr (MatchCase) match = match_case_draw (shape, &state);
    const RondoMatchInstance *instance = match_case_get (match);
    g_autofree char *problem = rondo_match_check_instance (instance);
    g_autofree int64_t *best = NULL;
    g_autoptr (RondoMatchResult) result = NULL;

    g_assert_null (problem);
    if (prepare != NULL)
      prepare (match);
    best = match_check_brute_force (instance);
    g_test_message ("round %d, state %" G_GUINT64_FORMAT, round, before);
    result = rondo_match_solve (instance, NULL);
    if (best == NULL) {
      g_assert_cmpint (result->status, ==, RONDO_MATCH_INFEASIBLE);
      g_assert_nonnull (result->conflict);
      n_infeasible++;
      continue;
    }
    g_assert_cmpint (result->status, ==, RONDO_MATCH_OPTIMAL);
    match_check_result (instance, result);
    g_assert_cmpint (match_check_compare (result->objective, best, 1 + instance->n_tiers), ==, 0);
    n_partial += result->n_misses > 0;
  }
  g_test_message ("%d infeasible, %d with somebody left out", n_infeasible, n_partial);
  g_assert_cmpint (n_partial, >, 0);
  if (shape->lock_odds > 0)
    g_assert_cmpint (n_infeasible, >, 0);
}

static void
compare_with_brute_force (const MatchShape *shape, uint64_t seed)
{
  compare_prepared (shape, NULL, seed);
}

static void
test_one_each (void)
{
  MatchShape shape = {2, 7, 1, 60, 0, 3, FALSE, 20, 1500};

  compare_with_brute_force (&shape, 11);
}

static void
test_one_each_sparse (void)
{
  MatchShape shape = {2, 8, 1, 30, 0, 3, FALSE, 20, 3000};

  compare_with_brute_force (&shape, 12);
}

static void
test_one_each_locked (void)
{
  MatchShape shape = {2, 7, 1, 50, 8, 2, FALSE, 20, 3000};

  compare_with_brute_force (&shape, 13);
}

static void
test_up_to_three (void)
{
  MatchShape shape = {2, 5, 3, 60, 0, 3, FALSE, 20, 1500};

  compare_with_brute_force (&shape, 14);
}

static void
test_up_to_three_locked (void)
{
  MatchShape shape = {2, 5, 3, 60, 8, 2, FALSE, 20, 2000};

  compare_with_brute_force (&shape, 15);
}

static void
test_uneven (void)
{
  MatchShape shape = {2, 6, 2, 40, 0, 3, TRUE, 20, 3000};

  compare_with_brute_force (&shape, 16);
}

static void
test_uneven_locked (void)
{
  MatchShape shape = {2, 5, 2, 50, 8, 4, TRUE, 20, 3000};

  compare_with_brute_force (&shape, 17);
}

static void
test_many_tiers (void)
{
  MatchShape shape = {3, 6, 1, 60, 0, 8, FALSE, 0, 1000};

  compare_with_brute_force (&shape, 18);
}

static void
test_eight (void)
{
  MatchShape shape = {7, 8, 1, 50, 3, 3, FALSE, 20, 300};

  compare_with_brute_force (&shape, 19);
}

static void
test_everything (void)
{
  MatchShape shape = {3, 6, 3, 40, 3, 5, TRUE, 30, 2500};

  compare_with_brute_force (&shape, 20);
}

static void
test_everything_of_eight (void)
{
  MatchShape shape = {7, 8, 3, 22, 3, 4, TRUE, 30, 400};

  compare_with_brute_force (&shape, 21);
}

/* The first half only coaches, the others are only coached. */
static void
part_sides (MatchCase *match)
{
  int32_t n = match->instance.n_members;

  match->instance.reciprocal = match->instance.seed % 2;
  for (int32_t i = 0; i < n; i++) {
    match->gives[i] = i < n / 2 ? MAX (match->gives[i], 1) : 0;
    match->gets[i] = i < n / 2 ? 0 : MAX (match->gets[i], 1);
  }
}

static void
test_one_way (void)
{
  MatchShape shape = {2, 8, 3, 50, 2, 3, TRUE, 20, 2000};

  compare_prepared (&shape, part_sides, 22);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/match/exact/one-each-equals-brute-force", test_one_each);
  g_test_add_func ("/match/exact/sparse-equals-brute-force", test_one_each_sparse);
  g_test_add_func ("/match/exact/locks-equal-brute-force", test_one_each_locked);
  g_test_add_func ("/match/exact/up-to-three-each-equals-brute-force", test_up_to_three);
  g_test_add_func ("/match/exact/three-each-with-locks-equals-brute-force",
                   test_up_to_three_locked);
  g_test_add_func ("/match/exact/uneven-sides-equal-brute-force", test_uneven);
  g_test_add_func ("/match/exact/uneven-sides-with-locks-equal-brute-force", test_uneven_locked);
  g_test_add_func ("/match/exact/many-tiers-equal-brute-force", test_many_tiers);
  g_test_add_func ("/match/exact/eight-members-equal-brute-force", test_eight);
  g_test_add_func ("/match/exact/everything-at-once-equals-brute-force", test_everything);
  g_test_add_func ("/match/exact/everything-for-eight-members-equals-brute-force",
                   test_everything_of_eight);
  g_test_add_func ("/match/exact/one-way-rounds-equal-brute-force", test_one_way);
  return g_test_run ();
}
