/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the engine says about a plan, against trying everything: rings, dropouts, prices of
 * alternatives, and relaxations that help. */
#include "config.h"

#include "match-check.h"
#include "match-families.h"
#include "rondo-match-prices.h"
#include "rondo-match-relief.h"
#include "rondo-match-rings.h"

#include <string.h>

static void
add_one (MatchCase *match, int32_t coach, int32_t client, int32_t value)
{
  match_case_add (match, coach, client, &value);
}

static int32_t
count_short (gsize n, const guint8 *used)
{
  int32_t twos = 0;
  int32_t threes = 0;

  for (gsize i = 0; i < n; i++)
    for (gsize j = 0; j < n; j++) {
      if (i == j || !used[i * n + j])
        continue;
      twos += used[j * n + i];
      for (gsize k = 0; k < n; k++)
        threes += i != k && j != k && used[j * n + k] && used[k * n + i];
    }
  return twos / 2 + threes / 3;
}

static guint8 *
mark_pairs (const RondoMatchInstance *instance, const RondoMatchResult *result)
{
  gsize n = (gsize)instance->n_members;
  guint8 *used = g_new0 (guint8, n * n + 1);

  for (int32_t k = 0; k < result->n_pairs; k++)
    used[(gsize)result->pairs[k].coach * n + (gsize)result->pairs[k].client] = 1;
  return used;
}

typedef struct {
  const RondoMatchInstance *instance;
  const int64_t *objective;
  int32_t least;
} FewRings;

static void
sum_plan (const RondoMatchInstance *instance, const guint8 *used, int64_t *sums)
{
  memset (sums, 0, (gsize)(1 + instance->n_tiers) * sizeof (int64_t));
  for (int32_t a = 0; a < instance->n_arcs; a++) {
    const RondoMatchArc *arc = &instance->arcs[a];

    if (!used[(gsize)arc->coach * (gsize)instance->n_members + (gsize)arc->client])
      continue;
    sums[0]++;
    for (int32_t t = 0; t < instance->n_tiers; t++)
      sums[t + 1] += instance->values[(gsize)a * (gsize)instance->n_tiers + (gsize)t];
  }
}

static void
visit_rings_cb (const guint8 *used, gpointer user_data)
{
  FewRings *few = user_data;
  int64_t sums[16];

  sum_plan (few->instance, used, sums);
  if (match_check_compare (sums, few->objective, 1 + few->instance->n_tiers) == 0)
    few->least = MIN (few->least, count_short ((gsize)few->instance->n_members, used));
}

/* Ties are what makes a choice of rings. */
static void
flatten_values (MatchCase *match)
{
  for (guint k = 0; k < match->values->len; k++)
    g_array_index (match->values, int32_t, k) %= 2;
}

static void
test_short_rings (void)
{
  MatchShape shape = {4, 8, 1, 60, 3, 2, FALSE, 30, 2000};
  uint64_t state = 21;
  int n_seen = 0;
  int n_avoided = 0;
  int n_missed = 0;

  for (int round = 0; round < shape.rounds; round++) {
    g_autoptr (MatchCase) match = match_case_draw (&shape, &state);
    const RondoMatchInstance *instance = match_case_get (match);
    g_autoptr (RondoMatchSession) session = NULL;
    g_autoptr (RondoMatchResult) result = NULL;
    g_autofree guint8 *used = NULL;
    g_autofree guint8 *fewer = NULL;
    FewRings few = {instance, NULL, G_MAXINT32};
    int32_t before, avoided;

    flatten_values (match);
    session = rondo_match_session_new (instance);
    result = rondo_match_session_solve (session, NULL);
    if (result->status == RONDO_MATCH_INFEASIBLE)
      continue;
    used = mark_pairs (instance, result);
    before = count_short ((gsize)instance->n_members, used);
    g_assert_cmpint (rondo_match_count_short_rings (instance, result), ==, before);
    avoided = rondo_match_avoid_rings (session, result, 1000, NULL);
    match_check_result (instance, result);
    fewer = mark_pairs (instance, result);
    g_assert_cmpint (count_short ((gsize)instance->n_members, fewer), ==, before - avoided);
    few.objective = result->objective;
    match_check_every_plan (instance, visit_rings_cb, &few);
    g_assert_cmpint (before - avoided, >=, few.least);
    n_seen += before > 0;
    n_avoided += avoided;
    n_missed += before - avoided > few.least;
  }
  g_test_message ("%d with short rings, %d avoided by solving again, %d more than needed",
                  n_seen,
                  n_avoided,
                  n_missed);
  g_assert_cmpint (n_seen, >, 0);
  g_assert_cmpint (n_missed, ==, 0);
}

/* Two rings of three, and pairs of the same value between them. */
static void
test_rings_are_joined (void)
{
  g_autoptr (MatchCase) match = match_case_new (6, 1, 1);
  g_autoptr (RondoMatchResult) result = NULL;
  g_autofree int32_t *counts = NULL;

  for (int32_t i = 0; i < 6; i++)
    add_one (match, i, i / 3 * 3 + (i + 1) % 3, 5);
  add_one (match, 0, 4, 3);
  add_one (match, 3, 1, 7);
  result = rondo_match_solve (match_case_get (match), NULL);
  counts = rondo_match_count_rings (match_case_get (match), result);
  g_assert_cmpint (result->objective[1], ==, 30);
  g_assert_cmpint (counts[3], ==, 0);
  g_assert_cmpint (counts[6], ==, 1);
}

/* The round without @x, everything else kept. */
typedef struct {
  const RondoMatchInstance *instance;
  const guint8 *used;
  int32_t x;
  gboolean survives;
} Dropping;

static void
visit_dropout_cb (const guint8 *used, gpointer user_data)
{
  Dropping *dropping = user_data;
  gsize n = (gsize)dropping->instance->n_members;
  gboolean is_same = TRUE;

  for (gsize j = 0; j < n; j++) {
    int change = 0;

    for (gsize i = 0; i < n; i++)
      change += used[i * n + j] - dropping->used[i * n + j];
    is_same &= change == 0 || j == (gsize)dropping->x;
  }
  dropping->survives |= is_same;
}

static gboolean
survives_by_trying (MatchCase *match, const RondoMatchResult *result, int32_t x)
{
  const RondoMatchInstance *instance = match_case_get (match);
  g_autofree guint8 *used = mark_pairs (instance, result);
  g_autoptr (GArray) arcs = g_array_new (FALSE, FALSE, sizeof (RondoMatchArc));
  g_autoptr (GArray) locked = g_array_new (FALSE, FALSE, sizeof (RondoMatchArc));
  g_autofree int32_t *values = g_new0 (int32_t, match->values->len + 1);
  Dropping dropping = {instance, used, x, FALSE};
  RondoMatchInstance without = *instance;

  for (int32_t a = 0; a < instance->n_arcs; a++) {
    const RondoMatchArc *arc = &instance->arcs[a];

    if (arc->coach == x || arc->client == x)
      continue;
    g_array_append_val (arcs, *arc);
    if (used[arc->coach * instance->n_members + arc->client])
      g_array_append_val (locked, *arc);
  }
  without.arcs = (const RondoMatchArc *)arcs->data;
  without.n_arcs = (int32_t)arcs->len;
  without.locked = (const RondoMatchArc *)locked->data;
  without.n_locked = (int32_t)locked->len;
  without.values = values;
  match_check_every_plan (&without, visit_dropout_cb, &dropping);
  return dropping.survives;
}

static void
compare_dropouts (const MatchShape *shape, uint64_t seed)
{
  uint64_t state = seed;
  int n_surviving = 0;
  int n_fatal = 0;

  for (int round = 0; round < shape->rounds; round++) {
    uint64_t before = state;
    g_autoptr (MatchCase) match = match_case_draw (shape, &state);
    const RondoMatchInstance *instance = match_case_get (match);
    g_autoptr (RondoMatchResult) result = rondo_match_solve (instance, NULL);
    g_autoptr (RondoMatchDropouts) dropouts = NULL;
    int32_t next = 0;

    if (result->status == RONDO_MATCH_INFEASIBLE)
      continue;
    g_test_message ("round %d, state %" G_GUINT64_FORMAT, round, before);
    dropouts = rondo_match_find_dropouts (instance, result);
    for (int32_t x = 0; x < instance->n_members; x++) {
      gboolean is_listed = next < dropouts->n_members && dropouts->members[next] == x;

      g_assert_true (is_listed != survives_by_trying (match, result, x));
      next += is_listed;
      n_fatal += is_listed;
      n_surviving += !is_listed;
    }
    g_assert_cmpint (next, ==, dropouts->n_members);
  }
  g_test_message ("%d would be missed, %d would not", n_fatal, n_surviving);
  g_assert_cmpint (n_fatal, >, 0);
  g_assert_cmpint (n_surviving, >, 0);
}

static void
test_dropouts (void)
{
  MatchShape one_each = {3, 7, 1, 70, 0, 1, FALSE, 20, 300};
  MatchShape up_to_three = {3, 5, 3, 70, 0, 1, FALSE, 20, 300};
  MatchShape uneven = {3, 5, 2, 60, 4, 1, TRUE, 20, 600};

  compare_dropouts (&one_each, 31);
  compare_dropouts (&up_to_three, 32);
  compare_dropouts (&uneven, 33);
}

/* The best objective with one more pair locked. */
static int64_t *
force_pair (MatchCase *match, const RondoMatchArc *pair)
{
  int64_t *best;

  match_case_lock (match, pair->coach, pair->client);
  best = match_check_brute_force (match_case_get (match));
  g_array_set_size (match->locked, match->locked->len - 1);
  match_case_get (match);
  return best;
}

static void
check_price (MatchCase *match,
             const RondoMatchResult *result,
             const RondoMatchPrice *price,
             gboolean must_be_exact)
{
  g_autofree int64_t *best = force_pair (match, &price->pair);
  int64_t loss[16];

  if (must_be_exact)
    g_assert_cmpint (price->kind, !=, RONDO_MATCH_PRICE_AT_LEAST);
  if (best == NULL || price->kind == RONDO_MATCH_PRICE_IMPOSSIBLE) {
    g_assert_null (best);
    g_assert_cmpint (price->kind, !=, RONDO_MATCH_PRICE_EXACT);
    return;
  }
  for (int32_t t = 0; t < result->n_objective; t++)
    loss[t] = result->objective[t] - best[t];
  if (price->kind == RONDO_MATCH_PRICE_EXACT)
    g_assert_cmpint (match_check_compare (price->loss, loss, result->n_objective), ==, 0);
  else
    g_assert_cmpint (match_check_compare (price->loss, loss, result->n_objective), <=, 0);
}

static void
check_prices (MatchCase *match,
              const RondoMatchResult *result,
              const RondoMatchPrices *prices,
              int32_t n_exact)
{
  for (int32_t k = 0; k < prices->n_prices; k++) {
    const RondoMatchPrice *price = &prices->prices[k];

    check_price (match, result, price, n_exact < 0 || k < n_exact);
    if (k == 0 || price->kind == RONDO_MATCH_PRICE_IMPOSSIBLE)
      continue;
    g_assert_cmpint (prices->prices[k - 1].kind, !=, RONDO_MATCH_PRICE_IMPOSSIBLE);
    g_assert_cmpint (
        match_check_compare (prices->prices[k - 1].loss, price->loss, result->n_objective), <=, 0);
  }
}

static void
compare_prices (const MatchShape *shape, uint64_t seed)
{
  uint64_t state = seed;
  int n_exact = 0;
  int n_impossible = 0;

  for (int round = 0; round < shape->rounds; round++) {
    uint64_t before = state;
    g_autoptr (MatchCase) match = match_case_draw (shape, &state);
    const RondoMatchInstance *instance = match_case_get (match);
    g_autoptr (RondoMatchSession) session = rondo_match_session_new (instance);
    g_autoptr (RondoMatchResult) result = rondo_match_session_solve (session, NULL);
    int32_t coach = (int32_t)match_draw (&state, (uint32_t)instance->n_members + 1) - 1;
    int32_t client = (int32_t)match_draw (&state, (uint32_t)instance->n_members + 1) - 1;
    int32_t most = (int32_t)match_draw (&state, 4) - 1;
    int32_t n_expected = 0;
    g_autofree guint8 *used = NULL;
    g_autoptr (RondoMatchPrices) prices = NULL;

    if (result->status == RONDO_MATCH_INFEASIBLE)
      continue;
    g_test_message ("round %d, state %" G_GUINT64_FORMAT, round, before);
    prices = rondo_match_find_prices (session, result, coach, client, most, NULL);
    used = mark_pairs (instance, result);
    for (int32_t a = 0; a < instance->n_arcs; a++)
      n_expected += (instance->arcs[a].coach == coach || instance->arcs[a].client == client) &&
                    !used[instance->arcs[a].coach * instance->n_members + instance->arcs[a].client];
    g_assert_cmpint (prices->n_prices, ==, n_expected);
    check_prices (match, result, prices, most);
    for (int32_t k = 0; k < prices->n_prices; k++) {
      n_exact += prices->prices[k].kind == RONDO_MATCH_PRICE_EXACT;
      n_impossible += prices->prices[k].kind == RONDO_MATCH_PRICE_IMPOSSIBLE;
    }
  }
  g_test_message ("%d exact, %d impossible", n_exact, n_impossible);
  g_assert_cmpint (n_exact, >, 0);
  if (shape->lock_odds > 0)
    g_assert_cmpint (n_impossible, >, 0);
}

static void
test_prices (void)
{
  MatchShape one_each = {3, 7, 1, 60, 0, 3, FALSE, 20, 1200};
  MatchShape locked = {3, 6, 2, 50, 6, 3, FALSE, 20, 1200};
  MatchShape uneven = {3, 5, 2, 50, 4, 2, TRUE, 20, 1200};

  compare_prices (&one_each, 41);
  compare_prices (&locked, 42);
  compare_prices (&uneven, 43);
}

typedef struct {
  const RondoMatchInstance *instance;
  RondoMatchArc pair; /* may be mutual */
  int64_t *best;
  gboolean has_best;
} Mutual;

static void
visit_mutual_cb (const guint8 *used, gpointer user_data)
{
  Mutual *mutual = user_data;
  int32_t n = mutual->instance->n_members;
  int64_t sums[16];

  for (int32_t i = 0; i < n; i++)
    for (int32_t j = i + 1; j < n; j++)
      if (used[i * n + j] && used[j * n + i] &&
          !(i == MIN (mutual->pair.coach, mutual->pair.client) &&
            j == MAX (mutual->pair.coach, mutual->pair.client)))
        return;
  sum_plan (mutual->instance, used, sums);
  if (!mutual->has_best ||
      match_check_compare (sums, mutual->best, 1 + mutual->instance->n_tiers) > 0)
    memcpy (mutual->best, sums, (gsize)(1 + mutual->instance->n_tiers) * sizeof (int64_t));
  mutual->has_best = TRUE;
}

/* The best objective with @relaxation, by trying everything. FALSE if there is no plan. */
static gboolean
relax_by_trying (const RondoMatchInstance *instance,
                 const RondoMatchRelaxation *relaxation,
                 int64_t *best)
{
  g_autoptr (RondoMatchSession) session = rondo_match_session_new (instance);
  RondoMatchInstance changed;
  Mutual mutual = {&changed, relaxation->mutual, best, FALSE};

  g_assert_true (rondo_match_session_apply (session, relaxation->changes, relaxation->n_changes));
  changed = *rondo_match_session_get_instance (session);
  if (relaxation->mutual.coach < 0) {
    g_autofree int64_t *sums = match_check_brute_force (&changed);

    if (sums != NULL)
      memcpy (best, sums, (gsize)(1 + instance->n_tiers) * sizeof (int64_t));
    return sums != NULL;
  }
  changed.mutual_allowed = TRUE;
  match_check_every_plan (&changed, visit_mutual_cb, &mutual);
  return mutual.has_best;
}

static const RondoMatchRelief *
find_relief (const RondoMatchReliefs *reliefs, int32_t relaxation)
{
  for (int32_t k = 0; k < reliefs->n_reliefs; k++)
    if (reliefs->reliefs[k].relaxation == relaxation)
      return &reliefs->reliefs[k];
  return NULL;
}

static int
check_reliefs (const RondoMatchInstance *instance,
               RondoMatchSession *session,
               const RondoMatchResult *result,
               const RondoMatchRelaxation *relaxations,
               int32_t n)
{
  g_autoptr (RondoMatchReliefs) reliefs =
      rondo_match_find_reliefs (session, result, relaxations, n, NULL);

  g_assert_cmpint (reliefs->n_tried, ==, n);
  for (int32_t k = 0; k < n; k++) {
    int64_t best[16] = {0};
    gboolean helps =
        relax_by_trying (instance, &relaxations[k], best) && best[0] > result->objective[0];
    const RondoMatchRelief *relief = find_relief (reliefs, k);

    g_assert_true (helps == (relief != NULL));
    if (!helps)
      continue;
    g_assert_true (relief->is_proved);
    g_assert_cmpint (match_check_compare (relief->objective, best, result->n_objective), ==, 0);
  }
  for (int32_t k = 1; k < reliefs->n_reliefs; k++)
    g_assert_cmpint (relaxations[reliefs->reliefs[k - 1].relaxation].cost,
                     <=,
                     relaxations[reliefs->reliefs[k].relaxation].cost);
  return reliefs->n_reliefs;
}

static int
check_allowed_pair (const RondoMatchInstance *instance,
                    RondoMatchSession *session,
                    const RondoMatchResult *result,
                    uint64_t *state)
{
  int32_t values[16];
  uint32_t n = (uint32_t)instance->n_members;
  RondoMatchChange change = {.kind = RONDO_MATCH_CHANGE_ALLOW,
                             .coach = (int32_t)match_draw (state, n),
                             .client = (int32_t)match_draw (state, n),
                             .values = values};
  RondoMatchRelaxation relaxation = {"one more pair", 1, 1, &change, {-1, -1}};

  match_draw_values (state, instance->n_tiers, values);
  if (change.coach == change.client)
    return 0;
  return check_reliefs (instance, session, result, &relaxation, 1);
}

static int
compare_reliefs (const MatchShape *shape, uint64_t seed)
{
  uint64_t state = seed;
  int n_helping = 0;

  for (int round = 0; round < shape->rounds; round++) {
    uint64_t before = state;
    g_autoptr (MatchCase) match = match_case_draw (shape, &state);
    const RondoMatchInstance *instance = match_case_get (match);
    g_autoptr (RondoMatchSession) session = rondo_match_session_new (instance);
    g_autoptr (RondoMatchResult) result = rondo_match_session_solve (session, NULL);
    g_autoptr (RondoMatchSuggestions) suggestions = NULL;

    if (result->status == RONDO_MATCH_INFEASIBLE)
      continue;
    g_test_message ("round %d, state %" G_GUINT64_FORMAT, round, before);
    suggestions = rondo_match_suggest_relaxations (instance, result);
    n_helping += check_reliefs (
        instance, session, result, suggestions->relaxations, suggestions->n_relaxations);
    n_helping += check_allowed_pair (instance, session, result, &state);
  }
  g_test_message ("%d relaxations help", n_helping);
  return n_helping;
}

static void
test_reliefs (void)
{
  MatchShape one_each = {3, 6, 1, 40, 0, 2, FALSE, 20, 400};
  MatchShape locked = {3, 5, 2, 40, 6, 2, FALSE, 20, 300};
  MatchShape uneven = {3, 5, 2, 40, 4, 2, TRUE, 20, 300};

  g_assert_cmpint (compare_reliefs (&one_each, 51), >, 0);
  g_assert_cmpint (compare_reliefs (&locked, 52), >, 0);
  g_assert_cmpint (compare_reliefs (&uneven, 53), >, 0);
}

/* Two who could only coach each other: the smallest relaxation lets them. */
static void
test_mutual_is_suggested (void)
{
  g_autoptr (MatchCase) match = match_case_new (2, 1, 1);
  g_autoptr (RondoMatchSession) session = NULL;
  g_autoptr (RondoMatchResult) result = NULL;
  g_autoptr (RondoMatchSuggestions) suggestions = NULL;
  g_autoptr (RondoMatchReliefs) reliefs = NULL;

  add_one (match, 0, 1, 5);
  add_one (match, 1, 0, 6);
  session = rondo_match_session_new (match_case_get (match));
  result = rondo_match_session_solve (session, NULL);
  suggestions = rondo_match_suggest_relaxations (match_case_get (match), result);
  g_assert_cmpint (suggestions->n_relaxations, ==, 1);
  reliefs = rondo_match_find_reliefs (session, result, suggestions->relaxations, 1, NULL);
  g_assert_cmpint (reliefs->n_reliefs, ==, 1);
  g_assert_cmpint (reliefs->reliefs[0].objective[0], ==, 2);
  g_assert_cmpint (reliefs->reliefs[0].objective[1], ==, 11);
  g_assert_cmpint (reliefs->reliefs[0].n_placed, ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/match/explain/short-rings-are-as-few-as-can-be", test_short_rings);
  g_test_add_func ("/match/explain/rings-are-joined-where-it-costs-nothing", test_rings_are_joined);
  g_test_add_func ("/match/explain/who-would-be-missed-equals-brute-force", test_dropouts);
  g_test_add_func ("/match/explain/prices-equal-brute-force", test_prices);
  g_test_add_func ("/match/explain/relaxations-that-help-equal-brute-force", test_reliefs);
  g_test_add_func ("/match/explain/a-mutual-pair-is-suggested", test_mutual_is_suggested);
  return g_test_run ();
}
