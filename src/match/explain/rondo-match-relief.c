/* SPDX-License-Identifier: GPL-3.0-or-later
 * Tries relaxations one by one and keeps those that place more pairs. */
#include "config.h"

#include "rondo-match-relief.h"

#include "rondo-match-clock.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
  RondoMatchSession *session;
  const RondoMatchInstance *instance;
  const RondoMatchResult *result;
  const RondoMatchRelaxation *relaxations;
  int32_t *before; /* units that each gives and gets in the result */
  int32_t *after;
  RondoMatchOptions options;
  RondoMatchClock clock;
} Relieving;

/* A plan that a relaxation makes possible: that of a solve, and a mutual pair beside it. */
typedef struct {
  const RondoMatchRelaxation *relaxation;
  RondoMatchResult *result;
  gboolean has_mutual;
  int64_t *objective;
} Relaxed;

static void
count_units (const RondoMatchResult *result, int32_t *units, int32_t n_members)
{
  memset (units, 0, (gsize)n_members * sizeof (int32_t));
  for (int32_t k = 0; k < result->n_pairs; k++) {
    units[result->pairs[k].coach]++;
    units[result->pairs[k].client]++;
  }
}

static void
add_change (GArray *changes, RondoMatchChangeKind kind, int32_t coach, int32_t client)
{
  RondoMatchChange change = {kind, coach, client, NULL, 0, 0};

  g_array_append_val (changes, change);
}

/* One unit less both ways than the changes so far leave. FALSE if there is none to take. */
static gboolean
take_unit (const Relieving *relieving, GArray *changes, int32_t member)
{
  RondoMatchChange change = {RONDO_MATCH_CHANGE_UNITS, member, -1, NULL, 0, 0};

  change.gives = relieving->instance->gives[member];
  change.gets = relieving->instance->gets[member];
  for (guint k = 0; k < changes->len; k++) {
    const RondoMatchChange *earlier = &g_array_index (changes, RondoMatchChange, k);

    if (earlier->kind == RONDO_MATCH_CHANGE_UNITS && earlier->coach == member) {
      change.gives = earlier->gives;
      change.gets = earlier->gets;
    }
  }
  if (change.gives < 1 || change.gets < 1)
    return FALSE;
  change.gives--;
  change.gets--;
  g_array_append_val (changes, change);
  return TRUE;
}

/* Two who coach each other need nobody else for that unit: they are taken out of the round with
 * it, so that the rule holds for everybody else. FALSE if they cannot. */
static gboolean
set_mutual_apart (const Relieving *relieving, Relaxed *relaxed, GArray *changes)
{
  const RondoMatchInstance *instance = relieving->instance;
  RondoMatchArc pair = relaxed->relaxation->mutual;
  int32_t n = instance->n_members;
  int32_t there, back;

  if (pair.coach < 0)
    return TRUE;
  if (pair.coach >= n || pair.client < 0 || pair.client >= n)
    return FALSE;
  there = rondo_match_session_find (relieving->session, pair.coach, pair.client);
  back = rondo_match_session_find (relieving->session, pair.client, pair.coach);
  if (there < 0 || back < 0)
    return FALSE;
  relaxed->has_mutual = TRUE;
  relaxed->objective[0] = 2;
  for (int32_t t = 0; t < instance->n_tiers; t++)
    relaxed->objective[t + 1] = (int64_t)instance->values[(gsize)there * instance->n_tiers + t] +
                                instance->values[(gsize)back * instance->n_tiers + t];
  add_change (changes, RONDO_MATCH_CHANGE_FORBID, pair.coach, pair.client);
  add_change (changes, RONDO_MATCH_CHANGE_FORBID, pair.client, pair.coach);
  return take_unit (relieving, changes, pair.coach) && take_unit (relieving, changes, pair.client);
}

/* FALSE if there is no plan with the relaxation, or none was found. */
static gboolean
solve_relaxed (const Relieving *relieving, Relaxed *relaxed)
{
  const RondoMatchRelaxation *relaxation = relaxed->relaxation;
  g_autoptr (GArray) changes = g_array_new (FALSE, FALSE, sizeof (RondoMatchChange));

  if (relaxation->n_changes > 0)
    g_array_append_vals (changes, relaxation->changes, relaxation->n_changes);
  if (!set_mutual_apart (relieving, relaxed, changes))
    return FALSE;
  relaxed->result = rondo_match_session_try (relieving->session,
                                             (const RondoMatchChange *)changes->data,
                                             (int32_t)changes->len,
                                             &relieving->options);
  if (relaxed->result == NULL || relaxed->result->status == RONDO_MATCH_INFEASIBLE)
    return FALSE;
  for (int32_t t = 0; t < relaxed->result->n_objective; t++)
    relaxed->objective[t] += relaxed->result->objective[t];
  return TRUE;
}

static void
list_placed (const Relieving *relieving, const Relaxed *relaxed, RondoMatchRelief *relief)
{
  const RondoMatchResult *result = relieving->result;

  count_units (relaxed->result, relieving->after, relieving->instance->n_members);
  if (relaxed->has_mutual) {
    relieving->after[relaxed->relaxation->mutual.coach] += 2;
    relieving->after[relaxed->relaxation->mutual.client] += 2;
  }
  relief->placed = g_new (int32_t, (gsize)MAX (result->n_misses, 1));
  for (int32_t k = 0; k < result->n_misses; k++) {
    int32_t member = result->misses[k].member;

    if (relieving->after[member] > relieving->before[member])
      relief->placed[relief->n_placed++] = member;
  }
}

static void
try_relaxation (const Relieving *relieving, int32_t index, GArray *reliefs)
{
  int32_t n = relieving->result->n_objective;
  g_autofree int64_t *objective = g_new0 (int64_t, n);
  Relaxed relaxed = {&relieving->relaxations[index], NULL, FALSE, objective};
  RondoMatchRelief relief = {.relaxation = index};

  if (solve_relaxed (relieving, &relaxed) && objective[0] > relieving->result->objective[0]) {
    relief.is_proved = relaxed.result->status == RONDO_MATCH_OPTIMAL;
    relief.objective = g_steal_pointer (&objective);
    list_placed (relieving, &relaxed, &relief);
    g_array_append_val (reliefs, relief);
  }
  rondo_match_result_free (relaxed.result);
}

static int
compare_reliefs (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const Relieving *relieving = user_data;
  const RondoMatchRelief *left = a;
  const RondoMatchRelief *right = b;
  const RondoMatchRelaxation *one = &relieving->relaxations[left->relaxation];
  const RondoMatchRelaxation *other = &relieving->relaxations[right->relaxation];
  int by;

  if (one->cost != other->cost)
    return one->cost < other->cost ? -1 : 1;
  for (int32_t t = 0; t < relieving->result->n_objective; t++)
    if (left->objective[t] != right->objective[t])
      return left->objective[t] > right->objective[t] ? -1 : 1;
  by = g_strcmp0 (one->name, other->name);
  return by != 0 ? by : left->relaxation - right->relaxation;
}

RondoMatchReliefs *
rondo_match_find_reliefs (RondoMatchSession *session,
                          const RondoMatchResult *result,
                          const RondoMatchRelaxation *relaxations,
                          int32_t n_relaxations,
                          const RondoMatchOptions *options)
{
  const RondoMatchInstance *instance = rondo_match_session_get_instance (session);
  RondoMatchReliefs *found = g_new0 (RondoMatchReliefs, 1);
  g_autofree int32_t *before = g_new (int32_t, (gsize)MAX (instance->n_members, 1));
  g_autofree int32_t *after = g_new (int32_t, (gsize)MAX (instance->n_members, 1));
  g_autoptr (GArray) reliefs = g_array_new (FALSE, TRUE, sizeof (RondoMatchRelief));
  Relieving relieving = {session, instance, result, relaxations, before, after, {0}, {0}};

  if (options != NULL)
    relieving.options = *options;
  relieving.options.progress = NULL;
  relieving.clock.options = &relieving.options;
  found->n_objective = result->n_objective;
  count_units (result, before, instance->n_members);
  for (int32_t k = 0; k < n_relaxations && !rondo_match_clock_stop (&relieving.clock); k++) {
    try_relaxation (&relieving, k, reliefs);
    found->n_tried++;
  }
  g_array_sort_with_data (reliefs, compare_reliefs, &relieving);
  found->n_reliefs = (int32_t)reliefs->len;
  found->reliefs = (RondoMatchRelief *)g_array_free (g_steal_pointer (&reliefs), FALSE);
  return found;
}

void
rondo_match_reliefs_free (RondoMatchReliefs *reliefs)
{
  if (reliefs == NULL)
    return;
  for (int32_t k = 0; k < reliefs->n_reliefs; k++) {
    g_free (reliefs->reliefs[k].placed);
    g_free (reliefs->reliefs[k].objective);
  }
  g_free (reliefs->reliefs);
  g_free (reliefs);
}

/* Suggestions without doubles. */
typedef struct {
  const RondoMatchInstance *instance;
  GArray *relaxations; /* of RondoMatchRelaxation */
  GHashTable *seen;
  GHashTable *arcs;
} Suggesting;

static gboolean
is_new (const Suggesting *suggesting, int32_t one, int32_t other)
{
  int64_t key = (int64_t)((guint64)(guint32)one << 32 | (guint32)other);

  return g_hash_table_add (suggesting->seen, g_memdup2 (&key, sizeof key));
}

/* Who gives as much as they get goes on doing so. */
static void
suggest_units (const Suggesting *suggesting, int32_t member, gboolean as_coach)
{
  const RondoMatchInstance *instance = suggesting->instance;
  gboolean is_even = instance->reciprocal && instance->gives[member] == instance->gets[member];
  RondoMatchChange change = {RONDO_MATCH_CHANGE_UNITS, member, -1, NULL, 0, 0};
  RondoMatchRelaxation relaxation = {NULL, RONDO_MATCH_COST_OF_UNITS, 1, NULL, {-1, -1}};

  change.gives = instance->gives[member] + (as_coach || is_even);
  change.gets = instance->gets[member] + (!as_coach || is_even);
  if (!is_new (suggesting, -1 - member, is_even ? 2 : as_coach))
    return;
  relaxation.changes = g_memdup2 (&change, sizeof change);
  g_array_append_val (suggesting->relaxations, relaxation);
}

static gboolean
is_allowed (const Suggesting *suggesting, int32_t coach, int32_t client)
{
  int64_t key = (int64_t)coach << 32 | (guint32)client;

  return g_hash_table_contains (suggesting->arcs, &key);
}

static void
suggest_mutual (const Suggesting *suggesting, int32_t one, int32_t other)
{
  RondoMatchRelaxation relaxation = {
      NULL, RONDO_MATCH_COST_OF_MUTUAL, 0, NULL, {MIN (one, other), MAX (one, other)}};

  if (suggesting->instance->mutual_allowed || one == other ||
      !is_allowed (suggesting, one, other) || !is_allowed (suggesting, other, one) ||
      !is_new (suggesting, MIN (one, other), MAX (one, other)))
    return;
  g_array_append_val (suggesting->relaxations, relaxation);
}

static void
suggest_for (const Suggesting *suggesting,
             const RondoMatchResult *result,
             const RondoMatchMiss *miss)
{
  for (int32_t k = 0; k < result->n_misses; k++)
    suggest_mutual (suggesting, miss->member, result->misses[k].member);
  for (int32_t k = 0; k < miss->n_partners; k++) {
    if (miss->kind == RONDO_MATCH_MISS_MUTUAL)
      suggest_mutual (suggesting, miss->member, miss->partners[k]);
    else
      suggest_units (suggesting, miss->partners[k], miss->kind == RONDO_MATCH_MISS_HALL_COACH);
  }
}

static void
index_twins (Suggesting *suggesting)
{
  const RondoMatchInstance *instance = suggesting->instance;

  for (int32_t a = 0; a < instance->n_arcs; a++) {
    int64_t key = (int64_t)instance->arcs[a].coach << 32 | (guint32)instance->arcs[a].client;

    g_hash_table_add (suggesting->arcs, g_memdup2 (&key, sizeof key));
  }
}

RondoMatchSuggestions *
rondo_match_suggest_relaxations (const RondoMatchInstance *instance, const RondoMatchResult *result)
{
  RondoMatchSuggestions *suggestions = g_new0 (RondoMatchSuggestions, 1);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GHashTable) arcs = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  GArray *relaxations = g_array_new (FALSE, TRUE, sizeof (RondoMatchRelaxation));
  Suggesting suggesting = {instance, relaxations, seen, arcs};

  if (result->n_misses > 0)
    index_twins (&suggesting);
  for (int32_t k = 0; k < result->n_misses; k++)
    suggest_for (&suggesting, result, &result->misses[k]);
  suggestions->n_relaxations = (int32_t)relaxations->len;
  suggestions->relaxations = (RondoMatchRelaxation *)g_array_free (relaxations, FALSE);
  return suggestions;
}

void
rondo_match_suggestions_free (RondoMatchSuggestions *suggestions)
{
  if (suggestions == NULL)
    return;
  for (int32_t k = 0; k < suggestions->n_relaxations; k++)
    g_free ((gpointer)suggestions->relaxations[k].changes);
  g_free (suggestions->relaxations);
  g_free (suggestions);
}
