/* SPDX-License-Identifier: GPL-3.0-or-later
 * Branching that learns from its branches: whatever it chooses, the value is the same; what it
 * chooses rests on the instance alone. Rounds in which the linear program leaves much open. */
#include "config.h"

#include "match-check.h"
#include "match-families.h"
#include "rondo-match-session.h"

typedef struct {
  const char *family;
  int32_t n_members;
  int32_t units;
  uint64_t seed;
} Hard;

static const Hard hard[] = {
    {"mix", 80, 2, 1},
    {"mix", 120, 3, 5},
    {"euc", 80, 2, 4},
    {"clus", 80, 2, 3},
    {"clus", 120, 3, 4},
};

static MatchCase *
generate (gsize k)
{
  return match_case_generate (hard[k].family, hard[k].n_members, 30, hard[k].units, hard[k].seed);
}

static void
assert_same_pairs (const RondoMatchResult *one, const RondoMatchResult *other)
{
  g_assert_cmpmem (one->pairs,
                   one->n_pairs * sizeof (RondoMatchArc),
                   other->pairs,
                   other->n_pairs * sizeof (RondoMatchArc));
}

/* Another seed puts members into another order, and with it all that is open. */
static void
test_another_order (void)
{
  int64_t n_nodes = 0;
  int n_others = 0;

  for (gsize k = 0; k < G_N_ELEMENTS (hard); k++) {
    g_autoptr (MatchCase) match = generate (k);
    int64_t value = 0;
    int64_t nodes = 0;

    for (uint64_t seed = 1; seed <= 3; seed++) {
      g_autoptr (RondoMatchResult) result = NULL;

      match->instance.seed = seed;
      result = rondo_match_solve (match_case_get (match), NULL);
      g_assert_cmpint (result->status, ==, RONDO_MATCH_OPTIMAL);
      match_check_result (match_case_get (match), result);
      if (seed > 1)
        g_assert_cmpint (result->objective[1], ==, value);
      n_others += seed > 1 && result->nodes != nodes;
      value = result->objective[1];
      nodes = result->nodes;
      n_nodes += nodes;
    }
  }
  g_test_message ("%" G_GINT64_FORMAT " nodes, %d times another number of them", n_nodes, n_others);
  g_assert_cmpint (n_nodes, >, 10);
  g_assert_cmpint (n_others, >, 0);
}

static void
test_again (void)
{
  for (gsize k = 0; k < G_N_ELEMENTS (hard); k++) {
    g_autoptr (MatchCase) match = generate (k);
    g_autoptr (RondoMatchResult) one = rondo_match_solve (match_case_get (match), NULL);
    g_autoptr (RondoMatchResult) other = rondo_match_solve (match_case_get (match), NULL);

    assert_same_pairs (one, other);
    g_assert_cmpint (one->nodes, ==, other->nodes);
  }
}

/* The same arcs from the last to the first. */
static MatchCase *
turn_round (MatchCase *match)
{
  const RondoMatchInstance *instance = match_case_get (match);
  MatchCase *turned = match_case_new (instance->n_members, 1, instance->gives[0]);

  for (int32_t a = instance->n_arcs - 1; a >= 0; a--)
    match_case_add (
        turned, instance->arcs[a].coach, instance->arcs[a].client, &instance->values[a]);
  return turned;
}

static void
test_order_of_input (void)
{
  for (gsize k = 0; k < G_N_ELEMENTS (hard); k++) {
    g_autoptr (MatchCase) match = generate (k);
    g_autoptr (MatchCase) turned = turn_round (match);
    g_autoptr (RondoMatchResult) one = rondo_match_solve (match_case_get (match), NULL);
    g_autoptr (RondoMatchResult) other = rondo_match_solve (match_case_get (turned), NULL);

    assert_same_pairs (one, other);
    g_assert_cmpint (one->nodes, ==, other->nodes);
  }
}

/* What earlier solves have learned is used by later ones of a session. */
static void
test_after_changes (void)
{
  int64_t n_nodes = 0;
  uint64_t state = 5;

  for (gsize k = 0; k < G_N_ELEMENTS (hard); k++) {
    g_autoptr (MatchCase) match = generate (k);
    g_autoptr (RondoMatchSession) session = rondo_match_session_new (match_case_get (match));
    g_autoptr (RondoMatchResult) result = rondo_match_session_solve (session, NULL);

    for (int turn = 0; turn < 3; turn++) {
      const RondoMatchArc *pair = &result->pairs[match_draw (&state, (uint32_t)result->n_pairs)];
      RondoMatchChange change = {RONDO_MATCH_CHANGE_FORBID, pair->coach, pair->client, NULL, 0, 0};
      g_autoptr (RondoMatchResult) cold = NULL;

      g_assert_true (rondo_match_session_apply (session, &change, 1));
      g_clear_pointer (&result, rondo_match_result_free);
      result = rondo_match_session_solve (session, NULL);
      cold = rondo_match_solve (rondo_match_session_get_instance (session), NULL);
      g_assert_cmpint (result->status, ==, RONDO_MATCH_OPTIMAL);
      g_assert_cmpint (cold->status, ==, RONDO_MATCH_OPTIMAL);
      g_assert_cmpint (result->objective[1], ==, cold->objective[1]);
      n_nodes += result->nodes;
    }
  }
  g_test_message ("%" G_GINT64_FORMAT " nodes", n_nodes);
  g_assert_cmpint (n_nodes, >, 20);
}

/* With tiers behind that doubles cannot tell apart, it branches in whole numbers and learns
 * nothing. */
static void
test_whole_numbers (void)
{
  static const char *const families[] = {"mix", "euc", "clus"};
  uint64_t state = 6;

  for (gsize f = 0; f < G_N_ELEMENTS (families); f++) {
    g_autoptr (MatchCase) match = match_case_generate (families[f], 30, 14, 2, 3);
    const RondoMatchInstance *instance = match_case_get (match);
    g_autoptr (MatchCase) wide = match_case_new (30, 4, 2);
    g_autoptr (RondoMatchResult) one = rondo_match_solve (instance, NULL);
    g_autoptr (RondoMatchResult) other = NULL;

    for (int32_t a = 0; a < instance->n_arcs; a++) {
      int32_t values[4] = {instance->values[a]};

      for (int t = 1; t < 4; t++)
        values[t] = (int32_t)match_draw (&state, 2000000000);
      match_case_add (wide, instance->arcs[a].coach, instance->arcs[a].client, values);
    }
    other = rondo_match_solve (match_case_get (wide), NULL);
    g_assert_cmpint (one->status, ==, RONDO_MATCH_OPTIMAL);
    g_assert_cmpint (other->status, ==, RONDO_MATCH_OPTIMAL);
    g_assert_cmpint (one->objective[0], ==, other->objective[0]);
    g_assert_cmpint (one->objective[1], ==, other->objective[1]);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/match/branching/another-order-finds-the-same-value", test_another_order);
  g_test_add_func ("/match/branching/again-it-takes-the-same-branches", test_again);
  g_test_add_func ("/match/branching/order-of-input-does-not-matter", test_order_of_input);
  g_test_add_func ("/match/branching/after-changes-the-value-is-that-of-a-fresh-start",
                   test_after_changes);
  g_test_add_func ("/match/branching/whole-numbers-find-the-same-value", test_whole_numbers);
  return g_test_run ();
}
