/* SPDX-License-Identifier: GPL-3.0-or-later
 * Promises of the engine: known optima, determinism, cancelling, and how answers change with what
 * is asked. */
#include "config.h"

#include "match-check.h"
#include "match-families.h"

#include <string.h>

static RondoMatchResult *
solve (MatchCase *match)
{
  const RondoMatchInstance *instance = match_case_get (match);
  g_autofree char *problem = rondo_match_check_instance (instance);

  g_assert_null (problem);
  return rondo_match_solve (instance, NULL);
}

static void
add_one (MatchCase *match, int32_t coach, int32_t client, int32_t value)
{
  match_case_add (match, coach, client, &value);
}

typedef struct {
  const char *what;
  int32_t n;
  int32_t arcs[16][3];
  int32_t n_arcs;
  gboolean mutual_allowed;
  int64_t objective[2];
  int32_t n_misses;
  RondoMatchMissKind kind; /* of the first miss */
} TinyCase;

static const TinyCase tiny_cases[] = {
    {"nobody", 0, {{0}}, 0, FALSE, {0, 0}, 0, 0},
    {"one alone", 1, {{0}}, 0, FALSE, {0, 0}, 1, RONDO_MATCH_MISS_HALL_COACH},
    {"two, only mutual", 2, {{0, 1, 5}, {1, 0, 5}}, 2, FALSE, {0, 0}, 2, RONDO_MATCH_MISS_MUTUAL},
    {"two, mutual allowed", 2, {{0, 1, 5}, {1, 0, 4}}, 2, TRUE, {2, 9}, 0, 0},
    {"a ring of three", 3, {{0, 1, 1}, {1, 2, 2}, {2, 0, 3}}, 3, FALSE, {3, 6}, 0, 0},
    {"a chain closes nowhere",
     3,
     {{0, 1, 1}, {1, 2, 2}},
     2,
     FALSE,
     {0, 0},
     3,
     RONDO_MATCH_MISS_HALL_COACH},
    {"more pairs beat better ones",
     4,
     {{0, 1, -9}, {1, 2, -9}, {2, 3, -9}, {3, 0, -9}, {1, 0, 500}, {2, 0, 900}},
     6,
     FALSE,
     {4, -36},
     0,
     0},
    {"a ring of four rather than two of two",
     4,
     {{0, 1, 9}, {1, 0, 9}, {2, 3, 9}, {3, 2, 9}, {1, 2, 1}, {3, 0, 1}},
     6,
     FALSE,
     {4, 20},
     0,
     0},
    {"two who only know the same third",
     3,
     {{0, 1, 1}, {1, 0, 1}, {1, 2, 1}, {2, 1, 1}},
     4,
     FALSE,
     {0, 0},
     3,
     RONDO_MATCH_MISS_MUTUAL},
};

static void
test_tiny_cases (void)
{
  for (gsize k = 0; k < G_N_ELEMENTS (tiny_cases); k++) {
    const TinyCase *tiny = &tiny_cases[k];
    g_autoptr (MatchCase) match = match_case_new (tiny->n, 1, 1);
    g_autoptr (RondoMatchResult) result = NULL;

    g_test_message ("%s", tiny->what);
    match->instance.mutual_allowed = tiny->mutual_allowed;
    for (int32_t a = 0; a < tiny->n_arcs; a++)
      add_one (match, tiny->arcs[a][0], tiny->arcs[a][1], tiny->arcs[a][2]);
    result = solve (match);
    g_assert_cmpint (result->status, ==, RONDO_MATCH_OPTIMAL);
    match_check_result (match_case_get (match), result);
    g_assert_cmpint (result->objective[0], ==, tiny->objective[0]);
    g_assert_cmpint (result->objective[1], ==, tiny->objective[1]);
    g_assert_cmpint (result->n_misses, ==, tiny->n_misses);
    if (tiny->n_misses > 0)
      g_assert_cmpint (result->misses[0].kind, ==, tiny->kind);
  }
}

static void
test_earlier_tier_wins (void)
{
  g_autoptr (MatchCase) match = match_case_new (3, 3, 1);
  int32_t one_way[][3] = {{0, 5, 1}, {0, 5, 1}, {1, -2000000000, -2000000000}};
  int32_t other_way[][3] = {{0, 2000000000, 1}, {0, 2000000000, 1}, {0, 1000000000, 7}};
  g_autoptr (RondoMatchResult) result = NULL;

  for (int32_t i = 0; i < 3; i++) {
    match_case_add (match, i, (i + 1) % 3, one_way[i]);
    match_case_add (match, (i + 1) % 3, i, other_way[i]);
  }
  result = solve (match);
  g_assert_cmpint (result->status, ==, RONDO_MATCH_OPTIMAL);
  g_assert_cmpint (result->objective[1], ==, 1);
  g_assert_cmpint (result->objective[2], ==, -1999999990);
  match_check_result (match_case_get (match), result);
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *)a, *(char *const *)b);
}

/* The pairs by name, in order of names. */
static char *
describe_pairs (MatchCase *match, const RondoMatchResult *result)
{
  g_autoptr (GPtrArray) pairs = g_ptr_array_new_with_free_func (g_free);

  for (int32_t k = 0; k < result->n_pairs; k++)
    g_ptr_array_add (pairs,
                     g_strdup_printf ("%s-%s",
                                      match->names[result->pairs[k].coach],
                                      match->names[result->pairs[k].client]));
  g_ptr_array_sort (pairs, compare_texts);
  g_ptr_array_add (pairs, NULL);
  return g_strjoinv (" ", (char **)pairs->pdata);
}

static void
draw_order (int32_t *order, int32_t n, uint64_t *state)
{
  for (int32_t k = 0; k < n; k++)
    order[k] = k;
  for (int32_t k = n; k > 1; k--) {
    int32_t other = (int32_t)match_draw (state, (uint32_t)k);
    int32_t kept = order[k - 1];

    order[k - 1] = order[other];
    order[other] = kept;
  }
}

/* The same round with members and arcs listed in another order. */
static MatchCase *
shuffle_case (MatchCase *match, uint64_t seed)
{
  const RondoMatchInstance *instance = match_case_get (match);
  int32_t n = instance->n_members;
  MatchCase *other = match_case_new (n, instance->n_tiers, 1);
  uint64_t state = seed;
  g_autofree int32_t *member = g_new (int32_t, n);
  g_autofree int32_t *arc = g_new (int32_t, instance->n_arcs);

  draw_order (member, n, &state);
  draw_order (arc, instance->n_arcs, &state);
  other->instance.seed = instance->seed;
  other->instance.mutual_allowed = instance->mutual_allowed;
  for (int32_t i = 0; i < n; i++) {
    g_free (other->names[member[i]]);
    other->names[member[i]] = g_strdup (match->names[i]);
    other->gives[member[i]] = match->gives[i];
    other->gets[member[i]] = match->gets[i];
  }
  for (int32_t k = 0; k < instance->n_arcs; k++)
    match_case_add (other,
                    member[instance->arcs[arc[k]].coach],
                    member[instance->arcs[arc[k]].client],
                    instance->values + (gsize)arc[k] * instance->n_tiers);
  return other;
}

static void
test_order_of_input (void)
{
  for (int f = 0; match_families[f] != NULL; f++)
    for (uint64_t seed = 1; seed <= 3; seed++) {
      g_autoptr (MatchCase) match = match_case_generate (match_families[f], 40, 8, 1, seed);
      g_autoptr (MatchCase) other = shuffle_case (match, seed);
      g_autoptr (RondoMatchResult) one_result = solve (match);
      g_autoptr (RondoMatchResult) other_result = solve (other);
      g_autofree char *one = describe_pairs (match, one_result);
      g_autofree char *two = describe_pairs (other, other_result);

      g_test_message ("%s, seed %d", match_families[f], (int)seed);
      g_assert_cmpstr (one, ==, two);
    }
}

static void
test_seed (void)
{
  int n_different = 0;

  for (uint64_t seed = 1; seed <= 8; seed++) {
    g_autoptr (MatchCase) match = match_case_generate ("ties", 30, 10, 1, 5);
    g_autofree char *first = NULL;
    g_autofree char *again = NULL;
    g_autofree char *moved = NULL;
    g_autoptr (RondoMatchResult) one = solve (match);
    g_autoptr (RondoMatchResult) two = solve (match);
    g_autoptr (RondoMatchResult) three = NULL;

    match->instance.seed += seed;
    three = solve (match);
    first = describe_pairs (match, one);
    again = describe_pairs (match, two);
    moved = describe_pairs (match, three);
    g_assert_cmpstr (first, ==, again);
    g_assert_cmpint (one->objective[1], ==, three->objective[1]);
    n_different += strcmp (first, moved) != 0;
  }
  g_assert_cmpint (n_different, >, 0);
}

static void
test_families_are_proved (void)
{
  for (int f = 0; match_families[f] != NULL; f++)
    for (int32_t units = 1; units <= 2; units++) {
      g_autoptr (MatchCase) match = match_case_generate (match_families[f], 40, 10, units, 2);
      g_autoptr (RondoMatchResult) result = solve (match);

      g_test_message ("%s, %d each: %d nodes", match_families[f], units, (int)result->nodes);
      g_assert_cmpint (result->status, ==, RONDO_MATCH_OPTIMAL);
      match_check_result (match_case_get (match), result);
    }
}

typedef struct {
  volatile int cancelled;
  int turns;
  int n_shown;
  double fraction;
} Stop;

static gboolean
count_down_cb (gpointer user_data)
{
  Stop *stop = user_data;

  if (stop->turns-- <= 0)
    stop->cancelled = 1;
  return FALSE;
}

static gboolean
time_is_up_cb (gpointer user_data)
{
  Stop *stop = user_data;

  return stop->turns-- <= 0;
}

static void
watch_cb (const RondoMatchProgress *progress, gpointer user_data)
{
  Stop *stop = user_data;

  g_assert_cmpfloat (progress->fraction, >=, stop->fraction);
  g_assert_cmpfloat (progress->fraction, <=, 1.0);
  stop->fraction = progress->fraction;
  stop->n_shown++;
}

/* Stops after ever more questions about the deadline, by cancelling or by time. */
static void
stop_at_any_moment (gboolean by_time)
{
  g_autoptr (MatchCase) match = match_case_generate ("sym", 120, 20, 1, 3);
  const RondoMatchInstance *instance = match_case_get (match);
  int32_t most = 0;

  for (int turns = 0; turns < 200; turns = turns * 5 / 4 + 1) {
    Stop stop = {0, turns, 0, 0.0};
    RondoMatchOptions options = {
        watch_cb, by_time ? time_is_up_cb : count_down_cb, &stop, &stop.cancelled};
    g_autoptr (RondoMatchResult) result = rondo_match_solve (instance, &options);

    g_assert_cmpint (stop.n_shown, >, 0);
    match_check_result (instance, result);
    most = MAX (most, result->n_pairs);
  }
  g_assert_cmpint (most, ==, 120);
}

static void
test_cancel (void)
{
  stop_at_any_moment (FALSE);
}

static void
test_deadline (void)
{
  stop_at_any_moment (TRUE);
}

/* Whoever cancels a large round does not wait for reasons; in a small one they are at hand. */
static void
test_cancel_at_once (void)
{
  static const struct {
    int32_t n;
    gboolean is_explained;
  } rounds[] = {{40, TRUE}, {400, FALSE}};

  for (gsize i = 0; i < G_N_ELEMENTS (rounds); i++) {
    volatile int cancelled = 1;
    RondoMatchOptions options = {NULL, NULL, NULL, &cancelled};
    g_autoptr (MatchCase) match = match_case_new (rounds[i].n, 1, 1);
    g_autoptr (RondoMatchResult) result = NULL;
    int64_t seen = 0;

    /* Nobody may coach the first two: a certificate that is found if it is looked for. */
    for (int32_t coach = 0; coach < rounds[i].n; coach++)
      for (int32_t client = 2; client < rounds[i].n; client++)
        if (coach != client)
          match_case_add (match, coach, client, &(int32_t){coach ^ client});
    result = rondo_match_solve (match_case_get (match), &options);
    g_assert_cmpint (result->status, ==, RONDO_MATCH_FEASIBLE);
    for (int32_t k = 0; k < result->n_misses; k++)
      seen += result->misses[k].kind != RONDO_MATCH_MISS_ODD;
    g_assert_true ((seen > 0) == rounds[i].is_explained);
  }
}

static void
test_lock_on_chosen_pair (void)
{
  for (uint64_t seed = 1; seed <= 20; seed++) {
    g_autoptr (MatchCase) match = match_case_generate ("mix", 24, 8, 1, seed);
    g_autoptr (RondoMatchResult) before = solve (match);
    g_autoptr (RondoMatchResult) after = NULL;
    RondoMatchArc kept = before->pairs[seed % (uint64_t)before->n_pairs];

    match_case_lock (match, kept.coach, kept.client);
    after = solve (match);
    g_assert_cmpint (after->status, ==, RONDO_MATCH_OPTIMAL);
    g_assert_cmpint (match_check_compare (before->objective, after->objective, 2), ==, 0);
    match_check_result (match_case_get (match), after);
  }
}

static void
test_scaled_values (void)
{
  g_autoptr (MatchCase) match = match_case_generate ("mix", 40, 10, 1, 9);
  g_autoptr (RondoMatchResult) before = solve (match);
  g_autoptr (RondoMatchResult) after = NULL;

  for (guint k = 0; k < match->values->len; k++)
    g_array_index (match->values, int32_t, k) =
        g_array_index (match->values, int32_t, k) * 1000 + 7;
  after = solve (match);
  g_assert_cmpint (after->objective[0], ==, before->objective[0]);
  g_assert_cmpint (after->objective[1], ==, before->objective[1] * 1000 + 7 * before->objective[0]);
}

static void
test_one_more_arc (void)
{
  for (uint64_t seed = 1; seed <= 20; seed++) {
    g_autoptr (MatchCase) match = match_case_generate ("sym", 20, 4, 1, seed);
    g_autoptr (MatchCase) more = match_case_generate ("sym", 20, 4, 1, seed);
    g_autoptr (RondoMatchResult) before = solve (match);
    g_autoptr (RondoMatchResult) after = NULL;

    g_array_set_size (match->arcs, match->arcs->len - 3);
    g_array_set_size (match->values, match->values->len - 3);
    after = solve (match);
    g_assert_cmpint (match_check_compare (before->objective, after->objective, 2), >=, 0);
  }
}

static void
test_conflicts_are_named (void)
{
  g_autoptr (MatchCase) match = match_case_new (3, 1, 1);
  g_autoptr (RondoMatchResult) mutual = NULL;
  g_autoptr (RondoMatchResult) twice = NULL;
  g_autoptr (RondoMatchResult) nowhere = NULL;

  add_one (match, 0, 1, 1);
  add_one (match, 1, 0, 1);
  add_one (match, 0, 2, 1);
  match_case_lock (match, 0, 1);
  match_case_lock (match, 1, 0);
  mutual = solve (match);
  g_assert_cmpint (mutual->status, ==, RONDO_MATCH_INFEASIBLE);
  g_assert_nonnull (strstr (mutual->conflict, "coach each other"));
  g_array_index (match->locked, RondoMatchArc, 1) = (RondoMatchArc){0, 2};
  twice = solve (match);
  g_assert_cmpint (twice->status, ==, RONDO_MATCH_INFEASIBLE);
  g_assert_nonnull (strstr (twice->conflict, "more clients"));
  g_array_index (match->locked, RondoMatchArc, 1) = (RondoMatchArc){2, 1};
  nowhere = solve (match);
  g_assert_cmpint (nowhere->status, ==, RONDO_MATCH_INFEASIBLE);
  g_assert_nonnull (strstr (nowhere->conflict, "not allowed"));
}

static void
assert_refused (MatchCase *match, const char *words)
{
  g_autofree char *problem = rondo_match_check_instance (match_case_get (match));

  g_assert_nonnull (problem);
  g_assert_nonnull (strstr (problem, words));
}

static void
test_bad_instances (void)
{
  g_autoptr (MatchCase) match = match_case_new (3, 1, 1);

  add_one (match, 0, 3, 1);
  assert_refused (match, "not listed");
  g_array_index (match->arcs, RondoMatchArc, 0) = (RondoMatchArc){1, 1};
  assert_refused (match, "themself");
  g_array_index (match->arcs, RondoMatchArc, 0) = (RondoMatchArc){0, 1};
  g_array_index (match->values, int32_t, 0) = G_MININT32;
  assert_refused (match, "out of range");
  g_array_index (match->values, int32_t, 0) = 1;
  add_one (match, 0, 1, 2);
  assert_refused (match, "twice");
  g_array_set_size (match->arcs, 1);
  match->gives[2] = -1;
  assert_refused (match, "m00002");
  match->gives[2] = 1;
  g_free (match->names[2]);
  match->names[2] = g_strdup ("m00000");
  assert_refused (match, "two members");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/match/engine/tiny-cases-have-their-known-optimum", test_tiny_cases);
  g_test_add_func ("/match/engine/an-earlier-tier-outweighs-all-later-ones",
                   test_earlier_tier_wins);
  g_test_add_func ("/match/engine/order-of-input-does-not-matter", test_order_of_input);
  g_test_add_func ("/match/engine/a-seed-breaks-ties-and-repeats", test_seed);
  g_test_add_func ("/match/engine/every-family-is-proved", test_families_are_proved);
  g_test_add_func ("/match/engine/cancel-keeps-the-best-plan", test_cancel);
  g_test_add_func ("/match/engine/cancel-does-not-wait-for-reasons", test_cancel_at_once);
  g_test_add_func ("/match/engine/deadline-keeps-the-best-plan", test_deadline);
  g_test_add_func ("/match/engine/locking-a-chosen-pair-changes-nothing", test_lock_on_chosen_pair);
  g_test_add_func ("/match/engine/scaled-values-scale-the-sum", test_scaled_values);
  g_test_add_func ("/match/engine/fewer-arcs-are-never-better", test_one_more_arc);
  g_test_add_func ("/match/engine/contradicting-locks-are-named", test_conflicts_are_named);
  g_test_add_func ("/match/engine/bad-instances-are-refused-in-words", test_bad_instances);
  return g_test_run ();
}
