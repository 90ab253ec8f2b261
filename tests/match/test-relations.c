/* SPDX-License-Identifier: GPL-3.0-or-later
 * How the answer changes when the question does, with every feature switched on and rounds too
 * large for trying everything. */
#include "config.h"

#include "match-check.h"
#include "match-families.h"

#include <string.h>

static const MatchShape shapes[] = {
    {6, 14, 1, 40, 0, 3, FALSE, 20, 60},
    {6, 12, 3, 40, 2, 3, FALSE, 20, 60},
    {6, 12, 3, 40, 2, 4, TRUE, 20, 60},
};

typedef void (*Relation) (MatchCase *match, const RondoMatchResult *result, uint64_t *state);

static RondoMatchResult *
solve (MatchCase *match)
{
  const RondoMatchInstance *instance = match_case_get (match);
  g_autofree char *problem = rondo_match_check_instance (instance);
  RondoMatchResult *result;

  g_assert_null (problem);
  result = rondo_match_solve (instance, NULL);
  if (result->status != RONDO_MATCH_INFEASIBLE) {
    g_assert_cmpint (result->status, ==, RONDO_MATCH_OPTIMAL);
    match_check_result (instance, result);
  }
  return result;
}

/* Draws cases with a plan and asks @relation of each. */
static void
for_every_case (gconstpointer data)
{
  const Relation *relation = data;
  int n_asked = 0;

  for (gsize s = 0; s < G_N_ELEMENTS (shapes); s++) {
    uint64_t state = 80 + s;

    for (int round = 0; round < shapes[s].rounds; round++) {
      uint64_t before = state;
      g_autoptr (MatchCase) match = match_case_draw (&shapes[s], &state);
      g_autoptr (RondoMatchResult) result = solve (match);

      g_test_message ("shape %d, state %" G_GUINT64_FORMAT, (int)s, before);
      if (result->status == RONDO_MATCH_INFEASIBLE)
        continue;
      (*relation) (match, result, &state);
      n_asked++;
    }
  }
  g_assert_cmpint (n_asked, >, 100);
}

static void
assert_same (const RondoMatchResult *one, const RondoMatchResult *other)
{
  g_assert_cmpint (other->status, ==, RONDO_MATCH_OPTIMAL);
  g_assert_cmpint (match_check_compare (one->objective, other->objective, one->n_objective), ==, 0);
}

static gboolean
is_chosen (const RondoMatchResult *result, const RondoMatchArc *arc)
{
  for (int32_t k = 0; k < result->n_pairs; k++)
    if (memcmp (&result->pairs[k], arc, sizeof *arc) == 0)
      return TRUE;
  return FALSE;
}

static void
remove_arc (MatchCase *match, guint a)
{
  guint n_tiers = (guint)match->instance.n_tiers;

  g_array_remove_index (match->arcs, a);
  g_array_remove_range (match->values, a * n_tiers, n_tiers);
}

static void
remove_unused (MatchCase *match, const RondoMatchResult *result, uint64_t *state)
{
  g_autoptr (RondoMatchResult) after = NULL;

  for (guint a = match->arcs->len; a > 0; a--)
    if (!is_chosen (result, &g_array_index (match->arcs, RondoMatchArc, a - 1)) &&
        match_draw (state, 2) == 0)
      remove_arc (match, a - 1);
  after = solve (match);
  assert_same (result, after);
}

static gboolean
is_locked (MatchCase *match, const RondoMatchArc *arc)
{
  for (guint k = 0; k < match->locked->len; k++)
    if (memcmp (&g_array_index (match->locked, RondoMatchArc, k), arc, sizeof *arc) == 0)
      return TRUE;
  return FALSE;
}

static void
lock_chosen (MatchCase *match, const RondoMatchResult *result, uint64_t *state)
{
  g_autoptr (RondoMatchResult) after = NULL;

  for (int32_t k = 0; k < result->n_pairs; k++)
    if (!is_locked (match, &result->pairs[k]) && match_draw (state, 2) == 0)
      match_case_lock (match, result->pairs[k].coach, result->pairs[k].client);
  after = solve (match);
  assert_same (result, after);
}

/* Fewer arcs than before are never better: so more never hurt. */
static void
remove_any (MatchCase *match, const RondoMatchResult *result, uint64_t *state)
{
  g_autoptr (RondoMatchResult) after = NULL;

  for (guint a = match->arcs->len; a > 0; a--)
    if (!is_locked (match, &g_array_index (match->arcs, RondoMatchArc, a - 1)) &&
        match_draw (state, 6) == 0)
      remove_arc (match, a - 1);
  after = solve (match);
  if (after->status != RONDO_MATCH_INFEASIBLE)
    g_assert_cmpint (
        match_check_compare (result->objective, after->objective, result->n_objective), >=, 0);
}

static void
scale_values (MatchCase *match, const RondoMatchResult *result, uint64_t *state)
{
  g_autoptr (RondoMatchResult) before = NULL;
  g_autoptr (RondoMatchResult) after = NULL;

  for (guint k = 0; k < match->values->len; k++)
    g_array_index (match->values, int32_t, k) %= 1000;
  before = solve (match);
  for (guint k = 0; k < match->values->len; k++)
    g_array_index (match->values, int32_t, k) = g_array_index (match->values, int32_t, k) * 9 - 4;
  after = solve (match);
  g_assert_cmpint (after->objective[0], ==, before->objective[0]);
  for (int32_t t = 1; t < before->n_objective; t++)
    g_assert_cmpint (after->objective[t], ==, before->objective[t] * 9 - 4 * before->objective[0]);
}

/* Coaches become clients and the reverse. */
static void
turn_round (MatchCase *match, const RondoMatchResult *result, uint64_t *state)
{
  GArray *lists[] = {match->arcs, match->locked};
  int32_t *gives = match->gives;
  g_autoptr (RondoMatchResult) after = NULL;

  match->gives = match->gets;
  match->gets = gives;
  for (gsize l = 0; l < G_N_ELEMENTS (lists); l++)
    for (guint k = 0; k < lists[l]->len; k++) {
      RondoMatchArc *arc = &g_array_index (lists[l], RondoMatchArc, k);

      *arc = (RondoMatchArc){arc->client, arc->coach};
    }
  after = solve (match);
  assert_same (result, after);
}

static void
draw_order (guint *order, guint n, uint64_t *state)
{
  for (guint k = 0; k < n; k++)
    order[k] = k;
  for (guint k = n; k > 1; k--) {
    guint other = match_draw (state, k);
    guint kept = order[k - 1];

    order[k - 1] = order[other];
    order[other] = kept;
  }
}

/* The same round with members, pairs and locks listed in another order. */
static MatchCase *
shuffle_case (MatchCase *match, const guint *member, uint64_t *state)
{
  const RondoMatchInstance *instance = match_case_get (match);
  MatchCase *other = match_case_new (instance->n_members, instance->n_tiers, 1);
  g_autofree guint *arc = g_new (guint, instance->n_arcs + 1);

  draw_order (arc, (guint)instance->n_arcs, state);
  other->instance.seed = instance->seed;
  other->instance.mutual_allowed = instance->mutual_allowed;
  other->instance.reciprocal = instance->reciprocal;
  for (int32_t i = 0; i < instance->n_members; i++) {
    g_free (other->names[member[i]]);
    other->names[member[i]] = g_strdup (match->names[i]);
    other->gives[member[i]] = match->gives[i];
    other->gets[member[i]] = match->gets[i];
  }
  for (int32_t k = 0; k < instance->n_arcs; k++)
    match_case_add (other,
                    (int32_t)member[instance->arcs[arc[k]].coach],
                    (int32_t)member[instance->arcs[arc[k]].client],
                    instance->values + (gsize)arc[k] * (gsize)instance->n_tiers);
  for (int32_t k = instance->n_locked; k > 0; k--)
    match_case_lock (other,
                     (int32_t)member[instance->locked[k - 1].coach],
                     (int32_t)member[instance->locked[k - 1].client]);
  return other;
}

static void
shuffle (MatchCase *match, const RondoMatchResult *result, uint64_t *state)
{
  g_autofree guint *member = g_new (guint, match->instance.n_members);
  g_autoptr (MatchCase) other = NULL;
  g_autoptr (RondoMatchResult) after = NULL;

  draw_order (member, (guint)match->instance.n_members, state);
  other = shuffle_case (match, member, state);
  after = solve (other);
  assert_same (result, after);
  for (int32_t k = 0; k < result->n_pairs; k++) {
    RondoMatchArc moved = {(int32_t)member[result->pairs[k].coach],
                           (int32_t)member[result->pairs[k].client]};

    g_assert_true (is_chosen (after, &moved));
  }
}

/* Two rounds that know nothing of each other are worth the sum of both. */
static void
double_round (MatchCase *match, const RondoMatchResult *result, uint64_t *state)
{
  const RondoMatchInstance *instance = match_case_get (match);
  int32_t n = instance->n_members;
  g_autoptr (MatchCase) both = match_case_new (2 * n, instance->n_tiers, 1);
  g_autoptr (RondoMatchResult) after = NULL;

  both->instance.mutual_allowed = instance->mutual_allowed;
  both->instance.reciprocal = instance->reciprocal;
  for (int32_t i = 0; i < 2 * n; i++) {
    both->gives[i] = match->gives[i % n];
    both->gets[i] = match->gets[i % n];
  }
  for (int32_t half = 0; half <= n; half += n) {
    for (int32_t a = 0; a < instance->n_arcs; a++)
      match_case_add (both,
                      instance->arcs[a].coach + half,
                      instance->arcs[a].client + half,
                      instance->values + (gsize)a * (gsize)instance->n_tiers);
    for (int32_t k = 0; k < instance->n_locked; k++)
      match_case_lock (both, instance->locked[k].coach + half, instance->locked[k].client + half);
  }
  after = solve (both);
  g_assert_cmpint (after->status, ==, RONDO_MATCH_OPTIMAL);
  for (int32_t t = 0; t < result->n_objective; t++)
    g_assert_cmpint (after->objective[t], ==, 2 * result->objective[t]);
}

typedef struct {
  volatile int cancelled;
  int turns;
} Stop;

static gboolean
count_down_cb (gpointer user_data)
{
  Stop *stop = user_data;

  stop->cancelled = stop->turns-- <= 0;
  return FALSE;
}

/* No plan with all locks may have been found by then; any other plan keeps every rule. */
static void
cancel (MatchCase *match, const RondoMatchResult *result, uint64_t *state)
{
  const RondoMatchInstance *instance = match_case_get (match);

  for (int k = 0; k < 4; k++) {
    Stop stop = {0, (int)match_draw (state, 40)};
    RondoMatchOptions options = {NULL, count_down_cb, &stop, &stop.cancelled};
    g_autoptr (RondoMatchResult) early = rondo_match_solve (instance, &options);

    if (early->status == RONDO_MATCH_INFEASIBLE) {
      g_assert_cmpint (instance->n_locked, >, 0);
      continue;
    }
    match_check_result (instance, early);
    g_assert_cmpint (
        match_check_compare (early->objective, result->objective, result->n_objective), <=, 0);
    g_assert_cmpint (
        match_check_compare (early->bound, result->objective, result->n_objective), >=, 0);
  }
}

int
main (int argc, char **argv)
{
  static const Relation relations[] = {remove_unused,
                                       lock_chosen,
                                       remove_any,
                                       scale_values,
                                       turn_round,
                                       shuffle,
                                       double_round,
                                       cancel};
  static const char *const names[] = {"removing-unused-pairs-changes-nothing",
                                      "locking-chosen-pairs-changes-nothing",
                                      "more-pairs-never-hurt",
                                      "scaled-values-scale-the-sums",
                                      "turned-round-it-is-worth-the-same",
                                      "order-of-input-does-not-matter",
                                      "two-rounds-apart-are-worth-the-sum",
                                      "cancelled-at-any-moment-it-has-a-plan"};

  g_test_init (&argc, &argv, NULL);
  for (gsize k = 0; k < G_N_ELEMENTS (relations); k++) {
    g_autofree char *path = g_strdup_printf ("/match/relations/%s", names[k]);

    g_test_add_data_func (path, &relations[k], for_every_case);
  }
  return g_test_run ();
}
