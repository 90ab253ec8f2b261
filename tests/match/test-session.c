/* SPDX-License-Identifier: GPL-3.0-or-later
 * Warm solves: whatever was changed, the result is as good as that of a cold solve. */
#include "config.h"

#include "match-check.h"
#include "match-families.h"
#include "rondo-match-session.h"

#define CHANGES_PER_ROUND 6

/* A change that may or may not make sense on @instance. */
static RondoMatchChange
draw_change (const RondoMatchInstance *instance, uint64_t *state, int32_t *values)
{
  uint32_t n = (uint32_t)instance->n_members;
  RondoMatchChange change = {
      .coach = (int32_t)match_draw (state, n),
      .client = (int32_t)match_draw (state, n),
      .values = values,
      .gives = (int32_t)match_draw (state, 3),
      .gets = (int32_t)match_draw (state, 3),
  };

  change.kind = match_draw (state, 5);
  if (change.kind != RONDO_MATCH_CHANGE_ALLOW && instance->n_arcs > 0 && match_draw (state, 4)) {
    uint32_t a = match_draw (state, (uint32_t)instance->n_arcs);

    change.coach = instance->arcs[a].coach;
    change.client = instance->arcs[a].client;
  }
  if (change.kind == RONDO_MATCH_CHANGE_UNLOCK && instance->n_locked > 0) {
    uint32_t k = match_draw (state, (uint32_t)instance->n_locked);

    change.coach = instance->locked[k].coach;
    change.client = instance->locked[k].client;
  }
  if (match_draw (state, 3) == 0)
    change.gives = change.gets;
  match_draw_values (state, instance->n_tiers, values);
  return change;
}

static void
assert_equal_to_cold (const RondoMatchInstance *instance, const RondoMatchResult *warm)
{
  g_autofree char *problem = rondo_match_check_instance (instance);
  g_autoptr (RondoMatchResult) cold = rondo_match_solve (instance, NULL);

  g_assert_null (problem);
  g_assert_cmpint (warm->status, ==, cold->status);
  if (cold->status == RONDO_MATCH_INFEASIBLE)
    return;
  g_assert_cmpint (warm->status, ==, RONDO_MATCH_OPTIMAL);
  match_check_result (instance, warm);
  g_assert_cmpint (
      match_check_compare (warm->objective, cold->objective, 1 + instance->n_tiers), ==, 0);
}

/* What the bound of a pair promises against what comes out when the pair is locked. */
static void
check_bound_of_pair (RondoMatchSession *session, int32_t coach, int32_t client)
{
  const RondoMatchInstance *instance = rondo_match_session_get_instance (session);
  RondoMatchChange change = {RONDO_MATCH_CHANGE_LOCK, coach, client, NULL, 0, 0};
  g_autoptr (RondoMatchResult) forced = rondo_match_session_try (session, &change, 1, NULL);
  int64_t bound[16];

  if (forced == NULL || forced->status == RONDO_MATCH_INFEASIBLE)
    return;
  g_assert_true (rondo_match_session_bound_pair (session, coach, client, bound));
  g_assert_cmpint (match_check_compare (bound, forced->objective, 1 + instance->n_tiers), >=, 0);
}

static void
change_once (RondoMatchSession *session, uint64_t *state)
{
  const RondoMatchInstance *instance = rondo_match_session_get_instance (session);
  int32_t values[16];
  RondoMatchChange change = draw_change (instance, state, values);
  g_autoptr (RondoMatchResult) tried = rondo_match_session_try (session, &change, 1, NULL);
  g_autoptr (RondoMatchResult) solved = NULL;

  if (!rondo_match_session_apply (session, &change, 1)) {
    g_assert_null (tried);
    return;
  }
  instance = rondo_match_session_get_instance (session);
  assert_equal_to_cold (instance, tried);
  solved = rondo_match_session_solve (session, NULL);
  assert_equal_to_cold (instance, solved);
  if (instance->n_arcs > 0 && solved->status == RONDO_MATCH_OPTIMAL) {
    uint32_t a = match_draw (state, (uint32_t)instance->n_arcs);

    check_bound_of_pair (session, instance->arcs[a].coach, instance->arcs[a].client);
  }
}

static void
compare_with_cold (const MatchShape *shape, uint64_t seed)
{
  uint64_t state = seed;

  for (int round = 0; round < shape->rounds; round++) {
    uint64_t before = state;
    g_autoptr (MatchCase) match = match_case_draw (shape, &state);
    g_autoptr (RondoMatchSession) session = rondo_match_session_new (match_case_get (match));
    g_autoptr (RondoMatchResult) first = NULL;

    g_test_message ("round %d, state %" G_GUINT64_FORMAT, round, before);
    if (match_draw (&state, 4) > 0) {
      first = rondo_match_session_solve (session, NULL);
      assert_equal_to_cold (match_case_get (match), first);
    }
    for (int k = 0; k < CHANGES_PER_ROUND; k++)
      change_once (session, &state);
  }
}

static void
test_one_each (void)
{
  MatchShape shape = {2, 12, 1, 50, 3, 3, FALSE, 20, 400};

  compare_with_cold (&shape, 21);
}

static void
test_up_to_three (void)
{
  MatchShape shape = {2, 8, 3, 60, 3, 2, FALSE, 20, 400};

  compare_with_cold (&shape, 22);
}

static void
test_uneven (void)
{
  MatchShape shape = {2, 8, 2, 50, 4, 4, TRUE, 20, 400};

  compare_with_cold (&shape, 23);
}

static void
test_wide (void)
{
  MatchShape shape = {3, 8, 1, 60, 3, 8, FALSE, 0, 200};

  compare_with_cold (&shape, 24);
}

static void
test_families (void)
{
  for (int f = 0; match_families[f] != NULL; f++) {
    uint64_t state = 25;
    g_autoptr (MatchCase) match = match_case_generate (match_families[f], 40, 12, 1, 3);
    g_autoptr (RondoMatchSession) session = rondo_match_session_new (match_case_get (match));
    g_autoptr (RondoMatchResult) first = rondo_match_session_solve (session, NULL);

    for (int k = 0; k < 12; k++)
      change_once (session, &state);
  }
}

/* Large enough that linear programs are carried over. */
static void
test_program (void)
{
  static const char *const families[] = {"sym", "mix", "euc", "clus"};

  for (gsize f = 0; f < G_N_ELEMENTS (families); f++) {
    uint64_t state = 26;
    g_autoptr (MatchCase) match = match_case_generate (families[f], 110, 16, 1, 4);
    g_autoptr (RondoMatchSession) session = rondo_match_session_new (match_case_get (match));
    g_autoptr (RondoMatchResult) first = rondo_match_session_solve (session, NULL);

    g_assert_cmpint (first->status, ==, RONDO_MATCH_OPTIMAL);
    for (int k = 0; k < 2; k++)
      change_once (session, &state);
  }
}

/* A lock, a forbidden pair of the plan, a dropout, in turn, as the workbench makes them. */
static RondoMatchChange
draw_usual_change (const RondoMatchInstance *instance,
                   const RondoMatchResult *plan,
                   int turn,
                   uint64_t *state)
{
  RondoMatchArc arc = instance->arcs[match_draw (state, (uint32_t)instance->n_arcs)];
  RondoMatchArc pair = plan->pairs[match_draw (state, (uint32_t)plan->n_pairs)];

  if (turn % 3 == 0)
    return (RondoMatchChange){
        .kind = RONDO_MATCH_CHANGE_LOCK, .coach = arc.coach, .client = arc.client};
  if (turn % 3 == 1)
    return (RondoMatchChange){
        .kind = RONDO_MATCH_CHANGE_FORBID, .coach = pair.coach, .client = pair.client};
  return (RondoMatchChange){.kind = RONDO_MATCH_CHANGE_UNITS, .coach = pair.coach};
}

/* Changes add up, so that each solve starts from what another warm one has left. A lock
 * that leaves no plan ends them. */
static void
compare_sequence (const char *family, int32_t units)
{
  uint64_t state = 27 + (uint64_t)units;
  g_autoptr (MatchCase) match = match_case_generate (family, 54, 14, units, 5);
  g_autoptr (RondoMatchSession) session = rondo_match_session_new (match_case_get (match));
  g_autoptr (RondoMatchResult) plan = rondo_match_session_solve (session, NULL);

  g_test_message ("%s, %d each", family, units);
  g_assert_cmpint (plan->status, ==, RONDO_MATCH_OPTIMAL);
  for (int turn = 0; turn < 6 && plan->status == RONDO_MATCH_OPTIMAL; turn++) {
    const RondoMatchInstance *instance = rondo_match_session_get_instance (session);
    RondoMatchChange change = draw_usual_change (instance, plan, turn, &state);
    g_autoptr (RondoMatchResult) tried = rondo_match_session_try (session, &change, 1, NULL);

    g_assert_true (rondo_match_session_apply (session, &change, 1));
    instance = rondo_match_session_get_instance (session);
    assert_equal_to_cold (instance, tried);
    rondo_match_result_free (plan);
    plan = rondo_match_session_solve (session, NULL);
    assert_equal_to_cold (instance, plan);
  }
}

static void
test_sequences (void)
{
  static const char *const families[] = {"sym", "euc", "clus"};

  for (gsize f = 0; f < G_N_ELEMENTS (families); f++)
    for (int32_t units = 1; units <= 3; units++)
      compare_sequence (families[f], units);
}

static void
test_nonsense (void)
{
  g_autoptr (MatchCase) match = match_case_generate ("mix", 6, 3, 1, 1);
  const RondoMatchInstance *instance = match_case_get (match);
  g_autoptr (RondoMatchSession) session = rondo_match_session_new (instance);
  int32_t values[] = {INT32_MIN};
  RondoMatchChange nonsense[] = {
      {RONDO_MATCH_CHANGE_LOCK, 0, 6, NULL, 0, 0},
      {RONDO_MATCH_CHANGE_LOCK, -1, 2, NULL, 0, 0},
      {RONDO_MATCH_CHANGE_LOCK, 3, 3, NULL, 0, 0},
      {RONDO_MATCH_CHANGE_UNITS, 6, 0, NULL, 1, 1},
      {RONDO_MATCH_CHANGE_UNITS, 0, 0, NULL, -1, 1},
      {RONDO_MATCH_CHANGE_ALLOW, 0, 1, values, 0, 0},
  };

  for (gsize k = 0; k < G_N_ELEMENTS (nonsense); k++) {
    RondoMatchChange changes[] = {{RONDO_MATCH_CHANGE_UNITS, 1, 0, NULL, 0, 0}, nonsense[k]};

    g_assert_false (rondo_match_session_apply (session, changes, 2));
    g_assert_null (rondo_match_session_try (session, changes, 2, NULL));
    g_assert_cmpint (rondo_match_session_get_instance (session)->gives[1], ==, 1);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/match/session/one-each-warm-equals-cold", test_one_each);
  g_test_add_func ("/match/session/up-to-three-warm-equals-cold", test_up_to_three);
  g_test_add_func ("/match/session/uneven-sides-warm-equal-cold", test_uneven);
  g_test_add_func ("/match/session/many-tiers-warm-equal-cold", test_wide);
  g_test_add_func ("/match/session/every-family-warm-equals-cold", test_families);
  g_test_add_func ("/match/session/with-a-program-warm-equals-cold", test_program);
  g_test_add_func ("/match/session/one-change-after-another-warm-equals-cold", test_sequences);
  g_test_add_func ("/match/session/a-change-that-makes-no-sense-changes-nothing", test_nonsense);
  return g_test_run ();
}
